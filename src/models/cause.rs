//! What things came about by, where it is not somebody's words: stored as a code, and told in the words of whoever reads it.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::models::text_enum::text_enum;

text_enum! {
    /// Why Discord did not take a message, or gave no file.
    FailureCause {
        /// The member takes no direct messages from the bot.
        DmsClosed = "dms_closed",
        /// The member and the bot share no server.
        NoCommonServer = "no_common_server",
        /// The channel does not exist any more.
        ChannelGone = "channel_gone",
        /// The bot lacks a permission.
        BotNotAllowed = "bot_not_allowed",
        /// The file is not on Discord any more.
        FileGone = "file_gone",
    }
}

text_enum! {
    /// Why a ticket was closed without anybody saying so.
    ClosureCause {
        /// Somebody removed its channel on Discord.
        ChannelRemoved = "channel_removed",
    }
}

/// Why a job was not done, with what belongs to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Setback {
    /// One of Discord's usual reasons.
    Usual {
        /// Which one.
        cause: FailureCause,
    },
    /// Discord said no.
    Refused {
        /// The HTTP status.
        status: u16,
        /// Discord's own code; 0 when it gives none.
        code: u32,
        /// Discord's own words.
        message: String,
    },
    /// Discord asked to wait.
    Limited {
        /// For so many seconds.
        seconds: u64,
    },
    /// Discord, or something on the way there, had a fault.
    Broken {
        /// The HTTP status.
        status: u16,
    },
    /// Discord took too long.
    Slow {
        /// It was waited for so many seconds.
        seconds: u64,
    },
    /// Discord could not be reached.
    Unreached {
        /// The reason that the network gave.
        reason: String,
    },
    /// The message was deleted before it could be sent.
    Deleted,
    /// The ticket has no channel.
    NoChannel,
    /// The Discord category in which its channel was to be created is gone.
    NoPlace,
    /// The desk's own rules were against it.
    Against {
        /// The sentence of the rule.
        rule: String,
    },
    /// A fault of ours.
    Fault {
        /// What broke.
        reason: String,
    },
}

impl Setback {
    /// What was stored with a job; `None` where only what was noted is known.
    pub(crate) fn stored(setback: Option<&Value>) -> Option<Self> {
        Self::deserialize(setback?).ok()
    }
}
