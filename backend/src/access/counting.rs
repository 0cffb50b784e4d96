//! Reads and writes the counters of the limits for one request.

use chrono::{DateTime, Utc};
use shared::access_request::AccessRequest;

use crate::app::App;
use crate::db::limit_counters::CounterRow;
use crate::db::{DbConnection, DbError, limit_counters};
use crate::limits::Limits;
use crate::limits::counters::{CounterKeys, Counters};
use crate::limits::verdict::{Asked, Found, Texts, Verdict};
use crate::limits::window::Window;

/// What the limits need to know of a request.
#[derive(Clone)]
pub struct Counted {
    keys: CounterKeys,
    birth_date: u32,
    texts: Texts,
    limits: Limits,
}

/// A change of the counters that the transaction has not written yet.
pub struct Change {
    pub verdict: Verdict,
    /// The budget of texts, this one included, if this one is a text.
    pub texts_spent: Option<Window>,
    rows: Vec<CounterRow>,
}

impl Counted {
    pub fn of(app: &App, request: &AccessRequest, contact_hash: &[u8]) -> Self {
        Self {
            keys: app.subjects.counter_keys(request, contact_hash),
            birth_date: app.subjects.birth_date(request, contact_hash),
            texts: app.limits.texts_to(&request.contact),
            limits: app.limits.clone(),
        }
    }

    /// The counters as they are now. An error if they cannot be read: a limit that is unknown is not kept by answering.
    pub async fn counters(&self, app: &App) -> anyhow::Result<Counters> {
        let keys = self.keys.all();
        let rows = app.db.read(move |conn| limit_counters::find(conn, &keys)).await?;
        self.keys.read(rows.into_iter().map(|row| (row.key, row.counts)))
    }

    /// What the limits say about these counters.
    pub fn look(&self, counters: &Counters, found: Found, now: DateTime<Utc>) -> Verdict {
        self.limits.look(counters, self.asked(found), now)
    }

    /// Locks the counters, decides and counts. The caller stores the change in the same transaction.
    pub fn judge(
        &self,
        conn: &mut DbConnection,
        found: Found,
        now: DateTime<Utc>,
    ) -> Result<Change, DbError> {
        let rows = limit_counters::lock(conn, &self.keys.all(), now)?;
        let mut counters = self
            .keys
            .read(rows.into_iter().map(|row| (row.key, row.counts)))
            .map_err(|_| DbError::UnknownValue("limit_counter.counts"))?;
        let spent_before = counters.budget;
        let verdict = self.limits.judge(&mut counters, self.asked(found), now);
        let rows = self.keys.rows(&counters).into_iter().map(|row| CounterRow {
            key: row.key,
            counts: row.counts,
            expires_at: row.expires_at.naive_utc(),
        });
        Ok(Change {
            verdict,
            texts_spent: (counters.budget != spent_before).then_some(counters.budget),
            rows: rows.collect(),
        })
    }

    fn asked(&self, found: Found) -> Asked {
        Asked {
            found,
            birth_date: self.birth_date,
            texts: self.texts,
        }
    }
}

impl Change {
    pub fn store(&self, conn: &mut DbConnection) -> Result<(), DbError> {
        limit_counters::store(conn, &self.rows.iter().collect::<Vec<_>>())
    }
}
