//! `myvax registry report`: the quality of each sender's reports.

use std::io::Write;

use crate::db::Database;
use crate::intake::senders::quality::{SenderQuality, quality};

const COLUMNS: [&str; 10] = [
    "patients",
    "no contact",
    "placeholder name",
    "immunizations",
    "no lot",
    "unknown code",
    "messages",
    "rejected",
    "warnings",
    "added contacts",
];
const NAMELESS: &str = "(unreadable)";

/// Prints a line for each sender, or all of them as one JSON object.
pub fn report(database: &Database, is_json: bool, out: &mut dyn Write) -> anyhow::Result<()> {
    let lines = quality(database)?;
    if is_json {
        writeln!(out, "{}", serde_json::json!({ "senders": lines }))?;
        return Ok(());
    }
    let name = |line: &SenderQuality| match line.sender.as_str() {
        "" => NAMELESS.to_owned(),
        sender => sender.to_owned(),
    };
    let width = lines.iter().map(|line| name(line).chars().count()).max();
    let width = width.unwrap_or_default().max("sender".len());
    write!(out, "{:width$}", "sender")?;
    for column in COLUMNS {
        write!(out, "  {column:>7}")?;
    }
    writeln!(out)?;
    for line in &lines {
        write!(out, "{:width$}", name(line))?;
        for (column, value) in COLUMNS.iter().zip(values(line)) {
            let width = column.len().max(7);
            write!(out, "  {value:>width$}")?;
        }
        writeln!(out)?;
    }
    Ok(())
}

fn values(line: &SenderQuality) -> [i64; 10] {
    [
        line.patients,
        line.patients_without_contact,
        line.placeholder_names,
        line.immunizations,
        line.missing_lots,
        line.unknown_vaccine_codes,
        line.messages,
        line.rejected_messages,
        line.warnings,
        line.contacts_added,
    ]
}
