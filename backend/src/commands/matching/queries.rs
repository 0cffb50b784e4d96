//! The requests of an evaluation: the typed values and the right answer.

use std::path::Path;

use chrono::NaiveDate;
use csv::StringRecord;
use shared::access_request::{AccessRequest, AccessRequestForm, Field};

use super::columns::{Line, Table};
use super::registry_file::gender;

const COLUMNS: [&str; 10] = [
    "query_id",
    "first_name",
    "last_name",
    "birth_date",
    "gender",
    "contact",
    "truth_patient_id",
    "perturbation",
    "expect",
    "also_accept",
];
/// The form rejects a PIN that is the end of the phone number or the birthday; no request rejects all three of these.
const PINS: [&str; 3] = ["2846", "6082", "9475"];

/// The permitted answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// The person is in the registry and must be found.
    Match,
    /// The person is in the registry, but the typed or recorded values differ so much that a refusal is right too.
    MatchOrNone,
    /// Every match would be a stranger.
    None,
}

pub struct Query {
    pub id: String,
    /// The change to the request: a spelling, a typing error, another person's contact.
    pub class: String,
    pub expected: Expected,
    /// The person's rows in the registry; empty if every row is a stranger's.
    pub accepted: Vec<String>,
    form: AccessRequestForm,
}

impl Query {
    /// The request that the form produces; `None` if the form rejects it.
    pub fn request(&self, today: NaiveDate) -> Option<AccessRequest> {
        let with_pin = |pin: &str| {
            AccessRequestForm {
                pin: Some(pin.to_owned()),
                ..self.form.clone()
            }
            .parse(today)
        };
        for pin in PINS {
            match with_pin(pin) {
                Ok(request) => return Some(request),
                Err(problems) if problems.iter().all(|one| one.field == Field::Pin.name()) => {}
                Err(_) => return None,
            }
        }
        None
    }
}

/// Reads one request at a time.
pub struct Queries {
    table: Table<10>,
    record: StringRecord,
}

impl Queries {
    pub fn open(path: &Path) -> anyhow::Result<Self> {
        Ok(Self {
            table: Table::open(path, COLUMNS)?,
            record: StringRecord::new(),
        })
    }
}

impl Iterator for Queries {
    type Item = anyhow::Result<Query>;

    fn next(&mut self) -> Option<Self::Item> {
        match self.table.next(&mut self.record) {
            Ok(line) => line.map(|line| query(&line)),
            Err(error) => Some(Err(error)),
        }
    }
}

fn query(line: &Line<'_, 10>) -> anyhow::Result<Query> {
    let typed = |column| Some(line.text(column).to_owned());
    let contact = typed(5);
    let (email, phone) = if line.text(5).contains('@') {
        (contact, None)
    } else {
        (None, contact)
    };
    let expected = line.read(8, "`match`, `match_or_none` or `none`", |text| match text {
        "match" => Some(Expected::Match),
        "match_or_none" => Some(Expected::MatchOrNone),
        "none" => Some(Expected::None),
        _ => None,
    })?;
    // A required match needs the id of its patient.
    let truth = line.read(6, "a patient's id, as a match is expected", |text| {
        (expected == Expected::None || !text.is_empty()).then(|| text.to_owned())
    })?;
    let also = line.text(9).split([';', ' ']).map(str::to_owned);
    Ok(Query {
        id: line.text(0).to_owned(),
        class: line.text(7).to_owned(),
        expected,
        accepted: std::iter::once(truth)
            .chain(also)
            .filter(|id| expected != Expected::None && !id.is_empty())
            .collect(),
        form: AccessRequestForm {
            first_name: typed(1),
            last_name: typed(2),
            birth_date: Some(line.read(3, "a date (YYYY-MM-DD)", |text| {
                looks_like_a_date(text).then(|| text.to_owned())
            })?),
            gender: Some(
                line.read(4, "a gender (F, M, X, O or U)", gender)?
                    .name()
                    .to_owned(),
            ),
            email,
            phone,
            ..AccessRequestForm::default()
        },
    })
}

/// The form rejects dates that do not exist; a text without the form of a date is an error of the file.
fn looks_like_a_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    parts.len() == 3
        && parts
            .iter()
            .zip([4, 2, 2])
            .all(|(part, length)| part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit()))
}
