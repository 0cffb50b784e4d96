//! The registry in our own database. People are found by contact alone.

use std::collections::{BTreeMap, BTreeSet};

use async_trait::async_trait;
use chrono::{Months, NaiveDate};
use shared::contact::Contact;

use super::contact_key::{GUARDIAN, OWN};
use super::{AGE_OF_MAJORITY, ContactKey, Registry, RegistryError};
use crate::db::contacts::{self, KeyRow};
use crate::db::patients::{self, PatientRow};
use crate::db::{Database, DbError, immunizations};
use crate::matching::{Alias, Candidate};
use crate::record::{ReportedImmunization, ReportedPatient};

/// More patients than this share only the telephone of a shelter, a clinic or nobody: such a contact tells nothing.
const MOST_PATIENTS_OF_A_CONTACT: usize = 24;
/// Each patient has at most one row for each of the two owners, so this many rows show that there are too many.
const ROWS_THAT_TELL: i64 = 2 * 24 + 1;

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

    async fn patient(&self, patient_id: &str) -> Result<Option<ReportedPatient>, RegistryError> {
        let id = patient_id.to_owned();
        Ok(self
            .database
            .read(move |conn| patients::find_patient(conn, &id))
            .await?)
    }

    async fn immunizations(&self, patient_id: &str) -> Result<Vec<ReportedImmunization>, RegistryError> {
        let id = patient_id.to_owned();
        Ok(self
            .database
            .read(move |conn| immunizations::immunizations_of(conn, &id))
            .await?)
    }
}

fn candidates_among(rows: Vec<(KeyRow, PatientRow)>, today: NaiveDate) -> Result<Vec<Candidate>, DbError> {
    let patients: BTreeSet<&str> = rows.iter().map(|(key, _)| key.patient_id.as_str()).collect();
    if patients.len() > MOST_PATIENTS_OF_A_CONTACT {
        return Ok(Vec::new());
    }
    let mut candidates: BTreeMap<String, Candidate> = BTreeMap::new();
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
        patient_id: row.id,
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
