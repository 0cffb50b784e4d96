//! The line of a request. A busy server writes little else, so the log's thread formats it from these few values.

use std::borrow::Cow;
use std::sync::OnceLock;
use std::time::Instant;

use chrono::{DateTime, TimeDelta, Utc};
use tracing::{Level, Span, enabled, info_span};

use super::log_queue::{Line, LogQueue};
use crate::clock::{Clock as _, SystemClock};
use crate::random::RequestId;

/// The queue of a log in JSON. Without it, `tracing` filters and formats the line.
static JSON_QUEUE: OnceLock<LogQueue> = OnceLock::new();

/// Sends the lines of all later requests to this queue, if the filter of the log wants them. The filter of a process
/// never changes, so no request asks it again.
pub fn send_to(queue: LogQueue) {
    if enabled!(Level::INFO) {
        JSON_QUEUE.get_or_init(|| queue);
    }
}

/// A request as the log names it. A visitor may write anything into a method or a path: `method` is one of a closed list,
/// and `route` is the pattern that matched.
#[derive(Clone)]
pub struct Request {
    pub method: &'static str,
    pub route: Cow<'static, str>,
    pub request_id: RequestId,
}

/// An answered request.
pub struct RequestLine {
    pub request: Request,
    pub status: u16,
    pub begin: Instant,
    pub end: Instant,
}

/// Writes instants as times of day. The log's thread asks for the time once for many requests, and formats each second
/// once.
pub struct Calendar {
    time: DateTime<Utc>,
    instant: Instant,
    second: i64,
    /// `second` without its fraction and zone.
    text: String,
}

impl Calendar {
    pub fn now() -> Self {
        Self::at(SystemClock.now(), Instant::now())
    }

    /// `time` and `instant` are the same moment.
    fn at(time: DateTime<Utc>, instant: Instant) -> Self {
        Self {
            time,
            instant,
            second: i64::MIN,
            text: String::new(),
        }
    }

    /// The time of an earlier instant in RFC 3339: up to the second, and its microseconds.
    fn time_of(&mut self, instant: Instant) -> (&str, u32) {
        let ago = TimeDelta::from_std(self.instant.saturating_duration_since(instant));
        let time = self.time - ago.unwrap_or_default();
        if time.timestamp() != self.second {
            self.second = time.timestamp();
            self.text = time.format("%FT%T").to_string();
        }
        (&self.text, time.timestamp_subsec_micros())
    }
}

impl Request {
    /// Names the request in every line that is written in the span.
    pub fn span(&self) -> Span {
        let (method, route) = (self.method, &*self.route);
        info_span!("request", method, route, request_id = %self.request_id)
    }

    /// Writes the request's own line. An event and not the end of the span: most requests are for files, which write no
    /// other line and have no span.
    pub fn answered(self, status: u16, begin: Instant, end: Instant) {
        let line = RequestLine {
            request: self,
            status,
            begin,
            end,
        };
        match JSON_QUEUE.get() {
            Some(queue) => queue.push(Line::Request(line)),
            None => line.event(),
        }
    }
}

impl RequestLine {
    fn event(&self) {
        let Request {
            method,
            route,
            request_id,
        } = &self.request;
        tracing::info!(
            parent: None,
            method,
            route = &**route,
            %request_id,
            status = self.status,
            duration_us = self.duration_us(),
            "request"
        );
    }

    /// Appends the line in the form that `tracing_subscriber` gives an event. Our own names and numbers need no escapes.
    /// The pieces are appended one by one: each request pays for its line, and a format string takes five times as long.
    pub fn write_json(&self, calendar: &mut Calendar, out: &mut Vec<u8>) {
        let (second, micros) = calendar.time_of(self.end);
        let Request {
            method,
            route,
            request_id,
        } = &self.request;
        let mut numbers = [itoa::Buffer::new(); 3];
        let [fraction, status, duration] = &mut numbers;
        // A million more keeps the zeros after its first digit.
        let fraction = &fraction.format(1_000_000 + micros)[1..];
        let line: [&[u8]; _] = [
            br#"{"timestamp":""#,
            second.as_bytes(),
            b".",
            fraction.as_bytes(),
            br#"Z","level":"INFO","message":"request","method":""#,
            method.as_bytes(),
            br#"","route":""#,
            route.as_bytes(),
            br#"","request_id":""#,
            &request_id.digits(),
            br#"","status":"#,
            status.format(self.status).as_bytes(),
            br#","duration_us":"#,
            duration.format(self.duration_us()).as_bytes(),
            concat!(r#","target":""#, module_path!(), "\"}\n").as_bytes(),
        ];
        for piece in line {
            out.extend_from_slice(piece);
        }
    }

    fn duration_us(&self) -> u64 {
        u64::try_from((self.end - self.begin).as_micros()).unwrap_or(u64::MAX)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use serde_json::Value;

    use super::*;
    use crate::telemetry::Format;
    use crate::telemetry::tests::written;

    fn unlock() -> RequestLine {
        let begin = Instant::now();
        RequestLine {
            request: Request {
                method: "POST",
                route: "/api/v1/unlock".into(),
                request_id: RequestId::next(),
            },
            status: 403,
            begin,
            end: begin + Duration::from_millis(2),
        }
    }

    /// As it is written three seconds after the answer.
    fn json(line: &RequestLine) -> String {
        let mut bytes = Vec::new();
        let time = DateTime::from_timestamp(1_700_000_003, 120_000_000).unwrap();
        let mut calendar = Calendar::at(time, line.end + Duration::from_secs(3));
        line.write_json(&mut calendar, &mut bytes);
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn a_request_is_one_line_with_its_route_and_status() {
        let line = unlock();
        let text = json(&line);
        assert_eq!(text.lines().count(), 1, "{text}");
        let read: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(read["timestamp"], "2023-11-14T22:13:20.120000Z");
        assert_eq!(read["message"], "request");
        assert_eq!(read["method"], "POST");
        assert_eq!(read["route"], "/api/v1/unlock");
        assert_eq!(read["status"], 403);
        assert_eq!(read["duration_us"], 2_000);
        assert_eq!(read["request_id"], line.request.request_id.to_string());
    }

    #[test]
    fn the_line_has_the_form_of_every_other_line() {
        let line = unlock();
        let event = written("info", Format::Json, || line.event());
        let without_time = |text: &str| {
            let mut read: Value = serde_json::from_str(text).unwrap();
            assert_eq!(read["timestamp"].take().as_str().unwrap().len(), 27);
            read
        };
        assert_eq!(without_time(&json(&line)), without_time(&event));
    }

    #[test]
    fn a_text_log_has_the_line_when_the_filter_wants_it() {
        let line = unlock();
        let answer = || line.request.clone().answered(403, line.begin, line.end);
        let text = written("info", Format::Text, answer);
        assert!(text.contains("status=403 duration_us=2000"), "{text}");
        assert_eq!(written("warn", Format::Text, answer), "");
    }

    #[test]
    fn a_line_written_meanwhile_names_the_request() {
        let request = unlock().request;
        let text = written("info", Format::Json, || {
            request
                .span()
                .in_scope(|| tracing::warn!(target: "backend", "odd"));
        });
        let line: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(line["span"]["request_id"], request.request_id.to_string());
        assert_eq!(line["span"]["route"], "/api/v1/unlock");
    }
}
