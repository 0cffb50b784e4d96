//! The rules that select the certified doses and their order.

use crate::record::DoseOutcome;
use crate::record::ReportedImmunization;

use super::{card, cards, dose, immunizations_on};

#[test]
fn only_covid_19_doses_are_on_the_card() {
    let card = card(&[
        dose("208", "2021-04-01"),
        dose("03", "1990-01-01"),
        dose("777", "2021-04-02"),
    ]);
    assert_eq!(card.doses, 1);
}

#[test]
fn without_a_covid_19_dose_there_is_no_card() {
    assert!(cards(&[dose("03", "1990-01-01")]).is_empty());
    assert!(cards(&[]).is_empty());
}

#[test]
fn only_completed_doses_are_on_the_card() {
    for outcome in [
        DoseOutcome::Partial,
        DoseOutcome::Refused,
        DoseOutcome::NotAdministered,
    ] {
        let not_completed = ReportedImmunization {
            outcome,
            ..dose("208", "2021-04-01")
        };
        assert!(cards(&[not_completed]).is_empty(), "{outcome:?}");
    }
}

#[test]
fn a_historical_dose_is_on_the_card() {
    let historical = ReportedImmunization {
        is_historical: true,
        ..dose("208", "2021-04-01")
    };
    assert_eq!(card(&[historical]).doses, 1);
}

#[test]
fn a_dose_reported_twice_is_on_the_card_once() {
    let again = ReportedImmunization {
        id: "again".into(),
        is_historical: true,
        ..dose("208", "2021-04-01")
    };
    assert_eq!(card(&[dose("208", "2021-04-01"), again]).doses, 1);
}

#[test]
fn a_dose_another_sender_reported_without_saying_which_vaccine_is_on_the_card_once() {
    let unspecified = ReportedImmunization {
        id: "unspecified".into(),
        lot_number: None,
        ..dose("213", "2021-04-01")
    };
    let card = card(&[unspecified, dose("208", "2021-04-01")]);
    assert_eq!(card.doses, 1);
    assert_eq!(
        immunizations_on(&card)[0]["vaccineCode"]["coding"][0]["code"],
        "208"
    );
}

#[test]
fn a_completed_dose_of_an_unspecified_vaccine_is_not_lost_in_a_partial_one() {
    let partial = ReportedImmunization {
        outcome: DoseOutcome::Partial,
        ..dose("208", "2021-04-01")
    };
    let card = card(&[partial, dose("213", "2021-04-01")]);
    assert_eq!(card.doses, 1);
    assert_eq!(
        immunizations_on(&card)[0]["vaccineCode"]["coding"][0]["code"],
        "213"
    );
}

#[test]
fn the_oldest_dose_stands_first() {
    let on_card = immunizations_on(&card(&[
        dose("300", "2022-10-01"),
        dose("208", "2021-04-01"),
        dose("208", "2021-04-22"),
    ]));
    let days: Vec<_> = on_card
        .iter()
        .map(|dose| dose["occurrenceDateTime"].as_str().unwrap())
        .collect();
    assert_eq!(days, ["2021-04-01", "2021-04-22", "2022-10-01"]);
}
