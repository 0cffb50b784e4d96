//! `myvax codes load`: loads an operator's own vaccine and manufacturer codes, which a running server uses at once.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use crate::db::{Database, codes};
use crate::record::fact_file::{self, FactFile};

/// Loads each file completely or not at all. A file replaces all loaded codes of its table.
pub fn load(database: &Database, files: &[PathBuf], words: &mut dyn Write) -> anyhow::Result<()> {
    for file in files {
        let loaded = load_one(database, file)?;
        writeln!(words, "{}: {loaded} codes loaded", file.display())?;
    }
    Ok(())
}

fn load_one(database: &Database, file: &Path) -> anyhow::Result<usize> {
    let name = file.display();
    let text = fs::read_to_string(file).with_context(|| format!("{name} cannot be read"))?;
    match fact_file::parse(&text).with_context(|| format!("{name} was not loaded"))? {
        FactFile::Vaccines(rows) => {
            database.write_blocking(|conn| codes::replace_vaccines(conn, &rows))?;
            Ok(rows.len())
        }
        FactFile::Manufacturers(rows) => {
            database.write_blocking(|conn| codes::replace_manufacturers(conn, &rows))?;
            Ok(rows.len())
        }
        FactFile::Products(_) => bail!(
            "{name} was not loaded: product names come with the program; load vaccine or manufacturer codes"
        ),
    }
}
