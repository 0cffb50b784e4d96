//! The import: converts messages into rows, in any order of arrival and with any number of repeats.
//!
//! A message is imported as a whole or rejected; an unreadable dose may be omitted from it. One thread reads while
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
mod open_patient;
mod open_patients;
pub mod options;
mod patient_ids;
pub mod read_at;
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
use crate::registry::{ContactHashers, rekey};
use batch::PreparedMessage;
pub use batch::store_one;
pub use changes::{Changes, PatientChange};
use header::Header;
use known_vaccines::KnownVaccines;
use options::Options;
use read_at::ReadAt;
use rejection::{RejectedPart, Rejection, ReportError};
use report::Report;
use stored_report::ReportEncoder;
pub use summary::Summary;

/// The number of messages in a batch for the writer.
const MESSAGES_OF_A_BATCH: usize = 200;
/// The number of batches that the reader may be ahead of the writer.
const BATCHES_AHEAD: usize = 2;

/// A message that was read and is not stored yet.
pub struct ReadMessage {
    /// From 1, in the order of the file.
    pub number: u64,
    /// The header that the acknowledgment repeats; formats without acknowledgments have none.
    pub header: Option<Header>,
    pub report: Result<Report, ReportError>,
}

/// A message that was imported or rejected.
pub struct ProcessedMessage {
    pub number: u64,
    pub header: Option<Header>,
    pub outcome: Result<Changes, ReportError>,
}

impl ProcessedMessage {
    /// The rejected parts of the message: the whole message, or single doses.
    pub fn rejections(&self, file: &str) -> Vec<Rejection> {
        let rejection = |error: &ReportError, rejected| Rejection {
            file: file.to_owned(),
            message: self.number,
            rejected,
            error: error.clone(),
        };
        match &self.outcome {
            Err(error) => vec![rejection(error, RejectedPart::Message)],
            Ok(changes) => changes
                .warnings
                .iter()
                .filter(|error| error.leaves_out_dose)
                .map(|error| rejection(error, RejectedPart::Dose))
                .collect(),
        }
    }
}

/// The database, the hashers and the time for storing reports.
pub struct StoreContext {
    pub database: Database,
    pub contact_hashers: ContactHashers,
    pub read_at: ReadAt,
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

/// Imports one file after another and counts the results.
pub struct Importer<'a> {
    database: &'a Database,
    contact_hashers: &'a ContactHashers,
    read_at: ReadAt,
    summary: Summary,
}

impl<'a> Importer<'a> {
    pub fn new(database: &'a Database, contact_hashers: &'a ContactHashers, clock: &dyn Clock) -> Self {
        Self {
            database,
            contact_hashers,
            read_at: ReadAt::of(clock),
            summary: Summary::default(),
        }
    }

    /// The time of reading, which shows whether a date is in the future.
    pub fn read_at(&self) -> ReadAt {
        self.read_at
    }

    /// The options without defaults.
    pub fn options(&self) -> Result<Options, DbError> {
        Ok(Options {
            vaccines: KnownVaccines::of(self.database)?,
            ..Options::of(self.read_at)
        })
    }

    /// Imports the messages of one file. After a failure, the earlier messages stay imported, and the same file can be
    /// imported again.
    pub fn import(
        &mut self,
        file: &str,
        messages: impl Iterator<Item = io::Result<ReadMessage>>,
        done: &mut dyn FnMut(&ProcessedMessage),
    ) -> Result<(), ImportError> {
        self.summary.files += 1;
        self.import_deferred(file, messages, done)
    }

    /// Imports the messages that were deferred until all files were read. They are counted already.
    pub fn import_deferred(
        &mut self,
        file: &str,
        messages: impl Iterator<Item = io::Result<ReadMessage>>,
        done: &mut dyn FnMut(&ProcessedMessage),
    ) -> Result<(), ImportError> {
        let (batches, waiting) = mpsc::sync_channel(BATCHES_AHEAD);
        let (report, processed) = mpsc::channel();
        let (database, contact_hashers, now) = (self.database, self.contact_hashers, self.read_at.now);
        let mut count = |written: Vec<ProcessedMessage>| {
            for one in written {
                self.summary.add(&one.outcome);
                done(&one);
            }
        };
        std::thread::scope(|scope| {
            let writer = scope.spawn(move || -> Result<(), rekey::RekeyError> {
                for batch in waiting {
                    // The channel is closed only if the reader stopped.
                    let _ = report.send(batch::write(database, contact_hashers, batch, now)?);
                }
                Ok(())
            });
            let read = feed(messages, &batches, &processed, &mut count);
            // The writer ends with the last batch.
            drop(batches);
            let written = writer.join();
            processed.iter().for_each(&mut count);
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
    batches: &SyncSender<Vec<PreparedMessage>>,
    processed: &Receiver<Vec<ProcessedMessage>>,
    count: &mut impl FnMut(Vec<ProcessedMessage>),
) -> io::Result<()> {
    let mut batch = Vec::with_capacity(MESSAGES_OF_A_BATCH);
    let mut encoder = ReportEncoder::default();
    let mut failure = Ok(());
    for message in messages {
        match message {
            Ok(message) => batch.push(PreparedMessage::new(message, &mut encoder)),
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
            processed.try_iter().for_each(&mut *count);
        }
    }
    // A writer that stopped returns its own error.
    let _ = batches.send(batch);
    failure
}
