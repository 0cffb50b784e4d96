//! The state of any form on the screen: the text of each input, its problems, and whether it is being sent.

use leptos::prelude::*;
use shared::problem::FieldError;

/// All typed and chosen values, as texts by element id.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Typed(Vec<(&'static str, String)>);

impl Typed {
    #[must_use]
    pub fn with(mut self, id: &'static str, text: &str) -> Self {
        self.0.retain(|(known, _)| *known != id);
        self.0.push((id, text.to_owned()));
        self
    }

    /// The text of an input; empty if nothing was typed.
    pub fn text(&self, id: &str) -> &str {
        self.0
            .iter()
            .find(|(known, _)| *known == id)
            .map_or("", |(_, text)| text)
    }

    /// The texts of those inputs for which `is_kept` holds.
    #[must_use]
    pub fn filtered(&self, is_kept: impl Fn(&'static str) -> bool) -> Self {
        Self(self.0.iter().filter(|(id, _)| is_kept(id)).cloned().collect())
    }
}

/// A form while it is on the screen. After its page is gone it is empty and ignores changes, because an answer of the
/// server may come later.
#[derive(Clone, Copy)]
pub struct Form {
    texts: StoredValue<Vec<(&'static str, ArcRwSignal<String>)>>,
    /// The problems that the last submission found, in the order of the form.
    pub problems: RwSignal<Vec<FieldError>>,
    pub is_sending: RwSignal<bool>,
}

/// One input of a form, for the component that draws it.
#[derive(Clone, Copy)]
pub struct Input {
    pub id: &'static str,
    pub text: RwSignal<String>,
    /// The id of the message that explains the problem.
    pub problem: Signal<Option<String>>,
}

impl Input {
    /// An input outside of a form, which never has a problem.
    pub fn new(id: &'static str, text: RwSignal<String>) -> Self {
        Self {
            id,
            text,
            problem: Signal::stored(None),
        }
    }
}

impl Form {
    pub fn new() -> Self {
        Self {
            texts: StoredValue::new(Vec::new()),
            problems: RwSignal::default(),
            is_sending: RwSignal::default(),
        }
    }

    pub fn input(self, id: &'static str) -> Input {
        Input {
            id,
            text: self.text(id),
            problem: self.problem(id),
        }
    }

    /// The text of an input. It lives as long as the form: its page may be left and shown again.
    pub fn text(self, id: &'static str) -> RwSignal<String> {
        let text = self.texts.try_update_value(|texts| {
            if let Some((_, text)) = texts.iter().find(|(known, _)| *known == id) {
                return text.clone();
            }
            let text = ArcRwSignal::default();
            texts.push((id, text.clone()));
            text
        });
        text.unwrap_or_default().into()
    }

    /// The problem of a field that the last submission found, as the id of the message.
    pub fn problem(self, field: &'static str) -> Signal<Option<String>> {
        Signal::derive(move || {
            self.problems.with(|problems| {
                problems
                    .iter()
                    .find(|error| error.field == field)
                    .map(FieldError::message_id)
            })
        })
    }

    pub fn typed(self) -> Typed {
        let texts = self.texts().into_iter();
        Typed(
            texts
                .map(|(id, text)| (id, text.get_untracked()))
                .filter(|(_, text)| !text.is_empty())
                .collect(),
        )
    }

    /// Replaces the content with these texts.
    pub fn fill(self, typed: &Typed) {
        for (id, _) in &typed.0 {
            self.text(id);
        }
        for (id, text) in self.texts() {
            text.set(typed.text(id).to_owned());
        }
        self.problems.set(Vec::new());
        self.is_sending.set(false);
    }

    pub fn clear(self) {
        self.fill(&Typed::default());
    }

    pub fn is_empty(self) -> bool {
        self.typed().0.is_empty()
    }

    fn texts(self) -> Vec<(&'static str, ArcRwSignal<String>)> {
        self.texts.try_get_value().unwrap_or_default()
    }
}

impl Default for Form {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The owner of the signals, which must live as long as the test, and a form.
    fn form() -> (Owner, Form) {
        let owner = Owner::new();
        owner.set();
        (owner, Form::new())
    }

    #[test]
    fn what_was_typed_comes_back_when_it_is_filled_in_again() {
        let (_owner, form) = form();
        form.text("first_name").set("Zoë".to_owned());
        form.text("pin").set("2580".to_owned());
        let typed = form.typed();
        form.clear();
        assert!(form.is_empty());
        form.fill(&typed.filtered(|id| id != "pin"));
        assert_eq!(form.text("first_name").get_untracked(), "Zoë");
        assert_eq!(form.text("pin").get_untracked(), "");
    }

    #[test]
    fn a_form_can_be_filled_in_before_its_inputs_are_drawn() {
        let (_owner, form) = form();
        form.fill(&Typed::default().with("phone", "617 555 0142"));
        assert_eq!(form.text("phone").get_untracked(), "617 555 0142");
    }

    #[test]
    fn a_text_outlives_the_page_that_shows_it() {
        let (owner, form) = form();
        let page = owner.child();
        page.with(|| form.text("last_name").set("Example".to_owned()));
        page.cleanup();
        assert_eq!(form.typed().text("last_name"), "Example");
    }

    #[test]
    fn a_form_whose_page_is_gone_is_empty() {
        let (owner, form) = form();
        form.text("pin").set("2580".to_owned());
        owner.cleanup();
        form.fill(&Typed::default().with("pin", "1739"));
        form.is_sending.set(false);
        assert!(form.is_empty());
    }

    #[test]
    fn each_field_knows_its_own_problem_until_the_form_starts_over() {
        let (_owner, form) = form();
        let (pin, phone) = (form.problem("pin"), form.problem("phone"));
        form.problems.set(vec![FieldError::new("pin", "pin-is-a-run")]);
        assert_eq!(pin.get_untracked().as_deref(), Some("problem-pin-is-a-run"));
        assert_eq!(phone.get_untracked(), None);
        form.clear();
        assert_eq!(pin.get_untracked(), None);
    }
}
