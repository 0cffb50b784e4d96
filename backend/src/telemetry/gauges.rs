//! Values that are read at the moment of a scrape. A value that could not be read is absent: an old one would mislead.

use prometheus::proto::MetricFamily;
use prometheus::{IntCounter, IntGaugeVec, Opts, Registry};

const VALID: &str = "the names of metrics and labels are literals, which the tests register";

/// The values of one scrape.
#[derive(Default)]
pub struct Gauges(Registry);

/// The name, the sentence of explanation, and the label of a metric.
pub type Described = (&'static str, &'static str, &'static str);

impl Gauges {
    pub fn set(&self, name: &str, help: &str, value: impl Into<i64>) {
        let gauge = IntGaugeVec::new(Opts::new(name, help), &[]).expect(VALID);
        let no_label: [&str; 0] = [];
        gauge.with_label_values(&no_label).set(value.into());
        self.0.register(Box::new(gauge)).expect(VALID);
    }

    /// One series for each value of the label.
    pub fn set_each<'a>(
        &self,
        (name, help, label): Described,
        values: impl IntoIterator<Item = (&'a str, i64)>,
    ) {
        let gauge = IntGaugeVec::new(Opts::new(name, help), &[label]).expect(VALID);
        for (of_label, value) in values {
            gauge.with_label_values(&[of_label]).set(value);
        }
        self.0.register(Box::new(gauge)).expect(VALID);
    }

    /// A count since the start that another part keeps.
    pub fn count(&self, name: &str, help: &str, value: u64) {
        let counter = IntCounter::new(name, help).expect(VALID);
        counter.inc_by(value);
        self.0.register(Box::new(counter)).expect(VALID);
    }

    pub fn families(&self) -> Vec<MetricFamily> {
        self.0.gather()
    }
}

/// A number for a gauge; a larger one than it can hold does not occur.
pub fn number(value: impl TryInto<i64>) -> i64 {
    value.try_into().unwrap_or(i64::MAX)
}
