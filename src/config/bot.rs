//! `[bot]`: the Discord application, the servers it works in, and who may do what from the first start.

use std::fmt;
use std::str::FromStr;

use chrono_tz::Tz;
use secrecy::SecretString;
use url::Url;

use super::reading::Reader;
use super::warning::Dead;
use crate::ids::{ChannelId, NotAnId, RoleId, ServerId, UserId};

/// The `[bot]` section.
#[derive(Clone, Debug)]
pub struct BotConfig {
    /// The bot's token.
    pub token: SecretString,
    /// Which Discord servers the desk works in.
    pub mode: Mode,
    /// What the bot is shown to be playing.
    pub status: String,
    /// What a member reads when their ticket is opened.
    pub welcome_message: String,
    /// What a member reads when their ticket is closed.
    pub close_message: String,
    /// Whether staff see in the ticket channel that the member is typing.
    pub typing_proxy_from_user: bool,
    /// Whether the member sees in the direct messages that staff are typing.
    pub typing_proxy_from_staff: bool,
    /// Where a line is posted for every closed ticket, if anywhere.
    pub rustmail_logs: Option<ChannelId>,
    /// The channel for the logs, whether any is switched on or not.
    pub logs_channel: Option<ChannelId>,
    /// Whether the panel and the API are served.
    pub enable_panel: bool,
    /// The Discord application, for signing in.
    pub client_id: Option<ApplicationId>,
    /// The OAuth2 secret of the application.
    pub client_secret: Option<SecretString>,
    /// Where Discord sends people back to after signing in.
    pub redirect_url: Option<Url>,
    /// The time zone of times that people read.
    pub timezone: Tz,
    /// Members of staff who may do everything.
    pub panel_super_admin_users: Vec<UserId>,
    /// Roles of the staff server whose holders may do everything.
    pub panel_super_admin_roles: Vec<RoleId>,
    /// Roles of the staff server whose holders may work tickets.
    pub staff_roles: Vec<RoleId>,
    /// Users who may work tickets.
    pub staff_users: Vec<UserId>,
}

/// Which Discord servers the desk works in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Members and staff share one server.
    Single {
        /// That server.
        server: ServerId,
    },
    /// Tickets are worked in a server that members do not see.
    Dual {
        /// Where the members are.
        community: ServerId,
        /// Where the ticket channels are.
        staff: ServerId,
    },
}

/// The id of a Discord application.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ApplicationId(pub u64);

impl Mode {
    /// The server whose members may open tickets.
    pub fn community_server(self) -> ServerId {
        match self {
            Self::Single { server } => server,
            Self::Dual { community, .. } => community,
        }
    }

    /// The server in which the ticket channels are.
    pub fn staff_server(self) -> ServerId {
        match self {
            Self::Single { server } => server,
            Self::Dual { staff, .. } => staff,
        }
    }

    fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let guild = reader.optional("bot.mode.guild_id");
        let community = reader.optional("bot.mode.community_guild_id");
        let staff = reader.optional("bot.mode.staff_guild_id");
        let remedy = "Add a section [bot.mode] with type = \"single\" or type = \"dual\"";
        let mode: String = reader.required("bot.mode.type", remedy)?;
        match mode.to_ascii_lowercase().as_str() {
            "single" => {
                let remedy = "Single mode needs the id of your server";
                let server = given(reader, "bot.mode.guild_id", guild, remedy)?;
                Some(Self::Single { server })
            }
            "dual" => {
                let remedy = "Dual mode needs the server your members are in";
                let community = given(reader, "bot.mode.community_guild_id", community, remedy);
                let remedy = "Dual mode needs the server your staff work in";
                let staff = given(reader, "bot.mode.staff_guild_id", staff, remedy);
                let (community, staff) = (community?, staff?);
                if community == staff {
                    reader.problem(
                        "bot.mode.staff_guild_id",
                        "is the same server as bot.mode.community_guild_id. Name two servers, or set type = \"single\"",
                    );
                }
                Some(Self::Dual { community, staff })
            }
            _ => {
                reader.problem("bot.mode.type", "must be \"single\" or \"dual\"");
                None
            }
        }
    }
}

/// Notes that a key is missing, unless its value was refused already.
fn given<T>(reader: &mut Reader<'_>, key: &str, value: Option<T>, remedy: &str) -> Option<T> {
    if value.is_none() && reader.is_absent(key) {
        reader.problem(key, format!("is missing. {remedy}"));
    }
    value
}

impl BotConfig {
    pub(super) fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let token = reader.required(
            "bot.token",
            "Copy the token from the Bot page of Discord's developer portal",
        );
        let mode = Mode::read(reader);
        let status = reader.or("bot.status", "DM for support".to_owned());
        let welcome_message = reader.or("bot.welcome_message", WELCOME.to_owned());
        let close_message = reader.or("bot.close_message", CLOSED.to_owned());
        let typing_proxy_from_user = reader.or("bot.typing_proxy_from_user", true);
        let typing_proxy_from_staff = reader.or("bot.typing_proxy_from_staff", true);
        let logs = LogChannels::read(reader);
        let enable_panel = reader.or("bot.enable_panel", false);
        let client_id = reader.optional("bot.client_id");
        let client_secret = reader.optional("bot.client_secret");
        let redirect_url = reader.optional("bot.redirect_url");
        for key in ["bot.client_id", "bot.client_secret", "bot.redirect_url"] {
            if enable_panel && reader.is_absent(key) {
                reader.problem(key, "is missing. The panel needs it: copy it from the OAuth2 page of Discord's developer portal, or set bot.enable_panel = false");
            }
        }
        let timezone = reader.or("bot.timezone", Tz::UTC);
        reader.dead("bot.ip", Dead::AddressIsPublicUrl);
        let panel_super_admin_users = reader.or("bot.panel_super_admin_users", Vec::new());
        let panel_super_admin_roles = reader.or("bot.panel_super_admin_roles", Vec::new());
        let staff_roles = reader.or("bot.staff_roles", Vec::new());
        let staff_users = reader.or("bot.staff_users", Vec::new());
        Some(Self {
            token: token?,
            mode: mode?,
            status,
            welcome_message,
            close_message,
            typing_proxy_from_user,
            typing_proxy_from_staff,
            rustmail_logs: logs.rustmail,
            logs_channel: logs.channel,
            enable_panel,
            client_id,
            client_secret,
            redirect_url,
            timezone,
            panel_super_admin_users,
            panel_super_admin_roles,
            staff_roles,
            staff_users,
        })
    }
}

const WELCOME: &str = "Your message has reached our staff. Somebody will answer you here.";
const CLOSED: &str = "This ticket has been closed. Thank you for contacting us.";

/// The flag and its channel, as the one thing they are together.
struct LogChannels {
    rustmail: Option<ChannelId>,
    channel: Option<ChannelId>,
}

impl LogChannels {
    fn read(reader: &mut Reader<'_>) -> Self {
        let former_flag = reader.or("bot.enable_logs", false);
        reader.note_former("bot.enable_logs", "bot.enable_rustmail_logs");
        let rustmail = reader.or("bot.enable_rustmail_logs", former_flag);
        reader.dead("bot.enable_discord_logs", Dead::DiscordShowsItsLog);
        for key in ["bot.enable_features", "bot.features_channel_id"] {
            reader.dead(key, Dead::NoFeatureRequests);
        }
        let logs_channel: Option<ChannelId> = reader.optional("bot.logs_channel_id");
        if rustmail && reader.is_absent("bot.logs_channel_id") {
            reader.problem(
                "bot.logs_channel_id",
                "is missing. Name the channel for the logs, or turn off bot.enable_rustmail_logs",
            );
        }
        Self {
            rustmail: logs_channel.filter(|_| rustmail),
            channel: logs_channel,
        }
    }
}

impl FromStr for ApplicationId {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        let id = text.parse().ok().filter(|id| *id > 0);
        id.map(Self).ok_or_else(|| NotAnId(text.to_owned()))
    }
}

impl fmt::Display for ApplicationId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}
