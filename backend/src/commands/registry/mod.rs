//! `myvax registry import`, `count` and `rekey`: files and output. `intake` contains the import itself.

mod answers;
mod export;
mod file;
mod format;
pub mod records;
mod rejections;
pub mod report;

use std::cell::RefCell;
use std::collections::HashMap;
use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Context, bail};
use chrono::NaiveDateTime;
use serde::Serialize;

use crate::clock::Clock;
use crate::db::{Database, immunizations, patients};
use crate::intake::options::Options;
use crate::intake::{ImportError, Importer, ReadMessage, Summary, csv, fhir, hl7v2};
use crate::registry::{self, ContactHashers};
pub use export::{ExportFormat, ExportOrder, export};
use file::{Opened, open};
pub use format::Format;
use rejections::Rejections;

/// The collective name of all NDJSON files, which are imported after all files were read.
const NDJSON_FILES: &str = "a FHIR file in NDJSON";

/// What to import and how to report on it.
pub struct ImportOrder {
    /// `-` is standard input.
    pub files: Vec<PathBuf>,
    pub format: Format,
    /// The reporting organization, for files that do not name it.
    pub sender: Option<String>,
    /// The time of the reports, for FHIR and CSV files without one.
    pub reported_at: Option<NaiveDateTime>,
    /// A file that gets a JSON line for each rejected message.
    pub errors_file: Option<PathBuf>,
    /// A file that gets the acknowledgment of each HL7 v2 message.
    pub acks_file: Option<PathBuf>,
    pub is_json: bool,
    pub shows_progress: bool,
}

/// The database, the clock and the input of an import.
pub struct ImportTools<'a> {
    pub database: &'a Database,
    pub contact_hashers: &'a ContactHashers,
    pub clock: &'a dyn Clock,
    /// Standard input.
    pub input: &'a mut dyn Read,
}

#[derive(Serialize)]
struct SummaryLine {
    #[serde(flatten)]
    summary: Summary,
    seconds: f64,
}

/// Imports the files, and writes the summary to `out`, rejections and failures to `words`. A rejected message is not a
/// failure unless every message is rejected. An unreadable file is a failure, once the other files were imported.
pub fn import(
    tools: &mut ImportTools<'_>,
    order: &ImportOrder,
    out: &mut dyn Write,
    words: &mut dyn Write,
) -> anyhow::Result<()> {
    let start = Instant::now();
    let importer = Importer::new(tools.database, tools.contact_hashers, tools.clock);
    let options = Options {
        sender: order.sender.clone(),
        reported_at: order.reported_at,
        ..importer.options()?
    };
    let mut run = ImportRun {
        rejections: Rejections::new(order.errors_file.as_deref(), words)?
            .with_answers(order.acks_file.as_deref(), importer.read_at())?,
        importer,
        fhir: fhir::FhirReader::new(options.clone()),
        options,
    };
    let mut failed = None;
    for file in &order.files {
        let opened = open(file, order, tools.input);
        if let Err(error) = opened.and_then(|opened| run.import_file(opened)) {
            run.rejections.say(&format!("{error:#}"))?;
            failed = Some(file.display().to_string());
            // If the database fails for one file, it also fails for the next.
            if matches!(error.downcast_ref(), Some(ImportError::Database(_))) {
                break;
            }
        }
    }
    let ImportRun {
        mut importer,
        fhir,
        mut rejections,
        ..
    } = run;
    if let Err(error) = import_ndjson(&mut importer, fhir, &mut rejections) {
        rejections.say(&format!("{error:#}"))?;
        failed = failed.or(Some(NDJSON_FILES.to_owned()));
    }
    rejections.finish()?;
    let line = SummaryLine {
        summary: importer.summary(),
        seconds: start.elapsed().as_secs_f64(),
    };
    if order.is_json {
        writeln!(out, "{}", serde_json::to_string(&line)?)?;
    } else {
        write_summary(out, &line)?;
    }
    let Summary {
        messages, rejected, ..
    } = line.summary;
    match failed {
        Some(file) => bail!("{file} was not imported completely"),
        None if messages > 0 && rejected == messages => {
            bail!("nothing was imported: all {messages} messages were rejected")
        }
        None => Ok(()),
    }
}

/// The import of several files.
struct ImportRun<'a, 'w> {
    importer: Importer<'a>,
    fhir: fhir::FhirReader,
    options: Options,
    rejections: Rejections<'w>,
}

impl ImportRun<'_, '_> {
    fn import_file(&mut self, file: Opened<'_>) -> anyhow::Result<()> {
        let Opened {
            name,
            format,
            bar,
            reader,
        } = file;
        let messages: Box<dyn Iterator<Item = io::Result<ReadMessage>> + '_> = match format {
            Format::Fhir => Box::new(self.fhir.messages(&name, reader)),
            Format::Csv => Box::new(csv::messages(reader, self.options.clone())),
            Format::Hl7v2 | Format::Auto => Box::new(hl7v2::messages(reader, self.options.clone())),
        };
        // FHIR and CSV have no acknowledgments.
        let is_acknowledged = matches!(format, Format::Hl7v2 | Format::Auto);
        let rejections = &mut self.rejections;
        let mut failure = None;
        self.importer.import(&name, messages, &mut |done| {
            let mut list = done.rejections(&name).into_iter();
            let written = list.try_for_each(|rejection| bar.suspend(|| rejections.add(&rejection)));
            let written = written.and_then(|()| {
                if is_acknowledged {
                    rejections.answer(done)
                } else {
                    Ok(())
                }
            });
            failure = failure.take().or(written.err());
        })?;
        bar.finish_and_clear();
        all_written(failure)
    }
}

fn all_written(failure: Option<io::Error>) -> anyhow::Result<()> {
    failure.map_or(Ok(()), |error| {
        Err(error).context("rejections and acknowledgments cannot be written")
    })
}

/// Imports the FHIR resources of NDJSON files, once all files are read.
fn import_ndjson(
    importer: &mut Importer<'_>,
    fhir: fhir::FhirReader,
    rejections: &mut Rejections<'_>,
) -> anyhow::Result<()> {
    // The file of each rejected message.
    let files: RefCell<HashMap<u64, String>> = RefCell::default();
    let messages = fhir.ndjson_messages().map(|read| {
        let (file, message) = read?;
        if message.report.is_err() {
            files.borrow_mut().insert(message.number, file);
        }
        Ok(message)
    });
    let mut failure = None;
    importer.import_deferred(NDJSON_FILES, messages, &mut |done| {
        let file = files.borrow_mut().remove(&done.number).unwrap_or_default();
        for rejection in done.rejections(&file) {
            failure = failure.take().or(rejections.add(&rejection).err());
        }
    })?;
    all_written(failure)
}

fn write_summary(out: &mut dyn Write, line: &SummaryLine) -> io::Result<()> {
    let s = &line.summary;
    writeln!(
        out,
        "{} messages in {} files, {:.1} s: {} patients added, {} updated; {} immunizations added, {} updated, \
         {} deleted, {} unchanged, {} left out; {} messages rejected, {} warnings",
        s.messages,
        s.files,
        line.seconds,
        s.patients_added,
        s.patients_updated,
        s.immunizations_added,
        s.immunizations_updated,
        s.immunizations_deleted,
        s.duplicates,
        s.immunizations_left_out,
        s.rejected,
        s.warnings
    )
}

/// Computes all contact hashes again under this process's contact key.
pub fn rekey(database: &Database, contact_hashers: &ContactHashers) -> anyhow::Result<()> {
    let known = contact_hashers.now();
    database.write_blocking(|conn| registry::rekey::restart(conn, &known))?;
    while database.write_blocking(|conn| registry::rekey::step(conn, &known))? {}
    Ok(())
}

/// Prints how many patients and immunizations the registry has.
pub fn count(database: &Database, is_json: bool, out: &mut dyn Write) -> anyhow::Result<()> {
    let (patients, immunizations) =
        database.read_blocking(|conn| Ok((patients::count(conn)?, immunizations::count(conn)?)))?;
    if is_json {
        let counts = serde_json::json!({"patients": patients, "immunizations": immunizations});
        writeln!(out, "{counts}")?;
    } else {
        writeln!(out, "{patients} patients, {immunizations} immunizations")?;
    }
    Ok(())
}
