//! `myvax doctor`: looks for the likeliest mistakes in the settings and around the process, and says what to do.

mod settings;
mod surroundings;

use std::io::Write;
use std::sync::Arc;

use anyhow::{Context, ensure};

pub use self::surroundings::clock_mistakes;

use crate::clock::Clock;
use crate::config::{Config, ConfigMistake, ConfigMistakes, Mode, Sources};

/// What was looked at, and what is wrong with it.
struct Check {
    name: &'static str,
    mistakes: Vec<ConfigMistake>,
}

/// Prints a line for each check or mistake. An error if there is a mistake.
pub fn doctor(sources: &Sources, clock: &Arc<dyn Clock>, out: &mut dyn Write) -> anyhow::Result<()> {
    let mut count = 0;
    for Check { name, mistakes } in examine(sources, clock)? {
        if mistakes.is_empty() {
            writeln!(out, "ok: {name}")?;
        }
        for mistake in &mistakes {
            writeln!(out, "mistake: {mistake}")?;
        }
        count += mistakes.len();
    }
    ensure!(count == 0, "the doctor found {count} mistake(s)");
    Ok(())
}

fn examine(sources: &Sources, clock: &Arc<dyn Clock>) -> anyhow::Result<Vec<Check>> {
    let check = |name, mistakes| Check { name, mistakes };
    let of_settings = Config::load_whole(sources, Mode::Normal);
    let mut checks = vec![
        check(
            "the settings are complete, and the secrets differ",
            of_settings.err().map_or_else(Vec::new, |ConfigMistakes(all)| all),
        ),
        check(
            "no other user can read a file with secrets",
            settings::readable_files(sources),
        ),
        check(
            "the law and the department are your own",
            settings::example_texts(sources),
        ),
        check(
            "the limit of open files is high enough",
            surroundings::open_files(),
        ),
    ];
    // Settings that cannot be read are reported above; the rest needs their values.
    let Ok(config) = Config::load(sources, Mode::Normal) else {
        return Ok(checks);
    };
    checks.push(check(
        "links lead to a public https address",
        settings::public_address(&config),
    ));
    checks.push(check("the proxy in front is trusted", settings::proxy(&config)));
    let database = surroundings::open_database(&config);
    checks.push(check(
        "the database can be opened",
        database.as_ref().err().cloned().into_iter().collect(),
    ));
    if let Ok(Some(database)) = &database {
        checks.push(check(
            "the clock agrees with the database's",
            clock_mistakes(database, clock.as_ref()),
        ));
        checks.push(check(
            "no sample people are in the registry",
            surroundings::sample_people(database, clock.as_ref()),
        ));
    }
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .context("the async runtime cannot start")?;
    checks.push(check(
        "the gateways answer",
        runtime.block_on(surroundings::gateways(&config, clock)),
    ));
    let issuer = surroundings::issuer(&config, database.as_ref().ok().and_then(Option::as_ref));
    checks.push(check(
        "the cards' issuer is this service",
        runtime.block_on(issuer),
    ));
    Ok(checks)
}
