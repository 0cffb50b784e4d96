//! A report as the database keeps it: JSON, deflated, with a digest that tells it from every other one.

use std::io::Read;

use aws_lc_rs::digest;
use chrono::NaiveDateTime;
use flate2::read::DeflateDecoder;
use flate2::{Compress, Compression, FlushCompress, Status};

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

/// Makes reports ready to be stored, one after another.
pub struct Keeper {
    // Reused: setting one up takes longer than deflating a report.
    deflate: Compress,
}

impl Keeper {
    pub fn new() -> Self {
        Self {
            deflate: Compress::new(Compression::fast(), false),
        }
    }

    pub fn keep(&mut self, report: &Report) -> KeptReport {
        let json = serde_json::to_vec(report).expect("a report is always JSON");
        let digest = digest::digest(&digest::SHA256, &json);
        KeptReport {
            told_at: report.told_at,
            digest: digest.as_ref()[..DIGEST_BYTES].to_vec(),
            body: self.deflated(&json),
        }
    }

    fn deflated(&mut self, json: &[u8]) -> Vec<u8> {
        self.deflate.reset();
        let mut body = Vec::with_capacity(json.len() / 2 + 64);
        loop {
            let done = usize::try_from(self.deflate.total_in()).unwrap_or(json.len());
            let rest = json.get(done..).unwrap_or_default();
            let status = self.deflate.compress_vec(rest, &mut body, FlushCompress::Finish);
            match status.expect("deflating into memory cannot fail") {
                Status::StreamEnd => return body,
                Status::Ok | Status::BufError => body.reserve(rest.len() + 64),
            }
        }
    }
}

impl KeptReport {
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::intake::hl7v2;

    fn report(text: &str) -> Report {
        let message = format!(
            "MSH|^~\\&|EHR|CLINIC|||20261105120000||VXU^V04|1|P|2.5.1\r\
             PID|1||A1^^^CLINIC^MR||Sample^Ann^^^^^L||19900102|F|||||\"\"\r\
             ORC|RE||7\rRXA|0|1|20261001||140^{text}^CVX|999|||01^X^NIP001||||||\"\"|||||RE|A\r"
        );
        let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
        let moment = crate::intake::moment::Moment {
            now: today.and_hms_opt(12, 0, 0).unwrap(),
            today,
        };
        let raw = hl7v2::Messages::new(message.as_bytes()).next().unwrap().unwrap();
        hl7v2::read(&raw, &crate::intake::options::Options::of(moment))
            .report
            .unwrap_or_else(|fault| panic!("{}", fault.text))
    }

    proptest! {
        #[test]
        fn what_is_kept_reads_back(texts in prop::collection::vec("[a-zA-Zé ]{0,300}", 1..4)) {
            let mut keeper = Keeper::new();
            for text in texts {
                let report = report(&text);
                let kept = keeper.keep(&report);
                let (opened, again) = open(kept.row(1)).unwrap();
                prop_assert!(opened == report);
                prop_assert_eq!(&again.digest, &kept.digest);
                prop_assert_eq!(keeper.keep(&opened).digest, kept.digest);
            }
        }
    }
}
