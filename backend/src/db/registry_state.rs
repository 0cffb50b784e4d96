//! The table `registry_state`: single facts about the registry, each under its name.

use diesel::prelude::*;

use super::schema::registry_state;
use super::{DbConnection, DbError};

pub fn get(conn: &mut DbConnection, name: &str) -> Result<Option<String>, DbError> {
    Ok(registry_state::table
        .find(name)
        .select(registry_state::value)
        .get_result(conn)
        .optional()?)
}

pub fn set(conn: &mut DbConnection, name: &str, value: &str) -> Result<(), DbError> {
    let changed = diesel::update(registry_state::table.find(name))
        .set(registry_state::value.eq(value))
        .execute(conn)?;
    if changed == 0 {
        diesel::insert_into(registry_state::table)
            .values((registry_state::name.eq(name), registry_state::value.eq(value)))
            .execute(conn)?;
    }
    Ok(())
}
