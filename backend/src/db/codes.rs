//! The tables `vaccine_code` and `manufacturer_code`: codes loaded at run time, which override the built-in ones.

use diesel::prelude::*;
use diesel::sql_types::{Nullable, Text};

use super::schema::{manufacturer_code, vaccine_code};
use super::{DbConnection, DbError};
use crate::record::catalogue::{ManufacturerCode, VaccineCode};

/// The loaded codes among the given ones.
pub fn find(
    conn: &mut DbConnection,
    cvx: &[&str],
    mvx: &[&str],
) -> Result<(Vec<VaccineCode>, Vec<ManufacturerCode>), DbError> {
    let vaccines = vaccine_code::table.filter(vaccine_code::cvx.eq_any(cvx)).select((
        vaccine_code::cvx,
        vaccine_code::name,
        vaccine_code::vaccine_groups.nullable(),
    ));
    // Manufacturers have no groups, which distinguishes the two kinds of rows.
    let manufacturers = manufacturer_code::table
        .filter(manufacturer_code::mvx.eq_any(mvx))
        .select((
            manufacturer_code::mvx,
            manufacturer_code::name,
            None::<String>.into_sql::<Nullable<Text>>(),
        ));
    let rows: Vec<(String, String, Option<String>)> =
        per_backend!(conn, |conn| vaccines.union_all(manufacturers).load(conn))?;
    let (mut found_vaccines, mut found_manufacturers) = (Vec::new(), Vec::new());
    for (code, name, groups) in rows {
        match groups {
            Some(groups) => found_vaccines.push(VaccineCode {
                cvx: code,
                name,
                groups: groups.split(',').map(str::to_owned).collect(),
            }),
            None => found_manufacturers.push(ManufacturerCode { mvx: code, name }),
        }
    }
    Ok((found_vaccines, found_manufacturers))
}

/// All loaded codes.
pub fn vaccine_codes(conn: &mut DbConnection) -> Result<Vec<String>, DbError> {
    Ok(vaccine_code::table.select(vaccine_code::cvx).load(conn)?)
}

/// Replaces all loaded vaccine codes.
pub fn replace_vaccines(conn: &mut DbConnection, codes: &[VaccineCode]) -> Result<(), DbError> {
    diesel::delete(vaccine_code::table).execute(conn)?;
    for code in codes {
        diesel::insert_into(vaccine_code::table)
            .values((
                vaccine_code::cvx.eq(&code.cvx),
                vaccine_code::name.eq(&code.name),
                vaccine_code::vaccine_groups.eq(code.groups.join(",")),
            ))
            .execute(conn)?;
    }
    Ok(())
}

/// Replaces all loaded manufacturer codes.
pub fn replace_manufacturers(conn: &mut DbConnection, codes: &[ManufacturerCode]) -> Result<(), DbError> {
    diesel::delete(manufacturer_code::table).execute(conn)?;
    for code in codes {
        diesel::insert_into(manufacturer_code::table)
            .values((
                manufacturer_code::mvx.eq(&code.mvx),
                manufacturer_code::name.eq(&code.name),
            ))
            .execute(conn)?;
    }
    Ok(())
}
