//! The values that settings can have, and how each is read from what somebody typed.

use std::fmt;
use std::str::FromStr;

use crate::ids::ChannelId;
use crate::models::setting::LANGUAGES;
use crate::models::text_enum::text_enum;

/// The most characters of a message to members: what Discord shows as one message.
const LONGEST_MESSAGE: usize = 2000;
/// The most characters of a prefix.
const LONGEST_PREFIX: usize = 10;
/// The longest that the channel of a closed ticket stays, in seconds: 30 days.
const LONGEST_STAY: u32 = 30 * 24 * 60 * 60;

text_enum! {
    /// How the bot shows itself in lists of members.
    Presence {
        /// With a green dot.
        Online = "online",
        /// With a yellow moon.
        Idle = "idle",
        /// With a red sign.
        DoNotDisturb = "dnd",
        /// As if it were away.
        Invisible = "invisible",
    }
}

/// A colour as Discord's embeds want it: 0xRRGGBB.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour(pub u32);

/// Why a text is no value for a setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    /// There has to be something.
    #[error("This must not be empty.")]
    Missing,
    /// It has too many characters.
    #[error("This is too long: at most {limit} characters, and it has {length}.")]
    TooLong {
        /// The most characters that are taken.
        limit: usize,
        /// How many there were.
        length: usize,
    },
    /// It has characters that are no text.
    #[error("There are characters in this that cannot be shown.")]
    Characters,
    /// It is neither on nor off.
    #[error("Write true or false.")]
    NoSwitch,
    /// It is none of the choices.
    #[error("This is none of the choices.")]
    NoChoice,
    /// It is no colour.
    #[error("Write a colour as six hexadecimal digits, such as 5865f2.")]
    NoColour,
    /// It is no time zone.
    #[error("Write a time zone of the IANA list, such as Europe/Paris or UTC.")]
    NoTimeZone,
    /// It is no id of Discord.
    #[error("Write the id of a channel: copy it in Discord with developer mode on.")]
    NoChannel,
    /// It begins like a slash command, or with space.
    #[error("A prefix has no spaces, and is not the slash of Discord's own commands.")]
    NoPrefix,
    /// It is no number of seconds, or too many.
    #[error("Write a whole number of seconds, up to {0}.")]
    NoSeconds(u32),
    /// No server has such a channel.
    #[error("There is no such channel, or the bot does not see it.")]
    NoSuchChannel,
    /// It is a channel, and has to be a category.
    #[error("This is a channel, and it has to be a category of channels.")]
    NotACategory,
    /// It is a category, and has to be a channel.
    #[error("This is a category of channels, and it has to be a text channel.")]
    NotATextChannel,
    /// It is the channel of a ticket.
    #[error("This is the channel of a ticket, which goes with it. Choose another one.")]
    OfATicket,
}

impl FromStr for Colour {
    type Err = Wrong;

    fn from_str(text: &str) -> Result<Self, Wrong> {
        let digits = text.trim();
        let digits = digits.strip_prefix('#').unwrap_or(digits);
        let is_colour = digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        let colour = u32::from_str_radix(digits, 16).ok();
        colour
            .filter(|_| is_colour)
            .map(Self)
            .ok_or(Wrong::NoColour)
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:06x}", self.0)
    }
}

pub(super) fn choice<T>(found: Option<T>) -> Result<T, Wrong> {
    found.ok_or(Wrong::NoChoice)
}

/// A text of one line, without the space around it.
pub(super) fn line(text: &str, limit: usize) -> Result<String, Wrong> {
    let text = text.trim();
    if text.chars().any(char::is_control) {
        return Err(Wrong::Characters);
    }
    within(text, limit)
}

/// A message to members, which may have several lines.
pub(super) fn lines(text: &str) -> Result<String, Wrong> {
    // Browsers send line breaks as forms have them; people mean one character.
    let text = text.replace("\r\n", "\n");
    let text = text.trim();
    if text
        .chars()
        .any(|one| one.is_control() && one != '\n' && one != '\t')
    {
        return Err(Wrong::Characters);
    }
    within(text, LONGEST_MESSAGE)
}

pub(super) fn prefix(text: &str) -> Result<String, Wrong> {
    let prefix = line(text, LONGEST_PREFIX)?;
    if prefix.is_empty() {
        return Err(Wrong::Missing);
    }
    if prefix == "/" || prefix.contains(char::is_whitespace) {
        return Err(Wrong::NoPrefix);
    }
    Ok(prefix)
}

pub(super) fn switch(text: &str) -> Result<bool, Wrong> {
    match text.trim() {
        "true" => Ok(true),
        "false" => Ok(false),
        _ => Err(Wrong::NoSwitch),
    }
}

/// A span in seconds; nothing written is none.
pub(super) fn seconds(text: &str) -> Result<u32, Wrong> {
    let seconds = match text.trim() {
        "" => Some(0),
        text => text.parse().ok(),
    };
    seconds
        .filter(|&seconds| seconds <= LONGEST_STAY)
        .ok_or(Wrong::NoSeconds(LONGEST_STAY))
}

pub(super) fn language(text: &str) -> Result<String, Wrong> {
    let known = LANGUAGES.into_iter().find(|code| *code == text.trim());
    choice(known).map(str::to_owned)
}

/// A channel, or none where nothing is written.
pub(super) fn channel(text: &str) -> Result<Option<ChannelId>, Wrong> {
    match text.trim() {
        "" => Ok(None),
        id => id.parse().map(Some).map_err(|_| Wrong::NoChannel),
    }
}

fn within(text: &str, limit: usize) -> Result<String, Wrong> {
    let length = text.chars().count();
    if length > limit {
        return Err(Wrong::TooLong { limit, length });
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_is_read_with_and_without_its_mark() {
        assert_eq!("#00ff7F".parse(), Ok(Colour(0x00_ff_7f)));
        assert_eq!(Colour(0x00_ff_7f).to_string(), "00ff7f");
        for text in ["", "12345", "1234567", "ggggggg", "+12345", "#é1234"] {
            assert_eq!(text.parse::<Colour>(), Err(Wrong::NoColour), "{text}");
        }
    }

    #[test]
    fn a_prefix_can_be_typed_and_is_nobody_elses() {
        assert_eq!(prefix(" ?? "), Ok("??".to_owned()));
        assert_eq!(prefix(" "), Err(Wrong::Missing));
        assert_eq!(prefix("/"), Err(Wrong::NoPrefix));
        assert_eq!(prefix("a b"), Err(Wrong::NoPrefix));
        assert_eq!(prefix("a\0"), Err(Wrong::Characters));
    }

    #[test]
    fn a_message_keeps_its_lines() {
        assert_eq!(lines("one\r\ntwo \r\n"), Ok("one\ntwo".to_owned()));
        assert_eq!(lines("a\0b"), Err(Wrong::Characters));
        assert!(lines(&"é".repeat(2001)).is_err());
    }
}
