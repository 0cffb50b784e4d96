//! The only door to Fluent: every text of a view comes from here, in the chosen language.

mod dates;
mod voice;

use leptos::prelude::*;
use shared::locale::Locale;
use shared::opening_hours;
use shared::portal::Portal;
use shared::texts::Texts;

pub use dates::{DatePart, Months};
pub use shared::texts::Arg;
pub use voice::{Part, Voice};

/// The texts of the chosen language and of the department, for every view.
#[derive(Clone, Copy)]
pub struct Words {
    voice: RwSignal<Voice, LocalStorage>,
    /// English, for pages that show it next to another language.
    english: RwSignal<Option<Voice>, LocalStorage>,
    pub portal: RwSignal<Portal>,
    /// The opening hours of the help phone, in the chosen language.
    help_hours: Memo<Vec<String>>,
}

impl Words {
    pub fn new(voice: Voice, portal: Portal) -> Self {
        let voice = RwSignal::new_local(voice);
        let portal = RwSignal::new(portal);
        Self {
            voice,
            english: RwSignal::new_local(None),
            portal,
            help_hours: Memo::new(move |_| {
                voice.with(|voice| {
                    portal.with(|portal| {
                        opening_hours::lines(&portal.help_hours, &|id, args| voice.format(id, args))
                    })
                })
            }),
        }
    }

    pub fn locale(self) -> Locale {
        self.voice.with(Voice::locale)
    }

    /// The loaded parts of the chosen language.
    pub fn parts(self) -> Vec<Part> {
        self.voice.with_untracked(Voice::parts)
    }

    pub fn has_part(self, part: Part) -> bool {
        self.voice.with(|voice| voice.parts().contains(&part))
    }

    /// Changes the language.
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

    /// Reads the texts of the chosen language, and follows its changes.
    pub fn with_texts<T>(self, read: impl FnOnce(&Texts<'_>) -> T) -> T {
        self.voice.with(|voice| self.read(voice, read))
    }

    pub fn text(self, id: &str) -> String {
        self.text_with(id, &[])
    }

    pub fn text_with(self, id: &str, args: &[(&'static str, Arg)]) -> String {
        self.with_texts(|texts| texts.text(id, args))
    }

    /// Reads the English texts; `None` while English is not loaded.
    pub fn with_english<T>(self, read: impl FnOnce(&Texts<'_>) -> T) -> Option<T> {
        if self.locale() == Locale::ENGLISH {
            return Some(self.with_texts(read));
        }
        self.english
            .with(|english| english.as_ref().map(|voice| self.read(voice, read)))
    }

    /// The same message in English; `None` while English is not loaded.
    pub fn english(self, id: &str, args: &[(&'static str, Arg)]) -> Option<String> {
        self.with_english(|texts| texts.text(id, args))
    }

    fn read<T>(self, voice: &Voice, read: impl FnOnce(&Texts<'_>) -> T) -> T {
        self.portal.with(|portal| {
            self.help_hours.with(|help_hours| {
                read(&Texts {
                    locale: voice.locale(),
                    portal,
                    help_hours,
                    format: &|id, args| voice.format(id, args),
                })
            })
        })
    }
}

pub fn use_words() -> Words {
    expect_context::<Words>()
}

/// The text of a message. It follows the language.
pub fn t(id: &'static str) -> Signal<String> {
    let words = use_words();
    Signal::derive(move || words.text(id))
}
