//! The request form on the screen, and the data that is kept after it was sent.

use leptos::prelude::*;
use shared::access_request::Field;
use ui::form::{Form, Input, Typed};

use super::RobotCheckState;

/// The form on the screen. It lives as long as the tab, so that the way back loses nothing that was typed.
#[derive(Clone, Copy)]
pub struct RequestForm {
    pub fields: Form,
    pub robot: RwSignal<RobotCheckState>,
    /// True once the person was asked about a name without Latin letters; the form asks only once.
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

    /// Replaces the content with these texts.
    pub fn fill(self, typed: &Typed) {
        self.fields.fill(typed);
        self.robot.set(RobotCheckState::Unticked);
        self.was_asked_about_letters.set(false);
    }

    pub fn clear(self) {
        self.fill(&Typed::default());
    }
}

/// The data that the next page shows and can bring back. Kept in memory only.
#[derive(Clone)]
pub struct Sent {
    pub request_code: String,
    pub link_valid_hours: u32,
    pub typed: Typed,
}

/// The last request of this tab.
pub type SentState = RwSignal<Option<Sent>>;
