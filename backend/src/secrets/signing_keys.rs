//! The card key: created at the first start, sealed in the database. One key is active.

use anyhow::Context;

use crate::clock::Clock;
use crate::db::signing_keys::{self, ACTIVE, SigningKeyRow};
use crate::db::{Database, DbError};
use crate::health_card::Issuer;
use crate::health_card::keys::{PublicKey, SigningKey};
use crate::secrets::seal::SealingKeys;

/// The issuer with the database's keys; creates the first key if there is none.
pub fn issuer(
    db: &Database,
    seal: &SealingKeys,
    clock: &dyn Clock,
    issuer_url: &str,
) -> anyhow::Result<Issuer> {
    let mut rows = db.read_blocking(signing_keys::all)?;
    if !rows.iter().any(|row| row.state == ACTIVE) {
        make_first(db, seal, clock)?;
        rows = db.read_blocking(signing_keys::all)?;
    }
    let (active, retired): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row.state == ACTIVE);
    let active = active.first().context("a card key was just made")?;
    let key = opened(active, seal)?;
    reseal(db, seal, active, &key)?;
    let retired = retired.iter().map(published).collect::<anyhow::Result<_>>()?;
    Ok(Issuer::new(issuer_url, key, retired))
}

fn make_first(db: &Database, seal: &SealingKeys, clock: &dyn Clock) -> Result<(), DbError> {
    let key = SigningKey::generate();
    let sealed = seal.seal(&place(key.kid()), &key.private_bytes());
    let public = key.public_key().bytes();
    match db.write_blocking(|conn| signing_keys::insert_active(conn, key.kid(), public, sealed, clock.now()))
    {
        // Another process started at the same moment and stored its key first, which is now the active one.
        Ok(()) | Err(DbError::AlreadyThere) => Ok(()),
        Err(error) => Err(error),
    }
}

/// Seals the card key under the current seal key at each start, so that the seal key can change any number of times.
fn reseal(db: &Database, seal: &SealingKeys, row: &SigningKeyRow, key: &SigningKey) -> Result<(), DbError> {
    if row
        .sealed_private
        .as_deref()
        .is_none_or(|sealed| seal.is_current(sealed))
    {
        return Ok(());
    }
    let sealed = seal.seal(&place(&row.kid), &key.private_bytes());
    db.write_blocking(|conn| signing_keys::reseal(conn, &row.kid, &sealed))
}

fn opened(row: &SigningKeyRow, seal: &SealingKeys) -> anyhow::Result<SigningKey> {
    let sealed = row
        .sealed_private
        .as_deref()
        .context("the active card key has no private part")?;
    let private = seal.open(&place(&row.kid), sealed).context(
        "the card key in this database cannot be opened: set the MYVAX_SEAL_KEY it was sealed with",
    )?;
    SigningKey::from_private_bytes(&private)
        .context("the card key in this database is damaged: restore a backup")
}

fn published(row: &SigningKeyRow) -> anyhow::Result<PublicKey> {
    PublicKey::from_bytes(&row.public_key).context("a published card key is damaged: restore a backup")
}

fn place(kid: &str) -> String {
    format!("signing_key/{kid}")
}
