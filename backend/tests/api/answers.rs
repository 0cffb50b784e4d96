//! The answer is the same for a match, for no match and for a stranger's contact; only the message that follows differs.

use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::Text;
use serde_json::{Value, json};
use shared::message::MessageKind;

use crate::helpers::forms::{mila, nobody, with, zoe};
use crate::helpers::{TestApp, token_in};

/// Right name and birth date, but a contact that is not on the record.
fn stranger() -> Value {
    with(&zoe(), &json!({"phone": "617-555-0198"}))
}

#[tokio::test(flavor = "multi_thread")]
async fn status_headers_and_length_are_the_same_for_everyone() {
    let test = TestApp::start();
    let mut answers = Vec::new();
    for form in [zoe(), nobody(), stranger()] {
        let response = test.submit(&form).await;
        let status = response.status();
        let mut headers: Vec<_> = response
            .headers()
            .iter()
            .filter(|(name, _)| *name != "date")
            .map(|(n, v)| (n.clone(), v.clone()))
            .collect();
        headers.sort_by_key(|(name, _)| name.to_string());
        answers.push((status, headers, response.bytes().await.unwrap().len()));
    }
    assert_eq!(answers[0], answers[1]);
    assert_eq!(answers[0], answers[2]);
}

#[tokio::test(flavor = "multi_thread")]
async fn each_request_gets_one_message_with_its_code_and_nobodys_data() {
    let test = TestApp::start();
    for (form, kind) in [
        (zoe(), MessageKind::Link),
        (nobody(), MessageKind::NotFound),
        (stranger(), MessageKind::NotFound),
    ] {
        let before = test.inbox().len();
        let answer: Value = test.submit(&form).await.json().await.unwrap();
        test.work().await;
        let inbox = test.inbox();
        assert_eq!(inbox.len(), before + 1);
        let message = &inbox[0];
        assert_eq!(message.kind, kind);
        assert!(message.text.contains(answer["request_code"].as_str().unwrap()));
        for name in ["first_name", "last_name", "birth_date", "pin"] {
            assert!(
                !message.text.contains(form[name].as_str().unwrap()),
                "{name} is in the message"
            );
        }
        assert_eq!(token_in(&message.text).is_some(), kind == MessageKind::Link);
    }
}

#[derive(QueryableByName)]
struct Reason {
    #[diesel(sql_type = Text)]
    reason: String,
}

/// The reason of each answered request.
pub async fn reasons(test: &TestApp) -> Vec<String> {
    let query = sql_query("SELECT reason FROM access_request");
    let rows = test
        .app
        .db
        .read(move |conn| Ok(query.get_results::<Reason>(conn)?))
        .await
        .unwrap();
    rows.into_iter().map(|row| row.reason).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_near_match_is_told_as_a_refusal_and_kept_as_a_reason() {
    let test = TestApp::start();
    test.submit(&with(&zoe(), &json!({"birth_date": "1988-02-28"})))
        .await;
    test.work().await;
    assert_eq!(test.inbox()[0].kind, MessageKind::NotFound);
    assert_eq!(reasons(&test).await, ["near_match(E|E|N|E)"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_email_carries_the_same_words_as_text_and_html() {
    let test = TestApp::start();
    let mut form = with(&zoe(), &json!({"email": "zoe@example.org"}));
    form.as_object_mut().unwrap().remove("phone");
    test.submit(&form).await;
    test.work().await;
    let message = &test.inbox()[0];
    assert_eq!(message.to, "zoe@example.org");
    let (html, token) = (message.html.as_ref().unwrap(), token_in(&message.text).unwrap());
    assert!(
        html.contains(&token)
            && message
                .subject
                .as_ref()
                .is_some_and(|subject| !subject.contains(&token))
    );
    assert!(!html.contains("Zoë") && !html.contains("1988"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_family_on_one_phone_gets_a_link_each() {
    let test = TestApp::start();
    let (mother, daughter) = (test.link_for(&zoe()).await, test.link_for(&mila()).await);
    let name = async |token: &str, pin: &str| {
        let body: Value = test.unlock(token, pin).await.json().await.unwrap();
        body["record"]["patient"]["name"].as_str().unwrap().to_owned()
    };
    assert!(name(&mother, "2580").await.starts_with("Zoë"));
    assert!(name(&daughter, "8350").await.starts_with("Mila"));
}
