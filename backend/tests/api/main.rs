//! The real app over HTTP with a real database: SQLite, or PostgreSQL when `MYVAX_TEST_DATABASE=postgres`; on the local
//! registry, or on one in memory when `MYVAX_TEST_REGISTRY=memory`. A file per URL or promise; each test owns its database,
//! clock and outbox.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops here")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod helpers;

mod access_requests;
mod answers;
mod backup;
mod bot_challenge;
mod command_line;
mod connections;
mod counted;
mod database;
mod demo;
mod doctor;
mod documents;
mod durability;
mod gateways;
mod generated_registry;
mod headers;
mod health_card;
mod help_desk;
mod keys;
mod killed;
mod leaks;
mod limits;
mod machines;
mod matching_evaluate;
mod messages;
mod methods;
mod metrics;
mod migrations;
mod networks;
mod openapi;
mod outages;
mod portal;
mod purge;
mod readiness;
mod record;
mod registry_export;
mod registry_import;
mod revoke_link;
mod sender_door;
mod silent_database;
mod unlock;
mod whole_way;
mod worker;
