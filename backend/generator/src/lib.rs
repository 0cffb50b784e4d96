//! Generates registries of invented people of any size: the same seed gives the same people.

mod adult;
mod childhood;
mod contacts;
mod covid;
pub mod csv;
mod given_names;
pub mod history;
pub mod hl7v2;
mod household;
mod influenza;
mod names;
mod naming;
pub mod output;
pub mod person;
mod phone_book;
mod registry;
pub mod requests;
mod seeded;
pub mod senders;
mod spelling;
mod surname;
mod vaccines;

#[cfg(test)]
mod tests;

pub use history::{Correction, Dose};
pub use person::{AS_OF, Contact, Guardian, Person};
pub use registry::{households, people};
