//! Reads a CSV file by the names of its columns; errors give the file, the line and the column.

use std::fs::File;
use std::path::Path;

use anyhow::{Context, anyhow, bail};
use csv::{Reader, ReaderBuilder, StringRecord};

/// Reads line by line. It returns `N` columns; other columns and any order are allowed.
pub struct Table<const N: usize> {
    reader: Reader<File>,
    file: String,
    names: [&'static str; N],
    places: [usize; N],
}

/// The requested columns of one line.
pub struct Line<'a, const N: usize> {
    table: &'a Table<N>,
    record: &'a StringRecord,
}

impl<const N: usize> Table<N> {
    pub fn open(path: &Path, names: [&'static str; N]) -> anyhow::Result<Self> {
        let file = path.display().to_string();
        let mut reader = ReaderBuilder::new()
            .from_path(path)
            .with_context(|| format!("{file} cannot be read"))?;
        let header = reader
            .headers()
            .with_context(|| format!("{file} cannot be read"))?;
        // Spreadsheets put a byte order mark before the first name.
        let found: Vec<&str> = header
            .iter()
            .map(|name| name.trim_start_matches('\u{FEFF}').trim())
            .collect();
        let mut places = [0; N];
        for (place, name) in places.iter_mut().zip(names) {
            *place = found
                .iter()
                .position(|column| *column == name)
                .ok_or_else(|| anyhow!("{file}, line 1: the column `{name}` is missing"))?;
        }
        Ok(Self {
            reader,
            file,
            names,
            places,
        })
    }

    /// Reads the next line into `record`; `None` at the end.
    pub fn next<'a>(&'a mut self, record: &'a mut StringRecord) -> anyhow::Result<Option<Line<'a, N>>> {
        let is_there = self
            .reader
            .read_record(record)
            .with_context(|| format!("{} cannot be read", self.file))?;
        Ok(is_there.then_some(Line { table: self, record }))
    }
}

impl<const N: usize> Line<'_, N> {
    pub fn text(&self, column: usize) -> &str {
        self.record.get(self.table.places[column]).unwrap_or_default()
    }

    /// Converts a column with `read`. The error gives the location and the expected form.
    pub fn read<T>(
        &self,
        column: usize,
        expected: &str,
        read: impl Fn(&str) -> Option<T>,
    ) -> anyhow::Result<T> {
        match read(self.text(column)) {
            Some(value) => Ok(value),
            None => bail!(
                "{}, line {}, column `{}`: `{}` is not {expected}",
                self.table.file,
                self.record.position().map_or(0, csv::Position::line),
                self.table.names[column],
                self.text(column),
            ),
        }
    }
}
