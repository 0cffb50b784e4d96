//! Bells: code that adds a row to a queue rings the bell of that queue's loop.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use shared::message::Channel;
use tokio::sync::Notify;

use crate::db::lease::Queue;

/// The interval at which a loop polls without a ring: another process may have written, or a retry is due.
pub const POLL: Duration = Duration::from_secs(1);

/// A bell for each queue. A ring during the loop's work is kept until the loop waits again.
#[derive(Default)]
pub struct Wake {
    access_requests: Notify,
    text_messages: Notify,
    emails: Notify,
    /// The queues, by their place in `Queue::ALL`, that other processes have not heard of yet.
    for_others: [AtomicBool; Queue::ALL.len()],
}

impl Wake {
    pub fn ring(&self, queue: Queue) {
        self.ring_here(queue);
        for (other, flag) in Queue::ALL.iter().zip(&self.for_others) {
            if *other == queue {
                flag.store(true, Ordering::SeqCst);
            }
        }
    }

    /// Rings for a row that another process wrote.
    pub fn ring_here(&self, queue: Queue) {
        self.bell(queue).notify_one();
    }

    /// Whether this process rang since the last call.
    pub fn take_ring_for_others(&self, queue: Queue) -> bool {
        let mut flags = Queue::ALL.iter().zip(&self.for_others);
        flags.any(|(other, flag)| *other == queue && flag.swap(false, Ordering::SeqCst))
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
