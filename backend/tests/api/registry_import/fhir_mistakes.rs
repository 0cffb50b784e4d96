//! FHIR import: the errors of wrong bundles and NDJSON, none of which is imported.

use serde_json::{Value, json};

use super::fhir::{ann, bundle, dose, imported, with};
use super::files::import_files;
use super::throwaway_database;

#[test]
fn a_line_with_a_mistake_names_its_file_and_refuses_its_patient_alone() {
    let (database, _guard) = throwaway_database();
    let bob = with(&ann(), &json!({"id": "2", "identifier": [{"value": "B1"}]}));
    let broken = with(&dose(), &json!({"status": "given"}));
    let orphan = with(&dose(), &json!({"patient": {"reference": "Patient/3"}}));
    let patients = format!("{}\n{bob}\n{{\"resourceType\": \"Pat", ann());
    let doses = format!(
        "{}\n{broken}\n{orphan}\n[]\n",
        with(&dose(), &json!({"patient": {"reference": "Patient/2"}}))
    );
    let output = import_files(
        &database,
        &[
            ("Patient.ndjson", patients.as_bytes()),
            ("Immunization.ndjson", doses.as_bytes()),
        ],
    );
    let mut places = output.places();
    places.sort();
    assert_eq!(
        places,
        [
            "Immunization.ndjson Bundle 4 Bundle 102",
            "Immunization.ndjson Immunization 2 Immunization.status 103",
            "Immunization.ndjson Immunization 3 Immunization.patient 101",
            "Patient.ndjson Bundle 3 Bundle 102",
        ]
    );
    assert_eq!(
        (
            output.count("patients_added"),
            output.count("immunizations_added")
        ),
        (1, 1)
    );
}

#[test]
fn a_resource_with_a_mistake_names_its_place_and_says_nothing_personal() {
    let patient = |changes: Value| bundle(&[with(&ann(), &changes), dose()]);
    let second = |changes: Value| bundle(&[ann(), dose(), with(&dose(), &changes)]);
    let coded = |system: &str, code: &str| {
        second(json!({"vaccineCode": {"coding": [{"system": system, "code": code}]}}))
    };
    let (cvx, ndc) = ("http://hl7.org/fhir/sid/cvx", "http://hl7.org/fhir/sid/ndc");
    for (json, place) in [
        (
            patient(json!({"birthDate": "1990-01"})),
            "Patient 1 Patient.birthDate 102",
        ),
        (
            patient(json!({"birthDate": null})),
            "Patient 1 Patient.birthDate 101",
        ),
        (
            patient(json!({"birthDate": "2027-01-01"})),
            "Patient 1 Patient.birthDate 102",
        ),
        (
            patient(json!({"name": [{"family": "Sample"}]})),
            "Patient 1 Patient.name 101",
        ),
        (patient(json!({"name": "Ann"})), "Patient 1 Patient.name 101"),
        (
            patient(json!({"identifier": [ann()["identifier"][0]]})),
            "Patient 1 Patient.identifier 101",
        ),
        (
            patient(json!({"managingOrganization": null})),
            "Patient 1 Patient.managingOrganization 101",
        ),
        (
            patient(json!({"meta": {"lastUpdated": "2027-01-01T00:00:00Z"}})),
            "Patient 1 Patient.meta.lastUpdated 102",
        ),
        (
            second(json!({"occurrenceDateTime": "2026"})),
            "Immunization 2 Immunization.occurrenceDateTime 102",
        ),
        (
            second(json!({"occurrenceDateTime": "2026-12-24"})),
            "Immunization 2 Immunization.occurrenceDateTime 102",
        ),
        (
            second(json!({"occurrenceDateTime": "1989-12-24"})),
            "Immunization 2 Immunization.occurrenceDateTime 102",
        ),
        (
            second(json!({"occurrenceDateTime": null, "occurrenceString": "as a child"})),
            "Immunization 2 Immunization.occurrenceString 102",
        ),
        (
            second(json!({"occurrenceDateTime": null})),
            "Immunization 2 Immunization.occurrenceDateTime 101",
        ),
        (
            second(json!({"status": null})),
            "Immunization 2 Immunization.status 101",
        ),
        (
            second(json!({"vaccineCode": null})),
            "Immunization 2 Immunization.vaccineCode 101",
        ),
        (
            second(json!({"vaccineCode": {"text": "flu shot"}})),
            "Immunization 2 Immunization.vaccineCode 103",
        ),
        (coded(cvx, "FLU"), "Immunization 2 Immunization.vaccineCode 103"),
        (
            coded(ndc, "99999-9999-99"),
            "Immunization 2 Immunization.vaccineCode 103",
        ),
        (
            with(&bundle(&[ann()]), &json!({"type": "history"})),
            "Bundle 1 Bundle.type 200",
        ),
        (
            with(&bundle(&[ann()]), &json!({"timestamp": "soon"})),
            "Bundle 1 Bundle.timestamp 102",
        ),
        (
            bundle(&[json!({"name": "Ann"})]),
            "Bundle 1 Bundle.entry[0].resource 101",
        ),
        (json!({"name": "Ann"}), "Bundle 1 Bundle 101"),
    ] {
        let (output, table) = imported(&json);
        assert_eq!(
            output.places(),
            [format!("a.json {place}")],
            "{:?}",
            output.errors
        );
        assert_eq!(table.lines().count(), 1, "nothing of the patient was imported");
        let text = output.errors[0].to_string();
        for personal in ["Ann", "Sample", "1990", "555", "4321", "as a child"] {
            assert!(!text.contains(personal), "{text}");
        }
    }
}

#[test]
fn an_older_release_of_fhir_is_named() {
    let nameless = with(&ann(), &json!({"managingOrganization": null}));
    for (patient, changes, member, release) in [
        (
            &ann(),
            json!({"wasNotGiven": false, "reported": false, "date": "2020-01-05", "occurrenceDateTime": null}),
            "wasNotGiven",
            "FHIR DSTU2,",
        ),
        (
            &nameless,
            json!({"notGiven": false, "date": "2020-01-05", "occurrenceDateTime": null}),
            "notGiven",
            "FHIR STU3,",
        ),
        (
            &ann(),
            json!({"date": "2020-01-05", "occurrenceDateTime": null}),
            "date",
            "FHIR STU3 or DSTU2,",
        ),
    ] {
        let (output, _) = imported(&bundle(&[patient.clone(), with(&dose(), &changes)]));
        assert_eq!(
            output.places(),
            [format!("a.json Immunization 1 Immunization.{member} 200")]
        );
        let text = output.errors[0]["text"].as_str().unwrap();
        assert!(text.contains(release) && text.contains("send FHIR R4"), "{text}");
    }
}

#[test]
fn a_health_card_is_named() {
    let signed = json!({"verifiableCredential": ["eyJ6aXAiOiJERUYifQ"]});
    let (database, _guard) = throwaway_database();
    let output = import_files(
        &database,
        &[("a.smart-health-card", signed.to_string().as_bytes())],
    );
    assert!(
        !output.is_ok && output.words.contains("it is a SMART Health Card"),
        "{}",
        output.words
    );
    let mut within = bundle(&[
        with(&ann(), &json!({"identifier": null, "managingOrganization": null})),
        with(&dose(), &json!({"patient": {"reference": "resource:0"}})),
    ]);
    for place in 0..2 {
        within["entry"][place]["fullUrl"] = json!(format!("resource:{place}"));
    }
    let lines = format!("{}\n{signed}\n", json!({"resourceType": "Basic"}));
    for (name, text) in [("within.json", within.to_string()), ("lines.ndjson", lines)] {
        let output = import_files(&database, &[(name, text.as_bytes())]);
        assert_eq!(
            (output.count("rejected"), output.errors[0]["code"].as_str()),
            (1, Some("200"))
        );
        let text = output.errors[0]["text"].as_str().unwrap();
        assert!(text.starts_with("this is a SMART Health Card"), "{text}");
    }
}

#[test]
fn a_patient_of_a_bundle_is_refused_without_the_others() {
    let bob = with(
        &ann(),
        &json!({"id": "2", "identifier": [{"value": "B1"}], "birthDate": "1990"}),
    );
    let orphan = with(&dose(), &json!({"patient": {"reference": "Patient/3"}}));
    let (output, _) = imported(&bundle(&[bob, orphan, ann(), dose()]));
    assert_eq!(
        output.places(),
        [
            "a.json Patient 1 Patient.birthDate 102",
            "a.json Immunization 1 Immunization.patient 101"
        ]
    );
    assert_eq!(
        (
            output.count("patients_added"),
            output.count("immunizations_added")
        ),
        (1, 1)
    );
}

#[test]
fn a_truncated_bundle_lets_nothing_in() {
    let (database, _guard) = throwaway_database();
    let text = serde_json::to_string_pretty(&bundle(&[ann(), dose()])).unwrap();
    let output = import_files(&database, &[("a.json", &text.as_bytes()[..text.len() - 9])]);
    assert_eq!((output.count("rejected"), output.count("patients_added")), (1, 0));
    assert!(
        output.errors[0]["text"]
            .as_str()
            .unwrap()
            .contains("cannot be read at line")
    );
}
