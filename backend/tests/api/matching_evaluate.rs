//! `myvax matching evaluate`: its counts, its output, and its messages about unreadable files.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::helpers::process::command;

const REGISTRY: &str = "\
patient_id,first_name,middle_name,last_name,suffix,birth_date,gender,phones,emails
p1,Zoë,Maria,Example,,1988-02-29,F,(617) 555-0142;781-555-0100,zoe@example.org
p2,Robert,,Example,,2015-05-04,M,617-555-0142,
p3,Roberto,Luis,Beispiel,,1990-03-02,M,,r.beispiel@gmail.com
p4,Rboerto,Luis,Beispiel,,1990-03-02,M,,rbeispiel@gmail.com
p5,Emma,,Sample,,2016-02-03,F,617 555 0177,
";
const QUERY_COLUMNS: &str = "query_id,first_name,last_name,birth_date,gender,contact,kind,truth_patient_id,perturbation,expect,also_accept,note\n";
const QUERIES: &str = "\
q1,Zoe,Example,1988-02-29,F,+1 617 555 0142,genuine,p1,exact,match,,
q2,Bob,Example,2015-05-04,M,6175550142,genuine,p2,nickname,match,,
q3,Roberto,Beispiel,1990-02-03,M,RBeispiel+vax@gmail.com,genuine,p3,day_month_swapped,match,p4,two rows
q4,Zoe,Example,1988-02-28,F,617 555 0142,genuine,p1,one_digit,match_or_none,,
q5,Emmma,Sample,2016-02-03,F,617-555-0177,impostor,,twin,none,,a twin the registry lacks
q6,Max,Stranger,1971-01-30,M,617-555-0142,impostor,,stranger,none,,
q7,Zoe,Example,1988-02-30,F,617-555-0142,impostor,,stranger,none,,no such day
q8,Zoe,Example,1988-02-29,F,zoe@example.com,impostor,,stranger,none,,
";

/// A folder with the two files.
struct Files(TempDir);

impl Files {
    fn new(registry: &str, queries: &str) -> Self {
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join("registry.csv"), registry).unwrap();
        fs::write(folder.path().join("queries.csv"), queries).unwrap();
        Self(folder)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// The exit code, standard output, and standard error. The command needs no settings.
    fn evaluate(&self, options: &[&str]) -> (Option<i32>, String, String) {
        let (registry, queries) = (self.path("registry.csv"), self.path("queries.csv"));
        let files = [
            "--registry",
            registry.to_str().unwrap(),
            "--queries",
            queries.to_str().unwrap(),
        ];
        let arguments = [&["matching", "evaluate"], &files[..], options].concat();
        let output = command(&BTreeMap::new(), &arguments).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (output.status.code(), text(output.stdout), text(output.stderr))
    }

    fn report(&self, options: &[&str]) -> Value {
        let (status, printed, words) = self.evaluate(&[options, &["--json"]].concat());
        assert_eq!(status, Some(0), "{words}");
        serde_json::from_str(&printed).unwrap()
    }
}

fn small() -> Files {
    Files::new(REGISTRY, &[QUERY_COLUMNS, QUERIES].concat())
}

fn counts(asked: u64, right: u64, refused: u64, wrong: u64) -> Value {
    json!({"asked": asked, "right": right, "refused": refused, "wrong": wrong})
}

#[test]
fn the_default_policy_is_evaluated_unless_another_is_named() {
    let mut report = small().report(&[]);
    assert!(report["overall"]["micros_per_query"].take().as_f64().unwrap() > 0.0);
    assert_eq!(
        report,
        json!({
            "policy": "default",
            "overall": {
                "must_match": 3, "true_match": 3, "may_refuse": 1, "must_refuse": 4,
                "wrong_on_must_refuse": 1, "wrong_on_genuine": 0, "micros_per_query": null,
            },
            "classes": {
                "exact": counts(1, 1, 0, 0),
                "nickname": counts(1, 1, 0, 0),
                "day_month_swapped": counts(1, 1, 0, 0),
                "one_digit": counts(1, 0, 1, 0),
                "twin": counts(1, 0, 0, 1),
                "stranger": counts(3, 0, 3, 0),
            },
        })
    );
}

#[test]
fn each_policy_accepts_what_it_says() {
    let (strict, lenient) = (
        small().report(&["--policy", "strict"]),
        small().report(&["--policy", "lenient"]),
    );
    assert_eq!(strict["policy"], "strict");
    assert_eq!(strict["classes"]["day_month_swapped"], counts(1, 0, 1, 0));
    assert_eq!(strict["classes"]["twin"], counts(1, 0, 1, 0));
    assert_eq!(lenient["policy"], "lenient");
    assert_eq!(lenient["classes"]["one_digit"], counts(1, 1, 0, 0));
}

#[test]
fn somebody_elses_row_is_wrong_for_a_person_in_the_registry() {
    let queries = "q1,Zoe,Example,1988-02-29,F,617 555 0142,genuine,p2,exact,match,,\n";
    let report = Files::new(REGISTRY, &[QUERY_COLUMNS, queries].concat()).report(&[]);
    assert_eq!(report["overall"]["wrong_on_genuine"], 1);
    assert_eq!(report["classes"]["exact"], counts(1, 0, 0, 1));
}

#[test]
fn a_contact_that_too_many_share_finds_nobody() {
    let zoe = "p0,Zoe,,Example,,1950-02-01,F,617-555-0142,\n";
    let others = |n| format!("p{n},Max,,Example,,19{}-02-01,M,617-555-0142,\n", 50 + n);
    let columns = REGISTRY.lines().next().unwrap();
    let queries = "q1,Zoe,Example,1950-02-01,F,617 555 0142,genuine,p0,exact,match,,\n";
    for (patients, right) in [(24, 1), (25, 0)] {
        let rows: String = (1..patients).map(others).collect();
        let files = Files::new(
            &format!("{columns}\n{zoe}{rows}"),
            &[QUERY_COLUMNS, queries].concat(),
        );
        assert_eq!(files.report(&[])["overall"]["true_match"], right, "{patients}");
    }
}

#[test]
fn the_table_tells_the_same_to_people() {
    let (status, printed, _) = small().evaluate(&[]);
    assert_eq!(status, Some(0));
    for line in [
        "policy default",
        "stranger                 3        0        3        0",
        "in all                   8        3        4        1",
        "must be found: 3 of 3 (100.00 %)",
        "must be refused: 1 wrong of 4 (25.00 %)",
        "the wrong person for somebody in the registry: 0",
        "refused by the form itself: q7",
    ] {
        assert!(
            printed.lines().any(|printed| printed == line),
            "{line}\n{printed}"
        );
    }
}

#[test]
fn columns_may_stand_in_any_order_and_beside_others() {
    let queries = "\u{FEFF}expect,note,contact,gender,birth_date,last_name,first_name,query_id,also_accept,truth_patient_id,perturbation,more\n\
                   match,,617 555 0142,F,1988-02-29,Example,Zoe,q1,,p1,exact,x\n";
    let report = Files::new(REGISTRY, queries).report(&[]);
    assert_eq!(report["overall"]["true_match"], 1);
}

#[test]
fn a_mistake_in_a_file_is_told_with_its_place() {
    let query = |row: &str| [QUERY_COLUMNS, row, "\n"].concat();
    let good = query("q1,Zoe,Example,1988-02-29,F,6175550142,genuine,p1,exact,match,,");
    for (registry, queries, places) in [
        (
            REGISTRY.replace("birth_date", "born"),
            good.clone(),
            ["registry.csv", "line 1", "`birth_date` is missing"],
        ),
        (
            REGISTRY.replace("1990-03-02", "03/02/1990"),
            good.clone(),
            ["registry.csv", "line 4", "`birth_date`"],
        ),
        (
            REGISTRY.replace("2015-05-04,M", "2015-05-04,boy"),
            good.clone(),
            ["registry.csv", "line 3", "`gender`"],
        ),
        (
            REGISTRY.to_owned(),
            good.replace("1988-02-29", "29 February"),
            ["queries.csv", "line 2", "`birth_date`"],
        ),
        (
            REGISTRY.to_owned(),
            good.replace("match,", "maybe,"),
            ["queries.csv", "line 2", "`expect`"],
        ),
        (
            REGISTRY.to_owned(),
            good.replace("p1", ""),
            ["queries.csv", "line 2", "`truth_patient_id`"],
        ),
        (
            REGISTRY.to_owned(),
            query("q1,Zoe"),
            ["queries.csv", "line: 2", "fields"],
        ),
    ] {
        let (status, printed, words) = Files::new(&registry, &queries).evaluate(&[]);
        assert_eq!((status, printed.as_str()), (Some(1), ""), "{words}");
        for place in places {
            assert!(words.contains(place), "{place}: {words}");
        }
    }
}

#[test]
fn a_file_that_is_not_there_is_named() {
    let files = small();
    fs::remove_file(files.path("queries.csv")).unwrap();
    let (status, _, words) = files.evaluate(&[]);
    assert_eq!(status, Some(1));
    assert!(words.contains("queries.csv cannot be read"), "{words}");
}

#[test]
fn an_unknown_policy_is_wrong_usage() {
    let (status, _, words) = small().evaluate(&["--policy", "loose"]);
    assert_eq!(status, Some(2));
    assert!(words.contains("`strict`, `default` or `lenient`"), "{words}");
}
