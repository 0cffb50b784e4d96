//! The demo's inbox: the messages that a phone or mailbox would have received.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::locale::Locale;
use shared::message::{Channel, OutboxMessage};
use shared::pages::Page;

use super::fixed::FixedPage;
use super::service_problem::ServiceProblem;
use crate::api::fetch_messages;
use ui::api::ApiError;
use ui::browser;
use ui::components::Heading;
use ui::components::rich;
use ui::i18n::{Arg, t, use_words};

#[component]
pub fn DemoInboxPage() -> impl IntoView {
    let is_demo = use_words().portal.with_untracked(|portal| portal.demo);
    if is_demo {
        view! { <Inbox/> }.into_any()
    } else {
        view! { <FixedPage page=Page::NotFound is_first_visit=false/> }.into_any()
    }
}

#[component]
fn Inbox() -> impl IntoView {
    let answer = RwSignal::new(None::<Result<Vec<OutboxMessage>, ApiError>>);
    let fetch = move || {
        spawn_local(async move {
            let messages = fetch_messages().await;
            let _ = answer.try_set(Some(messages));
        });
    };
    fetch();
    view! {
        <Heading text=t("layout-inbox-title")/>
        <p class="lead">{t("layout-inbox-text")}</p>
        <p class="action">
            <button type="button" class="button-secondary" on:click=move |_| fetch()>
                {t("layout-inbox-refresh")}
            </button>
        </p>
        <div aria-live="polite">
            {move || match answer.get() {
                None => view! { <p>{t("layout-loading")}</p> }.into_any(),
                Some(Err(error)) => {
                    view! { <ServiceProblem message=error.message_id() on_retry=Callback::new(move |()| fetch())/> }.into_any()
                }
                Some(Ok(messages)) if messages.is_empty() => {
                    view! { <p>{t("layout-inbox-empty")}</p> }.into_any()
                }
                Some(Ok(messages)) => {
                    view! {
                        <ul class="inbox">
                            {messages
                                .into_iter()
                                .rev()
                                .map(|message| view! { <Message message/> })
                                .collect_view()}
                        </ul>
                    }
                        .into_any()
                }
            }}
        </div>
    }
}

#[component]
fn Message(message: OutboxMessage) -> impl IntoView {
    let words = use_words();
    let to = match message.channel {
        Channel::Sms => "layout-inbox-sms",
        Channel::Email => "layout-inbox-email",
    };
    let locale = Locale::from_tag(&message.locale);
    let sent_on = browser::local_date(&message.sent_at).unwrap_or(message.sent_at);
    view! {
        <li class="message">
            <h2>{rich(to, vec![("to", Arg::Ltr(message.to))])}</h2>
            <p class="hint">
                {move || words.text_with("layout-inbox-sent", &[("date", Arg::Text(words.date(&sent_on)))])}
            </p>
            <div
                class="message-bubble"
                lang=locale.map(Locale::tag)
                dir=locale.map(|locale| locale.direction().html())
            >
                {message.subject.map(|subject| view! { <p class="message-subject">{subject}</p> })}
                {message.text.lines().map(|line| view! { <p>{linked(line)}</p> }).collect_view()}
            </div>
        </li>
    }
}

/// The text of a line, with its links as elements.
fn linked(line: &str) -> Vec<AnyView> {
    line.split_inclusive(' ')
        .map(|word| {
            let address = word.trim_end();
            if address.starts_with("http://") || address.starts_with("https://") {
                let (target, shown) = (address.to_owned(), address.to_owned());
                // `external`: a link in a message opens with a new page, as it would from a phone.
                view! { <a href=target rel="external"><bdi dir="ltr">{shown}</bdi></a> " " }.into_any()
            } else {
                word.to_owned().into_any()
            }
        })
        .collect()
}
