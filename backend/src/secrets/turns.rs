//! One call at a time for each key, such as a link, so that one holder of a link never takes more than one of the places
//! in the queue for a costly permit.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::permits::Busy;

/// The length of one queue, the running call included, beyond which the answer is "try again".
const LONGEST_LINE: usize = 8;

#[derive(Default)]
pub struct Turns {
    lines: Arc<Mutex<HashMap<String, Line>>>,
}

struct Line {
    first: Arc<Semaphore>,
    length: usize,
}

/// The turn ends when this is dropped.
pub struct Turn {
    _permit: OwnedSemaphorePermit,
    _place: Place,
}

/// A place in a queue. A caller that stops waiting leaves it, too.
struct Place {
    lines: Arc<Mutex<HashMap<String, Line>>>,
    key: String,
}

impl Turns {
    /// Waits for the turn of this key.
    pub async fn take(&self, key: &str) -> Result<Turn, Busy> {
        let (first, place) = self.stand_in_line(key)?;
        let permit = first
            .acquire_owned()
            .await
            .expect("the semaphore is never closed");
        Ok(Turn {
            _permit: permit,
            _place: place,
        })
    }

    fn stand_in_line(&self, key: &str) -> Result<(Arc<Semaphore>, Place), Busy> {
        let mut lines = locked(&self.lines);
        let line = lines.entry(key.to_owned()).or_insert_with(|| Line {
            first: Arc::new(Semaphore::new(1)),
            length: 0,
        });
        if line.length >= LONGEST_LINE {
            return Err(Busy);
        }
        line.length += 1;
        let place = Place {
            lines: Arc::clone(&self.lines),
            key: key.to_owned(),
        };
        Ok((Arc::clone(&line.first), place))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut lines = locked(&self.lines);
        if let Some(line) = lines.get_mut(&self.key) {
            line.length -= 1;
            if line.length == 0 {
                lines.remove(&self.key);
            }
        }
    }
}

fn locked(lines: &Mutex<HashMap<String, Line>>) -> MutexGuard<'_, HashMap<String, Line>> {
    lines.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn another_key_does_not_wait() {
        let turns = Turns::default();
        let _one = turns.take("one").await.unwrap();
        assert!(turns.take("other").await.is_ok());
    }

    #[tokio::test]
    async fn a_full_line_is_told_at_once_and_an_empty_one_is_forgotten() {
        let turns = Turns::default();
        let first = turns.take("one").await.unwrap();
        let mut waiting: Vec<_> = (1..LONGEST_LINE).map(|_| Box::pin(turns.take("one"))).collect();
        for turn in &mut waiting {
            assert!(futures_util::poll!(turn.as_mut()).is_pending());
        }
        assert!(turns.take("one").await.is_err());
        drop(first);
        for turn in waiting {
            drop(turn.await.unwrap());
        }
        assert!(locked(&turns.lines).is_empty());
    }
}
