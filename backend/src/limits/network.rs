//! Networks: who counts as one, how many calls each has made, and what that means for the next one. In memory, because a
//! refused call must not cost a write; `access::network_counts` stores the counts every few seconds.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};

use anyhow::Context;
use chrono::{DateTime, TimeDelta, Utc};
use ipnet::IpNet;
use serde::{Deserialize, Serialize};

use super::window::{HOUR, Window};

/// The keys of networks begin so.
pub const KEYS_BEGIN: &str = "network:";
const TEN_MINUTES: TimeDelta = TimeDelta::minutes(10);
/// Bounds the memory to some ten megabytes, however many networks call.
const MOST_NETWORKS: usize = 100_000;

/// One IPv4 address, or the first 64 bits of an IPv6 address: what one connection to the internet usually has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Network {
    V4([u8; 4]),
    V6([u8; 8]),
}

impl Network {
    pub fn of(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V4(address) => Self::V4(address.octets()),
            IpAddr::V6(address) => {
                Self::V6(*address.octets().first_chunk().expect("an address has 16 bytes"))
            }
        }
    }

    pub fn bytes(&self) -> &[u8] {
        match self {
            Self::V4(bytes) => bytes,
            Self::V6(bytes) => bytes,
        }
    }
}

/// The numbers, from the settings `[limits]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NetworkLimits {
    pub easy_proofs_per_hour: u32,
    pub ipv4_per_hour: u32,
    pub ipv6_per_hour: u32,
    pub pins_per_ten_minutes: u32,
    /// Networks of the department, of clinics or of call centers.
    pub trusted: Vec<IpNet>,
}

/// What a network has sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NetworkCounts {
    requests: Window,
    pins: Window,
    #[serde(skip)]
    is_stored: bool,
}

impl NetworkCounts {
    pub fn json(self) -> String {
        serde_json::to_string(&self).expect("counts are numbers")
    }

    pub fn ends(self) -> DateTime<Utc> {
        self.requests.ends().max(self.pins.ends())
    }
}

/// The network sent too much; it may send again after this many seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooMany {
    pub seconds: u32,
}

/// The caller's network as its counts are stored: a keyed hash, and whether the counts mean anything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    pub key: String,
    pub is_ipv6: bool,
    pub is_trusted: bool,
}

/// The counts of all networks that this process has seen in the last hour, by keyed hash.
pub struct Networks {
    limits: NetworkLimits,
    counts: Mutex<HashMap<String, NetworkCounts>>,
}

impl Networks {
    /// Continues with the stored counts: keys and JSON. An error if one cannot be read: the server then does not start,
    /// because a limit that is unknown would not be kept.
    pub fn new(
        limits: NetworkLimits,
        stored: impl IntoIterator<Item = (String, String)>,
    ) -> anyhow::Result<Self> {
        let stored: serde_json::Result<HashMap<_, _>> = stored
            .into_iter()
            .map(|(key, json)| {
                let is_stored = true;
                let counts = serde_json::from_str(&json)?;
                Ok((key, NetworkCounts { is_stored, ..counts }))
            })
            .collect();
        Ok(Self {
            limits,
            counts: Mutex::new(stored.context("the stored counts of networks cannot be read")?),
        })
    }

    pub fn is_trusted(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.limits
            .trusted
            .iter()
            .any(|network| network.contains(&address))
    }

    /// Counts one request for a record. Returns how hard its proof must be.
    pub fn count_request(&self, caller: &Caller, now: DateTime<Utc>) -> Result<Effort, TooMany> {
        let effort = self.effort(caller, now)?;
        let most = self.most_requests(caller);
        self.count(caller, now, |counts| (&mut counts.requests, HOUR, most))?;
        Ok(effort)
    }

    /// Counts one PIN.
    pub fn count_pin(&self, caller: &Caller, now: DateTime<Utc>) -> Result<(), TooMany> {
        let most = self.limits.pins_per_ten_minutes;
        self.count(caller, now, |counts| (&mut counts.pins, TEN_MINUTES, most))
    }

    /// How hard the robot proof of this network is, from 0, or that it may not ask at all.
    pub fn effort(&self, caller: &Caller, now: DateTime<Utc>) -> Result<Effort, TooMany> {
        if caller.is_trusted {
            return Ok(Effort::LEAST);
        }
        let counts = self.counts().get(&caller.key).copied().unwrap_or_default();
        let requests = counts.requests.count(HOUR, now);
        if requests >= self.most_requests(caller) {
            return Err(too_many(counts.requests, now));
        }
        Ok(Effort::of(requests / self.limits.easy_proofs_per_hour.max(1)))
    }

    fn most_requests(&self, caller: &Caller) -> u32 {
        if caller.is_ipv6 {
            self.limits.ipv6_per_hour
        } else {
            self.limits.ipv4_per_hour
        }
    }

    fn count(
        &self,
        caller: &Caller,
        now: DateTime<Utc>,
        which: impl FnOnce(&mut NetworkCounts) -> (&mut Window, TimeDelta, u32),
    ) -> Result<(), TooMany> {
        if caller.is_trusted {
            return Ok(());
        }
        let mut all = self.counts();
        if all.len() >= MOST_NETWORKS && !all.contains_key(&caller.key) {
            make_room(&mut all, self.limits.easy_proofs_per_hour, now);
        }
        let counts = all.entry(caller.key.clone()).or_default();
        let (window, length, most) = which(counts);
        if window.count(length, now) >= most {
            return Err(too_many(*window, now));
        }
        window.add(length, now);
        counts.is_stored = false;
        Ok(())
    }

    /// The counts that changed since they were last taken, to be stored.
    pub fn take_changed(&self) -> Vec<(String, NetworkCounts)> {
        let mut all = self.counts();
        let changed = all.iter_mut().filter(|(_, counts)| !counts.is_stored);
        changed
            .map(|(key, counts)| {
                counts.is_stored = true;
                (key.clone(), *counts)
            })
            .collect()
    }

    /// These counts were not stored after all.
    pub fn put_back(&self, changed: &[(String, NetworkCounts)]) {
        let mut all = self.counts();
        for (key, _) in changed {
            if let Some(counts) = all.get_mut(key) {
                counts.is_stored = false;
            }
        }
    }

    fn counts(&self) -> MutexGuard<'_, HashMap<String, NetworkCounts>> {
        self.counts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Forgets first what has ended, then networks for which nothing was made harder yet, and at last all.
fn make_room(all: &mut HashMap<String, NetworkCounts>, harmless: u32, now: DateTime<Utc>) {
    all.retain(|_, counts| counts.ends() > now);
    if all.len() >= MOST_NETWORKS {
        all.retain(|_, counts| counts.requests.count(HOUR, now) > harmless);
    }
    if all.len() >= MOST_NETWORKS {
        tracing::error!("more networks call than can be counted; their counts begin again");
        all.clear();
    }
}

fn too_many(window: Window, now: DateTime<Utc>) -> TooMany {
    let seconds = (window.ends() - now).num_seconds().max(1);
    TooMany {
        seconds: u32::try_from(seconds).unwrap_or(u32::MAX),
    }
}

/// How hard a robot proof is: steps from 0 to 3.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Effort(u8);

impl Effort {
    pub const LEAST: Self = Self(0);
    const MOST: u8 = 3;

    /// The effort after so many times the number of easy proofs.
    fn of(times: u32) -> Self {
        match times {
            0 => Self(0),
            1..4 => Self(1),
            4..16 => Self(2),
            16.. => Self(Self::MOST),
        }
    }

    /// The largest number of a search. The hardest search is 2.5 times the easiest: a slow phone takes up to 8 seconds
    /// for it instead of 3.
    pub fn max_number(self, easiest: u64) -> u64 {
        easiest.saturating_mul(2 + u64::from(self.0)) / 2
    }

    /// One step less: a challenge may have been issued just before its network's step.
    #[must_use]
    pub fn with_grace(self) -> Self {
        Self(self.0.saturating_sub(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> DateTime<Utc> {
        DateTime::from_timestamp(1_795_000_000, 0).unwrap()
    }

    fn networks() -> Networks {
        let limits = NetworkLimits {
            easy_proofs_per_hour: 30,
            ipv4_per_hour: 2000,
            ipv6_per_hour: 200,
            pins_per_ten_minutes: 1000,
            trusted: vec!["10.0.0.0/8".parse().unwrap(), "2001:db8::/32".parse().unwrap()],
        };
        Networks::new(limits, []).unwrap()
    }

    fn caller(key: &str, is_ipv6: bool) -> Caller {
        Caller {
            key: key.to_owned(),
            is_ipv6,
            is_trusted: false,
        }
    }

    /// How many of these calls are let through.
    fn allowed<T>(calls: usize, count: impl Fn() -> Result<T, TooMany>) -> usize {
        (0..calls).filter(|_| count().is_ok()).count()
    }

    #[test]
    fn an_address_is_its_network() {
        let of = |text: &str| Network::of(text.parse().unwrap());
        assert_eq!(of("192.0.2.7"), Network::V4([192, 0, 2, 7]));
        assert_eq!(of("::ffff:192.0.2.7"), of("192.0.2.7"));
        assert_eq!(of("2001:db8:1:2::7"), of("2001:db8:1:2:ffff::1"));
        assert_ne!(of("2001:db8:1:2::7"), of("2001:db8:1:3::7"));
    }

    #[test]
    fn a_network_is_refused_above_its_limit_until_its_hour_ends() {
        let networks = networks();
        let (four, six) = (caller("four", false), caller("six", true));
        assert_eq!(allowed(2100, || networks.count_request(&four, now())), 2000);
        assert_eq!(allowed(300, || networks.count_request(&six, now())), 200);
        let later = now() + TimeDelta::minutes(40);
        assert_eq!(
            networks.count_request(&four, later),
            Err(TooMany { seconds: 1200 })
        );
        assert_eq!(networks.effort(&six, later), Err(TooMany { seconds: 1200 }));
        assert_eq!(networks.count_request(&four, now() + HOUR), Ok(Effort::LEAST));
        assert_eq!(allowed(1100, || networks.count_pin(&four, now())), 1000);
        assert_eq!(
            allowed(1100, || networks.count_pin(&four, now() + TEN_MINUTES)),
            1000
        );
    }

    #[test]
    fn the_proof_gets_harder_but_never_too_hard() {
        let networks = networks();
        let one = caller("one", false);
        let mut numbers = Vec::new();
        for _ in 0..1000 {
            numbers.push(networks.effort(&one, now()).unwrap().max_number(50_000));
            networks.count_request(&one, now()).unwrap();
        }
        assert_eq!((numbers[29], numbers[30]), (50_000, 75_000));
        assert_eq!(numbers[999], 125_000);
        assert!(numbers.is_sorted());
        assert_eq!(networks.effort(&caller("other", false), now()), Ok(Effort::LEAST));
    }

    #[test]
    fn a_trusted_network_is_not_counted() {
        let networks = networks();
        let is_trusted = |text: &str| networks.is_trusted(text.parse().unwrap());
        assert!(is_trusted("10.1.2.3") && is_trusted("::ffff:10.1.2.3") && is_trusted("2001:db8::1"));
        assert!(!is_trusted("11.1.2.3"));
        let trusted = Caller {
            is_trusted: true,
            ..caller("clinic", false)
        };
        assert_eq!(allowed(5000, || networks.count_request(&trusted, now())), 5000);
        assert_eq!(networks.effort(&trusted, now()), Ok(Effort::LEAST));
    }

    #[test]
    fn counts_are_taken_for_storing_once_and_read_back() {
        let before = networks();
        let one = caller("one", false);
        assert_eq!(allowed(40, || before.count_request(&one, now())), 40);
        let changed = before.take_changed();
        assert_eq!(before.take_changed(), []);
        before.put_back(&changed);
        assert_eq!(before.take_changed(), changed);
        let stored = changed.into_iter().map(|(key, counts)| (key, counts.json()));
        let after = Networks::new(before.limits.clone(), stored).unwrap();
        assert_eq!(after.effort(&one, now()), before.effort(&one, now()));
        assert!(after.effort(&one, now()).unwrap() > Effort::LEAST);
        let unreadable = [("one".to_owned(), "x".to_owned())];
        assert!(Networks::new(before.limits.clone(), unreadable).is_err());
    }

    #[test]
    fn the_memory_is_bounded() {
        let networks = networks();
        let heavy = caller("heavy", false);
        assert_eq!(allowed(31, || networks.count_request(&heavy, now())), 31);
        for n in 0..=MOST_NETWORKS {
            networks
                .count_request(&caller(&n.to_string(), false), now())
                .unwrap();
        }
        assert!(networks.counts().len() < MOST_NETWORKS);
        assert!(
            networks.effort(&heavy, now()).unwrap() > Effort::LEAST,
            "a busy network is not forgotten"
        );
    }
}
