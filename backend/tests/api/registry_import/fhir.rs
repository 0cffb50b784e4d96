//! FHIR import: bundles and NDJSON, references, times.

use serde_json::{Value, json};

use super::files::{ImportOutput, exported_csv, import_files, import_files_as};
use super::throwaway_database;

pub fn ann() -> Value {
    json!({"resourceType": "Patient", "id": "1", "meta": {"lastUpdated": "2026-11-05T12:00:00Z"},
        "identifier": [{"system": "http://hl7.org/fhir/sid/us-ssn", "value": "987-65-4321"},
            {"type": {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/v2-0203", "code": "MR"}]},
             "system": "urn:id:CLINIC", "value": "A1"}],
        "name": [{"use": "maiden", "family": "Maiden"},
            {"use": "official", "family": "Sample", "given": ["Ann", "Q"], "suffix": ["Jr"]}],
        "telecom": [{"system": "phone", "value": "tel:617-555-0100"}, {"system": "email", "value": "ann@example.org"},
            {"system": "phone", "value": "617-555-0109", "use": "old"}, {"system": "fax", "value": "617-555-0108"}],
        "contact": [
            {"relationship": [{"coding": [{"system": "http://terminology.hl7.org/CodeSystem/v3-RoleCode", "code": "MTH"}]}],
             "telecom": [{"system": "sms", "value": "617-555-0102"}]},
            {"relationship": [{"coding": [{"system": "http://terminology.hl7.org/CodeSystem/v2-0131", "code": "C"}]}],
             "telecom": [{"system": "phone", "value": "617-555-0107"}]}],
        "gender": "female", "birthDate": "1990-01-02", "multipleBirthInteger": 2,
        "managingOrganization": {"display": "CLINIC"}, "photo": [{"title": "ignored"}]})
}

pub fn dose() -> Value {
    json!({"resourceType": "Immunization", "meta": {"lastUpdated": "2026-11-05T12:00:00Z"},
        "identifier": [{"system": "urn:id:CLINIC", "value": "7"}], "status": "completed",
        "vaccineCode": {"coding": [{"system": "http://hl7.org/fhir/sid/cvx", "code": "140"}]},
        "patient": {"reference": "Patient/1"}, "occurrenceDateTime": "2026-10-01T23:30:00-05:00", "primarySource": true,
        "lotNumber": "LOT1", "manufacturer": {"display": "Moderna US, Inc."},
        "performer": [{"actor": {"display": "Dr. Who"}}, {"actor": {"reference": "Organization/9"}}]})
}

pub fn bundle(resources: &[Value]) -> Value {
    let entry = |resource: &Value| json!({"resource": resource});
    json!({"resourceType": "Bundle", "type": "collection", "entry": resources.iter().map(entry).collect::<Vec<_>>()})
}

pub fn with(resource: &Value, changes: &Value) -> Value {
    let mut resource = resource.clone();
    for (name, value) in changes.as_object().unwrap() {
        match value {
            Value::Null => resource.as_object_mut().unwrap().remove(name),
            value => resource
                .as_object_mut()
                .unwrap()
                .insert(name.clone(), value.clone()),
        };
    }
    resource
}

/// Imports into a new registry; returns the output and the resulting table.
pub fn imported(json: &Value) -> (ImportOutput, String) {
    let (database, _guard) = throwaway_database();
    let output = import_files(
        &database,
        &[("a.json", serde_json::to_string_pretty(json).unwrap().as_bytes())],
    );
    (output, exported_csv(&database))
}

#[test]
fn a_bundle_says_all_the_registry_holds() {
    let clinic = json!({"resourceType": "Organization", "id": "9", "name": "Example Clinic"});
    let (output, table) = imported(&bundle(&[dose(), clinic, ann()]));
    assert_eq!(output.errors, Vec::<Value>::new());
    let row = table.lines().nth(1).unwrap();
    assert_eq!(
        row,
        "CLINIC,A1^CLINIC,2026-11-05T12:00:00Z,Ann,Q,Sample,Jr,\"Maiden, Ann\",1990-01-02,female,617-555-0100,\
         ann@example.org,617-555-0102,,,,,yes,7^CLINIC,,140,,2026-10-01,MOD,,LOT1,Example Clinic,,completed"
    );
    assert_eq!(table.lines().count(), 2, "{table}");
}

#[test]
fn every_way_to_refer_to_the_patient_finds_it() {
    let (_, expected) = imported(&bundle(&[ann(), dose()]));
    let refer = |patient: Value| with(&dose(), &json!({"patient": patient}));
    let mut with_url = bundle(&[ann(), refer(json!({"reference": "urn:uuid:0c32"}))]);
    with_url["entry"][0]["fullUrl"] = json!("urn:uuid:0c32");
    let inside = with(&ann(), &json!({"id": "p"}));
    let contained = with(
        &refer(json!({"reference": "#p"})),
        &json!({"contained": [inside]}),
    );
    for json in [
        bundle(&[
            ann(),
            refer(json!({"reference": "https://ehr.example.org/fhir/Patient/1/_history/2"})),
        ]),
        bundle(&[
            refer(json!({"identifier": {"system": "urn:id:CLINIC", "value": "A1"}})),
            ann(),
        ]),
        with_url,
        bundle(std::slice::from_ref(&contained)),
        contained,
    ] {
        let (output, table) = imported(&json);
        // The performer of another bundle has no name here.
        assert_eq!(table, expected, "{:?}", output.errors);
    }
}

#[test]
fn a_bulk_export_is_put_together_from_its_files_in_any_order() {
    let (_, expected) = imported(&bundle(&[ann(), dose()]));
    let (patients, doses) = (format!("{}\n", ann()), format!("\n{}\n", dose()));
    let both = [
        ("Immunization.ndjson", doses.as_bytes()),
        ("Patient.ndjson", patients.as_bytes()),
    ];
    let other = (
        "Organization.ndjson",
        &b"{\"resourceType\":\"Organization\",\"id\":\"9\"}\n"[..],
    );
    for files in [[both[0], both[1], other], [other, both[1], both[0]]] {
        let (database, _guard) = throwaway_database();
        let output = import_files(&database, &files);
        assert_eq!(
            (output.errors.len(), output.count("files")),
            (0, 3),
            "{:?}",
            output.errors
        );
        assert_eq!(exported_csv(&database), expected);
        let again = import_files(&database, &files);
        assert_eq!(
            (again.count("patients_updated"), again.count("duplicates")),
            (0, 1)
        );
    }
}

#[test]
fn status_and_reason_say_what_became_of_the_dose() {
    let reason = |system: &str, code: &str| json!({"status": "not-done", "statusReason": {"coding": [{"system": system, "code": code}]}});
    let act = "http://terminology.hl7.org/CodeSystem/v3-ActReason";
    for (changes, ending) in [
        (json!({}), ",,completed"),
        (json!({"isSubpotent": true}), ",,partial"),
        (json!({"status": "not-done"}), ",,not-administered"),
        (reason(act, "OSTOCK"), ",,not-administered"),
        (reason(act, "PATOBJ"), ",,refused"),
        (reason("http://snomed.info/sct", "591000119102"), ",,refused"),
        (json!({"primarySource": false}), ",yes,completed"),
        (
            json!({"primarySource": null, "reportOrigin": {"text": "card"}}),
            ",yes,completed",
        ),
    ] {
        let (output, table) = imported(&bundle(&[ann(), with(&dose(), &changes)]));
        assert!(table.trim_end().ends_with(ending), "{table} {:?}", output.errors);
    }
    let entered = with(
        &dose(),
        &json!({"status": "entered-in-error", "meta": {"lastUpdated": "2026-11-06T12:00:00Z"}}),
    );
    let (output, table) = imported(&bundle(&[ann(), dose(), entered]));
    assert_eq!(output.count("immunizations_deleted"), 1);
    assert!(!table.contains("LOT1"), "{table}");
}

#[test]
fn an_organization_or_a_place_gave_the_dose_and_never_a_person() {
    let doctor = json!({"actor": {"reference": "Practitioner/5", "display": "Mike Lemon"}});
    let named = json!({"actor": {"type": "Organization", "display": "Named Clinic"}});
    let referred = json!({"actor": {"reference": "Organization/9", "display": "Referred Clinic"}});
    for (changes, cells) in [
        (json!({"performer": [doctor]}), ",LOT1,,,completed"),
        (
            json!({"performer": [{"actor": {"display": "Mike Lemon"}}]}),
            ",LOT1,,,completed",
        ),
        (
            json!({"performer": [doctor, named]}),
            ",LOT1,Named Clinic,,completed",
        ),
        (
            json!({"performer": [doctor, referred]}),
            ",LOT1,Referred Clinic,,completed",
        ),
        (
            json!({"performer": [doctor], "location": {"display": "Gym"}}),
            ",LOT1,Gym,,completed",
        ),
    ] {
        let (output, table) = imported(&bundle(&[ann(), with(&dose(), &changes)]));
        assert!(table.trim_end().ends_with(cells), "{table} {:?}", output.errors);
    }
}

#[test]
fn numbers_of_packages_and_services_become_vaccines() {
    for (coding, cells) in [
        (
            json!({"system": "http://hl7.org/fhir/sid/ndc", "code": "49281-0400-20"}),
            ",115,,2026-10-01,PMC,Adacel,",
        ),
        (
            json!({"system": "http://www.ama-assn.org/go/cpt", "code": "90707"}),
            ",03,,2026-10-01,,,",
        ),
        (
            json!({"system": "urn:oid:2.16.840.1.113883.12.292", "code": "3", "display": "M-M-R"}),
            ",03,M-M-R,2026-10-01,,,",
        ),
        (
            json!({"system": "urn:oid:2.16.840.1.113883.6.59", "code": "3"}),
            ",03,,2026-10-01,,,",
        ),
        (
            json!({"system": "2.16.840.1.113883.6.59", "code": "3"}),
            ",03,,2026-10-01,,,",
        ),
    ] {
        let changes = json!({"vaccineCode": {"coding": [coding]}, "manufacturer": null});
        let (output, table) = imported(&bundle(&[ann(), with(&dose(), &changes)]));
        assert!(table.contains(cells), "{table} {:?}", output.errors);
    }
}

#[test]
fn restricted_is_protected_and_no_other_label_takes_it_back() {
    let (database, _guard) = throwaway_database();
    let labelled = |day: u32, code: &str| {
        let security =
            json!([{"system": "http://terminology.hl7.org/CodeSystem/v3-Confidentiality", "code": code}]);
        let meta = json!({"lastUpdated": format!("2026-11-{day:02}T12:00:00Z"), "security": security});
        bundle(&[with(&ann(), &json!({"meta": meta}))]).to_string()
    };
    for (day, code) in [(1, "R"), (2, "N"), (3, "U")] {
        import_files(&database, &[("a.json", labelled(day, code).as_bytes())]);
        // Protected, alive, of a multiple birth.
        assert!(exported_csv(&database).contains(",yes,,,yes,"), "{code}");
    }
}

#[test]
fn death_is_told_by_a_day_a_year_or_a_yes() {
    for (changes, cells) in [
        (
            json!({"deceasedDateTime": "2026-10-30T08:00:00Z"}),
            ",yes,2026-10-30,",
        ),
        (json!({"deceasedDateTime": "2026"}), ",yes,,yes"),
        (json!({"deceasedBoolean": true}), ",yes,,yes"),
    ] {
        let (_, table) = imported(&bundle(&[with(&ann(), &changes)]));
        assert!(table.contains(cells), "{table}");
    }
}

#[test]
fn what_has_no_time_is_older_than_what_has_one() {
    let (database, _guard) = throwaway_database();
    let undated = |lot: &str| {
        let dose = with(&dose(), &json!({"meta": null, "lotNumber": lot}));
        bundle(&[with(&ann(), &json!({"meta": null})), dose])
    };
    let dated = with(&undated("NEW"), &json!({"timestamp": "2026-11-01T00:00:00Z"}));
    for json in [&dated, &undated("OLD"), &dated] {
        import_files(&database, &[("a.json", json.to_string().as_bytes())]);
    }
    assert!(exported_csv(&database).contains("NEW"));
    let (_, alone) = imported(&undated("OLD"));
    assert!(alone.contains(",2026-10-01T00:00:00Z,"), "{alone}");
}

#[test]
fn each_dose_counts_as_told_when_its_resource_was_updated() {
    let newer = with(
        &dose(),
        &json!({"meta": {"lastUpdated": "2026-11-09T12:00:00Z"}, "identifier": [{"value": "8"}],
        "occurrenceDateTime": "2020-01-05"}),
    );
    let (output, table) = imported(&bundle(&[ann(), dose(), newer]));
    assert_eq!(output.errors.len(), 0);
    let times: Vec<_> = table
        .lines()
        .skip(1)
        .map(|row| row.split(',').nth(2).unwrap())
        .collect();
    assert_eq!(times, ["2026-11-05T12:00:00Z", "2026-11-09T12:00:00Z"], "{table}");
    assert_eq!(
        table.matches("617-555-0100").count(),
        1,
        "contacts are as old as the Patient: {table}"
    );
}

#[test]
fn the_operator_says_who_reports_where_the_file_does_not() {
    let (database, _guard) = throwaway_database();
    let nameless = bundle(&[with(&ann(), &json!({"managingOrganization": null}))]).to_string();
    let output = import_files_as(&database, &[("a.json", nameless.as_bytes())], Some("COUNTY"));
    assert_eq!(output.errors.len(), 0);
    let sourced = with(
        &bundle(&[with(&ann(), &json!({"managingOrganization": null}))]),
        &json!({"meta": {"source": "urn:ehr#7"}}),
    );
    import_files_as(
        &database,
        &[("a.json", sourced.to_string().as_bytes())],
        Some("COUNTY"),
    );
    let table = exported_csv(&database);
    assert!(
        table.contains("\nCOUNTY,") && table.contains("\nurn:ehr,"),
        "{table}"
    );
}
