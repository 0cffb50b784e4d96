//! CSV import: accepted tables, and the errors of wrong ones.

use super::files::{exported_csv, import_files, import_files_as};
use super::{import, message, throwaway_database};

const HEADER: &str = "sender,patient_id,reported_at,first_name,last_name,birth_date,gender,phones,dose_id,cvx,date,lot,status,action";
const ANN: &str = "CLINIC,A1^CLINIC,2026-11-05T12:00:00Z,Ann,Sample,1990-01-02,female,6175550100";

fn table(rows: &[&str]) -> String {
    let rows: Vec<_> = rows.iter().map(|dose| format!("{ANN},{dose}")).collect();
    format!("{HEADER}\n{}\n", rows.join("\n"))
}

#[test]
fn a_table_adds_up_to_what_the_same_message_does() {
    let (from_table, _guard) = throwaway_database();
    let output = import_files(
        &from_table,
        &[(
            "a.csv",
            table(&[
                "7^CLINIC,140,2026-10-01,LOT1,completed,",
                "8^CLINIC,3,2020-01-05,,,",
            ])
            .as_bytes(),
        )],
    );
    assert!(output.is_ok, "{}", output.words);
    assert_eq!(
        (
            output.count("patients_added"),
            output.count("immunizations_added")
        ),
        (1, 2)
    );
    let (from_message, _guard) = throwaway_database();
    let pid = "PID|1||A1^^^CLINIC^MR||Sample^Ann^^^^^L||19900102|F|||||^PRN^CP^^^617^5550100";
    import(
        &from_message,
        &message(
            5,
            pid,
            &[
                "ORC|RE||7^CLINIC",
                "RXA|0|1|20261001||140^^CVX||||||||||LOT1|||||CP|A",
                "ORC|RE||8^CLINIC",
                "RXA|0|1|20200105||03^^CVX||||||||||||||||A",
            ],
        ),
    );
    assert_eq!(exported_csv(&from_table), exported_csv(&from_message));
    let again = import_files(&from_table, &[("b.csv", exported_csv(&from_table).as_bytes())]);
    assert_eq!(
        (
            again.count("patients_updated"),
            again.count("immunizations_updated")
        ),
        (0, 0)
    );
}

#[test]
fn separators_letters_and_order_of_columns_are_free() {
    let expected = {
        let (database, _guard) = throwaway_database();
        import_files(&database, &[("a.csv", "patient_id,first_name,last_name,birth_date,sender,cvx,date\n1,Zoë,\"Sample, Q\",1990-01-02,CLINIC,03,2020-01-05\n".as_bytes())]);
        exported_csv(&database)
    };
    assert!(expected.contains("Zoë"), "{expected}");
    let semicolons = "\u{FEFF}Birth Date;CVX;Date;PATIENT_ID;last-name;first_name\r\n1990-01-02;3;2020-01-05;1;Sample, Q;Zoë\r\n";
    let tabs = "patient_id\tfirst_name\tlast_name\tbirth_date\tcvx\tdate\n1\tZoë\tSample, Q\t1990-01-02\t03\t2020-01-05";
    let latin: Vec<u8> = tabs
        .chars()
        .map(|letter| u8::try_from(u32::from(letter)).unwrap())
        .collect();
    for bytes in [semicolons.as_bytes(), tabs.as_bytes(), &latin] {
        let (database, _guard) = throwaway_database();
        let output = import_files_as(&database, &[("a.csv", bytes)], Some("CLINIC"));
        assert!(
            output.is_ok && output.errors.is_empty(),
            "{} {:?}",
            output.words,
            output.errors
        );
        assert_eq!(exported_csv(&database), expected);
    }
}

#[test]
fn a_header_with_a_mistake_lets_nothing_in() {
    for (header, words) in [
        (
            "patient_id,first_name,last_name,birth_date,lotnumber",
            "\"lotnumber\"",
        ),
        ("patient_id,first_name,last_name", "lacks the columns birth_date"),
    ] {
        let (database, _guard) = throwaway_database();
        let output = import_files(
            &database,
            &[(
                "a.csv",
                format!("{header}\n1,Ann,Sample,1990-01-02,L1\n").as_bytes(),
            )],
        );
        assert!(!output.is_ok && output.words.contains(words), "{}", output.words);
        assert_eq!(output.count("messages"), 0);
    }
}

#[test]
fn a_mistake_names_its_row_and_column_and_refuses_the_patient_alone() {
    for (row, place) in [
        (format!("{ANN},,140,10/01/2026,,,"), "row 3 date 102"),
        (format!("{ANN},,140,46296,,,"), "row 3 date 102"),
        (format!("{ANN},,140,2026-12-24,,,"), "row 3 date 102"),
        (format!("{ANN},,140,1989-12-24,,,"), "row 3 date 102"),
        (format!("{ANN},,,2026-10-01,,,"), "row 3 cvx 101"),
        (format!("{ANN},,FLU,2026-10-01,,,"), "row 3 cvx 103"),
        (format!("{ANN},,140,2026-10-01,,given,"), "row 3 status 103"),
        (format!("{ANN},,140,2026-10-01,,,remove"), "row 3 action 103"),
        (format!("{ANN},,140,2026-10-01,,"), "row 3 row 102"),
        (ANN.replace("Ann", "").clone() + ",,,,,,", "row 3 first_name 101"),
        (
            ANN.replace("1990-01-02", "1990").clone() + ",,,,,,",
            "row 3 birth_date 102",
        ),
        (
            ANN.replace("female", "lady").clone() + ",,,,,,",
            "row 3 gender 103",
        ),
        (
            ANN.replace("2026-11-05T", "today").clone() + ",,,,,,",
            "row 3 reported_at 102",
        ),
        (
            ANN.replace("2026-11-05", "2027-11-05").clone() + ",,,,,,",
            "row 3 reported_at 102",
        ),
        (ANN.replace("CLINIC,", ",").clone() + ",,,,,,", "row 3 sender 101"),
        (
            ANN.replace("Ann", "Anne").clone() + ",,,,,,",
            "row 3 patient_id 102",
        ),
    ] {
        let (database, _guard) = throwaway_database();
        let good = |id: &str| ANN.replace("A1", id) + ",,140,2026-10-01,,,";
        let text = format!("{HEADER}\n{ANN},,03,2020-01-05,,,\n{row}\n{}\n", good("A2"));
        let output = import_files(&database, &[("a.csv", text.as_bytes())]);
        assert_eq!(
            output.places(),
            [format!("a.csv {place}")],
            "{row}: {:?}",
            output.errors
        );
        let text = output.errors[0].to_string();
        for personal in ["Ann", "Sample", "1990", "5550100", "10/01", "46296"] {
            assert!(!text.contains(personal), "{text}");
        }
        let expected = if place.ends_with("sender 101") { 2 } else { 1 };
        assert_eq!(output.count("patients_added"), expected, "{row}");
    }
}

#[test]
fn a_dose_is_deleted_and_a_hyphen_takes_a_value_back() {
    let (database, _guard) = throwaway_database();
    let later = |day: &str, dose: &str| table(&[dose]).replace("2026-11-05", day);
    import_files(
        &database,
        &[(
            "a.csv",
            table(&["7,140,2026-10-01,LOT1,,", "8,03,2020-01-05,LOT2,,"]).as_bytes(),
        )],
    );
    import_files(
        &database,
        &[("b.csv", later("2026-11-06", "7,140,2026-10-01,,,").as_bytes())],
    );
    assert!(
        exported_csv(&database).contains("LOT1"),
        "an empty cell keeps the value"
    );
    import_files(
        &database,
        &[("c.csv", later("2026-11-07", "7,140,2026-10-01,-,,").as_bytes())],
    );
    let output = import_files(
        &database,
        &[(
            "d.csv",
            later("2026-11-08", "8,03,2020-01-05,,,delete").as_bytes(),
        )],
    );
    assert_eq!(output.count("immunizations_deleted"), 1);
    let table = exported_csv(&database);
    assert!(
        table.contains(",140,") && !table.contains("LOT1") && !table.contains("LOT2"),
        "{table}"
    );
}

#[test]
fn protection_stays_until_no_is_written() {
    let (database, _guard) = throwaway_database();
    let table = |day: &str, protected: &str| {
        format!(
            "sender,patient_id,reported_at,first_name,last_name,birth_date,protected\nC,1,2026-11-{day},Ann,Sample,1990-01-02,{protected}\n"
        )
    };
    let is_protected = || exported_csv(&database).contains(",yes,");
    for (day, protected, expected) in [("01", "yes", true), ("02", "", true), ("03", "no", false)] {
        import_files(&database, &[("a.csv", table(day, protected).as_bytes())]);
        assert_eq!(is_protected(), expected, "{day}");
    }
}

#[test]
fn a_quote_that_nobody_closes_does_not_fill_the_memory() {
    let (database, _guard) = throwaway_database();
    let text = format!("{HEADER}\n\"{}", "x\n".repeat(2 << 20));
    let output = import_files(&database, &[("a.csv", text.as_bytes())]);
    assert!(
        !output.is_ok && output.words.contains("a quote is not closed"),
        "{}",
        output.words
    );
}

#[test]
fn a_table_without_rows_is_an_empty_one() {
    let (database, _guard) = throwaway_database();
    let output = import_files(&database, &[("a.csv", format!("{HEADER}\n\n").as_bytes())]);
    assert!(output.is_ok && output.count("messages") == 0);
}
