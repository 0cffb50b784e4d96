//! The form that opens a link: the token in memory, the PIN as typed.

use leptos::prelude::*;
use shared::pin::TypedPin;
use shared::problem::FieldProblem;
use shared::unlock::UnlockRequest;

/// The one field of the PIN page, and the link it is for.
#[derive(Clone, Copy)]
pub struct UnlockForm {
    /// From the link; kept nowhere else.
    pub token: RwSignal<Option<String>>,
    pub pin: RwSignal<String>,
    pub problem: RwSignal<Option<FieldProblem>>,
    pub is_sending: RwSignal<bool>,
}

impl UnlockForm {
    pub fn new() -> Self {
        Self {
            token: RwSignal::new(None),
            pin: RwSignal::new(String::new()),
            problem: RwSignal::new(None),
            is_sending: RwSignal::new(false),
        }
    }

    /// Another link was opened: nothing of the one before stays.
    pub fn start_over(self, token: Option<String>) {
        self.token.set(token);
        self.pin.set(String::new());
        self.problem.set(None);
    }

    /// What is sent, or nothing: then `problem` says why.
    pub fn request(self) -> Option<UnlockRequest> {
        let token = self.token.get_untracked()?;
        match TypedPin::parse(&self.pin.get_untracked()) {
            Ok(pin) => {
                self.problem.set(None);
                Some(UnlockRequest {
                    token,
                    pin: pin.digits().to_owned(),
                })
            }
            Err(problem) => {
                self.problem.set(Some(problem));
                None
            }
        }
    }
}
