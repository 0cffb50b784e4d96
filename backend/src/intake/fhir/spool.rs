//! Spools NDJSON resources to temporary files, grouped by patient, to save memory. A hash of the patient selects the
//! file, and one file at a time is read back. The files have no name and vanish with the process.

use std::collections::{BTreeMap, VecDeque};
use std::fs::File;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, Read, Seek, Write};

use serde_json::Value;

/// The number of partitions; one at a time is in memory.
const PARTITIONS: usize = 256;
/// A buffer that reaches this length is written to its partition's temporary file.
const LONGEST_BUFFER: usize = 1 << 16;

/// A resource with its file and line.
pub struct SpooledResource {
    pub file: usize,
    pub line: usize,
    pub json: Value,
}

#[derive(Default)]
struct Partition {
    buffer: Vec<u8>,
    file: Option<File>,
}

pub struct Spool {
    partitions: VecDeque<Partition>,
}

impl Default for Spool {
    fn default() -> Self {
        Self {
            partitions: (0..PARTITIONS).map(|_| Partition::default()).collect(),
        }
    }
}

impl Spool {
    /// Spools a resource under the reference to its patient.
    pub fn add(&mut self, patient: &str, file: usize, line: usize, json: &Value) -> io::Result<()> {
        let mut hasher = DefaultHasher::new();
        patient.hash(&mut hasher);
        let at = usize::try_from(hasher.finish() % PARTITIONS as u64).expect("there are few partitions");
        let partition = &mut self.partitions[at];
        // The resource has its own line: inside another value it would be nested deeper than when it was read.
        serde_json::to_writer(&mut partition.buffer, &(patient, file, line))?;
        partition.buffer.push(b'\n');
        serde_json::to_writer(&mut partition.buffer, json)?;
        partition.buffer.push(b'\n');
        if partition.buffer.len() > LONGEST_BUFFER {
            if partition.file.is_none() {
                partition.file = Some(tempfile::tempfile()?);
            }
            if let Some(file) = &mut partition.file {
                file.write_all(&partition.buffer)?;
            }
            partition.buffer.clear();
        }
        Ok(())
    }

    /// The resources of the next partition by patient; `None` after the last partition.
    pub fn next_partition(&mut self) -> io::Result<Option<BTreeMap<String, Vec<SpooledResource>>>> {
        let Some(partition) = self.partitions.pop_front() else {
            return Ok(None);
        };
        let mut bytes = Vec::new();
        if let Some(mut file) = partition.file {
            file.rewind()?;
            file.read_to_end(&mut bytes)?;
        }
        bytes.extend(partition.buffer);
        let mut patients: BTreeMap<String, Vec<SpooledResource>> = BTreeMap::new();
        let mut lines = bytes.split(|byte| *byte == b'\n');
        while let (Some(source), Some(json)) = (lines.next(), lines.next()) {
            let (patient, file, line): (String, usize, usize) = serde_json::from_slice(source)?;
            let json = serde_json::from_slice(json)?;
            patients
                .entry(patient)
                .or_default()
                .push(SpooledResource { file, line, json });
        }
        Ok(Some(patients))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spooled_resources_are_grouped_by_patient() {
        let mut spool = Spool::default();
        let json = serde_json::json!({"a": "x".repeat(1000)});
        for line in 0..3000 {
            spool
                .add(&format!("Patient/{}", line % 7), 1, line, &json)
                .unwrap();
        }
        let mut count = 0;
        while let Some(partition) = spool.next_partition().unwrap() {
            for resources in partition.into_values() {
                let line = resources[0].line;
                assert!(
                    resources
                        .iter()
                        .all(|one| one.line % 7 == line % 7 && one.json == json)
                );
                count += resources.len();
            }
        }
        assert_eq!(count, 3000);
    }
}
