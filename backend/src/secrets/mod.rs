//! Secrets and their use: keys, seals, PIN hashes, and the permits to hash.

pub mod keys;
pub mod permits;
pub mod pin_hash;
pub mod seal;
pub mod signing_keys;
pub mod turns;
