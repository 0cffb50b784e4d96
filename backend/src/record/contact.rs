//! What is known of a contact beside its text: which kind it is, and whose.

use shared::contact::Contact;

/// The two kinds of contact, which never share a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContactKind {
    Phone,
    Email,
}

impl ContactKind {
    pub const ALL: [Self; 2] = [Self::Phone, Self::Email];

    pub const fn of(contact: &Contact) -> Self {
        match contact {
            Contact::Phone(_) => Self::Phone,
            Contact::Email(_) => Self::Email,
        }
    }

    /// Its name in the database and in FHIR (`ContactPoint.system`).
    pub const fn name(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Email => "email",
        }
    }
}

/// Whose contact stands on a patient's record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContactOwner {
    Patient,
    /// A parent or another guardian.
    Guardian,
}

impl ContactOwner {
    pub const ALL: [Self; 2] = [Self::Patient, Self::Guardian];

    /// Its name in the database.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Patient => "self",
            Self::Guardian => "guardian",
        }
    }
}
