//! Selects the doses to show: each given dose once, however many senders reported it and however precisely.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::iter::once;

use chrono::NaiveDate;

use super::catalogue::{Catalogue, canonical_cvx};
use super::unspecified::kind_of;
use super::{DoseOutcome, ReportedImmunization};

/// CVX 998, "no vaccine administered": the message carries an observation, not a dose.
const NO_VACCINE: &str = "998";
/// CVX 999, "unknown": the sender's text, if any, is more precise than the code.
pub const UNKNOWN_VACCINE: &str = "999";

/// One dose and all its reports.
pub struct GivenDose<'a> {
    /// The report that is shown.
    pub report: &'a ReportedImmunization,
    /// The other reports of the same dose, best first.
    others: Vec<&'a ReportedImmunization>,
}

/// The doses that were given, at least in part, oldest first. Each dose appears once, from its best report: the giver's
/// before a historical one, then the more complete one, then the newer one.
///
/// Two reports are the same dose if they have the same day and
/// - the same vaccine; two unknown vaccines must be called the same too, or
/// - one has the unspecified code for the other's kind of vaccine; the one with the specific code is shown.
///
/// They stay two if the specific one was given in part only and the unspecified one was completed, because a card would
/// lose a dose. Two different vaccines of one group on one day stay two doses: an extra dose is easier to correct than
/// a missing one.
pub fn given<'a>(immunizations: &'a [ReportedImmunization], catalogue: &Catalogue) -> Vec<GivenDose<'a>> {
    let mut days: BTreeMap<NaiveDate, Vec<&ReportedImmunization>> = BTreeMap::new();
    for report in immunizations.iter().filter(|report| was_given(report)) {
        days.entry(report.occurrence_date).or_default().push(report);
    }
    days.into_values()
        .flat_map(|mut reports| {
            reports.sort_by_cached_key(|report| Reverse(rank(report)));
            let mut doses = with_unspecified_ones_joined(one_for_each_vaccine(reports), catalogue);
            doses.sort_by_cached_key(|dose| (code_of(dose.report), dose.report.id.clone()));
            doses
        })
        .collect()
}

impl GivenDose<'_> {
    /// The sources of the dose, beginning with the report that is shown: the performer, or the sender if the report
    /// names no performer. Each name appears once, whatever its case in other reports.
    pub fn sources(&self) -> Vec<String> {
        let reports = || once(self.report).chain(self.others.iter().copied());
        let names_a_performer = |sender: &str| {
            reports().any(|report| report.sender == sender && reported(report.performer.as_deref()).is_some())
        };
        let mut names: Vec<String> = Vec::new();
        for report in reports() {
            let sender = || reported(Some(&report.sender)).filter(|_| !names_a_performer(&report.sender));
            if let Some(name) = reported(report.performer.as_deref()).or_else(sender)
                && !names.iter().any(|known| is_same_name(known, name))
            {
                names.push(name.to_owned());
            }
        }
        names
    }
}

/// The code as CDC writes it; a text that is not a code stays as reported.
pub fn code_of(dose: &ReportedImmunization) -> String {
    canonical_cvx(&dose.cvx).unwrap_or_else(|| dose.cvx.trim().to_owned())
}

/// The text without surrounding spaces; `None` if it is empty.
pub fn reported(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|text| !text.is_empty())
}

/// The reports of one day, best first.
fn one_for_each_vaccine(reports: Vec<&ReportedImmunization>) -> Vec<GivenDose<'_>> {
    let mut doses: Vec<GivenDose> = Vec::new();
    let mut places = HashMap::new();
    for report in reports {
        let next = doses.len();
        let place = *places
            .entry((code_of(report), unknown_text(report)))
            .or_insert(next);
        match doses.get_mut(place) {
            Some(dose) => dose.others.push(report),
            None => doses.push(GivenDose {
                report,
                others: Vec::new(),
            }),
        }
    }
    doses
}

/// The doses of one day. An unspecified one joins the first specific one that it can mean.
fn with_unspecified_ones_joined<'a>(
    mut doses: Vec<GivenDose<'a>>,
    catalogue: &Catalogue,
) -> Vec<GivenDose<'a>> {
    let mut place = 0;
    while let Some(dose) = doses.get(place) {
        match place_of_more_specific(dose, &doses, catalogue) {
            Some(specific) => {
                let joined = doses.remove(place);
                let specific = &mut doses[if specific > place { specific - 1 } else { specific }];
                specific.others.push(joined.report);
                specific.others.extend(joined.others);
                specific.others.sort_by_cached_key(|report| Reverse(rank(report)));
            }
            None => place += 1,
        }
    }
    doses
}

fn place_of_more_specific(
    dose: &GivenDose<'_>,
    doses: &[GivenDose<'_>],
    catalogue: &Catalogue,
) -> Option<usize> {
    let code = code_of(dose.report);
    let kind = kind_of(&code)?;
    doses.iter().position(|other| {
        let is_as_complete =
            other.report.outcome == DoseOutcome::Completed || other.report.outcome == dose.report.outcome;
        let other_code = code_of(other.report);
        is_as_complete && other_code != code && kind.covers(&other_code, catalogue)
    })
}

/// Two unknown vaccines on one day are one dose only if their texts are equal.
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

fn rank(dose: &ReportedImmunization) -> impl Ord + use<> {
    let details = [&dose.mvx, &dose.product, &dose.lot_number, &dose.performer];
    (
        dose.outcome == DoseOutcome::Completed,
        !dose.is_historical,
        details
            .iter()
            .filter(|detail| reported(detail.as_deref()).is_some())
            .count(),
        dose.last_reported_at,
        // A final criterion, so that the result does not depend on the order of the rows.
        dose.id.clone(),
    )
}

fn is_same_name(one: &str, other: &str) -> bool {
    let words = |name: &str| name.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>();
    words(one) == words(other)
}
