//! The client's address behind proxies: RFC 7239 `Forwarded`, or `X-Forwarded-For`. Only what trusted proxies wrote counts.

use std::net::{IpAddr, SocketAddr};

use ipnet::IpNet;

/// The address of the client that a call came from. `peer` is the other end of the connection. The lists are the values
/// of the headers in their order; each proxy appends the address that it saw.
pub fn client(peer: IpAddr, forwarded: &[&str], x_forwarded_for: &[&str], proxies: &[IpNet]) -> IpAddr {
    let peer = peer.to_canonical();
    let is_proxy = |address: &IpAddr| proxies.iter().any(|network| network.contains(address));
    if !is_proxy(&peer) {
        return peer;
    }
    let standard: Vec<_> = forwarded
        .iter()
        .flat_map(|value| value.split(','))
        .map(for_parameter)
        .collect();
    let usual: Vec<_> = x_forwarded_for
        .iter()
        .flat_map(|value| value.split(','))
        .map(address)
        .collect();
    let behind = |hops: &[Option<IpAddr>]| nearest(peer, hops, is_proxy);
    match (standard.as_slice(), usual.as_slice()) {
        ([], hops) | (hops, []) => behind(hops),
        // A proxy writes one of the two and may pass on the other as the client wrote it.
        (one, other) if behind(one) == behind(other) => behind(one),
        (_, _) => peer,
    }
}

/// The rightmost address that is no proxy. An entry that is no address hides what is to its left.
fn nearest(peer: IpAddr, hops: &[Option<IpAddr>], is_proxy: impl Fn(&IpAddr) -> bool) -> IpAddr {
    let mut nearest = peer;
    for hop in hops.iter().rev() {
        let Some(address) = hop else {
            return nearest;
        };
        nearest = *address;
        if !is_proxy(address) {
            return nearest;
        }
    }
    nearest
}

/// The parameter `for` of one element, such as `for="[2001:db8::7]:4711";proto=https`.
fn for_parameter(element: &str) -> Option<IpAddr> {
    element.split(';').find_map(|pair| {
        let (name, value) = pair.split_once('=')?;
        name.trim()
            .eq_ignore_ascii_case("for")
            .then(|| address(value.trim().trim_matches('"')))?
    })
}

/// An address, with or without a port, brackets and spaces.
fn address(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let bare = text
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
        .unwrap_or(text);
    let parsed = bare
        .parse()
        .ok()
        .or_else(|| text.parse::<SocketAddr>().ok().map(|socket| socket.ip()));
    parsed.map(|address: IpAddr| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn proxies() -> Vec<IpNet> {
        ["127.0.0.0/8", "10.0.0.0/8", "2001:db8:aaaa::/48"]
            .map(|text| text.parse().unwrap())
            .into()
    }

    fn behind(peer: &str, forwarded: &[&str], x_forwarded_for: &[&str]) -> String {
        client(peer.parse().unwrap(), forwarded, x_forwarded_for, &proxies()).to_string()
    }

    #[test]
    fn a_stranger_cannot_name_another_address() {
        assert_eq!(
            behind("192.0.2.7", &["for=198.51.100.1"], &["198.51.100.1"]),
            "192.0.2.7"
        );
    }

    #[test]
    fn the_rightmost_address_that_is_no_proxy_counts() {
        for list in [
            "198.51.100.1",
            "203.0.113.9, 198.51.100.1",
            "203.0.113.9,198.51.100.1, 10.0.0.3",
        ] {
            assert_eq!(behind("127.0.0.1", &[], &[list]), "198.51.100.1", "{list}");
        }
        assert_eq!(
            behind("::ffff:127.0.0.1", &[], &["203.0.113.9", "198.51.100.1"]),
            "198.51.100.1"
        );
        assert_eq!(
            behind(
                "10.0.0.1",
                &["for=203.0.113.9, For=\"198.51.100.1:80\";proto=https"],
                &[]
            ),
            "198.51.100.1"
        );
        assert_eq!(
            behind("10.0.0.1", &["for=\"[2001:db8::7]:4711\""], &[]),
            "2001:db8::7"
        );
        assert_eq!(behind("2001:db8:aaaa::1", &[], &["2001:db8::7"]), "2001:db8::7");
    }

    #[test]
    fn what_is_no_address_hides_what_is_left_of_it() {
        assert_eq!(behind("10.0.0.1", &[], &["198.51.100.1, unknown"]), "10.0.0.1");
        assert_eq!(
            behind("10.0.0.1", &[], &["198.51.100.1, _hidden, 10.0.0.2"]),
            "10.0.0.2"
        );
        assert_eq!(behind("10.0.0.1", &["for=_secret"], &[]), "10.0.0.1");
        assert_eq!(behind("10.0.0.1", &[], &[]), "10.0.0.1");
    }

    #[test]
    fn two_headers_that_differ_name_nobody() {
        assert_eq!(
            behind("10.0.0.1", &["for=203.0.113.9"], &["198.51.100.1"]),
            "10.0.0.1"
        );
        assert_eq!(
            behind("10.0.0.1", &["for=198.51.100.1"], &["198.51.100.1"]),
            "198.51.100.1"
        );
    }
}
