//! `myvax senders`: manages the accounts that may send messages over HTTP. A password is printed once, alone on
//! standard output.

use std::io::Write;

use anyhow::{Context, bail};
use serde::Serialize;

use crate::clock::Clock;
use crate::db::sender_accounts::{self, SenderAccount};
use crate::db::{Database, DbError};
use crate::intake::senders::{LONGEST_NAME, SenderPassword, hash, is_name};

const LONGEST_FACILITY: usize = 200;

/// Which reports the contacts that a sender reports open.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Links {
    /// Those of every sender about the person
    All,
    /// Its own
    Own,
}

impl Links {
    const fn name(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Own => "own",
        }
    }

    const fn of(account: &SenderAccount) -> Self {
        if account.links_own_only {
            Self::Own
        } else {
            Self::All
        }
    }
}

/// The database, the clock and the outputs of the commands.
pub struct SenderTools<'a> {
    pub database: &'a Database,
    pub clock: &'a dyn Clock,
    /// Standard output.
    pub out: &'a mut dyn Write,
    /// Standard error.
    pub words: &'a mut dyn Write,
}

/// Adds an account and prints its password.
pub fn add(
    tools: &mut SenderTools<'_>,
    name: &str,
    facilities: &[String],
    links: Links,
) -> anyhow::Result<()> {
    check_name(name)?;
    let password = SenderPassword::generate();
    let account = SenderAccount {
        name: name.to_owned(),
        password_hash: hash(name, password.as_str()).to_vec(),
        facilities: checked(facilities)?,
        created_at: tools.clock.now().naive_utc(),
        disabled_at: None,
        links_own_only: links == Links::Own,
    };
    match tools
        .database
        .write_blocking(|conn| sender_accounts::insert(conn, &account))
    {
        Ok(()) => print_password(tools, name, &password),
        Err(DbError::AlreadyThere) => bail!(
            "{name} is there already: `myvax senders change {name} --facility …` changes its facilities, \
             `myvax senders renew {name}` its password"
        ),
        Err(error) => Err(error.into()),
    }
}

/// Prints a new password and invalidates the old one.
pub fn renew(tools: &mut SenderTools<'_>, name: &str) -> anyhow::Result<()> {
    let password = SenderPassword::generate();
    let hash = hash(name, password.as_str());
    let is_there = tools
        .database
        .write_blocking(|conn| sender_accounts::set_password_hash(conn, name, &hash))?;
    must_be_there(is_there, name)?;
    print_password(tools, name, &password)
}

/// Replaces all facilities of the account, unless the list is empty, and sets what its contacts open.
pub fn change(
    tools: &mut SenderTools<'_>,
    name: &str,
    facilities: &[String],
    links: Option<Links>,
) -> anyhow::Result<()> {
    let facilities = checked(facilities)?;
    let is_there = tools.database.write_blocking(|conn| {
        if let Some(links) = links
            && !sender_accounts::set_links_own_only(conn, name, links == Links::Own)?
        {
            return Ok(false);
        }
        Ok(facilities.is_empty() || sender_accounts::replace_facilities(conn, name, &facilities)?)
    })?;
    must_be_there(is_there, name)?;
    if !facilities.is_empty() {
        writeln!(tools.words, "{name} may send for {}", facilities.join(", "))?;
    }
    match links {
        Some(Links::All) => writeln!(
            tools.words,
            "the contacts of {name} open all reports about the person"
        )?,
        Some(Links::Own) => writeln!(tools.words, "the contacts of {name} open its own reports only")?,
        None => {}
    }
    Ok(())
}

pub fn enable(tools: &mut SenderTools<'_>, name: &str) -> anyhow::Result<()> {
    let is_there = tools
        .database
        .write_blocking(|conn| sender_accounts::set_disabled_at(conn, name, None))?;
    must_be_there(is_there, name)?;
    writeln!(tools.words, "{name} may send")?;
    Ok(())
}

pub fn disable(tools: &mut SenderTools<'_>, name: &str) -> anyhow::Result<()> {
    let now = tools.clock.now().naive_utc();
    let is_there = tools
        .database
        .write_blocking(|conn| sender_accounts::set_disabled_at(conn, name, Some(now)))?;
    must_be_there(is_there, name)?;
    writeln!(tools.words, "{name} may no longer send; its messages stay")?;
    Ok(())
}

#[derive(Serialize)]
struct ListedSender {
    name: String,
    facilities: Vec<String>,
    is_enabled: bool,
    link: &'static str,
    created_at: String,
}

impl From<SenderAccount> for ListedSender {
    fn from(account: SenderAccount) -> Self {
        Self {
            is_enabled: account.disabled_at.is_none(),
            created_at: account.created_at.and_utc().to_rfc3339(),
            link: Links::of(&account).name(),
            name: account.name,
            facilities: account.facilities,
        }
    }
}

/// Lists all accounts without their passwords.
pub fn list(tools: &mut SenderTools<'_>, is_json: bool) -> anyhow::Result<()> {
    let accounts = tools.database.read_blocking(sender_accounts::all)?;
    let senders: Vec<ListedSender> = accounts.into_iter().map(ListedSender::from).collect();
    if is_json {
        writeln!(tools.out, "{}", serde_json::json!({ "senders": senders }))?;
        return Ok(());
    }
    for sender in senders {
        let state = if sender.is_enabled { "enabled" } else { "disabled" };
        writeln!(
            tools.out,
            "{}\t{state}\tlink {}\t{}",
            sender.name,
            sender.link,
            sender.facilities.join(", ")
        )?;
    }
    Ok(())
}

fn print_password(tools: &mut SenderTools<'_>, name: &str, password: &SenderPassword) -> anyhow::Result<()> {
    writeln!(tools.words, "The password of {name}, which is not shown again:")?;
    writeln!(tools.out, "{}", password.as_str())?;
    tools
        .out
        .flush()
        .context("the password cannot be printed; renew it")?;
    Ok(())
}

fn must_be_there(is_there: bool, name: &str) -> anyhow::Result<()> {
    if !is_there {
        bail!("there is no sender {name}; `myvax senders list` shows all");
    }
    Ok(())
}

fn check_name(name: &str) -> anyhow::Result<()> {
    if !is_name(name) {
        bail!("a sender's name is 1 to {LONGEST_NAME} letters, digits, dots, hyphens or underscores");
    }
    Ok(())
}

fn checked(facilities: &[String]) -> anyhow::Result<Vec<String>> {
    let mut checked: Vec<String> = facilities.iter().map(|one| one.trim().to_owned()).collect();
    checked.sort();
    checked.dedup();
    for facility in &checked {
        if facility.is_empty() || facility.len() > LONGEST_FACILITY || facility.chars().any(char::is_control)
        {
            bail!("a facility must not be empty; write it as the sender does in MSH-4");
        }
    }
    Ok(checked)
}
