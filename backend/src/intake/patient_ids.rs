//! Assigns patient ids within one transaction.

use crate::db::{DbConnection, DbError, registry_state};

const NEXT_PATIENT_ID: &str = "next_patient_id";

pub struct PatientIds {
    next: i64,
    given: i64,
}

impl PatientIds {
    pub fn load(conn: &mut DbConnection) -> Result<Self, DbError> {
        let next = match registry_state::get(conn, NEXT_PATIENT_ID)? {
            Some(text) => text
                .parse()
                .map_err(|_| DbError::UnknownValue("registry_state.next_patient_id"))?,
            None => 1,
        };
        Ok(Self { next, given: 0 })
    }

    pub fn take(&mut self) -> i64 {
        self.given += 1;
        self.next + self.given - 1
    }

    pub fn save(&self, conn: &mut DbConnection) -> Result<(), DbError> {
        if self.given == 0 {
            return Ok(());
        }
        registry_state::set(conn, NEXT_PATIENT_ID, &(self.next + self.given).to_string())
    }
}
