//! The report on the quality of the senders' reports.

use backend::db::codes;
use backend::intake::senders::quality::{SenderQuality, quality};
use backend::record::catalogue::VaccineCode;
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
            },
        ]
    );
}
