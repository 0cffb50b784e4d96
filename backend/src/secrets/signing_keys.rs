//! The card key: created at the first start, sealed in the database. One key is active.

use anyhow::Context;
use zeroize::Zeroizing;

use crate::clock::Clock;
use crate::db::signing_keys::{self, ACTIVE, SigningKeyRow};
use crate::db::{Database, DbError};
use crate::health_card::Issuer;
use crate::health_card::keys::{PublicKey, SigningKey};
use crate::secrets::seal::{SealingKeys, SecretKey};

/// The issuer with the database's keys, and the secret behind the revocation ids of its cards. Creates the first key if
/// there is none, and stores `first_card_secret` for a key without a secret.
pub fn issuer(
    db: &Database,
    seal: &SealingKeys,
    clock: &dyn Clock,
    issuer_url: &str,
    first_card_secret: &SecretKey,
) -> anyhow::Result<(Issuer, SecretKey)> {
    let mut rows = db.read_blocking(signing_keys::all)?;
    if !rows.iter().any(|row| row.state == ACTIVE) {
        make_first(db, seal, clock)?;
        rows = db.read_blocking(signing_keys::all)?;
    }
    let (active, retired): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row.state == ACTIVE);
    let active = active.first().context("a card key was just made")?;
    let key = opened(active, seal)?;
    reseal(db, seal, active, &key)?;
    let secret = card_secret(db, seal, active, first_card_secret)?;
    let retired = retired.iter().map(published).collect::<anyhow::Result<_>>()?;
    Ok((Issuer::new(issuer_url, key, retired), secret))
}

/// Whether the seal keys open what is sealed with the active card key. It changes nothing. False if there is no card key
/// yet.
pub fn can_be_opened(db: &Database, seal: &SealingKeys) -> anyhow::Result<bool> {
    let rows = db.read_blocking(signing_keys::all)?;
    let Some(active) = rows.iter().find(|row| row.state == ACTIVE) else {
        return Ok(false);
    };
    opened(active, seal)?;
    if let Some(sealed) = &active.sealed_card_secret {
        opened_card_secret(active, seal, sealed)?;
    }
    Ok(true)
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
        .is_none_or(|sealed| !seal.is_outdated(sealed))
    {
        return Ok(());
    }
    let sealed = seal.seal(&place(&row.kid), &key.private_bytes());
    db.write_blocking(|conn| signing_keys::reseal(conn, &row.kid, &sealed))
}

/// The stored secret. Another process may have stored its own one first, which then counts.
fn card_secret(
    db: &Database,
    seal: &SealingKeys,
    row: &SigningKeyRow,
    first: &SecretKey,
) -> anyhow::Result<SecretKey> {
    let place = card_secret_place(&row.kid);
    let sealed = if let Some(sealed) = &row.sealed_card_secret {
        sealed.clone()
    } else {
        let sealed = seal.seal(&place, first.as_slice());
        db.write_blocking(|conn| signing_keys::store_card_secret(conn, &row.kid, &sealed))?
    };
    let secret = opened_card_secret(row, seal, &sealed)?;
    if seal.is_outdated(&sealed) {
        let sealed = seal.seal(&place, secret.as_slice());
        db.write_blocking(|conn| signing_keys::reseal_card_secret(conn, &row.kid, &sealed))?;
    }
    Ok(secret)
}

fn opened_card_secret(row: &SigningKeyRow, seal: &SealingKeys, sealed: &[u8]) -> anyhow::Result<SecretKey> {
    let secret = seal.open(&card_secret_place(&row.kid), sealed).context(
        "the secret of the cards in this database cannot be opened: set the MYVAX_SEAL_KEY it was sealed with",
    )?;
    let secret: [u8; 32] = secret
        .as_slice()
        .try_into()
        .context("the secret of the cards is damaged: restore a backup")?;
    Ok(Zeroizing::new(secret))
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

fn card_secret_place(kid: &str) -> String {
    format!("signing_key/{kid}/card_secret")
}
