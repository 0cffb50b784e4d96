//! The limit of open file descriptors: raised at start, and divided between the listeners and the rest of the process.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// What is not a connection of the portal: those of the senders' and the operations listener, those that are just refused,
/// databases, gateways, logs.
pub const OTHERS: usize = 324;
/// With fewer connections the portal would turn visitors away.
const FEWEST_CONNECTIONS: usize = 200;

/// Raises the limit to its hard limit, which needs no privilege, and returns how many connections the portal may hold.
pub fn connections_within_limit(most: usize) -> anyhow::Result<usize> {
    let Rlimit { maximum, .. } = getrlimit(Resource::Nofile);
    let raised = Rlimit {
        current: maximum,
        maximum,
    };
    if let Err(error) = setrlimit(Resource::Nofile, raised) {
        tracing::warn!(%error, "the limit of open files could not be raised");
    }
    let limit = getrlimit(Resource::Nofile).current;
    let limit = limit.map_or(usize::MAX, |limit| usize::try_from(limit).unwrap_or(usize::MAX));
    let connections = most.min(limit.saturating_sub(OTHERS));
    anyhow::ensure!(
        connections >= FEWEST_CONNECTIONS,
        "the limit of open files is {limit}, and at least {} are needed: raise it with `ulimit -n` or LimitNOFILE of systemd",
        OTHERS + FEWEST_CONNECTIONS
    );
    if connections < most {
        tracing::warn!(
            limit,
            connections,
            "the limit of open files allows fewer connections than {most}"
        );
    }
    Ok(connections)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_portal_gets_at_most_what_it_asks_for() {
        assert_eq!(
            connections_within_limit(FEWEST_CONNECTIONS).unwrap(),
            FEWEST_CONNECTIONS
        );
        assert_eq!(
            getrlimit(Resource::Nofile).current,
            getrlimit(Resource::Nofile).maximum
        );
    }
}
