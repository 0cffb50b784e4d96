//! The stand-ins of `e2e/gateways`: a text gateway and a mail server, each a process of its own that remembers nothing.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use rcgen::generate_simple_self_signed;
use reqwest::Client;
use serde_json::{Value, json};
use tempfile::TempDir;

pub const ACCOUNT: &str = "AC0123456789";
pub const TOKEN: &str = "text token";
pub const TEXTS_FROM: &str = "+16175550100";
pub const MAIL_FROM: &str = "Vaccine Records – Santé <records@vax.example.org>";
const MAIL_USER: &str = "portal";
/// `mail password/1` in a URL.
pub const MAIL_PASSWORD: &str = "mail%20password%2F1";

pub struct Gateway {
    child: Child,
    pub port: u16,
    folder: TempDir,
}

impl Gateway {
    pub fn texts() -> Self {
        Self::start("texts.js", tempfile::tempdir().unwrap(), &[ACCOUNT, TOKEN])
    }

    /// `options` are those of `mail.js`.
    pub fn mail(options: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let own = generate_simple_self_signed(["localhost".to_owned()]).unwrap();
        std::fs::write(folder.path().join("ca.pem"), own.cert.pem()).unwrap();
        std::fs::write(folder.path().join("key.pem"), own.signing_key.serialize_pem()).unwrap();
        let (ca, key) = (folder.path().join("ca.pem"), folder.path().join("key.pem"));
        let files = [ca.to_str().unwrap(), key.to_str().unwrap()];
        Self::start("mail.js", folder, &[&files, options].concat())
    }

    fn start(script: &str, folder: TempDir, arguments: &[&str]) -> Self {
        let scripts = Path::new(env!("CARGO_MANIFEST_DIR")).join("../e2e/gateways");
        let mut child = Command::new("node")
            .arg(scripts.join(script))
            .arg(folder.path().join("log"))
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .expect("node runs; `make test` installs the packages of e2e");
        let mut line = String::new();
        let printed = child.stdout.take().unwrap();
        BufReader::new(printed).read_line(&mut line).unwrap();
        let port = line.trim().parse().expect("the stand-in prints its port");
        Self { child, port, folder }
    }

    /// The certificate of a mail server, which signs itself.
    pub fn ca_file(&self) -> PathBuf {
        self.folder.path().join("ca.pem")
    }

    pub fn texts_url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// `scheme` is `smtp` or `smtps`.
    pub fn mail_url(&self, scheme: &str) -> String {
        format!("{scheme}://{MAIL_USER}:{MAIL_PASSWORD}@localhost:{}", self.port)
    }

    /// The calls that the gateway received, in order.
    pub fn log(&self) -> Vec<Value> {
        let text = std::fs::read_to_string(self.folder.path().join("log")).unwrap_or_default();
        text.lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }

    /// Changes how a text gateway answers one number, or with `*` all of them. `how` has the fields of `texts.js`.
    pub async fn behave(&self, to: &str, how: &Value) {
        let mut behavior = how.clone();
        behavior["to"] = json!(to);
        let changed = Client::new()
            .put(format!("{}/behavior", self.texts_url()))
            .json(&behavior)
            .send();
        assert_eq!(changed.await.unwrap().status(), 200);
    }
}

/// A failed test leaves no process behind.
impl Drop for Gateway {
    fn drop(&mut self) {
        let _it_may_have_ended = self.child.kill();
        let _status = self.child.wait();
    }
}

/// The settings of a service outside the demo with both gateways.
pub fn settings(database_url: &str, mail: &Gateway, texts: &Gateway) -> BTreeMap<String, String> {
    let mut settings = super::settings(database_url);
    for (name, value) in [
        ("MYVAX_PUBLIC_URL", super::PUBLIC_URL.to_owned()),
        ("MYVAX_ISSUER_URL", "https://vax.example.org".to_owned()),
        ("MYVAX_SMTP_URL", mail.mail_url("smtp")),
        ("MYVAX_SMTP_CA_FILE", mail.ca_file().display().to_string()),
        ("MYVAX_MAIL_FROM", MAIL_FROM.to_owned()),
        ("MYVAX_SMS_URL", texts.texts_url()),
        ("MYVAX_SMS_ACCOUNT", ACCOUNT.to_owned()),
        ("MYVAX_SMS_TOKEN", TOKEN.to_owned()),
        ("MYVAX_SMS_FROM", TEXTS_FROM.to_owned()),
    ] {
        settings.insert(name.to_owned(), value);
    }
    settings
}
