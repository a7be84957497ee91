//! Which intent an event needs, and which intents need a switch in the developer portal.

use crate::world::application::Privileged;

/// GUILDS.
pub const GUILDS: u64 = 1 << 0;
/// GUILD_MEMBERS, privileged.
pub const GUILD_MEMBERS: u64 = 1 << 1;
/// GUILD_MODERATION.
pub const GUILD_MODERATION: u64 = 1 << 2;
/// GUILD_EXPRESSIONS.
pub const GUILD_EXPRESSIONS: u64 = 1 << 3;
/// GUILD_PRESENCES, privileged.
pub const GUILD_PRESENCES: u64 = 1 << 8;
/// GUILD_MESSAGES.
pub const GUILD_MESSAGES: u64 = 1 << 9;
/// GUILD_MESSAGE_REACTIONS.
pub const GUILD_MESSAGE_REACTIONS: u64 = 1 << 10;
/// GUILD_MESSAGE_TYPING.
pub const GUILD_MESSAGE_TYPING: u64 = 1 << 11;
/// DIRECT_MESSAGES.
pub const DIRECT_MESSAGES: u64 = 1 << 12;
/// DIRECT_MESSAGE_REACTIONS.
pub const DIRECT_MESSAGE_REACTIONS: u64 = 1 << 13;
/// DIRECT_MESSAGE_TYPING.
pub const DIRECT_MESSAGE_TYPING: u64 = 1 << 14;
/// MESSAGE_CONTENT, privileged.
pub const MESSAGE_CONTENT: u64 = 1 << 15;

/// Every intent there is: bits 0 to 16, auto moderation, polls.
const KNOWN: u64 = ((1 << 17) - 1) | (1 << 20) | (1 << 21) | (1 << 24) | (1 << 25);

/// Whether all these bits are intents.
pub fn are_known(intents: u64) -> bool {
    intents & !KNOWN == 0
}

/// Whether all these intents are switched on for an application.
pub fn are_allowed(intents: u64, privileged: Privileged) -> bool {
    let wants = |intent: u64| intents & intent != 0;
    (privileged.members || !wants(GUILD_MEMBERS))
        && (privileged.presences || !wants(GUILD_PRESENCES))
        && (privileged.message_content || !wants(MESSAGE_CONTENT))
}

/// The intent that an event needs, which depends on where it happened; none for events that always arrive.
pub(super) fn needed(name: &str, place: Place) -> Option<u64> {
    let of = |server: u64, dm: u64| Some(if place == Place::Server { server } else { dm });
    match name {
        _ if name.starts_with("GUILD_MEMBER_") => Some(GUILD_MEMBERS),
        _ if name.starts_with("GUILD_BAN_") => Some(GUILD_MODERATION),
        "GUILD_AUDIT_LOG_ENTRY_CREATE" => Some(GUILD_MODERATION),
        "GUILD_STICKERS_UPDATE" | "GUILD_EMOJIS_UPDATE" => Some(GUILD_EXPRESSIONS),
        _ if name.starts_with("MESSAGE_REACTION_") => {
            of(GUILD_MESSAGE_REACTIONS, DIRECT_MESSAGE_REACTIONS)
        }
        _ if name.starts_with("MESSAGE_") => of(GUILD_MESSAGES, DIRECT_MESSAGES),
        "TYPING_START" => of(GUILD_MESSAGE_TYPING, DIRECT_MESSAGE_TYPING),
        "CHANNEL_PINS_UPDATE" => of(GUILDS, DIRECT_MESSAGES),
        _ if name.starts_with("GUILD_") || name.starts_with("CHANNEL_") => Some(GUILDS),
        _ => None,
    }
}

/// Where something happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Server,
    DirectMessage,
}
