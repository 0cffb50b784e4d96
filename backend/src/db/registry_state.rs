//! The table `registry_state`: named values that describe the registry.

use std::collections::BTreeMap;

use diesel::prelude::*;
use diesel::upsert::excluded;

use super::schema::registry_state;
use super::{DbConnection, DbError};

pub fn get(conn: &mut DbConnection, name: &str) -> Result<Option<String>, DbError> {
    Ok(per_backend!(conn, |conn| registry_state::table
        .find(name)
        .select(registry_state::value)
        .get_result(conn))
    .optional()?)
}

/// All values, by name: they are few.
pub fn all(conn: &mut DbConnection) -> Result<BTreeMap<String, String>, DbError> {
    let rows: Vec<(String, String)> = per_backend!(conn, |conn| registry_state::table
        .select((registry_state::name, registry_state::value))
        .load(conn))?;
    Ok(rows.into_iter().collect())
}

pub fn set(conn: &mut DbConnection, name: &str, value: &str) -> Result<(), DbError> {
    per_backend!(conn, |conn| diesel::insert_into(registry_state::table)
        .values((registry_state::name.eq(name), registry_state::value.eq(value)))
        .on_conflict(registry_state::name)
        .do_update()
        .set(registry_state::value.eq(excluded(registry_state::value)))
        .execute(conn))?;
    Ok(())
}

pub fn remove(conn: &mut DbConnection, name: &str) -> Result<(), DbError> {
    diesel::delete(registry_state::table.find(name)).execute(conn)?;
    Ok(())
}
