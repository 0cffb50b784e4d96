//! One screen each: owns the action behind its button and chooses what comes next.

mod card;
mod demo_inbox;
mod help;
mod legal;
mod not_found;
mod open;
mod part_gate;
mod parts;
mod record;
mod record_gate;
mod request;
mod sent;
mod service_problem;
mod solve;
mod start;
mod viewing_ends;
mod viewing_over;

pub use not_found::NotFoundPage;
pub use parts::{demo_part, page_of, reading_part, record_part};
pub use request::RequestPage;
pub use sent::SentPage;
pub use start::StartPage;
