//! Writes the log on a thread of its own, so that no request waits for what reads the log.

use std::io::Write;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use super::log_queue::{Line, LogQueue, Taken};
use super::request_line::Calendar;

/// Of each part of the queue. All together some megabytes of lines.
pub const MAX_QUEUED_LINES: usize = 4_096;

/// Lines that arrive together are written together, up to about so many bytes.
const BATCH_BYTES: usize = 64 * 1024;

/// After a batch the thread rests. A request whose line finds the thread waiting has to wake it, which costs more than
/// the line; on a busy server the lines of this time wait for each other instead.
const REST: Duration = Duration::from_millis(5);

/// A stop waits for so long where the reader of the log has stopped reading.
const LAST_LINES: Duration = Duration::from_secs(1);

/// The writing thread. Dropping this waits until the queue is written.
pub struct LogWriter {
    queue: LogQueue,
    end: Receiver<()>,
}

impl Drop for LogWriter {
    fn drop(&mut self) {
        self.queue.close();
        // The thread sends nothing: it drops its side when it ends.
        let _ = self.end.recv_timeout(LAST_LINES);
    }
}

/// Starts the thread. `report` writes how many lines were lost since it was called last.
pub fn start<W, R>(out: W, max_queued_lines: usize, report: R) -> (LogQueue, LogWriter)
where
    W: Write + Send + 'static,
    R: FnMut(usize) + Send + 'static,
{
    let queue = LogQueue::new(max_queued_lines);
    let (running, end) = channel();
    let source = queue.clone();
    let mut batches = Batches {
        out,
        batch: Vec::with_capacity(BATCH_BYTES),
        batch_lines: 0,
        lost: 0,
        report,
    };
    thread::Builder::new()
        .name("log".to_owned())
        .spawn(move || {
            let _running = running;
            batches.write_all_of(&source);
        })
        .expect("a process that starts may start a thread");
    let writer = LogWriter {
        queue: queue.clone(),
        end,
    };
    (queue, writer)
}

/// The writer's side of the queue.
struct Batches<W, R> {
    out: W,
    batch: Vec<u8>,
    batch_lines: usize,
    /// Lines that `out` did not take.
    lost: usize,
    report: R,
}

impl<W: Write, R: FnMut(usize)> Batches<W, R> {
    fn write_all_of(&mut self, queue: &LogQueue) {
        let mut taken = Taken::default();
        while queue.take(&mut taken) {
            self.write(&taken);
            thread::sleep(REST);
        }
        self.write(&taken);
    }

    fn write(&mut self, taken: &Taken) {
        let mut calendar = Calendar::now();
        for part in taken {
            for line in &part.lines {
                self.add(line, &mut calendar);
            }
            self.lost += part.lost;
        }
        self.write_batch();
    }

    fn add(&mut self, line: &Line, calendar: &mut Calendar) {
        match line {
            Line::Text(text) => self.batch.extend_from_slice(text),
            Line::Request(request) => request.write_json(calendar, &mut self.batch),
        }
        self.batch_lines += 1;
        if self.batch.len() >= BATCH_BYTES {
            self.write_batch();
        }
    }

    fn write_batch(&mut self) {
        if self
            .out
            .write_all(&self.batch)
            .and_then(|()| self.out.flush())
            .is_err()
        {
            self.lost += self.batch_lines;
        }
        self.batch.clear();
        self.batch_lines = 0;
        if self.lost > 0 {
            (self.report)(self.lost);
            self.lost = 0;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::sync::mpsc::Sender;
    use std::sync::{Arc, Mutex};

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
        lines: LogQueue,
        writer: LogWriter,
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
        let (lines, writer) = start(out, max_queued_lines, move |lines| {
            reports.lock().unwrap().push(lines);
        });
        Log {
            lines,
            writer,
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
        drop(log.writer);
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
        drop(log.writer);
        assert_eq!(log.written.lock().unwrap().lines().count(), 100);
        assert!(log.lost.lock().unwrap().is_empty());
    }

    #[test]
    fn lines_that_cannot_be_written_are_lost_too() {
        let mut log = log(4);
        drop(log.may);
        log.lines.write_all(b"first\n").unwrap();
        drop(log.writer);
        assert_eq!(*log.lost.lock().unwrap(), [1]);
    }
}
