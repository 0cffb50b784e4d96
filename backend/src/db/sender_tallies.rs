//! The table `sender_tally`: how many messages each sender sent, and how many of them were rejected.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use diesel::upsert::excluded;

use super::many_rows::ROWS_OF_A_STATEMENT;
use super::schema::sender_tally;
use super::{DbConnection, DbError};

/// One sender's messages so far. Messages without a readable sender count under the empty name.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = sender_tally, treat_none_as_default_value = false)]
pub struct SenderTallyRow {
    pub sender: String,
    pub messages: i64,
    pub rejected: i64,
    pub warnings: i64,
    pub last_message_at: NaiveDateTime,
}

/// Adds these counts to the stored ones.
pub fn add_all(conn: &mut DbConnection, more: &[SenderTallyRow]) -> Result<(), DbError> {
    per_backend!(conn, |conn| {
        for more in more.chunks(ROWS_OF_A_STATEMENT) {
            diesel::insert_into(sender_tally::table)
                .values(more)
                .on_conflict(sender_tally::sender)
                .do_update()
                .set((
                    sender_tally::messages.eq(sender_tally::messages + excluded(sender_tally::messages)),
                    sender_tally::rejected.eq(sender_tally::rejected + excluded(sender_tally::rejected)),
                    sender_tally::warnings.eq(sender_tally::warnings + excluded(sender_tally::warnings)),
                    sender_tally::last_message_at.eq(excluded(sender_tally::last_message_at)),
                ))
                .execute(conn)?;
        }
    });
    Ok(())
}

pub fn all(conn: &mut DbConnection) -> Result<Vec<SenderTallyRow>, DbError> {
    let mut rows: Vec<SenderTallyRow> = sender_tally::table
        .select(SenderTallyRow::as_select())
        .load(conn)?;
    // Sorted here, because the engines collate text differently.
    rows.sort_by(|a, b| a.sender.cmp(&b.sender));
    Ok(rows)
}
