//! Tests what the record shows, rule by rule.

mod duplicates;
mod flags;

use chrono::{DateTime, NaiveDate, Utc};
use shared::demographics::Gender;
use shared::immunization::{DoseStatus, Immunization, ImmunizationRecord};

use super::assemble::assemble;
use super::catalogue::Catalogue;
use super::{DoseOutcome, PatientId, ReportedImmunization, ReportedPatient};

fn patient() -> ReportedPatient {
    ReportedPatient {
        id: PatientId::new("p1"),
        first_name: "Maria".into(),
        middle_name: Some("Elena".into()),
        last_name: "de la Cruz".into(),
        suffix: Some("Jr".into()),
        birth_date: NaiveDate::from_ymd_opt(1988, 2, 29).unwrap(),
        gender: Gender::Female,
        deceased_on: None,
    }
}

fn dose(id: &str, cvx: &str, date: &str) -> ReportedImmunization {
    ReportedImmunization {
        id: id.into(),
        sender: "EXAMPLE CLINIC".into(),
        cvx: cvx.into(),
        vaccine_text: None,
        occurrence_date: date.parse().unwrap(),
        mvx: None,
        product: None,
        lot_number: None,
        performer: None,
        is_historical: false,
        outcome: DoseOutcome::Completed,
        last_reported_at: at("2026-01-02T03:04:05Z"),
    }
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn record_of(patient: &ReportedPatient, doses: &[ReportedImmunization]) -> ImmunizationRecord {
    let today = "2026-11-20".parse().unwrap();
    assemble(patient, doses, &Catalogue::built_in(), "Example Registry", today)
}

fn record(doses: &[ReportedImmunization]) -> ImmunizationRecord {
    record_of(&patient(), doses)
}

fn only(doses: &[ReportedImmunization]) -> Immunization {
    let mut shown = record(doses).immunizations;
    assert_eq!(shown.len(), 1);
    shown.remove(0)
}

#[test]
fn the_whole_name_is_one_text() {
    let record = record(&[]);
    assert_eq!(record.patient.name, "Maria Elena de la Cruz Jr");
    assert_eq!(record.patient.birth_date, "1988-02-29");
    assert_eq!(record.registry, "Example Registry");
}

#[test]
fn the_newest_dose_is_first() {
    let ids: Vec<_> = record(&[
        dose("old", "03", "1990-01-01"),
        dose("new", "208", "2021-04-01"),
        dose("mid", "115", "2015-06-07"),
    ])
    .immunizations
    .into_iter()
    .map(|dose| dose.id)
    .collect();
    assert_eq!(ids, ["new", "mid", "old"]);
}

#[test]
fn refused_and_not_given_doses_are_nowhere() {
    let doses = [
        ReportedImmunization {
            outcome: DoseOutcome::Refused,
            ..dose("a", "208", "2021-04-01")
        },
        ReportedImmunization {
            outcome: DoseOutcome::NotAdministered,
            ..dose("b", "03", "2021-04-02")
        },
        dose("c", "998", "2021-04-03"),
    ];
    assert!(record(&doses).immunizations.is_empty());
}

#[test]
fn a_partial_dose_is_shown_as_partial() {
    let partial = ReportedImmunization {
        outcome: DoseOutcome::Partial,
        ..dose("a", "208", "2021-04-01")
    };
    assert_eq!(only(&[partial]).dose_status, DoseStatus::Partial);
}

#[test]
fn names_come_from_the_catalogue() {
    let shown = only(&[ReportedImmunization {
        mvx: Some("PFR".into()),
        ..dose("a", "309", "2024-10-01")
    }]);
    assert_eq!(
        shown.vaccine,
        "COVID-19, mRNA, LNP-S, PF, tris-sucrose, 30 mcg/0.3 mL"
    );
    assert_eq!(shown.vaccine_groups, ["covid-19"]);
    assert_eq!(shown.manufacturer.as_deref(), Some("Pfizer, Inc"));
    assert_eq!(shown.product.as_deref(), Some("Comirnaty"));
}

#[test]
fn the_reported_product_wins_over_the_catalogue() {
    let shown = only(&[ReportedImmunization {
        mvx: Some("PFR".into()),
        product: Some("Comirnaty 2024-25".into()),
        ..dose("a", "309", "2024-10-01")
    }]);
    assert_eq!(shown.product.as_deref(), Some("Comirnaty 2024-25"));
}

#[test]
fn an_unknown_code_shows_the_reported_text_or_its_number() {
    let named = only(&[ReportedImmunization {
        vaccine_text: Some("Moon flu".into()),
        ..dose("a", "777", "2024-10-01")
    }]);
    assert_eq!(
        (named.vaccine.as_str(), named.vaccine_groups.as_slice()),
        ("Moon flu (CVX 777)", &["other".to_owned()][..])
    );
    assert_eq!(only(&[dose("a", "777", "2024-10-01")]).vaccine, "CVX 777");
    let unknown = ReportedImmunization {
        vaccine_text: Some("Typhoid, abroad".into()),
        ..dose("a", "999", "2024-10-01")
    };
    assert_eq!(only(std::slice::from_ref(&unknown)).vaccine, "Typhoid, abroad");
    let another = ReportedImmunization {
        vaccine_text: Some("Cholera, abroad".into()),
        ..unknown.clone()
    };
    assert_eq!(record(&[unknown, another]).immunizations.len(), 2);
}

#[test]
fn missing_values_stay_absent() {
    let shown = only(&[ReportedImmunization {
        mvx: Some("UNK".into()),
        lot_number: Some("  ".into()),
        ..dose("a", "115", "2024-10-01")
    }]);
    assert_eq!(
        (
            shown.manufacturer,
            shown.product,
            shown.lot_number,
            shown.performer
        ),
        (None, None, None, None)
    );
}

#[test]
fn a_combination_vaccine_has_each_of_its_groups() {
    for (cvx, groups) in [
        ("94", &["mmr", "varicella"][..]),
        ("110", &["dtap", "polio", "hepatitis-b"]),
        ("146", &["dtap", "polio", "hib", "hepatitis-b"]),
        ("104", &["hepatitis-b", "hepatitis-a"]),
    ] {
        assert_eq!(
            only(&[dose("a", cvx, "2020-01-01")]).vaccine_groups,
            groups,
            "{cvx}"
        );
    }
}

#[test]
fn the_doses_of_one_day_are_sorted_by_name_whatever_the_order_of_the_rows() {
    let mut doses = vec![
        dose("z", "115", "2020-01-01"),
        dose("y", "03", "2020-01-01"),
        dose("x", "150", "2020-01-01"),
    ];
    let names = |doses: &[ReportedImmunization]| -> Vec<String> {
        let shown = record(doses).immunizations;
        shown.into_iter().map(|dose| dose.vaccine).collect()
    };
    let first = names(&doses);
    assert!(first.is_sorted(), "{first:?}");
    doses.reverse();
    assert_eq!(names(&doses), first);
}

#[test]
fn the_last_update_is_the_day_of_the_newest_report() {
    let late = ReportedImmunization {
        outcome: DoseOutcome::Refused,
        last_reported_at: at("2026-05-06T00:00:00Z"),
        ..dose("b", "03", "2020-01-01")
    };
    assert_eq!(
        record(&[dose("a", "03", "2020-01-01"), late]).last_updated_on,
        "2026-05-06"
    );
    assert_eq!(record(&[]).last_updated_on, "");
}
