//! The report on the quality of the senders' reports.

use backend::db::{Database, codes};
use backend::intake::senders::quality::{SenderQuality, quality};
use backend::record::catalogue::VaccineCode;
use backend::registry::added_contacts;
use serde_json::json;

use super::fhir::{ann, bundle, dose as fhir_dose, with};
use super::files::import_files;
use super::{ANN, import, message, throwaway_database};

#[test]
fn vaccine_codes_nobody_knows_are_counted_until_they_are_loaded() {
    let (database, _guard) = throwaway_database();
    let of = |code: &str| dose("L1", "00").replace("140^", &format!("{code}^"));
    let doses = ["806", "9999", "140"].map(of);
    let message = message(4, ANN, &doses.each_ref().map(String::as_str));
    let (summary, _) = import(&database, &message);
    assert_eq!((summary.immunizations_added, summary.warnings), (3, 2));
    let unknown = || quality(&database).unwrap()[0].unknown_vaccine_codes;
    assert_eq!(unknown(), 2);

    let code = VaccineCode {
        cvx: "806".into(),
        name: "Future vaccine".into(),
        groups: vec!["other".into()],
    };
    database
        .write_blocking(|conn| codes::replace_vaccines(conn, &[code]))
        .unwrap();
    assert_eq!(unknown(), 1);
    assert_eq!(import(&database, &message).0.warnings, 1);
}

#[test]
fn a_vaccine_code_nobody_knows_is_told_in_every_format() {
    let (database, _guard) = throwaway_database();
    let coded =
        json!({"vaccineCode": {"coding": [{"system": "http://hl7.org/fhir/sid/cvx", "code": "806"}]}});
    let bundle = bundle(&[ann(), with(&fhir_dose(), &coded)]).to_string();
    let table = "sender,patient_id,first_name,last_name,birth_date,cvx,date\nCLINIC,2,Bo,Sample,1990-01-02,806,2020-01-05\n";
    for (name, text) in [("a.json", bundle.as_str()), ("a.csv", table)] {
        let told = import_files(&database, &[(name, text.as_bytes())]);
        assert_eq!(
            (
                told.count("immunizations_added"),
                told.count("warnings"),
                told.count("rejected")
            ),
            (1, 1, 0),
            "{name}"
        );
    }
    assert_eq!(quality(&database).unwrap()[0].unknown_vaccine_codes, 2);
}

fn dose(lot: &str, source: &str) -> String {
    format!("RXA|0|1|20261001||140^Influenza^CVX|0.5|mL||{source}^X^NIP001||||||{lot}|||||CP|A")
}

#[test]
fn each_sender_is_told_what_is_missing() {
    let (database, _guard) = throwaway_database();
    let baby = ANN.replace("A1^", "A2^").replace("Sample^Ann", "Sample^BABY BOY");
    let unreachable = ANN
        .replace("A1^", "A3^")
        .split("||||^PRN")
        .next()
        .unwrap()
        .to_owned();
    let messages = [
        message(
            4,
            ANN,
            &["ORC|RE||1", &dose("L1", "00"), "ORC|RE||2", &dose("", "00")],
        ),
        message(4, &baby, &["ORC|RE||3", &dose("", "01")]),
        message(4, &unreachable, &[]),
        message(4, ANN, &["ORC|RE||4"]),
        message(4, ANN, &[]).replace("|EHR|CLINIC|", "|||"),
    ];
    import(&database, &messages.concat());
    let lines = quality(&database).unwrap();
    assert_eq!(
        lines,
        [
            SenderQuality {
                messages: 1,
                rejected_messages: 1,
                ..SenderQuality::default()
            },
            SenderQuality {
                sender: "CLINIC".into(),
                patients: 3,
                patients_without_contact: 1,
                placeholder_names: 1,
                immunizations: 3,
                missing_lots: 1,
                unknown_vaccine_codes: 0,
                messages: 4,
                rejected_messages: 1,
                warnings: 0,
                contacts_added: 0,
            },
        ]
    );
}

/// A report of another sender about Ann, with these phone numbers.
fn elsewhere(sender: &str, number: &str, phones: &[&str]) -> String {
    let phones: Vec<_> = phones
        .iter()
        .map(|phone| format!("^PRN^CP^^^617^{phone}"))
        .collect();
    let pid = ANN
        .replace("A1^^^CLINIC", &format!("{number}^^^{sender}"))
        .replace("^PRN^CP^^^617^5550100", &phones.join("~"));
    message(4, &pid, &[]).replace("|EHR|CLINIC|", &format!("|EHR|{sender}|"))
}

fn added(database: &Database) -> Vec<(String, i64)> {
    let lines = quality(database).unwrap().into_iter();
    lines.map(|line| (line.sender, line.contacts_added)).collect()
}

#[test]
fn contacts_that_a_sender_added_to_a_person_of_another_are_counted() {
    let (database, _guard) = throwaway_database();
    import(&database, &message(4, ANN, &[]));
    import(
        &database,
        &elsewhere("SECOND", "B1", &["5550100", "5550101", "5550102"]),
    );
    // A relative on the same phone, and a person without a shared contact, are other people.
    let relative = elsewhere("THIRD", "C1", &["5550100", "5550103"]).replace("^Ann^", "^Bo^");
    import(&database, &relative);
    import(&database, &elsewhere("THIRD", "C2", &["5550104"]));
    let expected = [("CLINIC".into(), 0), ("SECOND".into(), 2), ("THIRD".into(), 0)];
    assert_eq!(added(&database), expected);
    // Another sender confirms one of them.
    import(&database, &elsewhere("THIRD", "C3", &["5550101"]));
    let expected = [("CLINIC".into(), 0), ("SECOND".into(), 1), ("THIRD".into(), 0)];
    assert_eq!(added(&database), expected);
}

#[test]
fn the_count_of_added_contacts_does_not_depend_on_the_size_of_a_page() {
    let (database, _guard) = throwaway_database();
    let people = |n: u32| {
        let phones = [format!("555{:04}", 1_000 + n / 3), format!("555{:04}", 2_000 + n)];
        let phones = phones.each_ref().map(String::as_str);
        elsewhere(&format!("S{}", n % 2), &format!("P{n}"), &phones)
    };
    let on_one_phone = |n: u32| elsewhere("MANY", &format!("M{n}"), &["5550100"]);
    import(&database, &(0..90).map(people).collect::<String>());
    import(&database, &(0..120).map(on_one_phone).collect::<String>());
    let all = added_contacts::by_sender(&database).unwrap();
    assert_eq!(all.values().sum::<i64>(), 90);
    assert_eq!(added_contacts::by_sender_in_pages(&database, 50).unwrap(), all);
}

#[test]
fn a_contact_of_many_patients_is_left_out_of_the_count() {
    let (database, _guard) = throwaway_database();
    let many = |n: u32| elsewhere("SECOND", &format!("B{n}"), &["5550100", "5550101"]);
    import(&database, &message(4, ANN, &[]));
    import(&database, &(1..=23).map(many).collect::<String>());
    assert_eq!(added(&database)[1], ("SECOND".into(), 23));
    import(&database, &many(24));
    assert_eq!(added(&database)[1], ("SECOND".into(), 0));
}
