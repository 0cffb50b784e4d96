//! The bounded queue between the threads that log and the thread that writes. A line that finds it full is lost and
//! counted.

use std::io::{self, Write};
use std::mem;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread::{self, Thread};

use tracing_subscriber::fmt::MakeWriter;

use super::request_line::RequestLine;

/// Each thread logs into one of so many parts. A single part would pass between the processor's cores with each line.
pub const PARTS: usize = 4;

/// A line of the log.
pub enum Line {
    /// `tracing` has formatted it.
    Text(Vec<u8>),
    /// The writing thread formats it. Most lines are of this kind.
    Request(RequestLine),
}

/// The side of the threads that log.
#[derive(Clone)]
pub struct LogQueue(Arc<Shared>);

struct Shared {
    max_lines_of_part: usize,
    parts: [Part; PARTS],
    is_closed: AtomicBool,
    writer: OnceLock<Thread>,
}

/// Two parts never share a line of a core's cache.
#[derive(Default)]
#[repr(align(128))]
struct Part(Mutex<Waiting>);

/// The lines of one part.
#[derive(Default)]
pub struct Waiting {
    pub lines: Vec<Line>,
    /// Lines that found the part full.
    pub lost: usize,
}

/// What the writing thread takes at once. Lines of one thread are in their order.
pub type Taken = [Waiting; PARTS];

impl LogQueue {
    pub fn new(max_lines_of_part: usize) -> Self {
        Self(Arc::new(Shared {
            max_lines_of_part,
            parts: Default::default(),
            is_closed: AtomicBool::default(),
            writer: OnceLock::new(),
        }))
    }

    /// Never waits for the writing thread.
    pub fn push(&self, line: Line) {
        let mut waiting = self.0.parts[own_part()].waiting();
        if waiting.lines.len() >= self.0.max_lines_of_part {
            waiting.lost += 1;
            return;
        }
        waiting.lines.push(line);
        let is_first = waiting.lines.len() == 1;
        drop(waiting);
        if is_first {
            self.wake_writer();
        }
    }

    /// The writing thread writes what waits, and ends.
    pub fn close(&self) {
        self.0.is_closed.store(true, Ordering::Release);
        self.wake_writer();
    }

    /// Waits for a line or the end; false at the end. `taken` gives its memory to the lines that come next. Only one
    /// thread may call this.
    pub fn take(&self, taken: &mut Taken) -> bool {
        self.0.writer.get_or_init(thread::current);
        loop {
            // Read first, so that the lines from before the end are taken.
            let is_closed = self.0.is_closed.load(Ordering::Acquire);
            for (part, taken) in self.0.parts.iter().zip(&mut *taken) {
                taken.lines.clear();
                taken.lost = 0;
                mem::swap(&mut *part.waiting(), taken);
            }
            if is_closed || taken.iter().any(|part| !part.lines.is_empty()) {
                return !is_closed;
            }
            // A line that came meanwhile ends this at once.
            thread::park();
        }
    }

    fn wake_writer(&self) {
        // Before its first look, the writer needs no call.
        if let Some(writer) = self.0.writer.get() {
            writer.unpark();
        }
    }
}

impl Part {
    /// A thread that panics here leaves complete lines.
    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The number of this thread's part.
pub fn own_part() -> usize {
    static THREADS: AtomicUsize = AtomicUsize::new(0);
    thread_local! {
        static PART: usize = THREADS.fetch_add(1, Ordering::Relaxed) % PARTS;
    }
    PART.with(|part| *part)
}

impl Write for LogQueue {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        self.push(Line::Text(line.to_vec()));
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for LogQueue {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}
