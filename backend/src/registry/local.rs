//! The registry in the portal's own database. It finds people by contact only.

use std::collections::BTreeMap;

use async_trait::async_trait;
use chrono::{Months, NaiveDate};
use shared::access_request::AccessRequest;

use super::contact_hash::{GUARDIAN, OWN};
use super::{
    AGE_OF_MAJORITY, ContactHasher, ContactHashers, Registry, RegistryError, linking, rekey, shared_contacts,
};
use crate::db::contacts::ContactHashRow;
use crate::db::immunizations;
use crate::db::patients::PatientRow;
use crate::db::{Database, DbConnection, DbError};
use crate::matching::{Alias, Candidate};
use crate::record::{PatientId, ReportedPerson};

/// Finds people in the tables that the import fills.
pub struct LocalRegistry {
    database: Database,
    contact_hashers: ContactHashers,
}

impl LocalRegistry {
    pub fn new(database: Database, contact_hashers: ContactHashers) -> Self {
        Self {
            database,
            contact_hashers,
        }
    }

    /// Runs a lookup and reads the generation of the contact hashes in one transaction, so that the hashes are complete.
    async fn look_up<T, F>(&self, look_up: F) -> Result<T, RegistryError>
    where
        T: Send + 'static,
        F: FnOnce(&mut DbConnection, &ContactHasher) -> Result<T, DbError> + Send + 'static,
    {
        let known = self.contact_hashers.now();
        let found = self
            .database
            .read_at_one_moment(move |conn| {
                let hasher = rekey::hasher_for_lookups(conn, &known)?;
                hasher.map(|hasher| look_up(conn, &hasher)).transpose()
            })
            .await?;
        found.ok_or(RegistryError::UnknownKey)
    }
}

#[async_trait]
impl Registry for LocalRegistry {
    async fn candidates(
        &self,
        request: &AccessRequest,
        today: NaiveDate,
    ) -> Result<Vec<Candidate>, RegistryError> {
        let contact = request.contact.clone();
        let rows = self
            .look_up(move |conn, hasher| match hasher.hash(&contact) {
                Some(hash) => shared_contacts::patients_with(conn, &hash),
                None => Ok(Vec::new()),
            })
            .await?;
        Ok(candidates_among(rows, today)?)
    }

    async fn person(&self, decided: &[PatientId]) -> Result<Option<ReportedPerson>, RegistryError> {
        // An id that is not a number came from another registry and has no record here.
        let ids: Vec<i64> = decided.iter().filter_map(|id| id.as_str().parse().ok()).collect();
        self.look_up(move |conn, hasher| person(conn, hasher, &ids)).await
    }
}

/// One protected or deceased record withholds all of them.
fn person(
    conn: &mut DbConnection,
    contact_hasher: &ContactHasher,
    ids: &[i64],
) -> Result<Option<ReportedPerson>, DbError> {
    let rows = linking::linked_patients(conn, contact_hasher, ids)?;
    let Some(first) = rows.first().cloned() else {
        return Ok(None);
    };
    if rows.iter().any(|row| row.is_protected || row.is_deceased) {
        return Ok(None);
    }
    let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
    let senders: BTreeMap<i64, &str> = rows.iter().map(|row| (row.id, row.sender.as_str())).collect();
    let mut doses = immunizations::rows_of_all(conn, &ids)?;
    doses.sort_by(|a, b| (a.occurrence_date, &a.cvx, a.number).cmp(&(b.occurrence_date, &b.cvx, b.number)));
    Ok(Some(ReportedPerson {
        patient: first.reported()?,
        immunizations: doses
            .into_iter()
            .map(|dose| {
                let sender = senders.get(&dose.patient_id).copied().unwrap_or_default();
                dose.reported(sender)
            })
            .collect::<Result<_, _>>()?,
        records: rows.iter().map(PatientRow::name).collect(),
    }))
}

fn candidates_among(
    rows: Vec<(ContactHashRow, PatientRow)>,
    today: NaiveDate,
) -> Result<Vec<Candidate>, DbError> {
    let mut candidates: BTreeMap<i64, Candidate> = BTreeMap::new();
    for (key, patient) in rows {
        if patient.is_protected || patient.is_deceased || !counts(&key, &patient, today) {
            continue;
        }
        match candidates.get_mut(&key.patient_id) {
            Some(known) => known.contact_last_seen_on = known.contact_last_seen_on.max(key.last_seen_on),
            None => {
                candidates.insert(key.patient_id, candidate(patient, key.last_seen_on)?);
            }
        }
    }
    Ok(candidates.into_values().collect())
}

/// A parent's contact opens the record of a child, but not once the child is an adult.
fn counts(key: &ContactHashRow, patient: &PatientRow, today: NaiveDate) -> bool {
    match key.owner.as_str() {
        OWN => true,
        GUARDIAN => patient
            .birth_date
            .checked_add_months(Months::new(12 * AGE_OF_MAJORITY))
            .is_some_and(|birthday| today < birthday),
        _ => false,
    }
}

fn candidate(row: PatientRow, contact_last_seen_on: NaiveDate) -> Result<Candidate, DbError> {
    let gender = row.gender()?;
    let aliases = row
        .aliases()?
        .into_iter()
        .map(|alias| Alias {
            first_name: alias.first_name,
            last_name: alias.last_name,
        })
        .collect();
    Ok(Candidate {
        patient_id: row.name(),
        first_name: row.first_name,
        middle_name: row.middle_name,
        last_name: row.last_name,
        suffix: row.suffix,
        aliases,
        birth_date: row.birth_date,
        gender,
        is_multiple_birth: row.is_multiple_birth,
        contact_last_seen_on,
    })
}
