//! Messages that answer no access request are sent in the same way as answers.

use backend::db::DbError;

use crate::helpers::TestApp;
use crate::helpers::forms::zoe;
use crate::helpers::messages::message_about;

#[tokio::test(flavor = "multi_thread")]
async fn a_message_without_an_access_request_is_sent_once_and_closed() {
    let test = TestApp::start();
    message_about("case-1")
        .to("abe@example.org")
        .queue(&test)
        .await
        .unwrap();
    assert_eq!(test.count("message WHERE state = 'open'").await, 1);
    test.work().await;
    test.work().await;
    let inbox = test.inbox();
    assert_eq!(inbox.len(), 1);
    assert_eq!(
        (&*inbox[0].id, &*inbox[0].to),
        ("case-1:not-found", "abe@example.org")
    );
    let closed = "state = 'sent' AND attempts = 1 AND closed_at IS NOT NULL AND sealed_content IS NULL";
    let belongs_to_nothing = "request_id IS NULL AND link_id IS NULL";
    assert_eq!(
        test.count(&format!("message WHERE {closed} AND {belongs_to_nothing}"))
            .await,
        1
    );
    assert_eq!(test.count("access_link").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_is_queued_once_under_its_key() {
    let test = TestApp::start();
    message_about("case-1").queue(&test).await.unwrap();
    let again = message_about("case-1").queue(&test).await;
    assert!(matches!(again, Err(DbError::AlreadyThere)));
    message_about("case-2").queue(&test).await.unwrap();
    test.work().await;
    assert_eq!(test.inbox().len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_names_its_request_in_the_key_and_in_the_row() {
    let test = TestApp::start();
    test.link_for(&zoe()).await;
    assert!(test.inbox()[0].id.ends_with(":link"));
    let named = "EXISTS (SELECT 1 FROM access_request WHERE access_request.id = message.request_id \
                 AND message.id = access_request.id || ':link')";
    assert_eq!(test.count(&format!("message WHERE {named}")).await, 1);
}
