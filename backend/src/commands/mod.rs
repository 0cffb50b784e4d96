//! The subcommands of `myvax`, one file each.

pub mod codes;
pub mod config;
pub mod db;
pub mod doctor;
pub mod matching;
mod parts;
pub mod registry;
mod reload;
pub mod requests;
pub mod sample;
pub mod senders;
pub mod serve;
