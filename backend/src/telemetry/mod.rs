//! Logs: lines on standard error, in JSON unless somebody watches, and never with personal data. Also the metrics.
//!
//! What may be logged is a list, not a habit: method, route pattern, status, request id, row ids, counts, durations,
//! codes of `shared::problem`. What a person typed, a path or query as received, a header, a body, a token, the address
//! of a visitor and the text of a database error about a row are not on it. Types that hold such things have a
//! redacted `Debug`; libraries have none, so below `info` nothing of theirs is written, whatever the filter says.

mod call_durations;
pub mod gauges;
mod log_queue;
mod log_writer;
pub mod metrics;
pub mod process;
mod request_line;

use std::io::{IsTerminal, stderr};
use std::panic::Location;

use tracing::level_filters::LevelFilter;
use tracing::{Dispatch, Level, Metadata, Subscriber, dispatcher};
use tracing_subscriber::filter::{ParseError, filter_fn};
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::{Layer, SubscriberExt};
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, Registry, fmt};

pub use self::request_line::Request;

use self::log_writer::LogWriter;

/// The crates whose every line this project answers for.
const OURS: [&str; 2] = ["backend", "myvax"];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Text,
    Json,
}

impl Format {
    /// Words for a person at a terminal, JSON for a collector.
    pub fn for_standard_error() -> Self {
        if stderr().is_terminal() {
            Self::Text
        } else {
            Self::Json
        }
    }
}

/// Lines are written while it lives. Dropping it waits until the last one is.
#[must_use]
pub struct Logging {
    _writer: LogWriter,
}

/// Starts logging for the whole process. `filter` is `Config::log`, already known to parse.
pub fn start(filter: &str, format: Format) -> anyhow::Result<Logging> {
    // What the log's own thread reports cannot go through its queue.
    let direct = Dispatch::new(subscriber(filter, format, stderr)?);
    let (queue, writer) = log_writer::start(stderr(), log_writer::MAX_QUEUED_LINES, move |lines| {
        dispatcher::with_default(&direct, || {
            tracing::warn!(
                lines,
                "log lines were lost: the reader of the log is too slow or gone"
            );
        });
    });
    subscriber(filter, format, queue.clone())?.try_init()?;
    if format == Format::Json {
        request_line::send_to(queue);
    }
    std::panic::set_hook(Box::new(|panic| log_panic(panic.location())));
    Ok(Logging { _writer: writer })
}

/// Where it panicked and not why: the message of a panic may quote what it stumbled over.
fn log_panic(location: Option<&Location<'_>>) {
    let (file, line) = location.map_or(("unknown", 0), |at| (at.file(), at.line()));
    tracing::error!(file, line, "panicked");
}

fn subscriber<W>(
    filter: &str,
    format: Format,
    writer: W,
) -> Result<Box<dyn Subscriber + Send + Sync>, ParseError>
where
    W: for<'w> MakeWriter<'w> + Send + Sync + 'static,
{
    let lines = fmt::layer().with_writer(writer);
    let lines: Box<dyn Layer<_> + Send + Sync> = match format {
        Format::Text => lines.with_ansi(stderr().is_terminal()).boxed(),
        Format::Json => lines.json().flatten_event(true).with_span_list(false).boxed(),
    };
    let wanted = EnvFilter::builder()
        .with_default_directive(LevelFilter::INFO.into())
        .parse(filter)?;
    let subscriber = Registry::default()
        .with(lines)
        .with(wanted)
        .with(filter_fn(is_allowed));
    Ok(Box::new(subscriber))
}

fn is_allowed(line: &Metadata<'_>) -> bool {
    let krate = line.target().split("::").next().unwrap_or_default();
    OURS.contains(&krate) || *line.level() <= Level::INFO
}

#[cfg(test)]
pub mod tests {
    use std::io;
    use std::sync::{Arc, Mutex};

    use super::*;

    #[derive(Clone, Default)]
    struct Written(Arc<Mutex<Vec<u8>>>);

    impl io::Write for Written {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    /// Everything that is written while `work` runs.
    pub fn written(filter: &str, format: Format, work: impl FnOnce()) -> String {
        let written = Written::default();
        let writer = written.clone();
        let subscriber = subscriber(filter, format, move || writer.clone()).unwrap();
        tracing::subscriber::with_default(subscriber, work);
        let bytes = written.0.lock().unwrap().clone();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn libraries_stay_quiet_below_info_whatever_the_filter_says() {
        let text = written("trace", Format::Text, || {
            tracing::debug!(target: "actix_http::h1", "canary-library");
            tracing::warn!(target: "actix_server", "a worker stopped");
            tracing::trace!(target: "backend::jobs", "one of ours");
        });
        assert!(!text.contains("canary"), "{text}");
        assert!(
            text.contains("a worker stopped") && text.contains("one of ours"),
            "{text}"
        );
    }

    #[test]
    fn the_filter_chooses_among_ours() {
        let text = written("warn,backend::jobs=debug", Format::Text, || {
            tracing::debug!(target: "backend::jobs", "wanted");
            tracing::info!(target: "backend::api", "unwanted");
        });
        assert!(text.contains("wanted") && !text.contains("unwanted"), "{text}");
    }

    #[test]
    fn a_panic_is_told_by_its_place() {
        let text = written("info", Format::Json, || log_panic(Some(Location::caller())));
        assert!(text.contains(file!()) && text.contains("panicked"), "{text}");
    }

    #[test]
    fn the_formats_are_json_and_text() {
        let line = |format| {
            written(
                "info",
                format,
                || tracing::info!(target: "backend", count = 3, "done"),
            )
        };
        let json: serde_json::Value = serde_json::from_str(&line(Format::Json)).unwrap();
        assert_eq!((&json["message"], &json["count"]), (&"done".into(), &3.into()));
        assert!(line(Format::Text).contains("done count=3"));
    }
}
