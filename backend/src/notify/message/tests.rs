//! Tests of every message in every language and channel.

use serde_json::json;

use super::*;

/// At least as long as the neutral texts, so that a text message with those fits, too.
const SERVICE: &str = "My Vax Records";
const REQUEST_CODE: &str = "K7P4";
const LINK: &str = "https://vax.example.org/open?lang=fr#0123456789ABCDEFGHJKMNPQRS";
const REQUEST_URL: &str = "https://vax.example.org/request?lang=fr";
const HELP_URL: &str = "https://vax.example.org/help/not-found?lang=fr";

fn locale(tag: &str) -> Locale {
    Locale::from_tag(tag).unwrap()
}

fn portal() -> Portal {
    serde_json::from_value(json!({
        "service_name": SERVICE,
        "department": "Department of Health",
        "registry_name": "the Example Registry",
        "operator": "The Example Department of Health",
        "official_banner": "",
        "law_basis": "",
        "help_phone": "(555) 555-0100",
        "help_hours": [
            {"days": ["mon", "tue", "wed", "thu"], "opens": "08:30", "closes": "18:00"},
            {"days": ["sat"], "opens": "09:00", "closes": "12:00"},
        ],
        "interpreter": "An interpreter is free <of charge>.",
        "help_email": "help@example.org",
        "links": {},
        "update_delay_hours": 48,
        "default_locale": "en",
        "locales": ["en", "fr", "ar"],
        "channels": {"sms": "on", "email": "on"},
        "demo": false,
    }))
    .unwrap()
}

const LINK_SENT: Content<'static> = Content::Link {
    link: LINK,
    request_code: REQUEST_CODE,
    valid_hours: 24,
};

const NOT_FOUND: Content<'static> = Content::NotFound {
    request_code: REQUEST_CODE,
    request_url: REQUEST_URL,
    help_url: HELP_URL,
};

const LIMITED: Content<'static> = Content::Limited {
    request_code: REQUEST_CODE,
    hours: 11,
};

/// Every content in every language.
fn all() -> impl Iterator<Item = (Locale, Content<'static>)> {
    Locale::all().flat_map(|locale| {
        [LINK_SENT, NOT_FOUND, LIMITED]
            .into_iter()
            .map(move |content| (locale, content))
    })
}

fn write(locale: Locale, channel: Channel, content: &Content<'_>) -> Composed {
    compose(&Words::load().unwrap(), &portal(), locale, channel, content)
}

#[test]
fn a_text_message_takes_three_segments_at_most() {
    for (locale, content) in all() {
        let text = write(locale, Channel::Sms, &content).text;
        let count = segments::count(&text);
        assert!(count <= 3, "{locale}: {count} segments\n{text}");
    }
}

#[test]
fn a_link_stands_alone_on_its_line() {
    for (locale, content) in all() {
        let links: &[&str] = match content {
            Content::Link { .. } => &[LINK],
            Content::NotFound { .. } => &[REQUEST_URL, HELP_URL],
            Content::Limited { .. } => &[],
        };
        for channel in [Channel::Sms, Channel::Email] {
            let text = write(locale, channel, &content).text;
            for link in links {
                assert!(text.lines().any(|line| line == *link), "{locale}: {text}");
            }
        }
    }
}

#[test]
fn every_message_says_code_phone_and_service_and_leaves_no_gap() {
    for (locale, content) in all() {
        for channel in [Channel::Sms, Channel::Email] {
            let composed = write(locale, channel, &content);
            for part in [Some(composed.text), composed.html].into_iter().flatten() {
                for said in [REQUEST_CODE, "555-0100", SERVICE] {
                    assert!(part.contains(said), "{locale}: {said}\n{part}");
                }
                assert!(
                    !part.contains("{$") && !part.contains("message-"),
                    "{locale}: {part}"
                );
            }
        }
    }
}

#[test]
fn an_email_says_operator_hours_and_interpreter_once_per_part() {
    let composed = write(Locale::ENGLISH, Channel::Email, &LINK_SENT);
    for said in [
        "The Example Department of Health",
        "Monday to Thursday, 8:30 a.m. to 6:00 p.m.",
        "Saturday, 9:00 a.m. to 12:00 p.m.",
        "help@example.org",
        "The link works for 24 hours.",
    ] {
        assert_eq!(
            composed.text.matches(said).count(),
            1,
            "{said}: {}",
            composed.text
        );
        assert_eq!(composed.html.as_ref().unwrap().matches(said).count(), 1, "{said}");
    }
    assert!(composed.text.contains("An interpreter is free <of charge>."));
}

#[test]
fn html_is_escaped_and_says_language_and_direction() {
    let html = write(locale("ar"), Channel::Email, &NOT_FOUND).html.unwrap();
    assert!(html.contains("<html lang=\"ar\" dir=\"rtl\">"));
    assert!(html.contains("<div lang=\"ar\" dir=\"rtl\">"));
    assert!(html.contains("free &lt;of charge&gt;."));
    assert!(!html.contains("<img") && !html.contains("src=") && !html.contains("<style"));
}

#[test]
fn both_parts_of_an_email_have_the_same_words() {
    for (locale, content) in all() {
        let composed = write(locale, Channel::Email, &content);
        let html = composed.html.unwrap();
        for line in composed.text.lines().filter(|line| !line.is_empty()) {
            let words = line.trim_start_matches("- ");
            let escaped = words
                .replace('&', "&amp;")
                .replace('<', "&lt;")
                .replace('>', "&gt;")
                .replace('\'', "&#39;");
            assert!(html.contains(&escaped), "{locale}: {line}");
        }
    }
}

#[test]
fn only_an_email_has_subject_and_html() {
    let sms = write(Locale::ENGLISH, Channel::Sms, &NOT_FOUND);
    assert!(sms.subject.is_none() && sms.html.is_none());
    let email = write(Locale::ENGLISH, Channel::Email, &NOT_FOUND);
    assert!(email.subject.is_some_and(|subject| !subject.contains('\n')));
}
