//! `GET /api/v1/record`, `POST /api/v1/lock`: how long a session lasts, and that it ends.

use chrono::TimeDelta;
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::helpers::forms::{PIN, mila, zoe};
use crate::helpers::{TestApp, code, cookie_of};

const PATH: &str = "/api/v1/record";

async fn lock(test: &TestApp, cookie: &str) -> StatusCode {
    let response = test
        .client
        .post(format!("{}/api/v1/lock", test.url))
        .header("cookie", cookie)
        .send()
        .await
        .unwrap();
    assert!(
        response.headers()["set-cookie"]
            .to_str()
            .unwrap()
            .contains("Max-Age=0")
    );
    response.status()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reload_shows_the_same_record() {
    let test = TestApp::start();
    let (opened, cookie) = test.opened(&zoe()).await;
    let again: Value = test.get_with(PATH, &cookie).await.json().await.unwrap();
    assert_eq!(opened["record"], again["record"]);
    let doses = again["record"]["immunizations"].as_array().unwrap();
    let dates: Vec<_> = doses
        .iter()
        .map(|dose| dose["occurrence_date"].as_str().unwrap())
        .collect();
    assert!(dates.is_sorted_by(|a, b| a >= b), "newest first: {dates:?}");
    assert!(doses.iter().any(|dose| dose["lot_number"] == "GH9702"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_doses_id_tells_nothing_of_the_registry() {
    let test = TestApp::start();
    let (opened, cookie) = test.opened(&zoe()).await;
    let ids = |record: &Value| -> Vec<String> {
        let doses = record["immunizations"].as_array().unwrap();
        doses
            .iter()
            .map(|dose| dose["id"].as_str().unwrap().to_owned())
            .collect()
    };
    let first = ids(&opened["record"]);
    assert!(
        first.iter().all(|id| id.len() == 16 && !id.contains(' ')),
        "{first:?}"
    );
    let again: Value = test.get_with(PATH, &cookie).await.json().await.unwrap();
    assert_eq!(ids(&again["record"]), first);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_dose_says_who_reported_it_and_whether_its_date_can_be_right() {
    let test = TestApp::start();
    let (opened, _) = test.opened(&zoe()).await;
    for dose in opened["record"]["immunizations"].as_array().unwrap() {
        let reporter = dose["performer"].as_str().unwrap_or("EXAMPLE CLINIC");
        assert_eq!(dose["sources"], json!([reporter]));
        assert_eq!(dose["flags"], json!([]));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_combination_vaccine_has_each_of_its_groups() {
    let test = TestApp::start();
    let (opened, _) = test.opened(&mila()).await;
    let doses = opened["record"]["immunizations"].as_array().unwrap();
    let combined = doses.iter().find(|dose| dose["cvx"] == "110").unwrap();
    assert_eq!(
        combined["vaccine_groups"],
        json!(["dtap", "polio", "hepatitis-b"])
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_session_there_is_no_record() {
    let test = TestApp::start();
    for cookie in [
        "",
        "__Host-myvax=",
        "__Host-myvax=eyJhbGciOiJub25lIn0.e30.",
        "other=1",
    ] {
        assert_eq!(
            code(test.get_with(PATH, cookie).await).await,
            (401, "session-required".into()),
            "{cookie}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn fifteen_idle_minutes_end_the_session_and_use_renews_it() {
    let test = TestApp::start();
    let (_, first) = test.opened(&zoe()).await;
    test.clock.advance(TimeDelta::minutes(14));
    let renewed = cookie_of(&test.get_with(PATH, &first).await);
    test.clock.advance(TimeDelta::minutes(14));
    assert_eq!(
        code(test.get_with(PATH, &first).await).await.0,
        401,
        "the first cookie was idle for 28 minutes"
    );
    assert_eq!(test.get_with(PATH, &renewed).await.status(), StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn sixty_minutes_end_the_session_however_busy() {
    let test = TestApp::start();
    let (_, mut cookie) = test.opened(&zoe()).await;
    for _ in 0..5 {
        test.clock.advance(TimeDelta::minutes(11));
        cookie = cookie_of(&test.get_with(PATH, &cookie).await);
    }
    test.clock.advance(TimeDelta::minutes(5));
    assert_eq!(code(test.get_with(PATH, &cookie).await).await.0, 401);
}

#[tokio::test(flavor = "multi_thread")]
async fn each_answer_says_how_long_the_session_still_lives() {
    let test = TestApp::start();
    let (opened, mut cookie) = test.opened(&zoe()).await;
    let times = |whole: u32, idle: u32| json!({"ends_in_seconds": whole, "idle_ends_in_seconds": idle});
    assert_eq!(opened["session"], times(3600, 900));
    // Use renews only the idle end, which never comes after the absolute end.
    for (whole, idle) in [(2940, 900), (2280, 900), (1620, 900), (960, 900), (300, 300)] {
        test.clock.advance(TimeDelta::minutes(11));
        let answer = test.get_with(PATH, &cookie).await;
        cookie = cookie_of(&answer);
        let again: Value = answer.json().await.unwrap();
        assert_eq!(again["session"], times(whole, idle));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_links_expiry_does_not_end_a_running_session() {
    let test = TestApp::start();
    let token = test.link_for(&zoe()).await;
    test.clock.advance(TimeDelta::hours(24) - TimeDelta::minutes(1));
    let cookie = cookie_of(&test.unlock(&token, PIN).await);
    test.clock.advance(TimeDelta::minutes(10));
    assert_eq!(test.get_with(PATH, &cookie).await.status(), StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn lock_ends_copied_cookies_too_and_the_pin_opens_again() {
    let test = TestApp::start();
    let token = test.link_for(&zoe()).await;
    let (mine, copied) = (
        cookie_of(&test.unlock(&token, PIN).await),
        cookie_of(&test.unlock(&token, PIN).await),
    );
    assert_eq!(lock(&test, &mine).await, StatusCode::NO_CONTENT);
    assert_eq!(code(test.get_with(PATH, &copied).await).await.0, 401);
    test.clock.advance(TimeDelta::seconds(1));
    let again = cookie_of(&test.unlock(&token, PIN).await);
    assert_eq!(test.get_with(PATH, &again).await.status(), StatusCode::OK);
    assert_eq!(
        lock(&test, "").await,
        StatusCode::NO_CONTENT,
        "locking without a session is fine"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_shows_one_person_only() {
    let test = TestApp::start();
    let (_, mother) = test.opened(&zoe()).await;
    let (_, daughter) = test.opened(&mila()).await;
    let name = async |cookie: &str| {
        let body: Value = test.get_with(PATH, cookie).await.json().await.unwrap();
        body["record"]["patient"]["name"].as_str().unwrap().to_owned()
    };
    assert!(name(&mother).await.starts_with("Zoë"));
    assert!(name(&daughter).await.starts_with("Mila"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restart_does_not_end_a_session() {
    let test = TestApp::start();
    let (_, cookie) = test.opened(&zoe()).await;
    let again = TestApp::start_on(test.crash().await);
    assert_eq!(again.get_with(PATH, &cookie).await.status(), StatusCode::OK);
}
