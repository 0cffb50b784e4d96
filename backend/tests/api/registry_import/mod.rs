//! The registry's import and lookup on a real database.

mod acks;
pub mod any_order;
mod command;
mod covered;
mod csv;
mod earlier_schema;
mod fhir;
mod fhir_mistakes;
pub mod files;
mod idempotence;
mod lookup;
mod one_person;
mod order;
mod processes;
mod quality;
mod rejection;
mod rekey;
mod vxu;

use backend::clock::Clock;
use backend::commands::sample;
use backend::db::{Database, DatabaseUrl, DbConnection};
use backend::intake::hl7v2;
use backend::intake::rejection::Rejection;
use backend::intake::{Importer, Summary};
use backend::registry::{ContactHashers, LocalRegistry};
use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::Text;
use shared::access_request::{AccessRequest, AccessRequestForm};
use zeroize::Zeroizing;

use crate::helpers::database::{TestDatabase, is_postgres};
use crate::helpers::fixed_clock::FixedClock;

pub fn throwaway_database() -> (Database, TestDatabase) {
    let guard = TestDatabase::new();
    let url = DatabaseUrl::parse(&guard.url).unwrap();
    (Database::open(&url).unwrap(), guard)
}

fn today() -> NaiveDate {
    FixedClock::default().now().date_naive()
}

pub fn contact_hashers() -> ContactHashers {
    ContactHashers::new(&Zeroizing::new([7; 32]).into())
}

pub fn local_registry(database: &Database) -> LocalRegistry {
    LocalRegistry::new(database.clone(), contact_hashers())
}

pub fn import(database: &Database, text: &str) -> (Summary, Vec<Rejection>) {
    let key = contact_hashers();
    let mut importer = Importer::new(database, &key, &FixedClock::default());
    let mut rejections = Vec::new();
    hl7v2::import(&mut importer, "test.hl7", text.as_bytes(), &mut |rejection| {
        rejections.push(rejection.clone());
    })
    .unwrap();
    (importer.summary(), rejections)
}

/// A request with this contact. The local registry reads nothing else of it.
pub fn asking_with(contact: &str) -> AccessRequest {
    let typed = |text: &str| Some(text.to_owned());
    let (email, phone) = if contact.contains('@') {
        (typed(contact), None)
    } else {
        (None, typed(contact))
    };
    let form = AccessRequestForm {
        first_name: typed("Ann"),
        last_name: typed("Sample"),
        birth_date: typed("1990-01-02"),
        gender: typed("unknown"),
        pin: typed("8350"),
        email,
        phone,
        ..AccessRequestForm::default()
    };
    form.parse(today()).unwrap()
}

pub fn add_sample(database: &Database) -> Summary {
    sample::add(database, &contact_hashers(), &FixedClock::default()).unwrap()
}

/// A message of the clinic about one invented person, with the time 2026-11-<day> 12:00 UTC; `more` are further segments.
pub fn message(day: u32, pid: &str, more: &[&str]) -> String {
    let header = format!("MSH|^~\\&|EHR|CLINIC|||202611{day:02}120000+0000||VXU^V04^VXU_V04|{day}|P|2.5.1");
    [header.as_str(), pid]
        .iter()
        .chain(more)
        .fold(String::new(), |text, segment| text + segment + "\r")
}

pub const ANN: &str = "PID|1||A1^^^CLINIC^MR||Sample^Ann^Q^^^^L||19900102|F|||||^PRN^CP^^^617^5550100";

/// Every row as text, sorted; with ids only if `with_ids` is true.
pub fn rows(database: &Database, with_ids: bool) -> Vec<String> {
    #[derive(QueryableByName)]
    struct Line {
        #[diesel(sql_type = Text)]
        line: String,
    }
    let hex = if is_postgres() {
        "encode(hash,'hex')"
    } else {
        "hex(hash)"
    };
    let owner = "p.sender, p.sender_patient_id";
    let id = |table: &str| {
        if with_ids {
            format!("{table}.id, ")
        } else {
            String::new()
        }
    };
    let queries = [
        format!(
            "{}{owner}, first_name, middle_name, last_name, suffix, aliases, birth_date, gender, is_protected, \
             is_deceased, deceased_on, is_multiple_birth, last_reported_at FROM patient p",
            id("p")
        ),
        format!(
            "{owner}, kind, value, owner, c.last_reported_at \
             FROM patient_contact c JOIN patient p ON p.id = c.patient_id"
        ),
        format!(
            "{owner}, {hex}, owner, last_seen_on FROM contact_hash k JOIN patient p ON p.id = k.patient_id"
        ),
        format!(
            "{owner}, number, filler_order_number, cvx, vaccine_text, occurrence_date, mvx, product, lot_number, \
             performer, is_historical, outcome, i.last_reported_at \
             FROM immunization i JOIN patient p ON p.id = i.patient_id"
        ),
    ];
    let mut lines = Vec::new();
    for query in queries {
        let (columns, source) = query.split_once(" FROM ").unwrap();
        let texts: Vec<_> = columns
            .split(", ")
            .map(|column| format!("COALESCE(CAST({column} AS TEXT), '-')"))
            .collect();
        let table = source.split(' ').next().unwrap();
        let sql = format!(
            "SELECT '{table}|' || {} AS line FROM {source}",
            texts.join(" || '|' || ")
        );
        let found: Vec<Line> = database
            .read_blocking(|conn: &mut DbConnection| Ok(diesel::sql_query(&sql).load(conn)?))
            .unwrap();
        lines.extend(found.into_iter().map(|line| line.line));
    }
    lines.sort();
    lines
}
