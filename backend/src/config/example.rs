//! `config example`: a TOML file with every setting, its sentence and its default, ready for editing.

use std::fmt::Write;

use toml::{Table, Value};

use super::reader::NEUTRAL_TEXTS;
use super::settings::{ALL, Setting, Unset};

const HEADER: &str = "# Settings of My Vax Records. A setting in a comment has no default.
# Each key can also be a variable of the environment, which wins: jobs.lease_seconds is MYVAX_JOBS__LEASE_SECONDS.
# A secret is better kept in a file of its own: seal_key_file = \"/run/secrets/seal_key\", or MYVAX_SEAL_KEY_FILE.
";

pub fn example() -> String {
    let neutral: Table = NEUTRAL_TEXTS.parse().expect("a test reads the neutral texts");
    let mut text = HEADER.to_owned();
    let mut current = "";
    for setting in ALL {
        let (table, key) = setting.path.rsplit_once('.').unwrap_or(("", setting.path));
        if table != current {
            push(&mut text, &format!("\n[{table}]"));
            current = table;
        }
        push(&mut text, &format!("\n# {}", setting.doc));
        push(&mut text, &line(setting, key, &neutral));
    }
    text
}

fn line(setting: &Setting, key: &str, neutral: &Table) -> String {
    match &setting.unset {
        Unset::Means(literal) => format!("{key} = {literal}"),
        Unset::Nothing { example } => format!("# {key} = {example}"),
        Unset::NeutralText => {
            let value = neutral
                .get("portal")
                .and_then(|portal| portal.get(key))
                .map(Value::to_string);
            format!("{key} = {}", value.expect("a test finds every neutral text"))
        }
    }
}

fn push(text: &mut String, line: &str) {
    writeln!(text, "{line}").expect("writing to a string never fails");
}
