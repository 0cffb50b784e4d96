//! One file per page. Each page owns the action behind its button and chooses the next page.

mod card;
mod demo_inbox;
mod fixed;
mod help;
mod not_me;
mod open;
mod part_gate;
mod parts;
mod record;
mod record_gate;
mod request;
mod robot;
mod sent;
mod service_problem;
mod solve;
mod viewing_ends;
mod viewing_over;

pub use fixed::{FixedPage, is_fixed};
pub use help::{HelpSearch, use_help_search};
pub use parts::{demo_part, page_of, record_part};
pub use request::RequestPage;
pub use sent::SentPage;
