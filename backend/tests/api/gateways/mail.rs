//! The mail server: encryption and login before anything is sent, final and passing refusals, and each kind of e-mail as
//! a library that is not of this project reads it.

use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use backend::app::App;
use backend::notify::smtp::url::SmtpUrl;
use backend::notify::smtp::{MailSettings, SmtpNotifier};
use backend::notify::{Notifier, OutboundMessage, SendError};
use chrono::TimeDelta;
use mail_parser::{Address, Message, MessageParser};
use serde_json::{Value, json};
use shared::message::Channel;

use super::{app_with, decide, send_once};
use crate::helpers::TestApp;
use crate::helpers::forms::{by_email, nobody, with, zoe};
use crate::helpers::gateways::{Gateway, MAIL_FROM};

const OPEN: &str = "message WHERE state = 'open' AND lease_owner IS NULL";

fn notifier(test: &TestApp, gateway: &Gateway, url: &str) -> SmtpNotifier {
    let settings = MailSettings {
        url: SmtpUrl::parse(url).unwrap(),
        from: MAIL_FROM.parse().unwrap(),
        ca: Some(std::fs::read(gateway.ca_file()).unwrap()),
    };
    SmtpNotifier::new(&settings, Arc::clone(&test.app.clock)).unwrap()
}

fn app_on(test: &TestApp, gateway: &Gateway, url: &str) -> Arc<App> {
    app_with(test, Arc::new(notifier(test, gateway, url)))
}

/// A text as it was written, before it became an e-mail.
#[derive(Clone)]
struct Written {
    to: String,
    subject: Option<String>,
    text: String,
}

/// Remembers what was written, and passes it on.
struct Recording {
    behind: SmtpNotifier,
    written: Mutex<Vec<Written>>,
}

impl Recording {
    fn before(behind: SmtpNotifier) -> Self {
        Self {
            behind,
            written: Mutex::default(),
        }
    }

    fn to(&self, address: &str) -> Written {
        let written = self.written.lock().unwrap();
        written.iter().find(|one| one.to == address).unwrap().clone()
    }
}

#[async_trait]
impl Notifier for Recording {
    async fn send(&self, message: &OutboundMessage) -> Result<(), SendError> {
        self.written.lock().unwrap().push(Written {
            to: message.to.clone(),
            subject: message.composed.subject.clone(),
            text: message.composed.text.clone(),
        });
        self.behind.send(message).await
    }
}

/// Queues the answer to an unknown person for this address.
async fn queue_for(test: &TestApp, email: &str) {
    test.submit(&by_email(&nobody(), email)).await;
    decide(test).await;
}

/// The bytes that the server received.
fn raw(call: &Value) -> Vec<u8> {
    let latin1 = call["raw"].as_str().unwrap();
    latin1
        .chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap())
        .collect()
}

fn only_address(addresses: &Address<'_>) -> (Option<String>, String) {
    let all: Vec<_> = addresses.iter().collect();
    assert_eq!(all.len(), 1);
    let name = all[0].name.as_ref().map(ToString::to_string);
    (name, all[0].address.as_ref().unwrap().to_string())
}

/// The words of a text, without the signs between them.
fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

fn check_form(message: &Message<'_>, to: &str, text: &str) {
    let (name, address) = only_address(message.from().unwrap());
    assert_eq!(
        (name.as_deref(), address.as_str()),
        (Some("Vaccine Records – Santé"), "records@vax.example.org")
    );
    assert_eq!(only_address(message.to().unwrap()), (None, to.to_owned()));
    assert_eq!(message.date().unwrap().to_rfc3339(), "2026-11-20T15:00:00Z");
    assert_eq!(
        message.header_raw("Auto-Submitted").unwrap().trim(),
        "auto-generated"
    );
    assert_eq!((message.text_body_count(), message.html_body_count()), (1, 1));
    assert_eq!(message.attachment_count(), 0);
    let (plain, html) = (message.body_text(0).unwrap(), message.body_html(0).unwrap());
    assert_eq!(plain.replace("\r\n", "\n").trim(), text.trim());
    let (_, body) = html.split_once("<body>").unwrap();
    let read = mail_parser::decoders::html::html_to_text(body);
    assert_eq!(words(&read), words(&plain), "both parts say the same");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_kind_of_email_is_read_as_it_was_written() {
    for locale in ["en", "fr", "ar"] {
        let (test, gateway) = (TestApp::start(), Gateway::mail(&[]));
        let zoe = with(&by_email(&zoe(), "zoe@example.org"), &json!({"locale": locale}));
        let unknown = with(
            &by_email(&nobody(), "abe@example.org"),
            &json!({"locale": locale}),
        );
        for form in [&zoe, &unknown] {
            assert_eq!(test.submit(form).await.status(), 202);
        }
        decide(&test).await;
        let written = Arc::new(Recording::before(notifier(
            &test,
            &gateway,
            &gateway.mail_url("smtp"),
        )));
        send_once(
            &app_with(&test, Arc::clone(&written) as Arc<dyn Notifier>),
            Channel::Email,
        )
        .await;
        let calls = gateway.log();
        assert_eq!(calls.len(), 2);
        for call in &calls {
            assert_eq!((&call["secure"], &call["user"]), (&json!(true), &json!("portal")));
            assert_eq!(call["from"], "records@vax.example.org");
            let raw = raw(call);
            let message = MessageParser::default().parse(&raw).unwrap();
            let to = call["to"][0].as_str().unwrap();
            let written = written.to(to);
            check_form(&message, to, &written.text);
            assert_eq!(message.subject(), written.subject.as_deref());
            let kind = if to == "zoe@example.org" {
                "link"
            } else {
                "not-found"
            };
            let id = message.message_id().unwrap();
            assert!(id.ends_with(&format!(".{kind}@vax.example.org")), "{id}");
        }
        assert_eq!(test.count("message WHERE state = 'sent'").await, 2);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_connection_carries_many_messages() {
    let (test, gateway) = (TestApp::start(), Gateway::mail(&["implicit"]));
    let app = app_on(&test, &gateway, &gateway.mail_url("smtps"));
    for name in ["one", "two", "three"] {
        queue_for(&test, &format!("{name}@example.org")).await;
        send_once(&app, Channel::Email).await;
    }
    let connections: Vec<_> = gateway
        .log()
        .iter()
        .map(|call| call["connection"].clone())
        .collect();
    assert_eq!(connections.len(), 3);
    assert!(connections.iter().all(|connection| *connection == connections[0]));
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_sent_without_encryption_or_to_an_unknown_certificate() {
    let plain = Gateway::mail(&["plain"]);
    let stranger = Gateway::mail(&[]);
    let test = TestApp::start();
    queue_for(&test, "abe@example.org").await;
    let without_starttls = app_on(&test, &plain, &plain.mail_url("smtp"));
    // The certificate of the other server signs this one's connection.
    let without_trust = app_on(&test, &plain, &stranger.mail_url("smtp"));
    for (app, gateway) in [(without_starttls, &plain), (without_trust, &stranger)] {
        assert_eq!(send_once(&app, Channel::Email).await, 1);
        assert_eq!(gateway.log().len(), 0);
        assert_eq!(test.count(OPEN).await, 1, "and the message waits");
        test.clock.advance(TimeDelta::minutes(1));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_permanent_refusal_of_a_message_is_final() {
    for (begin, failure) in [("unknown", "invalid-address"), ("spam", "rejected")] {
        let (test, gateway) = (TestApp::start(), Gateway::mail(&[]));
        queue_for(&test, &format!("{begin}-box@example.org")).await;
        send_once(
            &app_on(&test, &gateway, &gateway.mail_url("smtp")),
            Channel::Email,
        )
        .await;
        let ended = format!("state = 'dead' AND failure = '{failure}' AND sealed_content IS NULL");
        assert_eq!(test.count(&format!("message WHERE {ended}")).await, 1, "{begin}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_with_letters_outside_ascii_needs_a_server_that_takes_it() {
    for (options, ended) in [
        (&[][..], "state = 'sent'"),
        (&["ascii"], "state = 'dead' AND failure = 'invalid-address'"),
    ] {
        let (test, gateway) = (TestApp::start(), Gateway::mail(options));
        queue_for(&test, "zoé@example.org").await;
        let app = app_on(&test, &gateway, &gateway.mail_url("smtp"));
        send_once(&app, Channel::Email).await;
        assert_eq!(test.count(&format!("message WHERE {ended}")).await, 1);
        let to: Vec<_> = gateway.log().iter().map(|call| call["to"].clone()).collect();
        let expected = if options.is_empty() {
            vec![json!(["zoé@example.org"])]
        } else {
            Vec::new()
        };
        assert_eq!(to, expected);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_passing_refusal_or_one_of_the_sender_is_tried_again_with_the_same_message_id() {
    for begin in ["busy", "full", "silent", "spf"] {
        let (test, gateway) = (TestApp::start(), Gateway::mail(&[]));
        queue_for(&test, &format!("{begin}-box@example.org")).await;
        let app = app_on(&test, &gateway, &gateway.mail_url("smtp"));
        for attempts in 1..=2 {
            assert_eq!(send_once(&app, Channel::Email).await, 1);
            assert_eq!(
                test.count(&format!("{OPEN} AND attempts = {attempts}")).await,
                1,
                "{begin}"
            );
            test.clock.advance(TimeDelta::minutes(1));
        }
        let ids: Vec<_> = gateway
            .log()
            .iter()
            .map(|call| {
                let raw = raw(call);
                let message = MessageParser::default().parse(&raw).unwrap();
                message.message_id().unwrap().to_owned()
            })
            .collect();
        assert!(ids.iter().all(|id| *id == ids[0]), "{ids:?}");
        assert_eq!(ids.len(), if begin == "busy" { 0 } else { 2 }, "{begin}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mistake_of_the_operator_ends_no_message() {
    let test = TestApp::start();
    queue_for(&test, "abe@example.org").await;
    let (gateway, unwelcome) = (Gateway::mail(&[]), Gateway::mail(&["unwelcome"]));
    let wrong_password = format!("smtp://portal:wrong@localhost:{}", gateway.port);
    let no_login = format!("smtp://localhost:{}", gateway.port);
    for (gateway, url) in [
        (&gateway, wrong_password),
        (&gateway, no_login),
        (&unwelcome, unwelcome.mail_url("smtp")),
    ] {
        send_once(&app_on(&test, gateway, &url), Channel::Email).await;
        assert_eq!(test.count(OPEN).await, 1, "{url}");
        test.clock.advance(TimeDelta::minutes(3));
    }
    send_once(
        &app_on(&test, &gateway, &gateway.mail_url("smtp")),
        Channel::Email,
    )
    .await;
    assert_eq!(
        test.count("message WHERE state = 'sent' AND attempts = 4").await,
        1
    );
}
