//! `myvax registry import` and `count`: the files, the progress bar and the words; the import itself is in `registry`.

mod answers;
pub mod records;
mod refusals;
pub mod report;

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, bail};
use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;

use crate::clock::Clock;
use crate::db::{Database, immunizations, patients};
use crate::registry::ContactKey;
use crate::registry::import::{ImportError, Importer, Summary, hl7v2};
use refusals::Refusals;

/// The name that stands for standard input.
const STANDARD_INPUT: &str = "-";
/// Enough of a file to tell its format.
const BUFFER: usize = 1 << 16;

/// What is in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// Look at the file
    Auto,
    /// HL7 v2 messages
    Hl7v2,
    /// A FHIR bundle
    Fhir,
    /// A table
    Csv,
}

/// What to import and how to tell about it.
pub struct ImportOrder {
    /// `-` is standard input.
    pub files: Vec<PathBuf>,
    pub format: Format,
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
    pub contact_key: &'a ContactKey,
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
/// failure; a file that cannot be read is, after the other files went in.
pub fn import(
    tools: &mut ImportTools<'_>,
    order: &ImportOrder,
    out: &mut dyn Write,
    words: &mut dyn Write,
) -> anyhow::Result<()> {
    let start = Instant::now();
    let mut importer = Importer::new(tools.database, tools.contact_key, tools.clock);
    let mut refusals = Refusals::new(order.errors_file.as_deref(), words)?
        .with_answers(order.acks_file.as_deref(), importer.moment())?;
    let mut failed = None;
    for file in &order.files {
        let result = import_file(&mut importer, file, order, tools.input, &mut refusals);
        if let Err(error) = result {
            refusals.say(&format!("{error:#}"))?;
            failed = Some(file.display().to_string());
            // A database that fails for one file fails for the next one too.
            if matches!(error.downcast_ref(), Some(ImportError::Database(_))) {
                break;
            }
        }
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
    match failed {
        Some(file) => bail!("{file} was not imported to its end"),
        None => Ok(()),
    }
}

fn import_file(
    importer: &mut Importer<'_>,
    file: &Path,
    order: &ImportOrder,
    input: &mut dyn Read,
    refusals: &mut Refusals<'_>,
) -> anyhow::Result<()> {
    let name = file.display().to_string();
    let (source, length): (Box<dyn Read + '_>, Option<u64>) = if name == STANDARD_INPUT {
        (Box::new(input), None)
    } else {
        let open = File::open(file).with_context(|| format!("{name} cannot be read"))?;
        let length = open.metadata().ok().map(|metadata| metadata.len());
        (Box::new(open), length)
    };
    let bar = progress_bar(&name, length, order.shows_progress);
    let mut reader = BufReader::with_capacity(BUFFER, bar.wrap_read(source));
    let format = match order.format {
        Format::Auto => format_of(&mut reader).with_context(|| format!("{name} cannot be read"))?,
        given => Some(given),
    };
    match format {
        Some(Format::Hl7v2 | Format::Auto) => {}
        Some(Format::Fhir) => bail!("{name}: the import of FHIR bundles is not available yet; use HL7 v2"),
        Some(Format::Csv) => bail!("{name}: the import of CSV tables is not available yet; use HL7 v2"),
        None => bail!("{name} begins with none of MSH, FHS, BHS: it is no file of HL7 v2 messages"),
    }
    let mut failure = None;
    let messages = hl7v2::messages(reader, importer.moment());
    importer.import(&name, messages, &mut |done| {
        let told = match done.rejection(&name) {
            Some(rejection) => bar.suspend(|| refusals.add(&rejection)),
            None => Ok(()),
        };
        let told = told.and_then(|()| refusals.answer(done));
        failure = failure.take().or(told.err());
    })?;
    bar.finish_and_clear();
    failure.map_or(Ok(()), |error| {
        Err(error).context("refusals and answers cannot be written")
    })
}

fn progress_bar(name: &str, length: Option<u64>, is_shown: bool) -> ProgressBar {
    let (bar, template) = match (is_shown, length) {
        (false, _) => return ProgressBar::hidden(),
        (true, Some(length)) => (
            ProgressBar::new(length),
            "{msg} {wide_bar} {bytes} of {total_bytes}, {eta} left",
        ),
        (true, None) => (ProgressBar::new_spinner(), "{msg} {spinner} {bytes}"),
    };
    let style = ProgressStyle::with_template(template).expect("the templates above are right");
    bar.with_style(style).with_message(name.to_owned())
}

/// Looks at the first letters without taking them. A file without any is one without messages.
fn format_of(reader: &mut impl BufRead) -> io::Result<Option<Format>> {
    let start = reader.fill_buf()?;
    let start = start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(start);
    // VT begins a message in an MLLP frame.
    let is_before = |byte: &u8| byte.is_ascii_whitespace() || *byte == 0x0B;
    let begin = start
        .iter()
        .position(|byte| !is_before(byte))
        .unwrap_or(start.len());
    let start = &start[begin..];
    let line = start
        .split(|byte| matches!(byte, b'\r' | b'\n'))
        .next()
        .unwrap_or(start);
    Ok(match start {
        [] | [b'M', b'S', b'H', ..] | [b'F' | b'B', b'H', b'S', ..] => Some(Format::Hl7v2),
        [b'{' | b'[' | b'<', ..] => Some(Format::Fhir),
        _ if line.contains(&b',') && !line.contains(&b'|') => Some(Format::Csv),
        _ => None,
    })
}

fn write_summary(out: &mut dyn Write, line: &SummaryLine) -> io::Result<()> {
    let s = &line.summary;
    writeln!(
        out,
        "{} messages in {} files, {:.1} s: {} patients added, {} updated; {} immunizations added, {} updated, \
         {} deleted, {} there already; {} messages refused, {} warnings",
        s.messages,
        s.files,
        line.seconds,
        s.patients_added,
        s.patients_updated,
        s.immunizations_added,
        s.immunizations_updated,
        s.immunizations_deleted,
        s.duplicates,
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
