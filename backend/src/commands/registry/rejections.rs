//! Writes rejected messages and doses to the errors file, or prints the first of them; also writes acknowledgments.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use anyhow::Context;

use super::answers::Answers;
use crate::intake::ProcessedMessage;
use crate::intake::read_at::ReadAt;
use crate::intake::rejection::Rejection;

/// Without an errors file, this many rejections are printed and the others counted.
const PRINTED_REJECTIONS: u64 = 20;

/// The output for rejected messages.
pub struct Rejections<'w> {
    file: Option<BufWriter<File>>,
    answers: Option<Answers>,
    words: &'w mut dyn Write,
    count: u64,
}

impl<'w> Rejections<'w> {
    pub fn new(file: Option<&Path>, words: &'w mut dyn Write) -> anyhow::Result<Self> {
        let create =
            |path: &Path| File::create(path).with_context(|| format!("{} cannot be written", path.display()));
        let file = file.map(create).transpose()?.map(BufWriter::new);
        Ok(Self {
            file,
            answers: None,
            words,
            count: 0,
        })
    }

    /// Also writes acknowledgments, if a file is given.
    pub fn with_answers(self, file: Option<&Path>, read_at: ReadAt) -> anyhow::Result<Self> {
        let answers = file.map(|path| Answers::new(path, read_at)).transpose()?;
        Ok(Self { answers, ..self })
    }

    /// Acknowledges an HL7 v2 message, rejected or not.
    pub fn answer(&mut self, done: &ProcessedMessage) -> io::Result<()> {
        self.answers.as_mut().map_or(Ok(()), |answers| answers.add(done))
    }

    pub fn add(&mut self, rejection: &Rejection) -> io::Result<()> {
        self.count += 1;
        match &mut self.file {
            Some(file) => writeln!(file, "{}", serde_json::to_string(rejection)?),
            None if self.count <= PRINTED_REJECTIONS => {
                let Rejection {
                    file, message, error, ..
                } = rejection;
                writeln!(
                    self.words,
                    "{file}, message {message}, {} {}: {}",
                    error.segment, error.index, error.text
                )
            }
            None => Ok(()),
        }
    }

    pub fn say(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.words, "{text}")
    }

    pub fn finish(mut self) -> io::Result<()> {
        if let Some(answers) = self.answers.take() {
            answers.finish()?;
        }
        if let Some(file) = &mut self.file {
            return file.flush();
        }
        match self.count.saturating_sub(PRINTED_REJECTIONS) {
            0 => Ok(()),
            more => self.say(&format!(
                "{more} more messages or doses were rejected; --errors FILE lists them all"
            )),
        }
    }
}
