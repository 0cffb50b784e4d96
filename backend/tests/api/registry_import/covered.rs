//! A report is kept until a later one covers it, and the number of one patient's reports is bounded.

use std::io::Read;

use backend::db::{Database, reports};
use backend::intake::rejection::Rejection;
use flate2::read::DeflateDecoder;

use super::files::exported_csv;
use super::{ANN, import, rows, throwaway_database};

/// The content of the table `report`, as text.
fn bodies(database: &Database) -> Vec<String> {
    let rows = database
        .read_blocking(|conn| reports::reports_of(conn, 1))
        .unwrap();
    let inflated = |row: reports::ReportRow| {
        let mut text = String::new();
        DeflateDecoder::new(row.body.as_slice())
            .read_to_string(&mut text)
            .unwrap();
        text
    };
    rows.into_iter().map(inflated).collect()
}

/// A message whose time is this many minutes after a day in November.
fn told(minute: u32, pid: &str, doses: &str) -> String {
    let (day, hour, minute) = (1 + minute / 1_440, minute / 60 % 24, minute % 60);
    format!(
        "MSH|^~\\&|EHR|CLINIC|||202611{day:02}{hour:02}{minute:02}00+0000||VXU^V04^VXU_V04|1|P|2.5.1\r{pid}\r{doses}"
    )
}

fn dose(order: &str, day: u32) -> String {
    let (month, day) = (1 + day / 28, 1 + day % 28);
    format!(
        "ORC|RE||{order}\rRXA|0|1|2025{month:02}{day:02}||140^Influenza^CVX|0.5|mL||00^New^NIP001||||||LOT{day}|||||CP|A\r"
    )
}

/// The whole history, which gets another dose every hundred minutes.
fn whole_history(minute: u32) -> String {
    let doses: String = (0..=minute / 100)
        .map(|number| dose(&format!("{number}^CLINIC"), number))
        .collect();
    let pid = if minute < 900 {
        ANN.replace("Sample", "Oldname").replace("5550100", "5550177")
    } else {
        ANN.to_owned()
    };
    told(minute, &pid, &doses)
}

#[test]
fn a_repeated_whole_history_replaces_the_one_before() {
    let (database, _guard) = throwaway_database();
    let messages: Vec<_> = (0..1_000).map(whole_history).collect();
    let (summary, _) = import(&database, &messages.concat());
    assert_eq!(
        (summary.messages, summary.immunizations_added, summary.rejected),
        (1_000, 10, 0)
    );
    let kept = bodies(&database);
    assert_eq!(kept.len(), 1);
    assert!(
        kept[0].contains("Sample") && kept[0].contains("5550100"),
        "{}",
        kept[0]
    );
    assert!(
        !kept[0].contains("Oldname") && !kept[0].contains("5550177"),
        "{}",
        kept[0]
    );

    let (last_alone, _guard) = throwaway_database();
    import(&last_alone, &messages[999]);
    assert_eq!(rows(&database, false), rows(&last_alone, false));
    assert_eq!(exported_csv(&database), exported_csv(&last_alone));

    let before = rows(&database, true);
    let (summary, _) = import(&database, &messages.concat());
    assert_eq!(
        (summary.patients_updated, summary.rejected),
        (0, 0),
        "earlier reports contained all of it"
    );
    assert_eq!(before, rows(&database, true));
    assert_eq!(bodies(&database).len(), 1);
}

#[test]
fn a_whole_history_that_arrives_late_is_covered_already() {
    let (database, _guard) = throwaway_database();
    import(&database, &whole_history(950));
    let before = rows(&database, true);
    let (summary, _) = import(
        &database,
        &(0..950).rev().step_by(50).map(whole_history).collect::<String>(),
    );
    assert_eq!((summary.patients_updated, summary.rejected), (0, 0));
    assert_eq!(before, rows(&database, true));
    let kept = bodies(&database);
    assert!(kept.len() == 1 && !kept[0].contains("Oldname"), "{kept:?}");
}

/// No later report covers these, because no dose has a number.
fn unnumbered(minute: u32) -> String {
    told(minute, ANN, &dose("", minute % 50))
}

const TOO_LATE: &str =
    "older than the stored reports of this patient, which were folded into one; nothing was changed";

fn all_too_late(rejections: &[Rejection]) -> bool {
    rejections
        .iter()
        .all(|rejection| rejection.error.text == TOO_LATE)
}

#[test]
fn one_patient_has_a_bounded_number_of_reports_however_they_arrive() {
    let (database, _guard) = throwaway_database();
    let (_, rejections) = import(&database, &(0..5_000).rev().map(unnumbered).collect::<String>());
    assert!(bodies(&database).len() <= 200);
    assert!(!rejections.is_empty() && all_too_late(&rejections));

    let (database, _guard) = throwaway_database();
    let (summary, _) = import(&database, &(0..1_000).map(unnumbered).collect::<String>());
    assert_eq!((summary.immunizations_added, summary.rejected), (50, 0));
    assert!(bodies(&database).len() <= 200);
    let (last, _guard) = throwaway_database();
    import(&last, &(950..1_000).map(unnumbered).collect::<String>());
    assert_eq!(
        exported_csv(&database),
        exported_csv(&last),
        "every reported value is kept"
    );

    let before = rows(&database, true);
    let (_, rejections) = import(&database, &unnumbered(0));
    assert!(rejections.len() == 1 && all_too_late(&rejections));
    assert_eq!(before, rows(&database, true));
}

#[test]
fn one_patients_reports_have_a_bounded_number_of_doses() {
    let (database, _guard) = throwaway_database();
    let doses: String = (0..300).map(|day| dose("", day)).collect();
    // The doses compress well, so neither the rows nor the bytes reach their limits.
    for minutes in [0..30, 30..60] {
        let messages = minutes.map(|minute| told(minute, ANN, &doses));
        let (summary, _) = import(&database, &messages.collect::<String>());
        assert_eq!(summary.rejected, 0);
    }
    let stored: usize = bodies(&database)
        .iter()
        .map(|body| body.matches("\"cvx\"").count())
        .sum();
    assert!((300..=10_300).contains(&stored), "{stored}");
    let (_, rejections) = import(&database, &told(1, ANN, &dose("", 1)));
    assert!(rejections.len() == 1 && all_too_late(&rejections));
}

#[test]
fn more_doses_than_anybody_gets_are_refused() {
    let (database, _guard) = throwaway_database();
    let doses = |numbers: std::ops::Range<u32>| -> String {
        numbers
            .map(|number| dose(&format!("{number}^CLINIC"), number % 300))
            .collect()
    };
    let (_, rejections) = import(&database, &told(1, ANN, &doses(0..501)));
    assert_eq!(
        rejections[0].error.text,
        "one message has more than 500 doses; nothing was changed"
    );
    import(&database, &told(2, ANN, &doses(0..500)));
    let before = rows(&database, true);
    let (_, rejections) = import(&database, &told(3, ANN, &doses(500..501)));
    assert_eq!(
        rejections[0].error.text,
        "the patient would have more than 500 doses; nothing was changed"
    );
    assert_eq!(before, rows(&database, true));
    let (summary, _) = import(&database, &told(4, ANN, &doses(0..500)));
    assert_eq!((summary.rejected, summary.duplicates), (0, 500));
}
