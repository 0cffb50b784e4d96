//! Unlocking: a link's token and its PIN open a viewing session. The order of the checks is the security rule: nothing
//! is hashed for an unknown, expired or dead link, and a try is taken before the PIN is compared.

use std::sync::Arc;

use chrono::{DateTime, NaiveDateTime, Utc};
use shared::pin::TypedPin;

use super::link::LinkToken;

use crate::app::App;
use crate::db::DbError;
use crate::db::access_links::{self, AccessLinkRow, MAX_TRIES};
use crate::secrets::permits::Busy;

/// A link that was opened with the right PIN.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnlockedLink {
    pub id: String,
}

#[derive(Debug, thiserror::Error)]
pub enum UnlockError {
    #[error("no such link")]
    Unknown,
    #[error("the link has expired")]
    Expired,
    #[error("the link is locked")]
    Locked,
    #[error("wrong PIN, {attempts_left} left")]
    WrongPin { attempts_left: u8 },
    #[error("too many are unlocking at once")]
    Busy,
    #[error(transparent)]
    Database(#[from] DbError),
}

impl From<Busy> for UnlockError {
    fn from(Busy: Busy) -> Self {
        Self::Busy
    }
}

/// Opens a link. It runs to its end even if the caller goes away: otherwise hanging up early would make guesses free.
pub async fn unlock(app: Arc<App>, token: LinkToken, pin: TypedPin) -> Result<UnlockedLink, UnlockError> {
    let task = tokio::spawn(async move { compare(&app, &token, &pin).await });
    task.await
        .map_err(|stopped| UnlockError::Database(DbError::Unavailable(stopped.to_string())))?
}

async fn compare(app: &App, token: &LinkToken, pin: &TypedPin) -> Result<UnlockedLink, UnlockError> {
    let hash = token.hash();
    let row = app
        .db
        .read(move |conn| access_links::find_by_token_hash(conn, &hash))
        .await?;
    let row = row.ok_or(UnlockError::Unknown)?;
    let pin_hash = pin_hash_of(&row, app.clock.now())?;
    let _permit = app.permits.take().await?;

    let id = row.id.clone();
    let taken = app
        .db
        .write(move |conn| access_links::take_try(conn, &id))
        .await?;
    let Some(taken) = taken else {
        return Err(no_try_left(app, &row.id).await);
    };
    let right = app.compare_pin(pin.digits(), &row.id, pin_hash).await;
    let (id, now) = (row.id.clone(), app.clock.now());
    if right {
        app.db
            .write(move |conn| access_links::give_try_back(conn, &id))
            .await?;
        return Ok(UnlockedLink { id: row.id });
    }
    if taken < MAX_TRIES {
        let attempts_left = u8::try_from(MAX_TRIES - taken).unwrap_or(1);
        return Err(UnlockError::WrongPin { attempts_left });
    }
    app.db
        .write(move |conn| access_links::lock_for_good(conn, &id, now))
        .await?;
    Err(UnlockError::Locked)
}

/// The state of the link now, and its PIN hash when it can still be opened.
fn pin_hash_of(row: &AccessLinkRow, now: DateTime<Utc>) -> Result<String, UnlockError> {
    let is_past = |moment: NaiveDateTime| moment.and_utc() <= now;
    if is_past(row.expires_at) {
        return Err(UnlockError::Expired);
    }
    if row.locked_at.is_some() {
        return Err(UnlockError::Locked);
    }
    row.pin_hash.clone().ok_or(UnlockError::Expired)
}

/// All five tries are taken: by wrong PINs, then the link is locked; or by others that are being compared this moment,
/// then it is worth trying again.
async fn no_try_left(app: &App, id: &str) -> UnlockError {
    let id = id.to_owned();
    match app.db.read(move |conn| access_links::find(conn, &id)).await {
        Ok(Some(row)) if row.locked_at.is_none() => UnlockError::Busy,
        Ok(_) => UnlockError::Locked,
        Err(error) => UnlockError::Database(error),
    }
}
