//! Everything a Discord knows, and the rules by which it changes.
//!
//! The world is plain data: it can be saved whole and read by tests. Its verbs check, change and record events; no socket, no
//! HTTP and no waiting lives here.

pub mod application;
pub mod attachment;
pub mod audit;
pub mod authorization;
pub mod ban;
pub mod channel;
pub mod command;
pub mod dm;
pub mod event;
mod fields;
pub mod interaction;
pub mod member;
pub mod message;
pub mod permission;
pub mod profile;
pub mod reaction;
pub mod role;
pub mod sending;
pub mod server;
pub mod sticker;
pub mod user;

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, SecondsFormat, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::clock::Clock;
use crate::snowflake::Snowflake;
use application::Application;
use attachment::Attachment;
use authorization::{Code, Grant};
use channel::Channel;
use command::Command;
use event::Event;
use interaction::Interaction;
use message::Message;
use sending::Nonces;
use server::Server;
use user::User;

/// A whole Discord.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct World {
    /// People and bots.
    pub users: BTreeMap<Snowflake, User>,
    /// The applications behind the bots.
    pub applications: BTreeMap<Snowflake, Application>,
    /// Servers with their roles and members.
    pub servers: BTreeMap<Snowflake, Server>,
    /// Channels of servers, and direct messages.
    pub channels: BTreeMap<Snowflake, Channel>,
    /// The messages of each channel.
    pub messages: BTreeMap<Snowflake, BTreeMap<Snowflake, Message>>,
    /// Registered commands.
    pub commands: BTreeMap<Snowflake, Command>,
    /// What people did with commands, buttons, menus and modals.
    pub interactions: BTreeMap<Snowflake, Interaction>,
    /// Files that were given to commands and hang on no message.
    pub loose_files: BTreeMap<Snowflake, Attachment>,
    codes: Vec<Code>,
    grants: Vec<Grant>,
    /// Recently used nonces.
    nonces: Nonces,
    /// How many people wanted each username.
    names_taken: BTreeMap<String, u64>,
    last_snowflake: u64,
    secrets_made: u64,
    seed: u64,
    /// Who is typing where, and until when that is shown.
    #[serde(skip)]
    pub(crate) typing: BTreeMap<(Snowflake, Snowflake), DateTime<Utc>>,
    /// Direct messages by their two users, the smaller id first.
    #[serde(skip)]
    dms: HashMap<(Snowflake, Snowflake), Snowflake>,
    /// What happened since the gateway last looked.
    #[serde(skip)]
    pub(crate) events: Vec<Event>,
    /// The contents of files that were uploaded and are not stored yet.
    #[serde(skip)]
    pub(crate) uploads: Vec<(Snowflake, bytes::Bytes)>,
    #[serde(skip)]
    clock: Clock,
    /// Where this simulator can be reached.
    #[serde(skip)]
    pub(crate) base_url: String,
}

/// Who does something, and the reason given for the audit log.
#[derive(Debug, Clone)]
pub struct Actor {
    /// The user who acts.
    pub user_id: Snowflake,
    /// What the audit log shall say.
    pub reason: Option<String>,
}

impl From<Snowflake> for Actor {
    fn from(user_id: Snowflake) -> Self {
        Self {
            user_id,
            reason: None,
        }
    }
}

impl World {
    /// An empty world whose ids and secrets follow from the seed and the clock.
    pub fn new(seed: u64, clock: Clock) -> Self {
        Self {
            seed,
            clock,
            ..Self::default()
        }
    }

    /// The moment it is.
    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// A world that was read from a file, with its clock and its indexes.
    pub(crate) fn restored(self, clock: Clock) -> Self {
        let mut world = Self { clock, ..self };
        world.index_dms();
        world
    }

    /// An identifier nobody has; later ones are always larger.
    pub fn next_snowflake(&mut self) -> Snowflake {
        let wanted = Snowflake::at(self.now()).0;
        self.last_snowflake = wanted.max(self.last_snowflake + 1);
        Snowflake(self.last_snowflake)
    }

    /// A random-looking hexadecimal text, the same for the same seed and history.
    pub(crate) fn next_secret(&mut self) -> String {
        self.secrets_made += 1;
        let mut hash = Sha256::new();
        hash.update(self.seed.to_be_bytes());
        hash.update(self.secrets_made.to_be_bytes());
        hex::encode(hash.finalize())
    }

    /// The key with which the links to files are signed.
    pub(crate) fn link_key(&self) -> u64 {
        self.seed ^ 0x5eed_1155
    }

    /// The base of the links to files.
    pub fn cdn_url(&self) -> String {
        format!("{}/cdn", self.base_url)
    }
}

/// A moment as Discord writes it.
pub fn timestamp(moment: DateTime<Utc>) -> String {
    moment.to_rfc3339_opts(SecondsFormat::Micros, false)
}
