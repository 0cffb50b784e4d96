//! The bounded queue between the threads that log and the thread that writes. A line that finds it full is lost and
//! counted.

use std::io::{self, Write};
use std::mem;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use tracing_subscriber::fmt::MakeWriter;

use super::request_line::RequestLine;

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
    max_lines: usize,
    waiting: Mutex<Waiting>,
    changed: Condvar,
}

/// What the writing thread takes at once.
#[derive(Default)]
pub struct Waiting {
    pub lines: Vec<Line>,
    /// Lines that found the queue full.
    pub lost: usize,
    pub is_closed: bool,
}

impl LogQueue {
    pub fn new(max_lines: usize) -> Self {
        Self(Arc::new(Shared {
            max_lines,
            waiting: Mutex::default(),
            changed: Condvar::new(),
        }))
    }

    /// Never waits for the writing thread.
    pub fn push(&self, line: Line) {
        let mut waiting = self.waiting();
        if waiting.lines.len() >= self.0.max_lines {
            waiting.lost += 1;
            return;
        }
        waiting.lines.push(line);
        let is_first = waiting.lines.len() == 1;
        drop(waiting);
        // The writing thread waits only for the first line.
        if is_first {
            self.0.changed.notify_one();
        }
    }

    /// The writing thread writes what waits, and ends.
    pub fn close(&self) {
        self.waiting().is_closed = true;
        self.0.changed.notify_one();
    }

    /// Waits for a line or the end. `taken` gives its memory to the lines that come next.
    pub fn take(&self, taken: &mut Waiting) {
        taken.lines.clear();
        taken.lost = 0;
        let is_idle = |waiting: &mut Waiting| waiting.lines.is_empty() && !waiting.is_closed;
        let mut waiting = self
            .0
            .changed
            .wait_while(self.waiting(), is_idle)
            .unwrap_or_else(PoisonError::into_inner);
        taken.is_closed = waiting.is_closed;
        mem::swap(&mut *waiting, taken);
    }

    /// A thread that panics here leaves complete lines.
    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.0.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
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
