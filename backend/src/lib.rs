//! The server as a library, so that the tests can start it. `docs/ARCHITECTURE.md` is the map.

pub mod access;
pub mod api;
pub mod app;
pub mod bot_check;
pub mod clock;
pub mod commands;
pub mod config;
pub mod db;
pub mod error;
pub mod export;
pub mod formats;
pub mod health_card;
pub mod intake;
pub mod jobs;
pub mod matching;
mod network;
pub mod notify;
pub mod random;
pub mod record;
pub mod registry;
pub mod secrets;
pub mod server;
pub mod session;
pub mod shell;
pub mod telemetry;
pub mod wake;
pub mod words;
