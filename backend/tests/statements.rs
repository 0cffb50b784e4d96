//! Submission runs the same statements for everyone. Alone in its binary, because it listens to every connection of the
//! process.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops here")]

#[path = "api/helpers/mod.rs"]
#[allow(dead_code, reason = "this binary walks only a part of the way")]
mod helpers;

use std::sync::Mutex;

use diesel::connection::{Instrumentation, InstrumentationEvent};
use serde_json::json;

use helpers::TestApp;
use helpers::forms::{nobody, with, zoe};

static HEARD: Mutex<Vec<String>> = Mutex::new(Vec::new());

#[expect(clippy::unnecessary_wraps, reason = "diesel asks for this shape")]
fn listener() -> Option<Box<dyn Instrumentation>> {
    Some(Box::new(|event: InstrumentationEvent<'_>| {
        if let InstrumentationEvent::StartQuery { query, .. } = event {
            // The text without the values bound to it.
            let text = query.to_string();
            HEARD
                .lock()
                .unwrap()
                .push(text.split(" -- binds").next().unwrap_or_default().to_owned());
        }
    }))
}

#[tokio::test(flavor = "multi_thread")]
async fn submission_runs_the_same_statements_for_everyone() {
    diesel::connection::set_default_instrumentation(listener).unwrap();
    let test = TestApp::start();
    // The first call opens the pool's connection, which sets itself up.
    test.submit(&nobody()).await;
    let stranger = with(&zoe(), &json!({"phone": "617-555-0198"}));
    let mut runs = Vec::new();
    for form in [zoe(), nobody(), stranger] {
        let proof = test.proof().await;
        HEARD.lock().unwrap().clear();
        let answer = test
            .post(
                "/api/v1/access-requests",
                &with(&form, &json!({"bot_proof": proof})),
            )
            .await;
        assert_eq!(answer.status(), 202);
        runs.push(std::mem::take(&mut *HEARD.lock().unwrap()));
    }
    assert!(
        runs[0]
            .iter()
            .any(|statement| statement.contains("access_request")),
        "{:?}",
        runs[0]
    );
    assert_eq!(runs[0], runs[1]);
    assert_eq!(runs[0], runs[2]);
}
