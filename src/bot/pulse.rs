//! Whether the gateway still speaks. A connection can be gone for a long time before the client says so: a network that swallows
//! everything is noticed only by a heartbeat without an answer, which Discord wants every 41 seconds; and a client that comes back over
//! and over, only to be dropped again, says that it is connected. Who may see what must not rest on that, so the gateway is asked
//! something small over and over.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serenity::all::{ChunkGuildFilter, GuildId};
use tokio::time::Instant;

use crate::bot::Link;
use crate::ids::ServerId;

/// How often the gateway is asked. Discord takes 120 messages a minute from a connection
/// (<https://discord.com/developers/docs/events/gateway#rate-limiting>); this needs 40.
const INTERVAL: Duration = Duration::from_millis(1500);
/// How long ago something may have been asked that was answered: the interval, half a second in which the client may not look at what
/// it is to send, and the way there and back.
const FELT: Duration = Duration::from_millis(2500);
/// So many questions without an answer, after one that was answered, and the connection is given up.
const GIVEN_UP: u64 = 6;

/// What was asked, and what was answered.
#[derive(Default)]
pub(crate) struct Pulse(Mutex<State>);

#[derive(Default)]
struct State {
    asked: u64,
    asked_at: Option<Instant>,
    /// The newest question of this session that was answered.
    answered: Option<u64>,
    felt_at: Option<Instant>,
}

impl Pulse {
    /// Notes that a session begins: nothing of it has been felt yet.
    pub(crate) fn begin(&self) {
        let mut state = self.lock();
        state.answered = None;
        state.felt_at = None;
    }

    /// Asks for the bot's own entry among the staff server's members, when it is time. The answer comes in the same order as everything
    /// else that is told of the server.
    pub(crate) fn ask(&self, link: &Link, server: ServerId) {
        let (Some(nonce), Ok(server)) = (self.next(), u64::try_from(server.0)) else {
            return;
        };
        let myself = link.context.cache.current_user().id;
        let only_myself = ChunkGuildFilter::UserIds(vec![myself]);
        let shard = &link.context.shard;
        shard.chunk_guild(GuildId::new(server), None, false, only_myself, Some(nonce));
    }

    fn next(&self) -> Option<String> {
        let mut state = self.lock();
        if state.asked_at.is_some_and(|at| at.elapsed() < INTERVAL) {
            return None;
        }
        state.asked_at = Some(Instant::now());
        state.asked += 1;
        Some(state.asked.to_string())
    }

    /// Notes that the gateway has answered. What it says counts from when it was asked.
    pub(crate) fn answered(&self, nonce: &str) {
        let mut state = self.lock();
        let asked = state.asked;
        if nonce == asked.to_string() {
            state.answered = Some(asked);
            state.felt_at = state.asked_at;
        }
    }

    /// Whether what was asked a moment ago was answered.
    pub(crate) fn is_felt(&self) -> bool {
        let state = self.lock();
        state.felt_at.is_some_and(|at| at.elapsed() < FELT)
    }

    /// Whether a session that did answer has not done so for a while. Of one that never did, nothing follows.
    pub(crate) fn has_stopped(&self) -> bool {
        let state = self.lock();
        let unanswered = state.answered.map(|answered| state.asked - answered);
        unanswered.is_some_and(|unanswered| unanswered > GIVEN_UP)
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
