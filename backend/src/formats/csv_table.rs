//! The columns of a registry's CSV file, and how a cell holds a list or a text that a spreadsheet would run as a
//! formula.

/// Precedes a text that begins like a formula, so that spreadsheets show the text.
const GUARD: char = '\'';
/// The cell of a value that was cleared.
pub const NONE: &str = "-";

macro_rules! columns {
    ($($column:ident $name:literal,)*) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Column { $($column,)* }

        impl Column {
            /// In the order of an export.
            pub const ALL: [Self; [$($name,)*].len()] = [$(Self::$column,)*];

            pub const fn name(self) -> &'static str {
                match self { $(Self::$column => $name,)* }
            }
        }
    };
}

columns! {
    Sender "sender",
    PatientId "patient_id",
    ReportedAt "reported_at",
    FirstName "first_name",
    MiddleName "middle_name",
    LastName "last_name",
    Suffix "suffix",
    Aliases "aliases",
    BirthDate "birth_date",
    Gender "gender",
    Phones "phones",
    Emails "emails",
    GuardianPhones "guardian_phones",
    GuardianEmails "guardian_emails",
    Protected "protected",
    Deceased "deceased",
    DeceasedOn "deceased_on",
    MultipleBirth "multiple_birth",
    DoseId "dose_id",
    Action "action",
    Cvx "cvx",
    Vaccine "vaccine",
    Date "date",
    Manufacturer "manufacturer",
    Product "product",
    Lot "lot",
    Performer "performer",
    Historical "historical",
    Status "status",
}

impl Column {
    /// The column that a header cell names. Case does not matter, and spaces or hyphens may replace the underscores.
    pub fn named(header: &str) -> Option<Self> {
        let name = header.trim().to_ascii_lowercase().replace([' ', '-'], "_");
        Self::ALL.into_iter().find(|column| column.name() == name)
    }

    /// Its position in an export.
    pub const fn place(self) -> usize {
        self as usize
    }
}

/// Prepares a text for a cell.
pub fn guarded(text: String) -> String {
    let mut letters = text.chars();
    let is_guarded = match (letters.next(), letters.next()) {
        (Some(GUARD), Some(second)) => second == GUARD || begins_formula(second),
        (Some(first), _) => begins_formula(first),
        (None, _) => false,
    };
    if is_guarded {
        format!("{GUARD}{text}")
    } else {
        text
    }
}

/// The text of a cell; the inverse of `guarded`.
pub fn unguarded(cell: &str) -> &str {
    match cell.strip_prefix(GUARD) {
        Some(text) if text.starts_with(|first| first == GUARD || begins_formula(first)) => text,
        _ => cell,
    }
}

fn begins_formula(letter: char) -> bool {
    matches!(letter, '=' | '+' | '-' | '@')
}

/// Joins texts with ` | ` or `, `.
pub fn joined(texts: &[&str], separator: char) -> String {
    let escaped: Vec<String> = texts.iter().map(|text| escaped(text)).collect();
    let between = if separator == ',' { ", " } else { " | " };
    escaped.join(between)
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('|', "\\|").replace(',', "\\,")
}

/// Splits a text at the separators and omits empty parts; the parts are still escaped.
pub fn parts(text: &str, separator: char) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut is_escaped) = (0, false);
    for (at, letter) in text.char_indices() {
        if letter == separator && !is_escaped {
            parts.push(&text[start..at]);
            start = at + letter.len_utf8();
        }
        is_escaped = letter == '\\' && !is_escaped;
    }
    parts.push(&text[start..]);
    parts.retain(|part| !part.trim().is_empty());
    parts.into_iter().map(str::trim).collect()
}

/// Unescapes a part.
pub fn unescaped(part: &str) -> String {
    let mut text = String::with_capacity(part.len());
    let mut letters = part.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => text.extend(letters.next()),
            other => text.push(other),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_header_cell_may_differ_in_case_spaces_and_hyphens() {
        assert_eq!(Column::named(" Patient ID "), Some(Column::PatientId));
        assert_eq!(Column::named("BIRTH-DATE"), Some(Column::BirthDate));
        assert_eq!(Column::named("shoe_size"), None);
        assert!(
            Column::ALL
                .iter()
                .enumerate()
                .all(|(place, column)| column.place() == place)
        );
    }

    #[test]
    fn a_formula_is_shown_and_not_run() {
        assert_eq!(guarded("+16175550100".to_owned()), "'+16175550100");
        assert_eq!(guarded("=HYPERLINK(1)".to_owned()), "'=HYPERLINK(1)");
        assert_eq!(guarded("'s-Gravenhage".to_owned()), "'s-Gravenhage");
        assert_eq!(guarded("Ann".to_owned()), "Ann");
    }

    proptest! {
        #[test]
        fn every_text_comes_back(text in r"('|=|\+|-|@|a){0,5}") {
            prop_assert_ne!(guarded(text.clone()), NONE);
            let cell = guarded(text.clone());
            prop_assert_eq!(unguarded(&cell), text);
        }

        #[test]
        fn every_list_comes_back(texts in prop::collection::vec(r"[a|,\\]([a|,\\ ]{0,4}[a|,\\])?", 0..4)) {
            let all: Vec<&str> = texts.iter().map(String::as_str).collect();
            for separator in ['|', ','] {
                let list = joined(&all, separator);
                let back: Vec<String> = parts(&list, separator).into_iter().map(unescaped).collect();
                prop_assert_eq!(&back, &texts);
            }
        }
    }
}
