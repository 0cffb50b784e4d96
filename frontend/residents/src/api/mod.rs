//! The residents' calls: one function for each.

mod access_requests;
mod bot_challenge;
mod demo_inbox;
mod record;
mod unlock;

pub use access_requests::send_request;
pub use bot_challenge::fetch_challenge;
pub use demo_inbox::fetch_messages;
pub use record::{fetch_record, health_card_path, lock};
pub use unlock::{revoke_link, unlock};
