//! A few messages at a time into the database, in transactions short enough to share the writer.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use chrono::NaiveDateTime;

use super::header::Header;
use super::kept::{Keeper, KeptReport};
use super::rejection::Fault;
use super::report::Report;
use super::store::{PatientIds, store};
use super::{Changes, Desk, Done, ImportError, ReadMessage};
use crate::db::sender_tallies::SenderTallyRow;
use crate::db::{Database, DbConnection, DbError, patients, sender_tallies};
use crate::registry::{ContactKey, rekey};

/// Nobody else waits longer for the writer than this and one message.
const LONGEST_HOLD: Duration = Duration::from_millis(40);

/// A message as read, made ready for the tables.
pub struct Prepared {
    number: u64,
    header: Option<Header>,
    report: Result<(Report, KeptReport), Fault>,
}

pub type Written = Vec<Done>;

impl Prepared {
    pub fn new(message: ReadMessage, keeper: &mut Keeper) -> Self {
        Self {
            number: message.number,
            header: message.header,
            report: message.report.map(|report| {
                let kept = keeper.keep(&report);
                (report, kept)
            }),
        }
    }

    /// Who sent it, as far as that can be told.
    fn sender(&self) -> &str {
        match (&self.report, &self.header) {
            (Ok((report, _)), _) => &report.sender,
            (Err(_), Some(header)) => header.sender.as_deref().unwrap_or_default(),
            (Err(_), None) => "",
        }
    }
}

/// Writes the batch in as many transactions as `LONGEST_HOLD` asks for.
pub fn write(
    database: &Database,
    contact_key: &ContactKey,
    batch: Vec<Prepared>,
    now: NaiveDateTime,
) -> Result<Written, DbError> {
    let mut outcomes: Vec<Result<Changes, Fault>> = Vec::with_capacity(batch.len());
    while outcomes.len() < batch.len() {
        let waiting = &batch[outcomes.len()..];
        let some = database.write_blocking(|conn| write_some(conn, contact_key, waiting, now))?;
        outcomes.extend(some);
    }
    let done = |(prepared, outcome): (Prepared, _)| Done {
        number: prepared.number,
        header: prepared.header,
        outcome,
    };
    Ok(batch.into_iter().zip(outcomes).map(done).collect())
}

/// Writes one message, as `Importer::import` writes many.
pub fn store_one(desk: &Desk, message: ReadMessage) -> Result<Done, ImportError> {
    rekey::require_same_key(&desk.database, &desk.contact_key)?;
    let batch = vec![Prepared::new(message, &mut Keeper::new())];
    let mut written = write(&desk.database, &desk.contact_key, batch, desk.moment.now)?;
    Ok(written.pop().expect("a batch of one has one outcome"))
}

fn write_some(
    conn: &mut DbConnection,
    contact_key: &ContactKey,
    waiting: &[Prepared],
    now: NaiveDateTime,
) -> Result<Vec<Result<Changes, Fault>>, DbError> {
    patients::lock_for_import(conn)?;
    let start = Instant::now();
    let mut ids = PatientIds::load(conn)?;
    let mut outcomes = Vec::with_capacity(waiting.len());
    for prepared in waiting {
        outcomes.push(match &prepared.report {
            Ok((report, kept)) => Ok(store(conn, contact_key, &mut ids, (report, kept))?),
            Err(fault) => Err(fault.clone()),
        });
        if start.elapsed() > LONGEST_HOLD {
            break;
        }
    }
    ids.save(conn)?;
    for tally in tallies(waiting, &outcomes, now) {
        sender_tallies::add(conn, &tally)?;
    }
    Ok(outcomes)
}

fn tallies(
    waiting: &[Prepared],
    outcomes: &[Result<Changes, Fault>],
    now: NaiveDateTime,
) -> impl Iterator<Item = SenderTallyRow> {
    let mut tallies: BTreeMap<&str, SenderTallyRow> = BTreeMap::new();
    for (prepared, outcome) in waiting.iter().zip(outcomes) {
        let sender = prepared.sender();
        let tally = tallies.entry(sender).or_insert_with(|| SenderTallyRow {
            sender: sender.to_owned(),
            messages: 0,
            rejected: 0,
            warnings: 0,
            last_message_at: now,
        });
        tally.messages += 1;
        match outcome {
            Ok(changes) => tally.warnings += i64::try_from(changes.warning_count()).unwrap_or(i64::MAX),
            Err(_) => tally.rejected += 1,
        }
    }
    tallies.into_values()
}
