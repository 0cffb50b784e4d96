//! Remarks about a dose besides its details: a date that cannot be right, and the other reporters.

use shared::immunization::DoseFlag;

use ui::i18n::Arg;

/// The message for a date that cannot be right.
pub const fn doubt(flag: DoseFlag) -> &'static str {
    match flag {
        DoseFlag::BeforeBirth => "record-before-birth",
        DoseFlag::AfterDeath => "record-after-death",
        DoseFlag::Future => "record-future",
    }
}

pub const REPORTED_BY: &str = "record-reported-by";

/// The names in `REPORTED_BY`. A single reporter is omitted: it is the performer, or the performer is unknown.
pub fn reporters(sources: &[String]) -> Option<Vec<(&'static str, Arg)>> {
    let (last, names) = sources.split_last()?;
    (!names.is_empty()).then(|| {
        vec![
            ("names", Arg::Ltr(names.join(", "))),
            ("last", Arg::Ltr(last.clone())),
        ]
    })
}

#[cfg(test)]
mod tests {
    use shared::locale::Locale;
    use shared::texts::plain;

    use super::*;
    use ui::i18n::Voice;

    fn said(tag: &str, sources: &[&str]) -> Option<String> {
        let locale = Locale::from_tag(tag).unwrap();
        let file = format!("{}/../../locales/{tag}/record.ftl", env!("CARGO_MANIFEST_DIR"));
        let voice = Voice::new(locale, std::fs::read_to_string(file).unwrap());
        let sources: Vec<_> = sources.iter().map(|&name| name.to_owned()).collect();
        Some(plain(&voice.format(REPORTED_BY, &reporters(&sources)?)))
    }

    #[test]
    fn all_who_reported_a_dose_are_named_in_each_language() {
        let names = ["Clinic A", "Pharmacy B", "COUNTY"];
        assert_eq!(
            said("en", &names[..2]).unwrap(),
            "Reported by Clinic A and Pharmacy B"
        );
        assert_eq!(
            said("en", &names).unwrap(),
            "Reported by Clinic A, Pharmacy B and COUNTY"
        );
        assert_eq!(
            said("fr", &names[..2]).unwrap(),
            "Dose déclarée par Clinic A et Pharmacy B"
        );
        let arabic = said("ar", &names[..2]).unwrap();
        assert!(
            arabic.contains("Clinic A") && arabic.ends_with("وPharmacy B"),
            "{arabic}"
        );
    }

    #[test]
    fn one_who_reported_it_alone_is_not_named_again() {
        assert_eq!(said("en", &["Clinic A"]), None);
        assert_eq!(said("en", &[]), None);
    }

    #[test]
    fn every_doubt_is_another_message() {
        let all = [DoseFlag::BeforeBirth, DoseFlag::AfterDeath, DoseFlag::Future].map(doubt);
        let different: std::collections::BTreeSet<_> = all.iter().collect();
        assert_eq!(different.len(), 3);
    }
}
