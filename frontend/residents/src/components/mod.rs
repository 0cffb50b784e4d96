//! Components that only the residents' pages have: they take props, show, and say what happened.

mod contact_field;
mod qr;
mod robot_check;
mod session_warning;

pub use contact_field::ContactField;
pub use qr::{Qr, QrDrawing};
pub use robot_check::RobotCheck;
pub use session_warning::SessionWarning;
