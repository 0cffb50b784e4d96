//! Decides whether a request is answered, and counts it.

use chrono::{DateTime, Utc};

use super::Limits;
use super::counters::{ContactCounts, Counters};
use super::window::{DAY, HOUR, Window};

shared::named! {
    /// Which limit a request met; the reason code of the request.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum Limit {
        Contact = "contact-limit",
        BirthDates = "birth-date-limit",
        NotFound = "not-found-limit",
        Identity = "identity-limit",
        /// Of a prefix, or of a country.
        Route = "phone-prefix-limit",
        Budget = "text-budget",
        /// The phone is of a country that is not allowed. The form refuses it, unless the settings changed since.
        Country = "phone-country",
    }
}

/// What becomes of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Its link, or the message that no record was found.
    Answer,
    /// The one message that says when to try again.
    Limited { limit: Limit, until: DateTime<Utc> },
    /// No message: one was sent before, or no text can be sent.
    Silent { limit: Limit },
    /// It stays open: too many texts were sent, for which its sender is not to blame.
    Wait { limit: Limit, until: DateTime<Utc> },
}

/// What matching found out about a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    Record,
    Nothing,
    /// The limits forbid an answer, whatever matching would find.
    NotAsked,
}

/// The part of a request that counts.
#[derive(Clone, Copy, Debug)]
pub struct Asked {
    pub found: Found,
    /// A short keyed hash of the birth date.
    pub birth_date: u32,
    pub texts: Texts,
}

/// Whether the answer is a text, and how many of them its route allows in an hour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Texts {
    None,
    Route {
        per_hour: u32,
    },
    /// To a country that is not allowed.
    Nowhere,
}

impl Limits {
    /// Decides without counting.
    pub fn look(&self, counters: &Counters, asked: Asked, now: DateTime<Utc>) -> Verdict {
        self.judge(&mut counters.clone(), asked, now)
    }

    /// Decides and counts. Only the transaction that closes the request calls this.
    pub fn judge(&self, counters: &mut Counters, asked: Asked, now: DateTime<Utc>) -> Verdict {
        let over = self.over(counters, asked, now);
        let held_up = self.texts_held_up(counters, asked.texts, now);
        if let (None, Some((limit, until))) = (over, held_up) {
            return Verdict::Wait { limit, until };
        }
        if asked.found == Found::Nothing
            && !matches!(over, Some(Limit::Country | Limit::Contact | Limit::BirthDates))
        {
            counters.contact.add_wrong_date(asked.birth_date, now);
            if over != Some(Limit::Identity) {
                counters.identity.day.add(DAY, now);
            }
        }
        let Some(limit) = over else {
            if asked.found == Found::Nothing {
                counters.contact.not_found.add(DAY, now);
            }
            counters.contact.hour.add(HOUR, now);
            self.count_message(counters, asked.texts, now);
            return Verdict::Answer;
        };
        if limit == Limit::Country || held_up.is_some() || was_told(counters, limit, now) {
            return Verdict::Silent { limit };
        }
        counters.contact.limited.add(DAY, now);
        if limit == Limit::Identity {
            counters.identity.limited.add(DAY, now);
        }
        self.count_message(counters, asked.texts, now);
        let until = self.ends(counters, limit, now);
        Verdict::Limited { limit, until }
    }

    /// The first limit that forbids an answer. What the contact's holder may ask is checked before what was found, so that
    /// a further guess learns nothing.
    fn over(&self, counters: &Counters, asked: Asked, now: DateTime<Utc>) -> Option<Limit> {
        let contact = &counters.contact;
        let wrong_dates = contact.wrong_dates(now).len();
        if asked.texts == Texts::Nowhere {
            Some(Limit::Country)
        } else if self.is_contact_over(contact, now) {
            Some(Limit::Contact)
        } else if wrong_dates >= self.birth_dates_per_day as usize {
            Some(Limit::BirthDates)
        } else if asked.found != Found::Nothing {
            None
        } else if counters.identity.day.count(DAY, now) >= self.identity_per_day {
            Some(Limit::Identity)
        } else {
            (contact.not_found.count(DAY, now) >= self.not_found_per_day).then_some(Limit::NotFound)
        }
    }

    /// The last message of a day is kept for the one that says "too many".
    fn is_contact_over(&self, contact: &ContactCounts, now: DateTime<Utc>) -> bool {
        let kept = u32::from(contact.limited.count(DAY, now) == 0);
        contact.day.count(DAY, now) + kept >= self.contact_per_day
            || contact.hour.count(HOUR, now) >= self.contact_at_once
            || contact.bucket.gives_at(self.contact_rate(), now) > now
    }

    fn texts_held_up(
        &self,
        counters: &Counters,
        texts: Texts,
        now: DateTime<Utc>,
    ) -> Option<(Limit, DateTime<Utc>)> {
        let Texts::Route { per_hour } = texts else {
            return None;
        };
        if counters.budget.count(DAY, now) >= self.texts_per_day {
            Some((Limit::Budget, counters.budget.ends()))
        } else {
            (counters.route.count(HOUR, now) >= per_hour).then(|| (Limit::Route, counters.route.ends()))
        }
    }

    fn count_message(&self, counters: &mut Counters, texts: Texts, now: DateTime<Utc>) {
        counters.contact.bucket.take(self.contact_rate(), now);
        counters.contact.day.add(DAY, now);
        if texts != Texts::None {
            counters.route.add(HOUR, now);
            counters.budget.add(DAY, now);
        }
    }

    /// The time from which the contact may ask again.
    fn ends(&self, counters: &Counters, limit: Limit, now: DateTime<Utc>) -> DateTime<Utc> {
        let contact = &counters.contact;
        let is_full = |window: Window, most: u32| window.count(DAY, now) >= most;
        match limit {
            Limit::Contact if is_full(contact.day, self.contact_per_day) => contact.day.ends(),
            Limit::Contact => contact
                .bucket
                .gives_at(self.contact_rate(), now)
                .max(contact.hour.ends()),
            Limit::BirthDates => contact.wrong.ends(),
            Limit::NotFound => contact.not_found.ends(),
            Limit::Identity => counters.identity.day.ends(),
            Limit::Route => counters.route.ends(),
            Limit::Budget => counters.budget.ends(),
            Limit::Country => now,
        }
    }
}

fn was_told(counters: &Counters, limit: Limit, now: DateTime<Utc>) -> bool {
    let is_open = |window: Window| window.count(DAY, now) > 0;
    is_open(counters.contact.limited) || limit == Limit::Identity && is_open(counters.identity.limited)
}
