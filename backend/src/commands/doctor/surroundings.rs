//! Mistakes outside the settings: the database, the clock, the gateways, the issuer, the limit of open files.

use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use serde_json::Value;

use crate::clock::Clock;
use crate::commands::sample;
use crate::config::mistake::Wrong;
use crate::config::settings;
use crate::config::{Config, ConfigMistake, Origin};
use crate::db::time::server_time;
use crate::db::{Database, DbError, signing_keys};
use crate::notify::smtp::SmtpNotifier;
use crate::notify::texts::TextNotifier;
use crate::server::OPEN_FILES;
use crate::telemetry::process;

/// Sessions are in each machine's own time.
const LARGEST_SKEW: TimeDelta = TimeDelta::seconds(30);
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

/// The doctor changes nothing: a start migrates the database. None if the first start will create it.
pub fn open_database(config: &Config) -> Result<Option<Database>, ConfigMistake> {
    Database::unmigrated(&config.database_url).map_err(|error| of_database(&error))
}

fn of_database(error: &DbError) -> ConfigMistake {
    let remedy = "start it, and compare the address";
    Wrong::new(error.to_string(), remedy).of(settings::DATABASE_URL.env_name())
}

/// The difference between this machine's clock and the database server's.
pub fn clock_mistakes(database: &Database, clock: &dyn Clock) -> Vec<ConfigMistake> {
    if !database.has_a_server() {
        return Vec::new();
    }
    let server = match database.read_blocking(server_time) {
        Ok(server) => server,
        Err(error) => return vec![of_database(&error)],
    };
    let ahead = clock.now() - server;
    if ahead.abs() <= LARGEST_SKEW {
        return Vec::new();
    }
    let direction = if ahead > TimeDelta::zero() {
        "ahead of"
    } else {
        "behind"
    };
    let problem = format!(
        "this machine is {} seconds {direction} the database's",
        ahead.num_seconds().abs()
    );
    vec![Wrong::new(problem, "synchronize both clocks by NTP").of("clock")]
}

/// None are found in a registry that this version did not migrate yet.
pub fn sample_people(database: &Database, clock: &dyn Clock) -> Vec<ConfigMistake> {
    let count = || {
        if database.has_current_schema()? {
            sample::count(database, clock)
        } else {
            Ok(0)
        }
    };
    match count() {
        Ok(0) => Vec::new(),
        Ok(count) => vec![
            Wrong::new(
                format!("{count} invented people of the demo are in the registry"),
                "begin with a new database, and import your reports again",
            )
            .of(settings::DATABASE_URL.env_name()),
        ],
        Err(error) => vec![of_database(&error)],
    }
}

/// Connects to each gateway that is set, and sends nothing.
pub async fn gateways(config: &Config, clock: &Arc<dyn Clock>) -> Vec<ConfigMistake> {
    // A gateway with half its settings is reported with the settings.
    let Ok(gateways) = config.gateways() else {
        return Vec::new();
    };
    let mut mistakes = Vec::new();
    if let Some(mail) = gateways.email {
        let reached = match SmtpNotifier::new(&mail, Arc::clone(clock)) {
            Ok(notifier) => notifier.reach().await,
            Err(error) => Err(error.to_string()),
        };
        let remedy = "compare host, port, user and password, and the way through the firewall";
        let mistake =
            |why| Wrong::new(format!("no connection: {why}"), remedy).of(settings::SMTP_URL.env_name());
        mistakes.extend(reached.err().map(mistake));
    }
    if let Some(texts) = gateways.sms {
        let public_url = config.public_url.as_ref().map_or("", Origin::as_str);
        let reached = match TextNotifier::new(texts, public_url, Arc::clone(clock)) {
            Ok(notifier) => notifier.reach().await,
            Err(error) => Err(error.to_string()),
        };
        let remedy = "compare the address, and the way through the firewall";
        let mistake = |why| Wrong::new(why, remedy).of(settings::SMS_URL.env_name());
        mistakes.extend(reached.err().map(mistake));
    }
    mistakes
}

/// A verifier asks the issuer for the keys. Another address than the portal's is right only if it answers with ours.
pub async fn issuer(config: &Config, database: Option<&Database>) -> Vec<ConfigMistake> {
    let (Some(public), Some(issuer)) = (&config.public_url, &config.issuer_url) else {
        return Vec::new();
    };
    if public == issuer {
        return Vec::new();
    }
    let own = database.map(|database| database.read_blocking(signing_keys::all));
    let own: Vec<String> = match own {
        Some(Ok(rows)) => rows.into_iter().map(|row| row.kid).collect(),
        Some(Err(_)) | None => Vec::new(),
    };
    let keys = published(issuer.as_str()).await;
    if keys.is_some_and(|keys| has_one_of(&keys, &own)) {
        return Vec::new();
    }
    let problem = format!(
        "cards name {issuer}, the pages are at {public}, and {issuer}{JWKS} has no key of this service"
    );
    let remedy = "set both to the same address, or let the issuer pass this path to this service";
    vec![Wrong::new(problem, remedy).of(settings::ISSUER_URL.env_name())]
}

async fn published(issuer: &str) -> Option<Value> {
    let client = reqwest::Client::builder().timeout(ISSUER_TIME_OUT).build().ok()?;
    let answer = client.get(format!("{issuer}{JWKS}")).send().await.ok()?;
    answer.json().await.ok()
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
}
