//! The search on the help page: filters the list of topics by the words of the query.

use leptos::ev::input;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::pages::{NOTHING_FOUND_ID, SEARCH_ID, TOPICS_ID};
use shared::routes::page;
use ui::browser::{self, dom};
use ui::i18n::{Part, Words};
use ui::languages::Languages;

/// The query of the search. It survives a change of the language.
#[derive(Clone, Copy)]
pub struct HelpSearch {
    words: Words,
    typed: StoredValue<String>,
}

pub fn use_help_search() -> HelpSearch {
    expect_context::<HelpSearch>()
}

impl HelpSearch {
    /// Starts to listen, whether the server or the app wrote the page.
    pub fn start(words: Words, languages: Languages) -> Self {
        let search = Self {
            words,
            typed: StoredValue::default(),
        };
        let _ = window_event_listener(input, move |event| {
            if dom::target_of(&event, &format!("#{SEARCH_ID}")).is_none() {
                return;
            }
            search
                .typed
                .set_value(dom::value_of(SEARCH_ID).unwrap_or_default());
            spawn_local(async move {
                // Without the texts of the topics the list stays complete.
                if languages.need(Part::Help).await.is_ok() {
                    search.show();
                }
            });
        });
        search
    }

    /// Writes the query back into a page that was drawn again.
    pub fn restore(self) {
        dom::set_value(SEARCH_ID, &self.typed.get_value());
        self.show();
    }

    /// Forgets the query when the person leaves the page.
    pub fn clear(self) {
        self.typed.set_value(String::new());
    }

    fn show(self) {
        let query = browser::lower_case(&self.typed.get_value());
        let found = page::HELP_TOPICS.map(|topic| self.holds_all(topic, &query));
        let is_empty = !found.contains(&true);
        dom::show_children(TOPICS_ID, found);
        dom::show(NOTHING_FOUND_ID, is_empty);
        if is_empty {
            browser::announce(&untrack(|| self.words.text(NOTHING_FOUND_ID)));
        }
    }

    fn holds_all(self, topic: &str, query: &str) -> bool {
        let text = untrack(|| {
            let title = self.words.text(&format!("help-{topic}-title"));
            let body = self.words.text(&format!("help-{topic}-body"));
            format!("{title} {body}")
        });
        holds_all(&browser::lower_case(&text), query)
    }
}

/// True when the text contains every word of the query; both are in lower case.
fn holds_all(text: &str, query: &str) -> bool {
    query.split_whitespace().all(|word| text.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_the_search_must_be_there() {
        assert!(holds_all("i cannot find my record", "find record"));
        assert!(!holds_all("i cannot find my record", "find pin"));
        assert!(holds_all("anything", " "));
    }
}
