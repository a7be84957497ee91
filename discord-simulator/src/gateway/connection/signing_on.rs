//! How a connection gets its session: a new one, or one of before.

use serde_json::{Value, json};

use super::Connection;
use crate::form;
use crate::gateway::close::Close;
use crate::gateway::encoding::Encoding;
use crate::gateway::session::{Session, Shard, Wishes};
use crate::gateway::{Recovery, intents, invalid_session, ready};

impl Connection {
    /// Begins a session: READY, then the servers.
    pub(super) fn identify(&mut self, data: &Value) -> Result<(), Close> {
        if self.session_id.is_some() {
            return Err(Close::already_authenticated());
        }
        let wishes = self.wishes(data)?;
        if data.get("compress").and_then(Value::as_bool) == Some(true)
            && matches!(self.encoding, Encoding::Plain)
        {
            self.encoding = Encoding::Frames;
        }
        let id = self.simulator.change(|world| world.next_secret())[..32].to_owned();
        let session = Session::new(id.clone(), wishes, self.line());
        self.session_id = Some(id.clone());
        self.simulator.read(|world| {
            let mut state = self.simulator.gateway().lock();
            state.identifies += 1;
            state.sessions.retain(|_, session| session.is_alive());
            state.sessions.insert(id.clone(), session);
            let Some(session) = state.sessions.get_mut(&id) else {
                return;
            };
            session.push("READY", ready::ready_json(world, session));
            if session.wants(intents::GUILDS) {
                for server in ready::servers_of(world, session.user_id, session.shard) {
                    session.push("GUILD_CREATE", ready::server_json(world, session, server));
                }
            }
            session.flush();
        });
        if let Some(presence) = data.get("presence") {
            self.show_presence(presence);
        }
        self.simulator.wake();
        Ok(())
    }

    fn wishes(&self, data: &Value) -> Result<Wishes, Close> {
        let token = form::text(data, "token")
            .trim_start_matches("Bot ")
            .to_owned();
        let found = self
            .simulator
            .read(|world| world.application_of_token(&token).cloned());
        let application = found.ok_or_else(Close::authentication_failed)?;
        let wanted = data
            .get("intents")
            .and_then(Value::as_u64)
            .ok_or_else(Close::invalid_intents)?;
        if !intents::are_known(wanted) {
            return Err(Close::invalid_intents());
        }
        if !intents::are_allowed(wanted, application.privileged) {
            return Err(Close::disallowed_intents());
        }
        let part = |index: usize| {
            data.get("shard")
                .and_then(|shard| shard.get(index))
                .and_then(Value::as_u64)
        };
        let shard = Shard {
            index: part(0).unwrap_or(0),
            count: part(1).unwrap_or(1),
        };
        if shard.index >= shard.count {
            return Err(Close::invalid_shard());
        }
        Ok(Wishes {
            application_id: application.id,
            user_id: application.user_id,
            intents: wanted,
            large_threshold: data
                .get("large_threshold")
                .and_then(Value::as_u64)
                .unwrap_or(50),
            shard,
        })
    }

    /// Goes on with a session of before; what was missed comes first.
    pub(super) fn resume(&mut self, data: &Value) -> Result<(), Close> {
        if self.session_id.is_some() {
            return Err(Close::already_authenticated());
        }
        let token = form::text(data, "token")
            .trim_start_matches("Bot ")
            .to_owned();
        let application = self
            .simulator
            .read(|world| world.application_of_token(&token).map(|it| it.id));
        let application_id = application.ok_or_else(Close::authentication_failed)?;
        let seen = data
            .get("seq")
            .and_then(Value::as_u64)
            .ok_or_else(Close::invalid_sequence)?;
        let id = form::text(data, "session_id").to_owned();
        let line = self.line();
        let mut state = self.simulator.gateway().lock();
        let session = state.sessions.get_mut(&id);
        let session = session
            .filter(|session| session.is_alive() && session.application_id == application_id);
        let Some(session) = session else {
            drop(state);
            self.say(&invalid_session(Recovery::Identify));
            return Ok(());
        };
        if !session.resume(line, seen) {
            return Err(Close::invalid_sequence());
        }
        session.push("RESUMED", json!({"_trace": ["simulator"]}));
        session.flush();
        drop(state);
        self.session_id = Some(id);
        self.simulator.wake();
        Ok(())
    }
}
