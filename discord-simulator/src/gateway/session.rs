//! A bot's session: what it wants to hear, what it was told, and the line to it while it is connected.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tokio::sync::mpsc::UnboundedSender;

use super::close::Close;
use super::opcodes;
use crate::snowflake::Snowflake;

/// So many events are kept for a resume.
const BUFFER: usize = 5000;
/// So long a session waits for its client.
const PATIENCE: Duration = Duration::from_secs(300);

/// One identified session.
#[derive(Debug)]
pub struct Session {
    pub(super) id: String,
    pub(super) application_id: Snowflake,
    pub(super) user_id: Snowflake,
    pub(super) intents: u64,
    pub(super) large_threshold: u64,
    pub(super) shard: Shard,
    sequence: u64,
    /// Up to where the connection has got the events.
    sent: u64,
    buffer: VecDeque<(u64, String)>,
    line: Option<Line>,
    expired: bool,
    /// Since when nobody listens.
    silent_since: Option<Instant>,
}

/// Which part of the servers a session serves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shard {
    pub(super) index: u64,
    pub(super) count: u64,
}

/// The way to a connection, with its number, so that an old connection cannot hang up a new one.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) connection: u64,
    pub(super) sender: UnboundedSender<Outgoing>,
}

/// What a connection is told to do.
#[derive(Debug, Clone)]
pub(super) enum Outgoing {
    Send(String),
    Close(Close),
    Drop,
}

/// Who identified, and with what wishes.
pub(super) struct Wishes {
    pub(super) application_id: Snowflake,
    pub(super) user_id: Snowflake,
    pub(super) intents: u64,
    pub(super) large_threshold: u64,
    pub(super) shard: Shard,
}

impl Shard {
    /// Whether events of this server come here; direct messages go to the first shard.
    pub(super) fn serves(self, server_id: Option<Snowflake>) -> bool {
        match server_id {
            Some(id) => (id.0 >> 22) % self.count.max(1) == self.index,
            None => self.index == 0,
        }
    }
}

impl Session {
    pub(super) fn new(id: String, wishes: Wishes, line: Line) -> Self {
        Self {
            id,
            application_id: wishes.application_id,
            user_id: wishes.user_id,
            intents: wishes.intents,
            large_threshold: wishes.large_threshold,
            shard: wishes.shard,
            sequence: 0,
            sent: 0,
            buffer: VecDeque::new(),
            line: Some(line),
            expired: false,
            silent_since: None,
        }
    }

    pub(super) fn wants(&self, intent: u64) -> bool {
        self.intents & intent != 0
    }

    /// Whether somebody is listening.
    pub fn is_connected(&self) -> bool {
        self.line.is_some()
    }

    /// Whether it can still be resumed.
    pub(super) fn is_alive(&self) -> bool {
        let is_abandoned = self
            .silent_since
            .is_some_and(|since| since.elapsed() > PATIENCE);
        !self.expired && !is_abandoned
    }

    pub(super) fn expire(&mut self) {
        self.expired = true;
    }

    /// Writes an event into the session; [`Session::flush`] sends it.
    pub(super) fn push(&mut self, name: &str, data: Value) {
        if self.expired {
            return;
        }
        self.sequence += 1;
        let payload = json!({"op": opcodes::DISPATCH, "s": self.sequence, "t": name, "d": data});
        self.buffer.push_back((self.sequence, payload.to_string()));
        if self.buffer.len() > BUFFER {
            self.buffer.pop_front();
        }
    }

    /// Sends what the connection has not got yet.
    pub(super) fn flush(&mut self) {
        let Some(line) = &self.line else { return };
        let waiting = self.sequence.saturating_sub(self.sent);
        let skipped = self
            .buffer
            .len()
            .saturating_sub(usize::try_from(waiting).unwrap_or(usize::MAX));
        for (_, payload) in self.buffer.iter().skip(skipped) {
            if line.sender.send(Outgoing::Send(payload.clone())).is_err() {
                self.line = None;
                return;
            }
        }
        self.sent = self.sequence;
    }

    /// Tells the connection something beside the events.
    pub(super) fn tell(&mut self, outgoing: Outgoing) {
        let hangs_up = !matches!(outgoing, Outgoing::Send(_));
        let lost = self
            .line
            .as_ref()
            .is_some_and(|line| line.sender.send(outgoing).is_err());
        if lost || hangs_up {
            self.line = None;
        }
    }

    /// Goes on over a new connection, from the last event that the client has seen. False when that cannot be.
    pub(super) fn resume(&mut self, line: Line, seen: u64) -> bool {
        let oldest = self
            .buffer
            .front()
            .map_or(self.sequence + 1, |(sequence, _)| *sequence);
        if seen > self.sequence || seen + 1 < oldest {
            return false;
        }
        self.tell(Outgoing::Close(Close::new(4000, "Resumed elsewhere.")));
        self.line = Some(line);
        self.silent_since = None;
        self.sent = seen;
        true
    }

    /// Forgets the connection with this number; a client that does not come back in time has to identify anew.
    pub(super) fn hang_up(&mut self, connection: u64) {
        if self
            .line
            .as_ref()
            .is_some_and(|line| line.connection == connection)
        {
            self.line = None;
        }
        self.silent_since.get_or_insert_with(Instant::now);
    }
}
