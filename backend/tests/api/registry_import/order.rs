//! The latest report applies, field by field, in any order of arrival.

use super::{ANN, import, message, rows, throwaway_database};

const ORDER: &str = "ORC|RE||7^CLINIC";

fn dose(lot: &str, action: &str) -> String {
    format!(
        "RXA|0|1|20261001||140^Influenza^CVX|0.5|mL||00^New^NIP001||^^^Clinic||||{lot}||SKB^^MVX|||CP|{action}"
    )
}

fn doses(database: &backend::db::Database) -> Vec<String> {
    let rows = rows(database, false);
    rows.into_iter()
        .filter(|row| row.starts_with("immunization|"))
        .collect()
}

#[test]
fn an_older_message_does_not_overwrite() {
    let (database, _guard) = throwaway_database();
    let renamed = ANN
        .replace("Sample^Ann", "Married^Ann")
        .replace("5550100", "5550101");
    import(&database, &message(5, &renamed, &[ORDER, &dose("NEW1", "U")]));
    let before = rows(&database, true);
    let (summary, _) = import(&database, &message(4, ANN, &[ORDER, &dose("OLD1", "A")]));
    assert_eq!(before, rows(&database, true));
    assert_eq!(
        (
            summary.patients_updated,
            summary.immunizations_updated,
            summary.duplicates
        ),
        (0, 0, 1)
    );
}

#[test]
fn a_newer_message_overwrites_what_it_tells() {
    let (database, _guard) = throwaway_database();
    import(&database, &message(4, ANN, &[ORDER, &dose("OLD1", "A")]));
    let (summary, _) = import(
        &database,
        &message(5, &ANN.replace("Sample", "Married"), &[ORDER, &dose("NEW1", "U")]),
    );
    assert_eq!((summary.patients_updated, summary.immunizations_updated), (1, 1));
    let rows = rows(&database, false).join("\n");
    assert!(rows.contains("Married") && rows.contains("NEW1"), "{rows}");
    assert!(!rows.contains("Sample") && !rows.contains("OLD1"), "{rows}");
}

#[test]
fn an_empty_field_keeps_the_value_and_a_null_deletes_it() {
    let (database, _guard) = throwaway_database();
    import(&database, &message(4, ANN, &[ORDER, &dose("LOT1", "A")]));
    import(&database, &message(5, ANN, &[ORDER, &dose("", "U")]));
    assert!(doses(&database)[0].contains("LOT1"));
    import(&database, &message(6, ANN, &[ORDER, &dose("\"\"", "U")]));
    assert!(!doses(&database)[0].contains("LOT1"));
    import(&database, &message(5, ANN, &[ORDER, &dose("LOT1", "U")]));
    assert!(
        !doses(&database)[0].contains("LOT1"),
        "the deletion was reported later"
    );
}

#[test]
fn a_deleted_dose_stays_deleted_until_it_is_told_again() {
    let (database, _guard) = throwaway_database();
    import(&database, &message(5, ANN, &[ORDER, &dose("LOT1", "D")]));
    import(&database, &message(4, ANN, &[ORDER, &dose("LOT1", "A")]));
    assert_eq!(doses(&database), [""; 0]);
    import(&database, &message(6, ANN, &[ORDER, &dose("LOT1", "A")]));
    assert_eq!(doses(&database).len(), 1);
    let (summary, _) = import(&database, &message(7, ANN, &[ORDER, &dose("LOT1", "D")]));
    assert_eq!(summary.immunizations_deleted, 1);
    assert_eq!(doses(&database), [""; 0]);
}

#[test]
fn a_dose_without_an_order_number_is_known_by_vaccine_and_day() {
    let (database, _guard) = throwaway_database();
    for order in ["ORC|RE", "ORC|RE||9999^CLINIC", ORDER] {
        import(&database, &message(4, ANN, &[order, &dose("LOT1", "A")]));
        assert_eq!(doses(&database).len(), 1, "{order}");
    }
    assert!(doses(&database)[0].contains("7^CLINIC"), "the number was learnt");
    let (summary, _) = import(&database, &message(5, ANN, &["ORC|RE", &dose("", "D")]));
    assert_eq!(summary.immunizations_deleted, 1);
}
