//! Lanes: what belongs together is handled in order, what does not runs beside it. A lane exists only while there is something in it.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

use crate::ids::ChannelId;

/// How much may wait in one lane. What does not fit is dropped, and found again in the channel's history.
const CAPACITY: usize = 512;

/// What is handled in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Lane {
    /// Direct messages with one person.
    Dm(ChannelId),
    /// One channel of the staff server.
    Server(ChannelId),
    /// Who comes, goes and changes roles in the staff server.
    People,
}

/// The lanes in which something waits or is being handled.
pub struct Lanes<T> {
    queues: Mutex<HashMap<Lane, Queue<T>>>,
    emptied: Notify,
}

struct Queue<T> {
    items: VecDeque<T>,
    has_overflowed: bool,
}

/// What a lane's worker does next.
#[derive(Debug, PartialEq, Eq)]
pub enum Next<T> {
    /// Handle this.
    Item(T),
    /// Some items did not fit: look for what they were about.
    Missed,
}

impl<T> Lanes<T> {
    /// Puts an item at the end of a lane. Says whether the lane is new, and needs somebody to work it.
    pub fn push(&self, lane: Lane, item: T) -> bool {
        let mut queues = self.lock();
        let Some(queue) = queues.get_mut(&lane) else {
            let items = VecDeque::from([item]);
            let has_overflowed = false;
            queues.insert(
                lane,
                Queue {
                    items,
                    has_overflowed,
                },
            );
            return true;
        };
        // What follows something dropped is dropped as well: handled first, it would make what is missing look like old news.
        if !queue.has_overflowed && queue.items.len() < CAPACITY {
            queue.items.push_back(item);
        } else {
            queue.has_overflowed = true;
        }
        false
    }

    /// What to do next in a lane. `None` ends the lane: whoever pushes to it next has to work it.
    pub fn next(&self, lane: Lane) -> Option<Next<T>> {
        let mut queues = self.lock();
        let queue = queues.get_mut(&lane)?;
        if let Some(item) = queue.items.pop_front() {
            return Some(Next::Item(item));
        }
        if std::mem::take(&mut queue.has_overflowed) {
            return Some(Next::Missed);
        }
        queues.remove(&lane);
        if queues.is_empty() {
            self.emptied.notify_waiters();
        }
        None
    }

    /// Waits until nothing waits in any lane.
    pub async fn drained(&self) {
        loop {
            let emptied = self.emptied.notified();
            if self.lock().is_empty() {
                return;
            }
            emptied.await;
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Lane, Queue<T>>> {
        self.queues.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T> Default for Lanes<T> {
    fn default() -> Self {
        Self {
            queues: Mutex::default(),
            emptied: Notify::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LANE: Lane = Lane::Dm(ChannelId(1));

    #[test]
    fn a_lane_keeps_its_order_and_ends_when_it_is_empty() {
        let lanes = Lanes::default();
        assert!(lanes.push(LANE, 1));
        assert!(!lanes.push(LANE, 2));
        assert!(lanes.push(Lane::People, 3));
        assert_eq!(lanes.next(LANE), Some(Next::Item(1)));
        assert_eq!(lanes.next(LANE), Some(Next::Item(2)));
        assert_eq!(lanes.next(LANE), None);
        assert!(lanes.push(LANE, 4));
    }

    #[test]
    fn what_does_not_fit_is_told_once_after_the_rest() {
        let lanes = Lanes::default();
        for item in 0..CAPACITY + 3 {
            lanes.push(LANE, item);
        }
        for item in 0..CAPACITY {
            assert_eq!(lanes.next(LANE), Some(Next::Item(item)));
            lanes.push(LANE, CAPACITY + 3);
        }
        assert_eq!(lanes.next(LANE), Some(Next::Missed));
        lanes.push(LANE, CAPACITY + 4);
        assert_eq!(lanes.next(LANE), Some(Next::Item(CAPACITY + 4)));
        assert_eq!(lanes.next(LANE), None);
    }
}
