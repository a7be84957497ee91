//! The bot page: how the bot is, what it shall do, how it shows itself and what it is called.

mod maintenance;
mod profile;
mod status;

pub use maintenance::Maintenance;
pub use profile::Profile;
pub use status::{Connection, Status, now, status};

use maud::{Markup, html};

use crate::configuration::{self, Group};
use crate::layout::{self, Page, Place};
use crate::reader::Reader;

/// The bot page.
pub struct Bot {
    /// How the bot is.
    pub status: Status,
    /// How it shows itself.
    pub presence: Group,
    /// Whether it is being worked on.
    pub maintenance: Maintenance,
    /// What it is called.
    pub profile: Profile,
}

/// The whole page.
pub fn page(reader: &Reader, bot: &Bot) -> Markup {
    let words = reader.words;
    let content = html! {
        div.settings {
            h1 { (words.text("bot-title")) }
            p.lead { (words.text("bot-lead")) }
            (status::status(reader, &bot.status))
            (configuration::group(reader, &bot.presence, &[]))
            (maintenance::section(reader, &bot.maintenance))
            (profile::section(reader, &bot.profile))
        }
    };
    layout::page(
        &Page {
            title: &words.text("bot-title"),
            reader,
            place: Place::Bot,
            live: None,
        },
        content,
    )
}
