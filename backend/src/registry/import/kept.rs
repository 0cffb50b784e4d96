//! A report as the database keeps it: JSON, deflated, with a digest that tells it from every other one.

use std::io::{Read, Write};

use aws_lc_rs::digest;
use chrono::NaiveDateTime;
use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;

use super::report::Report;
use crate::db::DbError;
use crate::db::reports::ReportRow;

/// 128 bits: no two reports of one patient and second collide by chance.
const DIGEST_BYTES: usize = 16;

/// A report ready to be stored. Reports of one patient stand in the order of `told_at` and `digest`.
pub struct KeptReport {
    pub told_at: NaiveDateTime,
    pub digest: Vec<u8>,
    pub body: Vec<u8>,
}

impl KeptReport {
    pub fn new(report: &Report) -> Self {
        let json = serde_json::to_vec(report).expect("a report is always JSON");
        let digest = digest::digest(&digest::SHA256, &json);
        let mut deflated = DeflateEncoder::new(Vec::with_capacity(json.len() / 2), Compression::fast());
        deflated
            .write_all(&json)
            .expect("a list of bytes takes every byte");
        Self {
            told_at: report.told_at,
            digest: digest.as_ref()[..DIGEST_BYTES].to_vec(),
            body: deflated.finish().expect("a list of bytes takes every byte"),
        }
    }

    pub fn row(&self, patient_id: i64) -> ReportRow {
        ReportRow {
            patient_id,
            told_at: self.told_at,
            digest: self.digest.clone(),
            body: self.body.clone(),
        }
    }
}

/// Reads a report back.
pub fn open(row: ReportRow) -> Result<(Report, KeptReport), DbError> {
    let mut json = Vec::new();
    DeflateDecoder::new(row.body.as_slice())
        .read_to_end(&mut json)
        .map_err(|_| DbError::UnknownValue("report.body"))?;
    let report = serde_json::from_slice(&json).map_err(|_| DbError::UnknownValue("report.body"))?;
    let kept = KeptReport {
        told_at: row.told_at,
        digest: row.digest,
        body: row.body,
    };
    Ok((report, kept))
}
