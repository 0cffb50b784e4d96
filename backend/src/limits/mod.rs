//! The limits: how many messages one contact, one person, one phone prefix and all texts together may cause. Pure: reading
//! and writing the counters is not here. `docs/security.md` has the table.

pub mod counters;
pub mod countries;
pub mod forwarded;
pub mod keys;
pub mod network;
pub mod text_budget;
pub mod verdict;
pub mod window;

use chrono::TimeDelta;

use shared::contact::{Contact, ContactProblem, PhoneNumber};
use shared::numbering_plan::has_subscribers;

use self::countries::Country;
use self::network::NetworkLimits;
use self::verdict::Texts;
use self::window::{HOUR, Rate};

/// How long an accepted request waits for the budget of texts, or for its prefix.
pub const LONGEST_WAIT: TimeDelta = TimeDelta::hours(48);

/// The numbers, from the settings `[limits]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    pub contact_at_once: u32,
    pub contact_per_hour: u32,
    pub contact_per_day: u32,
    pub birth_dates_per_day: u32,
    pub not_found_per_day: u32,
    pub identity_per_day: u32,
    pub prefix_texts_per_hour: u32,
    pub country_texts_per_hour: u32,
    pub texts_per_day: u32,
    /// Where texts may go.
    pub countries: Vec<Country>,
    pub network: NetworkLimits,
}

impl Limits {
    fn contact_rate(&self) -> Rate {
        Rate {
            at_once: self.contact_at_once,
            interval: HOUR / i32::try_from(self.contact_per_hour).unwrap_or(i32::MAX).max(1),
        }
    }

    /// Whether texts may go to this number.
    pub fn reaches(&self, phone: &PhoneNumber) -> bool {
        Country::of(phone.e164()).is_some_and(|country| self.countries.contains(&country))
    }

    /// Why no text can go to this contact, if it is a phone that cannot get one.
    pub fn problem_of(&self, contact: &Contact) -> Option<ContactProblem> {
        let Contact::Phone(phone) = contact else {
            return None;
        };
        let is_wrong = is_north_american(phone) && !has_subscribers(phone.national_digits());
        if is_wrong {
            Some(ContactProblem::PhoneWithoutTexts)
        } else {
            (!self.reaches(phone)).then_some(ContactProblem::PhoneCountry)
        }
    }

    /// The limit of texts to the contact's prefix or country.
    pub fn texts_to(&self, contact: &Contact) -> Texts {
        match contact {
            Contact::Email(_) => Texts::None,
            Contact::Phone(_) if self.problem_of(contact).is_some() => Texts::Nowhere,
            Contact::Phone(phone) if is_north_american(phone) => Texts::Route {
                per_hour: self.prefix_texts_per_hour,
            },
            Contact::Phone(_) => Texts::Route {
                per_hour: self.country_texts_per_hour,
            },
        }
    }
}

/// The first six national digits of a North American number; the country of another one.
pub fn route(phone: &PhoneNumber) -> &str {
    if is_north_american(phone) {
        return phone.national_digits().get(..6).unwrap_or_default();
    }
    Country::of(phone.e164()).map_or("", Country::code)
}

fn is_north_american(phone: &PhoneNumber) -> bool {
    phone.e164().starts_with("+1")
}
