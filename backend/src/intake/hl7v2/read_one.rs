//! Reads a single message, for senders that wait for its acknowledgment.

use super::reader::Messages;
use crate::intake::ReadMessage;
use crate::intake::header::Header;
use crate::intake::options::Options;
use crate::intake::rejection::{ErrorCode, ReportError};

/// Reads exactly one message. The bytes are complete, so the last line needs no line break.
pub fn read_one(bytes: &[u8], options: &Options) -> ReadMessage {
    let terminated = bytes.iter().chain(b"\r").copied().collect::<Vec<_>>();
    let mut messages = Messages::new(terminated.as_slice()).filter_map(Result::ok);
    let rejected = |header: Option<Header>, text| ReadMessage {
        number: 1,
        header,
        report: Err(ReportError::of_field("MSH", 1, ErrorCode::SegmentSequence, text)),
    };
    match (messages.next(), messages.next()) {
        (None, _) => rejected(
            None,
            "there is no message; send one that begins with an MSH segment",
        ),
        (Some(only), None) => super::read(&only, options),
        (Some(first), Some(_)) => {
            let header = super::read(&first, options).header;
            rejected(
                header,
                "there is more than one message; none was imported, send each by itself",
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use proptest::prelude::*;

    use super::*;
    use crate::intake::Changes;
    use crate::intake::hl7v2::{Answered, Message, acknowledgment};
    use crate::intake::read_at::ReadAt;

    const HEADER: &str = "MSH|^~\\&|EHR|CLINIC|IIS|STATE|20261105120000-0500||VXU^V04^VXU_V04|77|P|2.5.1\r";
    /// Every personal value has a Q, or a number that the last test lists.
    const BODY: &str = "PID|1||QQQQ^^^QQQ^MR||QQQQ^QQQQQ^QQQ^^^^L||19900102|F|||||^PRN^CP^^^617^5550142\r\
                        PD1|||||||||||02|N\r\
                        NK1|1|QQQQ^QQQQQQ|MTH^Mother^HL70063|5 QQQQ|^PRN^CP^^^617^5550143\r\
                        ORC|RE||QQQQQ^QQQQ\r\
                        RXA|0|1|20261001||140^QQQQ^CVX|0.5|mL||01^x^NIP001|QQQQ|^^^QQQQQ||||QQQQ||SKB^x^MVX|||CP|A\r";

    fn read_at() -> ReadAt {
        let today = NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
        ReadAt {
            now: today.into(),
            today,
        }
    }

    /// The acknowledgment, as if every readable report were stored.
    fn answer(bytes: &[u8]) -> String {
        let message = read_one(bytes, &Options::of(read_at()));
        let outcome = message.report.map(|report| Changes {
            warnings: report.warnings,
            ..Changes::default()
        });
        let answered = Answered {
            now: read_at().now,
            control_id: "answer".to_owned(),
        };
        acknowledgment(message.header.as_ref(), &outcome, &answered)
    }

    fn assert_is_an_answer(ack: &str) {
        let text = ack.strip_suffix('\r').unwrap_or_else(|| panic!("{ack:?}"));
        let read = Message::parse(text).unwrap_or_else(|_| panic!("{ack:?}"));
        let names: Vec<_> = read.segments().iter().map(|segment| segment.name).collect();
        assert_eq!(names[..2], ["MSH", "MSA"], "{ack:?}");
        assert!(names[2..].iter().all(|name| *name == "ERR"), "{ack:?}");
        assert_eq!(
            (read.at("MSH-9.1"), read.at("MSH-10")),
            ("ACK".into(), "answer".into()),
            "{ack:?}"
        );
        assert_eq!(
            (read.at("MSH-7"), read.at("MSH-21.2")),
            ("20261120000000+0000".into(), "CDCPHINVS".into())
        );
        let errors = read.all("ERR").filter(|error| error.field(4).text() == "E");
        let places: Vec<_> = errors.map(|error| error.field(2).component(1).text()).collect();
        let are_doses = places
            .iter()
            .all(|place| ["ORC", "RXA"].contains(&place.as_str()));
        match read.at("MSA-1").as_str() {
            "AA" => assert_eq!(places.len(), 0, "{ack:?}"),
            // A message is rejected for one error; each omitted dose has its own error.
            "AE" => assert!((places.len() <= 1 || are_doses) && names.len() > 2, "{ack:?}"),
            "AR" => assert_eq!((places.len(), names.len()), (1, 3), "{ack:?}"),
            other => panic!("{other}"),
        }
    }

    #[test]
    fn a_complete_message_is_accepted() {
        let ack = answer([HEADER, BODY].concat().as_bytes());
        assert!(ack.contains("\rMSA|AA|77\r"), "{ack}");
    }

    /// Replaces a part of the text with some bytes.
    fn damaged(text: &str, from: prop::sample::Index, length: usize, bytes: &[u8]) -> Vec<u8> {
        let from = from.index(text.len());
        let to = text.len().min(from + length);
        [&text.as_bytes()[..from], bytes, &text.as_bytes()[to..]].concat()
    }

    proptest! {
        #[test]
        fn all_bytes_have_an_answer(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            assert_is_an_answer(&answer(&bytes));
            assert_is_an_answer(&answer(&[b"MSH".as_slice(), &bytes].concat()));
        }

        #[test]
        fn all_letters_of_a_message_have_an_answer(
            text in r#"(MSH|PID|RXA|ORC|NK1|\||\^|~|&|\\|\r|\n|"|2\.5\.1|VXU|V04|P|20200101|[A-Z]){0,80}"#,
        ) {
            assert_is_an_answer(&answer(text.as_bytes()));
            assert_is_an_answer(&answer(format!("MSH|^~\\&|{text}").as_bytes()));
            assert_is_an_answer(&answer(format!("{HEADER}{text}").as_bytes()));
        }

        #[test]
        fn a_damaged_message_has_an_answer(
            from in any::<prop::sample::Index>(),
            length in 0_usize..20,
            bytes in prop::collection::vec(any::<u8>(), 0..4),
        ) {
            assert_is_an_answer(&answer(&damaged(&[HEADER, BODY].concat(), from, length, &bytes)));
        }

        #[test]
        fn any_delimiters_have_an_answer(marks in r"[!-/:-@\[-`{-~]{4,7}") {
            let letters: Vec<char> = marks.chars().collect();
            let own = |text: &str| -> String {
                text.replacen(r"|^~\&", "\u{1}", 1)
                    .chars()
                    .map(|letter| match letter {
                        '|' => letters[0].to_string(),
                        '^' => letters[1].to_string(),
                        '\u{1}' => marks.clone(),
                        other => other.to_string(),
                    })
                    .collect()
            };
            assert_is_an_answer(&answer(own(&[HEADER, BODY].concat()).as_bytes()));
        }

        #[test]
        fn an_answer_contains_no_personal_data(
            from in any::<prop::sample::Index>(),
            length in 0_usize..20,
            text in r#"[|^~&\\ \r\nA-F0-9"]{0,6}"#,
        ) {
            let bytes = [HEADER.as_bytes(), &damaged(BODY, from, length, text.as_bytes())].concat();
            let ack = answer(&bytes);
            for personal in ["Q", "5550", "1990", "202610", "140"] {
                prop_assert!(!ack.contains(personal), "{ack}");
            }
        }
    }
}
