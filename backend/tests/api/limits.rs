//! The limits that the worker keeps: a test per row of the table in `docs/security.md`, with a clock that only the test
//! moves. In the middle of each row the server is killed and starts again, which changes nothing.

use std::collections::BTreeMap;

use backend::access::network_counts::read_text_budget;
use backend::clock::Clock;
use backend::db::lease::Queue;
use backend::jobs::queue;
use chrono::TimeDelta;
use serde_json::{Value, json};
use shared::message::MessageKind;

use crate::helpers::forms::{PIN, nobody, with, zoe};
use crate::helpers::{TestApp, code};

/// Submits and works. Returns the kinds of the new messages, oldest first.
async fn asked(test: &TestApp, form: &Value) -> Vec<MessageKind> {
    let before = test.inbox().len();
    let answer = test.submit(form).await;
    assert_eq!(answer.status(), 202, "the answer is the same over a limit");
    test.work().await;
    let new = test.inbox().len() - before;
    test.inbox()
        .into_iter()
        .take(new)
        .rev()
        .map(|message| message.kind)
        .collect()
}

/// Asks this many times in one moment.
async fn asked_times(test: &TestApp, form: &Value, times: usize) -> Vec<MessageKind> {
    let mut kinds = Vec::new();
    for _ in 0..times {
        kinds.extend(asked(test, form).await);
    }
    kinds
}

async fn states(test: &TestApp) -> BTreeMap<&'static str, i64> {
    let mut states = BTreeMap::new();
    for state in ["open", "matched", "not-matched", "over-limit", "failed"] {
        states.insert(
            state,
            test.count(&format!("access_request WHERE state = '{state}'"))
                .await,
        );
    }
    states.retain(|_, count| *count > 0);
    states
}

async fn ended_as(test: &TestApp, reason: &str) -> i64 {
    test.count(&format!("access_request WHERE reason = '{reason}'"))
        .await
}

/// A person of this phone's own, so that only the phone is limited.
fn stranger(phone: &str) -> Value {
    let digits = phone.bytes().filter(u8::is_ascii_digit);
    let name: String = digits.map(|digit| char::from(digit - b'0' + b'a')).collect();
    with(&nobody(), &json!({"phone": phone, "last_name": name}))
}

/// The phone of this prefix with this number.
fn phone(prefix: &str, number: usize) -> String {
    format!("{prefix}-{number:04}")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_contact_gets_eight_messages_at_once_and_then_two_an_hour() {
    let test = TestApp::start();
    assert_eq!(asked_times(&test, &zoe(), 5).await, [MessageKind::Link; 5]);
    let test = test.restarted().await;
    let more = asked_times(&test, &zoe(), 10).await;
    assert_eq!(
        more,
        [
            MessageKind::Link,
            MessageKind::Link,
            MessageKind::Link,
            MessageKind::Limited
        ]
    );
    assert_eq!(states(&test).await, [("matched", 8), ("over-limit", 7)].into());
    assert_eq!(ended_as(&test, "contact-limit").await, 7);
    test.clock.advance(TimeDelta::minutes(59));
    assert_eq!(asked(&test, &zoe()).await, []);
    test.clock.advance(TimeDelta::minutes(1));
    assert_eq!(asked_times(&test, &zoe(), 2).await, [MessageKind::Link]);
    test.clock.advance(TimeDelta::hours(1));
    assert_eq!(asked_times(&test, &zoe(), 4).await, [MessageKind::Link; 2]);
}

/// One request a minute for a day and a half.
#[tokio::test(flavor = "multi_thread")]
async fn a_contact_that_is_pumped_gets_nine_messages_in_the_first_hour_and_twenty_in_a_day() {
    let mut test = TestApp::start();
    let (mut first_hour, mut first_day, mut next_day) = (0, 0, 0);
    for minute in (0..36 * 60).step_by(4) {
        let kinds = asked(&test, &zoe()).await;
        match minute {
            0..60 => first_hour += kinds.len(),
            60..1440 => first_day += kinds.len(),
            _ => next_day += kinds.len(),
        }
        test.clock.advance(TimeDelta::minutes(4));
        if minute == 240 {
            test = test.restarted().await;
        }
    }
    assert_eq!((first_hour, first_hour + first_day), (9, 20));
    assert!(next_day <= 20, "{next_day}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_spellings_of_a_contact_are_one_contact() {
    let test = TestApp::start();
    let mut kinds = Vec::new();
    for spelling in [
        "6175550142",
        "+1 617 555 0142",
        "(617) 555-0142",
        "617.555.0142",
        "1-617-555-0142",
    ] {
        kinds.extend(asked_times(&test, &with(&zoe(), &json!({"phone": spelling})), 2).await);
    }
    assert_eq!(kinds.len(), 9);
    assert_eq!(kinds.last(), Some(&MessageKind::Limited));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sixth_birth_date_is_not_compared() {
    let test = TestApp::start();
    let born = |day: u32| with(&zoe(), &json!({"birth_date": format!("1971-03-{day:02}")}));
    let mut kinds = Vec::new();
    for day in 1..=3 {
        kinds.extend(asked(&test, &born(day)).await);
    }
    assert_eq!(kinds, [MessageKind::NotFound; 3]);
    let test = test.restarted().await;
    // A date that was tried before is no further guess.
    assert_eq!(asked(&test, &born(3)).await, [MessageKind::Limited]);
    assert_eq!(asked(&test, &born(4)).await, []);
    assert_eq!(
        asked(&test, &zoe()).await,
        [MessageKind::Link],
        "four dates were wrong"
    );
    assert_eq!(asked(&test, &born(5)).await, []);
    assert_eq!(asked(&test, &zoe()).await, [], "five dates were wrong");
    assert_eq!(ended_as(&test, "birth-date-limit").await, 1);
    test.clock.advance(TimeDelta::days(1));
    assert_eq!(asked(&test, &zoe()).await, [MessageKind::Link]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_family_on_one_phone_is_not_limited_by_its_birth_dates() {
    let test = TestApp::start();
    for _ in 0..3 {
        assert_eq!(asked(&test, &zoe()).await, [MessageKind::Link]);
        assert_eq!(
            asked(&test, &crate::helpers::forms::mila()).await,
            [MessageKind::Link]
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_fourth_message_about_no_record_says_when_to_try_again() {
    let test = TestApp::start();
    assert_eq!(asked_times(&test, &nobody(), 2).await, [MessageKind::NotFound; 2]);
    let test = test.restarted().await;
    let kinds = asked_times(&test, &nobody(), 4).await;
    assert_eq!(kinds, [MessageKind::NotFound, MessageKind::Limited]);
    assert_eq!(ended_as(&test, "not-found-limit").await, 3);
    let text = test.inbox()[0].text.clone();
    assert!(
        text.contains("Try again in 24 hours") || text.contains("Try again in 25 hours"),
        "{text}"
    );
    test.clock.advance(TimeDelta::days(1));
    assert_eq!(asked(&test, &nobody()).await, [MessageKind::NotFound]);
}

#[tokio::test(flavor = "multi_thread")]
async fn strangers_ask_ten_times_a_day_about_one_person() {
    let test = TestApp::start();
    let guess = |n: usize| {
        let mut form = with(&zoe(), &json!({"email": format!("guess{n}@example.org")}));
        form.as_object_mut().unwrap().remove("phone");
        form
    };
    let mut kinds = Vec::new();
    for n in 0..6 {
        kinds.extend(asked(&test, &guess(n)).await);
    }
    let test = test.restarted().await;
    for n in 6..14 {
        kinds.extend(asked(&test, &guess(n)).await);
    }
    let mut expected = vec![MessageKind::NotFound; 10];
    expected.push(MessageKind::Limited);
    assert_eq!(kinds, expected);
    assert_eq!(ended_as(&test, "identity-limit").await, 4);
    assert_eq!(
        asked(&test, &zoe()).await,
        [MessageKind::Link],
        "her own phone is on the record"
    );
    test.clock.advance(TimeDelta::days(1));
    assert_eq!(asked(&test, &guess(20)).await, [MessageKind::NotFound]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_prefix_gets_its_texts_an_hour_and_the_others_wait() {
    let test = TestApp::with_settings(&[("MYVAX_LIMITS__PREFIX_TEXTS_PER_HOUR", "20")]);
    for number in 0..15 {
        test.submit(&stranger(&phone("617-555", number))).await;
    }
    test.work().await;
    let test = test.restarted().await;
    for number in 15..50 {
        test.submit(&stranger(&phone("617-555", number))).await;
    }
    test.submit(&stranger("413-555-0101")).await;
    test.work().await;
    assert_eq!(states(&test).await, [("not-matched", 21), ("open", 30)].into());
    test.clock.advance(TimeDelta::minutes(59));
    test.work().await;
    assert_eq!(states(&test).await["not-matched"], 21);
    test.clock.advance(TimeDelta::minutes(11));
    test.work().await;
    assert_eq!(states(&test).await, [("not-matched", 41), ("open", 10)].into());
}

#[tokio::test(flavor = "multi_thread")]
async fn another_country_gets_thirty_texts_an_hour() {
    let test = TestApp::with_settings(&[("MYVAX_LIMITS__COUNTRIES", "US, GB")]);
    for number in 0..40 {
        test.submit(&stranger(&format!("+44 20 7946 {number:04}"))).await;
    }
    test.work().await;
    assert_eq!(states(&test).await, [("not-matched", 30), ("open", 10)].into());
}

#[tokio::test(flavor = "multi_thread")]
async fn no_text_goes_to_a_country_or_number_that_is_not_allowed() {
    let test = TestApp::start();
    for (phone, problem) in [
        ("+44 20 7946 0018", "phone-country"),
        ("+1 416 555 0142", "phone-country"),
        ("+1 876 555 0142", "phone-country"),
        ("+882 16 555 0142", "phone-country"),
        ("+999 16 555 0142", "phone-country"),
        ("+1 900 555 0142", "phone-without-texts"),
        ("800 555 0142", "phone-without-texts"),
        ("+1 000 555 0142", "phone-without-texts"),
        ("617 911 0142", "phone-without-texts"),
    ] {
        let answer = test.submit(&stranger(phone)).await;
        assert_eq!(answer.status(), 422, "{phone}");
        let body: Value = answer.json().await.unwrap();
        assert_eq!(
            body["fields"],
            json!([{"field": "phone", "problem": problem}]),
            "{phone}"
        );
    }
    assert_eq!(test.count("access_request").await, 0);
}

/// The operator takes a country off the list while requests wait.
#[tokio::test(flavor = "multi_thread")]
async fn a_request_from_before_a_country_was_taken_off_gets_no_text() {
    let test = TestApp::with_settings(&[("MYVAX_LIMITS__COUNTRIES", "US,GB")]);
    test.submit(&stranger("+44 20 7946 0018")).await;
    let mut app = test.another_app();
    app.limits.countries.truncate(1);
    assert_eq!(backend::jobs::round(&std::sync::Arc::new(app)).await, 1);
    assert_eq!(states(&test).await, [("over-limit", 1)].into());
    assert_eq!(ended_as(&test, "phone-country").await, 1);
    assert_eq!(test.count("message").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn texts_over_the_budget_wait_two_days_and_then_fail() {
    let test = TestApp::with_settings(&[("MYVAX_LIMITS__TEXTS_PER_DAY", "5")]);
    for number in 0..18 {
        test.submit(&stranger(&phone("617-555", number))).await;
    }
    let by_mail = json!({"email": "abe@example.org", "pin": PIN});
    let mut by_mail = with(&nobody(), &by_mail);
    by_mail.as_object_mut().unwrap().remove("phone");
    test.submit(&by_mail).await;
    test.work().await;
    let test = test.restarted().await;
    assert_eq!(states(&test).await, [("not-matched", 6), ("open", 13)].into());
    for _ in 0..16 {
        test.clock.advance(TimeDelta::hours(3));
        test.work().await;
    }
    // Five texts on each of the days that begin within the 48 hours; three were too many.
    assert_eq!(states(&test).await, [("failed", 3), ("not-matched", 16)].into());
    assert_eq!(ended_as(&test, "text-budget").await, 3);
    assert_eq!(
        test.count("access_request WHERE sealed_payload IS NOT NULL")
            .await,
        0
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_spent_budget_is_said_before_sending() {
    let test = TestApp::with_settings(&[("MYVAX_LIMITS__TEXTS_PER_DAY", "2")]);
    // The form reads the state from its page.
    let says = async |test: &TestApp, state: &str| {
        let portal: Value = test.get("/api/v1/portal").await.json().await.unwrap();
        let page = test.get("/request").await.text().await.unwrap();
        assert_eq!(portal["channels"]["sms"], state);
        assert!(page.contains(&format!(r#""channels":{{"sms":"{state}""#)));
    };
    says(&test, "on").await;
    for number in 0..2 {
        asked(&test, &stranger(&phone("617-555", number))).await;
    }
    says(&test, "paused").await;
    assert_eq!(test.app.text_budget.spent(test.clock.now()), 2);
    let refused = code(test.submit(&zoe()).await).await;
    assert_eq!(refused, (503, "texts-paused".into()));
    let mut by_mail = with(&zoe(), &json!({"email": "zoe@example.org"}));
    by_mail.as_object_mut().unwrap().remove("phone");
    assert_eq!(test.submit(&by_mail).await.status(), 202);
    // Another process reads what this one spent.
    let other = test.another_app();
    assert_eq!(other.text_budget.spent(test.clock.now()), 0);
    read_text_budget(&other).await.unwrap();
    assert!(other.text_budget.is_spent(&other.limits, &*test.clock));
    let test = test.restarted().await;
    read_text_budget(&test.app).await.unwrap();
    says(&test, "paused").await;
    test.clock.advance(TimeDelta::days(1));
    says(&test, "on").await;
    assert_eq!(test.submit(&zoe()).await.status(), 202);
}

/// Each request comes from another contact, and all are about one person.
#[tokio::test(flavor = "multi_thread")]
async fn many_requests_about_one_person_delay_nobody_else() {
    let test = TestApp::start();
    for number in 0..40 {
        test.submit(&with(&nobody(), &json!({"phone": phone("617-555", number)})))
            .await;
    }
    test.submit(&zoe()).await;
    let claimed = queue::round(&test.app, Queue::AccessRequests).await.unwrap();
    assert_eq!(claimed, 2, "one about that person, and the other");
    assert_eq!(
        states(&test).await,
        [("matched", 1), ("not-matched", 1), ("open", 39)].into()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_counter_that_cannot_be_read_allows_nothing() {
    let test = TestApp::start();
    assert_eq!(asked(&test, &zoe()).await.len(), 1);
    test.run("UPDATE limit_counter SET counts = 'x'").await;
    assert_eq!(asked(&test, &zoe()).await, []);
    assert_eq!(states(&test).await, [("matched", 1), ("open", 1)].into());
    test.run("ALTER TABLE limit_counter RENAME TO gone").await;
    test.clock.advance(TimeDelta::minutes(1));
    test.work().await;
    assert_eq!(states(&test).await, [("matched", 1), ("open", 1)].into());
    test.run("ALTER TABLE gone RENAME TO limit_counter").await;
    test.run("DELETE FROM limit_counter").await;
    test.clock.advance(TimeDelta::minutes(1));
    test.work().await;
    assert_eq!(states(&test).await, [("matched", 2)].into());
}

#[tokio::test(flavor = "multi_thread")]
async fn no_counter_names_its_subject() {
    let test = TestApp::start();
    asked(&test, &zoe()).await;
    assert_eq!(test.count("limit_counter").await, 4);
    for said in ["617555", "0142", "Zo", "Example", "1988"] {
        let of = format!("limit_counter WHERE key LIKE '%{said}%' OR counts LIKE '%{said}%'");
        assert_eq!(test.count(&of).await, 0, "{said}");
    }
    assert_eq!(
        test.count("access_request WHERE identity_hash IS NOT NULL").await,
        0
    );
}
