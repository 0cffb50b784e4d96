//! `myvax registry import` and `count`: the files and the words; the import itself is in `registry`.

mod answers;
mod export;
mod file;
mod format;
pub mod records;
mod refusals;
pub mod report;

use std::cell::RefCell;
use std::collections::HashMap;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, bail};
use chrono::NaiveDateTime;
use serde::Serialize;

use crate::clock::Clock;
use crate::db::{Database, immunizations, patients};
use crate::intake::options::Options;
use crate::intake::{ImportError, Importer, ReadMessage, Summary, csv, fhir, hl7v2};
use crate::registry::ContactHasher;
pub use export::{ExportFormat, ExportOrder, export};
use file::{Opened, open};
pub use format::Format;
use refusals::Refusals;

/// What FHIR files with a resource on each line are called together: they go in when all files were read.
const RESOURCES_OF_LINES: &str = "a FHIR file with a resource on each line";

/// What to import and how to tell about it.
pub struct ImportOrder {
    /// `-` is standard input.
    pub files: Vec<PathBuf>,
    pub format: Format,
    /// Who reports, for files that do not say it.
    pub sender: Option<String>,
    /// When it was said, for FHIR and CSV files that do not say it.
    pub reported_at: Option<NaiveDateTime>,
    /// Gets a JSON line for each refused message.
    pub errors_file: Option<PathBuf>,
    /// Gets the answer to each HL7 v2 message.
    pub acks_file: Option<PathBuf>,
    pub is_json: bool,
    pub shows_progress: bool,
}

/// What the import works with.
pub struct ImportTools<'a> {
    pub database: &'a Database,
    pub contact_hasher: &'a ContactHasher,
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

/// Imports the files and writes the summary to `out`, refusals and failures to `words`. A refused message is no
/// failure as long as another went in; a file that cannot be read is, after the other files went in.
pub fn import(
    tools: &mut ImportTools<'_>,
    order: &ImportOrder,
    out: &mut dyn Write,
    words: &mut dyn Write,
) -> anyhow::Result<()> {
    let start = Instant::now();
    let mut importer = Importer::new(tools.database, tools.contact_hasher, tools.clock);
    let mut refusals = Refusals::new(order.errors_file.as_deref(), words)?
        .with_answers(order.acks_file.as_deref(), importer.moment())?;
    let options = Options {
        sender: order.sender.clone(),
        reported_at: order.reported_at,
        ..importer.options()?
    };
    let mut fhir = fhir::Reader::new(options.clone());
    let mut failed = None;
    for file in &order.files {
        let result = import_file(
            &mut importer,
            (&mut fhir, &options),
            file,
            (order, tools.input),
            &mut refusals,
        );
        if let Err(error) = result {
            refusals.say(&format!("{error:#}"))?;
            failed = Some(file.display().to_string());
            // A database that fails for one file fails for the next one too.
            if matches!(error.downcast_ref(), Some(ImportError::Database(_))) {
                break;
            }
        }
    }
    if let Err(error) = import_rest(&mut importer, fhir, &mut refusals) {
        refusals.say(&format!("{error:#}"))?;
        failed = failed.or(Some(RESOURCES_OF_LINES.to_owned()));
    }
    refusals.finish()?;
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
        Some(file) => bail!("{file} was not imported to its end"),
        None if messages > 0 && rejected == messages => {
            bail!("nothing went in: all {messages} messages were refused")
        }
        None => Ok(()),
    }
}

fn import_file(
    importer: &mut Importer<'_>,
    (fhir, options): (&mut fhir::Reader, &Options),
    file: &Path,
    (order, input): (&ImportOrder, &mut dyn Read),
    refusals: &mut Refusals<'_>,
) -> anyhow::Result<()> {
    let Opened {
        name,
        format,
        bar,
        reader,
    } = open(file, order, input)?;
    let messages: Box<dyn Iterator<Item = io::Result<ReadMessage>> + '_> = match format {
        Format::Fhir => Box::new(fhir.messages(&name, reader)),
        Format::Csv => Box::new(csv::messages(reader, options.clone())),
        Format::Hl7v2 | Format::Auto => Box::new(hl7v2::messages(reader, options.clone())),
    };
    // FHIR and CSV have no answers.
    let is_answered = matches!(format, Format::Hl7v2 | Format::Auto);
    let mut failure = None;
    importer.import(&name, messages, &mut |done| {
        let mut rejections = done.rejections(&name).into_iter();
        let told = rejections.try_for_each(|rejection| bar.suspend(|| refusals.add(&rejection)));
        let told = told.and_then(|()| {
            if is_answered {
                refusals.answer(done)
            } else {
                Ok(())
            }
        });
        failure = failure.take().or(told.err());
    })?;
    bar.finish_and_clear();
    told(failure)
}

fn told(failure: Option<io::Error>) -> anyhow::Result<()> {
    failure.map_or(Ok(()), |error| {
        Err(error).context("refusals and answers cannot be written")
    })
}

/// FHIR resources that stood one a line, when all files were read.
fn import_rest(
    importer: &mut Importer<'_>,
    fhir: fhir::Reader,
    refusals: &mut Refusals<'_>,
) -> anyhow::Result<()> {
    // Which file a refused message stands in.
    let files: RefCell<HashMap<u64, String>> = RefCell::default();
    let messages = fhir.rest().map(|read| {
        let (file, message) = read?;
        if message.report.is_err() {
            files.borrow_mut().insert(message.number, file);
        }
        Ok(message)
    });
    let mut failure = None;
    importer.import_rest(RESOURCES_OF_LINES, messages, &mut |done| {
        let file = files.borrow_mut().remove(&done.number).unwrap_or_default();
        for rejection in done.rejections(&file) {
            failure = failure.take().or(refusals.add(&rejection).err());
        }
    })?;
    told(failure)
}

fn write_summary(out: &mut dyn Write, line: &SummaryLine) -> io::Result<()> {
    let s = &line.summary;
    writeln!(
        out,
        "{} messages in {} files, {:.1} s: {} patients added, {} updated; {} immunizations added, {} updated, \
         {} deleted, {} there already, {} left out; {} messages refused, {} warnings",
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

/// How many patients and immunizations the registry holds.
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
