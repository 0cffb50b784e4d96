//! The form that opens a link: the token in memory, the PIN as typed.

use leptos::prelude::*;
use shared::pin::TypedPin;
use shared::unlock::{PIN, UnlockRequest, pin_error};
use ui::form::{Form, Input};

/// The one field of the PIN page, and the link that the PIN opens.
#[derive(Clone, Copy)]
pub struct UnlockForm {
    /// From the link; stored nowhere else.
    pub token: RwSignal<Option<String>>,
    pub fields: Form,
}

impl UnlockForm {
    pub fn new() -> Self {
        Self {
            token: RwSignal::new(None),
            fields: Form::new(),
        }
    }

    pub fn pin(self) -> Input {
        self.fields.input(PIN)
    }

    /// Another link was opened: clears everything about the previous one.
    pub fn start_over(self, token: Option<String>) {
        self.token.set(token);
        self.fields.clear();
    }

    /// The body to send. On `None` the form shows the problem.
    pub fn request(self) -> Option<UnlockRequest> {
        let token = self.token.get_untracked()?;
        match TypedPin::parse(self.fields.typed().text(PIN)) {
            Ok(pin) => {
                self.fields.problems.set(Vec::new());
                Some(UnlockRequest {
                    token,
                    pin: pin.digits().to_owned(),
                })
            }
            Err(problem) => {
                self.fields.problems.set(vec![pin_error(problem)]);
                None
            }
        }
    }
}
