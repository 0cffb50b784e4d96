//! The registry's rows, with the names of their columns.

use backend::db::{Database, DbConnection};
use diesel::prelude::*;
use diesel::sql_types::Text;

/// The rows of a table with the names of their columns, sorted; an empty value is `-`.
pub fn rows(database: &Database, table: &str) -> Vec<Vec<(&'static str, String)>> {
    #[derive(QueryableByName)]
    struct Line {
        #[diesel(sql_type = Text)]
        line: String,
    }
    let (columns, source): (&[&str], _) = match table {
        "patient" => (
            &[
                "sender",
                "sender_patient_id",
                "first_name",
                "middle_name",
                "last_name",
                "suffix",
                "aliases",
                "birth_date",
                "gender",
                "is_protected",
                "is_deceased",
                "deceased_on",
                "is_multiple_birth",
                "last_reported_at",
            ],
            "patient",
        ),
        "contact" => (&["owner", "kind", "value"], "patient_contact"),
        _ => (
            &[
                "occurrence_date",
                "filler_order_number",
                "cvx",
                "vaccine_text",
                "mvx",
                "product",
                "lot_number",
                "performer",
                "is_historical",
                "outcome",
            ],
            "immunization",
        ),
    };
    let texts: Vec<_> = columns
        .iter()
        .map(|column| format!("COALESCE(CAST({column} AS TEXT), '')"))
        .collect();
    let sql = format!("SELECT {} AS line FROM {source}", texts.join(" || '|' || "));
    let lines: Vec<Line> = database
        .read_blocking(|conn: &mut DbConnection| Ok(diesel::sql_query(&sql).load(conn)?))
        .unwrap();
    let mut lines: Vec<_> = lines.into_iter().map(|line| line.line).collect();
    lines.sort();
    let row = |line: String| {
        let values = line.split('|').map(str::to_owned).collect::<Vec<_>>();
        columns
            .iter()
            .zip(values)
            .map(|(name, value)| (*name, plain(name, value)))
            .collect()
    };
    lines.into_iter().map(row).collect()
}

/// One spelling for both databases.
fn plain(column: &str, value: String) -> String {
    match (column, value.as_str()) {
        (_, "") | ("aliases", "[]") => "-".to_owned(),
        ("aliases", text) => {
            let aliases: Vec<serde_json::Value> = serde_json::from_str(text).unwrap();
            let name = |alias: &serde_json::Value| {
                let part = |part: &str| alias[part].as_str().unwrap().to_owned();
                part("first_name") + " " + &part("last_name")
            };
            aliases.iter().map(name).collect::<Vec<_>>().join(", ")
        }
        ("is_protected" | "is_deceased" | "is_multiple_birth" | "is_historical", "0" | "false") => {
            "-".to_owned()
        }
        ("is_protected" | "is_deceased" | "is_multiple_birth" | "is_historical", _) => "yes".to_owned(),
        _ => value,
    }
}

/// Empties the registry, because a new database for each case takes too long.
pub fn clear(database: &Database) {
    let tables = [
        "report",
        "immunization",
        "contact_hash",
        "patient_contact",
        "patient",
    ];
    database
        .write_blocking(|conn: &mut DbConnection| {
            for table in tables {
                diesel::sql_query(format!("DELETE FROM {table}")).execute(conn)?;
            }
            Ok(())
        })
        .unwrap();
}
