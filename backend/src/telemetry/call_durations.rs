//! How long calls took. Each thread counts in a part of its own: shared counters would pass between the processor's cores
//! with each call.

use std::cell::RefCell;
use std::sync::Arc;

use prometheus::core::{Collector, Desc};
use prometheus::proto::{self, Metric, MetricFamily};
use prometheus::{Histogram, HistogramOpts, HistogramVec};

use super::log_queue::{PARTS, own_part};

/// Two parts never share a line of a core's cache.
#[repr(align(128))]
struct Part(HistogramVec);

/// Clones share the counts.
#[derive(Clone)]
pub struct CallDurations(Arc<[Part; PARTS]>);

/// The series in which a thread counted last. Most calls are for files, one after the other, and to compare three labels
/// takes less time than to find the series.
struct LastSeries {
    of: Arc<[Part; PARTS]>,
    labels: Vec<String>,
    series: Histogram,
}

impl LastSeries {
    fn is_of(&self, durations: &CallDurations, labels: &[&str]) -> bool {
        Arc::ptr_eq(&self.of, &durations.0) && self.labels == labels
    }
}

thread_local! {
    static LAST: RefCell<Option<LastSeries>> = const { RefCell::new(None) };
}

impl CallDurations {
    pub fn new(options: &HistogramOpts, labels: &[&str]) -> prometheus::Result<Self> {
        let part = || HistogramVec::new(options.clone(), labels).map(Part);
        Ok(Self(Arc::new([part()?, part()?, part()?, part()?])))
    }

    pub fn observe(&self, labels: &[&str], seconds: f64) {
        LAST.with_borrow_mut(|last| match last {
            Some(last) if last.is_of(self, labels) => last.series.observe(seconds),
            _ => {
                let series = self.0[own_part()].0.with_label_values(labels);
                series.observe(seconds);
                *last = Some(LastSeries {
                    of: Arc::clone(&self.0),
                    labels: labels.iter().map(|label| (*label).to_owned()).collect(),
                    series,
                });
            }
        });
    }
}

impl Collector for CallDurations {
    fn desc(&self) -> Vec<&Desc> {
        self.0[0].0.desc()
    }

    /// The sums of all parts.
    fn collect(&self) -> Vec<MetricFamily> {
        let mut families = self.0[0].0.collect();
        for part in &self.0[1..] {
            for (sum, of_part) in families.iter_mut().zip(part.0.collect()) {
                for metric in of_part.get_metric() {
                    add(sum.mut_metric(), metric);
                }
            }
        }
        families
    }
}

/// Adds to the series with the same labels, or begins it.
fn add(sums: &mut Vec<Metric>, metric: &Metric) {
    match sums.iter_mut().find(|sum| sum.get_label() == metric.get_label()) {
        Some(sum) => {
            let both = summed(sum.get_histogram(), metric.get_histogram());
            sum.set_histogram(both);
        }
        None => sums.push(metric.clone()),
    }
}

fn summed(one: &proto::Histogram, other: &proto::Histogram) -> proto::Histogram {
    let mut both = one.clone();
    both.set_sample_count(one.get_sample_count() + other.get_sample_count());
    both.set_sample_sum(one.get_sample_sum() + other.get_sample_sum());
    let mut buckets = one.get_bucket().to_vec();
    for (bucket, of_other) in buckets.iter_mut().zip(other.get_bucket()) {
        bucket.set_cumulative_count(bucket.cumulative_count() + of_other.cumulative_count());
    }
    both.set_bucket(buckets);
    both
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_calls_of_all_threads_are_one_series() {
        let options = HistogramOpts::new("calls", "Calls.").buckets(vec![0.1, 1.0]);
        let durations = CallDurations::new(&options, &["route"]).unwrap();
        let threads: Vec<_> = (0..PARTS)
            .map(|_| {
                let durations = durations.clone();
                std::thread::spawn(move || {
                    for seconds in [0.01, 0.5] {
                        durations.observe(&["/record"], seconds);
                    }
                })
            })
            .collect();
        for thread in threads {
            thread.join().unwrap();
        }
        durations.observe(&["/request"], 5.0);
        let families = durations.collect();
        assert_eq!(families.len(), 1);
        let counts = |route: &str| {
            let of_route = |metric: &&Metric| metric.get_label()[0].value() == route;
            let metric = families[0].get_metric().iter().find(of_route).unwrap();
            let histogram = metric.get_histogram();
            let buckets: Vec<_> = histogram
                .get_bucket()
                .iter()
                .map(prometheus::proto::Bucket::cumulative_count)
                .collect();
            (histogram.get_sample_count(), buckets)
        };
        assert_eq!(counts("/record"), (8, vec![4, 8]));
        assert_eq!(counts("/request"), (1, vec![0, 0]));
    }
}
