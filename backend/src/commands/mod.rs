//! The subcommands of `myvax`, a file each.

pub mod codes;
pub mod config;
pub mod demo;
pub mod matching;
pub mod registry;
pub mod senders;
pub mod serve;
