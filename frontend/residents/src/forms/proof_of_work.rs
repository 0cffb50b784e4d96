//! The work of the robot check: finds the number of a hash, in slices that keep the page responsive.

use sha2::{Digest, Sha256};
use shared::bot_challenge::{BotChallenge, BotProof};

/// A search that can be interrupted and continued.
pub struct Search {
    challenge: BotChallenge,
    wanted: [u8; 32],
    next: u64,
}

/// The state of a search after a slice of work.
pub enum Progress {
    Found(BotProof),
    /// Not found yet: call `search` again.
    Goes(Search),
    /// No number up to the maximum fits.
    NotFound,
}

impl Search {
    /// `None` when this app does not support the challenge's algorithm.
    pub fn new(challenge: BotChallenge) -> Option<Self> {
        let wanted = from_hex(&challenge.challenge)?;
        (challenge.algorithm == "SHA-256").then_some(Self {
            challenge,
            wanted,
            next: 0,
        })
    }

    /// Tries up to `numbers` more numbers.
    pub fn search(mut self, numbers: u64) -> Progress {
        let end = self
            .next
            .saturating_add(numbers)
            .min(self.challenge.maxnumber.saturating_add(1));
        let salted = Sha256::new_with_prefix(&self.challenge.salt);
        while self.next < end {
            let hash = salted.clone().chain_update(self.next.to_string()).finalize();
            if hash[..] == self.wanted {
                return Progress::Found(self.proof());
            }
            self.next += 1;
        }
        if self.next > self.challenge.maxnumber {
            Progress::NotFound
        } else {
            Progress::Goes(self)
        }
    }

    fn proof(self) -> BotProof {
        BotProof {
            algorithm: self.challenge.algorithm,
            challenge: self.challenge.challenge,
            number: self.next,
            salt: self.challenge.salt,
            signature: self.challenge.signature,
        }
    }
}

fn from_hex(text: &str) -> Option<[u8; 32]> {
    let digits: Vec<u8> = text
        .chars()
        .map(|c| c.to_digit(16).and_then(|digit| u8::try_from(digit).ok()))
        .collect::<Option<_>>()?;
    let bytes: Vec<u8> = digits
        .chunks_exact(2)
        .map(|pair| pair[0] * 16 + pair[1])
        .collect();
    (digits.len() == 64).then(|| bytes.try_into().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// SHA-256 of `salt?expires=1&123`.
    fn challenge(maxnumber: u64) -> BotChallenge {
        let salt = "salt?expires=1&";
        BotChallenge {
            algorithm: "SHA-256".into(),
            // sha256sum of `salt?expires=1&123`
            challenge: "3140739f45a1b66bc0d1ae1136278352104bd13401344aa1c45952bd4d3becd6".into(),
            salt: salt.into(),
            signature: "s".into(),
            maxnumber,
        }
    }

    #[test]
    fn the_number_is_found_across_slices() {
        let mut search = Search::new(challenge(1000)).unwrap();
        let mut slices = 0;
        let proof = loop {
            match search.search(50) {
                Progress::Found(proof) => break proof,
                Progress::Goes(rest) => search = rest,
                Progress::NotFound => panic!("not found"),
            }
            slices += 1;
        };
        assert_eq!((proof.number, slices), (123, 2));
    }

    #[test]
    fn a_number_above_the_maximum_is_not_found() {
        let search = Search::new(challenge(100)).unwrap();
        assert!(matches!(search.search(1000), Progress::NotFound));
    }

    #[test]
    fn an_unknown_kind_of_challenge_is_refused() {
        assert!(
            Search::new(BotChallenge {
                algorithm: "SHA-1".into(),
                ..challenge(1)
            })
            .is_none()
        );
        assert!(
            Search::new(BotChallenge {
                challenge: "zz".into(),
                ..challenge(1)
            })
            .is_none()
        );
    }
}
