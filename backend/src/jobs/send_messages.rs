//! Takes waiting messages and hands them to the notifier. A link's hours begin when the notifier took it.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use futures_util::future::join_all;

use crate::access::retry::pause;
use crate::app::App;
use crate::db::lease::{self, Queue};
use crate::db::messages::{self, MessageEnd, MessageRow};
use crate::db::{DbError, access_links};
use crate::notify::sealed;
use crate::notify::{OutboundMessage, SendError};

/// Claims up to `limit` messages and sends them side by side. Returns how many it took.
pub async fn run(app: &App, limit: i64) -> Result<usize, DbError> {
    let (worker, now) = (app.worker.clone(), app.clock.now());
    let rows = app
        .db
        .write(move |conn| {
            let ids = lease::claim(conn, Queue::Messages, &worker, now, limit)?;
            messages::find_all(conn, &ids)
        })
        .await?;
    join_all(rows.iter().map(|row| send(app, row))).await;
    Ok(rows.len())
}

async fn send(app: &App, row: &MessageRow) {
    let outcome = match opened(app, row) {
        Ok(Some(message)) => app.notifier.send(&message).await,
        // Sent by another worker between the claim and now.
        Ok(None) => return,
        Err(error) => Err(SendError::Refused(error.to_string())),
    };
    let now = app.clock.now();
    let written = match outcome {
        Ok(()) => end(app, row, MessageEnd::Sent, now).await,
        Err(SendError::Refused(why)) => {
            tracing::error!(message = row.id, why, "a message was refused for good");
            end(app, row, MessageEnd::Dead, now).await
        }
        Err(SendError::Later { why, retry_after }) => {
            tracing::warn!(
                message = row.id,
                why,
                attempts = row.attempts,
                "a message was not taken; trying again"
            );
            later(app, row, retry_after, now).await
        }
    };
    if let Err(error) = written {
        tracing::warn!(message = row.id, %error, "the message stays claimed until its lease runs out");
    }
}

fn opened(app: &App, row: &MessageRow) -> anyhow::Result<Option<OutboundMessage>> {
    let Some(bytes) = &row.sealed_content else {
        return Ok(None);
    };
    let content = sealed::open(&app.seal, &row.id, bytes)?;
    Ok(Some(OutboundMessage {
        id: row.id.clone(),
        channel: content.channel,
        kind: content.kind,
        locale: row.locale.clone(),
        to: content.to,
        subject: content.subject,
        text: content.text,
        html: content.html,
    }))
}

async fn end(app: &App, row: &MessageRow, end: MessageEnd, now: DateTime<Utc>) -> Result<(), DbError> {
    let (worker, id, link_id) = (app.worker.clone(), row.id.clone(), row.link_id.clone());
    let expires_at = now + TimeDelta::hours(app.link_ttl_hours.into());
    app.db
        .write(move |conn| {
            let closed = messages::close(conn, &worker, &id, end, now)?;
            match (link_id, end) {
                (Some(link_id), MessageEnd::Sent) if closed => {
                    access_links::set_expiry(conn, &link_id, expires_at)
                }
                (Some(_) | None, MessageEnd::Sent | MessageEnd::Dead) => Ok(()),
            }
        })
        .await
}

async fn later(
    app: &App,
    row: &MessageRow,
    retry_after: Option<Duration>,
    now: DateTime<Utc>,
) -> Result<(), DbError> {
    let asked = retry_after.and_then(|wait| TimeDelta::from_std(wait).ok());
    let next = now + asked.unwrap_or_else(|| pause(row.attempts));
    if next >= row.give_up_at.and_utc() {
        tracing::error!(
            message = row.id,
            "a message could not be handed over in time and is given up"
        );
        return end(app, row, MessageEnd::Dead, now).await;
    }
    let (worker, id) = (app.worker.clone(), row.id.clone());
    app.db
        .write(move |conn| lease::postpone(conn, Queue::Messages, &worker, &id, next))
        .await
}
