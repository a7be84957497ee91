//! What things came about by, where it is not somebody's words: stored as a code, and told in the words of whoever reads it.

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
