//! Whether the gateway still speaks. A connection can be gone for a long time before the client says so: a network that swallows
//! everything is noticed only by a heartbeat without an answer, which Discord wants every 41 seconds; and a client that comes back over
//! and over, only to be dropped again, says that it is connected. Who may see what must not rest on that, so the gateway is asked
//! something small over and over.

use std::collections::VecDeque;
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
const GIVEN_UP: usize = 6;

/// What was asked, and what was answered.
#[derive(Default)]
pub struct Pulse(Mutex<State>);

#[derive(Default)]
struct State {
    number: u64,
    asked_at: Option<Instant>,
    /// The questions of this session that have no answer yet, oldest first.
    open: VecDeque<(u64, Instant)>,
    /// When the newest question of this session was asked that has one.
    felt_at: Option<Instant>,
}

impl Pulse {
    /// Notes that a session begins: nothing of it has been felt yet.
    pub fn begin(&self) {
        let mut state = self.lock();
        state.open.clear();
        state.felt_at = None;
    }

    /// Asks for the bot's own entry among the staff server's members, when it is time. The answer comes in the same order as everything
    /// else that is told of the server.
    pub(crate) fn ask(&self, link: &Link, server: ServerId) {
        let (Some(nonce), Ok(server)) = (self.question(), u64::try_from(server.0)) else {
            return;
        };
        let myself = link.context.cache.current_user().id;
        let only_myself = ChunkGuildFilter::UserIds(vec![myself]);
        let shard = &link.context.shard;
        shard.chunk_guild(GuildId::new(server), None, false, only_myself, Some(nonce));
    }

    /// The nonce of the next question, when it is time for it.
    pub fn question(&self) -> Option<String> {
        let mut state = self.lock();
        if state.asked_at.is_some_and(|at| at.elapsed() < INTERVAL) {
            return None;
        }
        let (number, now) = (state.number + 1, Instant::now());
        state.number = number;
        state.asked_at = Some(now);
        state.open.push_back((number, now));
        // More than are needed to give the connection up say nothing new.
        if state.open.len() > GIVEN_UP + 1 {
            state.open.pop_front();
        }
        Some(number.to_string())
    }

    /// Notes that the gateway has answered. What it says counts from when it was asked; with it, everything asked before is answered.
    pub fn answered(&self, nonce: &str) {
        let mut state = self.lock();
        let mut numbers = state.open.iter().map(|(number, _)| number.to_string());
        if let Some(place) = numbers.position(|number| number == nonce) {
            state.felt_at = state.open.get(place).map(|(_, at)| *at);
            state.open.drain(..=place);
        }
    }

    /// Whether what was asked a moment ago was answered.
    pub fn is_felt(&self) -> bool {
        let state = self.lock();
        state.felt_at.is_some_and(|at| at.elapsed() < FELT)
    }

    /// Whether a session that did answer has not done so for a while. Of one that never did, nothing follows.
    pub fn has_stopped(&self) -> bool {
        let state = self.lock();
        state.felt_at.is_some() && state.open.len() > GIVEN_UP
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
