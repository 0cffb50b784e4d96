//! Contacts: a cell phone number or an e-mail address, as typed and as used for sending.

use serde::{Deserialize, Serialize};

use crate::codes::codes;
use crate::digits::{ascii_digits, is_invisible};
use crate::redacted::redacted_debug;

/// RFC 5321 section 4.5.3.1.3, without the angle brackets.
const EMAIL_MAX_BYTES: usize = 254;

codes! {
    /// The problems of a contact.
    ContactProblem, code:
    /// Neither a phone nor an e-mail address.
    Missing = "contact-missing",
    /// Both a phone and an e-mail address.
    Twice = "contact-twice",
    EmailMissing = "email-missing",
    EmailNotAnAddress = "email-not-an-address",
    EmailTooLong = "email-too-long",
    PhoneMissing = "phone-missing",
    PhoneTooShort = "phone-too-short",
    PhoneTooLong = "phone-too-long",
    PhoneNotANumber = "phone-not-a-number",
    /// No cell phone has such a number: premium, toll-free, or without subscribers. Only the server checks it.
    PhoneWithoutTexts = "phone-without-texts",
    /// The phone's country gets no texts here. Only the server knows the countries.
    PhoneCountry = "phone-country",
}

/// Which of the two contact fields has a problem, and which problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContactError {
    Phone(ContactProblem),
    Email(ContactProblem),
}

/// The address of the message.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Contact {
    Email(EmailAddress),
    Phone(PhoneNumber),
}

impl Contact {
    /// Exactly one of phone and e-mail. If neither is given, the phone counts as the missing one.
    pub fn parse(phone: &str, email: &str) -> Result<Self, ContactError> {
        let is_given = |typed: &str| !typed.trim().is_empty();
        match (is_given(phone), is_given(email)) {
            (true, false) => PhoneNumber::parse(phone)
                .map(Self::Phone)
                .map_err(ContactError::Phone),
            (false, true) => EmailAddress::parse(email)
                .map(Self::Email)
                .map_err(ContactError::Email),
            (false, false) => Err(ContactError::Phone(ContactProblem::Missing)),
            (true, true) => Err(ContactError::Email(ContactProblem::Twice)),
        }
    }

    /// The address for the gateway: the e-mail address, or the number in E.164.
    pub fn address(&self) -> &str {
        match self {
            Self::Email(email) => email.as_str(),
            Self::Phone(phone) => phone.e164(),
        }
    }
}

/// An e-mail address as typed, without surrounding spaces.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EmailAddress(String);

impl EmailAddress {
    /// Checks only the form (a local part, one at sign, a domain with a dot). Only a message shows whether it exists.
    pub fn parse(typed: &str) -> Result<Self, ContactProblem> {
        let address: String = typed.chars().filter(|c| !is_invisible(*c)).collect();
        let address = address.trim();
        if address.is_empty() {
            return Err(ContactProblem::EmailMissing);
        }
        if address.len() > EMAIL_MAX_BYTES {
            return Err(ContactProblem::EmailTooLong);
        }
        match address.rsplit_once('@') {
            Some((local, domain)) if is_local_part(local) && is_domain(domain) => {
                Ok(Self(address.to_owned()))
            }
            _ => Err(ContactProblem::EmailNotAnAddress),
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// RFC 5322 dot-atom, with letters of any script (RFC 6532). Quoted parts are rejected, because real mailboxes lack them.
fn is_local_part(text: &str) -> bool {
    text.len() <= 64
        && text.split('.').all(|atom| {
            !atom.is_empty()
                && atom
                    .chars()
                    .all(|c| c.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c))
        })
}

fn is_domain(text: &str) -> bool {
    text.contains('.')
        && text.split('.').all(|label| {
            (1..=63).contains(&label.len())
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.chars().all(|c| c.is_alphanumeric() || c == '-')
        })
        && text
            .rsplit('.')
            .next()
            .is_some_and(|top| top.chars().any(char::is_alphabetic))
}

/// A phone number in E.164: `+` and at most 15 digits.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PhoneNumber(String);

impl PhoneNumber {
    /// Parses a number in any usual spelling. A number without a country code is a North American one (ten digits).
    /// Only the form is checked; the server compares it with the numbering plan too.
    pub fn parse(typed: &str) -> Result<Self, ContactProblem> {
        let text: String = ascii_digits(typed)
            .chars()
            .filter(|c| !is_invisible(*c))
            .collect();
        let text = text.trim();
        if text.is_empty() {
            return Err(ContactProblem::PhoneMissing);
        }
        let (has_plus, rest) = match text.strip_prefix('+').or_else(|| text.strip_prefix('＋')) {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        if !rest
            .chars()
            .all(|c| c.is_ascii_digit() || c.is_whitespace() || "()-./‐‑–—".contains(c))
        {
            return Err(ContactProblem::PhoneNotANumber);
        }
        let digits: String = rest.chars().filter(char::is_ascii_digit).collect();
        // People dial 00 or 011 for the plus sign: 00 in most of the world, 011 in North America.
        let (is_international, digits) = match (
            has_plus,
            digits.strip_prefix("011").or_else(|| digits.strip_prefix("00")),
        ) {
            (true, _) => (true, digits.as_str()),
            (false, Some(after)) if after.len() >= 8 => (true, after),
            (false, _) => (false, digits.as_str()),
        };
        let national = digits
            .strip_prefix('1')
            .filter(|_| is_international || digits.len() >= 11);
        match (national, digits.len()) {
            (Some(national), _) if national.len() < 10 => Err(ContactProblem::PhoneTooShort),
            (Some(national), _) if national.len() > 10 => Err(ContactProblem::PhoneTooLong),
            (Some(national), _) => Ok(Self(format!("+1{national}"))),
            (None, 16..) => Err(ContactProblem::PhoneTooLong),
            (None, 8..) if is_international => Ok(Self(format!("+{digits}"))),
            (None, 10) => Ok(Self(format!("+1{digits}"))),
            (None, ..10) => Err(ContactProblem::PhoneTooShort),
            (None, _) => Ok(Self(format!("+{digits}"))),
        }
    }

    /// `+16175550142`.
    pub fn e164(&self) -> &str {
        &self.0
    }

    /// The ten national digits of a North American number; for others all digits after the plus.
    pub fn national_digits(&self) -> &str {
        self.0
            .strip_prefix("+1")
            .unwrap_or_else(|| self.0.trim_start_matches('+'))
    }

    /// The North American spelling, `(617) 555-0142`; other countries' numbers stay as they are.
    pub fn national_format(&self) -> String {
        match self.0.strip_prefix("+1") {
            Some(ten) if ten.len() == 10 => format!("({}) {}-{}", &ten[..3], &ten[3..6], &ten[6..]),
            _ => self.0.clone(),
        }
    }
}

redacted_debug!(Contact, EmailAddress, PhoneNumber);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phone_is_read_in_any_usual_spelling() {
        let spellings = [
            "6175550142",
            "(617) 555-0142",
            "617.555.0142",
            "1-617-555-0142",
            "+1 617 555 0142",
            "001 617 555 0142",
            "٦١٧٥٥٥٠١٤٢",
            "\u{202A}617 555 0142\u{202C}",
            "011 1 617 555 0142",
        ];
        for typed in spellings {
            assert_eq!(
                PhoneNumber::parse(typed).map(|phone| phone.0),
                Ok("+16175550142".to_owned()),
                "{typed}"
            );
        }
        assert_eq!(
            PhoneNumber::parse("+84 90 123 45 67").unwrap().e164(),
            "+84901234567"
        );
    }

    #[test]
    fn a_contact_is_exactly_one_of_phone_and_email() {
        let why = |phone, email| Contact::parse(phone, email).err();
        assert_eq!(why("617 555 0142", " "), None);
        assert_eq!(why("", "zoe@example.org"), None);
        assert_eq!(why(" ", ""), Some(ContactError::Phone(ContactProblem::Missing)));
        let both = ContactError::Email(ContactProblem::Twice);
        assert_eq!(why("617 555 0142", "zoe@example.org"), Some(both));
        let wrong = ContactError::Email(ContactProblem::EmailNotAnAddress);
        assert_eq!(why("", "zoe"), Some(wrong));
    }

    #[test]
    fn a_phone_that_cannot_be_one_says_why() {
        let why = |typed| PhoneNumber::parse(typed).unwrap_err();
        assert_eq!(why("  "), ContactProblem::PhoneMissing);
        assert_eq!(why("555-0142"), ContactProblem::PhoneTooShort);
        assert_eq!(why("+1 617 555 01"), ContactProblem::PhoneTooShort);
        assert_eq!(why("+1 617 555 0142 99"), ContactProblem::PhoneTooLong);
        assert_eq!(why("1 617 555 01423"), ContactProblem::PhoneTooLong);
        assert_eq!(why("12345678901234567"), ContactProblem::PhoneTooLong);
        assert_eq!(why("zoe@example.org"), ContactProblem::PhoneNotANumber);
    }

    #[test]
    fn a_phone_is_shown_in_its_national_format() {
        assert_eq!(
            PhoneNumber::parse("6175550142").unwrap().national_format(),
            "(617) 555-0142"
        );
        assert_eq!(
            PhoneNumber::parse("+33123456789").unwrap().national_format(),
            "+33123456789"
        );
    }

    #[test]
    fn an_email_address_has_one_at_sign_and_a_domain_with_a_dot() {
        for good in [
            "zoe@example.org",
            " zoe.m+vax@mail.example.org ",
            "o'neil@example.org",
            "zoë@exämple.org",
        ] {
            assert!(EmailAddress::parse(good).is_ok(), "{good}");
        }
        for bad in [
            "zoe",
            "zoe@",
            "@example.org",
            "zoe@example",
            "zoe @example.org",
            "a@b@example.org",
            "zoe@-a.org",
            "zoe@example.1",
            "a..b@example.org",
        ] {
            assert_eq!(
                EmailAddress::parse(bad).unwrap_err(),
                ContactProblem::EmailNotAnAddress,
                "{bad}"
            );
        }
        assert_eq!(
            EmailAddress::parse(&format!("{}@example.org", "a".repeat(250))).unwrap_err(),
            ContactProblem::EmailTooLong
        );
    }
}
