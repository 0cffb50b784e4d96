//! The HTTP handlers: extract, parse, limit, call one function, wrap. One file per resource; `server/mod.rs` has the table
//! of routes.

pub mod access_requests;
pub mod bot_challenge;
pub mod client;
pub mod demo_inbox;
pub mod health_cards;
pub mod json_body;
pub mod keys;
pub mod lock;
pub mod metrics;
pub mod openapi;
pub mod operations;
pub mod portal;
pub mod record;
pub mod registry_hl7v2;
pub mod revoke_link;
pub mod sms_status;
pub mod unlock;
