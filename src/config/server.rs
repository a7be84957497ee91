//! `[server]`: where this server listens, and which of its parts run.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use chrono::TimeDelta;
use ipnet::IpNet;
use url::Url;

use super::reading::Reader;
use super::setting::Setting;

/// The `[server]` section.
#[derive(Clone, Debug)]
pub struct ServerConfig {
    /// The address to listen on.
    pub bind_address: IpAddr,
    /// The port to listen on.
    pub port: u16,
    /// The address under which people reach the panel, where it is not the one of `bot.redirect_url`.
    pub public_url: Option<Url>,
    /// The proxies whose word is taken for the address of whoever they ask for.
    pub trusted_proxies: Vec<IpNet>,
    /// For how many days somebody stays signed in to the panel after they were there last.
    pub session_days: u16,
    /// Which parts run in this process.
    pub role: Role,
}

impl ServerConfig {
    /// Where to listen.
    pub fn socket_address(&self) -> SocketAddr {
        SocketAddr::new(self.bind_address, self.port)
    }

    /// How long a session of the panel lives after it was used last.
    pub fn session_lifetime(&self) -> TimeDelta {
        TimeDelta::days(self.session_days.into())
    }

    pub(super) fn read(reader: &mut Reader<'_>) -> Self {
        Self {
            bind_address: reader.or("server.bind_address", IpAddr::V4(Ipv4Addr::UNSPECIFIED)),
            port: read_port(reader),
            public_url: reader.optional("server.public_url"),
            trusted_proxies: reader.or("server.trusted_proxies", Vec::new()),
            session_days: read_session_days(reader),
            role: reader.or("server.role", Role::All),
        }
    }
}

/// Which parts of Rustmail a process runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The bot, the panel and the API.
    All,
    /// The panel and the API only.
    Web,
    /// The bot only.
    Bot,
}

impl Role {
    /// Whether the panel and the API run.
    pub fn serves_web(self) -> bool {
        self != Self::Bot
    }

    /// Whether the gateway and the jobs run.
    pub fn runs_bot(self) -> bool {
        self != Self::Web
    }
}

impl Setting for Role {
    fn from_text(text: &str) -> Result<Self, String> {
        match text {
            "all" => Ok(Self::All),
            "web" => Ok(Self::Web),
            "bot" => Ok(Self::Bot),
            _ => Err(format!("must be \"all\", \"web\" or \"bot\", not {text:?}")),
        }
    }
}

/// `bot.panel_port` is the name Rustmail gave the port. Where both are in the file they have to agree.
fn read_port(reader: &mut Reader<'_>) -> u16 {
    let port: Option<u16> = reader.optional("server.port");
    let panel_port: Option<u16> = reader.optional("bot.panel_port");
    let same_source = reader.is_overridden("server.port") == reader.is_overridden("bot.panel_port");
    if let (Some(port), Some(panel_port)) = (port, panel_port)
        && port != panel_port
        && same_source
    {
        let sentence = format!("is {panel_port}, but server.port is {port}. Remove one of the two");
        reader.problem("bot.panel_port", sentence);
    }
    if reader.is_overridden("bot.panel_port") {
        return panel_port.or(port).unwrap_or(DEFAULT_PORT);
    }
    port.or(panel_port).unwrap_or(DEFAULT_PORT)
}

fn read_session_days(reader: &mut Reader<'_>) -> u16 {
    let days: u16 = reader.or("server.session_days", DEFAULT_SESSION_DAYS);
    if !(1..=MOST_SESSION_DAYS).contains(&days) {
        let sentence = format!("must be a number of days from 1 to {MOST_SESSION_DAYS}");
        reader.problem("server.session_days", sentence);
    }
    days
}

const DEFAULT_PORT: u16 = 3002;
const DEFAULT_SESSION_DAYS: u16 = 7;
/// Browsers keep a cookie no longer than some four hundred days.
const MOST_SESSION_DAYS: u16 = 365;
