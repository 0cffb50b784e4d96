//! `myvax db`: migrates the database, copies it, checks a copy.

use std::io::Write;
use std::path::Path;

use anyhow::{Context, bail, ensure};
use serde_json::{Map, Value, json};

use crate::config::{Config, settings};
use crate::db::{Database, DatabaseUrl, backup, generation};

/// What a restore undoes. `docs/operations.md` says the same, and a test shows it.
const UNDOES: &str = "\
What a restore of this copy undoes:
- Requests, reports and imports that came after it are lost: import the reports again; people ask again.
- Its open requests are answered again, with a new link under a new idempotency key.
- Its open messages are sent again under their first key: a gateway that honors the key delivers them once.
- Links that were sent after it are unknown. Links that were locked, ended or erased after it open again until they
  expire.
- Sessions that \"Lock\" ended after it go on, for at most 60 minutes. To prevent that, change the session key.";

/// Opens the database, which creates and migrates it.
pub fn migrate(config: &Config, out: &mut dyn Write) -> anyhow::Result<()> {
    Database::open(&config.database_url)?;
    writeln!(out, "the database has the schema of this version")?;
    Ok(())
}

/// Copies the database to a new file, while the service runs.
pub fn backup(config: &Config, file: &Path, out: &mut dyn Write) -> anyhow::Result<()> {
    let name = file.display();
    ensure!(!file.exists(), "{name} is there already; name a new file");
    let Some(database) = Database::unmigrated(&config.database_url)? else {
        bail!("{}", missing(config));
    };
    // A newer schema is an error; an older one is copied as it is.
    database.has_current_schema()?;
    let copied = database.copy_to(file).inspect_err(|_| {
        // A part of a copy must not be taken for one.
        let _ = std::fs::remove_file(file);
    });
    if !copied.with_context(|| format!("{name} was not written"))? {
        bail!(
            "PostgreSQL makes its own copies. Write the password into ~/.pgpass (mode 0600, a line \
             HOST:PORT:DATABASE:USER:PASSWORD), because the process list shows an address to every user. Then: \
             pg_dump --format=custom --file={name} postgresql://USER@HOST:PORT/DATABASE\n\
             After pg_restore, run `myvax db restored` before the service starts."
        );
    }
    writeln!(
        out,
        "{name} is a copy of the database. Store it apart from the secrets."
    )?;
    verify(file, false, out)
}

/// A regular copy must fail if its settings lead to no database: the copy of a new, empty one would look whole.
fn missing(config: &Config) -> String {
    let DatabaseUrl::Sqlite(file) = &config.database_url else {
        return "the database does not exist".to_owned();
    };
    let setting = if *file == config.data_dir.join("myvax.db") {
        &settings::DATA_DIR
    } else {
        &settings::DATABASE_URL
    };
    // A relative path depends on the folder in which the command runs.
    let file = std::path::absolute(file).unwrap_or_else(|_| file.clone());
    format!(
        "{} does not exist, so nothing was copied; correct {} (`{}` in the settings file)",
        file.display(),
        setting.env_name(),
        setting.path
    )
}

/// Reads a whole copy and counts what is in it.
pub fn verify(file: &Path, is_json: bool, out: &mut dyn Write) -> anyhow::Result<()> {
    let contents = backup::verify(file)?;
    if is_json {
        let counts: Map<String, Value> = contents
            .counts
            .iter()
            .map(|(name, count)| (name.replace(' ', "_"), json!(count)))
            .collect();
        writeln!(out, "{}", json!({"schema": contents.schema, "counts": counts}))?;
        return Ok(());
    }
    writeln!(out, "{} is whole, schema {}:", file.display(), contents.schema)?;
    for (name, count) in &contents.counts {
        writeln!(out, "  {count:>12} {name}")?;
    }
    writeln!(out, "\n{UNDOES}")?;
    Ok(())
}

/// Begins a new generation after a restore by PostgreSQL's own tools, which leave no mark in the copy.
pub fn restored(config: &Config, out: &mut dyn Write) -> anyhow::Result<()> {
    let database = Database::open(&config.database_url)?;
    database.write_blocking(generation::begin)?;
    writeln!(
        out,
        "open requests will be answered again under new idempotency keys\n\n{UNDOES}"
    )?;
    Ok(())
}
