//! Unlocking: a link token and its PIN open a viewing session. The order of the checks is the security rule: an unknown,
//! expired or locked link costs no hash, and each try is counted before the PIN is compared.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use shared::pin::TypedPin;

use super::link::LinkToken;

use crate::app::App;
use crate::db::DbError;
use crate::db::access_links::{self, AccessLinkRow};
use crate::db::tries::{self, Comparison, TakenTry, WrongTry};
use crate::random::random_id;
use crate::secrets::defenses::Defense;
use crate::secrets::permits::Busy;
use crate::secrets::pin_hash::ComparedPin;
use crate::secrets::right_pins::Wait;
use crate::secrets::turns::Turn;
use crate::telemetry::metrics::UnknownKey;

/// A comparison that lasts longer is taken for one of a killed process.
const LONGEST_COMPARISON: TimeDelta = TimeDelta::seconds(10);
/// How often a call checks whether another process has finished its comparison, and the pause between two checks.
const LOOKS: usize = 5;
const BETWEEN_LOOKS: Duration = Duration::from_millis(50);

/// A link that was opened with the right PIN.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnlockedLink {
    pub id: String,
    /// The number of the sessions that were valid when the link was read.
    pub session_number: i32,
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
    #[error("too many unlocks at once")]
    Busy,
    #[error("opened too often, again in {seconds} s")]
    TooOften { seconds: u32 },
    #[error("the PIN cannot be compared here")]
    NotComparable,
    #[error(transparent)]
    Database(#[from] DbError),
}

impl From<Busy> for UnlockError {
    fn from(Busy: Busy) -> Self {
        Self::Busy
    }
}

/// Opens a link. It runs to its end even if the caller disconnects: otherwise hanging up early would make guesses free.
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
    let pin_hash = pin_hash_of(&row, app.shared_now().await?)?;
    let _turn = turn(app, &row.id).await?;
    // A full queue refuses before a try is counted. The permit is held for the hash alone: the writes before and after it
    // wait for the disk and need no core.
    let place = app.permits.queue()?;
    let mine = take_try(app, &row.id).await?;
    let permit = place.permit().await;
    let compared = app.compare_pin(permit, pin.digits(), (&row.id, pin_hash)).await;
    if compared == ComparedPin::Wrong {
        return Err(count_wrong(app, row.id, mine).await?);
    }
    if compared == ComparedPin::NotComparable {
        tracing::error!(
            "a PIN was hashed under a pepper that is unknown here: set MYVAX_PIN_PEPPER_PREVIOUS or MYVAX_PIN_PEPPER_NEXT"
        );
        app.metrics.met_unknown_key(UnknownKey::PinPepper);
        let id = row.id.clone();
        app.db
            .write(move |conn| tries::give_back(conn, &id, &mine))
            .await?;
        return Err(UnlockError::NotComparable);
    }
    let (id, now) = (row.id.clone(), app.shared_now().await?);
    app.right_pins.count(&row.id, now);
    app.db
        .write(move |conn| {
            tries::give_back(conn, &id, &mine)?;
            access_links::count_opening(conn, &id, now)
        })
        .await?;
    Ok(UnlockedLink {
        id: row.id,
        session_number: row.session_number,
    })
}

/// Waits for the other calls with this link, unless it was opened too often.
async fn turn(app: &App, id: &str) -> Result<Option<Turn>, UnlockError> {
    if !app.defenses.has(Defense::RightPins) {
        return Ok(None);
    }
    let turn = app.turns.take(id).await?;
    app.right_pins
        .admit(id, app.shared_now().await?)
        .map_err(|Wait { seconds }| UnlockError::TooOften { seconds })?;
    Ok(Some(turn))
}

async fn count_wrong(app: &App, id: String, mine: Comparison) -> Result<UnlockError, DbError> {
    let now = app.shared_now().await?;
    let counted = app
        .db
        .write(move |conn| tries::count_wrong(conn, &id, &mine, now))
        .await?;
    Ok(match counted {
        WrongTry::Counted { left } => UnlockError::WrongPin { attempts_left: left },
        WrongTry::Locked => UnlockError::Locked,
        WrongTry::TakenOver => UnlockError::Busy,
    })
}

/// Counts a try, which only one call does at a time. If another process is comparing, this waits: it will finish soon.
async fn take_try(app: &App, id: &str) -> Result<Comparison, UnlockError> {
    for _ in 0..LOOKS {
        let now = app.shared_now().await?;
        let mine = Comparison {
            by: random_id(),
            until: now + LONGEST_COMPARISON,
        };
        let (id, asked) = (id.to_owned(), mine.clone());
        let taken = app
            .db
            .write(move |conn| tries::take(conn, &id, &asked, now))
            .await?;
        match taken {
            TakenTry::Taken => return Ok(mine),
            TakenTry::Locked => return Err(UnlockError::Locked),
            TakenTry::Occupied => tokio::time::sleep(BETWEEN_LOOKS).await,
        }
    }
    Err(UnlockError::Busy)
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
