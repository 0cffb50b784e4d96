//! The five letters that structure a message; each message names its own.

/// The letters of MSH-1 and MSH-2.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Delimiters {
    pub field: char,
    pub component: char,
    pub repetition: char,
    pub escape: char,
    pub subcomponent: char,
}

impl Delimiters {
    pub const USUAL: Self = Self {
        field: '|',
        component: '^',
        repetition: '~',
        escape: '\\',
        subcomponent: '&',
    };

    /// Reads them from the message's begin; `None` where they are not five different marks.
    pub fn of_header(text: &str) -> Option<Self> {
        let mut letters = text.strip_prefix("MSH")?.chars();
        let field = letters.next()?;
        let encoding: Vec<char> = letters.take_while(|letter| *letter != field).collect();
        // Version 2.7 adds a fifth letter, for truncation.
        let (4 | 5, [component, repetition, escape, subcomponent, ..]) =
            (encoding.len(), encoding.as_slice())
        else {
            return None;
        };
        let all = [field, *component, *repetition, *escape, *subcomponent];
        let is_usable = |at: usize| all[at].is_ascii_punctuation() && !all[..at].contains(&all[at]);
        (0..all.len()).all(is_usable).then_some(Self {
            field,
            component: *component,
            repetition: *repetition,
            escape: *escape,
            subcomponent: *subcomponent,
        })
    }
}
