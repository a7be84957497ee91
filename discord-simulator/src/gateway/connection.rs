//! One websocket: hello, identify or resume, heartbeats, and the events in between.

mod signing_on;

use std::time::Duration;

use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade};
use axum::extract::{Query, State};
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::time::Instant;

use super::close::Close;
use super::encoding::Encoding;
use super::session::{Line, Outgoing, Session};
use super::{Door, Flow, Heart, opcodes, ready};
use crate::simulator::Simulator;
use crate::world::profile::Presence;

const MAX_PAYLOAD: usize = 4096;
const COMMANDS_PER_MINUTE: u32 = 120;

/// What the address of the connection asks for.
#[derive(Debug, Deserialize)]
pub(crate) struct Transport {
    v: Option<String>,
    compress: Option<String>,
}

/// Opens the websocket.
pub(crate) async fn upgrade(
    State(simulator): State<Simulator>,
    Query(transport): Query<Transport>,
    upgrade: WebSocketUpgrade,
) -> Response {
    upgrade.on_upgrade(async move |socket| {
        Connection::open(simulator, &transport)
            .serve(socket, transport)
            .await
    })
}

struct Connection {
    simulator: Simulator,
    number: u64,
    encoding: Encoding,
    session_id: Option<String>,
    sender: UnboundedSender<Outgoing>,
    receiver: UnboundedReceiver<Outgoing>,
    minute_began: Instant,
    commands: u32,
}

/// Why a connection ends.
enum End {
    Close(Close),
    Drop,
}

impl Connection {
    fn open(simulator: Simulator, transport: &Transport) -> Self {
        let (sender, receiver) = unbounded_channel();
        let number = {
            let mut state = simulator.gateway().lock();
            state.connections += 1;
            state.connections
        };
        Self {
            number,
            simulator,
            encoding: Encoding::of_transport(transport.compress.as_deref()),
            session_id: None,
            sender,
            receiver,
            minute_began: Instant::now(),
            commands: 0,
        }
    }

    async fn serve(mut self, mut socket: WebSocket, transport: Transport) {
        let door = self.simulator.gateway().lock().door;
        let end = match transport.v.as_deref() {
            _ if door == Door::Shut => End::Drop,
            None | Some("10" | "9") => self.talk(&mut socket).await,
            Some(_) => End::Close(Close::invalid_version()),
        };
        if let End::Close(close) = end {
            let frame = CloseFrame {
                code: close.code,
                reason: close.reason.into(),
            };
            let sent = socket.send(Message::Close(Some(frame))).await;
            let goodbye = tokio::time::timeout(Duration::from_secs(1), socket.recv()).await;
            tracing::debug!(
                ?sent,
                answered = goodbye.is_ok(),
                "a gateway connection was closed"
            );
        }
        self.leave();
    }

    async fn talk(&mut self, socket: &mut WebSocket) -> End {
        let interval = self.simulator.options().heartbeat_interval;
        let hello = json!({
            "op": opcodes::HELLO, "s": null, "t": null,
            "d": {"heartbeat_interval": interval.as_millis() as u64, "_trace": ["simulator"]},
        });
        if let Err(end) = self.send(socket, hello.to_string()).await {
            return end;
        }
        let patience = interval + interval / 2;
        let mut silent_since = Instant::now();
        loop {
            let result = tokio::select! {
                incoming = socket.recv() => match incoming {
                    Some(Ok(message)) => self.receive(message, &mut silent_since),
                    Some(Err(_)) | None => Err(End::Drop),
                },
                Some(outgoing) = self.receiver.recv() => match outgoing {
                    Outgoing::Send(payload) => self.send(socket, payload).await,
                    Outgoing::Close(close) => Err(End::Close(close)),
                    Outgoing::Drop => Err(End::Drop),
                },
                () = tokio::time::sleep_until(silent_since + patience) => Err(End::Close(Close::session_timed_out())),
            };
            if let Err(end) = result {
                return end;
            }
        }
    }

    async fn send(&mut self, socket: &mut WebSocket, payload: String) -> Result<(), End> {
        let packed = self.encoding.pack(payload).map_err(|_| End::Drop)?;
        socket.send(packed).await.map_err(|_| End::Drop)
    }

    fn receive(&mut self, message: Message, silent_since: &mut Instant) -> Result<(), End> {
        let text = match message {
            Message::Text(text) => text.to_string(),
            Message::Binary(bytes) => String::from_utf8(bytes.to_vec()).unwrap_or_default(),
            Message::Ping(_) | Message::Pong(_) => return Ok(()),
            Message::Close(frame) => {
                let gives_up = frame.is_none_or(|frame| matches!(frame.code, 1000 | 1001));
                if gives_up {
                    self.forget_session();
                }
                return Err(End::Drop);
            }
        };
        self.count_command()?;
        let payload: Option<Value> = serde_json::from_str(&text)
            .ok()
            .filter(|_| text.len() <= MAX_PAYLOAD);
        let payload = payload.ok_or_else(|| End::Close(Close::decode_error()))?;
        let data = payload.get("d").cloned().unwrap_or_default();
        match payload.get("op").and_then(Value::as_u64) {
            Some(opcodes::HEARTBEAT) => {
                *silent_since = Instant::now();
                self.acknowledge();
                Ok(())
            }
            Some(opcodes::IDENTIFY) => self.identify(&data).map_err(End::Close),
            Some(opcodes::RESUME) => self.resume(&data).map_err(End::Close),
            _ if self.session_id.is_none() => Err(End::Close(Close::not_authenticated())),
            Some(opcodes::REQUEST_MEMBERS) => {
                self.with_session(|world, session| ready::send_members(world, session, &data));
                Ok(())
            }
            Some(opcodes::PRESENCE_UPDATE) => {
                self.show_presence(&data);
                Ok(())
            }
            Some(opcodes::VOICE_STATE_UPDATE | opcodes::REQUEST_SOUNDBOARD_SOUNDS) => Ok(()),
            _ => Err(End::Close(Close::unknown_opcode())),
        }
    }

    fn acknowledge(&self) {
        if self.simulator.gateway().lock().heart == Heart::Beating {
            self.say(&json!({"op": opcodes::HEARTBEAT_ACK}));
        }
    }

    fn line(&self) -> Line {
        Line {
            connection: self.number,
            sender: self.sender.clone(),
        }
    }

    fn say(&self, payload: &Value) {
        if self
            .sender
            .send(Outgoing::Send(payload.to_string()))
            .is_err()
        {
            tracing::debug!("a gateway connection ended before it was answered");
        }
    }

    fn with_session(&self, act: impl FnOnce(&crate::world::World, &mut Session)) {
        let Some(id) = &self.session_id else { return };
        self.simulator.read(|world| {
            let mut state = self.simulator.gateway().lock();
            let flow = state.flow;
            if let Some(session) = state.sessions.get_mut(id) {
                act(world, session);
                if flow == Flow::Flowing {
                    session.flush();
                }
            }
        });
    }

    /// Notes what the bot's dot shall say.
    fn show_presence(&self, data: &Value) {
        let (Some(id), Some(presence)) = (&self.session_id, Presence::read(data)) else {
            return;
        };
        let state = self.simulator.gateway().lock();
        let user_id = state.sessions.get(id).map(|session| session.user_id);
        drop(state);
        if let Some(user_id) = user_id {
            self.simulator
                .change(|world| world.show_presence(user_id, presence));
        }
    }

    fn count_command(&mut self) -> Result<(), End> {
        if self.minute_began.elapsed() > Duration::from_secs(60) {
            self.minute_began = Instant::now();
            self.commands = 0;
        }
        self.commands += 1;
        if self.commands > COMMANDS_PER_MINUTE {
            return Err(End::Close(Close::rate_limited()));
        }
        Ok(())
    }

    /// A client that closes with 1000 or 1001 gives its session up.
    fn forget_session(&self) {
        if let Some(id) = &self.session_id {
            self.simulator.gateway().lock().sessions.remove(id);
        }
    }

    fn leave(&self) {
        if let Some(id) = &self.session_id
            && let Some(session) = self.simulator.gateway().lock().sessions.get_mut(id)
        {
            session.hang_up(self.number);
        }
        self.simulator.wake();
    }
}
