//! Counts the results of an evaluation by class and in total, and prints them as a table or as JSON.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::time::Duration;

use serde::Serialize;

use super::queries::{Expected, Query};
use crate::matching::Policy;

/// Up to this many requests that the form rejected are listed; of more, only their number is printed.
const NAMED: usize = 20;

/// The result of one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The person was matched, and no one else.
    Right,
    Refused,
    /// The form rejected the request before matching.
    FormRefused,
    /// Another person was matched.
    Wrong,
}

#[derive(Clone, Copy, Default, Serialize)]
struct Counts {
    asked: u64,
    right: u64,
    refused: u64,
    wrong: u64,
}

#[derive(Clone, Copy, Default, Serialize)]
struct Overall {
    must_match: u64,
    /// Of `must_match`, those with a right answer.
    true_match: u64,
    may_refuse: u64,
    must_refuse: u64,
    wrong_on_must_refuse: u64,
    /// Of `must_match` and `may_refuse`, those that matched another person.
    wrong_on_genuine: u64,
    micros_per_query: f64,
}

/// The evaluation as JSON.
#[derive(Serialize)]
pub struct Report<'a> {
    policy: &'static str,
    overall: Overall,
    classes: &'a BTreeMap<String, Counts>,
}

pub struct Tally {
    policy: Policy,
    overall: Overall,
    in_all: Counts,
    classes: BTreeMap<String, Counts>,
    refused_by_form: Vec<String>,
    time: Duration,
}

impl Tally {
    pub fn new(policy: Policy) -> Self {
        Self {
            policy,
            overall: Overall::default(),
            in_all: Counts::default(),
            classes: BTreeMap::new(),
            refused_by_form: Vec::new(),
            time: Duration::ZERO,
        }
    }

    pub fn count(&mut self, query: &Query, answer: Answer, time: Duration) {
        self.time += time;
        let class = self.classes.entry(query.class.clone()).or_default();
        for counts in [class, &mut self.in_all] {
            counts.asked += 1;
            match answer {
                Answer::Right => counts.right += 1,
                Answer::Refused | Answer::FormRefused => counts.refused += 1,
                Answer::Wrong => counts.wrong += 1,
            }
        }
        let (is_right, is_wrong) = (
            u64::from(answer == Answer::Right),
            u64::from(answer == Answer::Wrong),
        );
        match query.expected {
            Expected::Match => {
                self.overall.must_match += 1;
                self.overall.true_match += is_right;
                self.overall.wrong_on_genuine += is_wrong;
            }
            Expected::MatchOrNone => {
                self.overall.may_refuse += 1;
                self.overall.wrong_on_genuine += is_wrong;
            }
            Expected::None => {
                self.overall.must_refuse += 1;
                self.overall.wrong_on_must_refuse += is_wrong;
            }
        }
        if answer == Answer::FormRefused {
            self.refused_by_form.push(query.id.clone());
        }
    }

    pub fn report(&self) -> Report<'_> {
        Report {
            policy: self.policy.name(),
            overall: Overall {
                micros_per_query: self.micros_per_query(),
                ..self.overall
            },
            classes: &self.classes,
        }
    }

    #[expect(
        clippy::cast_precision_loss,
        reason = "no evaluation has so many requests that an average loses a significant digit"
    )]
    fn micros_per_query(&self) -> f64 {
        self.time.as_secs_f64() * 1e6 / self.in_all.asked.max(1) as f64
    }

    pub fn print(&self, out: &mut dyn Write) -> io::Result<()> {
        let longest = self.classes.keys().map(|name| name.chars().count()).max();
        let width = longest.unwrap_or_default().max("class".len());
        writeln!(out, "policy {}\n", self.policy)?;
        writeln!(
            out,
            "{:width$}  {:>7}  {:>7}  {:>7}  {:>7}",
            "class", "asked", "right", "refused", "wrong"
        )?;
        let in_all = ("in all".to_owned(), self.in_all);
        for (name, counts) in self.classes.iter().chain([(&in_all.0, &in_all.1)]) {
            writeln!(
                out,
                "{name:width$}  {:>7}  {:>7}  {:>7}  {:>7}",
                counts.asked, counts.right, counts.refused, counts.wrong
            )?;
        }
        self.print_summary(out)
    }

    fn print_summary(&self, out: &mut dyn Write) -> io::Result<()> {
        let overall = &self.overall;
        writeln!(
            out,
            "\nmust be found: {} of {} ({})\nmay be refused: {}\nmust be refused: {} wrong of {} ({})\n\
             the wrong person for somebody in the registry: {}\n{:.1} µs for each request",
            overall.true_match,
            overall.must_match,
            percent(overall.true_match, overall.must_match),
            overall.may_refuse,
            overall.wrong_on_must_refuse,
            overall.must_refuse,
            percent(overall.wrong_on_must_refuse, overall.must_refuse),
            overall.wrong_on_genuine,
            self.micros_per_query(),
        )?;
        match self.refused_by_form.as_slice() {
            [] => Ok(()),
            ids if ids.len() <= NAMED => writeln!(out, "refused by the form itself: {}", ids.join(", ")),
            ids => writeln!(out, "refused by the form itself: {}", ids.len()),
        }
    }
}

/// Two decimals, rounded down, so that 99.999 % does not print as 100 %.
fn percent(part: u64, whole: u64) -> String {
    let hundredths = (part * 10_000).checked_div(whole).unwrap_or_default();
    format!("{}.{:02} %", hundredths / 100, hundredths % 100)
}
