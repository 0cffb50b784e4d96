//! Defenses that an attack's control run takes out, to show that the attack works without them. A release always has all.

/// What a running server defends.
#[derive(Clone, Copy, Debug)]
pub struct Defenses {
    /// A request that finds nobody costs the worker as much as one that matches.
    pub hides_matches_in_time: bool,
}

impl Defenses {
    /// All of them, except what `ATTACK_WITHOUT` names in a debug build.
    pub fn of_this_build() -> Self {
        Self {
            hides_matches_in_time: !is_taken_out("timing"),
        }
    }
}

#[cfg(debug_assertions)]
fn is_taken_out(defense: &str) -> bool {
    std::env::var("ATTACK_WITHOUT").is_ok_and(|name| name == defense)
}

#[cfg(not(debug_assertions))]
const fn is_taken_out(_: &str) -> bool {
    false
}
