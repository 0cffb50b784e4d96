//! A database with an earlier schema keeps its registry when this version opens it.

use std::path::Path;

use backend::clock::Clock;
use backend::db::access_links::{self, NewAccessLink};
use backend::db::{Database, DatabaseUrl};
use backend::record::PatientId;
use backend::registry::Registry;
use diesel::connection::SimpleConnection;

use super::{ANN, add_sample, asking_with, import, local_registry, message, rows, throwaway_database, today};
use crate::helpers::database::is_postgres;
use crate::helpers::fixed_clock::FixedClock;

const FIELD_NAMES: &str = "2026-11-21-000004_field_names";

/// Reverts the migration, as if it had not run yet.
fn revert(database: &Database, migration: &str) {
    let engine = if is_postgres() { "postgres" } else { "sqlite" };
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("migrations")
        .join(engine);
    let down = std::fs::read_to_string(folder.join(migration).join("down.sql")).unwrap();
    let version = migration.split('_').next().unwrap().replace('-', "");
    let statements = format!("{down};\nDELETE FROM __diesel_schema_migrations WHERE version = '{version}'");
    database
        .write_blocking(|conn| Ok(conn.batch_execute(&statements)?))
        .unwrap();
}

fn link_to(patient_ids: Vec<PatientId>) -> NewAccessLink {
    let now = FixedClock::default().now();
    NewAccessLink {
        id: "link".to_owned(),
        request_id: "request".to_owned(),
        request_code: "K7P4".to_owned(),
        token_hash: vec![1],
        pin_hash: Some("pin".to_owned()),
        issued_at: now,
        expires_at: now,
        patient_ids,
    }
}

#[tokio::test]
async fn rows_reports_and_contacts_survive_the_field_names() {
    let (first, guard) = throwaway_database();
    add_sample(&first);
    let text = message(5, ANN, &["ORC|RE||7", "RXA|0|1|20261001||140^Influenza^CVX|999"]);
    import(&first, &text);
    let before = rows(&first, true);
    let ids = ["2", "1"].map(|id| PatientId::new(id.to_owned())).to_vec();
    let link = link_to(ids.clone());
    first
        .write_blocking(|conn| access_links::insert(conn, &link))
        .unwrap();
    revert(&first, FIELD_NAMES);
    drop(first);

    let database = Database::open(&DatabaseUrl::parse(&guard.url).unwrap()).unwrap();
    assert_eq!(rows(&database, true), before);
    let linked = database
        .read_blocking(|conn| access_links::find_opened(conn, &link.id))
        .unwrap();
    assert!(linked.patient_ids == ids, "in the same order");
    let (summary, _) = import(&database, &text);
    assert_eq!(
        (summary.duplicates, summary.patients_updated),
        (1, 0),
        "the digest is the same"
    );
    let asking = asking_with("617-555-0100");
    let found = local_registry(&database)
        .candidates(&asking, today())
        .await
        .unwrap();
    assert!(found.iter().any(|candidate| candidate.last_name == "Sample"));
}
