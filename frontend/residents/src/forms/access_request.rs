//! The request form on the screen: text of each field, problems of each field, and what is kept after it was sent.

use leptos::prelude::*;
use shared::field::Field;
use shared::problem::{FieldError, FieldProblem};

use super::RobotCheckState;
use super::typed_request::{Channel, Typed};

/// The form while it is on the screen. It lives as long as the tab, so that nothing typed is lost on the way back.
#[derive(Clone, Copy)]
pub struct RequestForm {
    pub first_name: RwSignal<String>,
    pub last_name: RwSignal<String>,
    pub day: RwSignal<String>,
    pub month: RwSignal<String>,
    pub year: RwSignal<String>,
    pub gender: RwSignal<String>,
    pub channel: RwSignal<Channel>,
    pub phone: RwSignal<String>,
    pub email: RwSignal<String>,
    pub pin: RwSignal<String>,
    pub pin_again: RwSignal<String>,
    pub robot: RwSignal<RobotCheckState>,
    pub problems: RwSignal<Vec<FieldError>>,
    /// True once the person was asked about a name without Latin letters: that is asked once.
    pub was_asked_about_letters: RwSignal<bool>,
    pub is_sending: RwSignal<bool>,
}

impl RequestForm {
    pub fn new() -> Self {
        Self {
            first_name: RwSignal::default(),
            last_name: RwSignal::default(),
            day: RwSignal::default(),
            month: RwSignal::default(),
            year: RwSignal::default(),
            gender: RwSignal::default(),
            channel: RwSignal::default(),
            phone: RwSignal::default(),
            email: RwSignal::default(),
            pin: RwSignal::default(),
            pin_again: RwSignal::default(),
            robot: RwSignal::new(RobotCheckState::Unticked),
            problems: RwSignal::default(),
            was_asked_about_letters: RwSignal::default(),
            is_sending: RwSignal::default(),
        }
    }

    pub fn typed(self) -> Typed {
        Typed {
            first_name: self.first_name.get_untracked(),
            last_name: self.last_name.get_untracked(),
            day: self.day.get_untracked(),
            month: self.month.get_untracked(),
            year: self.year.get_untracked(),
            gender: self.gender.get_untracked(),
            channel: self.channel.get_untracked(),
            phone: self.phone.get_untracked(),
            email: self.email.get_untracked(),
            pin: self.pin.get_untracked(),
            pin_again: self.pin_again.get_untracked(),
        }
    }

    /// Starts over with these texts.
    pub fn fill(self, typed: Typed) {
        self.first_name.set(typed.first_name);
        self.last_name.set(typed.last_name);
        self.day.set(typed.day);
        self.month.set(typed.month);
        self.year.set(typed.year);
        self.gender.set(typed.gender);
        self.channel.set(typed.channel);
        self.phone.set(typed.phone);
        self.email.set(typed.email);
        self.pin.set(typed.pin);
        self.pin_again.set(typed.pin_again);
        self.robot.set(RobotCheckState::Unticked);
        self.problems.set(Vec::new());
        self.was_asked_about_letters.set(false);
        self.is_sending.set(false);
    }

    pub fn is_empty(self) -> bool {
        self.typed() == Typed::default()
    }

    pub fn clear(self) {
        self.fill(Typed::default());
    }

    /// What is wrong with one field, as the last submission found it.
    pub fn problem(self, field: Field) -> Signal<Option<FieldProblem>> {
        Signal::derive(move || {
            self.problems.with(|problems| {
                problems
                    .iter()
                    .find(|error| error.field == field)
                    .map(|error| error.problem)
            })
        })
    }
}

/// What the page after the form shows and can bring back. Kept in memory only.
#[derive(Clone, PartialEq, Eq)]
pub struct Sent {
    pub request_code: String,
    pub link_valid_hours: u32,
    pub typed: Typed,
}

/// The last request of this tab.
pub type SentState = RwSignal<Option<Sent>>;
