//! Mistakes of the database: it cannot be opened, it has another seal key, it holds people of the demo, its clock
//! differs.

use chrono::TimeDelta;

use super::check::{Check, Finding, NotChecked, need};
use super::data_files;
use crate::clock::Clock;
use crate::commands::sample;
use crate::config::given::GivenSettings;
use crate::config::mistake::Wrong;
use crate::config::settings::{DATA_DIR, DATABASE_URL, SEAL_KEY, SEAL_KEY_NEXT, SEAL_KEY_PREVIOUS};
use crate::config::{Config, ConfigMistake};
use crate::db::time::server_time;
use crate::db::{Database, DatabaseUrl, DbError};
use crate::secrets::seal::SealingKeys;
use crate::secrets::signing_keys;

/// Sessions are in each machine's own time.
const LARGEST_SKEW: TimeDelta = TimeDelta::seconds(30);

const SEAL_KEY_REMEDY: &str =
    "a changed key needs the former one in MYVAX_SEAL_KEY_PREVIOUS; compare the database's address too";

/// The database, as far as the settings lead to it.
pub enum Reached {
    Open(Database),
    /// The first start will create it.
    NotCreated,
    Failed(ConfigMistake),
    /// A setting that leads to it cannot be read.
    Unknown(NotChecked),
}

/// The doctor changes nothing: a start migrates the database.
pub fn reach(config: &Config, given: &GivenSettings<'_>) -> Reached {
    if let Err(why) = need(given, &[], &[&DATABASE_URL, &DATA_DIR]) {
        return Reached::Unknown(why);
    }
    if let DatabaseUrl::Sqlite(file) = &config.database_url
        && let Some(wrong) = data_files::mistake(file)
    {
        let is_in_data_folder = !given.unset(&[&DATABASE_URL]).is_empty();
        let setting = if is_in_data_folder {
            &DATA_DIR
        } else {
            &DATABASE_URL
        };
        return Reached::Failed(wrong.of(setting.env_name()));
    }
    match Database::unmigrated(&config.database_url) {
        Ok(Some(database)) => Reached::Open(database),
        Ok(None) => Reached::NotCreated,
        Err(error) => Reached::Failed(of_database(&error)),
    }
}

pub fn checks(reached: Reached, config: &Config, given: &GivenSettings<'_>, clock: &dyn Clock) -> Vec<Check> {
    let opened = |finding| Check::new("the database can be opened", finding);
    let database = match reached {
        Reached::Open(database) => database,
        Reached::NotCreated => return vec![opened(Err(NotChecked("the first start creates it".to_owned())))],
        Reached::Failed(mistake) => return vec![opened(Ok(vec![mistake]))],
        Reached::Unknown(why) => return vec![opened(Err(why))],
    };
    let mut checks = vec![opened(Ok(Vec::new()))];
    if database.has_a_server() {
        let mistakes = clock_mistakes(&database, clock);
        checks.push(Check::new("the clock agrees with the database's", Ok(mistakes)));
    }
    let sealed = card_key(&database, config, given);
    checks.push(Check::new("the seal key opens the database's card key", sealed));
    let sample = sample_people(&database, clock);
    checks.push(Check::new("no sample people are in the registry", sample));
    checks
}

/// The difference between this machine's clock and the database server's. SQLite has no clock of its own.
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

/// A start with another seal key would end here.
fn card_key(database: &Database, config: &Config, given: &GivenSettings<'_>) -> Finding {
    let others = [&SEAL_KEY_PREVIOUS, &SEAL_KEY_NEXT];
    need(given, &[&SEAL_KEY], &others)?;
    let keys = config.seal_key.keys();
    let keys = keys.ok_or_else(|| NotChecked(format!("{} is not set", SEAL_KEY.env_name())))?;
    let opened = match database.has_current_schema() {
        Ok(true) => signing_keys::can_be_opened(database, &SealingKeys::new(&keys)),
        Ok(false) => return Err(not_migrated()),
        // The check for sample people reports this error.
        Err(error) => return Err(NotChecked(error.to_string())),
    };
    match opened {
        Ok(true) => Ok(Vec::new()),
        Ok(false) => Err(NotChecked("the first start makes the card key".to_owned())),
        Err(error) => Ok(vec![match error.downcast::<DbError>() {
            Ok(error) => of_database(&error),
            Err(error) => Wrong::new(error.to_string(), SEAL_KEY_REMEDY).of(SEAL_KEY.env_name()),
        }]),
    }
}

fn not_migrated() -> NotChecked {
    NotChecked("the first start migrates the database".to_owned())
}

fn sample_people(database: &Database, clock: &dyn Clock) -> Finding {
    let count = match database.has_current_schema() {
        Ok(true) => sample::count(database, clock),
        Ok(false) => return Err(not_migrated()),
        Err(error) => Err(error),
    };
    Ok(match count {
        Ok(0) => Vec::new(),
        Ok(count) => vec![
            Wrong::new(
                format!("{count} invented people of the demo are in the registry"),
                "begin with a new database, and import your reports again",
            )
            .of(DATABASE_URL.env_name()),
        ],
        Err(error) => vec![of_database(&error)],
    })
}

fn of_database(error: &DbError) -> ConfigMistake {
    let problem = error.to_string();
    let remedy = if problem.contains("refuses the user") || problem.contains("has no such") {
        "compare the user, the password and the name of the database"
    } else {
        "start it, and compare the address"
    };
    Wrong::new(problem, remedy).of(DATABASE_URL.env_name())
}
