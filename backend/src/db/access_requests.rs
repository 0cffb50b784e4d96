//! The accepted requests: sealed while open; after that a code, a reason and a contact hash for 30 days.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::dsl::sql;
use diesel::expression::SqlLiteral;
use diesel::prelude::*;
use diesel::sql_types::Bool;

use super::lease::{OPEN, Worker};
use super::schema::access_request;
use super::{DbConnection, DbError};

shared::named! {
    /// The outcome of a request.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum RequestEnd {
        Matched = "matched",
        NotMatched = "not-matched",
        /// A limit forbade an answer.
        OverLimit = "over-limit",
        /// Failed after the last try; the log has an error for the operator.
        Failed = "failed",
    }
}

/// The reason of a request that was never answered.
pub const GAVE_UP: &str = "gave_up";
/// The reason of a request that is given up for its panics.
pub const PANICKED: &str = "panicked";

/// The outcome of a request, and its time.
pub struct Ending<'a> {
    pub end: RequestEnd,
    /// A code for the help desk and for statistics, without personal data.
    pub reason: &'a str,
    pub at: DateTime<Utc>,
}

pub struct NewAccessRequest {
    pub id: String,
    pub request_code: String,
    pub locale: String,
    pub contact_hash: Vec<u8>,
    /// The keyed hash of the person as typed; erased when the request is closed.
    pub identity_hash: Vec<u8>,
    pub sealed_payload: Vec<u8>,
    pub received_at: DateTime<Utc>,
}

/// An open request as a worker claims it.
#[derive(Queryable, Selectable)]
#[diesel(table_name = access_request)]
pub struct AccessRequestRow {
    pub id: String,
    pub request_code: String,
    pub locale: String,
    pub contact_hash: Vec<u8>,
    pub sealed_payload: Option<Vec<u8>>,
    pub received_at: NaiveDateTime,
    pub attempts: i32,
    pub panics: i32,
}

pub fn insert(conn: &mut DbConnection, new: &NewAccessRequest) -> Result<(), DbError> {
    diesel::insert_into(access_request::table)
        .values((
            access_request::id.eq(&new.id),
            access_request::request_code.eq(&new.request_code),
            access_request::state.eq(OPEN),
            access_request::locale.eq(&new.locale),
            access_request::contact_hash.eq(&new.contact_hash),
            access_request::identity_hash.eq(Some(&new.identity_hash)),
            access_request::sealed_payload.eq(&new.sealed_payload),
            access_request::received_at.eq(new.received_at.naive_utc()),
            access_request::attempts.eq(0),
            access_request::next_try_at.eq(new.received_at.naive_utc()),
        ))
        .execute(conn)?;
    Ok(())
}

pub fn find_all(conn: &mut DbConnection, ids: &[String]) -> Result<Vec<AccessRequestRow>, DbError> {
    Ok(access_request::table
        .filter(access_request::id.eq_any(ids))
        .order(access_request::received_at)
        .select(AccessRequestRow::as_select())
        .load(conn)?)
}

/// Ends a request and erases its personal data. False if it no longer belongs to this worker: another worker answered
/// it, so this transaction must not.
pub fn close(
    conn: &mut DbConnection,
    worker: &Worker,
    id: &str,
    ending: &Ending<'_>,
) -> Result<bool, DbError> {
    let mine = access_request::table
        .filter(access_request::id.eq(id))
        .filter(access_request::state.eq(OPEN))
        .filter(access_request::lease_owner.eq(&worker.id));
    let closed = diesel::update(mine)
        .set((
            access_request::state.eq(ending.end.name()),
            access_request::reason.eq(ending.reason),
            access_request::sealed_payload.eq(None::<Vec<u8>>),
            access_request::identity_hash.eq(None::<Vec<u8>>),
            access_request::closed_at.eq(Some(ending.at.naive_utc())),
            access_request::lease_owner.eq(None::<String>),
            access_request::lease_until.eq(None::<NaiveDateTime>),
        ))
        .execute(conn)?;
    Ok(closed == 1)
}

/// The time at which the oldest open request was received.
pub fn oldest_open(conn: &mut DbConnection) -> Result<Option<DateTime<Utc>>, DbError> {
    let oldest = access_request::table
        .filter(is_open())
        .order(access_request::received_at)
        .select(access_request::received_at)
        .first::<NaiveDateTime>(conn)
        .optional()?;
    Ok(oldest.map(|at| at.and_utc()))
}

/// Up to `most` requests received before `limit` that were tried and are still open. A request under a lease is left
/// out, because its worker may be answering it.
pub fn unanswered_before(
    conn: &mut DbConnection,
    limit: DateTime<Utc>,
    now: DateTime<Utc>,
    most: i64,
) -> Result<Vec<String>, DbError> {
    let is_free = access_request::lease_until
        .is_null()
        .or(access_request::lease_until.assume_not_null().le(now.naive_utc()));
    Ok(access_request::table
        .filter(is_open())
        .filter(access_request::received_at.lt(limit.naive_utc()))
        .filter(access_request::attempts.gt(0))
        .filter(is_free)
        .limit(most)
        .select(access_request::id)
        .load(conn)?)
}

/// Ends these requests as failed and erases their personal data. Returns how many were still open.
pub fn give_up(conn: &mut DbConnection, ids: &[String], now: DateTime<Utc>) -> Result<usize, DbError> {
    let stale = access_request::table
        .filter(access_request::id.eq_any(ids))
        .filter(access_request::state.eq(OPEN));
    Ok(diesel::update(stale)
        .set((
            access_request::state.eq(RequestEnd::Failed.name()),
            access_request::reason.eq(GAVE_UP),
            access_request::sealed_payload.eq(None::<Vec<u8>>),
            access_request::identity_hash.eq(None::<Vec<u8>>),
            access_request::closed_at.eq(Some(now.naive_utc())),
        ))
        .execute(conn)?)
}

/// Up to `most` requests that ended before `limit`.
pub fn closed_before(
    conn: &mut DbConnection,
    limit: DateTime<Utc>,
    most: i64,
) -> Result<Vec<String>, DbError> {
    Ok(access_request::table
        .filter(access_request::closed_at.lt(limit.naive_utc()))
        .limit(most)
        .select(access_request::id)
        .load(conn)?)
}

pub fn delete(conn: &mut DbConnection, ids: &[String]) -> Result<(), DbError> {
    diesel::delete(access_request::table.filter(access_request::id.eq_any(ids))).execute(conn)?;
    Ok(())
}

/// A literal instead of a bound value, so that SQLite can use the partial indexes of open rows.
fn is_open() -> SqlLiteral<Bool> {
    sql("state = 'open'")
}
