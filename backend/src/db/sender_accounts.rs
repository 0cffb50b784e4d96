//! The tables `sender_account` and `sender_facility`: who may send messages, and for which facilities.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::schema::{sender_account, sender_facility};
use super::{DbConnection, DbError};

/// An account with its facilities in sorted order.
#[derive(Clone, PartialEq, Eq)]
pub struct SenderAccount {
    pub name: String,
    pub password_hash: Vec<u8>,
    pub facilities: Vec<String>,
    pub created_at: NaiveDateTime,
    pub disabled_at: Option<NaiveDateTime>,
    /// Whether the contacts that it reports open its own reports only.
    pub links_own_only: bool,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = sender_account)]
struct SenderAccountRow {
    name: String,
    password_hash: Vec<u8>,
    created_at: NaiveDateTime,
    disabled_at: Option<NaiveDateTime>,
    links_own_only: bool,
}

/// Adds an account; `AlreadyThere` if the name is taken.
pub fn insert(conn: &mut DbConnection, account: &SenderAccount) -> Result<(), DbError> {
    diesel::insert_into(sender_account::table)
        .values(SenderAccountRow {
            name: account.name.clone(),
            password_hash: account.password_hash.clone(),
            created_at: account.created_at,
            disabled_at: account.disabled_at,
            links_own_only: account.links_own_only,
        })
        .execute(conn)?;
    add_facilities(conn, &account.name, &account.facilities)
}

/// Runs the same queries whether or not the account exists, so that the response time does not reveal it.
pub fn find(conn: &mut DbConnection, name: &str) -> Result<Option<SenderAccount>, DbError> {
    let facilities = facilities_of(conn, name)?;
    let row: Option<SenderAccountRow> = sender_account::table
        .find(name)
        .select(SenderAccountRow::as_select())
        .get_result(conn)
        .optional()?;
    Ok(row.map(|row| row.with(facilities)))
}

/// All accounts by name.
pub fn all(conn: &mut DbConnection) -> Result<Vec<SenderAccount>, DbError> {
    let mut rows: Vec<SenderAccountRow> = sender_account::table
        .select(SenderAccountRow::as_select())
        .load(conn)?;
    // Sorted here, because the engines collate text differently.
    rows.sort_by(|a, b| a.name.cmp(&b.name));
    rows.into_iter()
        .map(|row| facilities_of(conn, &row.name).map(|facilities| row.with(facilities)))
        .collect()
}

/// Those of these facilities that belong to an account whose contacts open its own reports only, each with the account's
/// name.
pub fn accounts_linked_to_own(
    conn: &mut DbConnection,
    facilities: &[&str],
) -> Result<Vec<(String, String)>, DbError> {
    Ok(per_backend!(conn, |conn| sender_facility::table
        .inner_join(sender_account::table.on(sender_account::name.eq(sender_facility::account_name)))
        .filter(sender_account::links_own_only.eq(true))
        .filter(sender_facility::facility.eq_any(facilities))
        .select((sender_facility::account_name, sender_facility::facility))
        .load(conn))?)
}

/// The four changes below return false if the account does not exist.
pub fn set_disabled_at(
    conn: &mut DbConnection,
    name: &str,
    disabled_at: Option<NaiveDateTime>,
) -> Result<bool, DbError> {
    let changed = diesel::update(sender_account::table.find(name))
        .set(sender_account::disabled_at.eq(disabled_at))
        .execute(conn)?;
    Ok(changed == 1)
}

pub fn set_password_hash(conn: &mut DbConnection, name: &str, password_hash: &[u8]) -> Result<bool, DbError> {
    let changed = diesel::update(sender_account::table.find(name))
        .set(sender_account::password_hash.eq(password_hash))
        .execute(conn)?;
    Ok(changed == 1)
}

pub fn set_links_own_only(
    conn: &mut DbConnection,
    name: &str,
    links_own_only: bool,
) -> Result<bool, DbError> {
    let changed = diesel::update(sender_account::table.find(name))
        .set(sender_account::links_own_only.eq(links_own_only))
        .execute(conn)?;
    Ok(changed == 1)
}

pub fn replace_facilities(
    conn: &mut DbConnection,
    name: &str,
    facilities: &[String],
) -> Result<bool, DbError> {
    if find(conn, name)?.is_none() {
        return Ok(false);
    }
    diesel::delete(sender_facility::table.filter(sender_facility::account_name.eq(name))).execute(conn)?;
    add_facilities(conn, name, facilities)?;
    Ok(true)
}

fn add_facilities(conn: &mut DbConnection, name: &str, facilities: &[String]) -> Result<(), DbError> {
    for facility in facilities {
        diesel::insert_into(sender_facility::table)
            .values((
                sender_facility::account_name.eq(name),
                sender_facility::facility.eq(facility),
            ))
            .execute(conn)?;
    }
    Ok(())
}

fn facilities_of(conn: &mut DbConnection, name: &str) -> Result<Vec<String>, DbError> {
    let mut facilities: Vec<String> = sender_facility::table
        .filter(sender_facility::account_name.eq(name))
        .select(sender_facility::facility)
        .load(conn)?;
    facilities.sort();
    Ok(facilities)
}

impl SenderAccountRow {
    fn with(self, facilities: Vec<String>) -> SenderAccount {
        SenderAccount {
            name: self.name,
            password_hash: self.password_hash,
            facilities,
            created_at: self.created_at,
            disabled_at: self.disabled_at,
            links_own_only: self.links_own_only,
        }
    }
}
