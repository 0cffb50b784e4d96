//! A web origin as a setting: scheme, host, optionally a port, and nothing after it.

use std::fmt;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use super::mistake::Wrong;

/// `https://vax.example.org` or `http://127.0.0.1:8080`, as a browser sends it in `Origin` (RFC 6454 section 6.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin(String);

impl Origin {
    pub fn parse(text: &str) -> Result<Self, Wrong> {
        let wrong = |problem: &str, remedy: &str| Err(Wrong::new(problem, remedy));
        let (default_port, host_and_port) =
            match (text.strip_prefix("https://"), text.strip_prefix("http://")) {
                (Some(rest), _) => (443, rest),
                (None, Some(rest)) => (80, rest),
                (None, None) => {
                    return wrong("is not a web address", "write it like https://vax.example.org");
                }
            };
        if host_and_port.contains(['/', '?', '#', '@']) {
            return wrong(
                "continues after the host",
                "end it after the host, without a slash",
            );
        }
        let (host, port) = split_port(host_and_port);
        if !is_host(host) {
            return wrong(
                "has no valid host",
                "write the host in lower case, as in https://vax.example.org",
            );
        }
        match port.map(str::parse::<u16>) {
            None => Ok(Self(text.to_owned())),
            Some(Ok(port)) if port == default_port => wrong(
                "names the scheme's default port, which browsers omit",
                "leave the port out",
            ),
            Some(Ok(port)) if port > 0 => Ok(Self(text.to_owned())),
            Some(_) => wrong("has no valid port", "write a port between 1 and 65535, or none"),
        }
    }

    /// The origin under which a browser on this machine reaches a listener. A listener on all addresses is localhost. With
    /// port 0 the listener must be bound first, because only then its port is known.
    pub fn of_listener(listener: SocketAddr) -> Self {
        let host = match listener.ip() {
            ip if ip.is_unspecified() => "localhost".to_owned(),
            IpAddr::V4(ip) => ip.to_string(),
            IpAddr::V6(ip) => format!("[{ip}]"),
        };
        match listener.port() {
            80 => Self(format!("http://{host}")),
            port => Self(format!("http://{host}:{port}")),
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn is_https(&self) -> bool {
        self.0.starts_with("https://")
    }

    /// Whether the host is a name or address of this machine only.
    pub fn is_loopback(&self) -> bool {
        self.0
            .split_once("://")
            .is_some_and(|(_, host_and_port)| names_this_machine(host_and_port))
    }
}

/// Whether a host, with or without a port, is a name or address of this machine only.
pub fn names_this_machine(host_and_port: &str) -> bool {
    let (host, _) = split_port(host_and_port);
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || address.parse().is_ok_and(|address: IpAddr| address.is_loopback())
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A colon inside brackets belongs to an IPv6 address.
fn split_port(text: &str) -> (&str, Option<&str>) {
    match text.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
        Some(_) | None => (text, None),
    }
}

fn is_host(host: &str) -> bool {
    if let Some(address) = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        return address.parse::<Ipv6Addr>().is_ok();
    }
    host.split('.').all(|label| {
        !label.is_empty()
            && label
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_taken_as_written() {
        for text in [
            "https://vax.example.org",
            "http://127.0.0.1:8080",
            "http://[::1]:8080",
            "https://vax.example.org:8443",
        ] {
            assert_eq!(Origin::parse(text).unwrap().as_str(), text);
        }
    }

    #[test]
    fn anything_but_an_origin_is_refused() {
        for text in [
            "",
            "vax.example.org",
            "ftp://vax.example.org",
            "https://",
            "https://vax.example.org/",
            "https://vax.example.org/portal",
            "https://vax.example.org?lang=fr",
            "https://someone@vax.example.org",
            "https://VAX.example.org",
            "https://vax example.org",
            "https://vax.example.org:443",
            "https://vax.example.org:0",
            "https://vax.example.org:port",
            "https://[vax]",
        ] {
            assert!(Origin::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_listener_is_reached_under_its_address() {
        let origin = |listener: &str| Origin::of_listener(listener.parse().unwrap()).to_string();
        assert_eq!(origin("127.0.0.1:8080"), "http://127.0.0.1:8080");
        assert_eq!(origin("0.0.0.0:80"), "http://localhost");
        assert_eq!(origin("[::1]:8080"), "http://[::1]:8080");
    }

    #[test]
    fn loopback_names_are_known() {
        let is_loopback = |text| Origin::parse(text).unwrap().is_loopback();
        assert!(is_loopback("http://localhost:8080"));
        assert!(is_loopback("http://127.0.0.1:8080"));
        assert!(is_loopback("http://[::1]"));
        assert!(!is_loopback("http://vax.example.org"));
        assert!(!is_loopback("http://127.example.org"));
    }
}
