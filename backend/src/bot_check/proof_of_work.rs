//! The ALTCHA proof of work: it costs a phone about a second, makes mass requests expensive, and tracks no one.

use std::sync::Arc;

use altcha_lib_rs::algorithm::AltchaAlgorithm;
use altcha_lib_rs::{ChallengeOptions, Payload, create_challenge, verify_solution};
use aws_lc_rs::hmac;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, TimeDelta, Utc};
use shared::bot_challenge::{BotChallenge, BotProof};
use zeroize::Zeroizing;

use super::{BotCheck, BotCheckError, SolvedChallenge, Terms};
use crate::random::random_bytes;
use crate::secrets::session_keys::{DerivedKeys, SessionKeys};

/// How long a challenge is valid. A slow phone and an unhurried person need time.
const VALID: TimeDelta = TimeDelta::minutes(20);
const ALGORITHM: &str = "SHA-256";

pub struct ProofOfWork {
    keys: Arc<SessionKeys>,
}

impl ProofOfWork {
    pub fn new(keys: Arc<SessionKeys>) -> Self {
        Self { keys }
    }

    /// Compares in constant time; the library, which sees only right signatures, does not.
    fn signed(&self, proof: &BotProof) -> bool {
        let Some(signature) = from_hex(&proof.signature) else {
            return false;
        };
        self.keys.now().all().any(|keys| {
            let key = hmac::Key::new(hmac::HMAC_SHA256, as_text(keys).as_bytes());
            hmac::verify(&key, proof.challenge.as_bytes(), &signature).is_ok()
        })
    }
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    let pairs = text.is_ascii().then(|| text.as_bytes().chunks(2))?;
    pairs
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok())
        .collect()
}

impl BotCheck for ProofOfWork {
    fn challenge(&self, terms: &Terms, now: DateTime<Utc>) -> BotChallenge {
        let random = u128::from_le_bytes(random_bytes()) >> 32;
        // The signature covers the salt, so the proof works for this network and this number only.
        let salt = format!("{random:024x}.{}.{}", terms.network, terms.max_number);
        let number = u64::from_le_bytes(random_bytes()) % (terms.max_number + 1);
        let expires = (now + VALID).timestamp();
        let options = ChallengeOptions {
            algorithm: Some(AltchaAlgorithm::Sha256),
            max_number: Some(terms.max_number),
            hmac_key: &as_text(self.keys.now().current()),
            // The last `&` ends the expiry: without it, digits of the number could be moved into the time.
            salt: Some(format!("{salt}?expires={expires}&")),
            number: Some(number),
            ..ChallengeOptions::default()
        };
        let made = create_challenge(options).expect("the number is within the maximum");
        BotChallenge {
            algorithm: ALGORITHM.to_owned(),
            challenge: made.challenge,
            salt: made.salt,
            signature: made.signature,
            maxnumber: made.maxnumber,
        }
    }

    fn verify(
        &self,
        proof: &str,
        terms: &Terms,
        now: DateTime<Utc>,
    ) -> Result<SolvedChallenge, BotCheckError> {
        let json = STANDARD
            .decode(proof.trim())
            .map_err(|_| BotCheckError::Unreadable)?;
        let proof: BotProof = serde_json::from_slice(&json).map_err(|_| BotCheckError::Unreadable)?;
        if proof.algorithm != ALGORITHM {
            return Err(BotCheckError::Wrong);
        }
        if !self.signed(&proof) {
            return Err(BotCheckError::Wrong);
        }
        let expires_at = expiry(&proof.salt).ok_or(BotCheckError::Wrong)?;
        let made_for = terms_of(&proof.salt).ok_or(BotCheckError::Wrong)?;
        let key = proof.challenge.clone();
        let payload = Payload {
            algorithm: AltchaAlgorithm::Sha256,
            challenge: proof.challenge,
            number: proof.number,
            salt: proof.salt,
            signature: proof.signature,
            took: None,
        };
        // The library would ask the system for the time; this server uses its own clock.
        let known = self.keys.now();
        if !known
            .all()
            .any(|key| verify_solution(&payload, &as_text(key), false).is_ok())
        {
            return Err(BotCheckError::Wrong);
        }
        if made_for.network != terms.network || made_for.max_number < terms.max_number {
            return Err(BotCheckError::Wrong);
        }
        if expires_at <= now {
            return Err(BotCheckError::Expired);
        }
        Ok(SolvedChallenge { key, expires_at })
    }
}

/// The key that signs challenges, in base64, because the library takes text.
fn as_text(keys: &DerivedKeys) -> Zeroizing<String> {
    Zeroizing::new(STANDARD.encode(keys.robot_check.as_slice()))
}

/// The time after `?expires=`. The canonical salt contains nothing else there and ends with `&`.
fn expiry(salt: &str) -> Option<DateTime<Utc>> {
    let (_, seconds) = salt.split_once("?expires=")?;
    let seconds = seconds.strip_suffix('&')?.parse().ok()?;
    DateTime::from_timestamp(seconds, 0)
}

/// What the salt says before its expiry.
fn terms_of(salt: &str) -> Option<Terms> {
    let (beginning, _) = salt.split_once('?')?;
    let mut parts = beginning.splitn(3, '.').skip(1);
    Some(Terms {
        network: parts.next()?.to_owned(),
        max_number: parts.next()?.parse().ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> DateTime<Utc> {
        DateTime::from_timestamp(1_795_000_000, 0).unwrap()
    }

    fn terms() -> Terms {
        Terms {
            network: "one".to_owned(),
            max_number: 500,
        }
    }

    fn with_key(byte: u8) -> ProofOfWork {
        let keys = SessionKeys::new(&Zeroizing::new([byte; 32]).into());
        ProofOfWork::new(Arc::new(keys))
    }

    fn door() -> ProofOfWork {
        with_key(7)
    }

    fn solve(challenge: &BotChallenge) -> BotProof {
        let number = altcha_lib_rs::solve_challenge(
            &challenge.challenge,
            &challenge.salt,
            None,
            Some(challenge.maxnumber),
            0,
        )
        .unwrap();
        BotProof {
            algorithm: challenge.algorithm.clone(),
            challenge: challenge.challenge.clone(),
            number,
            salt: challenge.salt.clone(),
            signature: challenge.signature.clone(),
        }
    }

    fn sent(proof: &BotProof) -> String {
        STANDARD.encode(serde_json::to_vec(proof).unwrap())
    }

    #[test]
    fn a_solved_challenge_is_accepted() {
        let challenge = door().challenge(&terms(), now());
        assert!(challenge.salt.ends_with('&'));
        let solved = door().verify(&sent(&solve(&challenge)), &terms(), now()).unwrap();
        assert_eq!(solved.key, challenge.challenge);
        assert_eq!(solved.expires_at, now() + VALID);
    }

    #[test]
    fn an_expired_challenge_is_refused() {
        let proof = sent(&solve(&door().challenge(&terms(), now())));
        assert_eq!(
            door().verify(&proof, &terms(), now() + VALID),
            Err(BotCheckError::Expired)
        );
    }

    #[test]
    fn a_forged_challenge_is_refused() {
        let foreign = with_key(8).challenge(&terms(), now());
        assert_eq!(
            door().verify(&sent(&solve(&foreign)), &terms(), now()),
            Err(BotCheckError::Wrong)
        );
    }

    #[test]
    fn a_longer_expiry_cannot_be_written_into_the_salt() {
        let proof = solve(&door().challenge(&terms(), now()));
        let longer = BotProof {
            salt: proof.salt.replace("expires=", "expires=9"),
            ..proof.clone()
        };
        assert_eq!(
            door().verify(&sent(&longer), &terms(), now()),
            Err(BotCheckError::Wrong)
        );
        let digits = proof.number.to_string();
        let shifted = BotProof {
            salt: format!("{}{}", proof.salt.trim_end_matches('&'), &digits[..1]),
            ..proof
        };
        assert_eq!(
            door().verify(&sent(&shifted), &terms(), now()),
            Err(BotCheckError::Wrong)
        );
    }

    #[test]
    fn a_proof_counts_in_its_network_and_not_below_the_demand() {
        let proof = sent(&solve(&door().challenge(&terms(), now())));
        let elsewhere = Terms {
            network: "other".to_owned(),
            ..terms()
        };
        let harder = Terms {
            max_number: 501,
            ..terms()
        };
        let easier = Terms {
            max_number: 499,
            ..terms()
        };
        let outcome = |terms| door().verify(&proof, terms, now()).map(drop);
        assert_eq!(outcome(&elsewhere), Err(BotCheckError::Wrong));
        assert_eq!(outcome(&harder), Err(BotCheckError::Wrong));
        assert_eq!(outcome(&easier), Ok(()));
    }

    #[test]
    fn a_signature_in_another_form_is_refused() {
        let proof = solve(&door().challenge(&terms(), now()));
        let half = proof.signature[..32].to_owned();
        for signature in [
            String::new(),
            half,
            "é".repeat(64),
            proof.signature.to_uppercase(),
        ] {
            let changed = BotProof {
                signature,
                ..proof.clone()
            };
            assert_eq!(
                door().verify(&sent(&changed), &terms(), now()),
                Err(BotCheckError::Wrong)
            );
        }
    }

    #[test]
    fn what_is_no_proof_is_unreadable() {
        for text in ["", "not base64!", "bm90IGpzb24="] {
            assert_eq!(
                door().verify(text, &terms(), now()),
                Err(BotCheckError::Unreadable)
            );
        }
    }
}
