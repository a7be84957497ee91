//! What goes over a WebSocket: one JSON object per message.

use std::time::Duration;

use axum::extract::ws::{CloseFrame, Message as Frame, WebSocket};
use futures::SinkExt as _;
use serde::Deserialize;
use serde_json::Value;
use tokio::time::{Instant, sleep_until, timeout};

/// How long somebody may take to take what is sent.
const PATIENCE: Duration = Duration::from_secs(10);
/// After how long a silence it is asked whether anybody is still there, and how long the answer may take.
const SILENCE: Duration = Duration::from_secs(20);

/// What an asker says.
#[derive(Debug, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Message {
    /// They are there, and may say who they are.
    ConnectionInit {
        /// What they send along.
        payload: Option<Value>,
    },
    /// They want to be told something.
    Subscribe {
        /// By which name it is told.
        id: String,
        /// What they want to be told.
        payload: Value,
    },
    /// They have heard enough.
    Complete {
        /// Of what.
        id: String,
    },
    /// They ask whether we are still there.
    Ping {
        /// What they want to have back.
        payload: Option<Value>,
    },
    /// They are still there.
    Pong,
}

/// Why a connection ends.
#[derive(Debug)]
pub enum End {
    /// Nobody is there any more.
    Silence,
    /// For a reason that is told.
    Code(u16, String),
}

impl End {
    /// For a reason that is told.
    pub fn code(code: u16, why: &str) -> Self {
        Self::Code(code, why.to_owned())
    }
}

/// The connection.
pub struct Line {
    socket: WebSocket,
    heard_at: Instant,
    has_asked: bool,
}

impl Line {
    /// Over a WebSocket.
    pub fn new(socket: WebSocket) -> Self {
        Self {
            socket,
            heard_at: Instant::now(),
            has_asked: false,
        }
    }

    /// What they send along with their first message, which says that they are there.
    pub async fn first(&mut self) -> Result<Option<Value>, End> {
        loop {
            match self.receive().await? {
                Message::ConnectionInit { payload } => return Ok(payload),
                Message::Ping { .. } | Message::Pong => {}
                Message::Subscribe { .. } | Message::Complete { .. } => {
                    return Err(End::code(4401, "Unauthorized"));
                }
            }
        }
    }

    /// What they say next. Nothing is lost when somebody stops waiting.
    pub async fn receive(&mut self) -> Result<Message, End> {
        loop {
            let silent = if self.has_asked { SILENCE * 2 } else { SILENCE };
            let frame = tokio::select! {
                frame = self.socket.recv() => frame,
                () = sleep_until(self.heard_at + silent) => {
                    if self.has_asked {
                        return Err(End::Silence);
                    }
                    self.has_asked = true;
                    self.put(Frame::Ping(Vec::new().into())).await?;
                    continue;
                }
            };
            (self.heard_at, self.has_asked) = (Instant::now(), false);
            match frame {
                Some(Ok(Frame::Text(text))) => {
                    let message = serde_json::from_str(&text);
                    return message.map_err(|_| End::code(4400, "Invalid message received"));
                }
                Some(Ok(Frame::Binary(_))) => {
                    return Err(End::code(4400, "Invalid message received"));
                }
                // The library answers by itself, into a buffer that grows as long as nobody takes it.
                Some(Ok(Frame::Ping(_))) => self.flush().await?,
                Some(Ok(Frame::Pong(_))) => {}
                Some(Ok(Frame::Close(_)) | Err(_)) | None => return Err(End::Silence),
            }
        }
    }

    /// Says something.
    pub async fn send(&mut self, message: &Value) -> Result<(), End> {
        self.put(Frame::Text(message.to_string().into())).await
    }

    /// Ends the connection, with the reason where anybody is there to hear it.
    pub async fn close(mut self, end: End) {
        if let End::Code(code, why) = end {
            let frame = CloseFrame {
                code,
                reason: why.into(),
            };
            // Whoever has gone already needs no reason.
            self.put(Frame::Close(Some(frame))).await.ok();
        }
    }

    async fn flush(&mut self) -> Result<(), End> {
        match timeout(PATIENCE, self.socket.flush()).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) | Err(_) => Err(End::Silence),
        }
    }

    async fn put(&mut self, frame: Frame) -> Result<(), End> {
        match timeout(PATIENCE, self.socket.send(frame)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) | Err(_) => Err(End::Silence),
        }
    }
}
