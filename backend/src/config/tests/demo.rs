//! The made-up values of the demo, and the settings without which a command does not run.

use super::{from_environment, key, load};
use crate::config::{Config, Mode, Sources};
use crate::db::DatabaseUrl;

#[test]
fn the_demo_fills_in_missing_values() {
    let config = Config::load(
        &from_environment(&[("MYVAX_LISTEN", "127.0.0.1:9000")]),
        Mode::Demo,
    )
    .unwrap();
    let (serving, _) = config.require_for_serving().unwrap();
    assert_eq!(serving.public_url.as_str(), "http://127.0.0.1:9000");
    assert_eq!(serving.issuer_url.as_str(), "https://vax.example.org");
    assert_ne!(serving.seal_key.current, serving.session_key.current);
    assert_eq!(
        config.database_url,
        DatabaseUrl::Sqlite(config.data_dir.join("myvax.db"))
    );
    let another = Config::load(&Sources::default(), Mode::Demo).unwrap();
    assert_ne!(config.data_dir, another.data_dir);
}

#[test]
fn given_values_override_the_demo() {
    let sources = from_environment(&[
        ("MYVAX_DATA_DIR", "/srv/demo"),
        ("MYVAX_PUBLIC_URL", "http://demo.example.org"),
        ("MYVAX_CONTACT_KEY", &key(9)),
    ]);
    let config = Config::load(&sources, Mode::Demo).unwrap();
    assert_eq!(
        config.database_url,
        DatabaseUrl::Sqlite("/srv/demo/myvax.db".into())
    );
    assert_eq!(config.public_url.unwrap().as_str(), "http://demo.example.org");
    assert_eq!(config.contact_key.current.unwrap().as_slice(), [9; 32]);
}

#[test]
fn the_demo_refuses_the_settings_of_a_real_service() {
    for (setting, value) in [
        ("MYVAX_LISTEN", "0.0.0.0:8080"),
        ("MYVAX_OPERATIONS_LISTEN", "192.0.2.7:8081"),
        ("MYVAX_REGISTRY_LISTEN", "[::]:8082"),
        ("MYVAX_PUBLIC_URL", "https://vax.example.org"),
    ] {
        let sources = from_environment(&[(setting, value)]);
        let mistakes = Config::load(&sources, Mode::Demo).unwrap_err().0;
        assert_eq!(mistakes.len(), 1, "{setting}");
        assert_eq!(mistakes[0].setting, setting);
        assert!(Config::load(&sources, Mode::Normal).is_ok(), "{setting}");
    }
}

#[test]
fn the_demo_does_not_forgive_mistakes() {
    let outcome = Config::load(&from_environment(&[("MYVAX_SEAL_KEY", "short")]), Mode::Demo);
    assert_eq!(outcome.unwrap_err().0[0].setting, "MYVAX_SEAL_KEY");
}

#[test]
fn a_server_outside_the_demo_reports_all_missing_settings() {
    let mistakes = load(&Sources::default()).require_for_serving().err().unwrap().0;
    let names: Vec<_> = mistakes.iter().map(|mistake| mistake.setting.as_str()).collect();
    assert_eq!(
        names,
        [
            "MYVAX_PUBLIC_URL",
            "MYVAX_ISSUER_URL",
            "MYVAX_PIN_PEPPER",
            "MYVAX_SEAL_KEY",
            "MYVAX_CONTACT_KEY",
            "MYVAX_SESSION_KEY",
            "messages",
        ]
    );
}

#[test]
fn an_import_needs_the_contact_key_alone() {
    let mistakes = load(&Sources::default()).require_contact_key().unwrap_err().0;
    assert_eq!(mistakes[0].setting, "MYVAX_CONTACT_KEY");
    let config = load(&from_environment(&[("MYVAX_CONTACT_KEY", &key(5))]));
    assert_eq!(config.require_contact_key().unwrap().current.as_slice(), [5; 32]);
}
