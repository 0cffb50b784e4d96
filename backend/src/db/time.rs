//! The time that all processes on one database agree on: on PostgreSQL the server's, on SQLite this process's own.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use diesel::sql_types::Timestamp;

use super::{Database, DbConnection, DbError};
use crate::clock::Clock;

/// How long a measured time is continued by this process's monotonic clock, which no operator sets.
const MEASURED_FOR: Duration = Duration::from_secs(10);

/// The source of the times that are stored to be compared by another process: leases, due times, ends of links.
pub struct SharedTime {
    clock: Arc<dyn Clock>,
    is_of_the_server: bool,
    measured: Mutex<Option<(Instant, DateTime<Utc>)>>,
}

#[derive(QueryableByName)]
struct Now {
    #[diesel(sql_type = Timestamp)]
    now: chrono::NaiveDateTime,
}

impl SharedTime {
    /// The time of this clock.
    pub fn of_clock(clock: Arc<dyn Clock>) -> Self {
        Self {
            clock,
            is_of_the_server: false,
            measured: Mutex::default(),
        }
    }

    /// The time of the database's server, if it has one.
    pub fn of_database(db: &Database, clock: Arc<dyn Clock>) -> Self {
        Self {
            is_of_the_server: db.has_a_server(),
            ..Self::of_clock(clock)
        }
    }

    pub async fn now(&self, db: &Database) -> Result<DateTime<Utc>, DbError> {
        if !self.is_of_the_server {
            return Ok(self.clock.now());
        }
        let measured = *self.measured.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((at, time)) = measured.filter(|(at, _)| at.elapsed() < MEASURED_FOR) {
            return Ok(time + TimeDelta::from_std(at.elapsed()).unwrap_or_default());
        }
        let time = db.read(server_time).await?;
        *self.measured.lock().unwrap_or_else(PoisonError::into_inner) = Some((Instant::now(), time));
        Ok(time)
    }
}

/// The time of the server that has the database.
pub fn server_time(conn: &mut DbConnection) -> Result<DateTime<Utc>, DbError> {
    let row: Now =
        diesel::sql_query("SELECT clock_timestamp() AT TIME ZONE 'UTC' AS now").get_result(conn)?;
    Ok(row.now.and_utc())
}
