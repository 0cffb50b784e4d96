//! The destination of messages in development and in the demo: a file of JSON lines, a list in memory, or both.

use std::collections::{HashSet, VecDeque};
use std::fs::{File, OpenOptions};
use std::io::{self, BufRead, BufReader, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use chrono::SecondsFormat;
use shared::message::OutboxMessage;

use super::{Notifier, OutboundMessage, SendError};
use crate::clock::Clock;

/// A demo may run for long, so its list in memory is limited.
const KEPT_IN_MEMORY: usize = 200;

pub struct DevelopmentOutbox {
    clock: Arc<dyn Clock>,
    shelf: Mutex<Shelf>,
}

struct Shelf {
    file: Option<File>,
    /// Keys already delivered. Like a gateway, this accepts a repeated key without a second delivery.
    delivered: HashSet<String>,
    recent: VecDeque<OutboxMessage>,
}

impl DevelopmentOutbox {
    /// Messages that the file already contains count as delivered.
    pub fn open(file: Option<&Path>, clock: Arc<dyn Clock>) -> io::Result<Self> {
        let delivered = match file {
            Some(path) if path.exists() => delivered_before(path)?,
            _ => HashSet::new(),
        };
        // Messages contain contacts and links, so only the owner may read the file.
        let file = file
            .map(|path| {
                OpenOptions::new()
                    .create(true)
                    .append(true)
                    .mode(0o600)
                    .open(path)
            })
            .transpose()?;
        Ok(Self {
            clock,
            shelf: Mutex::new(Shelf {
                file,
                delivered,
                recent: VecDeque::new(),
            }),
        })
    }

    /// The newest messages, newest first.
    pub fn recent(&self) -> Vec<OutboxMessage> {
        self.shelf
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .recent
            .iter()
            .cloned()
            .collect()
    }

    fn deliver(&self, message: OutboxMessage) -> io::Result<()> {
        let mut shelf = self.shelf.lock().unwrap_or_else(PoisonError::into_inner);
        if shelf.delivered.contains(&message.id) {
            return Ok(());
        }
        if let Some(file) = &mut shelf.file {
            let mut line = serde_json::to_vec(&message)?;
            line.push(b'\n');
            file.write_all(&line)?;
            file.sync_data()?;
        }
        shelf.delivered.insert(message.id.clone());
        shelf.recent.push_front(message);
        shelf.recent.truncate(KEPT_IN_MEMORY);
        Ok(())
    }
}

fn delivered_before(path: &Path) -> io::Result<HashSet<String>> {
    let mut keys = HashSet::new();
    for line in BufReader::new(File::open(path)?).lines() {
        // A crash cut this line off, so its message was not delivered.
        if let Ok(message) = serde_json::from_str::<OutboxMessage>(&line?) {
            keys.insert(message.id);
        }
    }
    Ok(keys)
}

#[async_trait]
impl Notifier for DevelopmentOutbox {
    async fn send(&self, message: &OutboundMessage) -> Result<(), SendError> {
        let delivered = OutboxMessage {
            id: message.id.clone(),
            channel: message.channel,
            to: message.to.clone(),
            locale: message.locale.clone(),
            kind: message.kind,
            subject: message.composed.subject.clone(),
            text: message.composed.text.clone(),
            html: message.composed.html.clone(),
            sent_at: self.clock.now().to_rfc3339_opts(SecondsFormat::Millis, true),
        };
        self.deliver(delivered).map_err(|error| SendError::Later {
            why: error.kind().to_string(),
            retry_after: None,
        })
    }
}
