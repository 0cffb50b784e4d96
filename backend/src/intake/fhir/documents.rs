//! Splits a file into JSON documents: a single one, or NDJSON.

use std::io::{self, BufRead, Read};

/// A longer line or document is rejected, so that no file can fill the memory. NDJSON files may be of any length.
pub const MAX_DOCUMENT_BYTES: u64 = 64 << 20;

pub struct Document {
    /// The line on which it begins, from 1.
    pub line: usize,
    /// `None` if the document is longer than `MAX_DOCUMENT_BYTES`.
    pub bytes: Option<Vec<u8>>,
}

pub struct Documents<R> {
    input: R,
    line: usize,
    is_first: bool,
}

impl<R: BufRead> Documents<R> {
    pub const fn new(input: R) -> Self {
        Self {
            input,
            line: 0,
            is_first: true,
        }
    }

    fn next_document(&mut self) -> io::Result<Option<Document>> {
        loop {
            let mut bytes = Vec::new();
            self.line += 1;
            if !read_line(&mut self.input, &mut bytes)? {
                return Ok(None);
            }
            let is_too_long = bytes.len() as u64 > MAX_DOCUMENT_BYTES;
            if is_too_long {
                skip_line(&mut self.input)?;
            }
            if let Some(text) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
                bytes = text.to_vec();
            }
            if bytes.trim_ascii().is_empty() {
                continue;
            }
            let line = self.line;
            // Only the first line decides, because NDJSON may have malformed lines.
            if std::mem::take(&mut self.is_first) && !is_too_long && is_incomplete(&bytes) {
                let rest = MAX_DOCUMENT_BYTES.saturating_sub(bytes.len() as u64) + 1;
                (&mut self.input).take(rest).read_to_end(&mut bytes)?;
                let is_too_long = bytes.len() as u64 > MAX_DOCUMENT_BYTES;
                if is_too_long {
                    io::copy(&mut self.input, &mut io::sink())?;
                }
                let bytes = (!is_too_long).then_some(bytes);
                return Ok(Some(Document { line, bytes }));
            }
            let bytes = (!is_too_long).then_some(bytes);
            return Ok(Some(Document { line, bytes }));
        }
    }
}

impl<R: BufRead> Iterator for Documents<R> {
    type Item = io::Result<Document>;

    fn next(&mut self) -> Option<Self::Item> {
        self.next_document().transpose()
    }
}

/// Reads one byte more than the limit, to recognise a longer line.
fn read_line(input: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<bool> {
    Ok(input.take(MAX_DOCUMENT_BYTES + 1).read_until(b'\n', line)? > 0)
}

fn skip_line(input: &mut impl BufRead) -> io::Result<()> {
    loop {
        let available = input.fill_buf()?;
        let end = available.iter().position(|byte| *byte == b'\n');
        let (used, is_done) = match end {
            Some(end) => (end + 1, true),
            None => (available.len(), available.is_empty()),
        };
        input.consume(used);
        if is_done {
            return Ok(());
        }
    }
}

/// True for a document that does not end on this line.
fn is_incomplete(line: &[u8]) -> bool {
    serde_json::from_slice::<serde::de::IgnoredAny>(line).is_err_and(|error| error.is_eof())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(usize, String)> {
        Documents::new(text.as_bytes())
            .map(|document| document.unwrap())
            .map(|document| {
                let bytes = document.bytes.unwrap();
                (document.line, String::from_utf8(bytes).unwrap().trim().to_owned())
            })
            .collect()
    }

    #[test]
    fn a_line_is_a_document() {
        assert_eq!(
            read("\u{FEFF}{\"a\":1}\n\n{\"b\"\r\n{\"c\":3}"),
            [
                (1, "{\"a\":1}".into()),
                (3, "{\"b\"".into()),
                (4, "{\"c\":3}".into())
            ]
        );
    }

    #[test]
    fn a_document_over_several_lines_is_the_file() {
        assert_eq!(read("\n{\n\"a\":\n1}\n"), [(2, "{\n\"a\":\n1}".into())]);
        assert_eq!(read("{\n\"a\":"), [(1, "{\n\"a\":".into())]);
        assert_eq!(read(""), []);
    }

    #[test]
    fn a_line_that_is_too_long_is_dropped_and_the_next_one_read() {
        let long = vec![b' '; 64 << 20];
        let text = [b"{}\n".as_slice(), &long, b"xx\n{}\n"].concat();
        let found: Vec<_> = Documents::new(text.as_slice())
            .map(|document| document.unwrap())
            .collect();
        let lines: Vec<_> = found
            .iter()
            .map(|document| (document.line, document.bytes.is_some()))
            .collect();
        assert_eq!(lines, [(1, true), (2, false), (3, true)]);
    }
}
