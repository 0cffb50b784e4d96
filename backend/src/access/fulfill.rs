//! Fulfilling: decides whose record a request means, if any, and answers it. One transaction closes the request and
//! creates the link and the message, so a request ends once, with one message.

use std::mem;

use chrono::{DateTime, TimeDelta, Utc};
use shared::access_request::AccessRequest;
use shared::locale::Locale;
use shared::routes::page;

use super::counting::Counted;
use super::link::LinkToken;
use super::payload;
use super::retry::LONGEST;
use crate::app::App;
use crate::db::access_links::NewAccessLink;
use crate::db::access_requests::{AccessRequestRow, Ending, RequestEnd};
use crate::db::lease::{self, Queue};
use crate::db::messages::NewMessage;
use crate::db::{DbError, access_links, access_requests, messages};
use crate::limits::LONGEST_WAIT;
use crate::limits::verdict::{Found, Limit, Verdict};
use crate::matching::{self, Outcome};
use crate::notify::message::Content;
use crate::notify::queued::{self, Draft};
use crate::random::{random_bytes, random_id};
use crate::record::PatientId;
use crate::secrets::defenses::Defense;

/// The reason for a person who was found, but one of whose records must not be shown.
const WITHHELD: &str = "withheld";
/// How often an answer is prepared for limits that other requests change meanwhile.
const LOOKS: usize = 5;
/// The requests that wait for texts are tried again over this time.
const SPREAD: TimeDelta = TimeDelta::minutes(10);

/// Answers one claimed request, unless a limit forbids it. On an error nothing was written, and the request can be tried
/// again.
pub async fn fulfill(app: &App, row: &AccessRequestRow) -> anyhow::Result<()> {
    let Some(sealed) = &row.sealed_payload else {
        // Another worker answered the request after the claim.
        return Ok(());
    };
    let request = payload::open(&app.seal, &row.id, sealed)?;
    let claimed = Claimed {
        row,
        counted: Counted::of(app, &request, &row.contact_hash),
        request,
        locale: Locale::from_tag(&row.locale).unwrap_or(app.default_locale),
    };
    let mut decided = None;
    for _ in 0..LOOKS {
        // Another request may count between the look and the transaction, which then prepares another answer.
        if answered(app, &claimed, &mut decided).await? {
            return Ok(());
        }
    }
    anyhow::bail!("other requests keep changing the same limits")
}

/// Looks at the limits, prepares what they allow, and writes it if they still allow it then.
async fn answered(app: &App, claimed: &Claimed<'_>, decided: &mut Option<Decided>) -> anyhow::Result<bool> {
    let now = app.shared_now().await?;
    let counters = claimed.counted.counters(app).await?;
    let mut found = Found::NotAsked;
    let mut expected = claimed.counted.look(&counters, found, now);
    if expected == Verdict::Answer {
        let decided = match decided {
            Some(decided) => decided,
            None => decided.insert(decide(app, &claimed.request).await?),
        };
        found = decided.found();
        expected = claimed.counted.look(&counters, found, now);
    }
    let answer = match (expected, decided.as_ref()) {
        (Verdict::Answer, Some(decided)) => prepared(app, claimed, decided).await?,
        (Verdict::Answer, None) => anyhow::bail!("an answer needs a decision"),
        (Verdict::Limited { limit, until }, _) => Answer {
            message: Some(limited_answer(app, claimed, until).await?),
            ..Answer::without_message(limit)
        },
        (Verdict::Silent { limit } | Verdict::Wait { limit, .. }, _) => Answer::without_message(limit),
    };
    written(app, claimed, found, expected, answer).await
}

/// Writes the answer and counts it in one transaction. False if the limits have changed since the look.
async fn written(
    app: &App,
    claimed: &Claimed<'_>,
    found: Found,
    expected: Verdict,
    answer: Answer,
) -> anyhow::Result<bool> {
    let (worker, id, now) = (
        app.worker.clone(),
        claimed.row.id.clone(),
        app.shared_now().await?,
    );
    let channel = answer.message.as_ref().map(|message| message.channel);
    let (counted, waits_until) = (claimed.counted.clone(), claimed.waits_until());
    let reason = answer.reason.clone();
    let written = app
        .db
        .write(move |conn| {
            let change = counted.judge(conn, found, now)?;
            if mem::discriminant(&change.verdict) != mem::discriminant(&expected) {
                return Ok(None);
            }
            let mut ending = Ending {
                end: answer.end,
                reason: &answer.reason,
                at: now,
            };
            if let Verdict::Wait { until, .. } = change.verdict {
                if now < waits_until {
                    let next = next_look(until, waits_until, now);
                    lease::postpone(conn, Queue::AccessRequests, &worker, &id, next)?;
                    return Ok(Some((change, None)));
                }
                ending.end = RequestEnd::Failed;
            }
            let is_closed = access_requests::close(conn, &worker, &id, &ending)?;
            if is_closed {
                if let Some(link) = &answer.link {
                    access_links::insert(conn, link)?;
                }
                if let Some(message) = &answer.message {
                    messages::insert(conn, message)?;
                }
                change.store(conn)?;
            }
            Ok(Some((change, is_closed.then_some(ending.end))))
        })
        .await?;
    let Some((change, end)) = written else {
        return Ok(false);
    };
    if let Some(end) = end {
        app.metrics.decided(end.name(), &reason, 1);
    }
    if let Some(spent) = change.texts_spent {
        app.text_budget.spend(spent, &app.limits, now);
    }
    if let Some(channel) = channel {
        app.wake.ring(Queue::Messages(channel));
    }
    Ok(true)
}

/// When a request that waits for texts is tried again: when there are texts again, but not all waiting ones at once, and
/// once more when it has waited long enough.
fn next_look(until: DateTime<Utc>, waits_until: DateTime<Utc>, now: DateTime<Utc>) -> DateTime<Utc> {
    let spread = TimeDelta::seconds(i64::from(u16::from_be_bytes(random_bytes())) % SPREAD.num_seconds());
    (until + spread).min(waits_until).min(now + LONGEST)
}

/// What matching decided, once for all looks.
struct Decided {
    person: Option<Vec<PatientId>>,
    reason: String,
}

impl Decided {
    fn found(&self) -> Found {
        if self.person.is_some() {
            Found::Record
        } else {
            Found::Nothing
        }
    }
}

async fn decide(app: &App, request: &AccessRequest) -> anyhow::Result<Decided> {
    let candidates = app.registry.candidates(request, app.clock.latest_today()).await?;
    let decision = matching::decide(request, &candidates, app.policy, app.clock.latest_today());
    let person = match &decision.outcome {
        Outcome::Matched(patient_ids) => app.registry.person(patient_ids).await?,
        Outcome::NotMatched => None,
    };
    let is_withheld = person.is_none() && matches!(decision.outcome, Outcome::Matched(_));
    Ok(Decided {
        person: person.map(|person| person.records),
        reason: if is_withheld {
            WITHHELD.to_owned()
        } else {
            // A match that only a wider policy accepts is counted under its own reason; the staff review will start here.
            decision.near_match.unwrap_or(decision.reason)
        },
    })
}

async fn prepared(app: &App, claimed: &Claimed<'_>, decided: &Decided) -> Result<Answer, DbError> {
    let (end, (link, message)) = match &decided.person {
        Some(patient_ids) => (
            RequestEnd::Matched,
            link_answer(app, claimed, patient_ids.clone()).await?,
        ),
        None => (RequestEnd::NotMatched, not_found_answer(app, claimed).await?),
    };
    Ok(Answer {
        end,
        reason: decided.reason.clone(),
        link,
        message: Some(message),
    })
}

/// A claimed request with its personal data, and the language of its answer.
struct Claimed<'a> {
    row: &'a AccessRequestRow,
    counted: Counted,
    request: AccessRequest,
    locale: Locale,
}

impl Claimed<'_> {
    fn waits_until(&self) -> DateTime<Utc> {
        self.row.received_at.and_utc() + LONGEST_WAIT
    }
}

/// What the transaction writes.
struct Answer {
    end: RequestEnd,
    reason: String,
    link: Option<NewAccessLink>,
    message: Option<NewMessage>,
}

impl Answer {
    fn without_message(limit: Limit) -> Self {
        Self {
            end: RequestEnd::OverLimit,
            reason: limit.name().to_owned(),
            link: None,
            message: None,
        }
    }
}

async fn link_answer(
    app: &App,
    claimed: &Claimed<'_>,
    patient_ids: Vec<PatientId>,
) -> Result<(Option<NewAccessLink>, NewMessage), DbError> {
    let row = claimed.row;
    let link_id = random_id();
    let token = LinkToken::generate();
    let pin_hash = app.hash_pin(claimed.request.pin.digits(), &link_id).await;
    let now = app.shared_now().await?;
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
    Ok((Some(link), message))
}

async fn limited_answer(
    app: &App,
    claimed: &Claimed<'_>,
    until: DateTime<Utc>,
) -> Result<NewMessage, DbError> {
    let now = app.shared_now().await?;
    let minutes = (until - now).num_minutes();
    let content = Content::Limited {
        request_code: &claimed.row.request_code,
        // Rounded up, and never "0 hours".
        hours: u32::try_from(minutes / 60 + 1).unwrap_or(1),
    };
    Ok(new_message(app, claimed, content, now))
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
async fn not_found_answer(
    app: &App,
    claimed: &Claimed<'_>,
) -> Result<(Option<NewAccessLink>, NewMessage), DbError> {
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
    let message = new_message(app, claimed, content, app.shared_now().await?);
    if !app.defenses.has(Defense::Timing) {
        return Ok((None, message));
    }
    let link_id = random_id();
    app.hash_pin(claimed.request.pin.digits(), &link_id).await;
    let message = NewMessage {
        link_id: Some(link_id.clone()),
        ..message
    };
    let link = NewAccessLink {
        // It is the id of no patient.
        patient_ids: vec![PatientId::new(random_id())],
        ..closed_link(claimed.row, &message, link_id, &LinkToken::generate())
    };
    Ok((Some(link), message))
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
