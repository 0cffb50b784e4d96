//! Writes an invented registry to a file or to standard output, with a progress bar on a terminal.

use std::fs::File;
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::PathBuf;

use anyhow::Context;
use indicatif::{ProgressBar, ProgressStyle};

use crate::hl7v2::Messages;
use crate::requests::RequestTable;
use crate::{Person, csv, hl7v2, households};

const BUFFER: usize = 1 << 16;

/// The format to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// HL7 v2 messages as providers send them
    Hl7v2,
    /// The patients as CSV
    Csv,
    /// Genuine and impostor requests as CSV, with the right answers
    Requests,
}

/// Which registry to generate, and where to write it.
pub struct GenerateOrder {
    pub patients: u64,
    pub seed: u64,
    pub format: Format,
    pub messages: Messages,
    /// The output file; `None` means standard output.
    pub output: Option<PathBuf>,
    pub shows_progress: bool,
}

type WriteHousehold = dyn FnMut(&[Person], &mut dyn Write) -> io::Result<()>;

/// Writes the registry. A reader that closes the pipe early is not a failure.
pub fn generate(order: &GenerateOrder, out: &mut dyn Write) -> anyhow::Result<()> {
    let Some(path) = &order.output else {
        return match write_to(order, out) {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
            result => result.context("standard output cannot be written"),
        };
    };
    let words = || format!("{} cannot be written", path.display());
    let mut file = File::create(path).with_context(words)?;
    write_to(order, &mut file).with_context(words)
}

fn write_to(order: &GenerateOrder, out: &mut dyn Write) -> io::Result<()> {
    let out = &mut BufWriter::with_capacity(BUFFER, out);
    let bar = progress_bar(order);
    let mut write: Box<WriteHousehold> = match order.format {
        Format::Hl7v2 => {
            let messages = order.messages;
            Box::new(move |people, out| {
                let mut people = people.iter();
                people.try_for_each(|person| hl7v2::write(person, messages, out))
            })
        }
        Format::Csv => {
            csv::write_header(out)?;
            Box::new(|people, out| people.iter().try_for_each(|person| csv::write(person, out)))
        }
        Format::Requests => {
            let mut table = RequestTable::begin(order.seed, out)?;
            Box::new(move |people, out| table.write(people, out))
        }
    };
    for people in households(order.seed, order.patients) {
        write(&people, out)?;
        bar.inc(people.len() as u64);
    }
    out.flush()?;
    bar.finish_and_clear();
    Ok(())
}

fn progress_bar(order: &GenerateOrder) -> ProgressBar {
    if !order.shows_progress {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{wide_bar} {human_pos} of {human_len} patients, {eta} left");
    ProgressBar::new(order.patients).with_style(style.expect("the template above is right"))
}
