//! Connections to the mail server, kept open between messages. The pool of `lettre` is not used: it takes back a
//! connection whose send was given up, and the next message would then read that send's answer as its own.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::extension::ClientId;

use super::url::{Encryption, SmtpUrl};

const CONNECT_TIME_OUT: Duration = Duration::from_secs(10);
const MOST_IDLE: usize = 16;
/// RFC 5321 section 4.5.3.2.7: a server waits five minutes for the next command. Many wait less.
const LONGEST_IDLE: Duration = Duration::from_mins(1);

pub struct Connections {
    url: SmtpUrl,
    tls: TlsParameters,
    hello: ClientId,
    idle: Mutex<Vec<(AsyncSmtpConnection, Instant)>>,
}

impl Connections {
    /// `domain` names this client to the server.
    pub fn new(url: SmtpUrl, tls: TlsParameters, domain: String) -> Self {
        Self {
            url,
            tls,
            hello: ClientId::Domain(domain),
            idle: Mutex::default(),
        }
    }

    /// An open connection that still answers, or a new one.
    pub async fn take(&self) -> Result<AsyncSmtpConnection, Error> {
        while let Some((mut connection, since)) = self.pop() {
            if since.elapsed() < LONGEST_IDLE && connection.test_connected().await {
                return Ok(connection);
            }
        }
        self.connect().await
    }

    /// Keeps a connection whose last answer was read.
    pub fn keep(&self, connection: AsyncSmtpConnection) {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < MOST_IDLE {
            idle.push((connection, Instant::now()));
        }
    }

    fn pop(&self) -> Option<(AsyncSmtpConnection, Instant)> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop()
    }

    async fn connect(&self) -> Result<AsyncSmtpConnection, Error> {
        let from_the_first_byte = match self.url.encryption {
            Encryption::Implicit => Some(self.tls.clone()),
            Encryption::StartTls | Encryption::None => None,
        };
        let mut connection = AsyncSmtpConnection::connect_tokio1(
            (self.url.host.as_str(), self.url.port),
            Some(CONNECT_TIME_OUT),
            &self.hello,
            from_the_first_byte,
            None,
        )
        .await?;
        if self.url.encryption == Encryption::StartTls {
            connection.starttls(self.tls.clone(), &self.hello).await?;
        }
        if let Some(credentials) = &self.url.credentials {
            let credentials = Credentials::new(credentials.user.clone(), credentials.password.to_string());
            connection.auth(DEFAULT_MECHANISMS, &credentials).await?;
        }
        Ok(connection)
    }
}
