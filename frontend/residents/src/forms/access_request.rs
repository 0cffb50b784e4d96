//! The request form on the screen, and what is kept after it was sent.

use leptos::prelude::*;
use shared::access_request::Field;
use ui::form::{Form, Input, Typed};

use super::RobotCheckState;

/// The form while it is on the screen. It lives as long as the tab, so that nothing typed is lost on the way back.
#[derive(Clone, Copy)]
pub struct RequestForm {
    pub fields: Form,
    pub robot: RwSignal<RobotCheckState>,
    /// True once the person was asked about a name without Latin letters: that is asked once.
    pub was_asked_about_letters: RwSignal<bool>,
}

impl RequestForm {
    pub fn new() -> Self {
        Self {
            fields: Form::new(),
            robot: RwSignal::new(RobotCheckState::Unticked),
            was_asked_about_letters: RwSignal::default(),
        }
    }

    pub fn input(self, field: Field) -> Input {
        self.fields.input(field.name())
    }

    /// Starts over with these texts.
    pub fn fill(self, typed: &Typed) {
        self.fields.fill(typed);
        self.robot.set(RobotCheckState::Unticked);
        self.was_asked_about_letters.set(false);
    }

    pub fn clear(self) {
        self.fill(&Typed::default());
    }
}

/// What the page after the form shows and can bring back. Kept in memory only.
#[derive(Clone)]
pub struct Sent {
    pub request_code: String,
    pub link_valid_hours: u32,
    pub typed: Typed,
}

/// The last request of this tab.
pub type SentState = RwSignal<Option<Sent>>;
