//! Mistakes outside the settings and the database: the gateways, the issuer, the limit of open files.

use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;

use super::check::{Check, Finding, NotChecked, need};
use super::database::Reached;
use crate::clock::Clock;
use crate::config::gateways::{MAIL_SETTINGS, TEXT_SETTINGS};
use crate::config::given::GivenSettings;
use crate::config::mistake::Wrong;
use crate::config::settings;
use crate::config::{Config, ConfigMistake, ConfigMistakes, Origin};
use crate::db::signing_keys;
use crate::notify::smtp::SmtpNotifier;
use crate::notify::texts::TextNotifier;
use crate::server::OPEN_FILES;
use crate::telemetry::process;

const ISSUER_TIME_OUT: Duration = Duration::from_secs(10);
const JWKS: &str = shared::routes::api::JWKS;

pub fn open_files() -> Vec<ConfigMistake> {
    let limit = process::most_open_files_after_raise();
    let low = limit.filter(|limit| usize::try_from(*limit).is_ok_and(|limit| limit < OPEN_FILES));
    let mistake = low.map(|limit| {
        Wrong::new(
            format!("it is {limit}, so visitors are refused before the portal is full"),
            format!("set at least {OPEN_FILES}, with LimitNOFILE= of systemd or `ulimit -Hn`"),
        )
        .of("limit of open files")
    });
    mistake.into_iter().collect()
}

/// What the checks of the gateways and the issuer look at.
pub struct Around<'a> {
    pub config: &'a Config,
    pub given: &'a GivenSettings<'a>,
    pub reached: &'a Reached,
    pub clock: &'a Arc<dyn Clock>,
}

impl Around<'_> {
    pub async fn checks(&self) -> Vec<Check> {
        vec![
            Check::new("the mail server answers", self.mail_server().await),
            Check::new("the text gateway answers", self.text_gateway().await),
            Check::new("the cards' issuer is this service", self.issuer().await),
        ]
    }

    /// Connects to the mail server and logs in, and sends nothing.
    async fn mail_server(&self) -> Finding {
        need(self.given, &MAIL_SETTINGS, &[&settings::SMTP_CA_FILE])?;
        let Some(gateway) = self.config.mail_settings().map_err(correct_first)? else {
            return Ok(Vec::new());
        };
        let reached = match SmtpNotifier::new(&gateway, Arc::clone(self.clock)) {
            Ok(notifier) => notifier.reach().await,
            Err(error) => Err(error.to_string()),
        };
        let mistake = |why: String| {
            let remedy = mail_remedy(&why);
            Wrong::new(format!("no connection: {why}"), remedy).of(settings::SMTP_URL.env_name())
        };
        Ok(reached.err().map(mistake).into_iter().collect())
    }

    /// Connects to the text gateway, and sends nothing.
    async fn text_gateway(&self) -> Finding {
        need(self.given, &TEXT_SETTINGS, &[])?;
        let Some(gateway) = self.config.text_settings().map_err(correct_first)? else {
            return Ok(Vec::new());
        };
        let public_url = self.config.public_url.as_ref().map_or("", Origin::as_str);
        let reached = match TextNotifier::new(gateway, public_url, Arc::clone(self.clock)) {
            Ok(notifier) => notifier.reach().await,
            Err(error) => Err(error.to_string()),
        };
        let remedy = "compare the address, and the way through the firewall";
        let mistake = |why| Wrong::new(why, remedy).of(settings::SMS_URL.env_name());
        Ok(reached.err().map(mistake).into_iter().collect())
    }

    /// A verifier asks the issuer for the keys. Another address than the portal's is right only if it answers with ours.
    async fn issuer(&self) -> Finding {
        need(self.given, &[&settings::PUBLIC_URL, &settings::ISSUER_URL], &[])?;
        let (Some(public), Some(issuer)) = (&self.config.public_url, &self.config.issuer_url) else {
            return Ok(Vec::new());
        };
        if public == issuer {
            return Ok(Vec::new());
        }
        if public.is_loopback() {
            let name = settings::PUBLIC_URL.env_name();
            return Err(NotChecked(format!("correct {name} first")));
        }
        let own = own_keys(self.reached)?;
        let Some(Wrong { problem, remedy }) = mistake_of_issuer(published(issuer.as_str()).await, &own)
        else {
            return Ok(Vec::new());
        };
        let problem = format!("cards name {issuer}, the pages are at {public}, and {issuer}{JWKS} {problem}");
        Ok(vec![
            Wrong::new(problem, remedy).of(settings::ISSUER_URL.env_name()),
        ])
    }
}

fn mail_remedy(why: &str) -> &'static str {
    if why.contains("STARTTLS") {
        "write smtps:// if the server begins with TLS, or add ?tls=none if the way to it is private"
    } else if why.contains("certificate") {
        "set MYVAX_SMTP_CA_FILE to the certificate that signs the server's, and compare the host name"
    } else {
        "compare host, port, user and password, and the way through the firewall"
    }
}

/// The check of the settings reports these mistakes.
fn correct_first(ConfigMistakes(mistakes): ConfigMistakes) -> NotChecked {
    let names: Vec<_> = mistakes.into_iter().map(|mistake| mistake.setting).collect();
    NotChecked(format!("correct {} first", names.join(", ")))
}

/// A registry that no start has migrated has no keys.
fn own_keys(reached: &Reached) -> Result<Vec<String>, NotChecked> {
    match reached {
        Reached::Open(database) => {
            let rows = database.read_blocking(signing_keys::all).unwrap_or_default();
            Ok(rows.into_iter().map(|row| row.kid).collect())
        }
        Reached::NotCreated => Ok(Vec::new()),
        Reached::Failed(_) | Reached::Unknown(_) => {
            Err(NotChecked("the database cannot be opened".to_owned()))
        }
    }
}

/// The issuer's answer, which is null if it is not JSON, or why there is none.
async fn published(issuer: &str) -> Result<Value, String> {
    let client = reqwest::Client::builder().timeout(ISSUER_TIME_OUT).build();
    let client = client.map_err(|error| last_cause(&error))?;
    let answer = client.get(format!("{issuer}{JWKS}")).send().await;
    let answer = answer.map_err(|error| last_cause(&error))?;
    Ok(answer.json().await.unwrap_or_default())
}

fn last_cause(error: &reqwest::Error) -> String {
    if error.is_timeout() {
        return format!("no answer within {ISSUER_TIME_OUT:?}");
    }
    let first: &dyn std::error::Error = error;
    let last = std::iter::successors(Some(first), |error| error.source()).last();
    last.unwrap_or(first).to_string()
}

fn mistake_of_issuer(published: Result<Value, String>, own: &[String]) -> Option<Wrong> {
    match published {
        Ok(keys) if has_one_of(&keys, own) => None,
        Ok(_) => Some(Wrong::new(
            "has no key of this service",
            "set both to the same address, or let the issuer pass this path to this service",
        )),
        Err(cause) => Some(Wrong::new(
            format!("cannot be reached: {cause}"),
            "compare the address, its certificate, and the way through the firewall",
        )),
    }
}

fn has_one_of(keys: &Value, own: &[String]) -> bool {
    let published = keys["keys"].as_array().into_iter().flatten();
    published
        .filter_map(|key| key["kid"].as_str())
        .any(|kid| own.iter().any(|one| one == kid))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_issuer_that_publishes_a_key_of_this_service_is_right() {
        let keys = json!({"keys": [{"kid": "other"}, {"kid": "ours"}]});
        assert!(has_one_of(&keys, &["ours".to_owned()]));
        assert!(!has_one_of(&keys, &["retired".to_owned()]));
        assert!(!has_one_of(&json!([]), &["ours".to_owned()]));
    }

    #[test]
    fn an_issuer_that_does_not_answer_is_not_one_without_a_key() {
        let problem =
            |published| mistake_of_issuer(published, &["ours".to_owned()]).map(|wrong| wrong.problem);
        assert_eq!(problem(Ok(json!({"keys": [{"kid": "ours"}]}))), None);
        for other in [json!({"keys": [{"kid": "other"}]}), Value::Null] {
            assert_eq!(problem(Ok(other)).unwrap(), "has no key of this service");
        }
        let unreached = problem(Err("Connection refused".to_owned())).unwrap();
        assert_eq!(unreached, "cannot be reached: Connection refused");
    }
}
