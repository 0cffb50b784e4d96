//! Settings that are missing or cannot be read: the checks that do not need them run.

use std::fs;

use super::{Service, allow};
use crate::helpers::base64_key;
use crate::helpers::process::free_port;

#[test]
fn a_setting_that_cannot_be_read_hides_no_other_mistake() {
    let url = format!("smtp://portal:password@localhost:{}", free_port());
    let service = Service::healthy()
        .with("MYVAX_LISTEN", "everywhere")
        .with("MYVAX_SEAL_KEY", &base64_key("p"))
        .with("MYVAX_SMTP_URL", &url);
    let begins = [
        "MYVAX_LISTEN: ",
        "MYVAX_SEAL_KEY: is the same as MYVAX_PIN_PEPPER",
        "MYVAX_SMTP_URL: no connection",
    ];
    let mistakes = service.mistakes();
    assert_eq!(mistakes.len(), begins.len(), "{mistakes:?}");
    for (mistake, begin) in mistakes.iter().zip(begins) {
        assert!(mistake.starts_with(&format!("mistake: {begin}")), "{mistake}");
    }
    assert_eq!(service.says_of("the text gateway answers").unwrap(), "ok");
}

#[test]
fn a_check_that_needs_a_setting_that_cannot_be_read_is_not_done() {
    for (name, wrong, check) in [
        ("MYVAX_SMTP_URL", "mail.example.org", "the mail server answers"),
        ("MYVAX_SMTP_CA_FILE", "/none", "the mail server answers"),
        (
            "MYVAX_DATABASE_URL",
            "oracle://db.example.org",
            "the database can be opened",
        ),
        (
            "MYVAX_TRUSTED_PROXIES",
            "the proxy",
            "the proxy in front is trusted",
        ),
    ] {
        let service = Service::healthy().with(name, wrong);
        let mistakes = service.mistakes();
        assert!(
            mistakes.len() == 1 && mistakes[0].starts_with(&format!("mistake: {name}: ")),
            "{mistakes:?}"
        );
        let said = service.says_of(check).unwrap();
        assert!(said.contains(name), "{said}");
    }
}

#[test]
fn of_a_settings_file_that_is_not_toml_only_that_is_said() {
    let service = Service::healthy();
    fs::write(service.config_file(), "[portal\nseal_key = \"x\"\n").unwrap();
    allow(&service.config_file(), 0o600);
    service.has_only("--config", "line 1");
    let said = service
        .says_of("the law and the department are your own")
        .unwrap();
    assert_eq!(said, "MYVAX_PORTAL__LAW_BASIS cannot be read");
    assert_eq!(service.says_of("the mail server answers").unwrap(), "ok");
}

#[test]
fn a_check_of_something_that_is_not_set_is_not_ok() {
    let mut service = Service::healthy();
    for name in ["URL", "ACCOUNT", "TOKEN", "FROM"] {
        service.settings.remove(&format!("MYVAX_SMS_{name}"));
    }
    assert_eq!(service.mistakes(), Vec::<String>::new());
    let said = |check| service.says_of(check).unwrap();
    assert_eq!(said("the text gateway answers"), "MYVAX_SMS_URL is not set");
    let (_, lines) = service.examined();
    assert!(
        lines
            .iter()
            .any(|line| line.ends_with("; no secret is in a file")),
        "{lines:?}"
    );

    let mut service = service;
    service.settings.remove("MYVAX_PUBLIC_URL");
    service.has_only("MYVAX_PUBLIC_URL", "is missing");
    for check in [
        "links lead to a public https address",
        "the proxy in front is trusted",
        "the cards' issuer is this service",
    ] {
        assert_eq!(service.says_of(check).unwrap(), "MYVAX_PUBLIC_URL is not set");
    }
}

#[test]
fn a_missing_setting_is_a_mistake() {
    let mut service = Service::healthy();
    service.settings.remove("MYVAX_SMS_TOKEN");
    service.has_only("MYVAX_SMS_TOKEN", "is missing");
}
