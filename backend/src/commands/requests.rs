//! `myvax requests`: answers the help desk about a request, by the code that its page and its message show, and lists the
//! requests without an answer.

use std::io::Write;

use anyhow::ensure;
use chrono::{NaiveDateTime, TimeDelta};
use serde_json::{Value, json};

use crate::access::link::REQUEST_CODE_LENGTH;
use crate::access::purge;
use crate::clock::Clock;
use crate::db::access_requests::PANICKED;
use crate::db::help_desk::{self, MessageState, RequestState};
use crate::db::messages::MessageEnd;
use crate::db::{Database, DbConnection, DbError};
use crate::random::is_crockford;

/// Prints each request with this code, and what became of its messages.
pub fn show(database: &Database, code: &str, is_json: bool, out: &mut dyn Write) -> anyhow::Result<()> {
    let code = canonical(code);
    ensure!(
        is_request_code(&code),
        "this is no request code: a code has four characters, digits and letters without I, L, O and U, such as K7P4"
    );
    let found = database.read_blocking(|conn| {
        let requests = help_desk::requests_with_code(conn, &code)?;
        with_messages(conn, requests)
    })?;
    ensure!(
        is_json || !found.is_empty(),
        "no request has the code {code}; requests are kept for 30 days after their answer"
    );
    if is_json {
        let requests = found.iter().map(|(request, messages)| in_json(request, messages));
        return print_json(out, &requests.collect::<Vec<_>>());
    }
    for (request, messages) in &found {
        print_head(out, request)?;
        print_states(out, request, messages)?;
    }
    Ok(())
}

pub struct GivenUpOrder {
    /// Only what was given up within so many hours; all that is kept if `None`.
    pub hours: Option<u32>,
    pub is_json: bool,
}

/// Prints each request that was given up without an answer, or whose message was.
pub fn given_up(
    database: &Database,
    order: &GivenUpOrder,
    clock: &dyn Clock,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    let mut found = database.read_blocking(|conn| {
        let requests = help_desk::requests_given_up(conn)?;
        with_messages(conn, requests)
    })?;
    if let Some(hours) = order.hours {
        let since = (clock.now() - TimeDelta::hours(hours.into())).naive_utc();
        found.retain(|(request, messages)| NoAnswer::of(request, messages).at.is_none_or(|at| at >= since));
    }
    if order.is_json {
        let requests = found.iter().map(|(request, messages)| {
            let mut json = in_json(request, messages);
            json["given_up"] = NoAnswer::of(request, messages).in_json();
            json
        });
        return print_json(out, &requests.collect::<Vec<_>>());
    }
    if found.is_empty() {
        let days = || format!("{} days", purge::ANSWERED.num_days());
        let time = order.hours.map_or_else(days, |hours| format!("{hours} hours"));
        writeln!(out, "no request and no answer was given up in the last {time}")?;
    }
    for (request, messages) in &found {
        print_head(out, request)?;
        NoAnswer::of(request, messages).print(out)?;
        print_states(out, request, messages)?;
    }
    Ok(())
}

/// Why a person got no answer: the failure of the message, or the reason of a request that has no message.
struct NoAnswer<'a> {
    reason: &'a str,
    channel: Option<&'a str>,
    at: Option<NaiveDateTime>,
}

impl<'a> NoAnswer<'a> {
    fn of(request: &'a RequestState, messages: &'a [MessageState]) -> Self {
        match messages
            .iter()
            .find(|message| message.state == MessageEnd::Dead.name())
        {
            Some(message) => Self {
                // Only a message whose work panicked is given up without a failure.
                reason: message.failure.as_deref().unwrap_or(PANICKED),
                channel: Some(&message.channel),
                at: message.closed_at,
            },
            None => Self {
                reason: request.reason.as_deref().unwrap_or(&request.state),
                channel: None,
                at: request.closed_at,
            },
        }
    }

    fn in_json(&self) -> Value {
        json!({"reason": self.reason, "channel": self.channel, "at": self.at.map(in_rfc3339)})
    }

    fn print(&self, out: &mut dyn Write) -> anyhow::Result<()> {
        let channel = self
            .channel
            .map_or(String::new(), |channel| format!(" by {channel}"));
        writeln!(out, "  no answer{channel}: {}{}", self.reason, at(self.at))?;
        Ok(())
    }
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

fn print_json(out: &mut dyn Write, requests: &[Value]) -> anyhow::Result<()> {
    writeln!(out, "{}", json!({"requests": requests}))?;
    Ok(())
}

/// Crockford's base32 as people write it: small letters, and letters that look like digits.
fn canonical(code: &str) -> String {
    code.trim()
        .to_ascii_uppercase()
        .replace('O', "0")
        .replace(['I', 'L'], "1")
}

fn is_request_code(canonical: &str) -> bool {
    canonical.len() == REQUEST_CODE_LENGTH && is_crockford(canonical)
}

fn print_head(out: &mut dyn Write, request: &RequestState) -> anyhow::Result<()> {
    let (code, received) = (&request.request_code, minute(request.received_at));
    writeln!(out, "{code}, received {received}")?;
    Ok(())
}

fn print_states(
    out: &mut dyn Write,
    request: &RequestState,
    messages: &[MessageState],
) -> anyhow::Result<()> {
    let reason = in_brackets(request.reason.as_deref());
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

fn in_rfc3339(time: NaiveDateTime) -> String {
    time.and_utc().to_rfc3339()
}

fn in_json(request: &RequestState, messages: &[MessageState]) -> Value {
    let messages: Vec<Value> = messages
        .iter()
        .map(|message| {
            json!({
                "kind": message.kind,
                "channel": message.channel,
                "state": message.state,
                "tries": message.attempts,
                "closed_at": message.closed_at.map(in_rfc3339),
                "delivery": message.delivery,
                "failure": message.failure,
            })
        })
        .collect();
    json!({
        "code": request.request_code,
        "received_at": in_rfc3339(request.received_at),
        "state": request.state,
        "reason": request.reason,
        "closed_at": request.closed_at.map(in_rfc3339),
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

    #[test]
    fn other_words_are_no_request_codes() {
        for code in ["K7P4", "k7po", "ilo0"] {
            assert!(is_request_code(&canonical(code)), "{code}");
        }
        for word in ["", "foo", "K7P4X", "K7U4", "K7-4", "é7P"] {
            assert!(!is_request_code(&canonical(word)), "{word}");
        }
    }
}
