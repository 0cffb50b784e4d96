//! One screen each: owns the action behind its button and chooses what comes next.

mod card;
mod demo_inbox;
mod help;
mod legal;
mod not_found;
mod open;
mod part_gate;
mod record;
mod record_gate;
mod request;
mod sent;
mod service_problem;
mod solve;
mod start;
mod viewing_over;

pub use card::CardPage;
pub use demo_inbox::DemoInboxPage;
pub use help::{HelpPage, HelpTopicPage};
pub use legal::LegalPage;
pub use not_found::NotFoundPage;
pub use open::OpenPage;
pub use record::RecordPage;
pub use request::RequestPage;
pub use sent::SentPage;
pub use start::StartPage;
