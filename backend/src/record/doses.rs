//! Which reported doses count: the given ones, each once, however many senders reported it.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::catalogue::canonical_cvx;
use super::{DoseOutcome, ReportedImmunization};

/// CVX 998, "no vaccine administered": a message's way to carry something else than a dose.
const NO_VACCINE: &str = "998";
/// CVX 999, "unknown": the sender's own words, if any, say more than the code.
pub const UNKNOWN_VACCINE: &str = "999";

/// The doses that were given, at least in part: one for each vaccine and day, oldest first. Where two senders
/// reported the same dose, the report of the one who gave it wins over memory, then the fuller one, then the newer.
pub fn given(immunizations: &[ReportedImmunization]) -> Vec<&ReportedImmunization> {
    let mut doses: HashMap<(String, Option<&str>, NaiveDate), &ReportedImmunization> = HashMap::new();
    for dose in immunizations.iter().filter(|dose| was_given(dose)) {
        doses
            .entry((code_of(dose), unknown_text(dose), dose.occurrence_date))
            .and_modify(|kept| {
                if rank(dose) > rank(kept) {
                    *kept = dose;
                }
            })
            .or_insert(dose);
    }
    let mut doses: Vec<_> = doses.into_values().collect();
    doses.sort_by_cached_key(|dose| (dose.occurrence_date, code_of(dose), dose.id.clone()));
    doses
}

/// The code as the CDC writes it; text that is no code stays as reported.
pub fn code_of(dose: &ReportedImmunization) -> String {
    canonical_cvx(&dose.cvx).unwrap_or_else(|| dose.cvx.trim().to_owned())
}

/// The text without the spaces around it, or nothing.
pub fn reported(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|text| !text.is_empty())
}

/// Two unknown vaccines on one day are one dose only if they are called the same.
fn unknown_text(dose: &ReportedImmunization) -> Option<&str> {
    (code_of(dose) == UNKNOWN_VACCINE)
        .then(|| reported(dose.vaccine_text.as_deref()))
        .flatten()
}

fn was_given(dose: &ReportedImmunization) -> bool {
    match dose.outcome {
        DoseOutcome::Completed | DoseOutcome::Partial => code_of(dose) != NO_VACCINE,
        DoseOutcome::Refused | DoseOutcome::NotAdministered => false,
    }
}

fn rank(dose: &ReportedImmunization) -> impl Ord {
    let details = [&dose.mvx, &dose.product, &dose.lot_number, &dose.performer];
    (
        dose.outcome == DoseOutcome::Completed,
        !dose.is_historical,
        details
            .iter()
            .filter(|detail| reported(detail.as_deref()).is_some())
            .count(),
        dose.last_reported_at,
        // Nothing else is left to tell them apart; the answer must not depend on the order of the rows.
        dose.id.clone(),
    )
}
