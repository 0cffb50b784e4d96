//! Files of generated messages, kept for the next run.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};

use generator::hl7v2::{Messages, write};

/// The order of the messages in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// All messages of a patient together, as one system exports them.
    ByPatient,
    /// By message time: the messages of one patient are far apart.
    ByTime,
}

/// A file with exactly this many messages.
pub fn file(folder: &Path, kind: Messages, order: Order, messages: u64) -> PathBuf {
    let file = folder.join(format!("messages-{kind:?}-{order:?}-{messages}.hl7"));
    if !file.exists() {
        eprintln!("writing {messages} messages to {}", file.display());
        let half = file.with_extension("half");
        let mut out = BufWriter::new(File::create(&half).unwrap());
        match order {
            Order::ByPatient => each_person(kind, messages, |text, ranges| {
                out.write_all(&text[ranges.first().unwrap().start..ranges.last().unwrap().end])
                    .unwrap();
            }),
            Order::ByTime => {
                let mut all: Vec<(Vec<u8>, Vec<u8>)> = Vec::new();
                each_person(kind, messages, |text, ranges| {
                    let timed = |range: &Range<usize>| {
                        let message = &text[range.clone()];
                        (
                            message.split(|byte| *byte == b'|').nth(6).unwrap().to_vec(),
                            message.to_vec(),
                        )
                    };
                    all.extend(ranges.iter().map(timed));
                });
                all.sort();
                for (_, message) in &all {
                    out.write_all(message).unwrap();
                }
            }
        }
        out.flush().unwrap();
        std::fs::rename(half, &file).unwrap();
    }
    file
}

/// Calls `take` with each person's messages and their positions.
fn each_person(kind: Messages, messages: u64, mut take: impl FnMut(&[u8], &[Range<usize>])) {
    let mut left = usize::try_from(messages).unwrap();
    for person in generator::people(1, messages) {
        let mut text = Vec::new();
        write(&person, kind, &mut text).unwrap();
        let starts: Vec<usize> = (0..text.len())
            .filter(|at| text[*at..].starts_with(b"MSH|") && (*at == 0 || text[at - 1] == b'\r'))
            .collect();
        let ends = starts.iter().skip(1).copied().chain([text.len()]);
        let mut ranges: Vec<_> = starts.iter().zip(ends).map(|(start, end)| *start..end).collect();
        ranges.truncate(left);
        left -= ranges.len();
        take(&text, &ranges);
        if left == 0 {
            break;
        }
    }
}
