//! Selects the doses that a card certifies and cleans their values. Pure.

use chrono::NaiveDate;

use crate::record::catalogue::{COVID_19, Catalogue};
use crate::record::doses::{code_of, given, reported};
use crate::record::{DoseOutcome, ReportedImmunization};

/// The vaccination guide warns about a longer lot number. A cut lot number would be another one, so it is omitted.
const LOT_MAX_CHARS: usize = 20;
/// The vaccination guide warns from 30 characters on.
const PERFORMER_MAX_CHARS: usize = 29;
/// Words that senders write around a lot number.
const LOT_LABELS: [&str; 5] = ["lot", "no", "no.", "num", "number"];
/// The senders' names for the makers of COVID-19 vaccines, in addition to the names and codes in the catalogue.
const MAKERS: [&str; 16] = [
    "pfizer",
    "biontech",
    "moderna",
    "janssen",
    "j&j",
    "jnj",
    "johnson",
    "novavax",
    "sanofi",
    "gsk",
    "astrazeneca",
    "comirnaty",
    "spikevax",
    "nuvaxovid",
    "sinovac",
    "sinopharm",
];

/// One dose as the card states it.
#[derive(Clone, PartialEq, Eq)]
pub struct CardDose {
    pub cvx: String,
    pub occurrence_date: NaiveDate,
    pub lot_number: Option<String>,
    /// The performer, in fewer than 30 characters.
    pub performer: Option<String>,
}

/// The completed COVID-19 doses, one for each vaccine and day, oldest first.
pub fn covid_doses(immunizations: &[ReportedImmunization], catalogue: &Catalogue) -> Vec<CardDose> {
    given(immunizations, catalogue)
        .into_iter()
        .map(|dose| dose.report)
        .filter(|dose| dose.outcome == DoseOutcome::Completed && catalogue.is_in_group(&dose.cvx, COVID_19))
        .map(|dose| CardDose {
            cvx: code_of(dose),
            occurrence_date: dose.occurrence_date,
            lot_number: reported(dose.lot_number.as_deref())
                .and_then(|lot| lot_number(lot, dose.mvx.as_deref())),
            performer: reported(dose.performer.as_deref()).and_then(performer),
        })
        .collect()
}

/// The lot number alone, without label and manufacturer. `None` if the rest cannot be a lot number.
pub fn lot_number(text: &str, mvx: Option<&str>) -> Option<String> {
    let is_separator = |c: char| c.is_whitespace() || ",;:#()".contains(c);
    let words = text.split(is_separator).filter(|word| !word.is_empty());
    let lot = words
        .filter(|word| !is_around_a_lot(word, mvx))
        .map(without_label)
        .collect::<Vec<_>>()
        .join(" ");
    let lot = lot.trim_matches(['-', '/', '.', ' ']);
    let is_lot = lot.chars().any(|c| c.is_ascii_digit() || c.is_alphabetic())
        && lot.chars().count() <= LOT_MAX_CHARS
        && !lot.to_lowercase().contains("lot");
    is_lot.then(|| lot.to_owned())
}

fn is_around_a_lot(word: &str, mvx: Option<&str>) -> bool {
    let word = word.trim_matches(['-', '/', '.']).to_lowercase();
    word.is_empty()
        || LOT_LABELS.contains(&word.as_str())
        || MAKERS.contains(&word.as_str())
        || word.split(['-', '/']).all(|part| MAKERS.contains(&part))
        || mvx.is_some_and(|mvx| mvx.trim().eq_ignore_ascii_case(&word))
}

/// Reduces `LOT031L20A` to the lot 031L20A.
fn without_label(word: &str) -> &str {
    match word.get(..3) {
        Some(label) if label.eq_ignore_ascii_case("lot") => word[3..].trim_start_matches(['-', '.', '/']),
        _ => word,
    }
}

/// The text, or as many of its first words as fit on a card.
fn performer(text: &str) -> Option<String> {
    let mut short = String::new();
    for word in text.split_whitespace() {
        let gap = usize::from(!short.is_empty());
        if short.chars().count() + gap + word.chars().count() > PERFORMER_MAX_CHARS {
            break;
        }
        if gap == 1 {
            short.push(' ');
        }
        short.push_str(word);
    }
    if short.is_empty() {
        short = text.chars().take(PERFORMER_MAX_CHARS).collect();
    }
    let short = short.trim_end_matches([' ', ',', '-', '&', '/']);
    (!short.is_empty()).then(|| short.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lot_number_is_stripped_of_labels_and_makers() {
        for (text, lot) in [
            ("EL9262", Some("EL9262")),
            ("EL 9262", Some("EL 9262")),
            ("Lot# EL9262", Some("EL9262")),
            ("LOT NO. 031L20A", Some("031L20A")),
            ("lot number: 031L20A", Some("031L20A")),
            ("LOT031L20A", Some("031L20A")),
            ("Pfizer EL9262", Some("EL9262")),
            ("PFIZER-BIONTECH; EL9262", Some("EL9262")),
            ("MOD 031L20A", Some("031L20A")),
            ("Moderna", None),
            ("lot", None),
            ("#", None),
            ("PILOT9", None),
            ("ABCDEFGHIJKLMNOPQRST", Some("ABCDEFGHIJKLMNOPQRST")),
            ("ABCDEFGHIJKLMNOPQRSTU", None),
        ] {
            assert_eq!(lot_number(text, Some("MOD")).as_deref(), lot, "{text}");
        }
    }

    #[test]
    fn a_performer_keeps_whole_words_under_thirty_characters() {
        for (text, short) in [
            ("Example Clinic", "Example Clinic"),
            (
                "Example Community Health Center of the North",
                "Example Community Health",
            ),
            (
                "Donaudampfschifffahrtsgesellschaft",
                "Donaudampfschifffahrtsgesells",
            ),
        ] {
            assert_eq!(performer(text).as_deref(), Some(short));
        }
    }
}
