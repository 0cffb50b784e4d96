//! `POST /api/v1/unlock`: the right link and PIN, and everything else.

use backend::access::link::LinkToken;
use backend::clock::Clock;
use backend::db::access_links;
use backend::db::tries::{self, Comparison, TakenTry};
use chrono::TimeDelta;
use futures_util::future::join_all;
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::helpers::forms::{PIN, mila, zoe};
use crate::helpers::{TestApp, code, cookie_of};

#[tokio::test(flavor = "multi_thread")]
async fn the_right_pin_shows_the_record_and_begins_a_session() {
    let test = TestApp::start();
    let token = test.link_for(&zoe()).await;
    let response = test.unlock(&token, PIN).await;
    assert_eq!(response.status(), StatusCode::OK);
    let cookie = response.headers()["set-cookie"].to_str().unwrap();
    assert!(cookie.starts_with("__Host-myvax="), "{cookie}");
    for attribute in ["Secure", "HttpOnly", "SameSite=Strict", "Path=/"] {
        assert!(cookie.contains(attribute), "{attribute} is not in {cookie}");
    }
    let body: Value = response.json().await.unwrap();
    assert_eq!(body["record"]["patient"]["birth_date"], "1988-02-29");
    assert_eq!(body["health_cards"][0]["doses"], 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pin_in_another_script_is_the_same_pin() {
    let test = TestApp::start();
    let token = test.link_for(&zoe()).await;
    assert_eq!(test.unlock(&token, "٢٥٨٠").await.status(), StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_pins_are_counted_and_the_fifth_locks_for_good() {
    let test = TestApp::start();
    let token = test.link_for(&zoe()).await;
    for left in [4, 3, 2, 1] {
        let response = test.unlock(&token, "9999").await;
        assert_eq!(response.status(), StatusCode::FORBIDDEN);
        let body: Value = response.json().await.unwrap();
        assert_eq!(
            (&body["code"], &body["attempts_left"]),
            (&json!("pin-mismatch"), &json!(left))
        );
    }
    assert_eq!(
        code(test.unlock(&token, "9999").await).await,
        (423, "link-locked".into())
    );
    assert_eq!(
        code(test.unlock(&token, PIN).await).await,
        (423, "link-locked".into()),
        "the right one is too late"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_opens_ten_times_in_ten_minutes_and_a_session_goes_on() {
    let test = TestApp::start();
    let token = test.link_for(&zoe()).await;
    let mut cookie = String::new();
    for _ in 0..10 {
        let response = test.unlock(&token, PIN).await;
        assert_eq!(response.status(), StatusCode::OK);
        cookie = cookie_of(&response);
    }
    for pin in [PIN, "9999"] {
        let response = test.unlock(&token, pin).await;
        assert_eq!(response.headers()["retry-after"], "600", "the window is whole");
        assert_eq!(code(response).await, (429, "too-many-requests".into()));
    }
    assert_eq!(
        test.get_with("/api/v1/record", &cookie).await.status(),
        StatusCode::OK
    );
    test.opened(&mila()).await;
    test.clock.advance(TimeDelta::minutes(10));
    assert_eq!(
        code(test.unlock(&token, "9999").await).await,
        (403, "pin-mismatch".into()),
        "the refused calls cost no try"
    );
    assert_eq!(test.count("access_link WHERE tries = 1").await, 1);
    assert_eq!(test.unlock(&token, PIN).await.status(), StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_hundred_parallel_wrong_pins_count_as_five() {
    let test = TestApp::start();
    let token = test.link_for(&zoe()).await;
    let answers = join_all((0..200).map(|_| test.unlock(&token, "9999"))).await;
    let mut counted = 0;
    for answer in answers {
        match answer.status().as_u16() {
            403 => counted += 1,
            // Already locked, or asked to try again: neither counts as a guess.
            423 | 503 => {}
            other => panic!("unexpected status {other}"),
        }
    }
    assert_eq!(counted, 4, "four wrong answers, the fifth locks");
    assert_eq!(
        code(test.unlock(&token, PIN).await).await,
        (423, "link-locked".into())
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn right_pins_cost_nothing() {
    let test = TestApp::start();
    let token = test.link_for(&zoe()).await;
    for _ in 0..4 {
        assert_eq!(test.unlock(&token, PIN).await.status(), StatusCode::OK);
    }
    let side_by_side = join_all((0..5).map(|_| test.unlock(&token, PIN))).await;
    assert!(
        side_by_side
            .iter()
            .all(|answer| answer.status() == StatusCode::OK)
    );
    let wrong: Value = test.unlock(&token, "9999").await.json().await.unwrap();
    assert_eq!(wrong["attempts_left"], 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn right_pins_beside_wrong_ones_never_count_as_wrong() {
    let test = TestApp::start();
    let token = test.link_for(&zoe()).await;
    let pins = ["9999", PIN, "9998", PIN, "9997", PIN, "9996", PIN];
    let answers = join_all(pins.map(|pin| test.unlock(&token, pin))).await;
    let mut statuses: Vec<u16> = answers.iter().map(|answer| answer.status().as_u16()).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 200, 200, 200, 403, 403, 403, 403]);
    assert_eq!(test.unlock(&token, PIN).await.status(), StatusCode::OK);
    assert_eq!(
        code(test.unlock(&token, "9995").await).await,
        (423, "link-locked".into()),
        "four tries were wrong before"
    );
}

/// The state after a process was killed during a comparison.
async fn killed_while_comparing(test: &TestApp, token: &str) {
    let hash = LinkToken::parse(token).unwrap().hash();
    let find = move |conn: &mut _| access_links::find_by_token_hash(conn, &hash);
    let id = test.app.db.read(find).await.unwrap().unwrap().id;
    let now = test.clock.now();
    let killed = Comparison {
        by: "a process that was killed".into(),
        until: now + TimeDelta::seconds(10),
    };
    let taken = test
        .app
        .db
        .write(move |conn| tries::take(conn, &id, &killed, now))
        .await;
    assert_eq!(taken.unwrap(), TakenTry::Taken);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_try_left_behind_is_used_by_the_next_call() {
    let test = TestApp::start();
    let token = test.link_for(&zoe()).await;
    for _ in 0..4 {
        test.unlock(&token, "9999").await;
    }
    killed_while_comparing(&test, &token).await;
    assert_eq!(
        code(test.unlock(&token, PIN).await).await,
        (503, "unavailable".into()),
        "another process may still be comparing"
    );
    test.clock.advance(TimeDelta::seconds(11));
    assert_eq!(test.unlock(&token, PIN).await.status(), StatusCode::OK);
    killed_while_comparing(&test, &token).await;
    test.clock.advance(TimeDelta::seconds(11));
    assert_eq!(
        code(test.unlock(&token, "9999").await).await,
        (423, "link-locked".into()),
        "no guess is won by a crash"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_lives_twenty_four_hours_from_its_sending() {
    let test = TestApp::start();
    let token = test.link_for(&zoe()).await;
    test.clock.advance(TimeDelta::hours(24) - TimeDelta::seconds(1));
    assert_eq!(test.unlock(&token, PIN).await.status(), StatusCode::OK);
    test.clock.advance(TimeDelta::seconds(1));
    assert_eq!(
        code(test.unlock(&token, PIN).await).await,
        (410, "link-expired".into())
    );
    assert_eq!(
        code(test.unlock(&token, "9999").await).await,
        (410, "link-expired".into()),
        "an expired link reveals nothing about the PIN"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_or_differently_spelled_link_is_unknown() {
    let test = TestApp::start();
    let token = test.link_for(&zoe()).await;
    let lower = token.to_lowercase();
    let longer = format!("{token}0");
    for unknown in ["0123456789ABCDEFGHJKMNPQRS", lower.as_str(), longer.as_str(), ""] {
        assert_eq!(
            code(test.unlock(unknown, PIN).await).await,
            (404, "link-unknown".into()),
            "{unknown}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_pin_is_not_counted() {
    let test = TestApp::start();
    let token = test.link_for(&zoe()).await;
    for typed in ["", "12", "abcd", "25800"] {
        assert_eq!(
            code(test.unlock(&token, typed).await).await,
            (422, "invalid-fields".into()),
            "{typed}"
        );
    }
    let wrong: Value = test.unlock(&token, "1111").await.json().await.unwrap();
    assert_eq!(wrong["attempts_left"], 4, "any four digits are a guess");
}

#[tokio::test(flavor = "multi_thread")]
async fn opening_the_page_changes_nothing() {
    let test = TestApp::start();
    let token = test.link_for(&zoe()).await;
    for _ in 0..6 {
        test.get("/open?lang=en").await;
        test.client
            .head(format!("{}/api/v1/unlock", test.url))
            .send()
            .await
            .unwrap();
    }
    assert_eq!(test.unlock(&token, PIN).await.status(), StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn each_link_opens_with_its_own_pin_only() {
    let test = TestApp::start();
    let (mother, daughter) = (test.link_for(&zoe()).await, test.link_for(&mila()).await);
    assert_eq!(
        code(test.unlock(&mother, "8350").await).await,
        (403, "pin-mismatch".into())
    );
    assert_eq!(test.unlock(&daughter, "8350").await.status(), StatusCode::OK);
}
