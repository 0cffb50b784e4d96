//! A second implementation of the door `Registry`: in memory, without tables, with URNs as the ids of its records. With
//! `MYVAX_TEST_REGISTRY=memory` every test of the residents' story runs on it.

use std::collections::BTreeMap;
use std::sync::RwLock;

use async_trait::async_trait;
use backend::commands::sample;
use backend::intake::hl7v2;
use backend::intake::options::Options;
use backend::intake::read_at::ReadAt;
use backend::matching::Candidate;
use backend::record::{PatientId, ReportedPerson};
use backend::registry::{Registry, RegistryError};
use chrono::NaiveDate;
use shared::access_request::AccessRequest;

use super::reported_record::ReportedRecord;

/// The prefix of each record's id. The local registry has numbers.
pub const NAMES_BEGIN: &str = "urn:example:";

/// True when the tests run on the memory registry.
pub fn is_memory() -> bool {
    match std::env::var("MYVAX_TEST_REGISTRY").as_deref() {
        Ok("memory") => true,
        Ok("local") | Err(_) => false,
        Ok(other) => panic!("MYVAX_TEST_REGISTRY is {other}: use local or memory"),
    }
}

#[derive(Default)]
pub struct MemoryRegistry(RwLock<BTreeMap<PatientId, ReportedRecord>>);

impl MemoryRegistry {
    /// The people of the sample registry.
    pub fn of_the_sample(read_at: ReadAt) -> Self {
        let registry = Self::default();
        let files: Vec<&str> = sample::FILES.iter().map(|(_, text)| *text).collect();
        registry.take(&files.concat(), read_at);
        registry
    }

    /// Applies complete HL7 v2 messages, which are in the order of their message times.
    pub fn take(&self, messages: &str, read_at: ReadAt) {
        let mut reports: Vec<_> = hl7v2::messages(messages.as_bytes(), Options::of(read_at))
            .map(|message| {
                let read = message.unwrap().report;
                read.unwrap_or_else(|error| panic!("{}", error.text))
            })
            .collect();
        reports.sort_by_key(|report| report.reported_at);
        let mut records = self.0.write().unwrap();
        for report in reports {
            let id = PatientId::new(format!(
                "{NAMES_BEGIN}{}:{}",
                report.sender, report.patient.sender_patient_id
            ));
            match records.get_mut(&id) {
                Some(known) => known.take(report),
                None => {
                    records.insert(id, ReportedRecord::new(report));
                }
            }
        }
    }
}

#[async_trait]
impl Registry for MemoryRegistry {
    /// This registry has no index of contacts: it searches by name and birth date, then keeps the records with the contact.
    async fn candidates(
        &self,
        request: &AccessRequest,
        today: NaiveDate,
    ) -> Result<Vec<Candidate>, RegistryError> {
        let records = self.0.read().unwrap();
        let found = records
            .iter()
            .filter(|(_, record)| record.resembles(request) && !record.is_withheld())
            .filter(|(_, record)| record.has_contact(&request.contact, today));
        Ok(found.map(|(id, record)| record.candidate(id)).collect())
    }

    async fn person(&self, decided: &[PatientId]) -> Result<Option<ReportedPerson>, RegistryError> {
        let records = self.0.read().unwrap();
        let Some(first) = decided.first().and_then(|id| records.get(id)) else {
            return Ok(None);
        };
        let others = records
            .iter()
            .filter(|(id, record)| !decided.contains(id) && record.is_of_the_person(first))
            .map(|(id, _)| id);
        let ids: Vec<PatientId> = decided.iter().chain(others).cloned().collect();
        let together: Option<Vec<&ReportedRecord>> = ids.iter().map(|id| records.get(id)).collect();
        let Some(together) = together.filter(|all| !all.iter().any(|record| record.is_withheld())) else {
            return Ok(None);
        };
        let mut immunizations: Vec<_> = ids
            .iter()
            .zip(together)
            .flat_map(|(id, record)| record.immunizations(id))
            .collect();
        immunizations.sort_by(|a, b| (a.occurrence_date, &a.cvx).cmp(&(b.occurrence_date, &b.cvx)));
        Ok(Some(ReportedPerson {
            patient: first.person(&ids[0]),
            immunizations,
            records: ids,
        }))
    }
}
