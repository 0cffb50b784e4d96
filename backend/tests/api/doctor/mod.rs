//! `myvax doctor`: each mistake is named with what to do, and its healthy counterpart is not.

mod surroundings;
mod unreadable;

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use tempfile::TempDir;

use crate::helpers::base64_key;
use crate::helpers::database::{TestDatabase, is_postgres};
use crate::helpers::gateways::{self, Gateway};
use crate::helpers::process::command;

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

    /// What the doctor says of a check: `ok`, `not checked: …`, or nothing.
    fn says_of(&self, check: &str) -> Option<String> {
        let (_, lines) = self.examined();
        lines.into_iter().find_map(|line| {
            let line = line.strip_prefix("not checked: ").map_or_else(
                || line.strip_prefix("ok: ").map(|name| format!("{name}; ok")),
                |not_checked| Some(not_checked.to_owned()),
            )?;
            let (name, said) = line.split_once("; ")?;
            (name == check).then(|| said.to_owned())
        })
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
    // The tests may run as root, whose doctor does not know the service's user.
    service.has_only("MYVAX_SEAL_KEY_FILE", "every user of this machine can read");
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
fn an_address_of_this_machine_outside_the_demo_is_a_mistake() {
    for url in [
        "http://localhost:8080",
        "https://localhost",
        "https://127.0.0.1:8443",
        "https://[::1]",
    ] {
        let mistakes = Service::healthy().with("MYVAX_PUBLIC_URL", url).mistakes();
        let of_address = |line: &String| {
            line.starts_with("mistake: MYVAX_PUBLIC_URL: ") && line.contains("of this machine only")
        };
        assert!(mistakes.iter().any(of_address), "{url}: {mistakes:?}");
    }
    let service = Service::healthy().with("MYVAX_PUBLIC_URL", "http://vax.example.org");
    service.has_only("MYVAX_PUBLIC_URL", "is not https");
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
fn a_trusted_network_of_any_visitor_is_a_mistake() {
    for wide in ["0.0.0.0/0", "127.0.0.1, ::/0", "8.0.0.0/7", "2001:db8::/31"] {
        let service = Service::healthy().with("MYVAX_TRUSTED_PROXIES", wide);
        service.has_only("MYVAX_TRUSTED_PROXIES", "claim any address");
    }
    let service = Service::healthy().with("MYVAX_TRUSTED_PROXIES", "10.0.0.0/8, 2001:db8::/32");
    assert_eq!(service.mistakes(), Vec::<String>::new());
}
