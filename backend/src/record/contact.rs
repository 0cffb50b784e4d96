//! The kind and the owner of a contact.

use shared::contact::Contact;
use shared::named;

named! {
    /// The two kinds of contact, which never share a hash. The names are also those of FHIR (`ContactPoint.system`).
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
    /// The owner of a contact in a patient's record.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum ContactOwner {
        Patient = "self",
        /// A parent or another guardian.
        Guardian = "guardian",
    }
}
