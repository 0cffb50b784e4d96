//! The report on the quality of what senders report.

use backend::intake::quality::{SenderQuality, quality};

use super::{ANN, import, message, throwaway_database};

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
                messages: 4,
                rejected_messages: 1,
                warnings: 0,
            },
        ]
    );
}
