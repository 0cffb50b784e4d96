//! Detects the format of a file from its first bytes: an importable format, or another one and how to proceed.

use std::io::{self, BufRead};

use crate::intake::csv;

/// The format of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// Detect the format
    Auto,
    /// HL7 v2 messages
    Hl7v2,
    /// FHIR R4: Bundles, or Patients and Immunizations as NDJSON
    Fhir,
    /// CSV with a header line
    Csv,
}

/// Files in other formats: how they begin, and how to proceed.
const FOREIGN: [(&[u8], &str); 12] = [
    (b"%PDF", "a PDF document; ask the sender for HL7 v2, FHIR or CSV"),
    (
        b"PK\x03\x04",
        "a ZIP archive or an Excel workbook (.xlsx); unpack it, or save the sheet as CSV",
    ),
    (
        b"\xD0\xCF\x11\xE0",
        "an older Excel workbook or Word document; save the sheet as CSV",
    ),
    (
        b"\x1F\x8B",
        "compressed with gzip; run gunzip first, or pipe it: gunzip -c FILE | myvax registry import -",
    ),
    (b"BZh", "compressed with bzip2; run bunzip2 first"),
    (b"\xFD7zXZ", "compressed with xz; run unxz first"),
    (b"7z\xBC\xAF", "a 7z archive; unpack it first"),
    (b"\x28\xB5\x2F\xFD", "compressed with zstd; run unzstd first"),
    (b"\x89PNG", "a picture; ask the sender for HL7 v2, FHIR or CSV"),
    (
        b"\xFF\xD8\xFF",
        "a picture; ask the sender for HL7 v2, FHIR or CSV",
    ),
    (b"GIF8", "a picture; ask the sender for HL7 v2, FHIR or CSV"),
    (
        b"SQLite format 3",
        "a SQLite database; a registry is moved with `myvax registry export`",
    ),
];

const HEALTH_CARD: &str = "it is a SMART Health Card: a signed copy for people, which has neither the sender's number \
                           of the patient nor the sender; ask the sender for HL7 v2, FHIR or CSV";

/// Peeks at the first bytes. An empty file counts as one without messages. An inner `Err` describes the file's actual
/// format.
pub fn format_of(reader: &mut impl BufRead) -> io::Result<Result<Format, String>> {
    let start = reader.fill_buf()?;
    if let Some((_, what)) = FOREIGN.iter().find(|(begin, _)| start.starts_with(begin)) {
        return Ok(Err(format!("it is {what}")));
    }
    if start.starts_with(b"\xFF\xFE") || start.starts_with(b"\xFE\xFF") {
        return Ok(Err("it is text in UTF-16; save it as UTF-8".to_owned()));
    }
    let start = start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(start);
    // VT begins a message in an MLLP frame.
    let is_before = |byte: &u8| byte.is_ascii_whitespace() || *byte == 0x0B;
    let begin = start
        .iter()
        .position(|byte| !is_before(byte))
        .unwrap_or(start.len());
    let start = &start[begin..];
    let line = start
        .split(|byte| matches!(byte, b'\r' | b'\n'))
        .next()
        .unwrap_or(start);
    Ok(match start {
        [] | [b'M', b'S', b'H', ..] | [b'F' | b'B', b'H', b'S', ..] => Ok(Format::Hl7v2),
        [b'{', ..] if is_health_card(start) => Err(HEALTH_CARD.to_owned()),
        [b's', b'h', b'c', b':', b'/', ..] => Err(HEALTH_CARD.to_owned()),
        [b'{', ..] => Ok(Format::Fhir),
        [b'[', ..] => Err("it is a JSON list; send its FHIR resources as one Bundle, or as NDJSON".to_owned()),
        [b'<', ..] => Err(xml(start)),
        _ if csv::is_header(line) => Ok(Format::Csv),
        _ => Err(
            "it begins with none of MSH, FHS, BHS (HL7 v2), { (FHIR), nor with a header of columns (CSV, docs/csv.md)"
                .to_owned(),
        ),
    })
}

/// The file of a SMART Health Card has a single member and no resource.
fn is_health_card(start: &[u8]) -> bool {
    let begin = &start[..start.len().min(4096)];
    let names = |name: &[u8]| begin.windows(name.len()).any(|part| part == name);
    names(b"\"verifiableCredential\"") && !names(b"\"resourceType\"")
}

fn xml(start: &[u8]) -> String {
    let begin = String::from_utf8_lossy(&start[..start.len().min(4096)]).to_ascii_lowercase();
    if begin.contains("clinicaldocument") {
        "it is a clinical document (CDA); ask the sender for HL7 v2 messages or FHIR".to_owned()
    } else if begin.contains("hl7.org/fhir") {
        "it is FHIR in XML; ask the sender for JSON".to_owned()
    } else if begin.contains("<!doctype html") || begin.contains("<html") {
        "it is a web page, often the error page of a failed download; open it in a browser".to_owned()
    } else {
        "it is XML; ask the sender for HL7 v2 messages in ER7 encoding (bars), FHIR in JSON, or CSV"
            .to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(mut bytes: &[u8]) -> Result<Format, String> {
        format_of(&mut bytes).unwrap()
    }

    #[test]
    fn importable_formats_are_detected_by_their_first_bytes() {
        for (bytes, format) in [
            (&b""[..], Format::Hl7v2),
            (b"\xEF\xBB\xBF\r\nMSH|", Format::Hl7v2),
            (b"\x0BMSH|", Format::Hl7v2),
            (b"FHS|", Format::Hl7v2),
            (b" {\"resourceType\"", Format::Fhir),
            (b"\xEF\xBB\xBFpatient_id;First Name\r\n1;Ann", Format::Csv),
        ] {
            assert_eq!(told(bytes), Ok(format));
        }
    }

    #[test]
    fn a_file_in_another_format_is_named_with_a_remedy() {
        for (bytes, words) in [
            (&b"%PDF-1.7"[..], "PDF"),
            (b"PK\x03\x04\x14", "save the sheet as CSV"),
            (b"\x1F\x8B\x08", "gunzip"),
            (b"\x89PNG\r\n", "picture"),
            (
                b"<?xml version='1.0'?><ClinicalDocument xmlns='urn:hl7-org:v3'>",
                "CDA",
            ),
            (b"<Bundle xmlns=\"http://hl7.org/fhir\">", "FHIR in XML"),
            (b"<!DOCTYPE html><html>", "web page"),
            (b"<a/>", "it is XML"),
            (b"{ \"verifiableCredential\": [\"eyJ6\"]}", "SMART Health Card"),
            (b"shc:/5676290952432060346029243740446031222", "SMART Health Card"),
            (b"[{\"resourceType\"", "JSON list"),
            (b"\xFF\xFEp\0a\0", "UTF-16"),
            (b"Dear clinic, hello", "begins with none of"),
        ] {
            let told = told(bytes).unwrap_err();
            assert!(told.contains(words), "{told}");
        }
    }
}
