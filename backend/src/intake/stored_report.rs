//! The stored form of a report: deflated JSON, and a digest that identifies it.

use std::io::Read;

use aws_lc_rs::digest;
use flate2::read::DeflateDecoder;
use flate2::{Compress, Compression, FlushCompress, Status};
use serde::{Deserialize, Serialize};

use super::covering::Covered;
use super::report::Report;
use super::report_key::ReportKey;
use super::stored_patient::StoredPatient;
use crate::db::DbError;
use crate::db::reports::ReportRow;

/// 128 bits: no two reports of one patient and second collide by chance.
const DIGEST_BYTES: usize = 16;

/// A report in its stored form.
pub struct EncodedReport {
    pub key: ReportKey,
    pub body: Vec<u8>,
}

/// The body of a row of the table.
pub enum Body {
    /// A report, and what remains of those it covers.
    Report(Report, Vec<Covered>),
    /// The rows that the reports up to this key made. The reports were deleted.
    Base(StoredPatient),
}

/// Encodes reports, one after another.
#[derive(Default)]
pub struct ReportEncoder {
    // Reused, because setting it up takes longer than deflating a report.
    deflate: Option<Compress>,
}

/// The report's JSON with one more field, which the digest omits.
#[derive(Serialize)]
struct ReportBody<'r> {
    covered: &'r [Covered],
    #[serde(flatten)]
    report: &'r Report,
}

#[derive(Deserialize)]
struct CoveredBody {
    covered: Vec<Covered>,
}

#[derive(Serialize)]
struct BaseBody<'h> {
    base: &'h StoredPatient,
}

#[derive(Deserialize)]
struct OpenedBase {
    base: StoredPatient,
}

/// The first bytes of a body that is more than a report.
const COVERED: &[u8] = b"{\"covered\":";
const BASE: &[u8] = b"{\"base\":";

impl ReportEncoder {
    pub fn encode(&mut self, report: &Report) -> EncodedReport {
        let json = json(report);
        let digest = digest::digest(&digest::SHA256, &json);
        EncodedReport {
            key: ReportKey {
                reported_at: report.reported_at,
                digest: digest.as_ref()[..DIGEST_BYTES].to_vec(),
            },
            body: self.deflated(&json),
        }
    }

    pub fn encode_covering(&mut self, report: &Report, covered: &[Covered]) -> Vec<u8> {
        self.deflated(&json(&ReportBody { covered, report }))
    }

    pub fn encode_base(&mut self, base: &StoredPatient) -> Vec<u8> {
        self.deflated(&json(&BaseBody { base }))
    }

    fn deflated(&mut self, json: &[u8]) -> Vec<u8> {
        let deflate = self
            .deflate
            .get_or_insert_with(|| Compress::new(Compression::fast(), false));
        deflate.reset();
        let mut body = Vec::with_capacity(json.len() / 2 + 64);
        loop {
            let done = usize::try_from(deflate.total_in()).unwrap_or(json.len());
            let rest = json.get(done..).unwrap_or_default();
            let status = deflate.compress_vec(rest, &mut body, FlushCompress::Finish);
            match status.expect("deflating into memory cannot fail") {
                Status::StreamEnd => return body,
                Status::Ok | Status::BufError => body.reserve(rest.len() + 64),
            }
        }
    }
}

impl EncodedReport {
    pub fn row(&self, patient_id: i64) -> ReportRow {
        row(patient_id, &self.key, self.body.clone())
    }
}

pub fn row(patient_id: i64, key: &ReportKey, body: Vec<u8>) -> ReportRow {
    ReportRow {
        patient_id,
        reported_at: key.reported_at,
        digest: key.digest.clone(),
        body,
    }
}

/// Decodes a body.
pub fn decode(body: &[u8]) -> Result<Body, DbError> {
    let unknown = DbError::UnknownValue("report.body");
    let mut json = Vec::new();
    if DeflateDecoder::new(body).read_to_end(&mut json).is_err() {
        return Err(unknown);
    }
    let body = if json.starts_with(BASE) {
        serde_json::from_slice(&json).map(|OpenedBase { base }| Body::Base(base))
    } else if json.starts_with(COVERED) {
        serde_json::from_slice(&json).and_then(|CoveredBody { covered }| {
            let report = serde_json::from_slice(&json)?;
            Ok(Body::Report(report, covered))
        })
    } else {
        serde_json::from_slice(&json).map(|report| Body::Report(report, Vec::new()))
    };
    body.map_err(|_| unknown)
}

fn json(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).expect("rows and reports are always JSON")
}

#[cfg(test)]
mod tests {
    use base64::Engine;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
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
        let read_at = crate::intake::read_at::ReadAt {
            now: today.and_hms_opt(12, 0, 0).unwrap(),
            today,
        };
        let raw = hl7v2::Messages::new(message.as_bytes()).next().unwrap().unwrap();
        hl7v2::read(&raw, &crate::intake::options::Options::of(read_at))
            .report
            .unwrap_or_else(|error| panic!("{}", error.text))
    }

    proptest! {
        #[test]
        fn an_encoded_report_decodes_to_itself(texts in prop::collection::vec("[a-zA-Zé ]{0,300}", 1..4)) {
            let mut encoder = ReportEncoder::default();
            for text in texts {
                let report = report(&text);
                let encoded = encoder.encode(&report);
                let covered: Vec<_> = Covered::by(&report, &report, &encoded.key).into_iter().collect();
                for covered in [Vec::new(), covered] {
                    let body = if covered.is_empty() { encoded.body.clone() } else { encoder.encode_covering(&report, &covered) };
                    let Body::Report(opened, again) = decode(&body).unwrap() else { panic!("a report was encoded") };
                    prop_assert!(opened == report && again == covered);
                    prop_assert_eq!(&encoder.encode(&opened).key, &encoded.key);
                }
            }
        }
    }

    /// Stored reports have this digest. Another digest would store a repeated report again.
    #[test]
    fn the_digest_of_a_report_never_changes() {
        let digest = ReportEncoder::default().encode(&report("Influenza")).key.digest;
        assert_eq!(URL_SAFE_NO_PAD.encode(digest), "fd0IH0N3gNBiwlojubzLzg");
    }

    /// The report above as the first build stored it, with one that it covers.
    const STORED_REPORT: &str = concat!(
        r#"{"covered":[{"place":{"told_at":"2026-11-05T12:00:00","digest":"fd0IH0N3gNBiwlojubzLzg"},"steps":[0]}],"#,
        r#""sender":"CLINIC","told_at":"2026-11-05T12:00:00","patient":{"sender_patient_id":"A1^CLINIC","#,
        r#""first_name":"Ann","last_name":"Sample","birth_date":"1990-01-02","gender":"female","own_contacts":null},"#,
        r#""doses":[{"action":"AddOrUpdate","order_number":"7","cvx":"140","occurrence_date":"2026-10-01","#,
        r#""vaccine_text":"Influenza","lot_number":null,"is_historical":true,"outcome":"refused"}]}"#,
    );

    /// A base as the first build stored it.
    const STORED_BASE: &str = concat!(
        r#"{"base":{"patient":{"id":7,"sender":"CLINIC","sender_patient_id":"A1^CLINIC","first_name":"Ann","#,
        r#""middle_name":null,"last_name":"Sample","suffix":null,"aliases":"[]","birth_date":"1990-01-02","#,
        r#""gender":"female","is_protected":false,"is_deceased":false,"deceased_on":null,"is_multiple_birth":false,"#,
        r#""last_reported_at":"2026-11-05T12:00:00","last_report_digest":[125,221]},"#,
        r#""contacts":[{"patient_id":7,"kind":"phone","value":"6175550100","owner":"guardian","#,
        r#""last_reported_at":"2026-11-05T12:00:00"}],"#,
        r#""doses":[{"patient_id":7,"number":1,"filler_order_number":"7","cvx":"140","vaccine_text":"Influenza","#,
        r#""occurrence_date":"2026-10-01","mvx":null,"product":null,"lot_number":null,"performer":null,"#,
        r#""is_historical":true,"outcome":"refused","last_reported_at":"2026-11-05T12:00:00"}]}}"#,
    );

    #[test]
    fn stored_bodies_of_the_first_build_read_and_write_the_same() {
        let body = ReportEncoder::default().deflated(STORED_REPORT.as_bytes());
        let Body::Report(stored, covered) = decode(&body).unwrap() else {
            panic!("a report was stored")
        };
        assert!(stored == report("Influenza") && covered.len() == 1);
        let again = json(&ReportBody {
            covered: &covered,
            report: &stored,
        });
        assert_eq!(String::from_utf8(again).unwrap(), STORED_REPORT);

        let body = ReportEncoder::default().deflated(STORED_BASE.as_bytes());
        let Body::Base(base) = decode(&body).unwrap() else {
            panic!("a base was stored")
        };
        assert_eq!(
            String::from_utf8(json(&BaseBody { base: &base })).unwrap(),
            STORED_BASE
        );
    }
}
