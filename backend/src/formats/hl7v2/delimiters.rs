//! The delimiters of an HL7 v2 message; each message defines its own.

/// The characters of MSH-1 and MSH-2.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Delimiters {
    pub field: char,
    pub component: char,
    pub repetition: char,
    pub escape: char,
    pub subcomponent: char,
    /// Since version 2.7: a value that ends with this character was truncated.
    pub truncation: Option<char>,
}

impl Delimiters {
    pub const USUAL: Self = Self {
        field: '|',
        component: '^',
        repetition: '~',
        escape: '\\',
        subcomponent: '&',
        truncation: None,
    };

    /// Reads the delimiters of MSH; `None` unless they are five different marks.
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
