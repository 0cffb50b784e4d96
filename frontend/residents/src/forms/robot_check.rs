//! The state of the robot check, and the expiry of its proof.

/// The state that the box shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RobotCheckState {
    Unticked,
    Working,
    /// The proof as it is sent, and its expiry in seconds since 1970.
    Done {
        proof: String,
        expires_at: Option<u64>,
    },
    Failed,
}

impl RobotCheckState {
    pub fn is_ticked(&self) -> bool {
        match self {
            Self::Working | Self::Done { .. } => true,
            Self::Unticked | Self::Failed => false,
        }
    }

    /// The proof, unless it is about to expire: the server would reject a proof that expires on the way.
    pub fn proof(&self, now_seconds: u64) -> Option<&str> {
        const ON_ITS_WAY: u64 = 30;
        match self {
            Self::Done { proof, expires_at } => expires_at
                .is_none_or(|end| now_seconds + ON_ITS_WAY < end)
                .then_some(proof),
            Self::Unticked | Self::Working | Self::Failed => None,
        }
    }
}

/// The expiry of a challenge, from `expires=` in its salt.
pub fn expires_at(salt: &str) -> Option<u64> {
    let (_, after) = salt.split_once("expires=")?;
    after.split('&').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_stands_in_the_salt() {
        assert_eq!(expires_at("a1b2?expires=1795168800&"), Some(1_795_168_800));
        assert_eq!(expires_at("a1b2"), None);
    }

    #[test]
    fn a_proof_that_is_about_to_end_is_none() {
        let done = RobotCheckState::Done {
            proof: "p".into(),
            expires_at: Some(1000),
        };
        assert_eq!(done.proof(900), Some("p"));
        assert_eq!(done.proof(980), None);
        assert_eq!(RobotCheckState::Working.proof(0), None);
    }
}
