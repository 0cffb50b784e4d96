//! A registry of generated people: the import accepts every message.

use std::path::Path;

use backend::commands::registry::{Format, ImportOrder, ImportTools, import};
use backend::db::{Database, DatabaseUrl};
use backend::registry::ContactHashers;
use generator::Correction;
use generator::hl7v2::Messages;
use generator::output::{self, GenerateOrder};
use serde_json::Value;
use zeroize::Zeroizing;

use crate::helpers::database::TestDatabase;
use crate::helpers::fixed_clock::FixedClock;

const PATIENTS: u64 = 300;

/// The counts of `myvax registry import`, run on a day after the last day of the generated data.
fn imported(file: &Path) -> Value {
    let guard = TestDatabase::new();
    let database = Database::open(&DatabaseUrl::parse(&guard.url).unwrap()).unwrap();
    let order = ImportOrder {
        files: vec![file.to_owned()],
        format: Format::Auto,
        sender: None,
        reported_at: None,
        errors_file: None,
        acks_file: None,
        is_json: true,
        shows_progress: false,
    };
    let mut tools = ImportTools {
        database: &database,
        contact_hashers: &ContactHashers::new(&Zeroizing::new([7; 32]).into()),
        clock: &FixedClock::default(),
        input: &mut std::io::empty(),
    };
    let (mut out, mut refusals) = (Vec::new(), Vec::new());
    import(&mut tools, &order, &mut out, &mut refusals).unwrap();
    assert_eq!(String::from_utf8(refusals).unwrap(), "");
    serde_json::from_slice(&out).unwrap()
}

#[test]
fn the_registry_takes_every_generated_message() {
    let people: Vec<_> = generator::people(7, PATIENTS).collect();
    let doses: Vec<_> = people.iter().flat_map(generator::Person::doses).collect();
    let corrected = |wanted: fn(&Correction) -> bool| {
        let corrections = doses.iter().filter_map(|dose| dose.correction.as_ref());
        corrections.filter(|correction| wanted(correction)).count()
    };
    let deleted = corrected(|correction| *correction == Correction::Twice);
    assert!(deleted > 0 && corrected(|correction| *correction != Correction::Twice) > 0);
    let folder = tempfile::tempdir().unwrap();
    for messages in [Messages::PerPatient, Messages::PerVisit] {
        let path = folder.path().join("people.hl7");
        let order = GenerateOrder {
            patients: PATIENTS,
            seed: 7,
            format: output::Format::Hl7v2,
            messages,
            output: Some(path.clone()),
            shows_progress: false,
        };
        output::generate(&order, &mut std::io::sink()).unwrap();
        let counts = imported(&path);
        assert_eq!(
            (&counts["rejected"], &counts["warnings"]),
            (&0.into(), &0.into()),
            "{counts}"
        );
        assert_eq!(counts["patients_added"], PATIENTS, "{counts}");
        assert_eq!(counts["immunizations_deleted"], deleted, "{counts}");
        assert_eq!(counts["immunizations_added"], doses.len() + deleted, "{counts}");
    }
}
