//! The import: it turns messages into rows, in any order and any number of times.
//!
//! A message is imported as a whole or rejected; a dose that cannot be read may be left out of it. One thread reads while
//! another writes in short transactions, so that the web server keeps answering.

mod batch;
mod changes;
mod covering;
pub mod csv;
mod difference;
mod dose_list;
pub mod fhir;
pub mod header;
mod history;
pub mod hl7v2;
pub mod known_vaccines;
pub mod moment;
mod open_patient;
mod open_patients;
pub mod options;
mod patient_ids;
pub mod quality;
pub mod rejection;
pub mod report;
mod report_key;
pub mod sender;
pub mod senders;
pub mod soap;
mod store;
mod stored_patient;
mod stored_report;
mod summary;
mod tallies;
pub mod text;

use std::io;
use std::sync::mpsc::{self, Receiver, SyncSender};

use thiserror::Error;

use crate::clock::Clock;
use crate::db::{Database, DbError};
use crate::registry::{ContactHasher, rekey};
pub use batch::store_one;
use batch::{Prepared, Written};
pub use changes::{Changes, PatientChange};
use header::Header;
use known_vaccines::KnownVaccines;
use moment::Moment;
use options::Options;
use rejection::{Refused, Rejection, ReportError};
use report::Report;
use stored_report::ReportEncoder;
pub use summary::Summary;

/// So many messages wait for the writer together.
const MESSAGES_OF_A_BATCH: usize = 200;
/// How far the reader may be ahead of the writer.
const BATCHES_AHEAD: usize = 2;

/// A message as read, before it goes in.
pub struct ReadMessage {
    /// From 1, in the order of the file.
    pub number: u64,
    /// What the answer repeats; formats without answers have none.
    pub header: Option<Header>,
    pub report: Result<Report, ReportError>,
}

/// A message that went in, or was refused.
pub struct Done {
    pub number: u64,
    pub header: Option<Header>,
    pub outcome: Result<Changes, ReportError>,
}

impl Done {
    /// What did not go in of this message of a file: all of it, or single doses.
    pub fn rejections(&self, file: &str) -> Vec<Rejection> {
        let rejection = |error: &ReportError, refused| Rejection {
            file: file.to_owned(),
            message: self.number,
            refused,
            error: error.clone(),
        };
        match &self.outcome {
            Err(error) => vec![rejection(error, Refused::Message)],
            Ok(changes) => changes
                .warnings
                .iter()
                .filter(|error| error.leaves_out_dose)
                .map(|error| rejection(error, Refused::Dose))
                .collect(),
        }
    }
}

/// What a report is written with.
pub struct Desk {
    pub database: Database,
    pub contact_hasher: ContactHasher,
    pub moment: Moment,
}

#[derive(Debug, Error)]
pub enum ImportError {
    #[error("{0} cannot be read: {1}")]
    Unreadable(String, io::Error),
    #[error(transparent)]
    Rekey(#[from] rekey::RekeyError),
    #[error(transparent)]
    Database(#[from] DbError),
}

/// Imports one file after another and counts.
pub struct Importer<'a> {
    database: &'a Database,
    contact_hasher: &'a ContactHasher,
    moment: Moment,
    summary: Summary,
}

impl<'a> Importer<'a> {
    pub fn new(database: &'a Database, contact_hasher: &'a ContactHasher, clock: &dyn Clock) -> Self {
        Self {
            database,
            contact_hasher,
            moment: Moment::of(clock),
            summary: Summary::default(),
        }
    }

    /// When the messages are read: readers need it to know what lies in the future.
    pub fn moment(&self) -> Moment {
        self.moment
    }

    /// What its messages are read with, where nothing stands in.
    pub fn options(&self) -> Result<Options, DbError> {
        Ok(Options {
            vaccines: KnownVaccines::of(self.database)?,
            ..Options::of(self.moment)
        })
    }

    /// Imports the messages of one file. When this fails, what went in before stays in, and the same file can be
    /// imported again.
    pub fn import(
        &mut self,
        file: &str,
        messages: impl Iterator<Item = io::Result<ReadMessage>>,
        done: &mut dyn FnMut(&Done),
    ) -> Result<(), ImportError> {
        self.summary.files += 1;
        self.import_rest(file, messages, done)
    }

    /// Imports the messages that wait for all files, which are counted already.
    pub fn import_rest(
        &mut self,
        file: &str,
        messages: impl Iterator<Item = io::Result<ReadMessage>>,
        done: &mut dyn FnMut(&Done),
    ) -> Result<(), ImportError> {
        rekey::require_same_key(self.database, self.contact_hasher)?;
        let (batches, waiting) = mpsc::sync_channel(BATCHES_AHEAD);
        let (tell, told) = mpsc::channel();
        let (database, contact_hasher, now) = (self.database, self.contact_hasher, self.moment.now);
        let mut count = |written: Written| {
            for one in written {
                self.summary.add(&one.outcome);
                done(&one);
            }
        };
        std::thread::scope(|scope| {
            let writer = scope.spawn(move || -> Result<(), DbError> {
                for batch in waiting {
                    // Nobody listens any more only when the reader gave up.
                    let _ = tell.send(batch::write(database, contact_hasher, batch, now)?);
                }
                Ok(())
            });
            let read = feed(messages, &batches, &told, &mut count);
            // The writer ends with the last batch.
            drop(batches);
            let written = writer.join();
            told.iter().for_each(&mut count);
            match written {
                Ok(result) => result?,
                Err(panic) => std::panic::resume_unwind(panic),
            }
            read.map_err(|error| ImportError::Unreadable(file.to_owned(), error))
        })
    }

    pub fn summary(&self) -> Summary {
        self.summary
    }
}

/// Reads ahead of the writer until the messages or the writer end.
fn feed(
    messages: impl Iterator<Item = io::Result<ReadMessage>>,
    batches: &SyncSender<Vec<Prepared>>,
    told: &Receiver<Written>,
    count: &mut impl FnMut(Written),
) -> io::Result<()> {
    let mut batch = Vec::with_capacity(MESSAGES_OF_A_BATCH);
    let mut encoder = ReportEncoder::default();
    let mut failure = Ok(());
    for message in messages {
        match message {
            Ok(message) => batch.push(Prepared::new(message, &mut encoder)),
            Err(error) => {
                failure = Err(error);
                break;
            }
        }
        if batch.len() == MESSAGES_OF_A_BATCH {
            let full = std::mem::replace(&mut batch, Vec::with_capacity(MESSAGES_OF_A_BATCH));
            if batches.send(full).is_err() {
                return failure;
            }
            told.try_iter().for_each(&mut *count);
        }
    }
    // A writer that stopped says why itself.
    let _ = batches.send(batch);
    failure
}
