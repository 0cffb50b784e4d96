//! `myvax requests given-up`: the help desk learns the codes of people who got no answer.

use std::collections::BTreeSet;
use std::sync::Arc;

use backend::commands::requests;
use backend::jobs;
use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::helpers::TestApp;
use crate::helpers::doors::{FailingNotifier, FailingRegistry, Failure};
use crate::helpers::forms::{nobody, ruth, with, zoe};

const ZOE: &str = "+16175550142";
const RUTH: &str = "+16175550118";
const ABE: &str = "+16175550199";

fn given_up(test: &TestApp, is_json: bool) -> String {
    let mut out = Vec::new();
    requests::given_up(&test.app.db, is_json, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// The code that the page shows after sending.
async fn code_of(test: &TestApp, form: &Value) -> String {
    let answer: Value = test.submit(form).await.json().await.unwrap();
    answer["request_code"].as_str().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn requests_without_an_answer_are_listed_by_code_without_personal_data() {
    let test = TestApp::start();
    let mut app = test.another_app();
    app.registry = FailingRegistry::arc(ZOE, Failure::Panics, &app);
    app.notifier = FailingNotifier::arc(RUTH, Failure::Panics, &test.app);
    app.notifier = FailingNotifier::arc(ABE, Failure::IsAway, &app);
    let app = Arc::new(app);
    assert_eq!(given_up(&test, false), "");
    let mut expected = BTreeSet::new();
    for form in [zoe(), ruth(), nobody()] {
        expected.insert(code_of(&test, &form).await);
    }
    let answered = with(&nobody(), &json!({"phone": "617-555-0177"}));
    code_of(&test, &answered).await;
    for _ in 0..11 {
        while jobs::round(&app).await > 0 {}
        test.clock.advance(TimeDelta::hours(5));
    }

    let words = given_up(&test, false);
    let listed: Value = serde_json::from_str(&given_up(&test, true)).unwrap();
    let listed = listed["requests"].as_array().unwrap();
    let codes: BTreeSet<_> = listed
        .iter()
        .map(|request| request["code"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!((codes, listed.len()), (expected, 3), "{words}");
    assert!(words.contains("  request: failed (panicked)"), "{words}");
    assert!(words.contains("(given-up), tries: "), "{words}");
    for personal in ["Zo", "Ruth", "Unheard", "555", "1990"] {
        assert!(!words.contains(personal), "{words}");
    }
}
