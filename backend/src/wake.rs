//! Bells: who adds a row to a queue rings the loop that works it off.

use std::time::Duration;

use shared::message::Channel;
use tokio::sync::Notify;

use crate::db::lease::Queue;

/// Without a ring a loop looks by itself: another process may have written, or a retry is due.
pub const POLL: Duration = Duration::from_secs(1);

/// A bell for each queue. A ring that finds its loop at work is heard when the loop looks up.
#[derive(Default)]
pub struct Wake {
    access_requests: Notify,
    text_messages: Notify,
    emails: Notify,
}

impl Wake {
    pub fn ring(&self, queue: Queue) {
        self.bell(queue).notify_one();
    }

    pub async fn rung(&self, queue: Queue) {
        self.bell(queue).notified().await;
    }

    fn bell(&self, queue: Queue) -> &Notify {
        match queue {
            Queue::AccessRequests => &self.access_requests,
            Queue::Messages(Channel::Sms) => &self.text_messages,
            Queue::Messages(Channel::Email) => &self.emails,
        }
    }
}
