//! Typed settings, read once at start from the environment and a TOML file. `settings` lists all of them.

pub mod demo;
pub(crate) mod example;
pub mod gateways;
pub mod given;
mod limits;
pub mod local_text;
pub mod mistake;
pub mod origin;
pub(crate) mod overview;
pub mod portal;
mod portal_values;
mod reader;
mod rotating_secret;
pub(crate) mod schema;
pub mod serving;
pub mod settings;
pub mod sources;
mod unknown;
pub mod values;
mod weak_secrets;

#[cfg(test)]
mod tests;

use std::fmt;
use std::net::SocketAddr;
use std::path::PathBuf;

use ipnet::IpNet;
use lettre::message::Mailbox;
use toml::Value;
use tracing_subscriber::EnvFilter;
use zeroize::Zeroizing;

pub use self::mistake::{ConfigMistake, ConfigMistakes};
pub use self::origin::{Origin, names_this_machine};
pub use self::portal::PortalTexts;
pub use self::rotating_secret::RotatingSecret;
pub use self::sources::Sources;

use self::mistake::Wrong;
use self::reader::{SettingReader, ValueSource};
use self::settings::Setting;
use crate::db::DatabaseUrl;
use crate::limits::Limits;
use crate::matching::Policy;
use crate::notify::smtp::url::SmtpUrl;

/// The values of all settings.
#[derive(Clone)]
pub struct Config {
    pub database_url: DatabaseUrl,
    pub listen: SocketAddr,
    pub operations_listen: SocketAddr,
    /// `None`: no listener for senders.
    pub registry_listen: Option<SocketAddr>,
    pub trusted_proxies: Vec<IpNet>,
    pub public_url: Option<Origin>,
    pub issuer_url: Option<Origin>,
    pub data_dir: PathBuf,
    pub outbox_file: Option<PathBuf>,
    pub smtp_url: Option<SmtpUrl>,
    pub smtp_ca_file: Option<PathBuf>,
    pub mail_from: Option<Mailbox>,
    pub sms_url: Option<Origin>,
    pub sms_account: Option<String>,
    pub sms_token: Option<Zeroizing<String>>,
    pub sms_from: Option<String>,
    pub pin_pepper: RotatingSecret,
    pub seal_key: RotatingSecret,
    pub contact_key: RotatingSecret,
    pub session_key: RotatingSecret,
    pub matching_policy: Policy,
    pub link_ttl_hours: u32,
    pub lease_seconds: u32,
    pub concurrency: u32,
    pub postgres_connections: u32,
    pub sqlite_readers: u32,
    pub bot_max_number: u64,
    pub limits: Limits,
    /// A filter in the syntax of `tracing_subscriber::EnvFilter`.
    pub log: String,
    pub portal: PortalTexts,
    pub demo: bool,
}

/// Whether missing values may be made up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    Normal,
    /// Throwaway keys and a throwaway database; given values win.
    Demo,
}

impl Config {
    /// Reads every setting and returns every mistake at once. Values that only some commands need may still be missing: see
    /// `serving`.
    pub fn load(sources: &Sources, mode: Mode) -> Result<Self, ConfigMistakes> {
        let (config, mistakes) = Self::load_readable(sources, mode);
        if mistakes.is_empty() {
            Ok(config)
        } else {
            Err(ConfigMistakes(mistakes))
        }
    }

    /// All values and all mistakes. A wrong value counts as not set. Only for checks: a service must not run with it.
    pub fn load_readable(sources: &Sources, mode: Mode) -> (Self, Vec<ConfigMistake>) {
        let mut reader = SettingReader::new(sources);
        let config = Self::read(&mut reader, mode).expect("a test reads every default");
        let config = match mode {
            Mode::Normal => config,
            Mode::Demo => config.with_made_up_values(),
        };
        (config, reader.mistakes)
    }

    /// Reads every setting before the first missing one ends the function, so that no mistake hides another.
    fn read(reader: &mut SettingReader<'_>, mode: Mode) -> Option<Self> {
        let address = |value: &_| listener(values::address(value)?, mode);
        let listen = reader.read(&settings::LISTEN, address);
        let operations_listen = reader.read(&settings::OPERATIONS_LISTEN, address);
        let registry_listen = reader.read(&settings::REGISTRY_LISTEN, address);
        let public_url = reader.read(&settings::PUBLIC_URL, |value| {
            public_url(values::origin(value)?, mode)
        });
        let issuer_url = reader.read(&settings::ISSUER_URL, |value| issuer_url(values::origin(value)?));
        let data_dir = match (mode, reader.given_by(&settings::DATA_DIR)) {
            (Mode::Demo, ValueSource::Unset) => Some(demo::throwaway_dir()),
            (Mode::Demo | Mode::Normal, _) => reader.read(&settings::DATA_DIR, values::path),
        };
        let database_url = reader.read(&settings::DATABASE_URL, values::database_url);
        let outbox_file = reader.read(&settings::OUTBOX_FILE, values::path);
        let smtp_url = reader.read(&settings::SMTP_URL, values::smtp_url);
        let smtp_ca_file = reader.read(&settings::SMTP_CA_FILE, values::path);
        let mail_from = reader.read(&settings::MAIL_FROM, values::mailbox);
        let sms_url = reader.read(&settings::SMS_URL, values::sms_url);
        let sms_account = reader.read(&settings::SMS_ACCOUNT, values::text);
        let sms_token = reader.read(&settings::SMS_TOKEN, values::token);
        let sms_from = reader.read(&settings::SMS_FROM, values::text);
        let mut secret = |settings: [&Setting; 3]| RotatingSecret::read(reader, settings);
        let pin_pepper = secret([
            &settings::PIN_PEPPER,
            &settings::PIN_PEPPER_PREVIOUS,
            &settings::PIN_PEPPER_NEXT,
        ]);
        let seal_key = secret([
            &settings::SEAL_KEY,
            &settings::SEAL_KEY_PREVIOUS,
            &settings::SEAL_KEY_NEXT,
        ]);
        let contact_key = secret([
            &settings::CONTACT_KEY,
            &settings::CONTACT_KEY_PREVIOUS,
            &settings::CONTACT_KEY_NEXT,
        ]);
        let session_key = secret([
            &settings::SESSION_KEY,
            &settings::SESSION_KEY_PREVIOUS,
            &settings::SESSION_KEY_NEXT,
        ]);
        let matching_policy = reader.read(&settings::MATCHING_POLICY, values::policy);
        let link_ttl_hours = reader.number(&settings::LINK_TTL_HOURS);
        let lease_seconds = reader.number(&settings::LEASE_SECONDS);
        let concurrency = reader.number(&settings::CONCURRENCY);
        let postgres_connections = reader.number(&settings::POSTGRES_CONNECTIONS);
        let sqlite_readers = reader.number(&settings::SQLITE_READERS);
        let bot_max_number = reader.number(&settings::BOT_MAX_NUMBER);
        let limits = limits::limits(reader);
        let trusted_proxies = reader.read(&settings::TRUSTED_PROXIES, limits::networks);
        let log = reader.read(&settings::LOG, log_filter);
        let portal = PortalTexts::read(reader);

        let (listen, data_dir) = (listen?, data_dir?);
        Some(Self {
            database_url: database_url.unwrap_or_else(|| DatabaseUrl::Sqlite(data_dir.join("myvax.db"))),
            listen,
            operations_listen: operations_listen?,
            registry_listen,
            public_url,
            issuer_url,
            data_dir,
            outbox_file,
            smtp_url,
            smtp_ca_file,
            mail_from,
            sms_url,
            sms_account,
            sms_token,
            sms_from,
            pin_pepper,
            seal_key,
            contact_key,
            session_key,
            matching_policy: matching_policy?,
            link_ttl_hours: link_ttl_hours?,
            lease_seconds: lease_seconds?,
            concurrency: concurrency?,
            postgres_connections: postgres_connections?,
            sqlite_readers: sqlite_readers?,
            bot_max_number: bot_max_number?,
            limits: limits?,
            trusted_proxies: trusted_proxies?,
            log: log?,
            portal: portal?,
            demo: mode == Mode::Demo,
        })
    }
}

/// The demo shows every message to everyone who reaches it.
fn listener(address: SocketAddr, mode: Mode) -> Result<SocketAddr, Wrong> {
    if mode == Mode::Normal || address.ip().is_loopback() {
        Ok(address)
    } else {
        Err(Wrong::new(
            "is not an address of this machine only, which the demo requires because it shows every message",
            "write 127.0.0.1 and a port, or leave out --demo",
        ))
    }
}

/// Links may travel unencrypted only in the demo or on this machine.
fn public_url(origin: Origin, mode: Mode) -> Result<Origin, Wrong> {
    match mode {
        Mode::Demo if origin.is_https() => Err(Wrong::new(
            "is https, as of a real service, but the demo shows every message to everyone",
            "leave it out, or leave out --demo",
        )),
        Mode::Normal if !origin.is_https() && !origin.is_loopback() => Err(Wrong::new(
            "is not https",
            "write an address that begins with https://",
        )),
        Mode::Demo | Mode::Normal => Ok(origin),
    }
}

/// SMART Health Cards, "Determining keys associated with an issuer": https, without a slash at the end.
fn issuer_url(origin: Origin) -> Result<Origin, Wrong> {
    if origin.is_https() {
        Ok(origin)
    } else {
        Err(Wrong::new(
            "is not https",
            "write an address that begins with https://",
        ))
    }
}

fn log_filter(value: &Value) -> Result<String, Wrong> {
    let text = values::text(value)?;
    match EnvFilter::try_new(&text) {
        Ok(_) => Ok(text),
        Err(_) => Err(Wrong::new(
            "is not a log filter",
            "write a level such as info, or info,backend=debug",
        )),
    }
}

/// Redacts secrets, and the database's address, because it can contain one.
impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config")
            .field("database_url", &self.database_url)
            .field("listen", &self.listen)
            .field("operations_listen", &self.operations_listen)
            .field("registry_listen", &self.registry_listen)
            .field("public_url", &self.public_url)
            .field("issuer_url", &self.issuer_url)
            .field("data_dir", &self.data_dir)
            .field("demo", &self.demo)
            .finish_non_exhaustive()
    }
}
