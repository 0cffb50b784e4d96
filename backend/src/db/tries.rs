//! The tries of a link. A try is taken before the PIN is compared, so that parallel calls together get no more than
//! five. One comparison runs at a time: a process killed during one leaves its try behind, and the next call takes that
//! try over. The killed call returned no result, so an attacker gains no extra guess.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

use super::schema::access_link;
use super::{DbConnection, DbError};

/// The number of wrong PINs that locks a link.
pub const MAX_TRIES: i32 = 5;

/// The comparison that holds the try, and the time until which it does.
#[derive(Clone, Debug)]
pub struct Comparison {
    pub by: String,
    pub until: DateTime<Utc>,
}

/// The outcome of asking for a try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TakenTry {
    Taken,
    /// Another call is comparing now.
    Occupied,
    /// Five PINs were wrong.
    Locked,
}

/// The outcome of a wrong PIN.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WrongTry {
    Counted {
        left: u8,
    },
    /// It was the fifth: the link is locked, and its PIN hash is erased.
    Locked,
    /// It took too long and another call took the try over; nothing was counted.
    TakenOver,
}

pub fn take(
    conn: &mut DbConnection,
    id: &str,
    mine: &Comparison,
    now: DateTime<Utc>,
) -> Result<TakenTry, DbError> {
    let link = access_link::table
        .filter(access_link::id.eq(id))
        .filter(access_link::locked_at.is_null());
    let occupy = (
        access_link::comparing_by.eq(Some(&mine.by)),
        access_link::comparing_until.eq(Some(mine.until.naive_utc())),
    );
    let free = link
        .filter(access_link::comparing_until.is_null())
        .filter(access_link::tries.lt(MAX_TRIES));
    let taken = diesel::update(free)
        .set((access_link::tries.eq(access_link::tries + 1), occupy))
        .execute(conn)?;
    let left_behind = link.filter(access_link::comparing_until.le(now.naive_utc()));
    if taken == 1 || diesel::update(left_behind).set(occupy).execute(conn)? == 1 {
        return Ok(TakenTry::Taken);
    }
    let is_occupied = link.filter(access_link::comparing_until.is_not_null());
    let occupied: i64 = is_occupied.count().get_result(conn)?;
    Ok(if occupied > 0 {
        TakenTry::Occupied
    } else {
        TakenTry::Locked
    })
}

/// Returns the try after a right PIN.
pub fn give_back(conn: &mut DbConnection, id: &str, mine: &Comparison) -> Result<(), DbError> {
    let own = access_link::table
        .filter(access_link::id.eq(id))
        .filter(access_link::comparing_by.eq(&mine.by));
    diesel::update(own)
        .set((access_link::tries.eq(access_link::tries - 1), vacated()))
        .execute(conn)?;
    Ok(())
}

/// Counts a wrong PIN, and locks the link with the fifth, in one transaction.
pub fn count_wrong(
    conn: &mut DbConnection,
    id: &str,
    mine: &Comparison,
    now: DateTime<Utc>,
) -> Result<WrongTry, DbError> {
    let own = access_link::table
        .filter(access_link::id.eq(id))
        .filter(access_link::comparing_by.eq(&mine.by));
    let tries: Option<i32> = diesel::update(own)
        .set(vacated())
        .returning(access_link::tries)
        .get_result(conn)
        .optional()?;
    let Some(tries) = tries else {
        return Ok(WrongTry::TakenOver);
    };
    if let Ok(left @ 1..) = u8::try_from(MAX_TRIES - tries) {
        return Ok(WrongTry::Counted { left });
    }
    diesel::update(access_link::table.find(id))
        .set((
            access_link::locked_at.eq(Some(now.naive_utc())),
            access_link::pin_hash.eq(None::<String>),
        ))
        .execute(conn)?;
    Ok(WrongTry::Locked)
}

/// On SQLite a single process compares: a comparison found at its start belongs to a process that died.
pub fn release_of_the_dead(conn: &mut DbConnection) -> Result<(), DbError> {
    if let DbConnection::Sqlite(_) = conn {
        let occupied = access_link::table.filter(access_link::comparing_until.is_not_null());
        diesel::update(occupied)
            .set(access_link::comparing_until.eq(Some(DateTime::UNIX_EPOCH.naive_utc())))
            .execute(conn)?;
    }
    Ok(())
}

type Vacated = (
    diesel::dsl::Eq<access_link::comparing_by, Option<String>>,
    diesel::dsl::Eq<access_link::comparing_until, Option<NaiveDateTime>>,
);

fn vacated() -> Vacated {
    (
        access_link::comparing_by.eq(None),
        access_link::comparing_until.eq(None),
    )
}
