//! What Discord lets the bot do in a server and its channels.
//!
//! <https://docs.discord.com/developers/topics/permissions>

/// Something that the bot has to be allowed to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BotPermission {
    /// See channels.
    ViewChannels,
    /// Create, change and remove channels.
    ManageChannels,
    /// Write messages.
    SendMessages,
    /// Remove messages of others.
    ManageMessages,
    /// Write messages with embeds.
    EmbedLinks,
    /// Send files.
    AttachFiles,
    /// Read what was written before.
    ReadMessageHistory,
}

/// Whoever has this may do everything, whatever a channel says.
pub(super) const ADMINISTRATOR: u64 = 1 << 3;

impl BotPermission {
    /// Everything that the bot needs in the staff server.
    pub const NEEDED: [Self; 7] = [
        Self::ViewChannels,
        Self::ManageChannels,
        Self::SendMessages,
        Self::ManageMessages,
        Self::EmbedLinks,
        Self::AttachFiles,
        Self::ReadMessageHistory,
    ];

    /// Discord's bit for it.
    pub fn bit(self) -> u64 {
        match self {
            Self::ViewChannels => 1 << 10,
            Self::ManageChannels => 1 << 4,
            Self::SendMessages => 1 << 11,
            Self::ManageMessages => 1 << 13,
            Self::EmbedLinks => 1 << 14,
            Self::AttachFiles => 1 << 15,
            Self::ReadMessageHistory => 1 << 16,
        }
    }

    /// The bits of everything that is needed.
    pub fn all_bits() -> u64 {
        Self::NEEDED
            .into_iter()
            .fold(0, |bits, one| bits | one.bit())
    }

    /// What is needed and not held.
    pub fn missing(held: u64) -> Vec<Self> {
        let needed = Self::NEEDED.into_iter();
        needed
            .filter(|one| held & (one.bit() | ADMINISTRATOR) == 0)
            .collect()
    }
}
