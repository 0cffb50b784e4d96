//! Reads the rows of a stream, in UTF-8 or in Windows-1252, which older spreadsheets write.

use std::cell::Cell;
use std::io::{self, BufRead, Read};
use std::rc::Rc;

use ::csv::{ByteRecord, Reader, ReaderBuilder};

use super::header::{Header, separator};
use super::row::Row;
use crate::formats::character_set::utf8_or_windows_1252;
use crate::intake::text::clean;

/// A longer row has an unclosed quote; without a limit it would fill the memory.
const LONGEST_ROW: u64 = 1 << 20;

pub struct Rows<R> {
    state: State<R>,
}

enum State<R> {
    New(Option<R>),
    Reading(Box<Table<R>>),
}

struct Table<R> {
    reader: Reader<Limited<R>>,
    read: Rc<Cell<u64>>,
    header: Rc<Header>,
}

impl<R: BufRead> Rows<R> {
    pub const fn new(input: R) -> Self {
        Self {
            state: State::New(Some(input)),
        }
    }

    /// The next row; the header is read first.
    pub fn next_row(&mut self) -> io::Result<Option<Row>> {
        if let State::New(input) = &mut self.state {
            let Some(input) = input.take() else {
                return Ok(None);
            };
            match open(input)? {
                Some(table) => self.state = State::Reading(Box::new(table)),
                None => return Ok(None),
            }
        }
        let State::Reading(table) = &mut self.state else {
            return Ok(None);
        };
        let header = Rc::clone(&table.header);
        Ok(table
            .next_cells()?
            .map(|(line, cells)| Row { line, cells, header }))
    }
}

/// `None` for an empty file, which has no header.
fn open<R: BufRead>(mut input: R) -> io::Result<Option<Table<R>>> {
    let start = input.fill_buf()?;
    let mark = if start.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
    let first = start[mark..].trim_ascii_start();
    let line = first
        .split(|byte| matches!(byte, b'\r' | b'\n'))
        .next()
        .unwrap_or(first);
    let delimiter = separator(line);
    input.consume(mark);
    let read = Rc::new(Cell::new(0));
    let limited = Limited {
        input,
        read: Rc::clone(&read),
    };
    let reader = ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(limited);
    let header = Rc::new(Header { columns: Vec::new() });
    let mut table = Table { reader, read, header };
    let Some((_, cells)) = table.next_cells()? else {
        return Ok(None);
    };
    table.header = Rc::new(Header::parse(&cells)?);
    Ok(Some(table))
}

impl<R: BufRead> Table<R> {
    /// The cells of the next row that is not blank, and the line on which it begins.
    fn next_cells(&mut self) -> io::Result<Option<(u64, Vec<String>)>> {
        let mut record = ByteRecord::new();
        loop {
            self.read.set(0);
            if !self.reader.read_byte_record(&mut record)? {
                return Ok(None);
            }
            let cells: Vec<String> = record.iter().map(decoded).collect();
            if cells.iter().any(|cell| !cell.is_empty()) {
                let breaks = record.iter().flatten().filter(|byte| **byte == b'\n').count();
                let end = self.reader.position().line();
                return Ok(Some((end.saturating_sub(1 + breaks as u64).max(1), cells)));
            }
        }
    }
}

fn decoded(cell: &[u8]) -> String {
    clean(&utf8_or_windows_1252(cell))
}

/// Limits how many bytes a row may take.
struct Limited<R> {
    input: R,
    read: Rc<Cell<u64>>,
}

impl<R: Read> Read for Limited<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.read.get() > LONGEST_ROW {
            let text = "a row is longer than 1 MiB: a quote is not closed, or this is no table";
            return Err(io::Error::new(io::ErrorKind::InvalidData, text));
        }
        let count = self.input.read(buffer)?;
        self.read.set(self.read.get() + count as u64);
        Ok(count)
    }
}
