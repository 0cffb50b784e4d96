//! Counts each sender's messages, and how many of them were rejected.

use std::collections::BTreeMap;

use chrono::NaiveDateTime;

use super::changes::Changes;
use super::rejection::ReportError;
use crate::db::sender_tallies::SenderTallyRow;

/// One row for each sender of these messages.
pub fn tallies<'m>(
    messages: impl Iterator<Item = (&'m str, &'m Result<Changes, ReportError>)>,
    now: NaiveDateTime,
) -> Vec<SenderTallyRow> {
    let mut tallies: BTreeMap<&str, SenderTallyRow> = BTreeMap::new();
    for (sender, outcome) in messages {
        let tally = tallies.entry(sender).or_insert_with(|| SenderTallyRow {
            sender: sender.to_owned(),
            messages: 0,
            rejected: 0,
            warnings: 0,
            last_message_at: now,
        });
        tally.messages += 1;
        match outcome {
            Ok(changes) => tally.warnings += i64::try_from(changes.warning_count()).unwrap_or(i64::MAX),
            Err(_) => tally.rejected += 1,
        }
    }
    tallies.into_values().collect()
}
