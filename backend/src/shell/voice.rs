//! The words of one page in one language, with the department's values put in, as plain text or as HTML.

use fluent::FluentValue;
use shared::locale::Locale;
use shared::opening_hours::{self, Value};
use shared::portal::Portal;

use super::prose;
use super::template::escape;
use crate::words::Words;

/// Private-use characters around a value while Fluent works, so that it is found again in any language.
const START: char = '\u{E000}';
const END: char = '\u{E001}';

pub struct Voice<'a> {
    pub words: &'a Words,
    pub locale: Locale,
    pub portal: &'a Portal,
}

impl Voice<'_> {
    /// For titles, attributes and the manifest; not escaped.
    pub fn plain(&self, id: &str) -> String {
        let portal = self.portal;
        self.say(id, &portal.help_phone, &portal.help_email)
    }

    /// Text between tags: phone and e-mail address are links and run left to right.
    pub fn html(&self, id: &str) -> String {
        link_values(&escape(&self.marked(id)))
    }

    /// A long text: paragraphs, lists, steps.
    pub fn prose(&self, id: &str) -> String {
        prose::html(&self.marked(id), link_values)
    }

    /// `layout-document-title` around the title of a page.
    pub fn document_title(&self, page_title_id: &str) -> String {
        let values = [
            ("page", self.plain(page_title_id).into()),
            ("service", self.portal.service_name.as_str().into()),
        ];
        self.words.text(self.locale, "layout-document-title", &values)
    }

    /// When the help phone is answered, a line for each run of days.
    pub fn help_hours(&self) -> Vec<String> {
        opening_hours::lines(&self.portal.help_hours, |id, values| {
            let values: Vec<(&str, FluentValue<'_>)> = values
                .iter()
                .map(|(name, value)| match value {
                    Value::Text(text) => (*name, text.as_str().into()),
                    Value::Number(number) => (*name, (*number).into()),
                })
                .collect();
            self.words.text(self.locale, id, &values)
        })
    }

    fn marked(&self, id: &str) -> String {
        let mark = |kind: char, text: &str| format!("{START}{kind}{text}{END}");
        self.say(
            id,
            &mark('p', &self.portal.help_phone),
            &mark('e', &self.portal.help_email),
        )
    }

    fn say(&self, id: &str, phone: &str, email: &str) -> String {
        let portal = self.portal;
        let values: [(&str, FluentValue<'_>); 9] = [
            ("service", portal.service_name.as_str().into()),
            ("department", portal.department.as_str().into()),
            ("registry", portal.registry_name.as_str().into()),
            ("operator", portal.operator.as_str().into()),
            ("law", portal.law_basis.as_str().into()),
            ("hours", self.help_hours().join(" · ").into()),
            ("delay", portal.update_delay_hours.into()),
            ("phone", phone.into()),
            ("email", email.into()),
        ];
        self.words.text(self.locale, id, &values)
    }
}

/// Turns marked values of escaped text into links.
fn link_values(escaped: &str) -> String {
    let mut html = String::with_capacity(escaped.len());
    let mut rest = escaped;
    while let Some((before, after)) = rest.split_once(START) {
        let (value, tail) = after.split_once(END).unwrap_or((after, ""));
        let mut value = value.chars();
        let address = match value.next() {
            Some('p') => format!("tel:{}", dialled(value.as_str())),
            _ => format!("mailto:{}", value.as_str()),
        };
        html.push_str(before);
        html.extend([
            "<a href=\"",
            &address,
            "\" rel=\"external\"><bdi dir=\"ltr\">",
            value.as_str(),
            "</bdi></a>",
        ]);
        rest = tail;
    }
    html + rest
}

fn dialled(phone: &str) -> String {
    phone
        .chars()
        .filter(|c| c.is_ascii_digit() || *c == '+')
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phone_in_a_sentence_is_a_link_that_runs_left_to_right() {
        assert_eq!(
            link_values(&format!("Call {START}p+1 (800) 555-0100{END} now")),
            "Call <a href=\"tel:+18005550100\" rel=\"external\"><bdi dir=\"ltr\">+1 (800) 555-0100</bdi></a> now"
        );
    }
}
