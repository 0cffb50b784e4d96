//! Mistakes that the settings and their files show.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use crate::config::mistake::Wrong;
use crate::config::overview::{secret_files, unset};
use crate::config::settings::{self, Setting};
use crate::config::{Config, ConfigMistake, Origin, Sources};

/// The permission of users who are neither the owner nor in the group.
const READABLE_BY_OTHERS: u32 = 0o004;

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

/// A file that cannot be read at all is a mistake of the settings.
pub fn readable_files(sources: &Sources) -> Vec<ConfigMistake> {
    let is_readable =
        |path: &Path| fs::metadata(path).is_ok_and(|file| mode_of(&file) & READABLE_BY_OTHERS != 0);
    let files = secret_files(sources).into_iter();
    let readable = files.filter(|(_, path)| is_readable(path));
    readable
        .map(|(name, path)| {
            let path = path.display();
            Wrong::new(
                format!("every user of this machine can read {path}"),
                format!("run `chmod 600 {path}`, and change the secrets if others use the machine"),
            )
            .of(name)
        })
        .collect()
}

fn mode_of(file: &fs::Metadata) -> u32 {
    file.permissions().mode()
}

/// The built-in texts are in `data/portal.toml`, about an invented state.
pub fn example_texts(sources: &Sources) -> Vec<ConfigMistake> {
    let law = unset(sources, &[&settings::LAW_BASIS]).into_iter().map(|law| {
        Wrong::new(
            "the pages name the law of an invented state",
            "write the law that permits your registry to show records",
        )
        .of(law.path)
    });
    let others = unset(sources, &OWN_TEXTS);
    let paths: Vec<_> = others.iter().map(|setting| setting.path).collect();
    let others = (!paths.is_empty()).then(|| {
        Wrong::new(
            format!("these are still the built-in examples: {}", paths.join(", ")),
            "write your own; `myvax config example` shows each",
        )
        .of("[portal]")
    });
    law.chain(others).collect()
}

/// Other http addresses do not load at all.
pub fn public_address(config: &Config) -> Vec<ConfigMistake> {
    let local = config.public_url.as_ref().filter(|url| !url.is_https());
    let mistake = local.map(|url| {
        Wrong::new(
            format!("{url} is http and of this machine only, so links in messages open nowhere else"),
            "write the https address that your proxy serves",
        )
        .of(settings::PUBLIC_URL.env_name())
    });
    mistake.into_iter().collect()
}

/// The portal speaks no TLS, so a public https address means a proxy.
pub fn proxy(config: &Config) -> Vec<ConfigMistake> {
    let is_behind_proxy = config.public_url.as_ref().is_some_and(Origin::is_https);
    let mistake = (is_behind_proxy && config.trusted_proxies.is_empty()).then(|| {
        Wrong::new(
            "a proxy serves the https address, but none is trusted, so all visitors count as one network",
            "set the addresses of the proxies, such as 127.0.0.1",
        )
        .of(settings::TRUSTED_PROXIES.env_name())
    });
    mistake.into_iter().collect()
}
