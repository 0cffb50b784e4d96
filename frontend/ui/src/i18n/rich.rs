//! Messages with parts that are shown in a way of their own: phones and addresses as links, codes left to right.

use fluent::FluentValue;
use leptos::prelude::*;

use super::{Arg, use_words};

/// Private-use characters stand around a value while Fluent works, so that it can be found again in any language.
const START: char = '\u{E000}';
const END: char = '\u{E001}';

/// A piece of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    Text(String),
    Ltr(String),
    Phone(String),
    Email(String),
}

/// The value as Fluent gets it.
pub fn mark(arg: &Arg) -> FluentValue<'static> {
    let marked = |kind: char, text: &str| FluentValue::from(format!("{START}{kind}{text}{END}"));
    match arg {
        Arg::Text(text) => FluentValue::from(text.clone()),
        Arg::Number(number) => FluentValue::from(*number),
        Arg::Ltr(text) => marked('l', text),
        Arg::Phone(text) => marked('p', text),
        Arg::Email(text) => marked('e', text),
    }
}

/// Cuts a marked message at its marks.
pub fn pieces(marked: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = marked;
    while let Some((before, after)) = rest.split_once(START) {
        let (value, tail) = after.split_once(END).unwrap_or((after, ""));
        if !before.is_empty() {
            pieces.push(Piece::Text(before.to_owned()));
        }
        let mut value = value.chars();
        let kind = value.next();
        let text = value.as_str().to_owned();
        pieces.push(match kind {
            Some('p') => Piece::Phone(text),
            Some('e') => Piece::Email(text),
            _ => Piece::Ltr(text),
        });
        rest = tail;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest.to_owned()));
    }
    pieces
}

/// The message as one text, for titles and attributes.
pub fn plain(marked: &str) -> String {
    pieces(marked)
        .into_iter()
        .map(|piece| match piece {
            Piece::Text(text) | Piece::Ltr(text) | Piece::Phone(text) | Piece::Email(text) => text,
        })
        .collect()
}

impl Piece {
    pub fn view(self) -> AnyView {
        match self {
            Self::Text(text) => text.into_any(),
            Self::Ltr(text) => view! { <bdi dir="ltr">{text}</bdi> }.into_any(),
            Self::Phone(text) => {
                let link = phone_link(&text);
                view! { <a href=link rel="external"><bdi dir="ltr">{text}</bdi></a> }.into_any()
            }
            Self::Email(text) => {
                let link = format!("mailto:{text}");
                view! { <a href=link rel="external"><bdi dir="ltr">{text}</bdi></a> }.into_any()
            }
        }
    }
}

/// A message with its phones, addresses and codes wrapped, following the language.
pub fn rich(id: &'static str, args: Vec<(&'static str, Arg)>) -> AnyView {
    let words = use_words();
    (move || {
        words
            .pieces(id, &args)
            .into_iter()
            .map(Piece::view)
            .collect_view()
    })
    .into_any()
}

fn phone_link(phone: &str) -> String {
    let dialled: String = phone
        .chars()
        .filter(|c| c.is_ascii_digit() || *c == '+')
        .collect();
    format!("tel:{dialled}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(arg: &Arg) -> String {
        match mark(arg) {
            FluentValue::String(text) => text.into_owned(),
            _ => String::new(),
        }
    }

    #[test]
    fn a_phone_inside_a_message_is_found_again() {
        let message = format!("Call {} now.", marked(&Arg::Phone("555-0100".into())));
        assert_eq!(
            pieces(&message),
            [
                Piece::Text("Call ".into()),
                Piece::Phone("555-0100".into()),
                Piece::Text(" now.".into()),
            ]
        );
        assert_eq!(plain(&message), "Call 555-0100 now.");
    }

    #[test]
    fn a_message_without_marks_is_one_piece() {
        assert_eq!(pieces("Help"), [Piece::Text("Help".into())]);
        assert_eq!(pieces(""), []);
    }

    #[test]
    fn a_phone_link_holds_only_what_is_dialled() {
        assert_eq!(phone_link("+1 (617) 555-0142"), "tel:+16175550142");
    }
}
