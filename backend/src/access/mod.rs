//! The story of an access request: submit, fulfill, unlock, view. One use case is one function, and each of its steps is
//! at most one transaction.

pub mod fulfill;
pub mod keys;
pub mod link;
pub mod payload;
pub mod permits;
pub mod pin_hash;
pub mod purge;
pub mod retry;
pub mod senders;
pub mod signing_keys;
pub mod submit;
pub mod unlock;
pub mod view;
mod wrong_passwords;
