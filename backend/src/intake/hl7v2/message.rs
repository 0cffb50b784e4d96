//! Parses a message into segments, fields, repetitions, components and subcomponents, whatever their meaning.

use std::collections::HashMap;

use crate::formats::hl7v2::{Delimiters, unescape};
use crate::intake::rejection::{ErrorCode, ReportError};

pub struct Message<'a> {
    segments: Vec<Segment<'a>>,
}

impl<'a> Message<'a> {
    /// Reads segments separated by CR, the first of which is MSH.
    pub fn parse(text: &'a str) -> Result<Self, ReportError> {
        if !text.starts_with("MSH") {
            return Err(ReportError::of_field(
                "MSH",
                1,
                ErrorCode::SegmentSequence,
                "the message does not begin with an MSH segment; send each message from its MSH segment on",
            ));
        }
        let delimiters = Delimiters::of_header(text).ok_or_else(|| {
            ReportError::of_field(
                "MSH-2",
                1,
                ErrorCode::DataType,
                r"MSH-1 and MSH-2 do not name five different delimiters; the usual ones are |^~\&",
            )
        })?;
        let mut counts: HashMap<&str, usize> = HashMap::new();
        let segments = text.split('\r').map(|line| {
            let fields: Vec<&str> = line.split(delimiters.field).collect();
            let name = fields.first().copied().unwrap_or_default();
            let index = counts.entry(name).or_default();
            *index += 1;
            Segment {
                name,
                index: *index,
                fields,
                delimiters,
            }
        });
        Ok(Self {
            segments: segments.collect(),
        })
    }

    pub fn segments(&self) -> &[Segment<'a>] {
        &self.segments
    }

    /// The segments with this name, in order.
    pub fn all(&self, name: &str) -> impl Iterator<Item = &Segment<'a>> {
        self.segments.iter().filter(move |segment| segment.name == name)
    }

    /// The text at a path such as `RXA-5.1` or `RXA-11.4.1`, in the first segment with that name and its first
    /// repetition; empty if it is missing.
    pub fn at(&self, path: &str) -> String {
        let (name, places) = path.split_once('-').unwrap_or((path, ""));
        let mut places = places.split('.').map(|place| place.parse().unwrap_or(1));
        let Some(segment) = self.all(name).next() else {
            return String::new();
        };
        let field = segment.field(places.next().unwrap_or(1)).first();
        match (places.next(), places.next()) {
            (Some(component), Some(part)) => field.component(component).part(part).text(),
            (Some(component), None) => field.component(component).text(),
            (None, _) => field.text(),
        }
    }
}

pub struct Segment<'a> {
    pub name: &'a str,
    /// The position among the message's segments with this name, from 1.
    pub index: usize,
    /// The first item is the name.
    fields: Vec<&'a str>,
    delimiters: Delimiters,
}

impl<'a> Segment<'a> {
    /// Field 1 follows the name; in MSH, field 1 is the field delimiter itself.
    pub fn field(&self, number: usize) -> Value<'a> {
        let place = if self.name == "MSH" {
            number.saturating_sub(1)
        } else {
            number
        };
        self.value(self.fields.get(place).copied())
    }

    pub fn delimiters(&self) -> Delimiters {
        self.delimiters
    }

    fn value(&self, text: Option<&'a str>) -> Value<'a> {
        Value {
            raw: text.unwrap_or_default(),
            delimiters: self.delimiters,
        }
    }
}

/// A field or a part of it.
#[derive(Clone, Copy)]
pub struct Value<'a> {
    raw: &'a str,
    delimiters: Delimiters,
}

impl<'a> Value<'a> {
    fn pieces(&self, delimiter: char) -> impl Iterator<Item = Value<'a>> + use<'a> {
        let delimiters = self.delimiters;
        self.raw
            .split(delimiter)
            .map(move |raw| Value { raw, delimiters })
    }

    fn piece(&self, delimiter: char, number: usize) -> Value<'a> {
        let nothing = Value { raw: "", ..*self };
        self.pieces(delimiter)
            .nth(number.saturating_sub(1))
            .unwrap_or(nothing)
    }

    pub fn repetitions(&self) -> impl Iterator<Item = Value<'a>> + use<'a> {
        self.pieces(self.delimiters.repetition)
    }

    /// The first repetition.
    pub fn first(&self) -> Value<'a> {
        self.piece(self.delimiters.repetition, 1)
    }

    /// A component, from 1.
    pub fn component(&self, number: usize) -> Value<'a> {
        self.piece(self.delimiters.component, number)
    }

    /// A subcomponent, from 1.
    pub fn part(&self, number: usize) -> Value<'a> {
        self.piece(self.delimiters.subcomponent, number)
    }

    /// The unescaped text, without control characters and surrounding spaces.
    pub fn text(&self) -> String {
        let raw = match self.delimiters.truncation {
            Some(mark) => self.raw.trim_end_matches(mark),
            None => self.raw,
        };
        let text = unescape(raw, &self.delimiters);
        if text.contains(char::is_control) {
            let text: String = text.chars().filter(|letter| !letter.is_control()).collect();
            return text.trim().to_owned();
        }
        text.trim().to_owned()
    }

    /// The text as it is in the message.
    pub fn raw(&self) -> &'a str {
        self.raw
    }

    pub fn is_empty(&self) -> bool {
        self.raw.trim().is_empty()
    }

    /// HL7's `""`: delete the value.
    pub fn is_null(&self) -> bool {
        self.raw.trim() == "\"\""
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const TEXT: &str = "MSH|^~\\&|APP|SITE\rPID|1||A1^^^X&1.2&ISO^MR~B2||Doe^Zo\\XC3AB\\\rRXA|a\rRXA|b^c";

    #[test]
    fn a_path_leads_to_its_text() {
        let message = Message::parse(TEXT).unwrap();
        for (path, text) in [
            ("MSH-3", "APP"),
            ("MSH-4", "SITE"),
            ("PID-3.1", "A1"),
            ("PID-3.4.2", "1.2"),
            ("PID-5.2", "Zoë"),
            ("PID-99.9", ""),
            ("RXA-1", "a"),
            ("NK1-1", ""),
        ] {
            assert_eq!(message.at(path), text, "{path}");
        }
        assert_eq!(message.all("RXA").nth(1).unwrap().index, 2);
        let ids: Vec<_> = message
            .all("PID")
            .next()
            .unwrap()
            .field(3)
            .repetitions()
            .collect();
        assert_eq!(ids[1].component(1).text(), "B2");
    }

    #[test]
    fn delimiters_are_the_ones_the_header_names() {
        let message = Message::parse("MSH:#*!%:APP\rPID:1::A#B*C").unwrap();
        assert_eq!(message.at("PID-3.2"), "B");
        for bad in ["MSH", "MSH|^~\\", "MSH|^^\\&|", "MSHa^~\\&a", "MSH|||"] {
            let error = Message::parse(bad).err().unwrap();
            assert_eq!(
                (error.field.as_str(), error.code),
                ("MSH-2", ErrorCode::DataType),
                "{bad}"
            );
        }
        assert_eq!(
            Message::parse("PID|1").err().unwrap().code,
            ErrorCode::SegmentSequence
        );
    }

    proptest! {
        #[test]
        fn no_text_breaks_the_parser(text in any::<String>(), path in "[A-Z1]{3}(-[0-9.]{0,6})?") {
            for text in [text.clone(), format!("MSH|^~\\&|{text}"), format!("MSH{text}")] {
                if let Ok(message) = Message::parse(&text) {
                    let _ = message.at(&path);
                }
            }
        }
    }
}
