//! Mistakes that the settings show.

use ipnet::IpNet;

use super::check::{Check, Finding, need};
use crate::config::given::GivenSettings;
use crate::config::mistake::Wrong;
use crate::config::settings::{self, Setting};
use crate::config::{Config, Origin};

const PROXY_REMEDY: &str = "set the addresses of the proxies, such as 127.0.0.1";

/// What each department has to write itself, besides the law.
const OWN_TEXTS: [&Setting; 7] = [
    &settings::DEPARTMENT,
    &settings::REGISTRY_NAME,
    &settings::OPERATOR,
    &settings::OFFICIAL_BANNER,
    &settings::HELP_PHONE,
    &settings::HELP_EMAIL,
    &settings::LINKS,
];

pub fn checks(config: &Config, given: &GivenSettings<'_>) -> Vec<Check> {
    vec![
        Check::new("the law and the department are your own", example_texts(given)),
        Check::new(
            "links lead to a public https address",
            public_address(config, given),
        ),
        Check::new("the proxy in front is trusted", proxy(config, given)),
    ]
}

/// The built-in texts are in `data/portal.toml`, about an invented state.
fn example_texts(given: &GivenSettings<'_>) -> Finding {
    let law = given.unset(&[&settings::LAW_BASIS]).into_iter().map(|law| {
        Wrong::new(
            "the pages name the law of an invented state",
            "write the law that permits your registry to show records",
        )
        .of(law.path)
    });
    let others = given.unset(&OWN_TEXTS);
    let paths: Vec<_> = others.iter().map(|setting| setting.path).collect();
    let others = (!paths.is_empty()).then(|| {
        Wrong::new(
            format!("these are still the built-in examples: {}", paths.join(", ")),
            "write your own; `myvax config example` shows each",
        )
        .of("[portal]")
    });
    let mistakes: Vec<_> = law.chain(others).collect();
    if mistakes.is_empty() {
        need(given, &[], &[&settings::LAW_BASIS])?;
        need(given, &[], &OWN_TEXTS)?;
    }
    Ok(mistakes)
}

/// An http address of another machine does not load at all.
fn public_address(config: &Config, given: &GivenSettings<'_>) -> Finding {
    need(given, &[&settings::PUBLIC_URL], &[])?;
    let local = config.public_url.as_ref().filter(|url| url.is_loopback());
    let mistake = local.map(|url| {
        Wrong::new(
            format!("{url} is of this machine only, so links in messages open nowhere else"),
            "write the https address that your proxy serves",
        )
        .of(settings::PUBLIC_URL.env_name())
    });
    Ok(mistake.into_iter().collect())
}

/// The portal speaks no TLS, so a public https address means a proxy.
fn proxy(config: &Config, given: &GivenSettings<'_>) -> Finding {
    need(given, &[&settings::PUBLIC_URL], &[&settings::TRUSTED_PROXIES])?;
    let is_behind_proxy = config.public_url.as_ref().is_some_and(Origin::is_https);
    let none = (is_behind_proxy && config.trusted_proxies.is_empty()).then(|| {
        Wrong::new(
            "a proxy serves the https address, but none is trusted, so all visitors count as one network",
            PROXY_REMEDY,
        )
    });
    let wide = config.trusted_proxies.iter().filter(|network| is_wide(network));
    let wide = wide.map(|network| {
        let problem = format!("{network} holds so many addresses that any visitor can claim any address");
        Wrong::new(problem, PROXY_REMEDY)
    });
    let name = settings::TRUSTED_PROXIES.env_name();
    Ok(none
        .into_iter()
        .chain(wide)
        .map(|wrong| wrong.of(name.clone()))
        .collect())
}

/// Wider than the largest private network (RFC 1918), or than what a registry assigns to a provider (RFC 6177).
const fn is_wide(network: &IpNet) -> bool {
    match network {
        IpNet::V4(network) => network.prefix_len() < 8,
        IpNet::V6(network) => network.prefix_len() < 32,
    }
}
