//! The links to records: found by the hash of the token, opened by a PIN, locked after five wrong PINs.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text, Timestamp};

use super::schema::{access_link, access_link_patient};
use super::{DbConnection, DbError};
use crate::record::PatientId;

pub struct NewAccessLink {
    pub id: String,
    pub request_id: String,
    pub request_code: String,
    pub token_hash: Vec<u8>,
    /// `None` for a link that nothing opens.
    pub pin_hash: Option<String>,
    pub issued_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    /// The rows of the person whose record the link opens, best match first.
    pub patient_ids: Vec<PatientId>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = access_link)]
pub struct AccessLinkRow {
    pub id: String,
    pub request_code: String,
    pub pin_hash: Option<String>,
    pub expires_at: NaiveDateTime,
    pub locked_at: Option<NaiveDateTime>,
    /// The number of the sessions that are valid.
    pub session_number: i32,
}

pub fn insert(conn: &mut DbConnection, new: &NewAccessLink) -> Result<(), DbError> {
    diesel::insert_into(access_link::table)
        .values((
            access_link::id.eq(&new.id),
            access_link::request_id.eq(&new.request_id),
            access_link::request_code.eq(&new.request_code),
            access_link::token_hash.eq(&new.token_hash),
            access_link::pin_hash.eq(new.pin_hash.as_ref()),
            access_link::tries.eq(0),
            access_link::issued_at.eq(new.issued_at.naive_utc()),
            access_link::expires_at.eq(new.expires_at.naive_utc()),
            // Only the version before reads it.
            access_link::sessions_valid_after.eq(new.issued_at.naive_utc()),
            access_link::session_number.eq(0),
        ))
        .execute(conn)?;
    for (position, patient_id) in (0_i32..).zip(&new.patient_ids) {
        diesel::insert_into(access_link_patient::table)
            .values((
                access_link_patient::link_id.eq(&new.id),
                access_link_patient::patient_id.eq(patient_id.as_str()),
                access_link_patient::position.eq(position),
            ))
            .execute(conn)?;
    }
    Ok(())
}

pub fn find_by_token_hash(
    conn: &mut DbConnection,
    token_hash: &[u8],
) -> Result<Option<AccessLinkRow>, DbError> {
    Ok(access_link::table
        .filter(access_link::token_hash.eq(token_hash))
        .select(AccessLinkRow::as_select())
        .get_result(conn)
        .optional()?)
}

pub fn find(conn: &mut DbConnection, id: &str) -> Result<Option<AccessLinkRow>, DbError> {
    Ok(per_backend!(conn, |conn| access_link::table
        .find(id)
        .select(AccessLinkRow::as_select())
        .get_result(conn))
    .optional()?)
}

/// What a link opens, and how often it did.
#[derive(Default)]
pub struct OpenedLink {
    /// The rows of the person, best match first.
    pub patient_ids: Vec<PatientId>,
    pub openings: i32,
    pub previous_opened_at: Option<NaiveDateTime>,
}

/// Empty if the link was revoked or erased.
pub fn find_opened(conn: &mut DbConnection, id: &str) -> Result<OpenedLink, DbError> {
    let rows: Vec<(String, i32, Option<NaiveDateTime>)> =
        per_backend!(conn, |conn| access_link_patient::table
            .inner_join(access_link::table.on(access_link::id.eq(access_link_patient::link_id)))
            .filter(access_link_patient::link_id.eq(id))
            .order(access_link_patient::position)
            .select((
                access_link_patient::patient_id,
                access_link::opened,
                access_link::previous_opened_at,
            ))
            .load(conn))?;
    let mut link = OpenedLink::default();
    for (patient_id, openings, previous_opened_at) in rows {
        link.patient_ids.push(PatientId::new(patient_id));
        (link.openings, link.previous_opened_at) = (openings, previous_opened_at);
    }
    Ok(link)
}

/// Counts that the link was opened with its PIN.
pub fn count_opening(conn: &mut DbConnection, id: &str, now: DateTime<Utc>) -> Result<(), DbError> {
    diesel::update(access_link::table.find(id))
        .set((
            access_link::opened.eq(access_link::opened + 1),
            access_link::previous_opened_at.eq(access_link::last_opened_at),
            access_link::last_opened_at.eq(Some(now.naive_utc())),
        ))
        .execute(conn)?;
    Ok(())
}

/// Ends a link for good, with its sessions. Returns false if there is no such link, or if it was revoked before.
pub fn revoke(conn: &mut DbConnection, token_hash: &[u8], now: DateTime<Utc>) -> Result<bool, DbError> {
    let link = access_link::table
        .filter(access_link::token_hash.eq(token_hash))
        .filter(access_link::revoked_at.is_null());
    let revoked: Option<String> = diesel::update(link)
        .set(access_link::revoked_at.eq(Some(now.naive_utc())))
        .returning(access_link::id)
        .get_result(conn)
        .optional()?;
    let Some(id) = revoked else {
        return Ok(false);
    };
    end_sessions(conn, &id)?;
    erase(conn, &[id])?;
    Ok(true)
}

/// Ends every viewing session that began before, including copied cookies.
pub fn end_sessions(conn: &mut DbConnection, id: &str) -> Result<(), DbError> {
    diesel::update(access_link::table.find(id))
        .set(access_link::session_number.eq(access_link::session_number + 1))
        .execute(conn)?;
    Ok(())
}

/// Sets the expiry once the gateway has accepted the message: the link's hours begin then.
pub fn set_expiry(conn: &mut DbConnection, id: &str, expires_at: DateTime<Utc>) -> Result<(), DbError> {
    diesel::update(access_link::table.find(id))
        .set(access_link::expires_at.eq(expires_at.naive_utc()))
        .execute(conn)?;
    Ok(())
}

/// Up to `most` links that expired before `limit` and still have their PIN hash or their patients. A link whose message
/// still waits is left out: its hours begin when the message is sent. The newest come first, because the previous sweep
/// erased the older ones.
pub fn openable_after_expiry(
    conn: &mut DbConnection,
    limit: DateTime<Utc>,
    most: i64,
) -> Result<Vec<String>, DbError> {
    // Not as EXISTS, for which PostgreSQL may read the whole table into a hash.
    let names_somebody =
        "(SELECT 1 FROM access_link_patient WHERE link_id = access_link.id LIMIT 1) IS NOT NULL";
    expired(
        conn,
        &format!("(pin_hash IS NOT NULL OR {names_somebody})"),
        limit,
        most,
    )
}

/// Erases the PIN hash and the patients of these links. The token's hash stays, so that the link can be reported as
/// expired.
pub fn erase(conn: &mut DbConnection, ids: &[String]) -> Result<(), DbError> {
    diesel::delete(access_link_patient::table.filter(access_link_patient::link_id.eq_any(ids)))
        .execute(conn)?;
    diesel::update(access_link::table.filter(access_link::id.eq_any(ids)))
        .set(access_link::pin_hash.eq(None::<String>))
        .execute(conn)?;
    Ok(())
}

/// Up to `most` links that expired before `limit`.
pub fn expired_before(
    conn: &mut DbConnection,
    limit: DateTime<Utc>,
    most: i64,
) -> Result<Vec<String>, DbError> {
    expired(conn, "TRUE", limit, most)
}

pub fn delete(conn: &mut DbConnection, ids: &[String]) -> Result<(), DbError> {
    diesel::delete(access_link::table.filter(access_link::id.eq_any(ids))).execute(conn)?;
    Ok(())
}

#[derive(QueryableByName)]
struct Id {
    #[diesel(sql_type = Text)]
    id: String,
}

fn expired(
    conn: &mut DbConnection,
    and: &str,
    limit: DateTime<Utc>,
    most: i64,
) -> Result<Vec<String>, DbError> {
    let rows: Vec<Id> = diesel::sql_query(format!(
        "SELECT id FROM access_link WHERE expires_at < $1 AND {and} \
         AND NOT EXISTS (SELECT 1 FROM message WHERE link_id = access_link.id AND state = 'open') \
         ORDER BY expires_at DESC LIMIT $2"
    ))
    .bind::<Timestamp, _>(limit.naive_utc())
    .bind::<BigInt, _>(most)
    .load(conn)?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}
