//! `myvax requests given-up`: the help desk learns the codes of people who got no answer.

use std::collections::BTreeSet;
use std::sync::Arc;

use async_trait::async_trait;
use backend::commands::requests::{self, GivenUpOrder};
use backend::jobs;
use backend::notify::{Failure as Refusal, Notifier, OutboundMessage, SendError};
use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::helpers::TestApp;
use crate::helpers::doors::{FailingNotifier, FailingRegistry, Failure};
use crate::helpers::forms::{by_email, nobody, ruth, with, zoe};

const ZOE: &str = "+16175550142";
const RUTH: &str = "+16175550118";
const ABE: &str = "+16175550199";

fn given_up(test: &TestApp, is_json: bool) -> String {
    given_up_within(test, None, is_json)
}

fn given_up_within(test: &TestApp, hours: Option<u32>, is_json: bool) -> String {
    let (mut out, order) = (Vec::new(), GivenUpOrder { hours, is_json });
    requests::given_up(&test.app.db, &order, &*test.clock, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// A mail server that knows no mailbox.
struct NoMailboxes;

#[async_trait]
impl Notifier for NoMailboxes {
    async fn send(&self, _: &OutboundMessage) -> Result<(), SendError> {
        Err(SendError::Refused {
            failure: Refusal::InvalidAddress,
            why: "550 5.1.1".to_owned(),
        })
    }
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
    assert_eq!(
        given_up(&test, false),
        "no request and no answer was given up in the last 30 days\n"
    );
    assert_eq!(given_up(&test, true), "{\"requests\":[]}\n");
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

#[tokio::test(flavor = "multi_thread")]
async fn a_request_whose_message_was_refused_for_good_is_listed_with_the_reason() {
    let test = TestApp::start();
    let mut app = test.another_app();
    app.notifier = Arc::new(NoMailboxes);
    let app = Arc::new(app);
    let code = code_of(&test, &by_email(&nobody(), "no-mailbox@example.org")).await;
    while jobs::round(&app).await > 0 {}

    let words = given_up(&test, false);
    assert!(
        words.contains("  no answer by email: invalid-address "),
        "{words}"
    );
    assert!(!words.contains("mailbox"), "{words}");
    let listed: Value = serde_json::from_str(&given_up(&test, true)).unwrap();
    let [request] = listed["requests"].as_array().unwrap().as_slice() else {
        panic!("{listed}");
    };
    assert_eq!(request["code"], code);
    assert_eq!(request["given_up"]["reason"], "invalid-address");
    assert_eq!(request["given_up"]["channel"], "email");

    test.clock.advance(TimeDelta::hours(23));
    assert!(given_up_within(&test, Some(24), false).contains(&code));
    test.clock.advance(TimeDelta::hours(2));
    assert_eq!(
        given_up_within(&test, Some(24), false),
        "no request and no answer was given up in the last 24 hours\n"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_word_that_is_no_request_code_is_refused_with_the_form_of_one() {
    let test = TestApp::start();
    for is_json in [false, true] {
        let shown = |code| requests::show(&test.app.db, code, is_json, &mut Vec::new());
        let words = shown("foo").unwrap_err().to_string();
        assert!(words.contains("four characters"), "{words}");
        assert!(!words.contains("F00"), "{words}");
    }
}
