//! Resources that came one a line, put together by patient though they stand in different files, in little memory: each
//! goes to one of many temporary files by its patient, and these are read one after another. The temporary files have no
//! name and vanish with the process.

use std::collections::{BTreeMap, VecDeque};
use std::fs::File;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, Read, Seek, Write};

use serde_json::Value;

/// Of so many parts one at a time is in memory.
const PARTS: usize = 256;
/// A part of this length goes to its temporary file.
const LONGEST_BUFFER: usize = 1 << 16;

/// A resource as it stood in a file.
pub struct Kept {
    pub file: usize,
    pub line: usize,
    pub json: Value,
}

#[derive(Default)]
struct Part {
    buffer: Vec<u8>,
    file: Option<File>,
}

pub struct Spool {
    parts: VecDeque<Part>,
}

impl Default for Spool {
    fn default() -> Self {
        Self {
            parts: (0..PARTS).map(|_| Part::default()).collect(),
        }
    }
}

impl Spool {
    /// Keeps a resource under the reference to its patient.
    pub fn add(&mut self, patient: &str, (file, line): (usize, usize), json: &Value) -> io::Result<()> {
        let mut hasher = DefaultHasher::new();
        patient.hash(&mut hasher);
        let place = usize::try_from(hasher.finish() % PARTS as u64).expect("there are few parts");
        let part = &mut self.parts[place];
        // Two lines: within another value the resource would be nested deeper than it was when it was read.
        serde_json::to_writer(&mut part.buffer, &(patient, file, line))?;
        part.buffer.push(b'\n');
        serde_json::to_writer(&mut part.buffer, json)?;
        part.buffer.push(b'\n');
        if part.buffer.len() > LONGEST_BUFFER {
            if part.file.is_none() {
                part.file = Some(tempfile::tempfile()?);
            }
            if let Some(file) = &mut part.file {
                file.write_all(&part.buffer)?;
            }
            part.buffer.clear();
        }
        Ok(())
    }

    /// The next part's resources by patient; `None` when all parts were read.
    pub fn next_part(&mut self) -> io::Result<Option<BTreeMap<String, Vec<Kept>>>> {
        let Some(part) = self.parts.pop_front() else {
            return Ok(None);
        };
        let mut bytes = Vec::new();
        if let Some(mut file) = part.file {
            file.rewind()?;
            file.read_to_end(&mut bytes)?;
        }
        bytes.extend(part.buffer);
        let mut patients: BTreeMap<String, Vec<Kept>> = BTreeMap::new();
        let mut lines = bytes.split(|byte| *byte == b'\n');
        while let (Some(place), Some(json)) = (lines.next(), lines.next()) {
            let (patient, file, line): (String, usize, usize) = serde_json::from_slice(place)?;
            let json = serde_json::from_slice(json)?;
            patients
                .entry(patient)
                .or_default()
                .push(Kept { file, line, json });
        }
        Ok(Some(patients))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_kept_comes_back_by_patient() {
        let mut spool = Spool::default();
        let json = serde_json::json!({"a": "x".repeat(1000)});
        for line in 0..3000 {
            spool
                .add(&format!("Patient/{}", line % 7), (1, line), &json)
                .unwrap();
        }
        let mut count = 0;
        while let Some(part) = spool.next_part().unwrap() {
            for kept in part.into_values() {
                let line = kept[0].line;
                assert!(
                    kept.iter()
                        .all(|one| one.line % 7 == line % 7 && one.json == json)
                );
                count += kept.len();
            }
        }
        assert_eq!(count, 3000);
    }
}
