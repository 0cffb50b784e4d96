//! The registry in our own database. People are found by contact alone.

use std::collections::{BTreeMap, BTreeSet};

use async_trait::async_trait;
use chrono::{Months, NaiveDate};
use shared::contact::Contact;

use super::contact_hash::{GUARDIAN, OWN};
use super::{AGE_OF_MAJORITY, ContactKey, Registry, RegistryError, linking};
use crate::db::contacts::{self, KeyRow};
use crate::db::immunizations;
use crate::db::patients::{self, PatientRow};
use crate::db::{Database, DbError};
use crate::matching::{Alias, Candidate};
use crate::record::{ReportedImmunization, ReportedPatient};

/// More patients than this share only the telephone of a shelter, a clinic or nobody: such a contact tells nothing.
pub const MOST_PATIENTS_OF_A_CONTACT: usize = 24;
/// Each patient has at most one row for each of the two owners, so this many rows show that there are too many.
pub(super) const ROWS_THAT_TELL: usize = 2 * 24 + 1;

/// Looks people up in the tables the import fills.
pub struct LocalRegistry {
    database: Database,
    contact_key: ContactKey,
}

impl LocalRegistry {
    pub fn new(database: Database, contact_key: ContactKey) -> Self {
        Self {
            database,
            contact_key,
        }
    }
}

#[async_trait]
impl Registry for LocalRegistry {
    async fn candidates(&self, contact: &Contact, today: NaiveDate) -> Result<Vec<Candidate>, RegistryError> {
        let Some(hash) = self.contact_key.hash(contact) else {
            return Ok(Vec::new());
        };
        let rows = self
            .database
            .read(move |conn| contacts::patients_with(conn, &hash, ROWS_THAT_TELL))
            .await?;
        Ok(candidates_among(rows, today)?)
    }

    async fn records_of(&self, patient_ids: &[String]) -> Result<Vec<String>, RegistryError> {
        let ids: Vec<i64> = patient_ids.iter().filter_map(|id| id.parse().ok()).collect();
        let contact_key = self.contact_key.clone();
        let records = self
            .database
            .read(move |conn| linking::records_of(conn, &contact_key, &ids))
            .await?;
        Ok(records.iter().map(i64::to_string).collect())
    }

    async fn patient(&self, patient_id: &str) -> Result<Option<ReportedPatient>, RegistryError> {
        let Ok(id) = patient_id.parse() else {
            return Ok(None);
        };
        let row = self.database.read(move |conn| patients::find(conn, id)).await?;
        Ok(row.map(PatientRow::reported).transpose()?)
    }

    async fn immunizations(&self, patient_id: &str) -> Result<Vec<ReportedImmunization>, RegistryError> {
        let Ok(id) = patient_id.parse() else {
            return Ok(Vec::new());
        };
        let (patient, mut rows) = self
            .database
            .read(move |conn| Ok((patients::find(conn, id)?, immunizations::rows_of(conn, id)?)))
            .await?;
        let Some(PatientRow { sender, .. }) = patient else {
            return Ok(Vec::new());
        };
        rows.sort_by(|a, b| {
            (a.occurrence_date, &a.cvx, a.number).cmp(&(b.occurrence_date, &b.cvx, b.number))
        });
        let reported = rows.into_iter().map(|row| row.reported(&sender));
        Ok(reported.collect::<Result<_, _>>()?)
    }
}

fn candidates_among(rows: Vec<(KeyRow, PatientRow)>, today: NaiveDate) -> Result<Vec<Candidate>, DbError> {
    let patients: BTreeSet<i64> = rows.iter().map(|(key, _)| key.patient_id).collect();
    if patients.len() > MOST_PATIENTS_OF_A_CONTACT {
        return Ok(Vec::new());
    }
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

/// A parent's contact opens a child's record, not that of the adult the child has become.
fn counts(key: &KeyRow, patient: &PatientRow, today: NaiveDate) -> bool {
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
        patient_id: row.id.to_string(),
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
