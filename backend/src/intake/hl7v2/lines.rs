//! Reads the lines and frame marks of a stream. A line in memory is never longer than a message may be.

use std::io::{self, BufRead};

/// A longer message is rejected, so that no file can fill the memory. Real messages have a few kilobytes.
pub const MAX_MESSAGE_BYTES: usize = 1 << 20;

/// MLLP, HL7 v2.5.1 appendix C: a block is VT, the message, FS, CR.
const BLOCK_START: u8 = 0x0B;
const BLOCK_END: u8 = 0x1C;

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// A segment, or several segments of a message, separated by CR.
#[derive(Default)]
pub struct Gathered {
    pub bytes: Vec<u8>,
    pub is_too_large: bool,
    /// True if a line break or a frame's end followed.
    pub is_terminated: bool,
}

pub enum Event {
    Segment(Gathered),
    BlockStart,
    BlockEnd,
    End,
}

/// The next line that is not blank, or the next mark.
pub fn next_event(input: &mut impl BufRead) -> io::Result<Event> {
    let mut line = Gathered::default();
    loop {
        let available = match input.fill_buf() {
            Ok(available) => available,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if available.is_empty() {
            return Ok(line.trimmed().map_or(Event::End, Event::Segment));
        }
        let end = available
            .iter()
            .position(|byte| matches!(*byte, b'\r' | b'\n' | BLOCK_START | BLOCK_END));
        let (text, used) = match end {
            Some(end) => (&available[..end], end),
            None => (available, available.len()),
        };
        line.extend(text);
        let Some(mark) = end.map(|end| available[end]) else {
            input.consume(used);
            continue;
        };
        line.is_terminated = true;
        if let Some(segment) = std::mem::take(&mut line).trimmed() {
            // A frame mark stays for the next call; a line end does not.
            let is_line_end = matches!(mark, b'\r' | b'\n');
            input.consume(used + usize::from(is_line_end));
            return Ok(Event::Segment(segment));
        }
        input.consume(used + 1);
        match mark {
            BLOCK_START => return Ok(Event::BlockStart),
            BLOCK_END => return Ok(Event::BlockEnd),
            _ => {}
        }
    }
}

impl Gathered {
    fn extend(&mut self, text: &[u8]) {
        self.is_too_large |= self.bytes.len() + text.len() > MAX_MESSAGE_BYTES;
        if self.is_too_large {
            // The segment's name is kept, because MSH begins the next message.
            self.bytes.truncate(3);
        } else {
            self.bytes.extend_from_slice(text);
        }
    }

    /// Adds a segment. A message that grows too large keeps only its first segment, which names the sender.
    pub fn add(&mut self, segment: &Self) {
        let length = self.bytes.len() + 1 + segment.bytes.len();
        self.is_too_large |= segment.is_too_large || length > MAX_MESSAGE_BYTES;
        self.is_terminated = segment.is_terminated;
        if self.is_too_large {
            let first = self.bytes.iter().position(|byte| *byte == b'\r');
            self.bytes.truncate(first.unwrap_or(self.bytes.len()));
        } else {
            self.bytes.push(b'\r');
            self.bytes.extend_from_slice(&segment.bytes);
        }
    }

    /// Removes the byte order mark and surrounding spaces; `None` for a blank line.
    fn trimmed(mut self) -> Option<Self> {
        let text = self.bytes.trim_ascii();
        let text = text
            .strip_prefix(BYTE_ORDER_MARK)
            .unwrap_or(text)
            .trim_ascii_start();
        if text.is_empty() && !self.is_too_large {
            return None;
        }
        if text.len() != self.bytes.len() {
            self.bytes = text.to_vec();
        }
        Some(self)
    }
}
