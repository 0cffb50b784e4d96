//! Records the executed SQL statements. It is a separate binary, because it listens to every connection of the process.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops here")]

#[path = "api/helpers/mod.rs"]
#[allow(dead_code, reason = "this binary walks only a part of the way")]
mod helpers;

use std::collections::BTreeSet;
use std::sync::Mutex;

use backend::access::purge::{give_up_unanswered, purge};
use backend::db::DbConnection;
use chrono::TimeDelta;
use diesel::connection::{Instrumentation, InstrumentationEvent, SimpleConnection};
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::Text;
use serde_json::json;

use helpers::TestApp;
use helpers::database::is_postgres;
use helpers::forms::{nobody, with, zoe};
use helpers::memory_registry::is_memory;

#[derive(QueryableByName)]
struct SqliteLine {
    #[diesel(sql_type = Text)]
    detail: String,
}

#[derive(QueryableByName)]
struct PostgresLine {
    #[diesel(sql_type = Text, column_name = "QUERY PLAN")]
    text: String,
}

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

/// The tables that the sweep erases from.
const SWEPT: [&str; 6] = [
    "access_request",
    "access_link",
    "access_link_patient",
    "message",
    "used_challenge",
    "limit_counter",
];

/// A scan of a large table would take long: on SQLite it would keep a connection, on PostgreSQL the cache.
#[tokio::test(flavor = "multi_thread")]
async fn every_statement_of_the_sweep_uses_an_index() {
    let _alone = ONE_AT_A_TIME.lock().await;
    diesel::connection::set_default_instrumentation(listener).unwrap();
    let test = TestApp::start();
    test.link_for(&zoe()).await;
    test.submit(&nobody()).await;
    test.run("UPDATE access_request SET attempts = 1 WHERE state = 'open'")
        .await;
    test.clock.advance(TimeDelta::days(40));
    HEARD.lock().unwrap().clear();
    give_up_unanswered(&test.app).await.unwrap();
    while !purge(&test.app).await.unwrap() {}
    let heard: BTreeSet<String> = std::mem::take(&mut *HEARD.lock().unwrap()).into_iter().collect();
    for table in SWEPT {
        let erases = |statement: &&String| {
            let plain = statement.replace(['"', '`'], "");
            plain.contains(&format!("DELETE FROM {table} ")) || plain.starts_with(&format!("UPDATE {table} "))
        };
        assert!(
            heard.iter().any(|statement| erases(&statement)),
            "{table}: {heard:?}"
        );
    }
    let of_tables = |statement: &&String| SWEPT.iter().any(|table| statement.contains(table));
    for statement in heard.iter().filter(of_tables) {
        let plan = plan_of(&test, statement).await;
        assert!(uses_indexes(&plan), "{statement}: {plan:?}");
    }
}

/// The lines of the database's plan for a statement without its values.
async fn plan_of(test: &TestApp, statement: &str) -> Vec<String> {
    let (statement, values) = (statement.to_owned(), statement.matches('$').count());
    let explain = move |conn: &mut DbConnection| {
        if !is_postgres() {
            let lines: Vec<SqliteLine> = sql_query(format!("EXPLAIN QUERY PLAN {statement}")).load(conn)?;
            return Ok(lines.into_iter().map(|line| line.detail).collect());
        }
        // The tables of a test are small: without this the plan would scan them.
        conn.batch_execute("SET LOCAL enable_seqscan = off; SET LOCAL plan_cache_mode = force_generic_plan")?;
        conn.batch_execute(&format!("PREPARE explained AS {statement}"))?;
        let values = vec!["NULL"; values].join(", ");
        let lines: Vec<PostgresLine> =
            sql_query(format!("EXPLAIN (COSTS OFF) EXECUTE explained ({values})")).load(conn)?;
        conn.batch_execute("DEALLOCATE explained")?;
        Ok(lines.into_iter().map(|line| line.text).collect())
    };
    test.app.db.write(explain).await.unwrap()
}

/// The indexes of the open rows, which are few.
const OPEN_ROWS: [&str; 4] = [
    "access_request_queue",
    "access_request_open",
    "message_queue",
    "message_open",
];

/// No table is read whole, and no index but those of the open rows.
fn uses_indexes(plan: &[String]) -> bool {
    if !is_postgres() {
        let lines = |text: &str| plan.iter().filter(|line| line.contains(text)).count();
        return lines("SEARCH") > 0 && lines("SCAN") == 0;
    }
    let is_limited = |(at, line): (usize, &String)| {
        let is_scan = line.contains("Index Scan") || line.contains("Index Only Scan");
        let is_of_open_rows = OPEN_ROWS.iter().any(|index| line.contains(index));
        let has_condition = || plan.get(at + 1).is_some_and(|next| next.contains("Index Cond"));
        !line.contains("Seq Scan") && (!is_scan || is_of_open_rows || has_condition())
    };
    plan.iter().enumerate().all(is_limited)
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
