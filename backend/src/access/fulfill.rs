//! Fulfilling: decides who, if anyone, a request is about, and answers it. Request closed, link and message are one
//! transaction: a request ends once, with one message.

use chrono::{DateTime, TimeDelta, Utc};
use shared::access_request::AccessRequest;
use shared::contact::Contact;
use shared::inbox::{Channel, MessageKind};
use shared::locale::Locale;
use shared::routes::page;

use super::link::LinkToken;
use super::payload;
use crate::app::App;
use crate::db::access_links::NewAccessLink;
use crate::db::access_requests::{AccessRequestRow, RequestEnd};
use crate::db::lease::Queue;
use crate::db::messages::NewMessage;
use crate::db::{access_links, access_requests, messages};
use crate::matching::{self, Outcome};
use crate::notify::message::{Content, compose};
use crate::notify::sealed::{self, SealedContent};
use crate::random::random_id;
use crate::record::PatientId;

/// A link lives at most this long when its message cannot be handed over.
const UNSENT_LINK: TimeDelta = TimeDelta::hours(48);

/// The reason where the person was found, but another record of theirs must not be shown.
const WITHHELD: &str = "withheld";

/// Answers one claimed request. An error means that nothing was written and the request can be tried again.
pub async fn fulfill(app: &App, row: &AccessRequestRow) -> anyhow::Result<()> {
    let Some(sealed) = &row.sealed_payload else {
        // Answered by another worker between the claim and now.
        return Ok(());
    };
    let request = payload::open(&app.seal, &row.id, sealed)?;
    let locale = Locale::from_tag(&row.locale).unwrap_or(app.default_locale);
    let candidates = app
        .registry
        .candidates(&request, app.clock.latest_today())
        .await?;
    let decision = matching::decide(&request, &candidates, app.policy, app.clock.latest_today());
    let person = match &decision.outcome {
        Outcome::Matched(patient_ids) => app.registry.person(patient_ids).await?,
        Outcome::NotMatched => None,
    };
    let is_withheld = person.is_none() && matches!(decision.outcome, Outcome::Matched(_));
    let reason = if is_withheld {
        WITHHELD.to_owned()
    } else {
        // What a wider policy would have accepted is counted by its own reason; here the staff review will hook in.
        decision.near_match.unwrap_or(decision.reason)
    };
    let answer = match person {
        Some(person) => link_answer(app, row, (&request, locale), person.records).await,
        None => not_found_answer(app, row, &request, locale),
    };
    let channel = channel_of(&request.contact);
    let (worker, id, now) = (app.worker.clone(), row.id.clone(), app.clock.now());
    let end = if answer.link.is_some() {
        RequestEnd::Matched
    } else {
        RequestEnd::NotMatched
    };
    app.db
        .write(move |conn| {
            if access_requests::close(conn, &worker, &id, (end, &reason), now)? {
                if let Some(link) = &answer.link {
                    access_links::insert(conn, link)?;
                }
                messages::insert(conn, &answer.message)?;
            }
            Ok(())
        })
        .await?;
    app.wake.ring(Queue::Messages(channel));
    Ok(())
}

struct Answer {
    link: Option<NewAccessLink>,
    message: NewMessage,
}

async fn link_answer(
    app: &App,
    row: &AccessRequestRow,
    (request, locale): (&AccessRequest, Locale),
    patient_ids: Vec<PatientId>,
) -> Answer {
    let link_id = random_id();
    let token = LinkToken::generate();
    let pin_hash = app.hash_pin(request.pin.digits(), &link_id).await;
    let now = app.clock.now();
    let content = Content::Link {
        link: &token.url(&app.public_url, locale),
        request_code: &row.request_code,
        valid_hours: app.link_ttl_hours,
    };
    let message = new_message(app, row, (request, locale), (MessageKind::Link, &content, now));
    let link = NewAccessLink {
        id: link_id.clone(),
        request_id: row.id.clone(),
        request_code: row.request_code.clone(),
        token_hash: token.hash(),
        pin_hash,
        issued_at: now,
        expires_at: now + UNSENT_LINK,
        patient_ids,
    };
    Answer {
        link: Some(link),
        message: NewMessage {
            link_id: Some(link_id),
            ..message
        },
    }
}

fn not_found_answer(app: &App, row: &AccessRequestRow, request: &AccessRequest, locale: Locale) -> Answer {
    let address = |path: &str| format!("{}{path}?{}={locale}", app.public_url, shared::routes::LANG_QUERY);
    let content = Content::NotFound {
        request_code: &row.request_code,
        request_url: &address(page::REQUEST),
        help_url: &address(&format!("{}/not-found", page::HELP)),
    };
    let message = new_message(
        app,
        row,
        (request, locale),
        (MessageKind::NotFound, &content, app.clock.now()),
    );
    Answer { link: None, message }
}

fn new_message(
    app: &App,
    row: &AccessRequestRow,
    (request, locale): (&AccessRequest, Locale),
    (kind, content, now): (MessageKind, &Content<'_>, DateTime<Utc>),
) -> NewMessage {
    let channel = channel_of(&request.contact);
    let composed = compose(&app.words, &app.portal_in(locale), locale, channel, content);
    let id = format!("{}:{}", row.id, sealed::kind_name(kind));
    let clear = SealedContent {
        channel,
        kind,
        to: request.contact.address().to_owned(),
        subject: composed.subject,
        text: composed.text,
        html: composed.html,
    };
    NewMessage {
        request_id: row.id.clone(),
        link_id: None,
        channel: sealed::channel_name(channel),
        kind: sealed::kind_name(kind),
        locale: row.locale.clone(),
        contact_hash: row.contact_hash.clone(),
        sealed_content: sealed::seal(&app.seal, &id, &clear),
        created_at: now,
        give_up_at: now + UNSENT_LINK,
        id,
    }
}

const fn channel_of(contact: &Contact) -> Channel {
    match contact {
        Contact::Email(_) => Channel::Email,
        Contact::Phone(_) => Channel::Sms,
    }
}
