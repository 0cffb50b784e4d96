//! Components that only the residents' pages use. They take props, display, and report events.

mod qr;
mod session_warning;

pub use qr::{Qr, QrDrawing};
pub use session_warning::SessionWarning;
