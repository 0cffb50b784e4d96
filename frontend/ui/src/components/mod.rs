//! The parts pages are made of: they take props, show, and say what happened. None calls the server or navigates.

mod announcer;
mod banner;
mod birth_date_field;
mod contact_block;
mod error_summary;
pub mod field;
mod footer;
mod header;
mod heading;
mod language_menu;
mod notice;
mod pin_field;
mod prose;
pub mod radio_group;
mod submit_button;

pub use announcer::{Announcer, LiveRegion, use_announcer};
pub use banner::Banner;
pub use birth_date_field::BirthDateField;
pub use contact_block::ContactBlock;
pub use error_summary::{ErrorSummary, SUMMARY_ID};
pub use field::{InputKind, TextField};
pub use footer::Footer;
pub use header::Header;
pub use heading::{Heading, Title, use_title};
pub use language_menu::{LanguageChips, LanguageMenu};
pub use notice::Notice;
pub use pin_field::{PinField, PinUse};
pub use prose::{Contents, Prose, Subheadings};
pub use radio_group::RadioGroup;
pub use submit_button::SubmitButton;
