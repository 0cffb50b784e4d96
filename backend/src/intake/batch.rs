//! Writes a few messages at a time to the database, in transactions short enough to share the writer.

use std::time::{Duration, Instant};

use chrono::NaiveDateTime;

use super::difference;
use super::header::Header;
use super::open_patients::OpenPatients;
use super::patient_ids::PatientIds;
use super::rejection::ReportError;
use super::report::Report;
use super::store::store;
use super::stored_report::{EncodedReport, ReportEncoder};
use super::tallies::tallies;
use super::{Changes, ImportError, ProcessedMessage, ReadMessage, StoreContext};
use crate::db::{Database, DbConnection, DbError, patients, sender_tallies};
use crate::registry::contact_hashers::KnownHashers;
use crate::registry::rekey::{self, RekeyError};
use crate::registry::{ContactHasher, ContactHashers};

/// A transaction holds the writer no longer than this.
const LONGEST_HOLD: Duration = Duration::from_millis(40);
/// A late message takes long to apply, so none is started after this time.
const LATEST_START_OF_A_LATE_MESSAGE: Duration = Duration::from_millis(20);

/// A message that was read and prepared for the tables.
pub struct PreparedMessage {
    number: u64,
    header: Option<Header>,
    report: Result<(Report, EncodedReport), ReportError>,
}

impl PreparedMessage {
    pub fn new(message: ReadMessage, encoder: &mut ReportEncoder) -> Self {
        Self {
            number: message.number,
            header: message.header,
            report: message.report.map(|report| {
                let encoded = encoder.encode(&report);
                (report, encoded)
            }),
        }
    }

    /// The approximate number of rows: the patient, the report, some contacts with their hashes, and the doses.
    fn rows(&self) -> usize {
        self.report
            .as_ref()
            .map_or(1, |(report, _)| 6 + report.doses.len())
    }

    /// The sender that the message or its header names; empty without one.
    fn sender(&self) -> &str {
        match (&self.report, &self.header) {
            (Ok((report, _)), _) => &report.sender,
            (Err(_), Some(header)) => header.sender.as_deref().unwrap_or_default(),
            (Err(_), None) => "",
        }
    }
}

/// Writes the batch in as many transactions as `LONGEST_HOLD` requires.
pub fn write(
    database: &Database,
    contact_hashers: &ContactHashers,
    batch: Vec<PreparedMessage>,
    now: NaiveDateTime,
) -> Result<Vec<ProcessedMessage>, RekeyError> {
    let known = contact_hashers.now();
    let mut outcomes: Vec<Result<Changes, ReportError>> = Vec::with_capacity(batch.len());
    while outcomes.len() < batch.len() {
        let waiting = &batch[outcomes.len()..];
        let some = database.write_blocking(|conn| write_some(conn, &known, waiting, now))?;
        outcomes.extend(some.ok_or(RekeyError::UnknownKey)?);
    }
    let done = |(prepared, outcome): (PreparedMessage, _)| ProcessedMessage {
        number: prepared.number,
        header: prepared.header,
        outcome,
    };
    Ok(batch.into_iter().zip(outcomes).map(done).collect())
}

/// Writes one message in the same way as `Importer::import` writes many.
pub fn store_one(context: &StoreContext, message: ReadMessage) -> Result<ProcessedMessage, ImportError> {
    let batch = vec![PreparedMessage::new(message, &mut ReportEncoder::default())];
    let mut written = write(
        &context.database,
        &context.contact_hashers,
        batch,
        context.read_at.now,
    )?;
    Ok(written.pop().expect("a batch of one has one outcome"))
}

/// `None`, and nothing written, if the registry needs contact hashes under a key that is unknown here.
fn write_some(
    conn: &mut DbConnection,
    known: &KnownHashers,
    waiting: &[PreparedMessage],
    now: NaiveDateTime,
) -> Result<Option<Vec<Result<Changes, ReportError>>>, DbError> {
    patients::lock_for_import(conn)?;
    let Some(hashers) = rekey::hashers_for_storing(conn, known)? else {
        return Ok(None);
    };
    let start = Instant::now();
    let mut ids = PatientIds::load(conn)?;
    let mut outcomes = Vec::with_capacity(waiting.len());
    // The first group is written however slow the database is: a transaction that writes nothing would repeat for ever.
    while outcomes.len() < waiting.len() && (outcomes.is_empty() || start.elapsed() <= LONGEST_HOLD) {
        let group = first_group(&waiting[outcomes.len()..], conn.rows_at_once());
        let has_time =
            |done: usize| outcomes.len() + done == 0 || start.elapsed() <= LATEST_START_OF_A_LATE_MESSAGE;
        let written = write_group(conn, &hashers, &mut ids, group, &has_time)?;
        let is_whole = written.len() == group.len();
        outcomes.extend(written);
        if !is_whole {
            break;
        }
    }
    ids.save(conn)?;
    let senders = waiting.iter().map(PreparedMessage::sender);
    sender_tallies::add_all(conn, &tallies(senders.zip(&outcomes), now))?;
    Ok(Some(outcomes))
}

/// The first messages that together make about this many rows; at least one message.
fn first_group(waiting: &[PreparedMessage], rows: usize) -> &[PreparedMessage] {
    let mut left = rows;
    let is_in = |prepared: &&PreparedMessage| {
        let is_in = left > 0;
        left = left.saturating_sub(prepared.rows());
        is_in
    };
    &waiting[..waiting.iter().take_while(is_in).count()]
}

/// Writes the group up to the first late message that can no longer start in time.
fn write_group(
    conn: &mut DbConnection,
    hashers: &[ContactHasher],
    ids: &mut PatientIds,
    group: &[PreparedMessage],
    has_time: &dyn Fn(usize) -> bool,
) -> Result<Vec<Result<Changes, ReportError>>, DbError> {
    let readable = group.iter().filter_map(|prepared| prepared.report.as_ref().ok());
    let reports: Vec<_> = readable.map(|(report, encoded)| (report, encoded)).collect();
    let mut patients = OpenPatients::load(conn, &reports)?;
    let mut outcomes = Vec::with_capacity(group.len());
    for prepared in group {
        let outcome = match &prepared.report {
            Ok((report, encoded)) if patients.is_late(report, encoded) && !has_time(outcomes.len()) => break,
            Ok((report, encoded)) => store(conn, &mut patients, ids, report, encoded)?,
            Err(error) => Err(error.clone()),
        };
        outcomes.push(outcome);
    }
    difference::write(conn, hashers, &mut patients.into_patients())?;
    Ok(outcomes)
}
