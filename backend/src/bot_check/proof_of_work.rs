//! The ALTCHA proof of work: it costs a phone about a second, makes mass requests expensive, and tracks no one.

use altcha_lib_rs::algorithm::AltchaAlgorithm;
use altcha_lib_rs::{ChallengeOptions, Payload, create_challenge, verify_solution};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, TimeDelta, Utc};
use shared::bot_challenge::{BotChallenge, BotProof};

use super::{BotCheck, BotCheckError, SolvedChallenge};
use crate::random::random_bytes;

/// How long a challenge is valid. A slow phone and an unhurried person need time.
const VALID: TimeDelta = TimeDelta::minutes(20);
const ALGORITHM: &str = "SHA-256";

pub struct ProofOfWork {
    /// Signs challenges. It is base64 text, because the library takes text.
    key: String,
    max_number: u64,
}

impl ProofOfWork {
    pub fn new(key: &[u8], max_number: u64) -> Self {
        Self {
            key: STANDARD.encode(key),
            max_number,
        }
    }
}

impl BotCheck for ProofOfWork {
    fn challenge(&self, now: DateTime<Utc>) -> BotChallenge {
        let salt = format!("{:024x}", u128::from_le_bytes(random_bytes()) >> 32);
        let number = u64::from_le_bytes(random_bytes()) % (self.max_number + 1);
        let expires = (now + VALID).timestamp();
        let options = ChallengeOptions {
            algorithm: Some(AltchaAlgorithm::Sha256),
            max_number: Some(self.max_number),
            hmac_key: &self.key,
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

    fn verify(&self, proof: &str, now: DateTime<Utc>) -> Result<SolvedChallenge, BotCheckError> {
        let json = STANDARD
            .decode(proof.trim())
            .map_err(|_| BotCheckError::Unreadable)?;
        let proof: BotProof = serde_json::from_slice(&json).map_err(|_| BotCheckError::Unreadable)?;
        if proof.algorithm != ALGORITHM {
            return Err(BotCheckError::Wrong);
        }
        let expires_at = expiry(&proof.salt).ok_or(BotCheckError::Wrong)?;
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
        verify_solution(&payload, &self.key, false).map_err(|_| BotCheckError::Wrong)?;
        if expires_at <= now {
            return Err(BotCheckError::Expired);
        }
        Ok(SolvedChallenge { key, expires_at })
    }
}

/// The time after `?expires=`. The canonical salt contains nothing else there and ends with `&`.
fn expiry(salt: &str) -> Option<DateTime<Utc>> {
    let (_, seconds) = salt.split_once("?expires=")?;
    let seconds = seconds.strip_suffix('&')?.parse().ok()?;
    DateTime::from_timestamp(seconds, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> DateTime<Utc> {
        DateTime::from_timestamp(1_795_000_000, 0).unwrap()
    }

    fn door() -> ProofOfWork {
        ProofOfWork::new(&[7; 32], 500)
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
        let challenge = door().challenge(now());
        assert!(challenge.salt.ends_with('&'));
        let solved = door().verify(&sent(&solve(&challenge)), now()).unwrap();
        assert_eq!(solved.key, challenge.challenge);
        assert_eq!(solved.expires_at, now() + VALID);
    }

    #[test]
    fn an_expired_challenge_is_refused() {
        let proof = sent(&solve(&door().challenge(now())));
        assert_eq!(door().verify(&proof, now() + VALID), Err(BotCheckError::Expired));
    }

    #[test]
    fn a_forged_challenge_is_refused() {
        let foreign = ProofOfWork::new(&[8; 32], 500).challenge(now());
        assert_eq!(
            door().verify(&sent(&solve(&foreign)), now()),
            Err(BotCheckError::Wrong)
        );
    }

    #[test]
    fn a_longer_expiry_cannot_be_written_into_the_salt() {
        let proof = solve(&door().challenge(now()));
        let longer = BotProof {
            salt: proof.salt.replace("expires=", "expires=9"),
            ..proof.clone()
        };
        assert_eq!(door().verify(&sent(&longer), now()), Err(BotCheckError::Wrong));
        let digits = proof.number.to_string();
        let shifted = BotProof {
            salt: format!("{}{}", proof.salt.trim_end_matches('&'), &digits[..1]),
            ..proof
        };
        assert_eq!(door().verify(&sent(&shifted), now()), Err(BotCheckError::Wrong));
    }

    #[test]
    fn what_is_no_proof_is_unreadable() {
        for text in ["", "not base64!", "bm90IGpzb24="] {
            assert_eq!(door().verify(text, now()), Err(BotCheckError::Unreadable));
        }
    }
}
