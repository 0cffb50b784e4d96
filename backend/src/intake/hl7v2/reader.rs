//! Splits a stream into messages and holds one at a time. It accepts any line ends, a byte order mark and MLLP frames,
//! skips batch headers, and ignores the content of messages.

use std::io::{self, BufRead};

use super::lines::{Event, Gathered, next_event};

/// How a message ends in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    Complete,
    /// The file ends within the last segment or without a last line break; the two cases look the same.
    Unterminated,
    /// Its frame or batch is not closed: the rest of the file is missing.
    CutOff,
    /// It is longer than `MAX_MESSAGE_BYTES`; only its first segment is kept.
    TooLong,
}

#[derive(Debug, PartialEq, Eq)]
pub struct RawMessage {
    /// From 1, in the order of the file.
    pub number: u64,
    /// Segments separated by CR.
    pub bytes: Vec<u8>,
    pub ending: Ending,
}

/// The messages of a stream. Text before the first MSH is a message too, which is rejected later.
pub struct Messages<R> {
    input: R,
    number: u64,
    /// The first segment of the next message, already read.
    held: Option<Gathered>,
    is_in_block: bool,
    is_in_file: bool,
    is_in_batch: bool,
}

impl<R: BufRead> Messages<R> {
    pub fn new(input: R) -> Self {
        Self {
            input,
            number: 0,
            held: None,
            is_in_block: false,
            is_in_file: false,
            is_in_batch: false,
        }
    }

    fn next_message(&mut self) -> io::Result<Option<RawMessage>> {
        let mut gathered = self.held.take();
        loop {
            match next_event(&mut self.input)? {
                Event::End => {
                    let is_open = self.is_in_block || self.is_in_file || self.is_in_batch;
                    (self.is_in_block, self.is_in_file, self.is_in_batch) = (false, false, false);
                    let Some(message) = gathered else { return Ok(None) };
                    let ending = match (is_open, message.is_terminated) {
                        (true, _) => Ending::CutOff,
                        (false, true) => Ending::Complete,
                        (false, false) => Ending::Unterminated,
                    };
                    return Ok(Some(self.finish(message, ending)));
                }
                Event::BlockEnd => {
                    self.is_in_block = false;
                    if let Some(message) = gathered {
                        return Ok(Some(self.finish(message, Ending::Complete)));
                    }
                }
                Event::BlockStart => {
                    let was_in_block = std::mem::replace(&mut self.is_in_block, true);
                    if let Some(message) = gathered {
                        return Ok(Some(self.finish(message, complete_unless(was_in_block))));
                    }
                }
                Event::Segment(segment) => match segment.bytes.get(..3) {
                    Some(name @ (b"FHS" | b"BHS" | b"BTS" | b"FTS")) => {
                        let is_cut = self.note_envelope(name);
                        if let Some(message) = gathered {
                            return Ok(Some(self.finish(message, complete_unless(is_cut))));
                        }
                    }
                    Some(b"MSH") if gathered.is_some() => {
                        self.held = Some(segment);
                    }
                    _ => match &mut gathered {
                        Some(message) => message.add(&segment),
                        None => gathered = Some(segment),
                    },
                },
            }
            if self.held.is_some()
                && let Some(message) = gathered.take()
            {
                return Ok(Some(self.finish(message, Ending::Complete)));
            }
        }
    }

    /// Follows headers and trailers. Returns true when a header shows that the file or batch before it was cut off.
    fn note_envelope(&mut self, name: &[u8]) -> bool {
        match name {
            b"FHS" => {
                let was_open = self.is_in_file || self.is_in_batch;
                (self.is_in_file, self.is_in_batch) = (true, false);
                was_open
            }
            b"BHS" => std::mem::replace(&mut self.is_in_batch, true),
            b"BTS" => {
                self.is_in_batch = false;
                false
            }
            _ => {
                (self.is_in_file, self.is_in_batch) = (false, false);
                false
            }
        }
    }

    fn finish(&mut self, message: Gathered, ending: Ending) -> RawMessage {
        self.number += 1;
        RawMessage {
            number: self.number,
            bytes: message.bytes,
            ending: if message.is_too_large {
                Ending::TooLong
            } else {
                ending
            },
        }
    }
}

fn complete_unless(is_cut: bool) -> Ending {
    if is_cut { Ending::CutOff } else { Ending::Complete }
}

impl<R: BufRead> Iterator for Messages<R> {
    type Item = io::Result<RawMessage>;

    fn next(&mut self) -> Option<Self::Item> {
        self.next_message().transpose()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::lines::MAX_MESSAGE_BYTES;
    use super::*;

    fn read(bytes: &[u8]) -> Vec<(String, Ending)> {
        Messages::new(bytes)
            .map(|message| message.unwrap())
            .map(|message| (String::from_utf8(message.bytes).unwrap(), message.ending))
            .collect()
    }

    fn complete(text: &str) -> (String, Ending) {
        (text.to_owned(), Ending::Complete)
    }

    #[test]
    fn any_line_end_separates_segments() {
        let expected = vec![complete("MSH|1\rPID|1"), complete("MSH|2\rPID|2")];
        for end in ["\r", "\n", "\r\n", "\n\n", " \r\n \r\n"] {
            let text = ["\u{FEFF}MSH|1", "PID|1", "MSH|2", "PID|2", ""].join(end);
            assert_eq!(read(text.as_bytes()), expected, "{end:?}");
        }
    }

    #[test]
    fn frames_and_batch_headers_are_skipped() {
        let framed = b"\x0BMSH|1\rPID|1\r\x1C\r\x0BMSH|2\r\x1C\r";
        assert_eq!(read(framed), [complete("MSH|1\rPID|1"), complete("MSH|2")]);
        let batch = b"FHS|^~\\&\rBHS|^~\\&\rMSH|1\rMSH|2\rBTS|2\rFTS|1\r";
        assert_eq!(read(batch), [complete("MSH|1"), complete("MSH|2")]);
    }

    #[test]
    fn a_missing_trailer_shows_that_the_last_message_is_cut_off() {
        let endings = |bytes: &[u8]| {
            read(bytes)
                .into_iter()
                .map(|(_, ending)| ending)
                .collect::<Vec<_>>()
        };
        assert_eq!(
            endings(b"BHS|\rMSH|1\rMSH|2\r"),
            [Ending::Complete, Ending::CutOff]
        );
        assert_eq!(
            endings(b"\x0BMSH|1\r\x1C\r\x0BMSH|2\r"),
            [Ending::Complete, Ending::CutOff]
        );
        assert_eq!(
            endings(b"FHS|\rMSH|1\rFHS|\rMSH|2\rFTS|\r"),
            [Ending::CutOff, Ending::Complete]
        );
        assert_eq!(endings(b"MSH|1\rPID|1"), [Ending::Unterminated]);
    }

    #[test]
    fn a_message_that_is_too_long_is_dropped_and_the_next_one_read() {
        let too_long = |text: &str| (text.to_owned(), Ending::TooLong);
        let mut bytes = b"MSH|1\rOBX|".to_vec();
        bytes.resize(MAX_MESSAGE_BYTES + 100, b'x');
        bytes.extend(b"\rPID|1\rMSH|2\r");
        assert_eq!(read(&bytes), [too_long("MSH|1"), complete("MSH|2")]);
        let mut bytes = b"MSH|1\r".to_vec();
        for _ in 0..MAX_MESSAGE_BYTES / 8 {
            bytes.extend(b"OBX|1xx\r");
        }
        bytes.extend(b"MSH|2\r");
        assert_eq!(read(&bytes), [too_long("MSH|1"), complete("MSH|2")]);
    }

    #[test]
    fn an_empty_file_has_no_messages() {
        assert_eq!(read(b""), []);
        assert_eq!(read(b"\xEF\xBB\xBF\r\n \n"), []);
    }

    proptest! {
        #[test]
        fn no_bytes_break_the_reader(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            let count = Messages::new(bytes.as_slice()).flatten().count();
            prop_assert!(count <= bytes.len());
        }

        #[test]
        fn the_size_of_the_buffer_does_not_matter(text in r"(MSH\|a|PID\|b|BHS|BTS|\r|\n|\x0B|\x1C|x){0,30}", size in 1_usize..9) {
            let small = io::BufReader::with_capacity(size, text.as_bytes());
            let small: Vec<_> = Messages::new(small).map(|message| message.unwrap()).collect();
            let large: Vec<_> = Messages::new(text.as_bytes()).map(|message| message.unwrap()).collect();
            prop_assert_eq!(small, large);
        }
    }
}
