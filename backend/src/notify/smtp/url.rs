//! The address of a mail server as a setting, with its encryption and credentials.

use std::fmt;

use percent_encoding::percent_decode_str;
use url::{Host, Url};
use zeroize::Zeroizing;

/// `smtps://user:password@mail.example.org:465`.
#[derive(Clone)]
pub struct SmtpUrl {
    pub host: String,
    pub port: u16,
    pub encryption: Encryption,
    pub credentials: Option<SmtpCredentials>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encryption {
    /// TLS from the first byte (RFC 8314).
    Implicit,
    /// The server must offer STARTTLS (RFC 3207). Without it, nothing is sent.
    StartTls,
    /// Only for a server on this machine.
    None,
}

#[derive(Clone)]
pub struct SmtpCredentials {
    pub user: String,
    pub password: Zeroizing<String>,
}

/// Why a text is not the address of a mail server. The texts do not quote it, because it can contain a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SmtpUrlError {
    #[error("is not a URL with the scheme smtps or smtp and a host")]
    NotAUrl,
    #[error("continues after the host and port")]
    Continues,
    #[error("has a user without a password, or a password without a user")]
    HalfCredentials,
    #[error("turns encryption off for a server that is not on this machine")]
    Unencrypted,
}

impl SmtpUrl {
    /// `smtps` is implicit TLS, `smtp` is STARTTLS, and `smtp` with `?tls=none` is unencrypted.
    pub fn parse(text: &str) -> Result<Self, SmtpUrlError> {
        let url = Url::parse(text).map_err(|_| SmtpUrlError::NotAUrl)?;
        let host = url
            .host()
            .filter(|host| !is_empty(host))
            .ok_or(SmtpUrlError::NotAUrl)?;
        let (encryption, default_port) = match (url.scheme(), url.query()) {
            ("smtps", None) => (Encryption::Implicit, 465),
            ("smtp", None) => (Encryption::StartTls, 587),
            ("smtp", Some("tls=none")) => (Encryption::None, 25),
            ("smtps" | "smtp", Some(_)) => return Err(SmtpUrlError::Continues),
            (_, _) => return Err(SmtpUrlError::NotAUrl),
        };
        if !matches!(url.path(), "" | "/") || url.fragment().is_some() {
            return Err(SmtpUrlError::Continues);
        }
        if encryption == Encryption::None && !is_loopback(&host) {
            return Err(SmtpUrlError::Unencrypted);
        }
        Ok(Self {
            host: host.to_string().trim_matches(['[', ']']).to_owned(),
            port: url.port().unwrap_or(default_port),
            encryption,
            credentials: credentials(&url)?,
        })
    }
}

fn credentials(url: &Url) -> Result<Option<SmtpCredentials>, SmtpUrlError> {
    let decoded = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
    match (url.username(), url.password()) {
        ("", None) => Ok(None),
        (user, Some(password)) if !user.is_empty() => Ok(Some(SmtpCredentials {
            user: decoded(user),
            password: Zeroizing::new(decoded(password)),
        })),
        (_, Some(_) | None) => Err(SmtpUrlError::HalfCredentials),
    }
}

fn is_empty(host: &Host<&str>) -> bool {
    matches!(host, Host::Domain(""))
}

fn is_loopback(host: &Host<&str>) -> bool {
    match host {
        Host::Domain(name) => *name == "localhost" || name.starts_with("127."),
        Host::Ipv4(address) => address.is_loopback(),
        Host::Ipv6(address) => address.is_loopback(),
    }
}

impl fmt::Debug for SmtpUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SmtpUrl")
            .field("host", &self.host)
            .field("port", &self.port)
            .field("encryption", &self.encryption)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> (String, u16, Encryption) {
        let url = SmtpUrl::parse(text).unwrap();
        (url.host, url.port, url.encryption)
    }

    #[test]
    fn the_scheme_selects_the_encryption_and_the_port() {
        let expected = |host: &str, port, encryption| (host.to_owned(), port, encryption);
        for (text, host, port, encryption) in [
            (
                "smtps://mail.example.org",
                "mail.example.org",
                465,
                Encryption::Implicit,
            ),
            (
                "smtp://mail.example.org",
                "mail.example.org",
                587,
                Encryption::StartTls,
            ),
            (
                "smtp://mail.example.org:2587",
                "mail.example.org",
                2587,
                Encryption::StartTls,
            ),
            (
                "smtp://127.0.0.1:2525?tls=none",
                "127.0.0.1",
                2525,
                Encryption::None,
            ),
            ("smtp://[::1]:2525?tls=none", "::1", 2525, Encryption::None),
        ] {
            assert_eq!(parts(text), expected(host, port, encryption), "{text}");
        }
    }

    #[test]
    fn credentials_are_decoded_and_never_printed() {
        let url = SmtpUrl::parse("smtps://portal%40example.org:hunter+2%2F@mail.example.org").unwrap();
        let credentials = url.credentials.as_ref().unwrap();
        assert_eq!(credentials.user, "portal@example.org");
        assert_eq!(*credentials.password, "hunter+2/");
        assert!(!format!("{url:?}").contains("hunter"));
    }

    #[test]
    fn other_addresses_are_refused() {
        for (text, error) in [
            ("mail.example.org", SmtpUrlError::NotAUrl),
            ("https://mail.example.org", SmtpUrlError::NotAUrl),
            ("smtps://", SmtpUrlError::NotAUrl),
            ("smtps://mail.example.org/box", SmtpUrlError::Continues),
            ("smtps://mail.example.org?tls=none", SmtpUrlError::Continues),
            (
                "smtp://mail.example.org?tls=opportunistic",
                SmtpUrlError::Continues,
            ),
            ("smtp://mail.example.org?tls=none", SmtpUrlError::Unencrypted),
            ("smtps://portal@mail.example.org", SmtpUrlError::HalfCredentials),
            ("smtps://:word@mail.example.org", SmtpUrlError::HalfCredentials),
        ] {
            assert_eq!(SmtpUrl::parse(text).unwrap_err(), error, "{text}");
        }
    }
}
