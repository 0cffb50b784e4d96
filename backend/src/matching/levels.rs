//! The levels of agreement in each field, and their weights: log2 of how much likelier a level is for the same person
//! than for another person with the same contact. They are integers in tenths of a bit, so that sums are exact.

/// Tenths of a bit.
pub type Decibits = i32;

/// First and last name are swapped.
pub const SWAPPED_NAMES: Decibits = -7;
/// Jr against Sr: a father and his son.
pub const SUFFIX_CONFLICT: Decibits = -90;

/// Agreement of the given name, from best to worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GivenLevel {
    Equal,
    /// One part of a compound, or an additional middle name.
    Part,
    Nickname,
    /// A typing error that does not result in another known given name.
    Typo,
    /// The typed name is the middle name.
    MiddleName,
    /// The same first part, but a conflicting second one: Mary Ann and Mary Beth.
    ConflictingSecond,
    InitialOnly,
    /// Similar, but both are real names, as twins may have.
    NearButReal,
    /// The name is unknown: the registry or the request has a placeholder.
    Placeholder,
    Different,
}

/// Agreement of the surname. Its weight is small, because most people with one contact share it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SurnameLevel {
    /// The same words in any order, particles ignored.
    Equal,
    Part,
    Typo,
    Different,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BirthLevel {
    Equal,
    /// Day and month swapped.
    Swapped,
    /// One digit, two neighbouring digits swapped, or one year off.
    NearlyEqual,
    /// The registry has 1 January of the same year, which often replaces an unknown day.
    FirstOfJanuary,
    Different,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GenderLevel {
    Equal,
    /// Other or unknown on either side.
    Open,
    Different,
}

impl GivenLevel {
    pub const fn decibits(self) -> Decibits {
        match self {
            Self::Equal => 65,
            Self::Part => 55,
            Self::Nickname => 50,
            Self::Typo => 45,
            Self::MiddleName => 20,
            Self::ConflictingSecond | Self::InitialOnly => -5,
            Self::NearButReal => -10,
            Self::Placeholder => -15,
            Self::Different => -60,
        }
    }

    pub const fn letter(self) -> char {
        match self {
            Self::Equal => 'E',
            Self::Part => 'P',
            Self::Nickname => 'N',
            Self::Typo => 'T',
            Self::MiddleName => 'M',
            Self::ConflictingSecond => 'C',
            Self::InitialOnly => 'I',
            Self::NearButReal => 'R',
            Self::Placeholder => 'H',
            Self::Different => 'D',
        }
    }
}

impl SurnameLevel {
    pub const fn decibits(self) -> Decibits {
        match self {
            Self::Equal => 6,
            Self::Part | Self::Typo => 3,
            Self::Different => -20,
        }
    }

    pub const fn letter(self) -> char {
        match self {
            Self::Equal => 'E',
            Self::Part => 'P',
            Self::Typo => 'T',
            Self::Different => 'D',
        }
    }
}

impl BirthLevel {
    pub const fn decibits(self) -> Decibits {
        match self {
            Self::Equal => 55,
            Self::Swapped => 25,
            Self::NearlyEqual | Self::FirstOfJanuary => 15,
            Self::Different => -70,
        }
    }

    pub const fn letter(self) -> char {
        match self {
            Self::Equal => 'E',
            Self::Swapped => 'W',
            Self::NearlyEqual => 'N',
            Self::FirstOfJanuary => 'J',
            Self::Different => 'D',
        }
    }
}

impl GenderLevel {
    pub const fn decibits(self) -> Decibits {
        match self {
            Self::Equal => 8,
            Self::Open => 0,
            Self::Different => -30,
        }
    }

    pub const fn letter(self) -> char {
        match self {
            Self::Equal => 'E',
            Self::Open => 'O',
            Self::Different => 'D',
        }
    }
}
