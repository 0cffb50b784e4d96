//! The texts of one language with the department's values inserted, as plain text or as HTML. The caller provides Fluent:
//! browser and server each have their own bundle.

use crate::html::escape;
use crate::locale::Locale;
use crate::opening_hours;
use crate::portal::Portal;
use crate::prose::{self, Subheadings};

/// Private-use characters around a value during Fluent's formatting, which locate the value in any language.
const START: char = '\u{E000}';
const END: char = '\u{E001}';

/// A value for a message. The kind decides how HTML shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arg {
    Text(String),
    Number(u32),
    /// A code or an address, left to right in every language.
    Ltr(String),
    Phone(String),
    Email(String),
}

/// An argument for Fluent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FluentArg {
    Text(String),
    Number(u32),
}

impl Arg {
    /// The value between the marks that `Texts` resolves.
    pub fn marked(&self) -> FluentArg {
        let marked = |kind: char, text: &str| FluentArg::Text(format!("{START}{kind}{text}{END}"));
        match self {
            Self::Text(text) => FluentArg::Text(text.clone()),
            Self::Number(number) => FluentArg::Number(*number),
            Self::Ltr(text) => marked('l', text),
            Self::Phone(text) => marked('p', text),
            Self::Email(text) => marked('e', text),
        }
    }
}

/// Formats a message of one language: id and arguments in, text with marks out.
pub type Format<'a> = dyn Fn(&str, &[(&'static str, Arg)]) -> String + 'a;

#[derive(Clone, Copy)]
pub struct Texts<'a> {
    pub locale: Locale,
    pub portal: &'a Portal,
    /// The opening hours of the help phone, as `opening_hours::lines` formats them.
    pub help_hours: &'a [String],
    pub format: &'a Format<'a>,
}

impl Texts<'_> {
    /// For titles and attributes; not escaped.
    pub fn text(&self, id: &str, args: &[(&'static str, Arg)]) -> String {
        plain(&self.marked(id, args))
    }

    /// Text between tags. Phones and e-mail addresses become links; codes run left to right.
    pub fn html(&self, id: &str) -> String {
        self.html_with(id, &[])
    }

    pub fn html_with(&self, id: &str, args: &[(&'static str, Arg)]) -> String {
        inline(&self.marked(id, args))
    }

    /// A long text: paragraphs, lists, steps and subheadings.
    pub fn prose(&self, id: &str, subheadings: Subheadings, args: &[(&'static str, Arg)]) -> String {
        prose::html(id, &self.marked(id, args), subheadings)
    }

    /// Links to the subheadings of a long text, as list items.
    pub fn contents(&self, id: &str) -> String {
        prose::contents(id, &self.marked(id, &[]))
    }

    /// A time of the day (`HH:MM`) in the language's format; unchanged if it is none.
    pub fn time(&self, hours_and_minutes: &str) -> String {
        opening_hours::time(hours_and_minutes, self.format)
    }

    /// A date (`YYYY-MM-DD`, more may follow) in words; unchanged if it is not a date.
    pub fn date(&self, iso: &str) -> String {
        let Some((day, month, year)) = date_parts(iso) else {
            return iso.to_owned();
        };
        let month = self.text(&month_id(month), &[]);
        // Day and year are text: as numbers Fluent might group their digits.
        let args = [
            ("day", day.to_string()),
            ("month", month),
            ("year", year.to_string()),
        ];
        self.text("layout-date", &args.map(|(name, value)| (name, Arg::Text(value))))
    }

    /// The title of the document around the title of a page.
    pub fn document_title(&self, page: &str) -> String {
        self.text("layout-document-title", &[("page", Arg::Text(page.to_owned()))])
    }

    /// The message with marks around its values, as `plain` and `inline` resolve them.
    pub fn marked(&self, id: &str, args: &[(&'static str, Arg)]) -> String {
        let portal = self.portal;
        let text = |text: &String| Arg::Text(text.clone());
        let mut all = vec![
            ("service", text(&portal.service_name)),
            ("department", text(&portal.department)),
            ("operator", text(&portal.operator)),
            ("registry", text(&portal.registry_name)),
            ("law", text(&portal.law_basis)),
            ("delay", Arg::Number(portal.update_delay_hours)),
            ("phone", Arg::Phone(portal.help_phone.clone())),
            ("email", Arg::Email(portal.help_email.clone())),
            ("hours", Arg::Text(self.help_hours.join(" · "))),
        ];
        all.extend_from_slice(args);
        (self.format)(id, &all)
    }
}

/// The message id of a month, 1 to 12.
pub fn month_id(month: u32) -> String {
    format!("layout-month-{month}")
}

/// Day, month and year of `YYYY-MM-DD`. Handwritten: chrono's parser of patterns adds 20 kB to the browser app.
pub fn date_parts(iso: &str) -> Option<(u32, u32, u32)> {
    let mut numbers = iso.get(..10)?.split('-').map(|part| part.parse::<u32>().ok());
    let (year, month, day) = (numbers.next()??, numbers.next()??, numbers.next()??);
    ((1..=12).contains(&month) && (1..=31).contains(&day)).then_some((day, month, year))
}

/// A marked message as HTML.
pub fn inline(marked: &str) -> String {
    resolve(&escape(marked), |kind, value| {
        let link = match kind {
            'p' => format!("tel:{}", dialled(value)),
            'e' => format!("mailto:{value}"),
            _ => return format!("<bdi dir=\"ltr\">{value}</bdi>"),
        };
        // `external`: the router of the browser app leaves the link to the browser.
        format!("<a href=\"{link}\" rel=\"external\"><bdi dir=\"ltr\">{value}</bdi></a>")
    })
}

/// A marked message as plain text.
pub fn plain(marked: &str) -> String {
    resolve(marked, |_, value| value.to_owned())
}

/// Replaces each marked value; `show` gets its kind and its text.
fn resolve(marked: &str, show: impl Fn(char, &str) -> String) -> String {
    let mut text = String::with_capacity(marked.len());
    let mut rest = marked;
    while let Some((before, after)) = rest.split_once(START) {
        let (value, tail) = after.split_once(END).unwrap_or((after, ""));
        let mut value = value.chars();
        let kind = value.next().unwrap_or_default();
        text.push_str(before);
        text.push_str(&show(kind, value.as_str()));
        rest = tail;
    }
    text.push_str(rest);
    text
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

    fn marked(arg: &Arg) -> String {
        match arg.marked() {
            FluentArg::Text(text) => text,
            FluentArg::Number(number) => number.to_string(),
        }
    }

    #[test]
    fn a_phone_in_a_sentence_is_a_link_that_runs_left_to_right() {
        let message = format!("Call {} now", marked(&Arg::Phone("+1 (800) 555-0100".into())));
        assert_eq!(
            inline(&message),
            "Call <a href=\"tel:+18005550100\" rel=\"external\"><bdi dir=\"ltr\">+1 (800) 555-0100</bdi></a> now"
        );
        assert_eq!(plain(&message), "Call +1 (800) 555-0100 now");
    }

    #[test]
    fn an_argument_cannot_become_markup() {
        let message = format!("To {}", marked(&Arg::Ltr("<b>\"".into())));
        assert_eq!(inline(&message), "To <bdi dir=\"ltr\">&lt;b&gt;&quot;</bdi>");
    }

    #[test]
    fn a_message_without_marks_stays_as_it_is() {
        assert_eq!(inline("Help & more"), "Help &amp; more");
        assert_eq!(plain(""), "");
    }

    #[test]
    fn a_date_is_read_with_or_without_a_time() {
        assert_eq!(date_parts("2022-10-02"), Some((2, 10, 2022)));
        assert_eq!(date_parts("2022-10-02T11:00:00Z"), Some((2, 10, 2022)));
        assert_eq!(date_parts("soon"), None);
    }
}
