//! The table `sender_tally`: how many messages arrived from each sender, and how many of them could not go in.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::schema::sender_tally;
use super::{DbConnection, DbError};

/// A sender's messages so far; those whose sender nobody can read stand under the empty name.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = sender_tally)]
pub struct SenderTallyRow {
    pub sender: String,
    pub messages: i64,
    pub rejected: i64,
    pub warnings: i64,
    pub last_message_at: NaiveDateTime,
}

/// Adds these messages to those there were.
pub fn add(conn: &mut DbConnection, more: &SenderTallyRow) -> Result<(), DbError> {
    let changed = on_the_engine!(conn, |conn| diesel::update(
        sender_tally::table.find(&more.sender)
    )
    .set((
        sender_tally::messages.eq(sender_tally::messages + more.messages),
        sender_tally::rejected.eq(sender_tally::rejected + more.rejected),
        sender_tally::warnings.eq(sender_tally::warnings + more.warnings),
        sender_tally::last_message_at.eq(more.last_message_at),
    ))
    .execute(conn))?;
    if changed == 0 {
        diesel::insert_into(sender_tally::table)
            .values(more)
            .execute(conn)?;
    }
    Ok(())
}

pub fn all(conn: &mut DbConnection) -> Result<Vec<SenderTallyRow>, DbError> {
    let mut rows: Vec<SenderTallyRow> = sender_tally::table
        .select(SenderTallyRow::as_select())
        .load(conn)?;
    // Sorted here, because the engines sort letters differently.
    rows.sort_by(|a, b| a.sender.cmp(&b.sender));
    Ok(rows)
}
