//! Records the executed SQL statements. It is a separate binary, because it listens to every connection of the process.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops here")]

#[path = "api/helpers/mod.rs"]
#[allow(dead_code, reason = "this binary walks only a part of the way")]
mod helpers;

use std::sync::Mutex;

use diesel::connection::{Instrumentation, InstrumentationEvent};
use serde_json::json;

use helpers::TestApp;
use helpers::forms::{nobody, with, zoe};
use helpers::memory_registry::is_memory;

static HEARD: Mutex<Vec<String>> = Mutex::new(Vec::new());
/// The tests share the recorded statements.
static ONE_AT_A_TIME: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());

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
    let _alone = ONE_AT_A_TIME.lock().await;
    diesel::connection::set_default_instrumentation(listener).unwrap();
    let test = TestApp::start();
    // The first call opens the pool's connection, which runs its own statements.
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

/// What an outsider could time: the hashes, which take the cores, and the statements that write, which take the writer.
#[tokio::test(flavor = "multi_thread")]
async fn deciding_costs_the_same_whether_or_not_somebody_is_found() {
    let _alone = ONE_AT_A_TIME.lock().await;
    diesel::connection::set_default_instrumentation(listener).unwrap();
    let test = TestApp::start();
    // The first round opens connections, which run their own statements.
    test.link_for(&zoe()).await;
    let wrong_name = with(&zoe(), &json!({"first_name": "Xaver"}));
    let mut runs = Vec::new();
    for form in [zoe(), nobody(), wrong_name] {
        assert_eq!(test.submit(&form).await.status(), 202);
        let granted = test.app.permits.granted();
        HEARD.lock().unwrap().clear();
        test.work().await;
        let mut writes = std::mem::take(&mut *HEARD.lock().unwrap());
        writes.retain(|statement| {
            ["INSERT", "UPDATE", "DELETE"]
                .iter()
                .any(|verb| statement.starts_with(verb))
        });
        runs.push((test.app.permits.granted() - granted, writes));
    }
    assert_eq!(test.count("access_request WHERE state = 'matched'").await, 2);
    assert_eq!(runs[0].0, 1, "one hash");
    assert!(
        runs[0]
            .1
            .iter()
            .any(|statement| statement.contains("access_link_patient"))
    );
    assert_eq!(runs[0], runs[1]);
    assert_eq!(runs[0], runs[2]);
}

/// Every query from a request to a person: by the contact hash, and from there by number.
#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_looked_up_without_the_contact_hash() {
    let _alone = ONE_AT_A_TIME.lock().await;
    diesel::connection::set_default_instrumentation(listener).unwrap();
    let test = TestApp::start();
    let stranger = with(&zoe(), &json!({"phone": "617-555-0198"}));
    for (form, is_found) in [(zoe(), true), (stranger, false)] {
        HEARD.lock().unwrap().clear();
        if is_found {
            test.opened(&form).await;
        } else {
            test.submit(&form).await;
            test.work().await;
        }
        let heard = std::mem::take(&mut *HEARD.lock().unwrap());
        let about_people: Vec<String> = heard
            .into_iter()
            .map(|statement| statement.replace(['"', '`'], ""))
            .filter(|statement| is_about_people(statement))
            .collect();
        if is_memory() {
            // With another registry behind the door, no statement reads the tables of the local one.
            assert!(about_people.is_empty(), "{about_people:?}");
            continue;
        }
        assert!(
            about_people
                .iter()
                .any(|statement| statement.contains("contact_hash.hash = ")),
            "{about_people:?}"
        );
        for statement in &about_people {
            let (_, condition) = statement
                .split_once(" WHERE ")
                .expect("every statement has a condition");
            let ways = [
                "(contact_hash.hash = ",
                "(patient.id = ",
                "(patient_contact.patient_id = ",
                "(immunization.patient_id = ",
            ];
            assert!(ways.iter().any(|way| condition.starts_with(way)), "{statement}");
            assert!(!condition.contains(" OR "), "{statement}");
            let by_number = about_people
                .iter()
                .filter(|one| !one.contains("contact_hash.hash = "));
            assert!(
                is_found || by_number.count() == 0,
                "a number without a person: {about_people:?}"
            );
        }
    }
}

fn is_about_people(statement: &str) -> bool {
    [
        "patient",
        "patient_contact",
        "contact_hash",
        "immunization",
        "report",
    ]
    .iter()
    .any(|table| {
        [" FROM ", " JOIN ", " (", "UPDATE ", "INTO "]
            .iter()
            .any(|before| {
                statement.contains(&format!("{before}{table} "))
                    || statement.ends_with(&format!("{before}{table}"))
            })
    })
}
