//! Requests of residents and impostors with their right answers: about one for ten patients.

mod genuine;
mod impostor;
mod nicknames;

use std::io::{self, Write};
use std::iter;

use chrono::NaiveDate;

use super::csv::gender_letter;
use super::person::{Contact, Person, patient_id};
use super::seeded::Seeded;

/// Requested records in a thousand patients.
const ASKED_ABOUT: u64 = 100;
/// Genuine requests in a thousand.
const GENUINE: u64 = 720;
/// Separates these random numbers from those of the people.
const STREAM: u64 = 0x7265_7175_6573_7473;

/// The typed values and the right answer.
struct Request {
    first_name: String,
    last_name: String,
    birth_date: NaiveDate,
    gender: &'static str,
    contact: String,
    /// The class, in the column `perturbation`.
    class: &'static str,
    /// The requester's number; `None` for an impostor.
    truth: Option<u64>,
    expect: Expect,
    /// The same person's other numbers.
    also_accept: Vec<u64>,
    note: String,
}

#[derive(Clone, Copy)]
enum Expect {
    Match,
    None,
    MatchOrNone,
}

/// Writes the CSV file, one household after the other.
pub struct RequestTable {
    seed: u64,
    written: u64,
    /// An e-mail address of a previous household, with its owner.
    other_contact: Option<(String, u64)>,
}

impl RequestTable {
    pub fn begin(seed: u64, out: &mut dyn Write) -> io::Result<Self> {
        writeln!(
            out,
            "query_id,first_name,last_name,birth_date,gender,contact,kind,truth_patient_id,perturbation,expect,\
             also_accept,note"
        )?;
        Ok(Self {
            seed: seed ^ STREAM,
            written: 0,
            other_contact: None,
        })
    }

    /// Writes requests with the contacts of this household. Protected and deceased people are not requested.
    pub fn write(&mut self, people: &[Person], out: &mut dyn Write) -> io::Result<()> {
        let Some(first) = people.first() else {
            return Ok(());
        };
        let numbers = &mut Seeded::new(self.seed, first.number);
        for person in people {
            let contacts: Vec<_> = person.contacts().collect();
            let is_asked_about = numbers.chance(ASKED_ABOUT)
                && !contacts.is_empty()
                && people.iter().all(|other| !other.is_protected)
                && person.deceased_on.is_none();
            if !is_asked_about {
                continue;
            }
            let contact = numbers.one_of(&contacts);
            let plain = plain(person, people, contact);
            let request = if numbers.chance(GENUINE) && !is_unnamed(person) {
                genuine::changed(plain, person, contact, numbers)
            } else {
                let other = self.other_contact.as_ref();
                impostor::changed(plain, people, other, numbers)
            };
            self.line(&request, out)?;
        }
        let addresses = people.iter().flat_map(|person| {
            let own = person.own_contacts.iter().map(|contact| &contact.value);
            own.filter(|value| value.contains('@'))
                .zip(iter::repeat(person.number))
        });
        let last = addresses.last();
        if let Some((address, number)) = last {
            self.other_contact = Some((address.clone(), number));
        }
        Ok(())
    }

    fn line(&mut self, request: &Request, out: &mut dyn Write) -> io::Result<()> {
        self.written += 1;
        let also_accept: Vec<_> = request.also_accept.iter().copied().map(patient_id).collect();
        writeln!(
            out,
            "Q{:06},{},{},{},{},{},{},{},{},{},{},{}",
            self.written,
            request.first_name,
            request.last_name,
            request.birth_date,
            request.gender,
            request.contact,
            if request.truth.is_some() {
                "genuine"
            } else {
                "impostor"
            },
            request.truth.map(patient_id).unwrap_or_default(),
            request.class,
            match request.expect {
                Expect::Match => "match",
                Expect::None => "none",
                Expect::MatchOrNone => "match_or_none",
            },
            also_accept.join(";"),
            request.note,
        )
    }
}

/// The person's own data as in the registry.
fn plain(person: &Person, people: &[Person], contact: &Contact) -> Request {
    let is_same = |other: &&Person| {
        other.number != person.number
            && (other.same_as == Some(person.number) || person.same_as == Some(other.number))
    };
    let also_accept: Vec<_> = people.iter().filter(is_same).map(|other| other.number).collect();
    let (class, expect) = if also_accept.is_empty() {
        (
            if person.birth_order.is_some() {
                "twin"
            } else {
                "exact"
            },
            Expect::Match,
        )
    } else {
        ("registry_duplicate", Expect::MatchOrNone)
    };
    Request {
        first_name: person.first_name.clone(),
        last_name: person.last_name.clone(),
        birth_date: person.birth_date,
        gender: gender_letter(person.gender),
        contact: contact.value.clone(),
        class,
        truth: Some(person.number),
        expect,
        also_accept,
        note: String::new(),
    }
}

/// A newborn without a name yet.
fn is_unnamed(person: &Person) -> bool {
    person.first_name.to_uppercase().starts_with("BABY")
}
