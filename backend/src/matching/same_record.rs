//! Decides whether two records that share a contact are certainly one person. It is stricter than any policy, because
//! no person reviews the result.

use chrono::NaiveDate;
use shared::demographics::Gender;

use super::normalize::NameWords;

/// The values of a record that are compared.
pub struct Record<'r> {
    pub first_name: &'r str,
    pub middle_name: &'r str,
    pub last_name: &'r str,
    pub suffix: &'r str,
    pub birth_date: NaiveDate,
    pub gender: Gender,
    pub is_multiple_birth: bool,
}

/// Names and birth date are equal, gender is known and equal, nothing conflicts, and neither is a twin. The caller has
/// checked that they share a contact.
pub fn are_of_one_person(one: &Record<'_>, other: &Record<'_>) -> bool {
    let (a, b) = (names(one), names(other));
    let is_known = matches!(one.gender, Gender::Female | Gender::Male);
    let agree = |a: &[String], b: &[String]| !a.is_empty() && a.concat() == b.concat();
    !one.is_multiple_birth
        && !other.is_multiple_birth
        && one.birth_date == other.birth_date
        && is_known
        && one.gender == other.gender
        && agree(&a.given, &b.given)
        && agree(&a.surname, &b.surname)
        && !super::names::is_placeholder(&a.given)
        && middle_names_fit(&a.middle, &b.middle)
        && (a.suffix.is_none() || b.suffix.is_none() || a.suffix == b.suffix)
}

fn names(record: &Record<'_>) -> NameWords {
    NameWords::new(
        record.first_name,
        record.middle_name,
        record.last_name,
        record.suffix,
    )
}

/// A middle name may be missing, or be the initial of the other one.
fn middle_names_fit(a: &[String], b: &[String]) -> bool {
    let (a, b) = (a.concat(), b.concat());
    let is_letter_of = |short: &str, long: &str| short.chars().count() == 1 && long.starts_with(short);
    a.is_empty() || b.is_empty() || a == b || is_letter_of(&a, &b) || is_letter_of(&b, &a)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ann() -> Record<'static> {
        Record {
            first_name: "Ann",
            middle_name: "",
            last_name: "García-López",
            suffix: "",
            birth_date: NaiveDate::from_ymd_opt(2015, 5, 4).unwrap(),
            gender: Gender::Female,
            is_multiple_birth: false,
        }
    }

    #[test]
    fn spelling_does_not_separate_the_records_of_a_person() {
        for other in [
            ann(),
            Record {
                first_name: "ANN",
                last_name: "GARCIA LOPEZ",
                ..ann()
            },
            Record {
                middle_name: "Quinn",
                ..ann()
            },
            Record {
                suffix: "II",
                ..ann()
            },
        ] {
            assert!(are_of_one_person(&ann(), &other));
        }
        let with_letter = Record {
            middle_name: "Q.",
            ..ann()
        };
        let with_name = Record {
            middle_name: "Quinn",
            ..ann()
        };
        assert!(are_of_one_person(&with_letter, &with_name));
    }

    #[test]
    fn anything_that_may_be_another_person_separates() {
        let birth_date = NaiveDate::from_ymd_opt(2015, 4, 5).unwrap();
        for other in [
            Record {
                first_name: "Anna",
                ..ann()
            },
            Record {
                last_name: "García",
                ..ann()
            },
            Record { birth_date, ..ann() },
            Record {
                gender: Gender::Male,
                ..ann()
            },
            Record {
                gender: Gender::Unknown,
                ..ann()
            },
            Record {
                is_multiple_birth: true,
                ..ann()
            },
        ] {
            assert!(!are_of_one_person(&ann(), &other));
            assert!(!are_of_one_person(&other, &ann()));
        }
        let unknown = || Record {
            gender: Gender::Unknown,
            ..ann()
        };
        assert!(!are_of_one_person(&unknown(), &unknown()));
        let newborn = || Record {
            first_name: "Baby Girl",
            ..ann()
        };
        assert!(!are_of_one_person(&newborn(), &newborn()));
        let (senior, junior) = (
            Record {
                suffix: "Sr",
                ..ann()
            },
            Record {
                suffix: "Jr",
                ..ann()
            },
        );
        assert!(!are_of_one_person(&senior, &junior));
        let (one, two) = (
            Record {
                middle_name: "May",
                ..ann()
            },
            Record {
                middle_name: "June",
                ..ann()
            },
        );
        assert!(!are_of_one_person(&one, &two));
    }
}
