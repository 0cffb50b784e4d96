//! Components that only the residents' pages have: they take props, show, and say what happened.

mod qr;
mod session_warning;

pub use qr::{Qr, QrDrawing};
pub use session_warning::SessionWarning;
