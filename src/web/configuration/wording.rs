//! What settings and their values are called.

use words::Words;

use crate::models::setting::{Group, Key};
use crate::web::configuration::showing::Channels;
use crate::web::visit::Signed;

/// What kind of value a setting has, for people.
#[derive(Clone, Copy)]
pub enum Told {
    /// One line of text.
    Line,
    /// Several lines of text.
    Lines,
    /// On or off.
    Switch,
    /// A colour.
    Colour,
    /// A status of the bot.
    Presence,
    /// A language.
    Language,
    /// A category of Discord.
    Category,
    /// A text channel of Discord.
    Channel,
}

/// What kind of value a setting has.
pub fn told_as(key: Key) -> Told {
    match key {
        Key::Activity | Key::Prefix | Key::TimeZone | Key::ChannelStays => Told::Line,
        Key::Welcome | Key::Farewell => Told::Lines,
        Key::Embedded
        | Key::BlockQuote
        | Key::MemberTyping
        | Key::StaffTyping
        | Key::ShowEdits
        | Key::ShowDeletions
        | Key::ConfirmReplies
        | Key::ConfirmEdits
        | Key::LogClosures => Told::Switch,
        Key::MemberColour | Key::StaffColour | Key::SystemColour => Told::Colour,
        Key::Presence => Told::Presence,
        Key::Language => Told::Language,
        Key::Inbox => Told::Category,
        Key::LogChannel => Told::Channel,
    }
}

/// A value as people read it.
pub fn told(words: &Words, key: Key, (text, channels): (&str, &Channels)) -> String {
    let name = match (told_as(key), text) {
        (Told::Switch, "true") => words.text("setting-on"),
        (Told::Switch, _) => words.text("setting-off"),
        (_, "") => words.text("setting-nothing"),
        (Told::Presence, "online") => words.text("presence-online"),
        (Told::Presence, "idle") => words.text("presence-idle"),
        (Told::Presence, "dnd") => words.text("presence-dnd"),
        (Told::Presence, "invisible") => words.text("presence-invisible"),
        (Told::Language, "en") => words.text("language-en"),
        (Told::Language, "fr") => words.text("language-fr"),
        (Told::Colour, colour) => format!("#{colour}").into(),
        (Told::Category | Told::Channel, id) => {
            channels.name(id).unwrap_or_else(|| id.to_owned()).into()
        }
        (_, text) => text.into(),
    };
    name.into_owned()
}

/// What is to be known of a category of the staff server into which everybody there may look.
pub fn openness(signed: &Signed) -> String {
    let words = signed.visit.words;
    let sentence = match signed.app.is_among_members() {
        true => words.text("channels-open"),
        false => words.text("channels-open-staff"),
    };
    sentence.into_owned()
}

/// What a group is called.
pub fn title(words: &Words, group: Group) -> String {
    let title = match group {
        Group::Presence => words.text("group-presence"),
        Group::Messages => words.text("group-messages"),
        Group::Look => words.text("group-look"),
        Group::Commands => words.text("group-commands"),
        Group::Region => words.text("group-region"),
        Group::Logs => words.text("group-logs"),
    };
    title.into_owned()
}

/// What to know about all settings of a group.
pub fn lead(words: &Words, group: Group) -> String {
    let lead = match group {
        Group::Presence => words.text("group-presence-lead"),
        Group::Messages => words.text("group-messages-lead"),
        Group::Look => words.text("group-look-lead"),
        Group::Commands => words.text("group-commands-lead"),
        Group::Region => words.text("group-region-lead"),
        Group::Logs => words.text("group-logs-lead"),
    };
    lead.into_owned()
}

/// What a setting is called.
pub fn label(words: &Words, key: Key) -> String {
    let label = match key {
        Key::Presence => words.text("setting-presence"),
        Key::Activity => words.text("setting-activity"),
        Key::Welcome => words.text("setting-welcome"),
        Key::Farewell => words.text("setting-farewell"),
        Key::Inbox => words.text("setting-inbox"),
        Key::Embedded => words.text("setting-embedded"),
        Key::BlockQuote => words.text("setting-block-quote"),
        Key::MemberTyping => words.text("setting-member-typing"),
        Key::StaffTyping => words.text("setting-staff-typing"),
        Key::ShowEdits => words.text("setting-show-edits"),
        Key::ShowDeletions => words.text("setting-show-deletions"),
        Key::ChannelStays => words.text("setting-channel-stays"),
        Key::MemberColour => words.text("setting-member-colour"),
        Key::StaffColour => words.text("setting-staff-colour"),
        Key::SystemColour => words.text("setting-system-colour"),
        Key::Prefix => words.text("setting-prefix"),
        Key::ConfirmReplies => words.text("setting-confirm-replies"),
        Key::ConfirmEdits => words.text("setting-confirm-edits"),
        Key::Language => words.text("setting-language"),
        Key::TimeZone => words.text("setting-time-zone"),
        Key::LogClosures => words.text("setting-log-closures"),
        Key::LogChannel => words.text("setting-log-channel"),
    };
    label.into_owned()
}

/// What a setting does.
pub fn help(words: &Words, key: Key) -> String {
    let help = match key {
        Key::Presence => words.text("setting-presence-help"),
        Key::Activity => words.text("setting-activity-help"),
        Key::Welcome => words.text("setting-welcome-help"),
        Key::Farewell => words.text("setting-farewell-help"),
        Key::Inbox => words.text("setting-inbox-help"),
        Key::Embedded => words.text("setting-embedded-help"),
        Key::BlockQuote => words.text("setting-block-quote-help"),
        Key::MemberTyping => words.text("setting-member-typing-help"),
        Key::StaffTyping => words.text("setting-staff-typing-help"),
        Key::ShowEdits => words.text("setting-show-edits-help"),
        Key::ShowDeletions => words.text("setting-show-deletions-help"),
        Key::ChannelStays => words.text("setting-channel-stays-help"),
        Key::MemberColour => words.text("setting-member-colour-help"),
        Key::StaffColour => words.text("setting-staff-colour-help"),
        Key::SystemColour => words.text("setting-system-colour-help"),
        Key::Prefix => words.text("setting-prefix-help"),
        Key::ConfirmReplies => words.text("setting-confirm-replies-help"),
        Key::ConfirmEdits => words.text("setting-confirm-edits-help"),
        Key::Language => words.text("setting-language-help"),
        Key::TimeZone => words.text("setting-time-zone-help"),
        Key::LogClosures => words.text("setting-log-closures-help"),
        Key::LogChannel => words.text("setting-log-channel-help"),
    };
    help.into_owned()
}
