//! Writes the acknowledgments of HL7 v2 messages: one ACK for each message, in order, as a batch file.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use anyhow::Context;

use crate::intake::ProcessedMessage;
use crate::intake::hl7v2::{Answered, acknowledgment};
use crate::intake::read_at::ReadAt;
use crate::random::random_id;

/// A batch file of acknowledgments: a header, and a trailer with their number (HL7 v2.5.1 section 2.10.3).
pub struct Answers {
    file: BufWriter<File>,
    read_at: ReadAt,
    count: u64,
}

impl Answers {
    pub fn new(path: &Path, read_at: ReadAt) -> anyhow::Result<Self> {
        let file = File::create(path).with_context(|| format!("{} cannot be written", path.display()))?;
        let mut file = BufWriter::new(file);
        let time = read_at.now.format("%Y%m%d%H%M%S+0000");
        write!(file, "BHS|^~\\&|||||{time}\r")?;
        Ok(Self {
            file,
            read_at,
            count: 0,
        })
    }

    pub fn add(&mut self, done: &ProcessedMessage) -> io::Result<()> {
        let answered = Answered {
            now: self.read_at.now,
            control_id: random_id(),
        };
        self.count += 1;
        let ack = acknowledgment(done.header.as_ref(), &done.outcome, &answered);
        self.file.write_all(ack.as_bytes())
    }

    pub fn finish(mut self) -> io::Result<()> {
        write!(self.file, "BTS|{}\r", self.count)?;
        self.file.flush()
    }
}
