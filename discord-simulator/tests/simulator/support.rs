//! A small cast on a fresh simulator, a bare HTTP client and a bare gateway client.

use std::time::Duration;

use discord_simulator::world::application::Application;
use discord_simulator::{Options, Simulator, Snowflake};
use futures::{SinkExt, StreamExt};
use reqwest::Method;
use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

/// A server with a bot, its owner and one member.
pub struct Cast {
    pub discord: Simulator,
    pub bot: Application,
    pub server: Snowflake,
    pub owner: Snowflake,
    pub member: Snowflake,
    pub channel: Snowflake,
}

impl Cast {
    pub async fn new() -> Self {
        Self::with(Options::default()).await
    }

    /// Lets no time pass from now on, however long the test takes.
    pub fn stop_the_clock(&self) {
        let clock = self.discord.clock();
        clock.set(clock.now());
    }

    pub async fn with(options: Options) -> Self {
        let discord = Simulator::start(options).await.unwrap();
        let bot = discord.create_application("Rustmail");
        let owner = discord.create_user("Olivia");
        let member = discord.create_user("Max");
        let server = discord.create_server("Community", owner).unwrap();
        discord.invite_bot(server, &bot).unwrap();
        discord.join(server, member).unwrap();
        let channel = discord.channels(server)[0].id;
        Self {
            discord,
            bot,
            server,
            owner,
            member,
            channel,
        }
    }

    /// Sends a request as the bot and gives status and body.
    pub async fn call(&self, method: Method, path: &str, body: Option<Value>) -> (u16, Value) {
        let url = format!("{}/api/v10{path}", self.discord.base_url());
        let mut request = reqwest::Client::new().request(method, url);
        request = request.header("Authorization", format!("Bot {}", self.bot.token));
        if let Some(body) = body {
            request = request.json(&body);
        }
        let response = request.send().await.unwrap();
        let status = response.status().as_u16();
        let text = response.text().await.unwrap();
        (status, serde_json::from_str(&text).unwrap_or(Value::Null))
    }

    pub async fn get(&self, path: &str) -> (u16, Value) {
        self.call(Method::GET, path, None).await
    }

    pub async fn post(&self, path: &str, body: Value) -> (u16, Value) {
        self.call(Method::POST, path, Some(body)).await
    }

    /// Connects to the gateway and waits until the session is there.
    pub async fn ready(&self, intents: u64) -> Socket {
        let mut socket = self.identify(intents).await;
        socket.event("READY").await;
        socket
    }

    /// Connects to the gateway and identifies.
    pub async fn identify(&self, intents: u64) -> Socket {
        let mut socket = Socket::open(&self.discord, "?v=10&encoding=json").await;
        let identify = json!({"op": 2, "d": {
            "token": self.bot.token, "intents": intents, "properties": {"os": "linux", "browser": "t", "device": "t"},
        }});
        socket.send(identify).await;
        socket
    }
}

impl Drop for Cast {
    /// Whatever a test does, the simulator's answers follow Discord's description.
    fn drop(&mut self) {
        let violations = self.discord.violations();
        let ours: Vec<_> = violations
            .iter()
            .filter(|it| it.contains("the answer is wrong"))
            .collect();
        assert!(ours.is_empty() || std::thread::panicking(), "{ours:#?}");
    }
}

/// A gateway connection.
pub struct Socket {
    stream: WebSocketStream<MaybeTlsStream<tokio::net::TcpStream>>,
}

impl Socket {
    /// Connects without reading anything.
    pub async fn connect(discord: &Simulator, query: &str) -> Self {
        let url = discord.base_url().replacen("http", "ws", 1) + "/gateway" + query;
        let (stream, _) = connect_async(url).await.unwrap();
        Self { stream }
    }

    /// Connects and reads the greeting.
    pub async fn open(discord: &Simulator, query: &str) -> Self {
        let mut socket = Self::connect(discord, query).await;
        assert_eq!(
            socket.next().await["op"],
            10,
            "the gateway says hello first"
        );
        socket
    }

    pub async fn send(&mut self, payload: Value) {
        self.stream
            .send(Message::text(payload.to_string()))
            .await
            .unwrap();
    }

    /// The next payload.
    pub async fn next(&mut self) -> Value {
        match self.frame().await {
            Some(Message::Text(text)) => serde_json::from_str(&text).unwrap(),
            other => panic!("expected a payload, got {other:?}"),
        }
    }

    /// The data of the next event with this name; others are passed over.
    pub async fn event(&mut self, name: &str) -> Value {
        loop {
            let payload = self.next().await;
            if payload["t"] == name {
                return payload["d"].clone();
            }
        }
    }

    /// The code with which the connection is closed; payloads before it are passed over.
    pub async fn close_code(&mut self) -> u16 {
        loop {
            match self.frame().await {
                Some(Message::Close(Some(frame))) => return frame.code.into(),
                Some(_) => {}
                None => panic!("the connection fell without a close frame"),
            }
        }
    }

    pub async fn frame(&mut self) -> Option<Message> {
        let frame = tokio::time::timeout(Duration::from_secs(10), self.stream.next()).await;
        frame
            .expect("the gateway said nothing for ten seconds")
            .and_then(Result::ok)
    }
}
