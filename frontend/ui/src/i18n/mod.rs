//! The only door to Fluent: every word a view shows is asked for here, in the language the person chose.

mod choice;
mod dates;
mod hours;
mod rich;
mod voice;

use fluent::{FluentArgs, FluentValue};
use leptos::prelude::*;
use shared::locale::Locale;
use shared::portal::Portal;

pub use choice::choose;
pub use dates::{DatePart, Months};
pub use rich::{Piece, pieces, rich};
pub use voice::{Part, Voice};

/// A value a message is given. The kind decides how the view shows it: some texts run left to right everywhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arg {
    Text(String),
    Number(u32),
    /// A code or an address: left to right in every language.
    Ltr(String),
    Phone(String),
    Email(String),
}

/// The words of the chosen language and the names of the department, for every view.
#[derive(Clone, Copy)]
pub struct Words {
    voice: RwSignal<Voice, LocalStorage>,
    /// English, where a page shows it beside another language.
    english: RwSignal<Option<Voice>, LocalStorage>,
    pub portal: RwSignal<Portal>,
    /// When the help phone is answered, in the chosen language: one line for each group of days.
    pub hours: Memo<Vec<String>>,
}

impl Words {
    pub fn new(voice: Voice, portal: Portal) -> Self {
        let voice = RwSignal::new_local(voice);
        let portal = RwSignal::new(portal);
        Self {
            voice,
            english: RwSignal::new_local(None),
            portal,
            hours: Memo::new(move |_| {
                voice.with(|voice| portal.with(|portal| hours::lines(voice, &portal.help_hours)))
            }),
        }
    }

    pub fn locale(self) -> Locale {
        self.voice.with(Voice::locale)
    }

    /// The parts that are there in the chosen language.
    pub fn parts(self) -> Vec<Part> {
        self.voice.with_untracked(Voice::parts)
    }

    pub fn has_part(self, part: Part) -> bool {
        self.voice.with(|voice| voice.parts().contains(&part))
    }

    /// Speaks another language from now on.
    pub fn change(self, voice: Voice, portal: Portal) {
        self.portal.set(portal);
        self.voice.set(voice);
    }

    /// Adds a part of the chosen language, unless the person changed the language in the meantime.
    pub fn add(self, locale: Locale, part: Part, ftl: String) {
        self.voice.update(|voice| {
            if voice.locale() == locale {
                voice.add(part, ftl);
            }
        });
    }

    pub fn has_english(self) -> bool {
        self.locale() == Locale::ENGLISH || self.english.with(Option::is_some)
    }

    pub fn add_english(self, voice: Voice) {
        self.english.set(Some(voice));
    }

    pub fn has(self, id: &str) -> bool {
        self.voice.with(|voice| voice.has(id))
    }

    pub fn text(self, id: &str) -> String {
        self.text_with(id, &[])
    }

    pub fn text_with(self, id: &str, args: &[(&'static str, Arg)]) -> String {
        rich::plain(&self.marked(id, args))
    }

    /// The same message in English; nothing while English is not there.
    pub fn english(self, id: &str, args: &[(&'static str, Arg)]) -> Option<String> {
        if self.locale() == Locale::ENGLISH {
            return Some(self.text_with(id, args));
        }
        let args = self.fluent_args(args);
        self.english
            .with(|english| english.as_ref().map(|voice| rich::plain(&voice.say(id, &args))))
    }

    /// The message cut into pieces, so that a view can wrap phones, addresses and codes.
    pub fn pieces(self, id: &str, args: &[(&'static str, Arg)]) -> Vec<Piece> {
        pieces(&self.marked(id, args))
    }

    /// The message with marks around what `pieces` finds again.
    pub fn marked(self, id: &str, args: &[(&'static str, Arg)]) -> String {
        let args = self.fluent_args(args);
        self.voice.with(|voice| voice.say(id, &args))
    }

    /// The given values and those of the department, which every message may use.
    fn fluent_args(self, args: &[(&'static str, Arg)]) -> FluentArgs<'static> {
        let hours = self.hours.with(|lines| lines.join(" · "));
        let mut all = self.portal.with(|portal| {
            FluentArgs::from_iter([
                ("service", FluentValue::from(portal.service_name.clone())),
                ("department", FluentValue::from(portal.department.clone())),
                ("operator", FluentValue::from(portal.operator.clone())),
                ("registry", FluentValue::from(portal.registry_name.clone())),
                ("law", FluentValue::from(portal.law_basis.clone())),
                ("delay", FluentValue::from(portal.update_delay_hours)),
                ("phone", rich::mark(&Arg::Phone(portal.help_phone.clone()))),
                ("email", rich::mark(&Arg::Email(portal.help_email.clone()))),
                ("hours", FluentValue::from(hours)),
            ])
        });
        for (name, value) in args {
            all.set(*name, rich::mark(value));
        }
        all
    }
}

pub fn use_words() -> Words {
    expect_context::<Words>()
}

/// The words of a message, following the language.
pub fn t(id: &'static str) -> Signal<String> {
    let words = use_words();
    Signal::derive(move || words.text(id))
}
