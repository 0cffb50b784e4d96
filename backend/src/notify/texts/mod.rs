//! The notifier for text messages: a client of a Messages API that is compatible with Twilio's.

mod answer;
pub mod codes;
pub mod signature;
pub mod status;

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use reqwest::header::RETRY_AFTER;
use reqwest::redirect::Policy;
use reqwest::{Client, Response, StatusCode};
use shared::routes::api::SMS_STATUS;
use zeroize::Zeroizing;

use self::answer::Answer;
use super::{Notifier, OutboundMessage, SendError};
use crate::clock::Clock;

/// The longest time for one text. It is below the worker's own time-out for a send.
const TIME_OUT: Duration = Duration::from_secs(20);
const CONNECT_TIME_OUT: Duration = Duration::from_secs(5);
/// An answer is smaller than 2 KiB.
const MOST_BYTES: usize = 64 * 1024;
/// The sender is a messaging service, which chooses the number.
const MESSAGING_SERVICE: &str = "MG";
/// The parameter of the call-back's address that names the message.
pub const MESSAGE_PARAMETER: &str = "message";

/// The settings of the notifier.
#[derive(Clone)]
pub struct TextSettings {
    /// The origin of the API.
    pub url: String,
    pub account: String,
    pub token: Zeroizing<String>,
    /// A number in E.164, a short code, or the id of a messaging service.
    pub from: String,
}

pub struct TextNotifier {
    client: Client,
    /// The address of the account's messages.
    messages_url: String,
    callback_url: String,
    settings: TextSettings,
    clock: Arc<dyn Clock>,
}

impl TextNotifier {
    pub fn new(settings: TextSettings, public_url: &str, clock: Arc<dyn Clock>) -> anyhow::Result<Self> {
        let client = Client::builder()
            .timeout(TIME_OUT)
            .connect_timeout(CONNECT_TIME_OUT)
            // A redirect would carry the number and the link to another host.
            .redirect(Policy::none())
            .build()
            .context("the certificates of the system cannot be read")?;
        Ok(Self {
            client,
            messages_url: format!(
                "{}/2010-04-01/Accounts/{}/Messages.json",
                settings.url, settings.account
            ),
            callback_url: format!("{public_url}{SMS_STATUS}"),
            settings,
            clock,
        })
    }

    /// Connects, without sending a message or the account.
    pub async fn reach(&self) -> Result<(), String> {
        let answer = self.client.get(&self.settings.url).send().await;
        answer.map(drop).map_err(|error| described(&error))
    }

    /// Twilio's name of the idempotency header and the common one (draft-ietf-httpapi-idempotency-key-header) are both
    /// sent, because compatible gateways differ.
    async fn post(&self, message: &OutboundMessage) -> reqwest::Result<Response> {
        let sender = if self.settings.from.starts_with(MESSAGING_SERVICE) {
            "MessagingServiceSid"
        } else {
            "From"
        };
        let callback = format!("{}?{MESSAGE_PARAMETER}={}", self.callback_url, message.id);
        self.client
            .post(&self.messages_url)
            .basic_auth(&self.settings.account, Some(&*self.settings.token))
            .header("Idempotency-Key", &message.id)
            .header("I-Twilio-Idempotency-Token", &message.id)
            .form(&[
                ("To", message.to.as_str()),
                (sender, self.settings.from.as_str()),
                ("Body", message.composed.text.as_str()),
                ("StatusCallback", callback.as_str()),
            ])
            .send()
            .await
    }
}

#[async_trait]
impl Notifier for TextNotifier {
    async fn send(&self, message: &OutboundMessage) -> Result<(), SendError> {
        let response = self
            .post(message)
            .await
            .map_err(|error| SendError::later(described(&error)))?;
        let status = response.status();
        let retry_after = retry_after(&response, self.clock.now());
        let body = whole(response).await?;
        let answer: Option<Answer> = serde_json::from_slice(&body).ok();
        answer::meaning(status.as_u16(), answer, retry_after)
    }
}

/// Reads the answer up to a limit, because a broken gateway may never end it.
async fn whole(mut response: Response) -> Result<Vec<u8>, SendError> {
    let mut body = Vec::new();
    while let Some(chunk) = response
        .chunk()
        .await
        .map_err(|error| SendError::later(described(&error)))?
    {
        if body.len() + chunk.len() > MOST_BYTES {
            return Err(SendError::later("the text gateway's answer is too long"));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

/// Seconds or a date (RFC 9110 section 10.2.3). Only an answer that says "not now" counts.
fn retry_after(response: &Response, now: DateTime<Utc>) -> Option<Duration> {
    let is_not_now = matches!(
        response.status(),
        StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE
    );
    let value = response.headers().get(RETRY_AFTER)?.to_str().ok()?.trim();
    is_not_now.then(|| seconds_or_date(value, now)).flatten()
}

/// A number too large for `u64` is the longest time. A date in the past is no pause.
fn seconds_or_date(value: &str, now: DateTime<Utc>) -> Option<Duration> {
    if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(Duration::from_secs(value.parse().unwrap_or(u64::MAX)));
    }
    let date = DateTime::parse_from_rfc2822(value).ok()?.to_utc();
    Some((date - now).to_std().unwrap_or_default())
}

/// The error without its URL, which contains the account.
fn described(error: &reqwest::Error) -> String {
    let kind = if error.is_timeout() {
        "the text gateway did not answer in time"
    } else if error.is_connect() {
        "no connection to the text gateway"
    } else {
        "the connection to the text gateway broke"
    };
    let mut source = std::error::Error::source(error);
    let mut last = None;
    while let Some(cause) = source {
        last = Some(cause.to_string());
        source = cause.source();
    }
    last.map_or_else(|| kind.to_owned(), |cause| format!("{kind}: {cause}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        let now = DateTime::parse_from_rfc3339("2026-11-20T15:00:00Z")
            .unwrap()
            .to_utc();
        let seconds = |value| seconds_or_date(value, now).map(|pause| pause.as_secs());
        assert_eq!(seconds("0"), Some(0));
        assert_eq!(seconds("3600"), Some(3600));
        assert_eq!(seconds("10000000000000"), Some(10_000_000_000_000));
        assert_eq!(seconds("99999999999999999999999"), Some(u64::MAX));
        assert_eq!(seconds("Fri, 20 Nov 2026 15:00:40 GMT"), Some(40));
        assert_eq!(seconds("Fri, 20 Nov 2020 15:00:00 GMT"), Some(0));
        for garbage in ["", "-1", "soon", "1.5"] {
            assert_eq!(seconds(garbage), None, "{garbage}");
        }
    }
}
