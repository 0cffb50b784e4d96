//! `myvax registry export`: exports the registry or one patient as FHIR or CSV.

use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use crate::db::Database;
use crate::export::{csv, fhir, one};

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum ExportFormat {
    /// FHIR R4, a Bundle for each patient, as NDJSON
    Fhir,
    /// CSV, a row for each dose
    Csv,
}

pub struct ExportOrder {
    pub format: ExportFormat,
    /// The output file; `None` means standard output.
    pub output: Option<PathBuf>,
    /// One patient only: the sender and the sender's own number.
    pub patient: Option<(String, String)>,
}

pub fn export(database: &Database, order: &ExportOrder, out: &mut dyn Write) -> anyhow::Result<()> {
    let Some(path) = &order.output else {
        return write(database, order, out);
    };
    let file = create(path).with_context(|| format!("{} cannot be written", path.display()))?;
    let mut file = BufWriter::new(file);
    write(database, order, &mut file)
        .with_context(|| format!("{} was not written completely", path.display()))?;
    file.flush()
        .with_context(|| format!("{} was not written completely", path.display()))
}

/// The file contains the data of the registry, so only its owner may read it.
fn create(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

fn write(database: &Database, order: &ExportOrder, out: &mut dyn Write) -> anyhow::Result<()> {
    match (&order.patient, order.format) {
        (None, ExportFormat::Fhir) => fhir::write(database, out),
        (None, ExportFormat::Csv) => csv::write(database, out),
        (Some((sender, number)), format) => {
            let Some(record) = one(database, sender, number)? else {
                bail!("the registry has no patient of this sender and number");
            };
            match format {
                ExportFormat::Fhir => fhir::write_one(&record, out),
                ExportFormat::Csv => csv::write_one(&record, out),
            }
        }
    }?;
    Ok(())
}
