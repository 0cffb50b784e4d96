//! The import: messages in, rows out, in any order and any number of times.
//!
//! A message goes in whole or not at all. The writer is held for a few messages at a time, so that the web server
//! keeps answering.

mod apply;
pub mod hl7v2;
mod merge;
pub mod rejection;
pub mod report;

use std::io::{self, BufRead};
use std::time::{Duration, Instant};

use serde::Serialize;
use thiserror::Error;

use super::ContactKey;
use crate::clock::Clock;
use crate::db::{Database, DbConnection, DbError, patients};
use apply::{Changes, PatientChange};
use hl7v2::{Messages, Moment};
use rejection::{Fault, Rejection};
use report::Report;

/// So many messages are read before the writer is asked for.
const MESSAGES_OF_A_BATCH: usize = 50;
/// Nobody else waits longer for the writer than this and one message.
const LONGEST_HOLD: Duration = Duration::from_millis(40);

/// What an import did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    pub files: u64,
    pub messages: u64,
    pub patients_added: u64,
    pub patients_updated: u64,
    pub immunizations_added: u64,
    pub immunizations_updated: u64,
    pub immunizations_deleted: u64,
    /// Doses that were there already, or were told by a newer report.
    pub duplicates: u64,
    pub rejected: u64,
    pub warnings: u64,
}

#[derive(Debug, Error)]
pub enum ImportError {
    #[error("{0} cannot be read: {1}")]
    Unreadable(String, io::Error),
    #[error(transparent)]
    Database(#[from] DbError),
}

/// Imports one file after another and counts.
pub struct Importer<'a> {
    database: &'a Database,
    contact_key: &'a ContactKey,
    moment: Moment,
    summary: Summary,
}

/// A message that was read: its number and what it says.
type Read = (u64, Result<Report, Fault>);
type Applied = Result<Changes, Fault>;

impl<'a> Importer<'a> {
    pub fn new(database: &'a Database, contact_key: &'a ContactKey, clock: &dyn Clock) -> Self {
        Self {
            database,
            contact_key,
            moment: Moment {
                now: clock.now().naive_utc(),
                today: clock.latest_today(),
            },
            summary: Summary::default(),
        }
    }

    /// Imports the messages of one file; refused ones go to `refused`. When this fails, what went in before stays in,
    /// and the same file can be imported again.
    pub fn read(
        &mut self,
        file: &str,
        input: impl BufRead,
        refused: &mut dyn FnMut(&Rejection),
    ) -> Result<(), ImportError> {
        self.summary.files += 1;
        let mut messages = Messages::new(input).map(|raw| {
            let raw = raw.map_err(|error| ImportError::Unreadable(file.to_owned(), error))?;
            Ok((raw.number, hl7v2::report(&raw, &self.moment)))
        });
        loop {
            let mut failure = None;
            let mut batch: Vec<Read> = Vec::with_capacity(MESSAGES_OF_A_BATCH);
            for message in messages.by_ref().take(MESSAGES_OF_A_BATCH) {
                match message {
                    Ok(message) => batch.push(message),
                    Err(error) => {
                        failure = Some(error);
                        break;
                    }
                }
            }
            let is_last = batch.len() < MESSAGES_OF_A_BATCH;
            write(self.database, self.contact_key, &batch, &mut |number, applied| {
                self.summary.add(applied.as_ref());
                if let Err(fault) = applied {
                    refused(&Rejection {
                        file: file.to_owned(),
                        message: number,
                        fault,
                    });
                }
            })?;
            if let Some(failure) = failure {
                return Err(failure);
            }
            if is_last {
                return Ok(());
            }
        }
    }

    pub fn summary(&self) -> Summary {
        self.summary
    }
}

/// Writes the batch in as many transactions as `LONGEST_HOLD` asks for.
fn write(
    database: &Database,
    contact_key: &ContactKey,
    batch: &[Read],
    done: &mut dyn FnMut(u64, Applied),
) -> Result<(), DbError> {
    let mut waiting = batch;
    while !waiting.is_empty() {
        let applied = database.write_blocking(|conn| apply_some(conn, contact_key, waiting))?;
        let (written, rest) = waiting.split_at(applied.len());
        for ((number, _), applied) in written.iter().zip(applied) {
            done(*number, applied);
        }
        waiting = rest;
    }
    Ok(())
}

fn apply_some(
    conn: &mut DbConnection,
    contact_key: &ContactKey,
    waiting: &[Read],
) -> Result<Vec<Applied>, DbError> {
    patients::lock_for_import(conn)?;
    let start = Instant::now();
    let mut applied = Vec::with_capacity(waiting.len());
    for (_, report) in waiting {
        applied.push(match report {
            Ok(report) => apply::apply(conn, contact_key, report)?,
            Err(fault) => Err(fault.clone()),
        });
        if start.elapsed() > LONGEST_HOLD {
            break;
        }
    }
    Ok(applied)
}

impl Summary {
    fn add(&mut self, applied: Result<&Changes, &Fault>) {
        self.messages += 1;
        let Ok(changes) = applied else {
            self.rejected += 1;
            return;
        };
        match changes.patient {
            PatientChange::Added => self.patients_added += 1,
            PatientChange::Updated => self.patients_updated += 1,
            PatientChange::Unchanged => {}
        }
        self.immunizations_added += changes.doses_added;
        self.immunizations_updated += changes.doses_updated;
        self.immunizations_deleted += changes.doses_deleted;
        self.duplicates += changes.doses_unchanged;
        self.warnings += changes.warnings;
    }
}
