//! Impossible dates are flagged, and the dose stays.

use shared::immunization::DoseFlag;

use crate::record::ReportedPatient;

use super::{dose, patient, record_of};

fn flags_on(date: &str) -> Vec<DoseFlag> {
    let patient = ReportedPatient {
        deceased_on: Some("2026-03-04".parse().unwrap()),
        ..patient()
    };
    let mut shown = record_of(&patient, &[dose("a", "03", date)]).immunizations;
    assert_eq!(shown.len(), 1);
    shown.remove(0).flags
}

#[test]
fn a_dose_from_birth_to_death_has_no_flag() {
    for date in ["1988-02-29", "2001-01-01", "2026-03-04"] {
        assert_eq!(flags_on(date), [], "{date}");
    }
}

#[test]
fn a_dose_before_birth_or_after_death_is_flagged() {
    assert_eq!(flags_on("1988-02-28"), [DoseFlag::BeforeBirth]);
    assert_eq!(flags_on("2026-03-05"), [DoseFlag::AfterDeath]);
}

#[test]
fn a_dose_after_today_is_flagged() {
    let on = |date: &str| {
        let shown = record_of(&patient(), &[dose("a", "03", date)]).immunizations;
        shown[0].flags.clone()
    };
    assert_eq!(on("2026-11-20"), []);
    assert_eq!(on("2026-11-21"), [DoseFlag::Future]);
    assert_eq!(flags_on("2026-11-21"), [DoseFlag::AfterDeath, DoseFlag::Future]);
}
