//! `myvax registry export`: the same registry gives the same bytes, and an export can be imported again.

use std::collections::BTreeSet;

use backend::commands::registry::{self, ExportFormat, ExportOrder};
use backend::db::Database;
use backend::record::assemble::assemble;
use backend::record::catalogue::Catalogue;
use backend::registry::Registry;
use chrono::NaiveDate;
use proptest::prelude::*;
use serde_json::Value;
use shared::immunization::ImmunizationRecord;

use crate::registry_import::files::{exported, exported_csv, exported_fhir, import_files};
use crate::registry_import::{
    ANN, add_sample, any_order, asking_with, import, local_registry, message, throwaway_database,
};

/// The records as people see them, without the numbers of rows, of everyone whose own phone leads to a record.
async fn records(database: &Database) -> Vec<ImmunizationRecord> {
    let registry = local_registry(database);
    let today = NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
    let mut records = Vec::new();
    for last_digits in 100..200 {
        let request = asking_with(&format!("617-555-0{last_digits}"));
        for found in registry.candidates(&request, today).await.unwrap() {
            let person = registry.person(&[found.patient_id]).await.unwrap().unwrap();
            let mut record = assemble(
                &person.patient,
                &person.immunizations,
                &Catalogue::built_in(),
                "Example Registry",
                today,
            );
            for dose in &mut record.immunizations {
                dose.id.clear();
            }
            records.push(record);
        }
    }
    records.sort_by_cached_key(|record| serde_json::to_string(record).unwrap());
    records
}

#[actix_web::test]
async fn a_registry_that_was_written_out_and_read_in_is_the_same() {
    let (database, _guard) = throwaway_database();
    add_sample(&database);
    let (csv, fhir) = (exported_csv(&database), exported_fhir(&database));
    let shown = records(&database).await;
    assert!(shown.len() > 20);
    for (name, text) in [("export.csv", &csv), ("export.ndjson", &fhir)] {
        let (copy, _guard) = throwaway_database();
        let told = import_files(&copy, &[(name, text.as_bytes())]);
        assert_eq!(
            (told.errors.len(), told.count("warnings")),
            (0, 0),
            "{:?}",
            told.errors
        );
        assert_eq!(told.count("patients_added"), 41);
        assert_eq!(exported_fhir(&copy), fhir, "{name}");
        assert_eq!(records(&copy).await, shown, "{name}");
        let again = import_files(&copy, &[(name, text.as_bytes())]);
        assert_eq!(
            (
                again.count("patients_updated"),
                again.count("immunizations_updated")
            ),
            (0, 0)
        );
    }
    let (copy, _guard) = throwaway_database();
    import_files(&copy, &[("export.csv", csv.as_bytes())]);
    assert_eq!(exported_csv(&copy), csv);
}

#[test]
fn odd_texts_come_back_as_they_were() {
    let (database, _guard) = throwaway_database();
    let pid = ANN
        .replace("A1^^^CLINIC", "'A|1^^^+X%20 Y".replace('|', "\\F\\").as_str())
        .replace("Sample^Ann", "=SUM(A1), Jr^'-Ann\\T\\")
        .replace("^^^^^L", "^^^^L~@Maid, en\\F\\x^^^^^^M")
        .replace(
            "^PRN^CP^^^617^5550100",
            "^PRN^CP^^^^^^^^^+16175550100~^PRN^CP^^^617^5550101",
        );
    let dose = "RXA|0|1|20261001||140^\"Flu\", quoted^CVX||||||^^^=Clinic||||-|||||CP|A";
    let (summary, refused) = import(&database, &message(5, &pid, &["ORC|RE||-7^urn:id:x", dose]));
    assert_eq!(summary.patients_added, 1, "{refused:?}");
    let (csv, fhir) = (exported_csv(&database), exported_fhir(&database));
    for (name, text) in [("export.csv", &csv), ("export.ndjson", &fhir)] {
        let (copy, _guard) = throwaway_database();
        import_files(&copy, &[(name, text.as_bytes())]);
        assert_eq!(
            (exported_csv(&copy), exported_fhir(&copy)),
            (csv.clone(), fhir.clone()),
            "{name}"
        );
    }
    let row = csv.lines().nth(1).unwrap();
    assert!(
        row.contains(",\"'=SUM(A1), Jr\",") && row.contains(",'+16175550100 |"),
        "{row}"
    );
}

#[test]
fn one_patient_is_one_bundle_and_an_unknown_one_is_an_error() {
    let (database, _guard) = throwaway_database();
    import(
        &database,
        &(message(5, ANN, &[]) + &message(5, &ANN.replace("A1^", "A2^"), &[])),
    );
    let patient = Some(("CLINIC", "A2^CLINIC"));
    let bundle = exported(&database, ExportFormat::Fhir, patient);
    assert_eq!(exported_fhir(&database).lines().nth(1), bundle.lines().next());
    assert_eq!(exported(&database, ExportFormat::Csv, patient).lines().count(), 2);
    let order = ExportOrder {
        format: ExportFormat::Fhir,
        output: None,
        patient: Some(("CLINIC".to_owned(), "A3".to_owned())),
    };
    assert!(registry::export(&database, &order, &mut Vec::new()).is_err());
}

#[test]
fn a_file_of_an_export_is_for_its_owner_only() {
    let (database, _guard) = throwaway_database();
    add_sample(&database);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("registry.csv");
    let order = ExportOrder {
        format: ExportFormat::Csv,
        output: Some(path.clone()),
        patient: None,
    };
    let mut out = Vec::new();
    registry::export(&database, &order, &mut out).unwrap();
    assert_eq!(
        (out.len(), std::fs::read_to_string(&path).unwrap()),
        (0, exported_csv(&database))
    );
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(
            std::fs::metadata(&path).unwrap().permissions().mode() & 0o777,
            0o600
        );
    }
}

#[test]
fn a_protected_patient_goes_out_as_restricted() {
    let (database, _guard) = throwaway_database();
    import(&database, &message(5, ANN, &["PD1|||||||||||02|Y"]));
    let bundle: Value = serde_json::from_str(&exported_fhir(&database)).unwrap();
    assert_eq!(bundle["entry"][0]["resource"]["meta"]["security"][0]["code"], "R");
}

#[test]
fn no_row_number_and_no_two_equal_ids_stand_in_an_export() {
    let (database, _guard) = throwaway_database();
    add_sample(&database);
    let mut ids = BTreeSet::new();
    for line in exported_fhir(&database).lines() {
        let bundle: Value = serde_json::from_str(line).unwrap();
        for entry in bundle["entry"].as_array().unwrap() {
            let id = entry["resource"]["id"].as_str().unwrap();
            assert_eq!(id.len(), 36);
            assert_eq!(entry["fullUrl"], format!("urn:uuid:{id}"));
            assert!(ids.insert(id.to_owned()));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_was_reported_comes_back_from_an_export(messages in prop::collection::vec(any_order::message(), 1..8)) {
        let (database, _guard) = throwaway_database();
        import(&database, &messages.concat());
        let (csv, fhir) = (exported_csv(&database), exported_fhir(&database));
        prop_assume!(!has_a_dose_with_and_without_a_number(&csv));
        let (copy, _guard) = throwaway_database();
        import_files(&copy, &[("export.csv", csv.as_bytes())]);
        prop_assert_eq!(exported_csv(&copy), csv);
        let (copy, _guard) = throwaway_database();
        import_files(&copy, &[("export.ndjson", fhir.as_bytes())]);
        prop_assert_eq!(exported_fhir(&copy), fhir);
    }
}

/// Several reports put such doses on one day. In a single report they would be one dose.
fn has_a_dose_with_and_without_a_number(csv: &str) -> bool {
    let doses: Vec<_> = csv
        .lines()
        .skip(1)
        .map(|row| row.split(',').collect::<Vec<_>>())
        .filter(|cells| !cells[20].is_empty())
        .map(|cells| ((cells[1].to_owned(), cells[20].to_owned()), cells[18].is_empty()))
        .collect();
    doses
        .iter()
        .any(|(key, has_none)| *has_none && doses.iter().any(|(other, none)| other == key && !none))
}
