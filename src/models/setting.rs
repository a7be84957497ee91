//! Settings: what staff may change while the server runs. The configuration file gives each its value until somebody changes it; from
//! then on the newest version in the database has the say, key by key.

pub mod edit;
pub mod value;
pub mod version;
pub mod zone;

use chrono::TimeDelta;
use chrono_tz::Tz;

use crate::ids::ChannelId;
use crate::models::permission::Permission;
use crate::models::setting::value::{Colour, Presence, Wrong};
use crate::models::text_enum::text_enum;

/// The Postgres channel on which it is announced that what staff want is another now.
pub const ANNOUNCEMENTS: &str = "rustmail_standing";

/// The languages in which there are words, by their codes.
pub const LANGUAGES: [&str; 2] = ["en", "fr"];

text_enum! {
    /// A setting, under the name that it has in the configuration file.
    Key {
        /// How the bot shows itself.
        Presence = "bot.presence",
        /// What the bot is shown to be playing.
        Activity = "bot.status",
        /// What a member reads when their ticket is opened.
        Welcome = "bot.welcome_message",
        /// What a member reads when their ticket is closed.
        Farewell = "bot.close_message",
        /// The Discord category in which ticket channels are created.
        Inbox = "thread.inbox_category_id",
        /// Whether messages are shown as embeds.
        Embedded = "thread.embedded_message",
        /// Whether messages are set as block quotes.
        BlockQuote = "thread.block_quote",
        /// Whether staff see that the member types.
        MemberTyping = "bot.typing_proxy_from_user",
        /// Whether the member sees that staff type.
        StaffTyping = "bot.typing_proxy_from_staff",
        /// Whether the copy in the channel follows when a member edits a message.
        ShowEdits = "logs.show_log_on_edit",
        /// Whether the copy in the channel is marked when a member deletes a message.
        ShowDeletions = "logs.show_log_on_delete",
        /// How many seconds the channel of a closed ticket stays.
        ChannelStays = "thread.time_to_close_thread",
        /// The colour of members' messages.
        MemberColour = "thread.user_message_color",
        /// The colour of staff's messages.
        StaffColour = "thread.staff_message_color",
        /// The colour of what Rustmail itself says.
        SystemColour = "thread.system_message_color",
        /// What a command typed as text begins with.
        Prefix = "command.prefix",
        /// Whether a reply is confirmed to whoever wrote it.
        ConfirmReplies = "notifications.show_success_on_reply",
        /// Whether an edit is confirmed to whoever made it.
        ConfirmEdits = "notifications.show_success_on_edit",
        /// The language for everybody whose own is not known.
        Language = "language.default_language",
        /// The time zone for everybody whose own is not known, and in which days begin.
        TimeZone = "bot.timezone",
        /// Whether a line is posted for every closed ticket.
        LogClosures = "bot.enable_rustmail_logs",
        /// Where that line is posted.
        LogChannel = "bot.logs_channel_id",
    }
}

text_enum! {
    /// Settings that belong together: they are shown and saved at once.
    Group {
        /// How the bot shows itself.
        Presence = "presence",
        /// What members are told.
        Messages = "messages",
        /// Ticket channels and how messages look in them.
        Look = "look",
        /// What staff type, and what they are told.
        Commands = "commands",
        /// Language and time zone.
        Region = "region",
        /// What is written down in a channel.
        Logs = "logs",
    }
}

/// The value of every setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// [`Key::Presence`]
    pub presence: Presence,
    /// [`Key::Activity`]
    pub activity: String,
    /// [`Key::Welcome`]; empty for nothing.
    pub welcome: String,
    /// [`Key::Farewell`]; empty for nothing.
    pub farewell: String,
    /// [`Key::Inbox`]
    pub inbox: ChannelId,
    /// [`Key::Embedded`]
    pub embedded: bool,
    /// [`Key::BlockQuote`]
    pub block_quote: bool,
    /// [`Key::MemberTyping`]
    pub member_typing: bool,
    /// [`Key::StaffTyping`]
    pub staff_typing: bool,
    /// [`Key::ShowEdits`]
    pub show_edits: bool,
    /// [`Key::ShowDeletions`]
    pub show_deletions: bool,
    /// [`Key::ChannelStays`]
    pub channel_stays_secs: u32,
    /// [`Key::MemberColour`]
    pub member_colour: Colour,
    /// [`Key::StaffColour`]
    pub staff_colour: Colour,
    /// [`Key::SystemColour`]
    pub system_colour: Colour,
    /// [`Key::Prefix`]
    pub prefix: String,
    /// [`Key::ConfirmReplies`]
    pub confirm_replies: bool,
    /// [`Key::ConfirmEdits`]
    pub confirm_edits: bool,
    /// [`Key::Language`]
    pub language: String,
    /// [`Key::TimeZone`]
    pub time_zone: Tz,
    /// [`Key::LogClosures`]
    pub log_closures: bool,
    /// [`Key::LogChannel`]
    pub log_channel: Option<ChannelId>,
}

impl Settings {
    /// The value of a setting as text, such as `true` or `5865f2`.
    pub fn text(&self, key: Key) -> String {
        match key {
            Key::Presence => self.presence.word().to_owned(),
            Key::Activity => self.activity.clone(),
            Key::Welcome => self.welcome.clone(),
            Key::Farewell => self.farewell.clone(),
            Key::Inbox => self.inbox.to_string(),
            Key::Embedded => self.embedded.to_string(),
            Key::BlockQuote => self.block_quote.to_string(),
            Key::MemberTyping => self.member_typing.to_string(),
            Key::StaffTyping => self.staff_typing.to_string(),
            Key::ShowEdits => self.show_edits.to_string(),
            Key::ShowDeletions => self.show_deletions.to_string(),
            Key::ChannelStays => self.channel_stays_secs.to_string(),
            Key::MemberColour => self.member_colour.to_string(),
            Key::StaffColour => self.staff_colour.to_string(),
            Key::SystemColour => self.system_colour.to_string(),
            Key::Prefix => self.prefix.clone(),
            Key::ConfirmReplies => self.confirm_replies.to_string(),
            Key::ConfirmEdits => self.confirm_edits.to_string(),
            Key::Language => self.language.clone(),
            Key::TimeZone => self.time_zone.name().to_owned(),
            Key::LogClosures => self.log_closures.to_string(),
            Key::LogChannel => self
                .log_channel
                .map_or_else(String::new, |id| id.to_string()),
        }
    }

    /// Gives a setting the value that a text stands for.
    ///
    /// # Errors
    ///
    /// Tells what is wrong with the text; nothing has changed then.
    pub fn set(&mut self, key: Key, text: &str) -> Result<(), Wrong> {
        match key {
            Key::Presence => self.presence = value::choice(Presence::from_word(text.trim()))?,
            Key::Activity => self.activity = value::line(text, 128)?,
            Key::Welcome => self.welcome = value::lines(text)?,
            Key::Farewell => self.farewell = value::lines(text)?,
            Key::Inbox => self.inbox = value::channel(text)?.ok_or(Wrong::Missing)?,
            Key::Embedded => self.embedded = value::switch(text)?,
            Key::BlockQuote => self.block_quote = value::switch(text)?,
            Key::MemberTyping => self.member_typing = value::switch(text)?,
            Key::StaffTyping => self.staff_typing = value::switch(text)?,
            Key::ShowEdits => self.show_edits = value::switch(text)?,
            Key::ShowDeletions => self.show_deletions = value::switch(text)?,
            Key::ChannelStays => self.channel_stays_secs = value::seconds(text)?,
            Key::MemberColour => self.member_colour = text.parse()?,
            Key::StaffColour => self.staff_colour = text.parse()?,
            Key::SystemColour => self.system_colour = text.parse()?,
            Key::Prefix => self.prefix = value::prefix(text)?,
            Key::ConfirmReplies => self.confirm_replies = value::switch(text)?,
            Key::ConfirmEdits => self.confirm_edits = value::switch(text)?,
            Key::Language => self.language = value::language(text)?,
            Key::TimeZone => self.time_zone = text.trim().parse().map_err(|_| Wrong::NoTimeZone)?,
            Key::LogClosures => self.log_closures = value::switch(text)?,
            Key::LogChannel => self.log_channel = value::channel(text)?,
        }
        Ok(())
    }

    /// How long the channel of a closed ticket stays.
    pub fn channel_stays(&self) -> TimeDelta {
        TimeDelta::seconds(self.channel_stays_secs.into())
    }

    /// Where a line is posted for every closed ticket, if anywhere.
    pub fn closure_log(&self) -> Option<ChannelId> {
        self.log_channel.filter(|_| self.log_closures)
    }

    /// What is wrong with the settings together, though each is right.
    pub fn contradictions(&self) -> Vec<(Key, Wrong)> {
        let has_no_log = self.log_closures && self.log_channel.is_none();
        let missing = has_no_log.then_some((Key::LogChannel, Wrong::Missing));
        missing.into_iter().collect()
    }
}

impl Group {
    /// The settings of the group, in the order in which they are shown.
    pub fn keys(self) -> impl Iterator<Item = Key> {
        let keys = Key::ALL.iter().copied();
        keys.filter(move |key| key.group() == self)
    }
}

impl Key {
    /// The group that it belongs to.
    pub fn group(self) -> Group {
        match self {
            Self::Presence | Self::Activity => Group::Presence,
            Self::Welcome | Self::Farewell => Group::Messages,
            Self::Inbox
            | Self::Embedded
            | Self::BlockQuote
            | Self::MemberTyping
            | Self::StaffTyping
            | Self::ShowEdits
            | Self::ShowDeletions
            | Self::ChannelStays
            | Self::MemberColour
            | Self::StaffColour
            | Self::SystemColour => Group::Look,
            Self::Prefix | Self::ConfirmReplies | Self::ConfirmEdits => Group::Commands,
            Self::Language | Self::TimeZone => Group::Region,
            Self::LogClosures | Self::LogChannel => Group::Logs,
        }
    }

    /// The permissions of which one is enough to change it: whoever looks after the bot may also say how it shows itself.
    pub fn needs(self) -> &'static [Permission] {
        match self.group() {
            Group::Presence => &[Permission::EditConfiguration, Permission::ManageBot],
            _ => &[Permission::EditConfiguration],
        }
    }
}
