//! Defenses that an attack's control run takes out, to show that the attack works without them. A release always has all.

/// One defense. `ATTACK_WITHOUT` of a debug build names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Defense {
    /// `timing`: a request that finds nobody costs the worker as much as one that matches.
    Timing,
    /// `pipelining`: a connection reads its next request after its response is written.
    Pipelining,
    /// `connections`: the listeners and each network hold a limited number of connections, which must be read.
    Connections,
    /// `hashing`: as many PINs are hashed at once as there are cores.
    Hashing,
    /// `fair-queue`: a contact or a person has one place among the rows in work.
    FairQueue,
    /// `right-pins`: the calls with one link wait for each other, and the link opens ten times in ten minutes.
    RightPins,
    /// `bodies`: few long bodies are in memory at once.
    Bodies,
    /// `other-sites`: a POST from another site is refused.
    OtherSites,
}

#[cfg(debug_assertions)]
const ALL: [(&str, Defense); 8] = [
    ("timing", Defense::Timing),
    ("pipelining", Defense::Pipelining),
    ("connections", Defense::Connections),
    ("hashing", Defense::Hashing),
    ("fair-queue", Defense::FairQueue),
    ("right-pins", Defense::RightPins),
    ("bodies", Defense::Bodies),
    ("other-sites", Defense::OtherSites),
];

/// What a running server defends.
#[derive(Clone, Copy, Debug)]
pub struct Defenses {
    missing: Option<Defense>,
}

impl Defenses {
    /// All of them, except what `ATTACK_WITHOUT` names in a debug build.
    pub fn of_this_build() -> Self {
        Self { missing: missing() }
    }

    pub fn has(self, defense: Defense) -> bool {
        self.missing != Some(defense)
    }
}

#[cfg(debug_assertions)]
fn missing() -> Option<Defense> {
    let named = std::env::var("ATTACK_WITHOUT").ok()?;
    ALL.into_iter()
        .find_map(|(name, defense)| (name == named).then_some(defense))
}

#[cfg(not(debug_assertions))]
const fn missing() -> Option<Defense> {
    None
}
