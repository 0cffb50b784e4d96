//! The patient's row and contacts as they are after a report. Decides, writes nothing.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use shared::demographics::Gender;

use crate::db::DbError;
use crate::db::contacts::{ContactRow, KeyRow};
use crate::db::patients::{PatientRow, aliases_text};
use crate::matching::normalize::ContactKind;
use crate::random::random_id;
use crate::registry::ContactKey;
use crate::registry::contact_key::{GUARDIAN, OWN, kind_text};
use crate::registry::import::merge::{Merge, Told};
use crate::registry::import::report::{Report, ReportedContact};

/// The row and the contacts, which are sorted.
pub fn merged(
    before: Option<&PatientRow>,
    contacts: &[ContactRow],
    report: &Report,
) -> Result<(PatientRow, Vec<ContactRow>), DbError> {
    let told_at = report.told_at;
    let mut merge = match before {
        Some(row) => Merge::into_row(told_at, row.last_reported_at, &row.field_times),
        None => Merge::into_new(told_at),
    };
    let mut row = match before {
        Some(row) => row.clone(),
        None => fresh(report),
    };
    let told = &report.patient;
    // Every report tells these, so the latest report has them all.
    if merge.is_latest() {
        row.first_name.clone_from(&told.first_name);
        row.middle_name.clone_from(&told.middle_name);
        row.last_name.clone_from(&told.last_name);
        row.suffix.clone_from(&told.suffix);
        row.aliases = aliases_text(&told.aliases);
        row.birth_date = told.birth_date;
    }

    let mut gender = Some(row.gender()?).filter(|gender| *gender != Gender::Unknown);
    merge.field("gender", &mut gender, told.gender);
    gender
        .unwrap_or(Gender::Unknown)
        .name()
        .clone_into(&mut row.gender);
    let mut flag = |name, value: &mut bool, told: Told<()>| {
        let mut flag = value.then_some(());
        merge.field(name, &mut flag, told);
        *value = flag.is_some();
    };
    flag("protected", &mut row.is_protected, told.is_protected);
    flag("deceased", &mut row.is_deceased, told.is_deceased);
    flag("multiple", &mut row.is_multiple_birth, told.is_multiple_birth);

    let mut contacts_after = Vec::new();
    for (name, owner, told) in [
        ("contacts", OWN, &told.own_contacts),
        ("guardians", GUARDIAN, &told.guardian_contacts),
    ] {
        let known = contacts
            .iter()
            .filter(|contact| contact.owner == owner)
            .map(|contact| ReportedContact {
                kind: contact.kind.clone(),
                value: contact.value.clone(),
            });
        let mut list = Some(known.collect::<Vec<_>>()).filter(|list| !list.is_empty());
        let list_at = merge.field(name, &mut list, told.clone()).unwrap_or(told_at);
        contacts_after.extend(list.unwrap_or_default().into_iter().map(|contact| ContactRow {
            patient_id: row.id.clone(),
            kind: contact.kind,
            value: contact.value,
            owner: owner.to_owned(),
            last_reported_at: list_at,
        }));
    }
    contacts_after.sort();
    (row.last_reported_at, row.field_times) = merge.finish();
    Ok((row, contacts_after))
}

fn fresh(report: &Report) -> PatientRow {
    let told = &report.patient;
    PatientRow {
        id: random_id(),
        sender: report.sender.clone(),
        sender_patient_id: told.sender_patient_id.clone(),
        first_name: String::new(),
        middle_name: None,
        last_name: String::new(),
        suffix: None,
        aliases: String::new(),
        birth_date: told.birth_date,
        gender: Gender::Unknown.name().to_owned(),
        is_protected: false,
        is_deceased: false,
        is_multiple_birth: false,
        last_reported_at: report.told_at,
        field_times: String::new(),
    }
}

/// What the contacts are found by, sorted; two spellings of one contact are one key.
pub fn keys(contacts: &[ContactRow], contact_key: &ContactKey) -> Result<Vec<KeyRow>, DbError> {
    let mut last_seen: BTreeMap<(Vec<u8>, &str, &str), NaiveDate> = BTreeMap::new();
    for contact in contacts {
        let kind = [ContactKind::Phone, ContactKind::Email]
            .into_iter()
            .find(|kind| kind_text(*kind) == contact.kind)
            .ok_or(DbError::UnknownValue("patient_contact.kind"))?;
        if let Some(hash) = contact_key.hash_of(kind, &contact.value) {
            let seen_on = contact.last_reported_at.date();
            last_seen
                .entry((hash, &contact.patient_id, &contact.owner))
                .and_modify(|date| *date = seen_on.max(*date))
                .or_insert(seen_on);
        }
    }
    Ok(last_seen
        .into_iter()
        .map(|((contact_hash, patient_id, owner), last_seen_on)| KeyRow {
            contact_hash,
            patient_id: patient_id.to_owned(),
            owner: owner.to_owned(),
            last_seen_on,
        })
        .collect())
}
