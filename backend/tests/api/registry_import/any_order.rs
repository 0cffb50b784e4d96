//! Contradictory reports lead to the same rows, in any order and with any repetition.

use proptest::prelude::*;

use super::files::exported_csv;
use super::{import, rows, throwaway_database};

const LAST_NAMES: [&str; 3] = ["Sample", "Married", "Sample-Married"];
const CONTACTS: [&str; 5] = [
    "",
    "^PRN^CP^^^617^5550100",
    "^PRN^CP^^^617^5550101~^NET^Internet^ann@example.org",
    "\"\"",
    "(617) 555-0100",
];
const ORDERS: [&str; 5] = ["", "7^CLINIC", "8^CLINIC", "9^CLINIC", "9999"];
/// The places of the real numbers in the list above.
const NUMBERED: [usize; 3] = [1, 2, 3];
const VACCINES: [&str; 2] = ["140^Influenza^CVX", "03^MMR^CVX"];
const LOTS: [&str; 3] = ["", "LOT1", "\"\""];
const OUTCOMES: [&str; 3] = ["CP", "RE", ""];

/// The numbers choose from the lists above.
type Dose = (usize, usize, usize, usize, bool);

/// A later report whose doses each have a number of their own often covers an earlier one.
fn doses_text((doses, is_numbered): (Vec<Dose>, bool)) -> String {
    let numbered = |(dose, number): (Dose, usize)| {
        (
            if is_numbered { number } else { dose.0 },
            dose.1,
            dose.2,
            dose.3,
            dose.4,
        )
    };
    doses
        .into_iter()
        .zip(NUMBERED)
        .map(numbered)
        .map(dose_text)
        .collect()
}

fn dose_text((order, vaccine, lot, outcome, is_deleted): Dose) -> String {
    let action = if is_deleted { "D" } else { "A" };
    format!(
        "ORC|RE||{}\rRXA|0|1|20261001||{}|0.5|mL||00^New^NIP001||||||{}|||||{}|{action}\r",
        ORDERS[order], VACCINES[vaccine], LOTS[lot], OUTCOMES[outcome]
    )
}

/// One of many contradictory messages.
pub fn message() -> impl Strategy<Value = String> {
    let choice = |count: usize| 0..count;
    let dose = (
        choice(ORDERS.len()),
        choice(VACCINES.len()),
        choice(LOTS.len()),
        choice(OUTCOMES.len()),
        prop::bool::weighted(0.3),
    );
    let doses = (prop::collection::vec(dose, 0..4), prop::bool::weighted(0.6)).prop_map(doses_text);
    // Three times and two patients for up to ten messages, so that many messages have the same time.
    (
        1..4,
        1..3,
        choice(LAST_NAMES.len()),
        choice(CONTACTS.len()),
        doses,
    )
        .prop_map(|(day, patient, last_name, contact, doses)| {
            format!(
                "MSH|^~\\&|EHR|CLINIC|||2026110{day}120000+0000||VXU^V04|{day}|P|2.5.1\r\
                 PID|1||A{patient}^^^CLINIC^MR||{}^Ann^^^^^L||19900102|F|||||{}\r{}",
                LAST_NAMES[last_name], CONTACTS[contact], doses
            )
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn contradictions_add_up_to_the_same_rows_in_any_order(
        (messages, shuffled, again) in prop::collection::vec(message(), 1..10).prop_flat_map(|messages| (
            Just(messages.clone()),
            Just(messages.clone()).prop_shuffle(),
            prop::sample::subsequence(messages.clone(), 0..=messages.len()),
        )),
    ) {
        let (one, _guard) = throwaway_database();
        import(&one, &messages.concat());
        let (other, _guard) = throwaway_database();
        import(&other, &shuffled.concat());
        import(&other, &again.concat());
        prop_assert_eq!(rows(&one, false), rows(&other, false));
        prop_assert_eq!(exported_csv(&one), exported_csv(&other));
    }
}
