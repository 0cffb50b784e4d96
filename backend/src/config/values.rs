//! Converts a raw TOML value to the setting's type. A text can contain a number, because the environment contains only
//! texts.

use std::net::SocketAddr;
use std::path::PathBuf;

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use lettre::message::Mailbox;
use toml::Value;
use zeroize::Zeroizing;

use super::mistake::Wrong;
use super::origin::Origin;
use super::settings::Kind;
use crate::db::DatabaseUrl;
use crate::matching::Policy;
use crate::notify::smtp::url::SmtpUrl;
use crate::secrets::seal::SecretKey;

pub fn text(value: &Value) -> Result<String, Wrong> {
    match value.as_str().map(str::trim) {
        Some("") => Err(Wrong::new("is empty", "give it a value or leave it out")),
        Some(text) => Ok(text.to_owned()),
        None => Err(Wrong::new("is not a text", "write it in quotation marks")),
    }
}

pub fn address(value: &Value) -> Result<SocketAddr, Wrong> {
    text(value)?
        .parse()
        .map_err(|_| Wrong::new("is not an IP address with a port", "write it like 127.0.0.1:8080"))
}

pub fn origin(value: &Value) -> Result<Origin, Wrong> {
    Origin::parse(&text(value)?)
}

pub fn path(value: &Value) -> Result<PathBuf, Wrong> {
    text(value).map(PathBuf::from)
}

/// A whole number within the bounds in the table of settings.
pub fn number<N: TryFrom<u64>>(value: &Value, kind: &Kind) -> Result<N, Wrong> {
    let Kind::Number { least, most } = kind else {
        unreachable!("only settings of the kind Number are read as numbers")
    };
    let given = match value {
        Value::String(text) => text.trim().parse().ok(),
        Value::Integer(number) => u64::try_from(*number).ok(),
        Value::Float(_) | Value::Boolean(_) | Value::Datetime(_) | Value::Array(_) | Value::Table(_) => None,
    };
    given
        .filter(|number| (least..=most).contains(&number))
        .and_then(|number| N::try_from(number).ok())
        .ok_or_else(|| {
            Wrong::new(
                "is not a whole number within its bounds",
                format!("write a number from {least} to {most}"),
            )
        })
}

pub fn secret(value: &Value) -> Result<SecretKey, Wrong> {
    let remedy = "write 32 random bytes in base64, as `openssl rand -base64 32` prints them";
    let text = Zeroizing::new(text(value)?);
    let bytes = BASE64
        .decode(text.as_bytes())
        .map(Zeroizing::new)
        .map_err(|_| Wrong::new("is not base64", remedy))?;
    let key: [u8; 32] = bytes
        .as_slice()
        .try_into()
        .map_err(|_| Wrong::new(format!("holds {} bytes instead of 32", bytes.len()), remedy))?;
    Ok(Zeroizing::new(key))
}

pub fn token(value: &Value) -> Result<Zeroizing<String>, Wrong> {
    text(value).map(Zeroizing::new)
}

pub fn smtp_url(value: &Value) -> Result<SmtpUrl, Wrong> {
    let text = Zeroizing::new(text(value)?);
    SmtpUrl::parse(&text).map_err(|error| {
        Wrong::new(
            error.to_string(),
            "write smtps://user:password@host, or smtp://user:password@host for STARTTLS",
        )
    })
}

pub fn mailbox(value: &Value) -> Result<Mailbox, Wrong> {
    text(value)?.parse().map_err(|_| {
        Wrong::new(
            "is not an e-mail address",
            "write it like My Vax Records <records@vax.example.org>",
        )
    })
}

/// Texts and the account's token may travel unencrypted only on this machine.
pub fn sms_url(value: &Value) -> Result<Origin, Wrong> {
    let origin = origin(value)?;
    if origin.is_https() || origin.is_loopback() {
        Ok(origin)
    } else {
        Err(Wrong::new(
            "is not https",
            "write an address that begins with https://",
        ))
    }
}

/// Rejects a database in memory, because each connection would open a different one.
pub fn database_url(value: &Value) -> Result<DatabaseUrl, Wrong> {
    let text = Zeroizing::new(text(value)?);
    if !text.starts_with("sqlite://") && !is_encoded(&text) {
        return Err(Wrong::new(
            "has special characters that are not percent-encoded",
            "in user and password, write @ as %40, / as %2F, # as %23, % as %25",
        ));
    }
    DatabaseUrl::parse(&text)
        .filter(|url| *url != DatabaseUrl::Sqlite(":memory:".into()))
        .ok_or_else(|| {
            Wrong::new(
                "is not a supported database",
                "write sqlite:///path/to/file.db or postgres://user@host/name",
            )
        })
}

/// Whether the address means the same to every reader. libpq ends the password at the first `@` or `/`, and its messages
/// quote what it takes for the host.
fn is_encoded(url: &str) -> bool {
    let after_scheme = url.split_once("://").map_or(url, |(_, rest)| rest);
    let (address, query) = after_scheme.split_once('?').unwrap_or((after_scheme, ""));
    let (authority, path) = address.split_once('/').unwrap_or((address, ""));
    let ends_of_user = |text: &str| text.matches('@').count();
    let has_codes = url.split('%').skip(1).all(|rest| {
        let code = rest.as_bytes().get(..2);
        code.is_some_and(|code| code.iter().all(u8::is_ascii_hexdigit))
    });
    let parameters = query.split('&').filter(|parameter| !parameter.is_empty());
    ends_of_user(authority) <= 1
        && ends_of_user(path) + ends_of_user(query) == 0
        && !url.contains('#')
        && has_codes
        && parameters
            .into_iter()
            .all(|parameter| parameter.matches('=').count() == 1)
}

pub fn policy(value: &Value) -> Result<Policy, Wrong> {
    text(value)?
        .parse()
        .map_err(|_| Wrong::new("is not a policy", "write strict, default or lenient"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn raw(text: &str) -> Value {
        Value::String(text.to_owned())
    }

    #[test]
    fn the_scheme_of_a_url_selects_the_database() {
        let database = |text| database_url(&raw(text)).ok();
        assert_eq!(
            database("sqlite:///srv/myvax.db"),
            Some(DatabaseUrl::Sqlite("/srv/myvax.db".into()))
        );
        assert_eq!(
            database("sqlite://data/myvax.db"),
            Some(DatabaseUrl::Sqlite("data/myvax.db".into()))
        );
        assert_eq!(
            database("postgres://u:p@h/d"),
            Some(DatabaseUrl::Postgres("postgres://u:p@h/d".into()))
        );
        for text in ["sqlite://", "sqlite://:memory:", "mysql://h/d", "/srv/myvax.db"] {
            assert_eq!(database(text), None, "{text}");
        }
    }

    #[test]
    fn a_database_address_that_two_readers_would_read_differently_is_refused() {
        for text in [
            "postgres://user:hunter2@secret@db/name",
            "postgres://user:hunter2%zz@db/name",
            "postgres://user:hunter2%@db/name",
            "postgres://user:hun/ter2@db/name",
            "postgres://user:hun?ter2@db/name",
            "postgres://user:hun#ter2@db/name",
            "postgres://db/name?password=hun&ter2",
        ] {
            let wrong = database_url(&raw(text)).unwrap_err();
            assert!(wrong.problem.contains("percent-encoded"), "{text}");
        }
        for text in [
            "postgres://user:hunter%402@db/name",
            "postgres:///name?host=/run/postgresql&user=myvax",
            "postgres://one,other:5433/name?target_session_attrs=read-write",
        ] {
            assert!(database_url(&raw(text)).is_ok(), "{text}");
        }
    }

    #[test]
    fn a_database_password_does_not_print() {
        let url = database_url(&raw("postgres://u:hunter2@h/d")).unwrap();
        assert!(!format!("{url:?}").contains("hunter2"));
    }

    #[test]
    fn numbers_come_as_numbers_or_text_within_their_bounds() {
        let kind = Kind::Number { least: 1, most: 72 };
        assert_eq!(number::<u32>(&Value::Integer(24), &kind), Ok(24));
        assert_eq!(number::<u32>(&raw(" 24 "), &kind), Ok(24));
        for wrong in [raw("0"), raw("73"), raw("-1"), raw("a day"), Value::Boolean(true)] {
            assert!(number::<u32>(&wrong, &kind).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_secret_is_exactly_32_bytes() {
        let of_length = |length| secret(&raw(&BASE64.encode(vec![7; length])));
        assert_eq!(of_length(32).unwrap().as_slice(), [7; 32]);
        assert_eq!(of_length(31).unwrap_err().problem, "holds 31 bytes instead of 32");
        assert_eq!(secret(&raw("not base64!")).unwrap_err().problem, "is not base64");
    }
}
