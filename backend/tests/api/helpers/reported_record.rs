//! One record of the memory registry: the reports of one sender about one patient, applied one after another.

use std::collections::BTreeMap;

use backend::intake::report::{Action, DoseReport, Patch, PatientReport, Report, ReportedContact};
use backend::matching::normalize::canonical_contact;
use backend::matching::{Alias, Candidate};
use backend::record::{ContactKind, DoseOutcome, PatientId, ReportedImmunization, ReportedPatient};
use backend::registry::AGE_OF_MAJORITY;
use chrono::{Months, NaiveDate, NaiveDateTime};
use shared::access_request::AccessRequest;
use shared::contact::Contact;
use shared::demographics::Gender;

pub struct ReportedRecord {
    sender: String,
    reported_at: NaiveDateTime,
    patient: PatientReport,
    /// By the sender's number, else by vaccine and day.
    doses: BTreeMap<String, (NaiveDateTime, DoseReport)>,
}

impl ReportedRecord {
    pub fn new(report: Report) -> Self {
        let mut record = Self {
            sender: report.sender.clone(),
            reported_at: report.reported_at,
            patient: report.patient.clone(),
            doses: BTreeMap::new(),
        };
        record.take(report);
        record
    }

    /// Applies a report that is later than the previous ones.
    pub fn take(&mut self, report: Report) {
        let known = &self.patient;
        self.patient = PatientReport {
            gender: later(known.gender, report.patient.gender),
            is_protected: later(known.is_protected, report.patient.is_protected),
            is_deceased: later(known.is_deceased, report.patient.is_deceased),
            deceased_on: later(known.deceased_on, report.patient.deceased_on),
            is_multiple_birth: later(known.is_multiple_birth, report.patient.is_multiple_birth),
            own_contacts: later(known.own_contacts.clone(), report.patient.own_contacts),
            guardian_contacts: later(known.guardian_contacts.clone(), report.patient.guardian_contacts),
            ..report.patient
        };
        self.reported_at = report.reported_at;
        for dose in report.doses {
            let number = dose.order_number.clone();
            let key = number.unwrap_or_else(|| format!("{} {}", dose.cvx, dose.occurrence_date));
            match dose.action {
                Action::AddOrUpdate => self.doses.insert(key, (report.reported_at, dose)),
                Action::Delete => self.doses.remove(&key),
            };
        }
    }

    pub fn is_withheld(&self) -> bool {
        is_set(self.patient.is_protected) || is_set(self.patient.is_deceased)
    }

    /// A search by name or birth date; matching decides later whose record a request means.
    pub fn resembles(&self, request: &AccessRequest) -> bool {
        self.patient.birth_date == request.birth_date.date()
            || self.patient.last_name.to_lowercase() == request.last_name.as_str().to_lowercase()
    }

    /// Whether the contact is the person's own, or a guardian's while the person is a child.
    pub fn has_contact(&self, contact: &Contact, today: NaiveDate) -> bool {
        let kind = ContactKind::of(contact);
        let wanted = canonical_contact(kind, contact.address());
        let birthday = self.patient.birth_date + Months::new(12 * AGE_OF_MAJORITY);
        let holds = |contacts: &Patch<Vec<ReportedContact>>| {
            list(contacts).iter().any(|one| {
                wanted.is_some() && one.kind == kind.name() && canonical_contact(kind, &one.value) == wanted
            })
        };
        holds(&self.patient.own_contacts) || today < birthday && holds(&self.patient.guardian_contacts)
    }

    /// This registry links records by name and birth date.
    pub fn is_of_the_person(&self, other: &Self) -> bool {
        let key = |record: &Self| {
            let patient = &record.patient;
            let names = format!("{} {}", patient.first_name, patient.last_name).to_lowercase();
            (names, patient.birth_date)
        };
        key(self) == key(other)
    }

    pub fn candidate(&self, id: &PatientId) -> Candidate {
        let patient = self.patient.clone();
        let aliases = patient.aliases.into_iter().map(|alias| Alias {
            first_name: alias.first_name,
            last_name: alias.last_name,
        });
        Candidate {
            patient_id: id.clone(),
            first_name: patient.first_name,
            middle_name: patient.middle_name,
            last_name: patient.last_name,
            suffix: patient.suffix,
            aliases: aliases.collect(),
            birth_date: patient.birth_date,
            gender: value(&patient.gender).unwrap_or(Gender::Unknown),
            is_multiple_birth: is_set(patient.is_multiple_birth),
            contact_last_seen_on: self.reported_at.date(),
        }
    }

    pub fn person(&self, id: &PatientId) -> ReportedPatient {
        let patient = self.patient.clone();
        ReportedPatient {
            id: id.clone(),
            first_name: patient.first_name,
            middle_name: patient.middle_name,
            last_name: patient.last_name,
            suffix: patient.suffix,
            birth_date: patient.birth_date,
            gender: value(&patient.gender).unwrap_or(Gender::Unknown),
            deceased_on: value(&patient.deceased_on),
        }
    }

    pub fn immunizations(&self, id: &PatientId) -> impl Iterator<Item = ReportedImmunization> {
        self.doses
            .iter()
            .map(move |(key, (reported_at, dose))| ReportedImmunization {
                id: format!("{} {key}", id.as_str()),
                sender: self.sender.clone(),
                cvx: dose.cvx.clone(),
                vaccine_text: value(&dose.vaccine_text),
                occurrence_date: dose.occurrence_date,
                mvx: value(&dose.mvx),
                product: value(&dose.product),
                lot_number: value(&dose.lot_number),
                performer: value(&dose.performer),
                is_historical: is_set(dose.is_historical),
                outcome: value(&dose.outcome).unwrap_or(DoseOutcome::Completed),
                last_reported_at: reported_at.and_utc(),
            })
    }
}

/// The later patch, unless it keeps the earlier one.
fn later<T>(earlier: Patch<T>, later: Patch<T>) -> Patch<T> {
    if later.is_keep() { earlier } else { later }
}

fn value<T: Clone>(patch: &Patch<T>) -> Option<T> {
    match patch {
        Patch::Set(value) => Some(value.clone()),
        Patch::Keep | Patch::Clear => None,
    }
}

fn is_set(patch: Patch<bool>) -> bool {
    value(&patch).unwrap_or_default()
}

fn list<T>(patch: &Patch<Vec<T>>) -> &[T] {
    match patch {
        Patch::Set(list) => list,
        Patch::Keep | Patch::Clear => &[],
    }
}
