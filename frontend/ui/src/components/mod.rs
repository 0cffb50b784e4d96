//! The components of pages: they take props, display, and report events. None calls the server or navigates.

mod birth_date_field;
mod contact_field;
mod error_summary;
pub mod field;
mod heading;
mod markup;
mod notice;
mod pin_field;
pub mod radio_group;
mod robot_check;
mod submit_button;

pub use birth_date_field::BirthDateField;
pub use contact_field::{Channel, ContactField};
pub use error_summary::{ErrorSummary, SUMMARY_ID};
pub use field::{InputKind, TextField};
pub use heading::{Heading, Title, use_title};
pub use markup::{ContactBlock, Prose, rich};
pub use notice::Notice;
pub use pin_field::{PinField, PinUse};
pub use radio_group::RadioGroup;
pub use robot_check::RobotCheck;
pub use submit_button::SubmitButton;
