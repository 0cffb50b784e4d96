//! `myvax doctor`: looks for the likeliest mistakes in the settings and around the process, and says what to do.

mod check;
mod data_files;
mod database;
mod secret_files;
mod settings;
mod surroundings;

use std::io::Write;
use std::sync::Arc;

use anyhow::{Context, ensure};

use self::check::{Check, NotChecked};
pub use self::database::clock_mistakes;
use self::surroundings::Around;
use crate::clock::Clock;
use crate::config::given::GivenSettings;
use crate::config::{Config, ConfigMistakes, Mode, Sources};

/// Prints a line for each check or mistake. An error if there is a mistake.
pub fn doctor(sources: &Sources, clock: &Arc<dyn Clock>, out: &mut dyn Write) -> anyhow::Result<()> {
    let mut count = 0;
    for Check { name, finding } in examine(sources, clock)? {
        match finding {
            Err(NotChecked(why)) => writeln!(out, "not checked: {name}; {why}")?,
            Ok(mistakes) if mistakes.is_empty() => writeln!(out, "ok: {name}")?,
            Ok(mistakes) => {
                for mistake in &mistakes {
                    writeln!(out, "mistake: {mistake}")?;
                }
                count += mistakes.len();
            }
        }
    }
    ensure!(count == 0, "the doctor found {count} mistake(s)");
    Ok(())
}

fn examine(sources: &Sources, clock: &Arc<dyn Clock>) -> anyhow::Result<Vec<Check>> {
    let whole = Config::load_whole(sources, Mode::Normal);
    let of_settings = whole.err().map_or_else(Vec::new, |ConfigMistakes(all)| all);
    let (config, wrong) = Config::load_readable(sources, Mode::Normal);
    let given = GivenSettings::new(sources, &wrong);
    let reached = database::reach(&config, &given);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .context("the async runtime cannot start")?;
    let around = Around {
        config: &config,
        given: &given,
        reached: &reached,
        clock,
    };
    let of_network = runtime.block_on(around.checks());

    let mut checks = vec![Check::new(
        "the settings are complete, and the secrets differ",
        Ok(of_settings),
    )];
    checks.extend(secret_files::checks(&given));
    checks.extend(settings::checks(&config, &given));
    checks.push(Check::new(
        "the limit of open files is high enough",
        Ok(surroundings::open_files()),
    ));
    checks.extend(database::checks(reached, &config, &given, clock.as_ref()));
    checks.extend(of_network);
    Ok(checks)
}
