//! Mistakes that the settings and their files show.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::PathBuf;

use super::check::{Check, Finding, NotChecked, need};
use crate::config::given::GivenSettings;
use crate::config::mistake::Wrong;
use crate::config::settings::{self, Setting};
use crate::config::{Config, Origin};
use crate::telemetry::process;

/// The bits of a file's mode (POSIX `S_IRGRP` and `S_IROTH`).
const READABLE_BY_GROUP: u32 = 0o040;
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

pub fn checks(config: &Config, given: &GivenSettings<'_>) -> Vec<Check> {
    vec![
        Check::new(
            "no other user can read a file with secrets",
            readable_files(given),
        ),
        Check::new("the law and the department are your own", example_texts(given)),
        Check::new(
            "links lead to a public https address",
            public_address(config, given),
        ),
        Check::new("the proxy in front is trusted", proxy(config, given)),
    ]
}

/// A file that cannot be read at all is a mistake of the settings.
fn readable_files(given: &GivenSettings<'_>) -> Finding {
    let files = given.secret_files();
    if files.is_empty() {
        return Err(NotChecked("no secret is in a file".to_owned()));
    }
    let own_group = process::group();
    let readers_of = |file: &PathBuf| {
        let file = fs::metadata(file).ok()?;
        readers(file.mode(), file.gid(), own_group)
    };
    let mistake = |(name, path): (String, PathBuf)| {
        let readers = readers_of(&path)?;
        let path = path.display();
        let remedy = format!("run `chmod 600 {path}`, and change the secrets if others use the machine");
        Some(Wrong::new(format!("{readers} can read {path}"), remedy).of(name))
    };
    Ok(files.into_iter().filter_map(mistake).collect())
}

/// Who else can read a file. The process's own primary group may: this is how a file of root is given to a service.
fn readers(mode: u32, group: u32, own_group: u32) -> Option<String> {
    if mode & READABLE_BY_OTHERS != 0 {
        Some("every user of this machine".to_owned())
    } else if mode & READABLE_BY_GROUP != 0 && group != own_group {
        Some(format!("group {group}, which is not this process's own,"))
    } else {
        None
    }
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
    let mistake = (is_behind_proxy && config.trusted_proxies.is_empty()).then(|| {
        Wrong::new(
            "a proxy serves the https address, but none is trusted, so all visitors count as one network",
            "set the addresses of the proxies, such as 127.0.0.1",
        )
        .of(settings::TRUSTED_PROXIES.env_name())
    });
    Ok(mistake.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_other_than_the_processs_own_must_not_read_a_secret() {
        let (own, other) = (1000, 100);
        for (mode, group, is_readable) in [
            (0o100_600, other, false),
            (0o100_640, own, false),
            (0o100_440, own, false),
            (0o100_640, other, true),
            (0o100_644, own, true),
            (0o100_604, own, true),
        ] {
            let found = readers(mode, group, own);
            assert_eq!(found.is_some(), is_readable, "{mode:o} {group}: {found:?}");
        }
    }
}
