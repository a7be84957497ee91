//! `[thread]`: ticket channels and how messages look in them.

use super::reading::Reader;
use super::setting::Setting;
use super::warning::Dead;
use crate::ids::ChannelId;

/// The `[thread]` section.
#[derive(Clone, Debug)]
pub struct ThreadConfig {
    /// The Discord category in which ticket channels are created.
    pub inbox_category_id: ChannelId,
    /// Whether messages are shown as embeds, not as plain text.
    pub embedded_message: bool,
    /// The colour of members' messages.
    pub user_message_color: Colour,
    /// The colour of staff's messages.
    pub staff_message_color: Colour,
    /// The colour of what Rustmail itself says.
    pub system_message_color: Colour,
    /// Whether messages are set as block quotes.
    pub block_quote: bool,
    /// How many seconds a closed ticket's channel stays before it is removed.
    pub time_to_close_thread_secs: u32,
}

impl ThreadConfig {
    pub(super) fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let remedy = "Name the Discord category in which ticket channels are to be created";
        let inbox_category_id = reader.required("thread.inbox_category_id", remedy);
        let embedded_message = reader.or("thread.embedded_message", true);
        let user_message_color = reader.or("thread.user_message_color", Colour(0x58_65_f2));
        let staff_message_color = reader.or("thread.staff_message_color", Colour(0x57_f2_87));
        let system_message_color = reader.or("thread.system_message_color", Colour(0xfa_a8_1a));
        let block_quote = reader.or("thread.block_quote", false);
        let time_to_close_thread_secs = reader.or("thread.time_to_close_thread", 0);
        reader.dead(
            "thread.create_ticket_by_create_channel",
            Dead::TicketsOpenOtherwise,
        );
        reader.dead("thread.close_on_leave", Dead::NeverRead);
        reader.dead("thread.auto_archive_duration", Dead::NeverRead);
        Some(Self {
            inbox_category_id: inbox_category_id?,
            embedded_message,
            user_message_color,
            staff_message_color,
            system_message_color,
            block_quote,
            time_to_close_thread_secs,
        })
    }
}

/// A colour as Discord's embeds want it: 0xRRGGBB.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour(pub u32);

impl Setting for Colour {
    fn from_text(text: &str) -> Result<Self, String> {
        let digits = text.strip_prefix('#').unwrap_or(text);
        let is_colour = digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        let colour = u32::from_str_radix(digits, 16).ok().filter(|_| is_colour);
        let problem =
            || format!("must be a colour of six hexadecimal digits such as 5865f2, not {text:?}");
        colour.map(Self).ok_or_else(problem)
    }
}
