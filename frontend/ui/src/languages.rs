//! Fetches texts when they are needed: at the start, when the person changes the language, when a page needs more.

use std::collections::BTreeMap;

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::locale::Locale;
use shared::portal::Portal;
use shared::shell::{ShellData, WordFiles};

use crate::api::{ApiError, fetch_portal, fetch_words};
use crate::browser;
use crate::i18n::{Part, Voice, Words};

/// The paths of the texts, and the store that receives them.
#[derive(Clone, Copy)]
pub struct Languages {
    words: Words,
    files: StoredValue<BTreeMap<String, WordFiles>>,
    /// The language that the person chose last. Answers for another language are ignored.
    chosen: StoredValue<Locale>,
}

/// The texts of the first view.
pub struct FirstWords {
    pub voice: Voice,
    pub portal: Portal,
    pub files: BTreeMap<String, WordFiles>,
}

/// Fetches the texts of the page's language, which the server chose.
pub async fn fetch_first_words(shell: ShellData) -> Result<FirstWords, ApiError> {
    let locale = Locale::from_tag(&shell.locale).unwrap_or(Locale::ENGLISH);
    Ok(FirstWords {
        voice: fetch_voice(&shell.words, locale, &[]).await?,
        portal: shell.portal,
        files: shell.words,
    })
}

impl Languages {
    pub fn new(words: Words, files: BTreeMap<String, WordFiles>) -> Self {
        Self {
            words,
            files: StoredValue::new(files),
            chosen: StoredValue::new(untrack(|| words.locale())),
        }
    }

    /// Changes to this language once its texts are loaded, unless the person chooses another one meanwhile. If the texts cannot
    /// be fetched nothing changes, not even the cookie.
    pub fn switch(self, locale: Locale) {
        self.chosen.set_value(locale);
        spawn_local(async move {
            let files = self.files.get_value();
            let parts = self.words.parts();
            if let (Ok(voice), Ok(portal)) = (
                fetch_voice(&files, locale, &parts).await,
                fetch_portal(locale).await,
            ) && self.chosen.get_value() == locale
            {
                self.words.change(voice, portal);
                browser::remember_language(locale);
            }
        });
    }

    /// Fetches a part of the chosen language if it is not loaded. Returns an error if that fails.
    pub async fn need(self, part: Part) -> Result<(), ApiError> {
        let locale = untrack(|| self.words.locale());
        if !self.words.parts().contains(&part) {
            let path = self.files.with_value(|files| path_of(files, locale, part));
            let ftl = fetch_words(&path.ok_or(ApiError::Unexpected)?).await?;
            self.words.add(locale, part, ftl);
        }
        Ok(())
    }

    /// Fetches the English texts of a record as well, for pages that show them next to the person's language.
    pub fn need_english(self) {
        if untrack(|| self.words.has_english()) {
            return;
        }
        spawn_local(async move {
            let files = self.files.get_value();
            if let Ok(voice) = fetch_voice(&files, Locale::ENGLISH, &[Part::Record]).await {
                self.words.add_english(voice);
            }
        });
    }
}

pub fn use_languages() -> Languages {
    expect_context::<Languages>()
}

async fn fetch_voice(
    files: &BTreeMap<String, WordFiles>,
    locale: Locale,
    parts: &[Part],
) -> Result<Voice, ApiError> {
    let fetch = async |part| {
        let path = path_of(files, locale, part).ok_or(ApiError::Unexpected)?;
        fetch_words(&path).await
    };
    let mut voice = Voice::new(locale, fetch(Part::First).await?);
    for part in parts.iter().filter(|part| **part != Part::First) {
        voice.add(*part, fetch(*part).await?);
    }
    Ok(voice)
}

fn path_of(files: &BTreeMap<String, WordFiles>, locale: Locale, part: Part) -> Option<String> {
    let files = files.get(locale.tag())?;
    Some(match part {
        Part::First => files.first.clone(),
        Part::Record => files.record.clone(),
        Part::Help => files.help.clone(),
        Part::Legal => files.legal.clone(),
    })
}
