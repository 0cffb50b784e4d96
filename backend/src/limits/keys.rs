//! Makes the keys of the counters: keyed hashes, each with the purpose of its counter.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use shared::access_request::AccessRequest;
use shared::contact::Contact;

use super::counters::{CounterKeys, TextKeys};
use super::network::Network;
use super::route;
use crate::matching::normalize::NameWords;
use crate::secrets::keys::mac;
use crate::secrets::seal::SecretKey;

/// Half of an HMAC-SHA-256 is enough to tell subjects apart.
const BYTES: usize = 16;

/// Hashes the subjects of the limits under a key that is never in the database.
#[derive(Clone)]
pub struct SubjectHasher(SecretKey);

impl SubjectHasher {
    pub fn new(key: SecretKey) -> Self {
        Self(key)
    }

    /// The keys of a request's counters. `contact` is the contact's own hash, the same for each of its spellings.
    pub fn counter_keys(&self, request: &AccessRequest, contact: &[u8]) -> CounterKeys {
        let texts = match &request.contact {
            Contact::Phone(phone) => Some(TextKeys {
                route: self.key("phone prefix", &[route(phone).as_bytes()]),
                budget: self.text_budget(),
            }),
            Contact::Email(_) => None,
        };
        CounterKeys {
            contact: self.key("contact", &[contact]),
            identity: URL_SAFE_NO_PAD.encode(self.identity(request)),
            texts,
        }
    }

    /// The key of the one counter of all texts.
    pub fn text_budget(&self) -> String {
        self.key("text budget", &[])
    }

    /// The keyed hash of a network.
    pub fn network(&self, network: Network) -> String {
        self.key("network", &[network.bytes()])
    }

    /// The hash of a person as typed: normalised names and birth date.
    pub fn identity(&self, request: &AccessRequest) -> [u8; BYTES] {
        let (first, last) = (request.first_name.as_str(), request.last_name.as_str());
        let words = NameWords::new(first, "", last, "");
        let (given, surname) = (words.given.join(" "), words.surname.join(" "));
        let birth_date = request.birth_date.date().to_string();
        self.hash(
            "identity",
            &[given.as_bytes(), surname.as_bytes(), birth_date.as_bytes()],
        )
    }

    /// Tells apart the birth dates that one contact typed.
    pub fn birth_date(&self, request: &AccessRequest, contact: &[u8]) -> u32 {
        let birth_date = request.birth_date.date().to_string();
        let hash = self.hash("birth date", &[contact, birth_date.as_bytes()]);
        u32::from_be_bytes(*hash.first_chunk().expect("a hash has 16 bytes"))
    }

    fn key(&self, purpose: &str, parts: &[&[u8]]) -> String {
        URL_SAFE_NO_PAD.encode(self.hash(purpose, parts))
    }

    /// Each part is preceded by its length, so that no two lists of parts have the same bytes.
    fn hash(&self, purpose: &str, parts: &[&[u8]]) -> [u8; BYTES] {
        let parts: Vec<&[u8]> = [purpose.as_bytes()]
            .into_iter()
            .chain(parts.iter().copied())
            .collect();
        let lengths: Vec<[u8; 8]> = parts
            .iter()
            .map(|part| (part.len() as u64).to_be_bytes())
            .collect();
        let joined: Vec<&[u8]> = parts
            .iter()
            .zip(&lengths)
            .flat_map(|(part, length)| [length.as_slice(), part])
            .collect();
        *mac(self.0.as_slice(), &joined)
            .first_chunk()
            .expect("a hash has 32 bytes")
    }
}
