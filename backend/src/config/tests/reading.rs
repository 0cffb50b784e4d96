//! The sources of values, and the messages about mistakes.

use super::{from_environment, from_file, key, load, wrong};
use crate::config::{Config, Mode, Sources};
use crate::db::DatabaseUrl;

#[test]
fn without_any_setting_the_defaults_hold() {
    let config = load(&Sources::default());
    assert_eq!(config.listen.to_string(), "127.0.0.1:8080");
    assert_eq!(config.operations_listen.to_string(), "127.0.0.1:8081");
    assert_eq!(config.database_url, DatabaseUrl::Sqlite("./data/myvax.db".into()));
    assert_eq!(
        (config.link_ttl_hours, config.lease_seconds, config.bot_max_number),
        (24, 60, 50_000)
    );
    assert_eq!(config.log, "info");
    assert!(config.pin_pepper.keys().is_none() && config.outbox_file.is_none() && !config.demo);
}

#[test]
fn the_environment_wins_over_the_file() {
    let sources = Sources {
        file: Some("link_ttl_hours = 12\n[jobs]\nlease_seconds = 30".to_owned()),
        ..from_environment(&[("MYVAX_JOBS__LEASE_SECONDS", "2")])
    };
    let config = load(&sources);
    assert_eq!((config.link_ttl_hours, config.lease_seconds), (12, 2));
}

#[test]
fn all_mistakes_are_reported_at_once() {
    let sources = Sources {
        file: Some("lisen = \"127.0.0.1:1\"\n[bot_check]\nmax_number = 0\nlevel = 1".to_owned()),
        ..from_environment(&[
            ("MYVAX_LISTEN", "localhost"),
            ("MYVAX_PUBLIC_URL", "http://vax.example.org"),
            ("MYVAX_ISSUER_URL", "http://127.0.0.1"),
            ("MYVAX_SEAL_KEY", "c2hvcnQ="),
            ("MYVAX_SEALKEY", "c2hvcnQ="),
            ("MYVAX_LINK_TTL_HOURS", "a day"),
            ("MYVAX_MATCHING_POLICY", "loose"),
            ("MYVAX_LOG", "backend=shout"),
            ("MYVAX_PORTAL__HELP_HOURS", "always"),
        ])
    };
    let mut found = wrong(&sources);
    found.sort();
    assert_eq!(
        found,
        [
            "MYVAX_ISSUER_URL",
            "MYVAX_LINK_TTL_HOURS",
            "MYVAX_LISTEN",
            "MYVAX_LOG",
            "MYVAX_MATCHING_POLICY",
            "MYVAX_PORTAL__HELP_HOURS",
            "MYVAX_PUBLIC_URL",
            "MYVAX_SEALKEY",
            "MYVAX_SEAL_KEY",
            "bot_check.level",
            "bot_check.max_number",
            "lisen",
        ]
    );
}

#[test]
fn a_misspelt_setting_gets_the_nearest_name_as_a_remedy() {
    let mistakes = Config::load(&from_file("lisen = 1"), Mode::Normal).unwrap_err().0;
    assert_eq!(mistakes[0].remedy, "did you mean listen?");
}

#[test]
fn a_broken_file_is_named_by_line_and_never_quoted() {
    let text = format!("log = \"info\"\nseal_key = \"{}\" oops", key(1));
    let told = Config::load(&from_file(&text), Mode::Normal)
        .unwrap_err()
        .to_string();
    assert!(told.contains("line 2"), "{told}");
    assert!(!told.contains(&key(1)), "{told}");
}

#[test]
fn a_secret_can_stand_in_a_file_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("seal_key");
    std::fs::write(&path, format!("{}\n", key(3))).unwrap();
    let path = path.to_str().unwrap();

    let by_environment = load(&from_environment(&[("MYVAX_SEAL_KEY_FILE", path)]));
    let by_file = load(&from_file(&format!("seal_key_file = {path:?}")));
    for config in [by_environment, by_file] {
        assert_eq!(config.seal_key.current.unwrap().as_slice(), [3; 32]);
    }

    let missing = format!("{path}.gone");
    assert_eq!(
        wrong(&from_environment(&[("MYVAX_SEAL_KEY_FILE", &missing)])),
        ["MYVAX_SEAL_KEY_FILE"]
    );
    let twice = [("MYVAX_SEAL_KEY_FILE", path), ("MYVAX_SEAL_KEY", &key(3))];
    assert_eq!(wrong(&from_environment(&twice)), ["MYVAX_SEAL_KEY"]);
}

#[test]
fn secrets_are_in_no_debug_output() {
    let config = load(&from_environment(&[
        ("MYVAX_SEAL_KEY", &key(0xAB)),
        ("MYVAX_DATABASE_URL", "postgres://myvax:hunter2@db/myvax"),
    ]));
    let printed = format!("{config:?}");
    assert!(!printed.contains("hunter2") && !printed.contains("171") && !printed.contains(&key(0xAB)));
}
