//! The available languages: tag, own name, direction. The texts are in `locales/<tag>/`.

use std::fmt;

/// The direction in which a language is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    LeftToRight,
    RightToLeft,
}

impl Direction {
    /// The value of HTML's `dir`.
    pub const fn html(self) -> &'static str {
        match self {
            Self::LeftToRight => "ltr",
            Self::RightToLeft => "rtl",
        }
    }
}

#[derive(Debug, PartialEq, Eq)]
struct Language {
    tag: &'static str,
    own_name: &'static str,
    direction: Direction,
}

/// One row per folder in `locales/`; a test compares the two.
const LANGUAGES: [Language; 3] = [
    Language {
        tag: "en",
        own_name: "English",
        direction: Direction::LeftToRight,
    },
    Language {
        tag: "fr",
        own_name: "Français",
        direction: Direction::LeftToRight,
    },
    Language {
        tag: "ar",
        own_name: "العربية",
        direction: Direction::RightToLeft,
    },
];

/// An available language.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Locale(&'static Language);

impl Locale {
    /// The language in which every text is written first.
    pub const ENGLISH: Self = Self(&LANGUAGES[0]);

    pub fn all() -> impl Iterator<Item = Self> {
        LANGUAGES.iter().map(Self)
    }

    /// The BCP 47 tag, which is also the name of the folder.
    pub const fn tag(self) -> &'static str {
        self.0.tag
    }

    /// The language's name in itself.
    pub const fn own_name(self) -> &'static str {
        self.0.own_name
    }

    pub const fn direction(self) -> Direction {
        self.0.direction
    }

    /// Finds the language for a BCP 47 tag, ignoring case. A region or script without a folder of its own is
    /// dropped (RFC 4647 section 3.4, lookup): `fr-CA` becomes `fr`.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let mut wanted = tag.trim().replace('_', "-");
        loop {
            if let Some(found) = Self::all().find(|locale| locale.tag().eq_ignore_ascii_case(&wanted)) {
                return Some(found);
            }
            wanted.truncate(wanted.rfind('-')?);
        }
    }
}

impl fmt::Debug for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Locale({})", self.tag())
    }
}

impl fmt::Display for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_region_without_its_own_folder_falls_back_to_the_language() {
        assert_eq!(Locale::from_tag("fr-CA").map(Locale::tag), Some("fr"));
        assert_eq!(Locale::from_tag("AR_eg").map(Locale::tag), Some("ar"));
        assert_eq!(Locale::from_tag("tlh"), None);
        assert_eq!(Locale::from_tag(""), None);
    }
}
