//! Secrets and their use: keys, seals, PIN hashes, the permits to hash, and counts of attempts.

pub mod defenses;
pub mod hashing;
pub mod hashing_threads;
pub mod keyring;
pub mod keys;
pub mod permits;
pub mod pin_hash;
pub mod recent_counts;
pub mod right_pins;
pub mod seal;
pub mod session_keys;
pub mod signing_keys;
pub mod turns;
