//! The connections of a listener: how many it holds, how many of them one network may hold, and how much and how long a
//! client may leave unread.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use actix_web::rt::net::TcpStream;
use ipnet::IpNet;
use rustix::net::sockopt;

use crate::limits::network::Network;
use crate::secrets::defenses::{Defense, Defenses};
use crate::telemetry::metrics::ConnectionCounts;

/// A client that acknowledges no byte for so long is disconnected. The kernel counts this time, also for bytes that the
/// server has already handed over.
const WRITE_TIME_OUT: Duration = Duration::from_secs(15);
/// So much of a response may wait in the kernel for the client; Linux counts its own bookkeeping and takes twice as much.
/// Without a limit it takes up to 4 MB of each client that does not read, and copying that much at once keeps the other
/// connections waiting.
const UNREAD: usize = 64 * 1024;
/// Connections that are accepted although all places are taken, and then refused. Each has an open file until then.
const REFUSED_AT_ONCE: usize = 8;
/// A network may hold as many connections as this part of the free places. The more places are taken, the fewer each
/// network may take, so that a few networks together never take the last one.
const PART_OF_THE_FREE: usize = 2;

/// Clones share the count.
#[derive(Clone)]
pub struct Connections {
    most: usize,
    most_of_a_network: usize,
    /// A proxy holds the connections of all its clients, so only the limit of the listener holds for it.
    trusted_proxies: Arc<[IpNet]>,
    counts: Arc<Mutex<Counts>>,
    are_bounded: bool,
}

/// The open connections.
#[derive(Default)]
struct Counts {
    total: usize,
    by_network: HashMap<Network, usize>,
    /// What the operator sees of them.
    metrics: Option<ConnectionCounts>,
}

/// The place of one connection, until this is dropped with it.
pub struct Place {
    network: Network,
    counts: Arc<Mutex<Counts>>,
}

impl Connections {
    pub fn new(most: usize, most_of_a_network: usize, trusted_proxies: &[IpNet]) -> Self {
        Self {
            most,
            most_of_a_network,
            trusted_proxies: trusted_proxies.into(),
            counts: Arc::default(),
            are_bounded: true,
        }
    }

    /// Counts them for the operator.
    pub fn counted(self, metrics: ConnectionCounts) -> Self {
        locked(&self.counts).metrics = Some(metrics);
        self
    }

    /// Only an attack's control run bounds nothing.
    pub fn with(self, defenses: Defenses) -> Self {
        let are_bounded = defenses.has(Defense::Connections);
        Self { are_bounded, ..self }
    }

    /// How many connections each of these threads may have at once: all threads together have a few more than there are
    /// places. Otherwise a burst that is refused takes the last open file, and actix accepts nothing for half a second.
    pub fn accepted_by_each_of(&self, threads: usize) -> usize {
        if self.are_bounded {
            (self.most + REFUSED_AT_ONCE).div_ceil(threads)
        } else {
            usize::MAX
        }
    }

    /// The place of a new connection, or None if there is no place for it.
    pub fn place_for(&self, socket: &TcpStream) -> Option<Place> {
        // A socket without a peer is closed already.
        let place = self.place(socket.peer_addr().ok()?.ip())?;
        if !self.are_bounded {
            return Some(place);
        }
        let milliseconds = u32::try_from(WRITE_TIME_OUT.as_millis()).unwrap_or(u32::MAX);
        let _closed_already = sockopt::set_tcp_user_timeout(socket, milliseconds);
        let _closed_already = sockopt::set_socket_send_buffer_size(socket, UNREAD);
        Some(place)
    }

    fn place(&self, address: IpAddr) -> Option<Place> {
        let network = Network::of(address);
        let mut counts = locked(&self.counts);
        let free = self.most.saturating_sub(counts.total);
        let allowed = if !self.are_bounded {
            usize::MAX
        } else if self.is_trusted(address) {
            free
        } else {
            let of_network = counts.by_network.get(&network).copied().unwrap_or_default();
            let share = self.most_of_a_network.min(free.div_ceil(PART_OF_THE_FREE));
            share.saturating_sub(of_network)
        };
        if allowed == 0 {
            if let Some(metrics) = &counts.metrics {
                metrics.refused.inc();
            }
            return None;
        }
        *counts.by_network.entry(network).or_default() += 1;
        counts.total += 1;
        if let Some(metrics) = &counts.metrics {
            metrics.held.inc();
        }
        Some(Place {
            network,
            counts: Arc::clone(&self.counts),
        })
    }

    fn is_trusted(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.trusted_proxies
            .iter()
            .any(|proxies| proxies.contains(&address))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut counts = locked(&self.counts);
        counts.total -= 1;
        if let Some(metrics) = &counts.metrics {
            metrics.held.dec();
        }
        if let Some(count) = counts.by_network.get_mut(&self.network) {
            *count -= 1;
            if *count == 0 {
                counts.by_network.remove(&self.network);
            }
        }
    }
}

fn locked(counts: &Mutex<Counts>) -> MutexGuard<'_, Counts> {
    counts.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;

    use prometheus::{IntCounter, IntGauge};

    use super::*;

    fn address(number: u32) -> IpAddr {
        std::net::Ipv4Addr::from(0x7F00_0000 + number).into()
    }

    #[test]
    fn a_network_gets_its_share_and_a_closed_connection_gives_its_place_back() {
        let connections = Connections::new(100, 3, &[]);
        let mut places: Vec<_> = (0..3).map(|_| connections.place(address(1)).unwrap()).collect();
        assert!(connections.place(address(1)).is_none());
        assert!(connections.place(address(2)).is_some());
        places.pop();
        assert!(connections.place(address(1)).is_some());
        drop(places);
        assert!(locked(&connections.counts).by_network.is_empty());
        assert_eq!(locked(&connections.counts).total, 0);
    }

    #[test]
    fn many_networks_that_take_all_they_can_leave_a_place_for_another() {
        let connections = Connections::new(1000, 256, &[]);
        let mut places = Vec::new();
        for number in 0..10 {
            places.extend(std::iter::from_fn(|| connections.place(address(number))));
        }
        assert!(places.len() > 900);
        assert!(connections.place(address(1000)).is_some());
    }

    #[actix_web::test]
    async fn little_of_a_response_waits_in_the_kernel_for_a_client_that_reads_nothing() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let _client = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
        let (socket, _) = listener.accept().unwrap();
        socket.set_nonblocking(true).unwrap();
        let socket = TcpStream::from_std(socket).unwrap();
        let _place = Connections::new(1, 1, &[]).place_for(&socket).unwrap();
        socket.writable().await.unwrap();
        let taken: usize = std::iter::from_fn(|| socket.try_write(&[0; 16 * 1024]).ok()).sum();
        // The buffer of the server and that of the client.
        assert!((UNREAD..512 * 1024).contains(&taken), "{taken}");
    }

    #[test]
    fn a_full_listener_refuses_and_forgets_the_refused() {
        let (held, refused) = (
            IntGauge::new("held", "Held.").unwrap(),
            IntCounter::new("refused", "Refused.").unwrap(),
        );
        let exported = ConnectionCounts {
            held: held.clone(),
            refused: refused.clone(),
        };
        let connections = Connections::new(1, 8, &[]).counted(exported);
        let place = connections.place(address(1)).unwrap();
        assert!(connections.place(address(2)).is_none());
        assert_eq!(locked(&connections.counts).by_network.len(), 1);
        assert_eq!((held.get(), refused.get()), (1, 1));
        drop(place);
        assert_eq!((held.get(), refused.get()), (0, 1));
    }

    #[test]
    fn all_threads_accept_a_few_more_than_there_are_places() {
        for (places, threads) in [(700, 1), (700, 2), (210, 2), (700, 64), (32, 1)] {
            let connections = Connections::new(places, places, &[]);
            let accepted = connections.accepted_by_each_of(threads) * threads;
            assert!((places + 1..=places + REFUSED_AT_ONCE + threads).contains(&accepted));
        }
    }

    #[test]
    fn a_trusted_proxy_holds_more_than_a_network_but_not_more_than_the_listener() {
        let proxies = ["127.0.0.1/32".parse().unwrap()];
        let connections = Connections::new(10, 3, &proxies);
        let _of_a_client: Vec<_> = std::iter::from_fn(|| connections.place(address(2))).collect();
        let of_the_proxy: Vec<_> = std::iter::from_fn(|| connections.place(address(1))).collect();
        assert_eq!(of_the_proxy.len(), 7);
        let mapped = "::ffff:127.0.0.1".parse().unwrap();
        assert!(connections.is_trusted(mapped) && !connections.is_trusted(address(2)));
    }
}
