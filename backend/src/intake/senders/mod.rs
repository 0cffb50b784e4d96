//! Senders over HTTP: checks their credentials and stores one message at a time.

pub mod quality;

use std::fmt;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use aws_lc_rs::constant_time::verify_slices_are_equal;
use aws_lc_rs::digest;
use chrono::TimeDelta;
use zeroize::Zeroizing;

use crate::clock::Clock;
use crate::db::sender_accounts::{self, SenderAccount};
use crate::db::{Database, DbError};
use crate::intake::read_at::ReadAt;
use crate::intake::sender::Sender;
use crate::intake::{ImportError, StoreContext};
use crate::random::{crockford, random_bytes};
use crate::registry::ContactHashers;
use crate::secrets::permits::Permits;
use crate::secrets::recent_counts::RecentCounts;

/// At most this many messages are written or wait for the writer at once; the portal's own writes run between them.
const MESSAGES_AT_ONCE: usize = 4;

/// After this many wrong passwords within the window a caller is asked to wait, and its attempts are no longer logged. A
/// right password is always accepted, so an attacker cannot lock a sender out.
const MOST_WRONG: u32 = 10;
const WINDOW: TimeDelta = TimeDelta::minutes(15);

pub const LONGEST_NAME: usize = 64;

/// A password of 130 random bits, in 26 characters. Senders cannot choose their own.
pub struct SenderPassword(Zeroizing<String>);

impl SenderPassword {
    pub fn generate() -> Self {
        Self(Zeroizing::new(crockford(&random_bytes::<26>())))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The stored form of a password: SHA-256 of the account's name and the password. 130 random bits cannot be guessed, so
/// a slow hash is not needed, and checking a message's credentials stays cheap.
pub fn hash(name: &str, password: &str) -> [u8; 32] {
    digest_of(&[name.as_bytes(), password.as_bytes()])
}

fn digest_of(parts: &[&[u8]]) -> [u8; 32] {
    let mut context = digest::Context::new(&digest::SHA256);
    for part in parts {
        context.update(&(part.len() as u64).to_be_bytes());
        context.update(part);
    }
    *context
        .finish()
        .as_ref()
        .first_chunk()
        .expect("SHA-256 has 32 bytes")
}

/// HTTP basic credentials end the name with a colon (RFC 7617 section 2), so a name cannot contain one.
pub fn is_name(text: &str) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
    (1..=LONGEST_NAME).contains(&text.len()) && text.bytes().all(is_letter)
}

/// The credentials that a sender presents with a message.
pub struct Credentials {
    pub name: String,
    pub password: Zeroizing<String>,
}

/// The name does not print: it may be a password in the wrong field.
impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Credentials(redacted)")
    }
}

#[derive(Debug, thiserror::Error)]
pub enum AdmissionError {
    /// An unknown name, a wrong password or a disabled account; the caller does not learn which.
    #[error("wrong credentials")]
    Wrong,
    #[error("wrong credentials once too often")]
    TooOften,
    #[error(transparent)]
    Database(#[from] DbError),
}

#[derive(Debug, thiserror::Error)]
pub enum TakeError {
    #[error("too many messages wait")]
    Busy,
    #[error(transparent)]
    Import(#[from] ImportError),
    #[error("the import stopped: {0}")]
    Stopped(String),
}

/// What the senders' listener needs.
pub struct Senders {
    database: Database,
    contact_hashers: ContactHashers,
    clock: Arc<dyn Clock>,
    permits: Permits,
    /// Wrong passwords by a digest of the address and the account's name as typed.
    wrong: Mutex<RecentCounts<[u8; 32]>>,
}

impl Senders {
    pub fn new(database: Database, contact_hashers: ContactHashers, clock: Arc<dyn Clock>) -> Self {
        Self {
            database,
            contact_hashers,
            clock,
            permits: Permits::new(MESSAGES_AT_ONCE),
            wrong: Mutex::new(RecentCounts::within(WINDOW)),
        }
    }

    /// Admits a sender with the right password, however many wrong ones preceded it.
    pub async fn admit(
        &self,
        credentials: &Credentials,
        from: Option<IpAddr>,
    ) -> Result<Sender, AdmissionError> {
        // A name that no account can have is looked up as the empty name, because a database may refuse it.
        let name = Some(credentials.name.clone())
            .filter(|name| is_name(name))
            .unwrap_or_default();
        let account = self
            .database
            .read(move |conn| sender_accounts::find(conn, &name))
            .await
            .inspect_err(|error| tracing::error!(%error, "the database failed for a sender's call"))?;
        let given = hash(&credentials.name, &credentials.password);
        // Compares once, whether or not the account exists.
        let stored = account
            .as_ref()
            .map_or(&[0; 32][..], |account| &account.password_hash);
        let is_right = verify_slices_are_equal(stored, &given).is_ok();
        match account {
            Some(account) if is_right && account.disabled_at.is_none() => {
                Ok(Sender::new(account.name, account.facilities))
            }
            account => Err(self.refusal(credentials, account.as_ref(), from)),
        }
    }

    /// The name as typed is not logged: it may be a password.
    fn refusal(
        &self,
        credentials: &Credentials,
        account: Option<&SenderAccount>,
        from: Option<IpAddr>,
    ) -> AdmissionError {
        let from = from.map_or_else(String::new, |from| from.to_string());
        let key = digest_of(&[credentials.name.as_bytes(), from.as_bytes()]);
        let wrong = self
            .wrong
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .count(key, self.clock.now());
        if wrong <= MOST_WRONG {
            let account = account.map_or("(unknown)", |account| &account.name);
            tracing::warn!(account, wrong, "a sender's credentials were refused");
        }
        if wrong < MOST_WRONG {
            AdmissionError::Wrong
        } else {
            AdmissionError::TooOften
        }
    }

    /// Stores one message with the exchange of its format. It runs to its end even if the sender disconnects.
    pub async fn take<F>(&self, exchange: F) -> Result<String, TakeError>
    where
        F: FnOnce(&StoreContext) -> Result<String, ImportError> + Send + 'static,
    {
        let permit = self.permits.take().await.map_err(|_| TakeError::Busy)?;
        let context = StoreContext {
            database: self.database.clone(),
            contact_hashers: self.contact_hashers.clone(),
            read_at: ReadAt::of(self.clock.as_ref()),
        };
        let work = move || {
            let _permit = permit;
            exchange(&context)
        };
        let taken = tokio::task::spawn_blocking(work).await;
        let taken = taken.map_err(|stopped| TakeError::Stopped(stopped.to_string()));
        taken
            .and_then(|answer| answer.map_err(TakeError::Import))
            .inspect_err(|error| tracing::error!(%error, "a sender's message was not stored"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_has_130_random_bits_and_prints_in_one_place_only() {
        let (one, other) = (SenderPassword::generate(), SenderPassword::generate());
        assert_eq!(one.as_str().len(), 26);
        assert_ne!(one.as_str(), other.as_str());
        let credentials = Credentials {
            name: "clinic".into(),
            password: Zeroizing::new("secret".into()),
        };
        assert_eq!(format!("{credentials:?}"), "Credentials(redacted)");
    }

    #[test]
    fn a_name_is_short_and_plain() {
        assert!(is_name("example-clinic_2.b") && is_name(&"x".repeat(64)));
        for text in ["", "a:b", "two words", "caf\u{e9}", "a\0", &"x".repeat(65)] {
            assert!(!is_name(text), "{text}");
        }
    }

    #[test]
    fn a_hash_belongs_to_one_name_and_one_password() {
        assert_eq!(hash("clinic", "secret"), hash("clinic", "secret"));
        assert_ne!(hash("clinic", "secret"), hash("clinics", "ecret"));
    }
}
