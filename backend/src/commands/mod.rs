//! The subcommands of `myvax`, a file each.

pub mod config;
pub mod serve;
