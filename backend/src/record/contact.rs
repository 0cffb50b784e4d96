//! What is known of a contact beside its text: which kind it is, and whose.

use shared::contact::Contact;
use shared::named;

named! {
    /// The two kinds of contact, which never share a key. The names are also those of FHIR (`ContactPoint.system`).
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum ContactKind {
        Phone = "phone",
        Email = "email",
    }
}

impl ContactKind {
    pub const fn of(contact: &Contact) -> Self {
        match contact {
            Contact::Phone(_) => Self::Phone,
            Contact::Email(_) => Self::Email,
        }
    }
}

named! {
    /// Whose contact a patient's record has.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum ContactOwner {
        Patient = "self",
        /// A parent or another guardian.
        Guardian = "guardian",
    }
}
