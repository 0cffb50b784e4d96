//! The messages to people: sealed until they are delivered; after that only their outcome stays.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::Bool;
use shared::message::{Channel, MessageKind};

use super::lease::{OPEN, Worker};
use super::schema::message;
use super::{DbConnection, DbError};

shared::named! {
    /// The outcome of a message.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum MessageEnd {
        Sent = "sent",
        /// Rejected by the gateway, or failed after the last try; the log has an error for the operator.
        Dead = "dead",
    }
}

pub struct NewMessage {
    /// The idempotency key: `<id of the subject>:<kind>`; for an answer, `<request id>:<kind>`.
    pub id: String,
    /// The access request that the message answers, if it answers one.
    pub request_id: Option<String>,
    /// The link whose hours begin when the gateway accepts the message.
    pub link_id: Option<String>,
    pub channel: Channel,
    pub kind: MessageKind,
    pub locale: String,
    pub contact_hash: Vec<u8>,
    pub sealed_content: Vec<u8>,
    pub created_at: DateTime<Utc>,
    pub give_up_at: DateTime<Utc>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = message)]
pub struct MessageRow {
    pub id: String,
    pub link_id: Option<String>,
    pub locale: String,
    pub sealed_content: Option<Vec<u8>>,
    pub give_up_at: NaiveDateTime,
    pub attempts: i32,
    pub panics: i32,
}

pub fn insert(conn: &mut DbConnection, new: &NewMessage) -> Result<(), DbError> {
    diesel::insert_into(message::table)
        .values((
            (
                message::id.eq(&new.id),
                message::request_id.eq(new.request_id.as_ref()),
                message::link_id.eq(new.link_id.as_ref()),
                message::channel.eq(new.channel.name()),
                message::kind.eq(new.kind.name()),
                message::locale.eq(&new.locale),
                message::contact_hash.eq(&new.contact_hash),
                message::sealed_content.eq(&new.sealed_content),
            ),
            (
                message::state.eq(OPEN),
                message::created_at.eq(new.created_at.naive_utc()),
                message::give_up_at.eq(new.give_up_at.naive_utc()),
                message::attempts.eq(0),
                message::next_try_at.eq(new.created_at.naive_utc()),
            ),
        ))
        .execute(conn)?;
    Ok(())
}

pub fn find_all(conn: &mut DbConnection, ids: &[String]) -> Result<Vec<MessageRow>, DbError> {
    Ok(message::table
        .filter(message::id.eq_any(ids))
        .order(message::created_at)
        .select(MessageRow::as_select())
        .load(conn)?)
}

/// Ends a message and erases its content. False if it no longer belongs to this worker.
pub fn close(
    conn: &mut DbConnection,
    worker: &Worker,
    id: &str,
    end: MessageEnd,
    now: DateTime<Utc>,
) -> Result<bool, DbError> {
    let mine = message::table
        .filter(message::id.eq(id))
        .filter(message::state.eq(OPEN))
        .filter(message::lease_owner.eq(&worker.id));
    let closed = diesel::update(mine)
        .set((
            message::state.eq(end.name()),
            message::sealed_content.eq(None::<Vec<u8>>),
            message::closed_at.eq(Some(now.naive_utc())),
            message::lease_owner.eq(None::<String>),
            message::lease_until.eq(None::<NaiveDateTime>),
        ))
        .execute(conn)?;
    Ok(closed == 1)
}

/// Stores why a message did not reach the person.
pub fn set_failure(conn: &mut DbConnection, id: &str, failure: &str) -> Result<(), DbError> {
    diesel::update(message::table.filter(message::id.eq(id)))
        .set(message::failure.eq(Some(failure)))
        .execute(conn)?;
    Ok(())
}

/// Stores the gateway's final report about a text message, with the failure if it did not arrive. The first such report
/// counts. False if there is no such message, or if it has a report.
pub fn set_delivery(
    conn: &mut DbConnection,
    id: &str,
    delivery: &str,
    failure: Option<&str>,
) -> Result<bool, DbError> {
    let unreported = message::table
        .filter(message::id.eq(id))
        .filter(message::channel.eq(Channel::Sms.name()))
        .filter(message::delivery.is_null());
    let reported = diesel::update(unreported)
        .set((message::delivery.eq(Some(delivery)), message::failure.eq(failure)))
        .execute(conn)?;
    Ok(reported == 1)
}

/// The time at which the oldest open message was written.
pub fn oldest_open(conn: &mut DbConnection) -> Result<Option<DateTime<Utc>>, DbError> {
    let oldest = message::table
        .filter(sql::<Bool>("state = 'open'"))
        .order(message::created_at)
        .select(message::created_at)
        .first::<NaiveDateTime>(conn)
        .optional()?;
    Ok(oldest.map(|at| at.and_utc()))
}

/// Up to `most` messages that were sent or failed before `limit`.
pub fn closed_before(
    conn: &mut DbConnection,
    limit: DateTime<Utc>,
    most: i64,
) -> Result<Vec<String>, DbError> {
    Ok(message::table
        .filter(message::closed_at.lt(limit.naive_utc()))
        .limit(most)
        .select(message::id)
        .load(conn)?)
}

pub fn delete(conn: &mut DbConnection, ids: &[String]) -> Result<(), DbError> {
    diesel::delete(message::table.filter(message::id.eq_any(ids))).execute(conn)?;
    Ok(())
}
