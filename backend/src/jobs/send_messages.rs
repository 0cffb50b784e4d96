//! Hands one waiting message to the notifier. A link's hours begin when the notifier has accepted it.

use std::time::Duration;

use chrono::TimeDelta;

use crate::access::retry::pause_asked_for;
use crate::app::App;
use crate::db::lease::{self, Queue};
use crate::db::messages::{self, MessageEnd, MessageRow};
use crate::db::{DbError, access_links};
use crate::notify::{Failure, OutboundMessage, SendError, queued};
use crate::secrets::seal::SealError;
use crate::telemetry::metrics::{SendOutcome, UnknownKey};

/// The pause when the database cannot store that a message was sent.
const PAUSE: Duration = Duration::from_secs(1);

/// On an error the message can be tried again.
pub async fn step(app: &App, queue: Queue, row: &MessageRow) -> anyhow::Result<()> {
    let outcome = match queued::open(&app.seal, row) {
        Ok(Some(message)) => sent(app, &message).await,
        // Another worker sent the message after the claim.
        Ok(None) => return Ok(()),
        // The message was sealed with another key, during a change of keys. A process with that key will send it.
        Err(error) => {
            if let Some(SealError::UnknownKey) = error.downcast_ref() {
                app.metrics.met_unknown_key(UnknownKey::SealKey);
            }
            Err(SendError::later(error.to_string()))
        }
    };
    let count = |outcome| match queue {
        Queue::Messages(channel) => app.metrics.sent(channel.name(), outcome),
        Queue::AccessRequests => {}
    };
    match outcome {
        Ok(()) => {
            count(SendOutcome::Accepted);
            note_as_sent(app, row).await;
            Ok(())
        }
        Err(SendError::Refused { failure, why }) => {
            count(SendOutcome::Rejected);
            tracing::error!(
                message_id = row.id,
                failure = failure.name(),
                why,
                "a message was rejected permanently"
            );
            Ok(end(app, row, Ended::Failed(failure)).await?)
        }
        Err(SendError::Later { why, retry_after }) => {
            let outcome = later(app, queue, row, &why, retry_after).await?;
            count(outcome);
            Ok(())
        }
    }
}

/// The time-out is below half the lease, so that no other worker can claim the row of a send that hangs.
async fn sent(app: &App, message: &OutboundMessage) -> Result<(), SendError> {
    let patience = app.worker.lease_over(5) * 2;
    tokio::time::timeout(patience, app.notifier.send(message))
        .await
        .unwrap_or_else(|_| Err(SendError::later(format!("no answer within {patience:?}"))))
}

/// Repeats the write until it succeeds: a message that was sent without a note of it would be sent again.
async fn note_as_sent(app: &App, row: &MessageRow) {
    while let Err(error) = end(app, row, Ended::Sent).await {
        tracing::warn!(message_id = row.id, %error, "a message was sent, but this could not be stored; trying again");
        tokio::time::sleep(PAUSE).await;
    }
}

enum Ended {
    Sent,
    Failed(Failure),
}

async fn end(app: &App, row: &MessageRow, ended: Ended) -> Result<(), DbError> {
    let (worker, id, link_id) = (app.worker.clone(), row.id.clone(), row.link_id.clone());
    let now = app.shared_now().await?;
    let expires_at = now + TimeDelta::hours(app.link_ttl_hours.into());
    app.db
        .write(move |conn| {
            let (end, failure) = match ended {
                Ended::Sent => (MessageEnd::Sent, None),
                Ended::Failed(failure) => (MessageEnd::Dead, Some(failure)),
            };
            if !messages::close(conn, &worker, &id, end, now)? {
                return Ok(());
            }
            match (failure, link_id) {
                (Some(failure), _) => messages::set_failure(conn, &id, failure.name()),
                (None, Some(link_id)) => access_links::set_expiry(conn, &link_id, expires_at),
                (None, None) => Ok(()),
            }
        })
        .await
}

async fn later(
    app: &App,
    queue: Queue,
    row: &MessageRow,
    why: &str,
    retry_after: Option<Duration>,
) -> Result<SendOutcome, DbError> {
    let (id, attempts) = (row.id.clone(), row.attempts);
    tracing::warn!(
        message_id = id,
        why,
        attempts,
        "a message was not accepted; trying again"
    );
    let next = app.shared_now().await? + pause_asked_for(retry_after, attempts);
    if next >= row.give_up_at.and_utc() {
        tracing::error!(
            message_id = id,
            "a message was not accepted in time and is given up"
        );
        end(app, row, Ended::Failed(Failure::GivenUp)).await?;
        return Ok(SendOutcome::GivenUp);
    }
    let worker = app.worker.clone();
    app.db
        .write(move |conn| lease::postpone(conn, queue, &worker, &id, next))
        .await?;
    Ok(SendOutcome::Postponed)
}
