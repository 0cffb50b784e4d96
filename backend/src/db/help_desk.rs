//! What the help desk may see of a request: its states and reasons, and nothing about the person.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::access_requests::RequestEnd;
use super::messages::MessageEnd;
use super::schema::{access_request, message};
use super::{DbConnection, DbError};

#[derive(Queryable, Selectable)]
#[diesel(table_name = access_request)]
pub struct RequestState {
    pub id: String,
    pub request_code: String,
    pub state: String,
    pub reason: Option<String>,
    pub received_at: NaiveDateTime,
    pub closed_at: Option<NaiveDateTime>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = message)]
pub struct MessageState {
    pub channel: String,
    pub kind: String,
    pub state: String,
    pub attempts: i32,
    pub closed_at: Option<NaiveDateTime>,
    pub delivery: Option<String>,
    pub failure: Option<String>,
}

/// The requests with this code, newest first. A code has four characters, so several requests may have it.
pub fn requests_with_code(conn: &mut DbConnection, code: &str) -> Result<Vec<RequestState>, DbError> {
    Ok(access_request::table
        .filter(access_request::request_code.eq(code))
        .order(access_request::received_at.desc())
        .select(RequestState::as_select())
        .load(conn)?)
}

/// The requests that were given up, and those whose message was, for whatever reason, newest first.
pub fn requests_given_up(conn: &mut DbConnection) -> Result<Vec<RequestState>, DbError> {
    let given_up_messages = message::table
        .filter(message::state.eq(MessageEnd::Dead.name()))
        .select(message::request_id);
    Ok(access_request::table
        .filter(access_request::state.eq(RequestEnd::Failed.name()))
        .or_filter(access_request::id.nullable().eq_any(given_up_messages))
        .order(access_request::received_at.desc())
        .select(RequestState::as_select())
        .load(conn)?)
}

pub fn messages_of_request(conn: &mut DbConnection, request_id: &str) -> Result<Vec<MessageState>, DbError> {
    Ok(message::table
        .filter(message::request_id.eq(request_id))
        .order(message::created_at)
        .select(MessageState::as_select())
        .load(conn)?)
}
