//! The patients of a group of reports: loaded together, changed in memory, written together.

use std::collections::HashMap;

use super::held::Held;
use super::holding::Holding;
use super::kept::KeptReport;
use super::report::Report;
use crate::db::{DbConnection, DbError, contacts, immunizations, patients, reports};

/// Each patient stands for one sender's own number.
pub struct Holdings<'r> {
    places: HashMap<(&'r str, &'r str), usize>,
    held: Vec<Held>,
}

impl<'r> Holdings<'r> {
    /// Loads what the tables hold of the patients these reports are about.
    pub fn load(conn: &mut DbConnection, group: &[(&'r Report, &'r KeptReport)]) -> Result<Self, DbError> {
        let mut wanted: Vec<_> = group.iter().map(|(report, _)| name(report)).collect();
        wanted.sort_unstable();
        wanted.dedup();
        let mut holdings = Self {
            places: HashMap::with_capacity(wanted.len()),
            held: Vec::with_capacity(wanted.len()),
        };
        let mut loaded: HashMap<(String, String), Held> = holdings_of(conn, &wanted)?
            .into_iter()
            .map(|holding| {
                let patient = &holding.patient;
                let name = (patient.sender.clone(), patient.sender_patient_id.clone());
                (name, Held::loaded(holding))
            })
            .collect();
        for (sender, number) in wanted {
            if let Some(held) = loaded.remove(&(sender.to_owned(), number.to_owned())) {
                holdings.places.insert((sender, number), holdings.held.len());
                holdings.held.push(held);
            }
        }
        holdings.load_places(conn, group)?;
        Ok(holdings)
    }

    pub fn find(&mut self, report: &Report) -> Option<&mut Held> {
        let place = *self.places.get(&name(report))?;
        self.held.get_mut(place)
    }

    pub fn add(&mut self, report: &'r Report, held: Held) {
        self.places.insert(name(report), self.held.len());
        self.held.push(held);
    }

    /// In the order of their numbers, as the tables keep them.
    pub fn into_held(self) -> Vec<Held> {
        let mut held = self.held;
        held.sort_unstable_by_key(|held| held.now.patient.id);
        held
    }

    /// Only a report that is not the latest may be there already.
    fn load_places(
        &mut self,
        conn: &mut DbConnection,
        group: &[(&'r Report, &'r KeptReport)],
    ) -> Result<(), DbError> {
        let mut doubtful: HashMap<i64, usize> = HashMap::new();
        for (report, kept) in group {
            if let Some(place) = self.places.get(&name(report))
                && !self.held[*place].is_latest(kept)
            {
                doubtful.insert(self.held[*place].now.patient.id, *place);
            }
        }
        if doubtful.is_empty() {
            return Ok(());
        }
        let ids: Vec<i64> = doubtful.keys().copied().collect();
        for (id, told_at, digest) in reports::places_of_all(conn, &ids)? {
            if let Some(place) = doubtful.get(&id) {
                self.held[*place].known.insert((told_at, digest));
            }
        }
        Ok(())
    }
}

fn name(report: &Report) -> (&str, &str) {
    (&report.sender, &report.patient.sender_patient_id)
}

fn holdings_of(conn: &mut DbConnection, wanted: &[(&str, &str)]) -> Result<Vec<Holding>, DbError> {
    let patients = patients::rows_of(conn, wanted)?;
    if patients.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<i64> = patients.iter().map(|patient| patient.id).collect();
    let mut contacts = by_patient(contacts::contacts_of_all(conn, &ids)?, |row| row.patient_id);
    let mut doses = by_patient(immunizations::rows_of_all(conn, &ids)?, |row| row.patient_id);
    let holding = |patient: patients::PatientRow| Holding {
        contacts: contacts.remove(&patient.id).unwrap_or_default(),
        doses: doses.remove(&patient.id).unwrap_or_default(),
        patient,
    };
    Ok(patients.into_iter().map(holding).collect())
}

/// Keeps the order of each patient's rows.
fn by_patient<T>(rows: Vec<T>, patient_id: impl Fn(&T) -> i64) -> HashMap<i64, Vec<T>> {
    let mut of_patient: HashMap<i64, Vec<T>> = HashMap::new();
    for row in rows {
        of_patient.entry(patient_id(&row)).or_default().push(row);
    }
    of_patient
}
