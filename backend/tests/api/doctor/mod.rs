//! `myvax doctor`: each mistake is named with what to do, and its healthy counterpart is not.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use backend::clock::Clock;
use backend::commands::doctor::clock_mistakes;
use backend::db::time::server_time;
use backend::db::{Database, DatabaseUrl};
use chrono::TimeDelta;
use tempfile::TempDir;

use crate::helpers::base64_key;
use crate::helpers::database::{TestDatabase, is_postgres};
use crate::helpers::fixed_clock::FixedClock;
use crate::helpers::gateways::{self, Gateway};
use crate::helpers::process::{command, free_port};

const OWN_TEXTS: &str = r#"
[portal]
department = "Department of Health"
registry_name = "the registry"
operator = "Department of Health"
official_banner = "The official site."
law_basis = "Public Health Law 12"
help_phone = "617-555-0107"
help_email = "help@vax.example.org"
links = { department = "https://health.example.org/" }
"#;

/// A service as an operator should have it.
struct Service {
    mail: Gateway,
    texts: Gateway,
    database: TestDatabase,
    settings: BTreeMap<String, String>,
    folder: TempDir,
}

impl Service {
    fn healthy() -> Self {
        let (mail, texts, database) = (Gateway::mail(&[]), Gateway::texts(), TestDatabase::new());
        let mut settings = gateways::settings(&database.url, &mail, &texts);
        settings.insert("MYVAX_TRUSTED_PROXIES".into(), "127.0.0.1".into());
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("myvax.toml"), OWN_TEXTS).unwrap();
        Self {
            mail,
            texts,
            database,
            settings,
            folder,
        }
    }

    fn with(mut self, name: &str, value: &str) -> Self {
        self.settings.insert(name.to_owned(), value.to_owned());
        self
    }

    fn config_file(&self) -> std::path::PathBuf {
        self.folder.path().join("myvax.toml")
    }

    /// The exit status and the lines of `myvax doctor`.
    fn examined(&self) -> (i32, Vec<String>) {
        self.examined_by("exec \"$0\" \"$@\"")
    }

    /// The same, in a shell that changes its own limits first.
    fn examined_by(&self, script: &str) -> (i32, Vec<String>) {
        let file = self.config_file();
        let inner = command(&self.settings, &["--config", file.to_str().unwrap(), "doctor"]);
        let mut shell = std::process::Command::new("sh");
        shell.args(["-c", script]).arg(inner.get_program());
        shell.args(inner.get_args()).env_clear();
        for (name, value) in inner.get_envs() {
            shell.env(name, value.unwrap());
        }
        let output = shell.output().unwrap();
        let printed = String::from_utf8(output.stdout).unwrap();
        let status = output.status.code().unwrap();
        (status, printed.lines().map(str::to_owned).collect())
    }

    fn mistakes(&self) -> Vec<String> {
        let (status, lines) = self.examined();
        let mut mistakes: Vec<_> = lines
            .iter()
            .filter(|line| line.starts_with("mistake: "))
            .cloned()
            .collect();
        assert_eq!(status, i32::from(!mistakes.is_empty()), "{lines:?}");
        // The server keeps its real date when the suite runs on another day.
        mistakes.retain(|line| !is_postgres() || !line.starts_with("mistake: clock:"));
        mistakes
    }

    /// The one mistake begins and contains so.
    fn has_only(&self, begins: &str, contains: &str) {
        let mistakes = self.mistakes();
        let [only] = mistakes.as_slice() else {
            panic!("{begins}: {mistakes:?}");
        };
        assert!(only.starts_with(&format!("mistake: {begins}: ")), "{only}");
        assert!(only.contains(contains), "{only}");
        assert!(only.contains("; "), "it says what to do: {only}");
    }
}

#[test]
fn a_healthy_service_has_no_mistake_and_sends_no_message() {
    let service = Service::healthy();
    assert_eq!(service.mistakes(), Vec::<String>::new());
    assert_eq!((service.mail.log().len(), service.texts.log().len()), (0, 0));
}

#[test]
fn secrets_that_are_zero_or_equal_are_a_mistake() {
    let service = Service::healthy().with("MYVAX_SEAL_KEY", &base64_key("p"));
    service.has_only("MYVAX_SEAL_KEY", "is the same as MYVAX_PIN_PEPPER");
    let service = Service::healthy().with("MYVAX_CONTACT_KEY", &base64_key("\0"));
    service.has_only("MYVAX_CONTACT_KEY", "all zero");
}

#[test]
fn a_service_with_weak_secrets_does_not_start() {
    let service = Service::healthy().with("MYVAX_SEAL_KEY", &base64_key("p"));
    for arguments in [["serve"].as_slice(), &["work"], &["config", "check"]] {
        let output = command(&service.settings, arguments).output().unwrap();
        let words = String::from_utf8(output.stderr).unwrap();
        assert!(
            !output.status.success() && words.contains("MYVAX_SEAL_KEY: is the same"),
            "{words}"
        );
        assert!(!words.contains(&base64_key("p")), "{words}");
    }
}

#[test]
fn a_file_of_secrets_that_others_can_read_is_a_mistake() {
    let mut service = Service::healthy();
    let key = service.folder.path().join("seal_key");
    fs::write(&key, service.settings.remove("MYVAX_SEAL_KEY").unwrap()).unwrap();
    let service = service.with("MYVAX_SEAL_KEY_FILE", key.to_str().unwrap());
    allow(&key, 0o644);
    service.has_only("MYVAX_SEAL_KEY_FILE", "chmod 600");
    allow(&key, 0o640);
    assert_eq!(service.mistakes(), Vec::<String>::new());

    let mut service = service;
    let pepper = service.settings.remove("MYVAX_PIN_PEPPER").unwrap();
    let text = format!("pin_pepper = \"{pepper}\"\n{OWN_TEXTS}");
    fs::write(service.config_file(), text).unwrap();
    allow(&service.config_file(), 0o604);
    service.has_only("--config", "myvax.toml");
    allow(&service.config_file(), 0o600);
    assert_eq!(service.mistakes(), Vec::<String>::new());
}

fn allow(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

#[test]
fn an_http_address_outside_the_demo_is_a_mistake() {
    let mistakes = Service::healthy()
        .with("MYVAX_PUBLIC_URL", "http://localhost:8080")
        .mistakes();
    let of_address =
        |line: &String| line.starts_with("mistake: MYVAX_PUBLIC_URL: ") && line.contains("is http");
    assert!(mistakes.iter().any(of_address), "{mistakes:?}");
    let service = Service::healthy().with("MYVAX_PUBLIC_URL", "http://vax.example.org");
    service.has_only("MYVAX_PUBLIC_URL", "is not https");
}

#[test]
fn a_clock_that_differs_from_the_servers_is_a_mistake() {
    let database = TestDatabase::new();
    let database = Database::open(&DatabaseUrl::parse(&database.url).unwrap()).unwrap();
    let clock = FixedClock::default();
    if is_postgres() {
        let server = database.read_blocking(server_time).unwrap();
        clock.advance(server - clock.now());
    }
    assert_eq!(clock_mistakes(&database, &clock), []);
    clock.advance(TimeDelta::minutes(2));
    let mistakes = clock_mistakes(&database, &clock);
    assert_eq!(
        mistakes.len(),
        usize::from(is_postgres()),
        "SQLite has no clock of its own"
    );
    assert!(
        mistakes
            .iter()
            .all(|mistake| mistake.problem.contains("ahead of")),
        "{mistakes:?}"
    );
}

#[test]
fn a_gateway_that_does_not_answer_is_a_mistake() {
    let nothing = free_port();
    let service = Service::healthy();
    let url = format!("smtp://portal:password@localhost:{nothing}");
    service
        .with("MYVAX_SMTP_URL", &url)
        .has_only("MYVAX_SMTP_URL", "no connection");

    let service = Service::healthy();
    let url = service
        .mail
        .mail_url("smtp")
        .replace("mail%20password", "another");
    service
        .with("MYVAX_SMTP_URL", &url)
        .has_only("MYVAX_SMTP_URL", "answered 535");

    let url = format!("http://127.0.0.1:{nothing}");
    Service::healthy()
        .with("MYVAX_SMS_URL", &url)
        .has_only("MYVAX_SMS_URL", "no connection");
}

#[test]
fn people_of_the_demo_in_the_registry_are_a_mistake() {
    let service = Service::healthy();
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/data/sample/special.hl7");
    let imported = command(&service.settings, &["registry", "import", folder]).output();
    assert!(imported.unwrap().status.success());
    service.has_only("MYVAX_DATABASE_URL", "people of the demo");
}

#[test]
fn looking_migrates_and_creates_no_database() {
    let service = Service::healthy();
    let url = DatabaseUrl::parse(&service.database.url).unwrap();
    let is_migrated = || {
        let database = Database::unmigrated(&url).unwrap();
        database.is_some_and(|database| database.has_current_schema().unwrap())
    };
    assert_eq!(service.mistakes(), Vec::<String>::new());
    assert!(!is_migrated());
    let migrated = command(&service.settings, &["db", "migrate"]).output();
    assert!(migrated.unwrap().status.success());
    assert!(is_migrated());
    assert_eq!(service.mistakes(), Vec::<String>::new());
}

#[test]
fn a_database_that_does_not_open_is_a_mistake() {
    let nothing = free_port();
    let url = format!("postgres://myvax:hunter2@127.0.0.1:{nothing}/myvax");
    let service = Service::healthy().with("MYVAX_DATABASE_URL", &url);
    service.has_only("MYVAX_DATABASE_URL", "nothing listens");
    assert!(!service.mistakes().concat().contains("hunter2"));
}

#[test]
fn a_low_limit_of_open_files_is_a_mistake() {
    let service = Service::healthy();
    let examined = |limit: u32| {
        let (_, lines) = service.examined_by(&format!("ulimit -n {limit}; exec \"$0\" \"$@\""));
        lines
            .iter()
            .any(|line| line.starts_with("mistake: limit of open files: it is 999"))
    };
    assert!(examined(999) && !examined(1000));
}

#[test]
fn texts_of_the_invented_state_are_a_mistake() {
    let service = Service::healthy();
    let others = OWN_TEXTS.replace("law_basis = \"Public Health Law 12\"\n", "");
    fs::write(service.config_file(), others).unwrap();
    service.has_only("portal.law_basis", "invented state");
    let others = OWN_TEXTS.replace("operator = \"Department of Health\"\n", "");
    fs::write(service.config_file(), others).unwrap();
    service.has_only("[portal]", "portal.operator");
}

#[test]
fn an_untrusted_proxy_is_a_mistake() {
    let mut service = Service::healthy();
    service.settings.remove("MYVAX_TRUSTED_PROXIES");
    service.has_only("MYVAX_TRUSTED_PROXIES", "one network");
}

#[test]
fn an_issuer_without_this_services_keys_is_a_mistake() {
    let issuer = format!("https://127.0.0.1:{}", free_port());
    let service = Service::healthy().with("MYVAX_ISSUER_URL", &issuer);
    service.has_only("MYVAX_ISSUER_URL", "no key of this service");
}

#[test]
fn a_missing_setting_is_a_mistake() {
    let mut service = Service::healthy();
    service.settings.remove("MYVAX_SMS_TOKEN");
    service.has_only("MYVAX_SMS_TOKEN", "is missing");
}
