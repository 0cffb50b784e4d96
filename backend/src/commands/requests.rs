//! `myvax requests`: answers the help desk about a request, by the code that its page and its message show, and lists the
//! requests without an answer.

use std::io::Write;

use anyhow::ensure;
use chrono::NaiveDateTime;
use serde_json::{Value, json};

use crate::db::help_desk::{self, MessageState, RequestState};
use crate::db::{Database, DbConnection, DbError};
use crate::notify::Failure;

/// Prints each request with this code, and what became of its messages.
pub fn show(database: &Database, code: &str, is_json: bool, out: &mut dyn Write) -> anyhow::Result<()> {
    let code = canonical(code);
    let found = database.read_blocking(|conn| {
        let requests = help_desk::requests_with_code(conn, &code)?;
        with_messages(conn, requests)
    })?;
    ensure!(
        is_json || !found.is_empty(),
        "no request has the code {code}; requests are kept for 30 days after their answer"
    );
    print_all(out, &found, is_json)
}

/// Prints each request of the last 30 days that was given up without an answer, or whose message was.
pub fn given_up(database: &Database, is_json: bool, out: &mut dyn Write) -> anyhow::Result<()> {
    let found = database.read_blocking(|conn| {
        let requests = help_desk::requests_given_up(conn, Failure::GivenUp.name())?;
        with_messages(conn, requests)
    })?;
    print_all(out, &found, is_json)
}

type Found = (RequestState, Vec<MessageState>);

fn with_messages(conn: &mut DbConnection, requests: Vec<RequestState>) -> Result<Vec<Found>, DbError> {
    requests
        .into_iter()
        .map(|request| {
            let messages = help_desk::messages_of_request(conn, &request.id)?;
            Ok((request, messages))
        })
        .collect()
}

fn print_all(out: &mut dyn Write, found: &[Found], is_json: bool) -> anyhow::Result<()> {
    if is_json {
        let requests: Vec<Value> = found
            .iter()
            .map(|(request, messages)| in_json(request, messages))
            .collect();
        writeln!(out, "{}", json!({"requests": requests}))?;
        return Ok(());
    }
    for (request, messages) in found {
        print(out, request, messages)?;
    }
    Ok(())
}

/// Crockford's base32 as people write it: small letters, and letters that look like digits.
fn canonical(code: &str) -> String {
    code.trim()
        .to_ascii_uppercase()
        .replace('O', "0")
        .replace(['I', 'L'], "1")
}

fn print(out: &mut dyn Write, request: &RequestState, messages: &[MessageState]) -> anyhow::Result<()> {
    let reason = in_brackets(request.reason.as_deref());
    writeln!(
        out,
        "{}, received {}",
        request.request_code,
        minute(request.received_at)
    )?;
    writeln!(
        out,
        "  request: {}{reason}{}",
        request.state,
        at(request.closed_at)
    )?;
    for message in messages {
        let delivery = message
            .delivery
            .as_deref()
            .map_or(String::new(), |state| format!(", {state}"));
        let failure = in_brackets(message.failure.as_deref());
        writeln!(
            out,
            "  {} by {}: {}{}{delivery}{failure}, tries: {}",
            message.kind,
            message.channel,
            message.state,
            at(message.closed_at),
            message.attempts
        )?;
    }
    Ok(())
}

fn in_brackets(code: Option<&str>) -> String {
    code.map_or(String::new(), |code| format!(" ({code})"))
}

fn at(time: Option<NaiveDateTime>) -> String {
    time.map_or(String::new(), |time| format!(" {}", minute(time)))
}

fn minute(time: NaiveDateTime) -> String {
    time.format("%Y-%m-%d %H:%M UTC").to_string()
}

fn in_json(request: &RequestState, messages: &[MessageState]) -> Value {
    let time = |time: NaiveDateTime| time.and_utc().to_rfc3339();
    let messages: Vec<Value> = messages
        .iter()
        .map(|message| {
            json!({
                "kind": message.kind,
                "channel": message.channel,
                "state": message.state,
                "tries": message.attempts,
                "closed_at": message.closed_at.map(time),
                "delivery": message.delivery,
                "failure": message.failure,
            })
        })
        .collect();
    json!({
        "code": request.request_code,
        "received_at": time(request.received_at),
        "state": request.state,
        "reason": request.reason,
        "closed_at": request.closed_at.map(time),
        "messages": messages,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_found_as_people_write_it() {
        assert_eq!(canonical(" k7po "), "K7P0");
        assert_eq!(canonical("ilo0"), "1100");
    }
}
