//! `myvax matching evaluate`: runs matching on requests with known answers, and counts the results.

mod columns;
mod queries;
mod registry_file;
mod tally;

use std::io::Write;
use std::path::PathBuf;
use std::time::Instant;

use crate::clock::Clock;
use crate::matching::{self, Outcome, Policy};
use crate::record::PatientId;
use queries::{Queries, Query};
use registry_file::RegistryFile;
use tally::{Answer, Tally};

/// What to evaluate and how to print the result.
pub struct EvaluateOrder {
    /// Patients, one on each line.
    pub registry: PathBuf,
    /// Requests with the right answer, one on each line.
    pub queries: PathBuf,
    pub policy: Policy,
    pub is_json: bool,
}

/// Decides every request as the worker would, and prints how often the decision was right, a refusal or wrong.
pub fn evaluate(order: &EvaluateOrder, clock: &dyn Clock, out: &mut dyn Write) -> anyhow::Result<()> {
    let today = clock.latest_today();
    let registry = RegistryFile::read(&order.registry, today)?;
    let mut tally = Tally::new(order.policy);
    for query in Queries::open(&order.queries)? {
        let query = query?;
        let start = Instant::now();
        let request = query.request(today);
        let answer = match &request {
            None => Answer::FormRefused,
            Some(request) => {
                let candidates = registry.candidates(&request.contact);
                match matching::decide(request, &candidates, order.policy, today).outcome {
                    Outcome::Matched(patient_ids) => judged(&query, &patient_ids),
                    Outcome::NotMatched => Answer::Refused,
                }
            }
        };
        tally.count(&query, answer, start.elapsed());
    }
    if order.is_json {
        serde_json::to_writer(&mut *out, &tally.report())?;
        writeln!(out)?;
    } else {
        tally.print(out)?;
    }
    Ok(())
}

/// One stranger among the matched patients makes the answer wrong.
fn judged(query: &Query, patient_ids: &[PatientId]) -> Answer {
    if patient_ids
        .iter()
        .all(|id| query.accepted.iter().any(|accepted| accepted == id.as_str()))
    {
        Answer::Right
    } else {
        Answer::Wrong
    }
}
