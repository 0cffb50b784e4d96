//! Reads Prometheus's text format strictly (<https://prometheus.io/docs/instrumenting/exposition_formats>).

use std::collections::BTreeMap;

use reqwest::Response;

/// One answer of `/metrics`. Reading it checks that it is well-formed.
pub struct Exposition {
    pub text: String,
    /// The type of each metric.
    pub types: BTreeMap<String, String>,
    /// The value of each series, by its name with all labels in the order of their names.
    series: BTreeMap<String, String>,
}

impl Exposition {
    pub async fn of(answer: Response) -> Self {
        assert_eq!(answer.status(), 200);
        assert_eq!(answer.headers()["content-type"], "text/plain; version=0.0.4");
        Self::read(answer.text().await.unwrap())
    }

    fn read(text: String) -> Self {
        let (mut types, mut series) = (BTreeMap::new(), BTreeMap::new());
        let (mut helped, mut current) = (String::new(), String::new());
        assert!(text.ends_with('\n'));
        for line in text.lines() {
            if let Some(rest) = line.strip_prefix("# HELP ") {
                let (name, help) = rest.split_once(' ').expect(line);
                assert!(!help.is_empty() && is_name(name), "{line}");
                name.clone_into(&mut helped);
            } else if let Some(rest) = line.strip_prefix("# TYPE ") {
                let (name, kind) = rest.split_once(' ').expect(line);
                assert!(["counter", "gauge", "histogram"].contains(&kind), "{line}");
                assert_eq!(name, helped, "each metric has its sentence");
                assert_eq!(kind == "counter", name.ends_with("_total"), "{name} is a {kind}");
                let before = types.insert(name.to_owned(), kind.to_owned());
                assert_eq!(before, None, "{name} occurs twice");
                name.clone_into(&mut current);
            } else {
                let (name, value) = sample(line);
                let metric = name.split('{').next().unwrap();
                let parts = ["_bucket", "_sum", "_count"].map(|part| format!("{current}{part}"));
                let is_part = types[&current] == "histogram" && parts.iter().any(|part| part == metric);
                assert!(metric == current || is_part, "{line} is below {current}");
                assert_eq!(series.insert(name, value), None, "{line} occurs twice");
            }
        }
        let read = Self { text, types, series };
        read.check_histograms();
        read
    }

    /// The whole number of a series: `name{label="value",…}`, with the labels in the order of their names.
    pub fn value(&self, series: &str) -> i64 {
        let value = self.series.get(series);
        whole(value.unwrap_or_else(|| panic!("no {series} in\n{}", self.text)))
    }

    pub fn has(&self, metric: &str) -> bool {
        self.types.contains_key(metric)
    }

    /// The sum of all series of a metric.
    pub fn sum(&self, metric: &str) -> i64 {
        let of_metric = self
            .series
            .iter()
            .filter(|(series, _)| series.split('{').next() == Some(metric));
        of_metric.map(|(_, value)| whole(value)).sum()
    }

    /// Buckets contain the smaller ones, and the last one everything.
    fn check_histograms(&self) {
        let histograms = self.types.iter().filter(|(_, kind)| *kind == "histogram");
        for (name, _) in histograms {
            let counts = format!("{name}_count");
            for (series, count) in self
                .series
                .iter()
                .filter(|(series, _)| series.starts_with(&counts))
            {
                let labels = series[counts.len()..].trim_matches(['{', '}']);
                let of_series = |bucket: &str| {
                    let (_, rest) = bucket.split_once('{').unwrap();
                    let others: Vec<_> = split_labels(rest.trim_end_matches('}'))
                        .into_iter()
                        .filter(|label| !label.starts_with("le="))
                        .collect();
                    others.join(",") == labels
                };
                let bucket = format!("{name}_bucket{{");
                let buckets: Vec<i64> = self
                    .text
                    .lines()
                    .filter(|line| line.starts_with(&bucket))
                    .map(sample)
                    .filter(|(bucket, _)| of_series(bucket))
                    .map(|(_, value)| whole(&value))
                    .collect();
                assert!(buckets.is_sorted(), "{series}: {buckets:?}");
                assert_eq!(buckets.last(), Some(&whole(count)), "{series}");
            }
        }
    }
}

fn whole(value: &str) -> i64 {
    value
        .parse()
        .unwrap_or_else(|_| panic!("{value} is no whole number"))
}

/// A line `name{label="value"} 1.5` as its series, with the labels in order, and its value.
fn sample(line: &str) -> (String, String) {
    let (series, value) = line.rsplit_once(' ').expect(line);
    assert!(value.parse::<f64>().is_ok(), "{line} has no number");
    let (name, labels) = match series.split_once('{') {
        Some((name, rest)) => (name, rest.strip_suffix('}').expect(line)),
        None => (series, ""),
    };
    assert!(is_name(name), "{line}");
    let mut labels = split_labels(labels);
    labels.sort_unstable();
    let before = labels.len();
    labels.dedup();
    assert_eq!(labels.len(), before, "{line} repeats a label");
    for label in &labels {
        let (name, value) = label.split_once('=').expect(line);
        assert!(is_name(name) && value.len() >= 2, "{line}");
        assert!(value.starts_with('"') && value.ends_with('"'), "{line}");
    }
    let labels = labels.join(",");
    let name = if labels.is_empty() {
        name.to_owned()
    } else {
        format!("{name}{{{labels}}}")
    };
    (name, value.to_owned())
}

/// `a="1",b="2"` as its labels; a comma in quotation marks belongs to the value.
fn split_labels(labels: &str) -> Vec<&str> {
    let (mut all, mut begin, mut is_quoted, mut is_escaped) = (Vec::new(), 0, false, false);
    for (at, c) in labels.char_indices() {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => {
                all.push(&labels[begin..at]);
                begin = at + 1;
            }
            _ => {}
        }
    }
    assert!(!is_quoted, "{labels}");
    all.extend(Some(&labels[begin..]).filter(|label| !label.is_empty()));
    all
}

fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}
