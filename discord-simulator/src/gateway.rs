//! The gateway: sessions of bots over websockets, version 10, JSON.
//!
//! A session outlives its connection, so that a bot can resume it; what happens in the world is handed to every session
//! under the world's own lock, so all sessions see one order.

pub mod close;
mod connection;
mod encoding;
pub mod intents;
mod opcodes;
mod ready;
mod session;
mod tailoring;

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde_json::{Value, json};

use crate::world::World;
use crate::world::event::Event;
use close::Close;
pub(crate) use connection::upgrade;
use session::{Outgoing, Session};
pub(crate) use tailoring::blank;

/// All sessions, and the faults that were asked for.
#[derive(Default)]
pub struct Gateway {
    state: Mutex<State>,
}

#[derive(Default)]
pub(crate) struct State {
    pub(crate) sessions: BTreeMap<String, Session>,
    /// Connections that have not identified yet also fall when everything is cut.
    pub(crate) connections: u64,
    pub(crate) heart: Heart,
    pub(crate) flow: Flow,
    pub(crate) door: Door,
    pub(crate) identifies: u64,
}

/// Whether heartbeats are acknowledged.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Heart {
    /// As usual.
    #[default]
    Beating,
    /// Heartbeats are taken and not answered.
    Silent,
}

/// Whether events are delivered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Flow {
    /// As they happen.
    #[default]
    Flowing,
    /// They are kept back until the flow goes on.
    Paused,
}

/// Whether anybody is let in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Door {
    /// As usual.
    #[default]
    Open,
    /// New connections fall at once.
    Shut,
}

/// What a client must do after its session was called invalid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recovery {
    /// Resume it.
    Resume,
    /// Identify anew.
    Identify,
}

impl Gateway {
    pub(crate) fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Hands what happened to every session that may hear of it.
    pub(crate) fn dispatch(&self, world: &World, events: &[Event]) {
        let mut state = self.lock();
        let flow = state.flow;
        for session in state.sessions.values_mut() {
            for event in events {
                if let Some(data) = tailoring::tailored(world, session, event) {
                    session.push(event.name, data);
                }
            }
            if flow == Flow::Flowing {
                session.flush();
            }
        }
    }

    /// How many sessions have a living connection.
    pub fn connected(&self) -> usize {
        self.lock()
            .sessions
            .values()
            .filter(|session| session.is_connected())
            .count()
    }

    /// How often a bot has identified (not resumed) since the start.
    pub fn identifies(&self) -> u64 {
        self.lock().identifies
    }

    /// Tears every connection down without a word.
    pub fn cut(&self) {
        self.tell_all(&Outgoing::Drop);
    }

    /// Closes every connection with a code.
    pub fn close(&self, close: Close) {
        self.tell_all(&Outgoing::Close(close));
    }

    /// Asks every client to reconnect and resume.
    pub fn ask_to_reconnect(&self) {
        self.tell_all(&Outgoing::Send(
            json!({"op": opcodes::RECONNECT, "d": null}).to_string(),
        ));
    }

    /// Tells every client that its session is invalid; those that must identify lose it.
    pub fn invalidate(&self, recovery: Recovery) {
        self.tell_all(&Outgoing::Send(invalid_session(recovery).to_string()));
        if recovery == Recovery::Identify {
            self.lock().sessions.values_mut().for_each(Session::expire);
        }
    }

    /// Forgets every session: connections fall, and nothing can be resumed.
    pub fn forget_sessions(&self) {
        self.cut();
        self.lock().sessions.clear();
    }

    /// Answers heartbeats, or stops to.
    pub fn set_heart(&self, heart: Heart) {
        self.lock().heart = heart;
    }

    /// Delivers events, or keeps them back; what was kept back arrives when the flow goes on.
    pub fn set_flow(&self, flow: Flow) {
        let mut state = self.lock();
        state.flow = flow;
        if flow == Flow::Flowing {
            state.sessions.values_mut().for_each(Session::flush);
        }
    }

    /// Lets nobody in any more and tears every connection down, or lets people in again.
    pub fn set_door(&self, door: Door) {
        self.lock().door = door;
        if door == Door::Shut {
            self.cut();
        }
    }

    fn tell_all(&self, outgoing: &Outgoing) {
        for session in self.lock().sessions.values_mut() {
            session.tell(outgoing.clone());
        }
    }
}

pub(crate) fn invalid_session(recovery: Recovery) -> Value {
    json!({"op": opcodes::INVALID_SESSION, "d": recovery == Recovery::Resume})
}
