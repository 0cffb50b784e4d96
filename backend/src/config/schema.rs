//! `config schema`: the JSON Schema (draft 2020-12) of the TOML file, built from the table of settings.

use serde_json::{Map, Value, json};
use shared::locale::Locale;

use super::settings::{ALL, Kind, Setting};

pub fn schema() -> Value {
    let mut properties = Map::new();
    for setting in ALL {
        let (table, key) = match setting.path.split_once('.') {
            Some((table, key)) => (table_in(&mut properties, table), key),
            None => (&mut properties, setting.path),
        };
        table.insert(key.to_owned(), described(setting));
        if setting.is_secret() {
            let file = json!({"type": "string", "description": format!("Path of a file that holds {key}.")});
            table.insert(format!("{key}_file"), file);
        }
    }
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Settings of My Vax Records",
        "type": "object",
        "additionalProperties": false,
        "properties": properties,
    })
}

fn table_in<'p>(properties: &'p mut Map<String, Value>, table: &str) -> &'p mut Map<String, Value> {
    properties
        .entry(table)
        .or_insert_with(|| json!({"type": "object", "additionalProperties": false, "properties": {}}))
        .get_mut("properties")
        .and_then(Value::as_object_mut)
        .expect("every table was made on the lines above")
}

fn described(setting: &Setting) -> Value {
    let mut shape = shape(&setting.kind);
    shape["description"] = Value::String(setting.doc.to_owned());
    shape
}

fn shape(kind: &Kind) -> Value {
    match kind {
        Kind::Text | Kind::Token | Kind::Path | Kind::Mailbox | Kind::Address | Kind::DatabaseUrl => {
            json!({"type": "string"})
        }
        Kind::SmtpUrl => json!({"type": "string", "pattern": "^smtps?://"}),
        Kind::Origin => json!({"type": "string", "pattern": "^https?://[^/?#@]+$"}),
        Kind::Secret => json!({"type": "string", "contentEncoding": "base64"}),
        Kind::Number { least, most } => json!({"type": "integer", "minimum": least, "maximum": most}),
        Kind::Choice(choices) => json!({"enum": choices}),
        Kind::LocalText => local_text(),
        Kind::Links => json!({"type": "object", "additionalProperties": local_text()}),
        Kind::Hours => json!({"type": "array", "items": hours()}),
        Kind::Locale => json!({"enum": tags()}),
        Kind::Locales => json!({"type": "array", "items": {"enum": tags()}, "uniqueItems": true}),
        Kind::Networks => json!({"type": "array", "items": {"type": "string"}}),
        Kind::Countries => json!({"type": "array", "items": {"type": "string", "pattern": "^[A-Z]{2}$"}}),
    }
}

fn tags() -> Vec<&'static str> {
    Locale::all().map(Locale::tag).collect()
}

/// One text for all languages, or a table by language.
fn local_text() -> Value {
    let by_locale: Map<String, Value> = tags()
        .into_iter()
        .map(|tag| (tag.to_owned(), json!({"type": "string"})))
        .collect();
    json!({"anyOf": [
        {"type": "string"},
        {"type": "object", "additionalProperties": false, "properties": by_locale},
    ]})
}

fn hours() -> Value {
    let time = json!({"type": "string", "pattern": "^[0-2][0-9]:[0-5][0-9]$"});
    let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    json!({
        "type": "object",
        "additionalProperties": false,
        "required": ["days", "opens", "closes"],
        "properties": {
            "days": {"type": "array", "items": {"enum": days}, "minItems": 1},
            "opens": time,
            "closes": time,
        },
    })
}
