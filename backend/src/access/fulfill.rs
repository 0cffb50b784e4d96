//! Fulfilling: decides whose record a request means, if any, and answers it. One transaction closes the request and
//! creates the link and the message, so a request ends once, with one message.

use chrono::{DateTime, Utc};
use shared::access_request::AccessRequest;
use shared::locale::Locale;
use shared::routes::page;

use super::link::LinkToken;
use super::payload;
use crate::app::App;
use crate::db::access_links::NewAccessLink;
use crate::db::access_requests::{AccessRequestRow, Ending, RequestEnd};
use crate::db::lease::Queue;
use crate::db::messages::NewMessage;
use crate::db::{access_links, access_requests, messages};
use crate::matching::{self, Outcome};
use crate::notify::message::Content;
use crate::notify::queued::{self, Draft};
use crate::random::random_id;
use crate::record::PatientId;

/// The reason for a person who was found, but one of whose records must not be shown.
const WITHHELD: &str = "withheld";

/// Answers one claimed request. On an error nothing was written, and the request can be tried again.
pub async fn fulfill(app: &App, row: &AccessRequestRow) -> anyhow::Result<()> {
    let Some(sealed) = &row.sealed_payload else {
        // Another worker answered the request after the claim.
        return Ok(());
    };
    let claimed = Claimed {
        row,
        request: payload::open(&app.seal, &row.id, sealed)?,
        locale: Locale::from_tag(&row.locale).unwrap_or(app.default_locale),
    };
    let request = &claimed.request;
    let candidates = app.registry.candidates(request, app.clock.latest_today()).await?;
    let decision = matching::decide(request, &candidates, app.policy, app.clock.latest_today());
    let person = match &decision.outcome {
        Outcome::Matched(patient_ids) => app.registry.person(patient_ids).await?,
        Outcome::NotMatched => None,
    };
    let is_withheld = person.is_none() && matches!(decision.outcome, Outcome::Matched(_));
    let reason = if is_withheld {
        WITHHELD.to_owned()
    } else {
        // A match that only a wider policy accepts is counted under its own reason; the staff review will start here.
        decision.near_match.unwrap_or(decision.reason)
    };
    let answer = match person {
        Some(person) => link_answer(app, &claimed, person.records).await,
        None => not_found_answer(app, &claimed).await,
    };
    let channel = answer.message.channel;
    let (worker, id, now) = (app.worker.clone(), row.id.clone(), app.clock.now());
    app.db
        .write(move |conn| {
            let ending = Ending {
                end: answer.end,
                reason: &reason,
                at: now,
            };
            if access_requests::close(conn, &worker, &id, &ending)? {
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

/// A claimed request with its personal data, and the language of its answer.
struct Claimed<'a> {
    row: &'a AccessRequestRow,
    request: AccessRequest,
    locale: Locale,
}

struct Answer {
    end: RequestEnd,
    link: Option<NewAccessLink>,
    message: NewMessage,
}

async fn link_answer(app: &App, claimed: &Claimed<'_>, patient_ids: Vec<PatientId>) -> Answer {
    let row = claimed.row;
    let link_id = random_id();
    let token = LinkToken::generate();
    let pin_hash = app.hash_pin(claimed.request.pin.digits(), &link_id).await;
    let now = app.clock.now();
    let content = Content::Link {
        link: &token.url(&app.public_url, claimed.locale),
        request_code: &row.request_code,
        valid_hours: app.link_ttl_hours,
    };
    let message = NewMessage {
        link_id: Some(link_id.clone()),
        ..new_message(app, claimed, content, now)
    };
    let link = NewAccessLink {
        pin_hash: Some(pin_hash),
        patient_ids,
        ..closed_link(row, &message, link_id, &token)
    };
    Answer {
        end: RequestEnd::Matched,
        link: Some(link),
        message,
    }
}

/// A link that opens nothing: it has no PIN hash.
fn closed_link(row: &AccessRequestRow, message: &NewMessage, id: String, token: &LinkToken) -> NewAccessLink {
    NewAccessLink {
        id,
        request_id: row.id.clone(),
        request_code: row.request_code.clone(),
        token_hash: token.hash(),
        pin_hash: None,
        issued_at: message.created_at,
        // This holds until the gateway accepts the message; then the link's own hours begin.
        expires_at: message.give_up_at,
        patient_ids: Vec::new(),
    }
}

/// Also hashes a PIN and stores a link, whose token is discarded. Otherwise an outsider could tell from the time of his
/// next calls, which wait for the same cores and the same writer, whether somebody was found.
async fn not_found_answer(app: &App, claimed: &Claimed<'_>) -> Answer {
    let address = |path: &str| {
        format!(
            "{}{path}?{}={}",
            app.public_url,
            shared::routes::LANG_QUERY,
            claimed.locale
        )
    };
    let content = Content::NotFound {
        request_code: &claimed.row.request_code,
        request_url: &address(page::REQUEST),
        help_url: &address(&format!("{}/not-found", page::HELP)),
    };
    let message = new_message(app, claimed, content, app.clock.now());
    let mut answer = Answer {
        end: RequestEnd::NotMatched,
        link: None,
        message,
    };
    if app.defenses.hides_matches_in_time {
        let link_id = random_id();
        app.hash_pin(claimed.request.pin.digits(), &link_id).await;
        answer.message.link_id = Some(link_id.clone());
        answer.link = Some(NewAccessLink {
            // It is the id of no patient.
            patient_ids: vec![PatientId::new(random_id())],
            ..closed_link(claimed.row, &answer.message, link_id, &LinkToken::generate())
        });
    }
    answer
}

fn new_message(app: &App, claimed: &Claimed<'_>, content: Content<'_>, now: DateTime<Utc>) -> NewMessage {
    let draft = Draft {
        about: &claimed.row.id,
        generation: &app.generation,
        contact: &claimed.request.contact,
        contact_hash: claimed.row.contact_hash.clone(),
        locale: claimed.locale,
        content,
        created_at: now,
    };
    let message = queued::new_message(draft, &app.words, &app.portal_in(claimed.locale), &app.seal);
    NewMessage {
        request_id: Some(claimed.row.id.clone()),
        ..message
    }
}
