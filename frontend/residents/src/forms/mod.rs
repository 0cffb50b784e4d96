//! The content of the forms, its problems, and the work of the robot check.

mod access_request;
mod proof_of_work;
mod robot_check;
pub mod typed_request;
mod unlock;

pub use access_request::{RequestForm, Sent, SentState};
pub use proof_of_work::{Progress, Search};
pub use robot_check::{RobotCheckState, expires_at};
pub use unlock::UnlockForm;
