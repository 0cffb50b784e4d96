//! Notices between processes on one PostgreSQL database (`LISTEN` and `NOTIFY`): a queue has new rows.

use diesel::pg::PgConnection;
use diesel::prelude::*;
use diesel::sql_types::Text;

use super::connection::{self, Purpose};
use super::{DatabaseUrl, DbConnection, DbError};

/// A connection that listens, and sends.
pub struct Notices(PgConnection);

impl Notices {
    /// `None` on SQLite, where a single process works.
    pub fn open(url: &DatabaseUrl) -> Result<Option<Self>, DbError> {
        match connection::open(url, Purpose::Write)? {
            DbConnection::Sqlite(_) => Ok(None),
            DbConnection::Postgres(mut conn) => {
                diesel::sql_query("LISTEN myvax").execute(&mut conn)?;
                Ok(Some(Self(conn)))
            }
        }
    }

    pub fn send(&mut self, text: &str) -> Result<(), DbError> {
        diesel::sql_query("SELECT pg_notify('myvax', $1)")
            .bind::<Text, _>(text)
            .execute(&mut self.0)?;
        Ok(())
    }

    /// The notices of all processes, this one's too, that arrived since the last call. It waits for none.
    pub fn received(&mut self) -> Result<Vec<String>, DbError> {
        let notices = self.0.notifications_iter();
        Ok(notices
            .map(|notice| notice.map(|notice| notice.payload))
            .collect::<Result<_, _>>()?)
    }
}
