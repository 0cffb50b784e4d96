//! The counters that a process exports to Prometheus. The values of each label are a closed list or routes of the server,
//! so no label can hold what a person typed.

use std::time::Duration;

use prometheus::core::Collector;
use prometheus::proto::MetricFamily;
use prometheus::{
    HistogramOpts, IntCounter, IntCounterVec, IntGauge, IntGaugeVec, Opts, Registry, TextEncoder,
};

use super::call_durations::CallDurations;

/// The media type of the text format.
pub const TEXT_FORMAT: &str = prometheus::TEXT_FORMAT;

/// Upper bounds in seconds: most answers take milliseconds, one with a PIN tenths of a second.
const ANSWER_SECONDS: [f64; 8] = [0.001, 0.005, 0.025, 0.1, 0.25, 1.0, 3.0, 10.0];

const VALID: &str = "the names of metrics and labels are literals, which the tests register";

shared::named! {
    /// What became of one try to send a message.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum SendOutcome {
        Accepted = "accepted",
        /// It is tried again.
        Postponed = "postponed",
        /// The gateway rejected it for good.
        Rejected = "rejected",
        /// No gateway accepted it in time.
        GivenUp = "given-up",
    }
}

shared::named! {
    /// Why the work on a row ended without a result.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum RowFailure {
        Error = "error",
        Panic = "panic",
        LeaseLost = "lease-lost",
    }
}

shared::named! {
    /// The secret of data that this process cannot read.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum UnknownKey {
        PinPepper = "pin-pepper",
        SealKey = "seal-key",
        ContactKey = "contact-key",
    }
}

shared::named! {
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum Listener {
        Portal = "portal",
        Senders = "senders",
        Operations = "operations",
    }
}

/// The reason of a request without its details, which are levels and weights. The names of limits come in addition.
const REASONS: [(&str, &str); 9] = [
    ("matched", "matched"),
    ("not-matched", "no_contact"),
    ("not-matched", "veto"),
    ("not-matched", "ambiguous"),
    ("not-matched", "below_threshold"),
    ("not-matched", "near_match"),
    ("not-matched", "withheld"),
    ("failed", "gave_up"),
    ("failed", "panicked"),
];

/// The ends of a request that met a limit. A request that waited too long for a text failed.
const LIMIT_ENDS: [&str; 2] = ["over-limit", "failed"];
const OTHER: &str = "other";

/// The counters of one process.
pub struct Metrics {
    registry: Registry,
    http: CallDurations,
    decided: IntCounterVec,
    sends: IntCounterVec,
    deliveries: IntCounterVec,
    row_failures: IntCounterVec,
    unknown_keys: IntCounterVec,
    connections: IntGaugeVec,
    refused_connections: IntCounterVec,
    lists: Lists,
}

/// The closed lists of the rooms that count, by name.
pub struct Lists {
    /// The limits, which are reasons of requests.
    pub limits: Vec<&'static str>,
    /// Why a message did not arrive.
    pub failures: Vec<&'static str>,
    pub queues: Vec<&'static str>,
    pub channels: Vec<&'static str>,
}

/// The connections of one listener.
pub struct ConnectionCounts {
    pub held: IntGauge,
    pub refused: IntCounter,
}

impl Metrics {
    /// Each series of a closed list begins at 0, so that its first event is an increase.
    pub fn new(lists: Lists) -> Self {
        let registry = Registry::new();
        let metrics = Self {
            http: registered(&registry, http()),
            decided: counters(
                &registry,
                (
                    "myvax_requests_decided_total",
                    "Requests that ended, by end and reason.",
                ),
                &["end", "reason"],
            ),
            sends: counters(
                &registry,
                ("myvax_sends_total", "Tries to send a message, by their outcome."),
                &["channel", "outcome"],
            ),
            deliveries: counters(
                &registry,
                (
                    "myvax_text_deliveries_total",
                    "First final reports of the text gateway, with the failure.",
                ),
                &["delivery", "failure"],
            ),
            row_failures: counters(
                &registry,
                (
                    "myvax_row_failures_total",
                    "Rows of a queue whose work ended without a result.",
                ),
                &["queue", "failure"],
            ),
            unknown_keys: counters(
                &registry,
                (
                    "myvax_unknown_keys_total",
                    "Data met here that were made under a secret that is unknown here.",
                ),
                &["secret"],
            ),
            connections: registered(
                &registry,
                IntGaugeVec::new(
                    Opts::new("myvax_connections", "Open connections of each listener."),
                    &["listener"],
                )
                .expect(VALID),
            ),
            refused_connections: counters(
                &registry,
                (
                    "myvax_connections_refused_total",
                    "Connections closed because all places, or all of a network, were taken.",
                ),
                &["listener"],
            ),
            lists,
            registry,
        };
        metrics.begin_at_zero();
        metrics
    }

    fn begin_at_zero(&self) {
        let Lists {
            limits,
            failures,
            queues,
            channels,
        } = &self.lists;
        for (end, reason) in REASONS.into_iter().chain(pairs(&LIMIT_ENDS, limits)) {
            self.decided.with_label_values(&[end, reason]);
        }
        for secret in UnknownKey::ALL {
            self.unknown_keys.with_label_values(&[secret.name()]);
        }
        self.deliveries.with_label_values(&["delivered", ""]);
        for (delivery, failure) in pairs(&["undelivered", "failed"], failures) {
            self.deliveries.with_label_values(&[delivery, failure]);
        }
        for (queue, failure) in pairs(queues, &RowFailure::ALL.map(RowFailure::name)) {
            self.row_failures.with_label_values(&[queue, failure]);
        }
        for (channel, outcome) in pairs(channels, &SendOutcome::ALL.map(SendOutcome::name)) {
            self.sends.with_label_values(&[channel, outcome]);
        }
    }

    /// Adds what another part counts by itself.
    pub fn register(&self, collector: impl Collector + 'static) {
        self.registry.register(Box::new(collector)).expect(VALID);
    }

    /// An answer to a call. `route` is the pattern that matched.
    pub fn answered(&self, method: &str, route: &str, status: u16, duration: Duration) {
        self.http
            .observe(&[method, route, class(status)], duration.as_secs_f64());
    }

    /// `count` requests ended. `reason` is as stored with the request.
    pub fn decided(&self, end: &str, reason: &str, count: usize) {
        let reason = self.reason(reason);
        let count = u64::try_from(count).unwrap_or(u64::MAX);
        self.decided.with_label_values(&[end, reason]).inc_by(count);
    }

    pub fn sent(&self, channel: &str, outcome: SendOutcome) {
        self.sends.with_label_values(&[channel, outcome.name()]).inc();
    }

    /// The first final report of the text gateway on a message.
    pub fn delivered(&self, delivery: &str, failure: Option<&str>) {
        self.deliveries
            .with_label_values(&[delivery, failure.unwrap_or_default()])
            .inc();
    }

    pub fn row_failed(&self, queue: &str, failure: RowFailure) {
        self.row_failures
            .with_label_values(&[queue, failure.name()])
            .inc();
    }

    pub fn met_unknown_key(&self, secret: UnknownKey) {
        self.unknown_keys.with_label_values(&[secret.name()]).inc();
    }

    pub fn connections_of(&self, listener: Listener) -> ConnectionCounts {
        ConnectionCounts {
            held: self.connections.with_label_values(&[listener.name()]),
            refused: self.refused_connections.with_label_values(&[listener.name()]),
        }
    }

    /// Everything in the text format of Prometheus, with the values that were read now.
    pub fn text(&self, read_now: Vec<MetricFamily>) -> String {
        let mut all = self.registry.gather();
        all.extend(read_now);
        all.sort_by(|one, other| one.name().cmp(other.name()));
        TextEncoder::new().encode_to_string(&all).expect(VALID)
    }

    /// The listed reason; `matched(E|E|E|E, 13.4)` is `matched`.
    fn reason(&self, stored: &str) -> &'static str {
        let code = stored.split('(').next().unwrap_or_default();
        let listed = REASONS.iter().map(|(_, reason)| *reason);
        listed
            .chain(self.lists.limits.iter().copied())
            .find(|reason| *reason == code)
            .unwrap_or(OTHER)
    }
}

fn http() -> CallDurations {
    let options = HistogramOpts::new(
        "myvax_http_request_duration_seconds",
        "Answered calls, by method, route and class of the status.",
    );
    let options = options.buckets(ANSWER_SECONDS.into());
    CallDurations::new(&options, &["method", "route", "status"]).expect(VALID)
}

fn counters(registry: &Registry, (name, help): (&str, &str), labels: &[&str]) -> IntCounterVec {
    registered(
        registry,
        IntCounterVec::new(Opts::new(name, help), labels).expect(VALID),
    )
}

fn registered<C: Collector + Clone + 'static>(registry: &Registry, collector: C) -> C {
    registry.register(Box::new(collector.clone())).expect(VALID);
    collector
}

fn pairs(ones: &[&'static str], others: &[&'static str]) -> Vec<(&'static str, &'static str)> {
    let with_others = |one: &&'static str| others.iter().map(|other| (*one, *other)).collect::<Vec<_>>();
    ones.iter().flat_map(with_others).collect()
}

fn class(status: u16) -> &'static str {
    match status / 100 {
        1 => "1xx",
        2 => "2xx",
        3 => "3xx",
        4 => "4xx",
        _ => "5xx",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn metrics() -> Metrics {
        Metrics::new(Lists {
            limits: vec!["contact-limit", "text-budget"],
            failures: vec!["landline"],
            queues: vec!["deciding"],
            channels: vec!["sms"],
        })
    }

    #[test]
    fn a_reason_loses_its_details_and_an_unlisted_one_its_name() {
        let metrics = metrics();
        for (stored, label) in [
            ("matched(E|E|E|E, 13.4)", "matched"),
            ("veto(birth_date)", "veto"),
            ("contact-limit", "contact-limit"),
            ("Zoë Example", "other"),
        ] {
            assert_eq!(metrics.reason(stored), label);
        }
    }

    #[test]
    fn a_listed_series_begins_at_zero() {
        let text = metrics().text(Vec::new());
        let line = r#"myvax_requests_decided_total{end="failed",reason="text-budget"} 0"#;
        assert!(text.lines().any(|one| one == line), "{text}");
    }
}
