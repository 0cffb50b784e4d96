//! The SMTP notifier: sends e-mail through the operator's mail server.

mod compose;
mod connections;
mod transaction;
pub mod url;

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use async_trait::async_trait;
use lettre::message::Mailbox;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::client::{Certificate, TlsParameters};

use self::connections::Connections;
use self::transaction::TransactionError;
use self::url::SmtpUrl;
use super::{Failure, Notifier, OutboundMessage, SendError};
use crate::clock::Clock;

/// The longest time for one message, connection included. It is below the worker's own time-out for a send.
const TIME_OUT: Duration = Duration::from_secs(20);

/// The answers that concern this service's credentials and not the message (RFC 4954 section 6, RFC 3207 section 4).
const CREDENTIALS_REFUSED: [u16; 4] = [530, 534, 535, 538];

/// The enhanced status codes that refuse the sender, whoever the recipient is: a sender's address that is wrong (RFC 3463
/// section 3.2), and a domain whose signatures or DNS records are missing (RFC 7372 section 3).
const SENDER_REFUSED: [&str; 9] = [
    "5.1.7", "5.1.8", "5.7.20", "5.7.21", "5.7.22", "5.7.23", "5.7.24", "5.7.25", "5.7.26",
];

/// The settings of the notifier.
#[derive(Clone, Debug)]
pub struct MailSettings {
    pub url: SmtpUrl,
    pub from: Mailbox,
    /// PEM certificates that are trusted in addition to those of the system.
    pub ca: Option<Vec<u8>>,
}

pub struct SmtpNotifier {
    connections: Connections,
    from: Mailbox,
    clock: Arc<dyn Clock>,
}

impl SmtpNotifier {
    pub fn new(settings: &MailSettings, clock: Arc<dyn Clock>) -> anyhow::Result<Self> {
        let mut tls = TlsParameters::builder(settings.url.host.clone());
        if let Some(pem) = &settings.ca {
            tls = tls.add_root_certificate(certificates(pem)?);
        }
        let tls = tls
            .build()
            .context("the certificates of the system cannot be read")?;
        let domain = settings.from.email.domain().to_owned();
        Ok(Self {
            connections: Connections::new(settings.url.clone(), tls, domain),
            from: settings.from.clone(),
            clock,
        })
    }

    /// Connects, encrypts and logs in, without sending a message.
    pub async fn reach(&self) -> Result<(), String> {
        match tokio::time::timeout(TIME_OUT, self.connections.take()).await {
            Ok(Ok(mut connection)) => {
                let _it_worked_already = connection.quit().await;
                Ok(())
            }
            Ok(Err(error)) => Err(described(&error)),
            Err(_) => Err(format!("no answer within {TIME_OUT:?}")),
        }
    }

    async fn deliver(&self, message: &OutboundMessage) -> Result<(), SendError> {
        let email = compose::email(&self.from, message, self.clock.now())?;
        let mut connection = self
            .connections
            .take()
            .await
            // Nothing in the message can cause this, so a wrong password must not end the message.
            .map_err(|error| SendError::later(format!("no connection: {}", described(&error))))?;
        match transaction::send(&mut connection, &email).await {
            Ok(()) => {
                self.connections.keep(connection);
                Ok(())
            }
            Err(TransactionError::Smtp(error)) => Err(answered(&error)),
            Err(error @ TransactionError::OnlyAscii) => Err(SendError::Refused {
                failure: Failure::InvalidAddress,
                why: error.to_string(),
            }),
        }
    }
}

#[async_trait]
impl Notifier for SmtpNotifier {
    /// A send that is given up drops its connection, so the next message never reads the answer to this one.
    async fn send(&self, message: &OutboundMessage) -> Result<(), SendError> {
        tokio::time::timeout(TIME_OUT, self.deliver(message))
            .await
            .unwrap_or_else(|_| Err(SendError::later(format!("no answer within {TIME_OUT:?}"))))
    }
}

/// The PEM file of `MYVAX_SMTP_CA_FILE`.
pub fn read_ca(path: &Path) -> anyhow::Result<Vec<u8>> {
    let pem = std::fs::read(path)?;
    certificates(&pem)?;
    Ok(pem)
}

fn certificates(pem: &[u8]) -> anyhow::Result<Certificate> {
    let text = String::from_utf8_lossy(pem);
    anyhow::ensure!(
        text.contains("-----BEGIN CERTIFICATE-----"),
        "no certificate in it"
    );
    Ok(Certificate::from_pem(pem)?)
}

/// The meaning of an error after the connection was made: a 5xx answer is about the message, so it is final, unless it is
/// about this service.
fn answered(error: &Error) -> SendError {
    let code = error.status().map(u16::from);
    match code {
        Some(code) if error.is_permanent() && !is_about_this_service(error, code) => SendError::Refused {
            failure: failure(code),
            why: described(error),
        },
        Some(_) | None => SendError::later(described(error)),
    }
}

fn is_about_this_service(error: &Error, code: u16) -> bool {
    CREDENTIALS_REFUSED.contains(&code)
        || enhanced_status(error).is_some_and(|status| SENDER_REFUSED.contains(&status.as_str()))
}

/// The begin of the answer's text, such as `5.7.23`, if it is one (RFC 2034).
fn enhanced_status(error: &Error) -> Option<String> {
    let text = std::error::Error::source(error)?.to_string();
    let begin = text.split_whitespace().next()?;
    begin.starts_with("5.").then(|| begin.to_owned())
}

/// RFC 5321 section 4.2.3: 550, 551 and 553 are about the mailbox.
fn failure(code: u16) -> Failure {
    match code {
        550 | 551 | 553 => Failure::InvalidAddress,
        _ => Failure::Rejected,
    }
}

/// The text of an answer may quote the recipient's address, so only its code is logged.
fn described(error: &Error) -> String {
    match error.status() {
        Some(code) => {
            let enhanced = enhanced_status(error).filter(|status| SENDER_REFUSED.contains(&status.as_str()));
            let enhanced = enhanced.map_or_else(String::new, |status| format!(" {status}"));
            format!("the mail server answered {code}{enhanced}")
        }
        None if error.is_response() => "the mail server did not answer in SMTP".to_owned(),
        None => last_cause(error),
    }
}

/// Each outer error repeats the text of the inner one.
fn last_cause(error: &Error) -> String {
    let first: &dyn std::error::Error = error;
    let last = std::iter::successors(Some(first), |error| error.source()).last();
    last.unwrap_or(first).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_without_a_certificate_is_no_ca_file() {
        assert!(certificates(b"").is_err());
        assert!(certificates(b"-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n").is_err());
    }
}
