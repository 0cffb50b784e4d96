//! The use cases of an access request: submit, fulfill, unlock, view. Each use case is one function, and each of its steps
//! is at most one transaction.

mod counting;
pub mod fulfill;
pub mod link;
pub mod network_counts;
pub mod payload;
pub mod purge;
pub mod retry;
pub mod submit;
pub mod unlock;
pub mod view;
