//! Reads the fact files: tab-separated tables of codes. The header line identifies the table.

use thiserror::Error;

use super::catalogue::{ManufacturerCode, ProductName, VaccineCode, canonical_cvx};

/// The content of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FactFile {
    Vaccines(Vec<VaccineCode>),
    Manufacturers(Vec<ManufacturerCode>),
    Products(Vec<ProductName>),
}

/// Why a fact file is rejected, and on which line (from 1).
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum FactError {
    #[error(
        "line {line}: the header must be `cvx name groups`, `mvx name` or `cvx mvx product`, separated by tabs"
    )]
    Header { line: usize },
    #[error("the file is empty: it must begin with a header line")]
    Empty,
    #[error("line {line}: {found} columns instead of {expected}; columns are separated by tabs")]
    Columns {
        line: usize,
        found: usize,
        expected: usize,
    },
    #[error("line {line}: {column} is empty")]
    Blank { line: usize, column: &'static str },
    #[error("line {line}: `{text}` is no CVX code, which is a number of at most four digits")]
    Cvx { line: usize, text: String },
    #[error("line {line}: `{text}` is no MVX code, which is two to five letters or digits")]
    Mvx { line: usize, text: String },
    #[error("line {line}: `{text}` is no vaccine group, which is lower-case letters, digits and hyphens")]
    Group { line: usize, text: String },
    #[error("line {line}: {code} is in this file twice")]
    Twice { line: usize, code: String },
}

/// Reads one file of any of the three tables.
pub fn parse(text: &str) -> Result<FactFile, FactError> {
    let mut lines = lines_of(text);
    let (line, header) = lines.next().ok_or(FactError::Empty)?;
    match header.split('\t').map(str::trim).collect::<Vec<_>>().as_slice() {
        ["cvx", "name", "groups"] => {
            let rows: Vec<_> = lines.map(vaccine).collect::<Result<_, _>>()?;
            once_each(&rows, |row| row.cvx.clone())?;
            Ok(FactFile::Vaccines(facts_of(rows)))
        }
        ["mvx", "name"] => {
            let rows: Vec<_> = lines.map(manufacturer).collect::<Result<_, _>>()?;
            once_each(&rows, |row| row.mvx.clone())?;
            Ok(FactFile::Manufacturers(facts_of(rows)))
        }
        ["cvx", "mvx", "product"] => {
            let rows: Vec<_> = lines.map(product).collect::<Result<_, _>>()?;
            once_each(&rows, |row| format!("{} {}", row.cvx, row.mvx))?;
            Ok(FactFile::Products(facts_of(rows)))
        }
        _ => Err(FactError::Header { line }),
    }
}

/// The lines that are not blank, numbered from 1. Spreadsheets begin a file with a byte order mark.
fn lines_of(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.trim_start_matches('\u{FEFF}')
        .lines()
        .enumerate()
        .map(|(index, line)| (index + 1, line))
        .filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'))
}

fn vaccine((line, text): (usize, &str)) -> Result<(usize, VaccineCode), FactError> {
    let [cvx, name, groups] = columns(line, text, ["cvx", "name", "groups"])?;
    let groups = groups.split(',').map(|group| vaccine_group(line, group.trim()));
    Ok((
        line,
        VaccineCode {
            cvx: cvx_code(line, cvx)?,
            name: name.to_owned(),
            groups: groups.collect::<Result<_, _>>()?,
        },
    ))
}

fn manufacturer((line, text): (usize, &str)) -> Result<(usize, ManufacturerCode), FactError> {
    let [mvx, name] = columns(line, text, ["mvx", "name"])?;
    Ok((
        line,
        ManufacturerCode {
            mvx: mvx_code(line, mvx)?,
            name: name.to_owned(),
        },
    ))
}

fn product((line, text): (usize, &str)) -> Result<(usize, ProductName), FactError> {
    let [cvx, mvx, name] = columns(line, text, ["cvx", "mvx", "product"])?;
    Ok((
        line,
        ProductName {
            cvx: cvx_code(line, cvx)?,
            mvx: mvx_code(line, mvx)?,
            name: name.to_owned(),
        },
    ))
}

fn columns<'a, const N: usize>(
    line: usize,
    text: &'a str,
    names: [&'static str; N],
) -> Result<[&'a str; N], FactError> {
    let found: Vec<&str> = text.split('\t').map(str::trim).collect();
    let count = found.len();
    let columns: [&str; N] = found.try_into().map_err(|_| FactError::Columns {
        line,
        found: count,
        expected: N,
    })?;
    match columns.iter().zip(names).find(|(column, _)| column.is_empty()) {
        Some((_, column)) => Err(FactError::Blank { line, column }),
        None => Ok(columns),
    }
}

fn cvx_code(line: usize, text: &str) -> Result<String, FactError> {
    canonical_cvx(text).ok_or_else(|| FactError::Cvx {
        line,
        text: text.to_owned(),
    })
}

fn mvx_code(line: usize, text: &str) -> Result<String, FactError> {
    if (2..=5).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric()) {
        Ok(text.to_ascii_uppercase())
    } else {
        Err(FactError::Mvx {
            line,
            text: text.to_owned(),
        })
    }
}

fn vaccine_group(line: usize, text: &str) -> Result<String, FactError> {
    let is_kebab = text
        .split('-')
        .all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()));
    if is_kebab {
        Ok(text.to_owned())
    } else {
        Err(FactError::Group {
            line,
            text: text.to_owned(),
        })
    }
}

fn once_each<T>(rows: &[(usize, T)], code: impl Fn(&T) -> String) -> Result<(), FactError> {
    let mut seen = std::collections::HashSet::new();
    match rows.iter().find(|(_, fact)| !seen.insert(code(fact))) {
        Some((line, fact)) => Err(FactError::Twice {
            line: *line,
            code: code(fact),
        }),
        None => Ok(()),
    }
}

fn facts_of<T>(rows: Vec<(usize, T)>) -> Vec<T> {
    rows.into_iter().map(|(_, fact)| fact).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_identifies_the_table() {
        let vaccines = parse("# ours\ncvx\tname\tgroups\n\n3\tMMR\tmmr\n94\tMMRV\tmmr, varicella\n").unwrap();
        let FactFile::Vaccines(vaccines) = vaccines else {
            panic!("a table of vaccines")
        };
        assert_eq!(vaccines[0].cvx, "03");
        assert_eq!(vaccines[1].groups, ["mmr", "varicella"]);

        let manufacturers = parse("\u{FEFF}mvx\tname\r\nmod\tModerna\r\n").unwrap();
        let FactFile::Manufacturers(manufacturers) = manufacturers else {
            panic!("a table of manufacturers")
        };
        assert_eq!(
            (&*manufacturers[0].mvx, &*manufacturers[0].name),
            ("MOD", "Moderna")
        );
    }

    #[test]
    fn a_mistake_is_named_with_its_line() {
        let error = |text: &str| parse(text).unwrap_err().to_string();
        assert_eq!(
            error("\n# nothing\n"),
            "the file is empty: it must begin with a header line"
        );
        assert!(error("code,name\n").starts_with("line 1: the header must be"));
        assert!(error("mvx\tname\nMOD\n").starts_with("line 2: 1 columns instead of 2"));
        assert_eq!(error("mvx\tname\nMOD\t \n"), "line 2: name is empty");
        assert!(error("mvx\tname\n\nMO D\tx\n").starts_with("line 3: `MO D` is no MVX code"));
        assert!(error("cvx\tname\tgroups\nX1\tx\tmmr\n").starts_with("line 2: `X1` is no CVX code"));
        assert!(error("cvx\tname\tgroups\n1\tx\tMMR\n").starts_with("line 2: `MMR` is no vaccine group"));
        assert_eq!(
            error("cvx\tname\tgroups\n3\tx\tmmr\n# again\n03\tx\tmmr\n"),
            "line 4: 03 is in this file twice"
        );
    }
}
