//! Writes the log on a thread of its own, so that no request waits for what reads the log. A bounded queue is between;
//! lines that find it full are lost, counted and reported.

use std::io::{self, Write};
use std::sync::{Arc, OnceLock};
use std::thread;
use std::time::Duration;

use tracing_appender::non_blocking::{ErrorCounter, NonBlocking, NonBlockingBuilder, WorkerGuard};

/// Some megabytes of lines: a second of a flood.
pub const MAX_QUEUED_LINES: usize = 16_384;

/// Lines that arrive together are written together, up to about so many bytes.
const BATCH_BYTES: usize = 64 * 1024;

/// After a batch the thread rests. A request whose line finds the thread waiting has to wake it, which costs more than
/// the line; on a busy server the lines of this time wait for each other instead.
const REST: Duration = Duration::from_millis(5);

/// Starts the thread. `report` writes how many lines were lost since it was called last. Dropping the guard waits until
/// the queue is written.
pub fn start<W, R>(out: W, max_queued_lines: usize, report: R) -> (NonBlocking, WorkerGuard)
where
    W: Write + Send + 'static,
    R: FnMut(usize) + Send + 'static,
{
    let overflow = Arc::new(OnceLock::new());
    let batches = Batches {
        out,
        batch: Vec::with_capacity(BATCH_BYTES),
        batch_lines: 0,
        overflow: Arc::clone(&overflow),
        unwritten: 0,
        reported: 0,
        report,
    };
    let (lines, guard) = NonBlockingBuilder::default()
        .lossy(true)
        .buffered_lines_limit(max_queued_lines)
        .thread_name("log")
        .finish(batches);
    overflow.get_or_init(|| lines.error_counter());
    (lines, guard)
}

/// The writer's side of the queue.
struct Batches<W, R> {
    out: W,
    batch: Vec<u8>,
    batch_lines: usize,
    overflow: Arc<OnceLock<ErrorCounter>>,
    /// Lines that `out` did not take.
    unwritten: usize,
    reported: usize,
    report: R,
}

impl<W: Write, R: FnMut(usize)> Batches<W, R> {
    fn write_batch(&mut self) {
        if self
            .out
            .write_all(&self.batch)
            .and_then(|()| self.out.flush())
            .is_err()
        {
            self.unwritten += self.batch_lines;
        }
        self.batch.clear();
        self.batch_lines = 0;
        let overflowed = self.overflow.get().map_or(0, ErrorCounter::dropped_lines);
        let lost = self.unwritten + overflowed;
        if lost > self.reported {
            (self.report)(lost - self.reported);
            self.reported = lost;
        }
    }
}

impl<W: Write, R: FnMut(usize)> Write for Batches<W, R> {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        self.batch.extend_from_slice(line);
        self.batch_lines += 1;
        if self.batch.len() >= BATCH_BYTES {
            self.write_batch();
        }
        Ok(line.len())
    }

    /// The queue is empty.
    fn flush(&mut self) -> io::Result<()> {
        self.write_batch();
        thread::sleep(REST);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;
    use std::sync::mpsc::{Receiver, Sender, channel};

    use super::*;

    /// Tells when a write begins, and finishes it only when it may.
    struct Slow {
        begun: Sender<()>,
        may: Receiver<()>,
        written: Arc<Mutex<String>>,
    }

    impl Write for Slow {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.begun.send(()).unwrap();
            let is_broken = self.may.recv().is_err();
            if is_broken {
                return Err(io::ErrorKind::BrokenPipe.into());
            }
            self.written
                .lock()
                .unwrap()
                .push_str(str::from_utf8(bytes).unwrap());
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    struct Log {
        lines: NonBlocking,
        guard: WorkerGuard,
        begun: Receiver<()>,
        may: Sender<()>,
        written: Arc<Mutex<String>>,
        lost: Arc<Mutex<Vec<usize>>>,
    }

    fn log(max_queued_lines: usize) -> Log {
        let ((begin, begun), (may, may_out)) = (channel(), channel());
        let (written, lost) = (Arc::default(), Arc::<Mutex<Vec<usize>>>::default());
        let out = Slow {
            begun: begin,
            may: may_out,
            written: Arc::clone(&written),
        };
        let reports = Arc::clone(&lost);
        let (lines, guard) = start(out, max_queued_lines, move |lines| {
            reports.lock().unwrap().push(lines);
        });
        Log {
            lines,
            guard,
            begun,
            may,
            written,
            lost,
        }
    }

    #[test]
    fn a_full_queue_loses_lines_and_reports_how_many() {
        let mut log = log(4);
        log.lines.write_all(b"first\n").unwrap();
        log.begun.recv().unwrap();
        // The writer is busy with the first line: four wait, three are lost.
        for number in 0..7 {
            log.lines.write_all(format!("{number}\n").as_bytes()).unwrap();
        }
        log.may.send(()).unwrap();
        log.may.send(()).unwrap();
        drop(log.guard);
        assert_eq!(*log.written.lock().unwrap(), "first\n0\n1\n2\n3\n");
        assert_eq!(log.lost.lock().unwrap().iter().sum::<usize>(), 3);
    }

    #[test]
    fn a_stop_writes_what_waits() {
        let mut log = log(100);
        for number in 0..100 {
            log.lines.write_all(format!("{number}\n").as_bytes()).unwrap();
            log.may.send(()).unwrap();
        }
        drop(log.guard);
        assert_eq!(log.written.lock().unwrap().lines().count(), 100);
        assert!(log.lost.lock().unwrap().is_empty());
    }

    #[test]
    fn lines_that_cannot_be_written_are_lost_too() {
        let mut log = log(4);
        drop(log.may);
        log.lines.write_all(b"first\n").unwrap();
        drop(log.guard);
        assert_eq!(*log.lost.lock().unwrap(), [1]);
    }
}
