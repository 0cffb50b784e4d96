//! Reads the header line: the order of the columns and the separator of the cells.

use std::io;

use crate::formats::csv_table::Column;

const SEPARATORS: [u8; 3] = [b',', b';', b'\t'];
const REQUIRED: [Column; 4] = [
    Column::PatientId,
    Column::FirstName,
    Column::LastName,
    Column::BirthDate,
];

pub struct Header {
    /// The column of each cell.
    pub columns: Vec<Column>,
}

/// The separator that occurs most often in the line, outside quotes.
pub fn separator(line: &[u8]) -> u8 {
    let count = |separator: u8| {
        let mut is_quoted = false;
        line.iter()
            .filter(|byte| {
                is_quoted ^= **byte == b'"';
                **byte == separator && !is_quoted
            })
            .count()
    };
    let most = SEPARATORS
        .into_iter()
        .max_by_key(|separator| (count(*separator), *separator == b','));
    most.unwrap_or(b',')
}

/// True when the line names at least two known columns.
pub fn is_header(line: &[u8]) -> bool {
    let text = String::from_utf8_lossy(line);
    let named = text
        .split(char::from(separator(line)))
        .filter(|cell| Column::named(cell.trim().trim_matches('"')).is_some())
        .count();
    named >= 2
}

impl Header {
    /// Rejects unknown columns: one may be a known column misspelt, and its data would be lost.
    pub fn parse(cells: &[String]) -> io::Result<Self> {
        let names = || Column::ALL.map(Column::name).join(", ");
        let mut columns = Vec::new();
        let mut unknown = Vec::new();
        for cell in cells {
            match Column::named(cell) {
                Some(column) if columns.contains(&column) => {
                    return Err(wrong(format!(
                        "the column {} is in the header twice",
                        column.name()
                    )));
                }
                Some(column) => columns.push(column),
                None => unknown.push(format!("\"{cell}\"")),
            }
        }
        if !unknown.is_empty() {
            let unknown = unknown.join(", ");
            return Err(wrong(format!(
                "the header has unknown columns: {unknown}; the columns are {}",
                names()
            )));
        }
        let missing: Vec<_> = REQUIRED
            .iter()
            .filter(|column| !columns.contains(column))
            .map(|column| column.name())
            .collect();
        if !missing.is_empty() {
            return Err(wrong(format!(
                "the header lacks the columns {}",
                missing.join(", ")
            )));
        }
        Ok(Self { columns })
    }
}

fn wrong(text: String) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(header: &str) -> Result<usize, String> {
        let cells: Vec<_> = header.split(',').map(str::to_owned).collect();
        Header::parse(&cells)
            .map(|header| header.columns.len())
            .map_err(|error| error.to_string())
    }

    #[test]
    fn the_errors_of_a_header_are_named() {
        assert_eq!(parse("Birth Date,last_name,FIRST_NAME,patient-id"), Ok(4));
        let unknown = parse("patient_id,first_name,last_name,birth_date,lotnumber,told_at").unwrap_err();
        assert!(
            unknown.contains("\"lotnumber\", \"told_at\"")
                && unknown.contains("patient_id, reported_at, first_name"),
            "{unknown}"
        );
        assert!(
            parse("patient_id,first_name,patient_id")
                .unwrap_err()
                .contains("patient_id is in the header twice")
        );
        assert!(
            parse("patient_id,first_name")
                .unwrap_err()
                .contains("lacks the columns last_name, birth_date")
        );
    }

    #[test]
    fn the_separator_is_found() {
        assert_eq!(separator(b"a;b;c"), b';');
        assert_eq!(separator(b"a\tb"), b'\t');
        assert_eq!(separator(b"\"a;b;c\",d"), b',');
        assert_eq!(separator(b"a"), b',');
        assert!(is_header(b"Patient ID;\"first_name\"") && !is_header(b"Dear clinic, hello"));
    }
}
