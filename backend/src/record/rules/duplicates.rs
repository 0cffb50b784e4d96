//! Tests which reports are one dose, which stay two, and which sources are named.

use crate::record::{DoseOutcome, ReportedImmunization};

use super::{at, dose, only, record};

const DAY: &str = "2021-10-01";

fn from(sender: &str, performer: Option<&str>, dose: ReportedImmunization) -> ReportedImmunization {
    ReportedImmunization {
        sender: sender.into(),
        performer: performer.map(str::to_owned),
        ..dose
    }
}

/// The codes that are shown for these codes on one day, whatever the order of the reports.
fn shown(codes: &[&str]) -> Vec<String> {
    let mut doses: Vec<_> = codes.iter().map(|cvx| dose(cvx, cvx, DAY)).collect();
    let codes_of = |doses: &[ReportedImmunization]| {
        let mut codes: Vec<_> = record(doses)
            .immunizations
            .into_iter()
            .map(|dose| dose.cvx)
            .collect();
        codes.sort();
        codes
    };
    let first = codes_of(&doses);
    for _ in 1..doses.len() {
        doses.rotate_left(1);
        assert_eq!(codes_of(&doses), first, "{codes:?}");
    }
    first
}

#[test]
fn a_dose_reported_twice_is_shown_once_from_the_one_who_gave_it() {
    let from_memory = ReportedImmunization {
        is_historical: true,
        lot_number: Some("A1".into()),
        performer: Some("Clinic".into()),
        ..dose("memory", "3", "2020-01-01")
    };
    let given = dose("given", "03", "2020-01-01");
    let fuller = ReportedImmunization {
        lot_number: Some("B2".into()),
        ..dose("fuller", "03", "2020-01-01")
    };
    assert_eq!(only(&[from_memory.clone(), given.clone()]).id, "given");
    assert_eq!(
        only(&[fuller.clone(), given.clone(), from_memory.clone()]).id,
        "fuller"
    );
    assert_eq!(only(&[from_memory, given, fuller]).id, "fuller");
}

#[test]
fn an_unspecified_code_joins_the_dose_with_the_specific_code() {
    for (unspecified, specific) in [
        ("213", "208"),
        ("213", "500"),
        ("500", "511"),
        ("88", "150"),
        ("88", "151"),
        ("151", "149"),
        ("107", "20"),
        ("107", "110"),
        ("45", "08"),
        ("45", "110"),
        ("89", "10"),
        ("85", "83"),
        ("109", "33"),
        ("152", "133"),
        ("147", "136"),
        ("139", "113"),
    ] {
        assert_eq!(
            shown(&[unspecified, specific]),
            [specific],
            "{unspecified} {specific}"
        );
    }
    assert_eq!(
        shown(&["107", "45", "89", "110"]),
        ["110"],
        "reported in its parts elsewhere"
    );
    assert_eq!(shown(&["85", "31", "83"]), ["83"]);
}

#[test]
fn a_possible_second_dose_stays() {
    for codes in [
        &["207", "208"][..],
        &["115", "139"],
        &["107", "115"],
        &["126", "88"],
        &["150", "151"],
        &["152", "33"],
        &["114", "167"],
        &["162", "167"],
        &["208", "999"],
        &["14", "30"],
        &["208", "777"],
    ] {
        let mut kept = codes.to_vec();
        kept.sort_unstable();
        assert_eq!(shown(codes), kept);
    }
    assert_eq!(shown(&["207", "208", "213"]), ["207", "208"]);
    let another_day = [dose("a", "213", "2021-10-01"), dose("b", "208", "2021-10-02")];
    assert_eq!(record(&another_day).immunizations.len(), 2);
}

#[test]
fn an_unspecified_dose_alone_is_shown_in_the_words_of_the_catalogue() {
    assert_eq!(
        only(&[dose("a", "88", DAY)]).vaccine,
        "Influenza, unspecified formulation"
    );
}

#[test]
fn a_completed_dose_is_not_lost_in_a_partial_one() {
    let partial = |cvx| ReportedImmunization {
        outcome: DoseOutcome::Partial,
        ..dose(cvx, cvx, DAY)
    };
    assert_eq!(
        record(&[dose("213", "213", DAY), partial("208")])
            .immunizations
            .len(),
        2
    );
    assert_eq!(
        record(&[partial("213"), dose("208", "208", DAY)])
            .immunizations
            .len(),
        1
    );
    assert_eq!(record(&[partial("213"), partial("208")]).immunizations.len(), 1);
}

#[test]
fn both_reporters_are_named_the_one_whose_report_is_shown_first() {
    let clinic = from("CLINIC A", Some("Clinic A"), dose("a", "208", DAY));
    let pharmacy = ReportedImmunization {
        lot_number: Some("EW0150".into()),
        ..from("PHARMACY B", Some("Pharmacy B"), dose("b", "208", DAY))
    };
    let shown = only(&[clinic.clone(), pharmacy.clone()]);
    assert_eq!(shown.performer.as_deref(), Some("Pharmacy B"));
    assert_eq!(shown.sources, ["Pharmacy B", "Clinic A"]);

    let unspecified = ReportedImmunization {
        cvx: "213".into(),
        ..pharmacy
    };
    assert_eq!(only(&[unspecified, clinic]).sources, ["Clinic A", "Pharmacy B"]);
}

#[test]
fn a_sender_is_named_where_it_names_no_performer() {
    let told = from("CLINIC A", Some("Dr. Example"), dose("a", "208", DAY));
    let untold = from("CLINIC A", None, dose("b", "208", DAY));
    let other = from("PHARMACY B", Some("  "), dose("c", "208", DAY));
    assert_eq!(only(std::slice::from_ref(&untold)).sources, ["CLINIC A"]);
    assert_eq!(
        only(&[told, untold, other]).sources,
        ["Dr. Example", "PHARMACY B"]
    );
}

#[test]
fn the_same_name_in_capitals_is_the_same_reporter() {
    let performer = from("COUNTY", Some("Example  Clinic"), dose("a", "208", DAY));
    let sender = from("EXAMPLE CLINIC", None, dose("b", "208", DAY));
    assert_eq!(only(&[performer, sender]).sources, ["Example  Clinic"]);
}

#[test]
fn a_later_report_of_the_same_fullness_is_the_one_shown() {
    let late = ReportedImmunization {
        last_reported_at: at("2026-05-06T00:00:00Z"),
        ..from("B", Some("B"), dose("b", "208", DAY))
    };
    let early = from("A", Some("A"), dose("a", "208", DAY));
    assert_eq!(only(&[early, late]).sources, ["B", "A"]);
}
