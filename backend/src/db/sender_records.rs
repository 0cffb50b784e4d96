//! Reads `SenderRecord`s from the tables `patient`, `patient_contact` and `immunization`.

use super::contacts::{self, ContactRow};
use super::immunizations::{self, ImmunizationRow, outcome_of};
use super::patients::{self, PatientRow};
use super::{DbConnection, DbError};
use crate::record::sender_record::{OtherName, RecordedContact, RecordedDose, SenderRecord};

/// The next records by sender and number, an order that any registry of the same reports shares.
pub fn page_after(
    conn: &mut DbConnection,
    after: (&str, &str),
    limit: i64,
) -> Result<Vec<SenderRecord>, DbError> {
    patients::page_after(conn, after.0, after.1, limit)?
        .into_iter()
        .map(|patient| with_contacts_and_doses(conn, patient))
        .collect()
}

/// The record with this sender and this sender's own number.
pub fn find(conn: &mut DbConnection, sender: &str, number: &str) -> Result<Option<SenderRecord>, DbError> {
    patients::find_row(conn, sender, number)?
        .map(|patient| with_contacts_and_doses(conn, patient))
        .transpose()
}

fn with_contacts_and_doses(conn: &mut DbConnection, row: PatientRow) -> Result<SenderRecord, DbError> {
    let contacts = contacts::contacts_of(conn, row.id)?;
    let mut doses = immunizations::rows_of(conn, row.id)?;
    doses.sort_by(|a, b| order(a).cmp(&order(b)));
    Ok(SenderRecord {
        gender: row.gender()?,
        aliases: other_names(&row)?,
        sender: row.sender,
        number: row.sender_patient_id,
        first_name: row.first_name,
        middle_name: row.middle_name,
        last_name: row.last_name,
        suffix: row.suffix,
        birth_date: row.birth_date,
        is_protected: row.is_protected,
        is_deceased: row.is_deceased,
        deceased_on: row.deceased_on,
        is_multiple_birth: row.is_multiple_birth,
        last_reported_at: row.last_reported_at.and_utc(),
        contacts: contacts.into_iter().map(contact).collect::<Result<_, _>>()?,
        doses: doses.into_iter().map(dose).collect::<Result<_, _>>()?,
    })
}

/// The row's own number comes last, because it depends on the order of arrival.
fn order(row: &ImmunizationRow) -> impl Ord {
    (
        row.occurrence_date,
        &row.cvx,
        &row.filler_order_number,
        row.number,
    )
}

fn other_names(row: &PatientRow) -> Result<Vec<OtherName>, DbError> {
    let aliases = row.aliases()?.into_iter().map(|alias| OtherName {
        first_name: alias.first_name,
        last_name: alias.last_name,
    });
    Ok(aliases.collect())
}

fn contact(row: ContactRow) -> Result<RecordedContact, DbError> {
    Ok(RecordedContact {
        kind: row.kind()?,
        owner: row.owner()?,
        value: row.value,
        last_reported_at: row.last_reported_at.and_utc(),
    })
}

fn dose(row: ImmunizationRow) -> Result<RecordedDose, DbError> {
    Ok(RecordedDose {
        outcome: outcome_of(&row.outcome)?,
        order_number: row.filler_order_number,
        cvx: row.cvx,
        vaccine_text: row.vaccine_text,
        occurrence_date: row.occurrence_date,
        mvx: row.mvx,
        product: row.product,
        lot_number: row.lot_number,
        performer: row.performer,
        is_historical: row.is_historical,
        last_reported_at: row.last_reported_at.and_utc(),
    })
}
