//! The help pages: a list that can be searched, and a page for each topic.

use leptos::prelude::*;
use shared::routes::page;

use super::part_gate::PartGate;
use ui::browser;
use ui::components::{ContactBlock, Heading, InputKind, Prose, TextField, use_announcer};
use ui::i18n::{Part, t, use_words};

#[component]
pub fn HelpPage() -> impl IntoView {
    view! { <PartGate part=Part::Help show=Callback::new(|()| view! { <Topics/> }.into_any())/> }
}

#[component]
fn Topics() -> impl IntoView {
    let words = use_words();
    let announcer = use_announcer();
    let query = RwSignal::new(String::new());
    let found = Memo::new(move |_| {
        let query = query.with(|query| browser::lower_case(query));
        page::HELP_TOPICS
            .iter()
            .copied()
            .filter(|topic| {
                let body = words.text(&format!("help-{topic}-body"));
                holds_all(
                    &format!("{} {body}", words.text(&format!("help-{topic}-title"))),
                    &query,
                )
            })
            .collect::<Vec<_>>()
    });
    Effect::new(move |_| {
        if found.with(Vec::is_empty) {
            announcer.say(words.text("help-search-none"));
        }
    });
    let topic = move |topic: &'static str| {
        view! {
            <li>
                <a href=format!("{}/{topic}", page::HELP)>
                    {move || words.text(&format!("help-{topic}-title"))}
                </a>
            </li>
        }
    };
    view! {
        <Heading text=t("help-title")/>
        <div role="search">
            <TextField id="help-search" label="help-search-label" kind=InputKind::Search value=query problem=None/>
        </div>
        <ul class="topics">{move || found.get().into_iter().map(topic).collect_view()}</ul>
        {move || found.with(Vec::is_empty).then(|| view! { <p>{t("help-search-none")}</p> })}
        <ContactBlock/>
    }
}

#[component]
pub fn HelpTopicPage(topic: &'static str) -> impl IntoView {
    view! { <PartGate part=Part::Help show=Callback::new(move |()| view! { <Topic topic/> }.into_any())/> }
}

#[component]
fn Topic(topic: &'static str) -> impl IntoView {
    let words = use_words();
    view! {
        <p><a class="back" href=page::HELP>{t("help-title")}</a></p>
        <Heading text=Signal::derive(move || words.text(&format!("help-{topic}-title")))/>
        <Prose id=format!("help-{topic}-body")/>
        <ContactBlock/>
    }
}

/// True when the text holds every word of the query; both are in small letters.
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
