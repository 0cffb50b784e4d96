//! Reads the delimiters from the beginning of a message.

use crate::intake::header::Delimiters;

impl Delimiters {
    /// Reads them from the message's begin; `None` where they are not five different marks.
    pub fn of_header(text: &str) -> Option<Self> {
        let mut letters = text.strip_prefix("MSH")?.chars();
        let field = letters.next()?;
        let encoding: Vec<char> = letters.take_while(|letter| *letter != field).collect();
        let (4 | 5, [component, repetition, escape, subcomponent, ..]) =
            (encoding.len(), encoding.as_slice())
        else {
            return None;
        };
        let truncation = encoding.get(4).copied();
        let mut all = vec![field, *component, *repetition, *escape, *subcomponent];
        all.extend(truncation);
        let is_usable = |at: usize| all[at].is_ascii_punctuation() && !all[..at].contains(&all[at]);
        (0..all.len()).all(is_usable).then_some(Self {
            field,
            component: *component,
            repetition: *repetition,
            escape: *escape,
            subcomponent: *subcomponent,
            truncation,
        })
    }
}
