//! The stored reports make the same rows as all reports do, in any order of arrival.

use chrono::{NaiveDate, NaiveDateTime};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use shared::demographics::Gender;

use super::*;
use crate::intake::covering::MOST_STEPS_OF_ALL;
use crate::intake::report::{Action, DoseReport, Patch, PatientReport, ReportedContact};

const NUMBERS: [Option<&str>; 6] = [Some("1"), Some("2"), Some("3"), Some("4"), Some("5"), None];

fn moment(second: u32) -> NaiveDateTime {
    let day = NaiveDate::from_ymd_opt(2026, 11, 1).unwrap();
    day.and_hms_opt(12, second / 60, second % 60).unwrap()
}

fn patch<T: Clone + std::fmt::Debug + 'static>(
    value: impl Strategy<Value = T>,
) -> impl Strategy<Value = Patch<T>> {
    prop_oneof![
        2 => Just(Patch::Keep),
        1 => Just(Patch::Clear),
        3 => value.prop_map(Patch::Set),
    ]
}

/// Two vaccines and one day, so that doses without numbers often match doses with one. A number nearly always has one
/// vaccine.
fn dose() -> impl Strategy<Value = DoseReport> {
    (
        prop::sample::select(NUMBERS.to_vec()),
        prop::bool::weighted(0.1),
        prop::bool::weighted(0.2),
        patch(Just("L1".to_owned()).boxed()),
        patch(Just("P1".to_owned()).boxed()),
    )
        .prop_map(|(number, is_moved, is_deleted, lot_number, performer)| {
            let is_even = number.is_some_and(|number| number.parse::<u32>().unwrap() % 2 == 0);
            DoseReport {
                action: if is_deleted {
                    Action::Delete
                } else {
                    Action::AddOrUpdate
                },
                order_number: number.map(str::to_owned),
                cvx: if is_even == is_moved { "03" } else { "140" }.to_owned(),
                occurrence_date: moment(0).date(),
                vaccine_text: Patch::Keep,
                mvx: Patch::Keep,
                product: Patch::Keep,
                lot_number,
                performer,
                is_historical: Patch::Keep,
                outcome: Patch::Keep,
            }
        })
}

fn report() -> impl Strategy<Value = Report> {
    let contact = prop::sample::select(vec!["6175550100", "6175550101"]);
    let contacts = contact.prop_map(|value| {
        vec![ReportedContact {
            kind: "phone".to_owned(),
            value: value.to_owned(),
        }]
    });
    (
        0..30_u32,
        prop::sample::select(vec!["Sample", "Married"]),
        patch(Just(Gender::Female)),
        patch(contacts),
        prop::collection::vec(dose(), 0..6),
        prop::bool::weighted(0.7),
    )
        .prop_map(
            |(second, last_name, gender, own_contacts, mut doses, is_numbered)| {
                if is_numbered {
                    doses.retain(|dose| dose.order_number.is_some());
                    doses.sort_by(|a, b| a.order_number.cmp(&b.order_number));
                    doses.dedup_by(|a, b| a.order_number == b.order_number);
                }
                Report {
                    sender: "CLINIC".to_owned(),
                    reported_at: moment(second),
                    patient: PatientReport {
                        sender_patient_id: "A1".to_owned(),
                        first_name: "Ann".to_owned(),
                        middle_name: None,
                        last_name: last_name.to_owned(),
                        suffix: None,
                        aliases: Vec::new(),
                        birth_date: NaiveDate::from_ymd_opt(1990, 1, 2).unwrap(),
                        gender,
                        is_protected: Patch::Keep,
                        is_deceased: Patch::Keep,
                        deceased_on: Patch::Keep,
                        is_multiple_birth: Patch::Keep,
                        own_contacts,
                        guardian_contacts: Patch::Keep,
                    },
                    doses,
                    warnings: Vec::new(),
                }
            },
        )
}

/// Applies all reports one after another.
fn sum(reports: &[Report]) -> StoredPatient {
    let mut encoder = ReportEncoder::default();
    let mut all: Vec<_> = reports
        .iter()
        .map(|report| (encoder.encode(report).key, report))
        .collect();
    all.sort_by(|a, b| a.0.cmp(&b.0));
    all.dedup_by(|a, b| a.0 == b.0);
    let mut stored = StoredPatient::empty(1, all[0].1);
    for (key, report) in all {
        stored.apply(report, &key.digest).unwrap();
    }
    stored
}

fn history(reports: &[Report]) -> History {
    let (mut encoder, mut history) = (
        ReportEncoder::default(),
        History::open(Vec::new(), Vec::new()).unwrap(),
    );
    for report in reports {
        let encoded = encoder.encode(report);
        if !history.has(&encoded.key) {
            history.add(report, &encoded);
        }
    }
    history
}

/// The history as if it were written to the table and read again.
fn reopened(history: History) -> History {
    let mut rows = ReportRows::default();
    history.rows(1, &mut ReportEncoder::default(), &mut rows);
    assert!(
        rows.removed.is_empty() && rows.changed.is_empty(),
        "nothing was in the table"
    );
    History::open(rows.new, Vec::new()).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn covered_reports_are_missed_nowhere(
        (reports, shuffled) in prop::collection::vec(report(), 1..12)
            .prop_flat_map(|reports| (Just(reports.clone()), Just(reports).prop_shuffle())),
        more in prop::collection::vec(report(), 0..3),
    ) {
        prop_assert!(history(&shuffled).fold(1).unwrap() == sum(&reports));
        let mut history = reopened(history(&shuffled));
        let mut encoder = ReportEncoder::default();
        for report in more.iter().chain(&reports) {
            let encoded = encoder.encode(report);
            if !history.has(&encoded.key) {
                history.add(report, &encoded);
            }
        }
        let all: Vec<_> = reports.iter().chain(&more).cloned().collect();
        prop_assert!(history.fold(1).unwrap() == sum(&all));
    }

    #[test]
    fn a_base_replaces_the_older_half(reports in prop::collection::vec(report(), 3..12)) {
        let mut history = history(&reports);
        let until = history.entries[history.entries.len() / 2].key.clone();
        let rows = history.entries.len();
        history.fold_older_half(1).unwrap();
        let history = reopened(history);
        prop_assert!(history.fold(1).unwrap() == sum(&reports));
        prop_assert!(rows < 3 || history.entries.len() < rows);
        prop_assert!(rows < 3 || history.has(&until) && !history.is_folded_at(&until));
    }
}

/// A report with the complete history, which sometimes has one more dose.
fn whole(second: u32) -> Report {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut report = report().new_tree(&mut runner).unwrap().current();
    report.reported_at = moment(second);
    report.doses = (0..=second / 100)
        .map(|number| DoseReport {
            action: Action::AddOrUpdate,
            order_number: Some(number.to_string()),
            cvx: "140".to_owned(),
            occurrence_date: moment(0).date(),
            vaccine_text: Patch::Keep,
            mvx: Patch::Keep,
            product: Patch::Keep,
            lot_number: Patch::Set("L1".to_owned()),
            performer: Patch::Keep,
            is_historical: Patch::Keep,
            outcome: Patch::Keep,
        })
        .collect();
    report
}

#[test]
fn repeats_leave_one_row_that_remembers_few_of_them() {
    let reports: Vec<_> = (0..1_000).map(whole).collect();
    let history = history(&reports);
    assert_eq!(history.entries.len(), 1);
    assert!(history.entries[0].keys().count() <= 65);
    assert!(history.fold(1).unwrap() == sum(&reports));
}

#[test]
fn a_report_between_the_repeats_is_added_at_its_message_time() {
    let mut reports: Vec<_> = (0..1_000).map(whole).collect();
    let mut unnumbered = whole(150);
    unnumbered.doses[0].order_number = None;
    unnumbered.doses[0].performer = Patch::Set("P1".to_owned());
    reports.push(unnumbered);
    assert!(history(&reports).fold(1).unwrap() == sum(&reports));
}

/// A report of this many doses, each of another day.
fn long(second: u32, doses: u16, is_numbered: bool) -> Report {
    let mut report = whole(second % 100);
    report.reported_at = moment(second);
    let dose = report.doses[0].clone();
    let day = |number: u16| dose.occurrence_date + chrono::Days::new(u64::from(number));
    report.doses = (0..doses)
        .map(|number| DoseReport {
            order_number: is_numbered.then(|| number.to_string()),
            occurrence_date: day(number),
            ..dose.clone()
        })
        .collect();
    report
}

#[test]
fn a_late_report_applies_a_bounded_number_of_doses_again() {
    let reports: Vec<_> = (0..60).map(|second| long(second, 500, false)).collect();
    let mut history = history(&[]);
    let mut encoder = ReportEncoder::default();
    for report in &reports {
        history.add(report, &encoder.encode(report));
        history.shorten(1).unwrap();
        assert!(history.doses() <= MOST_DOSES, "{}", history.doses());
    }
    assert!(history.fold(1).unwrap() == sum(&reports));
}

#[test]
fn covered_reports_have_a_bounded_number_of_steps() {
    let reports: Vec<_> = (0..60).map(|second| long(second, 500, true)).collect();
    let history = history(&reports);
    assert_eq!(history.entries.len(), 1);
    assert!(history.doses() <= 500 + MOST_STEPS_OF_ALL, "{}", history.doses());
    assert!(history.fold(1).unwrap() == sum(&reports));
}
