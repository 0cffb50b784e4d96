//! The rules of the bundle: required and forbidden content.

use crate::record::ReportedImmunization;
use crate::record::ReportedPatient;
use crate::record::catalogue::Catalogue;
use std::collections::BTreeSet;

use super::{
    RID, all_members, bundle_of, card, dose, doses, immunizations_on, issuer, members, now, patient,
    payload_text,
};

#[test]
fn the_bundle_is_one_patient_and_the_doses_with_short_urls() {
    let bundle = bundle_of(&card(&doses(3)));
    assert_eq!(
        members(&bundle),
        BTreeSet::from(["entry", "resourceType", "type"])
    );
    assert_eq!(
        (&bundle["resourceType"], &bundle["type"]),
        (&"Bundle".into(), &"collection".into())
    );
    for (n, entry) in bundle["entry"].as_array().unwrap().iter().enumerate() {
        assert_eq!(members(entry), BTreeSet::from(["fullUrl", "resource"]));
        assert_eq!(entry["fullUrl"], format!("resource:{n}"));
        let kind = if n == 0 { "Patient" } else { "Immunization" };
        assert_eq!(entry["resource"]["resourceType"], kind);
    }
}

#[test]
fn the_patient_has_a_name_and_a_birth_date_only() {
    let bundle = bundle_of(&card(&doses(1)));
    let patient = &bundle["entry"][0]["resource"];
    assert_eq!(
        *patient,
        serde_json::json!({
            "resourceType": "Patient",
            "name": [{"family": "Example", "given": ["Maria", "Elena"]}],
            "birthDate": "1988-02-29",
        })
    );
}

#[test]
fn a_name_without_family_or_given_is_text() {
    for (first, last) in [("Maria", ""), ("", "Maria")] {
        let patient = ReportedPatient {
            first_name: first.into(),
            middle_name: None,
            last_name: last.into(),
            ..patient()
        };
        let cards = issuer().issue(&patient, &doses(1), &Catalogue::built_in(), RID, now());
        assert_eq!(
            bundle_of(&cards[0])["entry"][0]["resource"]["name"],
            serde_json::json!([{"text": "Maria"}])
        );
    }
}

#[test]
fn a_dose_states_vaccine_day_lot_and_performer_only() {
    let on_card = immunizations_on(&card(&[dose("208", "2021-04-01")]));
    assert_eq!(
        on_card,
        [serde_json::json!({
            "resourceType": "Immunization",
            "status": "completed",
            "vaccineCode": {"coding": [{"system": "http://hl7.org/fhir/sid/cvx", "code": "208"}]},
            "patient": {"reference": "resource:0"},
            "occurrenceDateTime": "2021-04-01",
            "performer": [{"actor": {"display": "Example Clinic"}}],
            "lotNumber": "EL9262",
        })]
    );
}

#[test]
fn what_the_profile_forbids_is_nowhere() {
    let everything = all_members(&bundle_of(&card(&doses(5))));
    for forbidden in [
        "id",
        "meta",
        "text",
        "use",
        "prefix",
        "suffix",
        "identifier",
        "gender",
        "telecom",
        "address",
        "photo",
        "manufacturer",
        "protocolApplied",
        "statusReason",
        "route",
        "site",
        "note",
        "recorded",
        "primarySource",
        "doseQuantity",
        "isSubpotent",
        "timestamp",
        "reportOrigin",
        "expirationDate",
    ] {
        assert!(!everything.contains(forbidden), "{forbidden}");
    }
    let text = payload_text(&card(&[dose("208", "2021-04-01")]));
    for private in [
        "patient-7",
        "dose-2021",
        "Jr",
        "female",
        "Comirnaty",
        "COVID-19 vaccine",
    ] {
        assert!(!text.contains(private), "{private}");
    }
}

#[test]
fn what_was_not_reported_is_left_out() {
    let bare = ReportedImmunization {
        lot_number: Some(" ".into()),
        performer: None,
        ..dose("208", "2021-04-01")
    };
    let on_card = immunizations_on(&card(&[bare]));
    assert!(on_card[0].get("lotNumber").is_none() && on_card[0].get("performer").is_none());
}

#[test]
fn lot_and_performer_stay_within_what_the_guide_warns_about() {
    let wordy = ReportedImmunization {
        lot_number: Some("Pfizer Lot #EL9262".into()),
        performer: Some("Example Community Health Center of the North".into()),
        ..dose("208", "2021-04-01")
    };
    let on_card = immunizations_on(&card(&[wordy]));
    assert_eq!(on_card[0]["lotNumber"], "EL9262");
    assert_eq!(
        on_card[0]["performer"][0]["actor"]["display"],
        "Example Community Health"
    );
}
