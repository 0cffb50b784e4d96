//! A rejected message reports the place of its error, reveals no personal data, and leaves nothing behind.

use super::{ANN, import, message, rows, throwaway_database};
use crate::helpers::fixed_clock::FixedClock;

const ORDER: &str = "ORC|RE||7^CLINIC";
const DOSE: &str = "RXA|0|1|20261001||140^Influenza^CVX|0.5|mL||00^New^NIP001|||||||||||CP|A";

/// A message, and the field, the index and the code that its rejection names.
type Case = (String, &'static str, u32, &'static str);

fn broken_headers_and_patients() -> Vec<Case> {
    let plain = || message(5, ANN, &[]);
    let pid = |from: &str, to: &str| message(5, &ANN.replace(from, to), &[]);
    vec![
        (plain().replace("VXU^V04", "ADT^A04"), "MSH-9", 1, "200"),
        (plain().replace("VXU^V04", "VXU^V99"), "MSH-9", 1, "201"),
        (plain().replace("|2.5.1", "|3.0"), "MSH-12", 1, "203"),
        (plain().replace("|EHR|CLINIC|", "|||"), "MSH-4", 1, "101"),
        (plain().replace("20261105120000+0000", ""), "MSH-7", 1, "101"),
        (
            plain().replace("20261105120000", "20271105120000"),
            "MSH-7",
            1,
            "102",
        ),
        (plain().replace(r"^~\&", "^^"), "MSH-2", 1, "102"),
        (message(5, "ZZZ|1", &[]), "PID", 1, "100"),
        (message(5, ANN, &[ANN]), "PID", 2, "100"),
        (pid("A1^^^CLINIC^MR", "987654321^^^SSA^SS"), "PID-3", 1, "101"),
        (pid("^Ann", "^"), "PID-5", 1, "101"),
        (pid("19900102", ""), "PID-7", 1, "101"),
        (pid("19900102", "199001"), "PID-7", 1, "102"),
        (pid("19900102", "20270102"), "PID-7", 1, "102"),
    ]
}

/// Segments, the second dose of which is invalid.
type BrokenDose = (Vec<String>, &'static str, u32, &'static str);

fn broken_doses() -> Vec<BrokenDose> {
    let dose = |from: &str, to: &str| vec!["ORC|RE||8^CLINIC".to_owned(), DOSE.replace(from, to)];
    let vaccine = |code: &str| dose("140^Influenza^CVX", code);
    vec![
        (vec![ORDER.to_owned()], "ORC", 2, "100"),
        (dose("20261001", "2026"), "RXA-3", 2, "102"),
        (dose("20261001", "20261201"), "RXA-3", 2, "102"),
        (vaccine("99999999999^X^NDC"), "RXA-5", 2, "103"),
        (vaccine("90471^X^CPT"), "RXA-5", 2, "103"),
        (vaccine("FLU^X^CVX"), "RXA-5", 2, "103"),
        (vaccine(""), "RXA-5", 2, "101"),
        (dose("|CP|", "|RX|"), "RXA-20", 2, "103"),
        (dose("|CP|A", "|CP|DX"), "RXA-21", 2, "103"),
    ]
}

/// Each invalid message is between two valid ones.
#[test]
fn a_refused_message_names_its_place_and_the_others_go_in() {
    for (broken, field, index, code) in broken_headers_and_patients() {
        let (database, _guard) = throwaway_database();
        let before = message(5, &ANN.replace("A1^", "A0^"), &[]);
        let after = message(5, &ANN.replace("A1^", "A2^"), &[]);
        let (summary, rejections) = import(&database, &[before, broken, after].concat());
        assert_eq!(
            (summary.messages, summary.rejected, summary.patients_added),
            (3, 1, 2),
            "{field}"
        );
        let told = serde_json::to_value(&rejections[0]).unwrap();
        assert_eq!(
            (
                &told["file"],
                &told["message"],
                &told["field"],
                &told["index"],
                &told["code"]
            ),
            (
                &"test.hl7".into(),
                &2.into(),
                &field.into(),
                &index.into(),
                &code.into()
            ),
            "{told}"
        );
        assert_eq!(
            (&told["segment"], &told["rejected"]),
            (&field[..3].into(), &"message".into())
        );
        for personal in ["Ann", "Sample", "1990", "5550100", "987654321", "A1"] {
            assert!(!told.to_string().contains(personal), "{told}");
        }
    }
}

#[test]
fn a_dose_that_is_left_out_names_its_place_and_the_others_go_in() {
    for (broken, field, index, code) in broken_doses() {
        let (database, _guard) = throwaway_database();
        let mut segments = vec![ORDER, DOSE];
        segments.extend(broken.iter().map(String::as_str));
        let (summary, rejections) = import(&database, &message(5, ANN, &segments));
        assert_eq!(
            (
                summary.rejected,
                summary.warnings,
                summary.patients_added,
                summary.immunizations_added
            ),
            (0, 1, 1, 1),
            "{field}"
        );
        let told = serde_json::to_value(&rejections[0]).unwrap();
        assert_eq!(
            (
                &told["message"],
                &told["rejected"],
                &told["field"],
                &told["index"],
                &told["code"]
            ),
            (
                &1.into(),
                &"dose".into(),
                &field.into(),
                &index.into(),
                &code.into()
            ),
            "{told}"
        );
        let text = told["text"].as_str().unwrap();
        assert!(
            text.ends_with("The dose was left out, the rest of the message was imported."),
            "{text}"
        );
    }
}

#[test]
fn a_message_without_a_dose_that_can_be_read_leaves_nothing() {
    for (broken, ..) in broken_doses() {
        let (database, _guard) = throwaway_database();
        let segments: Vec<_> = broken.iter().map(String::as_str).collect();
        let (summary, rejections) = import(&database, &message(5, ANN, &segments));
        assert_eq!((summary.rejected, summary.warnings, rejections.len()), (1, 0, 1));
        assert_eq!(rows(&database, false), [""; 0]);
    }
}

#[test]
fn a_dose_that_was_left_out_goes_in_when_it_comes_again_corrected() {
    let (database, _guard) = throwaway_database();
    let second = DOSE.replace("20261001", "20261002");
    let both = |second: &str, day| message(day, ANN, &[ORDER, DOSE, "ORC|RE||8^CLINIC", second]);
    for _again in [1, 2] {
        let (summary, _) = import(&database, &both(&second.replace("20261002", "202610"), 5));
        assert_eq!(summary.warnings, 1, "the repeated message gets the same warning");
    }
    let (summary, rejections) = import(&database, &both(&second, 5));
    assert_eq!((summary.immunizations_added, rejections.len()), (1, 0));
    let (elsewhere, _guard) = throwaway_database();
    import(&elsewhere, &both(&second, 5));
    assert_eq!(rows(&database, false), rows(&elsewhere, false));
}

#[test]
fn an_order_number_does_not_move_a_dose_to_another_patient() {
    let (database, _guard) = throwaway_database();
    import(&database, &message(4, ANN, &[ORDER, DOSE]));
    let before = rows(&database, false);
    let (summary, _) = import(&database, &message(5, &ANN.replace("A1^", "A2^"), &[ORDER, DOSE]));
    assert_eq!((summary.patients_added, summary.immunizations_added), (1, 1));
    let after = rows(&database, false);
    assert!(before.iter().all(|row| after.contains(row)));
}

#[test]
fn a_message_of_a_batch_without_its_trailer_is_refused() {
    let (database, _guard) = throwaway_database();
    let second = message(5, &ANN.replace("A1^", "A2^"), &[]);
    let batch = ["BHS|^~\\&\r", &message(5, ANN, &[]), &second].concat();
    let (summary, rejections) = import(&database, &batch);
    assert_eq!((summary.patients_added, summary.rejected), (1, 1));
    assert!(
        rejections[0].error.text.contains("the file ends"),
        "{}",
        rejections[0].error.text
    );
    let (summary, _) = import(&database, &format!("{batch}BTS|2\r"));
    assert_eq!((summary.patients_added, summary.rejected), (1, 0));
}

#[test]
fn the_last_line_needs_no_line_break_when_its_dose_is_whole() {
    let (database, _guard) = throwaway_database();
    let text = message(5, ANN, &[ORDER, DOSE]);
    assert_eq!(import(&database, text.trim_end()).0.rejected, 0);
    let cut = text.split("|CP|").next().unwrap();
    assert_eq!(import(&database, cut).0.rejected, 1);
}

#[test]
fn letters_no_database_stores_are_left_out() {
    let (database, _guard) = throwaway_database();
    let odd = ANN.replace("Sample", r"Sam\X00\ple").replace("Ann", "A\u{0}nn");
    assert_eq!(import(&database, &message(5, &odd, &[])).0.patients_added, 1);
    assert!(rows(&database, false).join("\n").contains("|Ann|Q|Sample|"));
}

#[test]
fn latin_1_is_read_as_it_was_meant() {
    let (database, _guard) = throwaway_database();
    let mut bytes = Vec::new();
    for letter in message(5, &ANN.replace("Ann", "Zoë"), &[]).chars() {
        bytes.push(u8::try_from(u32::from(letter)).unwrap());
    }
    let key = super::contact_hashers();
    let mut importer = backend::intake::Importer::new(&database, &key, &FixedClock::default());
    backend::intake::hl7v2::import(&mut importer, "latin.hl7", bytes.as_slice(), &mut |_| {}).unwrap();
    assert!(rows(&database, false).join("\n").contains("|Zoë|"));
}
