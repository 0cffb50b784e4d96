//! The COVID-19 SMART Health Card: bundle, signature, QR text, keys. Source of every rule: the SMART Health Cards
//! specification (HL7 smart-health-cards-and-links, STU1) and its vaccination implementation guide, US profiles.

pub mod bundle;
pub mod dose;
pub mod issue;
pub mod jws;
pub mod keys;
pub mod qr;
pub mod revocation;
#[cfg(test)]
mod rules;

pub use issue::{Issuer, file_of};
pub use keys::{KeyError, PublicKey, SigningKey};
