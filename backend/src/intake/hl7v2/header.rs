//! Reads the MSH fields that the acknowledgment repeats. `accept` decides which headers are accepted.

use super::message::{Message, Segment};
use crate::formats::hl7v2::{Delimiters, escape};
use crate::intake::header::Header;

/// The longest field that is repeated (HL7 v2.5.1 section 2.A.33; MSH-10 has up to 199 characters since version 2.7).
const LONGEST_FIELD: usize = 227;

impl Header {
    /// Reads the first segment as far as possible; `None` if the text does not begin with MSH. `stand_in` is the sender
    /// if MSH-4 names none.
    pub fn of(text: &str, stand_in: Option<&str>) -> Option<Self> {
        let line = text.split('\r').next()?;
        let mark = line.strip_prefix("MSH")?.chars().next()?;
        let Ok(message) = Message::parse(line) else {
            return mark
                .is_ascii_punctuation()
                .then(|| Self::with_unusable_delimiters(line, mark, stand_in));
        };
        let msh = message.all("MSH").next()?;
        let sender = sender(&message, stand_in);
        Some(Self::new(sender, msh.delimiters(), |number| {
            repeatable(msh.field(number).first().raw())
        }))
    }

    /// The field delimiter is readable; the delimiters within fields are not.
    fn with_unusable_delimiters(line: &str, mark: char, stand_in: Option<&str>) -> Self {
        let fields: Vec<_> = line.split(mark).collect();
        let usual = Delimiters::USUAL;
        Self::new(stand_in.map(str::to_owned), usual, |number| {
            let text = fields.get(number - 1).copied().unwrap_or_default();
            escape(&repeatable(text), &usual)
        })
    }

    fn new(sender: Option<String>, delimiters: Delimiters, field: impl Fn(usize) -> String) -> Self {
        Self {
            sender,
            delimiters,
            sending_application: field(3),
            sending_facility: field(4),
            receiving_application: field(5),
            receiving_facility: field(6),
            control_id: Some(field(10)).filter(|id| id != "\"\"").unwrap_or_default(),
            processing_id: Some(field(11)).filter(|id| is_code(id)).unwrap_or_default(),
        }
    }
}

/// HL7 table 0103.
fn is_code(id: &str) -> bool {
    id.len() == 1 && id.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// In versions 2.3 to 2.8, the fields that are read of a VXU message have the same positions.
pub fn is_read_version(version: &str) -> bool {
    let mut numbers = version.split('.');
    let is_number = |text: &str| text.len() <= 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    numbers.next() == Some("2")
        && matches!(numbers.next(), Some("3" | "4" | "5" | "6" | "7" | "8"))
        && numbers.next().is_none_or(is_number)
        && numbers.next().is_none()
}

fn repeatable(text: &str) -> String {
    let letters = text.trim().chars().filter(|letter| !letter.is_control());
    letters.take(LONGEST_FIELD).collect()
}

/// MSH-4, the facility. If it is empty, the known sender applies, or else MSH-3, the application. Many facilities may
/// use the same application.
pub fn sender(message: &Message<'_>, stand_in: Option<&str>) -> Option<String> {
    let named = |paths: [&str; 2]| {
        let mut names = paths.into_iter().map(|path| message.at(path));
        names.find(|name| !name.is_empty() && name != "\"\"")
    };
    named(["MSH-4.1", "MSH-4.2"])
        .or_else(|| stand_in.map(str::to_owned))
        .or_else(|| named(["MSH-3.1", "MSH-3.2"]))
}

/// The segment's name if the standard defines it. Other names are not repeated, because a malformed line may begin with
/// personal data.
pub fn known_name(segment: &Segment<'_>) -> Option<&'static str> {
    const KNOWN: [&str; 16] = [
        "MSH", "SFT", "PID", "PD1", "NK1", "PV1", "PV2", "GT1", "IN1", "ORC", "TQ1", "RXA", "RXR", "OBX",
        "NTE", "FTS",
    ];
    KNOWN.into_iter().find(|name| *name == segment.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_versions_from_2_3_to_2_8_are_read() {
        for version in ["2.3", "2.3.1", "2.5.1", "2.8", "2.8.2"] {
            assert!(is_read_version(version), "{version}");
        }
        for version in [
            "", "2", "2.", "2.2", "2.9", "2.51", "3.0", "2.5.1.1", "2.5.x", "V2.5.1",
        ] {
            assert!(!is_read_version(version), "{version}");
        }
    }

    #[test]
    fn a_header_is_repeated_as_it_was_written() {
        let header = Header::of(
            "MSH|^~\\&|EHR^1.2^ISO|Smith \\T\\ Son|IIS||2026||VXU^V04|7|P|2.5.1\rPID|1",
            None,
        )
        .unwrap();
        assert_eq!(header.sending_application, "EHR^1.2^ISO");
        assert_eq!(header.sending_facility, r"Smith \T\ Son");
        assert_eq!(header.sender.as_deref(), Some("Smith & Son"));
        assert_eq!(header.control_id, "7");
    }

    #[test]
    fn the_sender_is_the_facility_the_stand_in_or_the_application() {
        let sender = |fields: &str, stand_in| {
            let header = Header::of(&format!("MSH|^~\\&|{fields}|IIS"), stand_in).unwrap();
            header.sender.unwrap_or_default()
        };
        assert_eq!(sender("EHR|CLINIC", Some("OTHER")), "CLINIC");
        assert_eq!(sender("EHR|", Some("OTHER")), "OTHER");
        assert_eq!(sender("|\"\"", Some("OTHER")), "OTHER");
        assert_eq!(sender("EHR|", None), "EHR");
        assert_eq!(sender("|", None), "");
    }

    #[test]
    fn readable_fields_of_a_malformed_header_are_repeated() {
        let header = Header::of("MSH|^^\\&|EHR|A&B|IIS||2026||VXU^V04|7^8|P|2.5.1", None).unwrap();
        assert_eq!(header.control_id, r"7\S\8");
        assert_eq!(header.sending_facility, r"A\T\B");
        assert!(header.sender.is_none());
        assert_eq!(
            Header::of("MSH|^~\\&|||||||||PT|Ann", None)
                .unwrap()
                .processing_id,
            ""
        );
        for text in ["", "PID|1", "MSH", "MSHx"] {
            assert!(Header::of(text, None).is_none(), "{text}");
        }
    }
}
