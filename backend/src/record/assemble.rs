//! Puts the record together as a person sees it.

use shared::immunization::{DoseStatus, Immunization, ImmunizationRecord, Patient};

use super::catalogue::{Catalogue, OTHER};
use super::doses::{UNKNOWN_VACCINE, code_of, given, reported};
use super::{DoseOutcome, ReportedImmunization, ReportedPatient};

/// MVX `UNK`: nobody knows the manufacturer, which is shown as "not reported".
const UNKNOWN_MANUFACTURER: &str = "UNK";

/// The record of one person, newest dose first. `immunizations` may come from several rows of that person.
/// `last_updated_on` is empty where nothing was ever reported.
pub fn assemble(
    patient: &ReportedPatient,
    immunizations: &[ReportedImmunization],
    catalogue: &Catalogue,
    registry_name: &str,
) -> ImmunizationRecord {
    let last_report = immunizations.iter().map(|dose| dose.last_reported_at).max();
    let mut shown: Vec<Immunization> = given(immunizations)
        .into_iter()
        .map(|dose| immunization(dose, catalogue))
        .collect();
    // Dates are ISO text, which sorts as the dates do; the doses of one day stand in the order of their names.
    shown.sort_by(|a, b| {
        (&b.occurrence_date, &a.vaccine, &a.id).cmp(&(&a.occurrence_date, &b.vaccine, &b.id))
    });
    ImmunizationRecord {
        patient: Patient {
            name: patient.full_name(),
            birth_date: patient.birth_date.to_string(),
            gender: patient.gender,
        },
        immunizations: shown,
        last_updated_on: last_report.map_or_else(String::new, |at| at.date_naive().to_string()),
        registry: registry_name.to_owned(),
    }
}

fn immunization(dose: &ReportedImmunization, catalogue: &Catalogue) -> Immunization {
    let cvx = code_of(dose);
    let text = reported(dose.vaccine_text.as_deref());
    let known = catalogue.vaccine(&cvx);
    let vaccine = match (known, text) {
        (Some(_), Some(text)) if cvx == UNKNOWN_VACCINE => text.to_owned(),
        (Some(known), _) => known.name.clone(),
        (None, Some(text)) => text.to_owned(),
        (None, None) => format!("CVX {cvx}"),
    };
    let mvx = reported(dose.mvx.as_deref()).filter(|mvx| !mvx.eq_ignore_ascii_case(UNKNOWN_MANUFACTURER));
    let product =
        reported(dose.product.as_deref()).or_else(|| mvx.and_then(|mvx| catalogue.product(&cvx, mvx)));
    Immunization {
        id: dose.id.clone(),
        vaccine,
        vaccine_groups: known.map_or_else(|| vec![OTHER.to_owned()], |known| known.groups.clone()),
        cvx,
        occurrence_date: dose.occurrence_date.to_string(),
        manufacturer: mvx.map(|mvx| catalogue.manufacturer(mvx).unwrap_or(mvx).to_owned()),
        product: product.map(str::to_owned),
        lot_number: reported(dose.lot_number.as_deref()).map(str::to_owned),
        performer: reported(dose.performer.as_deref()).map(str::to_owned),
        historical: dose.is_historical,
        dose_status: match dose.outcome {
            DoseOutcome::Partial => DoseStatus::Partial,
            // The others never come here: `given` leaves them out.
            DoseOutcome::Completed | DoseOutcome::Refused | DoseOutcome::NotAdministered => {
                DoseStatus::Completed
            }
        },
    }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, NaiveDate, Utc};
    use shared::demographics::Gender;

    use super::*;

    fn patient() -> ReportedPatient {
        ReportedPatient {
            id: "p1".into(),
            first_name: "Maria".into(),
            middle_name: Some("Elena".into()),
            last_name: "de la Cruz".into(),
            suffix: Some("Jr".into()),
            birth_date: NaiveDate::from_ymd_opt(1988, 2, 29).unwrap(),
            gender: Gender::Female,
        }
    }

    fn dose(id: &str, cvx: &str, date: &str) -> ReportedImmunization {
        ReportedImmunization {
            id: id.into(),
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

    fn record(doses: &[ReportedImmunization]) -> ImmunizationRecord {
        assemble(&patient(), doses, &Catalogue::built_in(), "Example Registry")
    }

    fn only(doses: &[ReportedImmunization]) -> Immunization {
        let mut shown = record(doses).immunizations;
        assert_eq!(shown.len(), 1);
        shown.remove(0)
    }

    #[test]
    fn the_whole_name_stands_as_one_text() {
        let record = record(&[]);
        assert_eq!(record.patient.name, "Maria Elena de la Cruz Jr");
        assert_eq!(record.patient.birth_date, "1988-02-29");
        assert_eq!(record.registry, "Example Registry");
    }

    #[test]
    fn the_newest_dose_stands_first() {
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
            ("Moon flu", &["other".to_owned()][..])
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
    fn what_was_not_reported_stays_absent() {
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
}
