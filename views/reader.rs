//! Who reads a page, and how it must be told to them.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use words::{Language, Words};

use crate::notice::Notice;

/// The person in front of a page, with everything that depends on them and not on the page.
pub struct Reader {
    /// The languages that can be chosen.
    pub languages: Vec<Language>,
    /// The sentences of the reader's language.
    pub words: &'static Words,
    /// The zone in which exact times are given.
    pub time_zone: Tz,
    /// The moment to which relative times refer.
    pub now: DateTime<Utc>,
    /// The account that is signed in, if one is.
    pub person: Option<Person>,
    /// The token that every form of this reader carries.
    pub csrf: String,
    /// The address that is read, for acts that lead back to it.
    pub here: String,
    /// Stands for what the reader may do and see. A page whose reader has another one by now is out of date.
    pub mark: String,
    /// Stands for all that had happened when the page was made, for the stream that keeps it fresh.
    pub since: String,
    /// Whether moments are given exactly, rather than by how long ago they were.
    pub exact_times: bool,
    /// The zone that the reader has chosen; empty while it is the browser's.
    pub chosen_time_zone: String,
    /// The parts of the panel that this reader may open.
    pub can: Access,
    /// What came of the reader's last act, told once at the top of the page.
    pub notice: Option<Notice>,
}

/// A signed-in Discord account.
pub struct Person {
    /// The name that people know the account by.
    pub name: String,
    /// The account's Discord id.
    pub id: String,
}

/// The parts of the panel that someone may open; the navigation shows no others.
#[derive(Clone, Copy, Default)]
pub struct Access {
    /// The figures of the desk.
    pub dashboard: bool,
    /// The ticket list and the tickets.
    pub tickets: bool,
    /// The members and what is known of them.
    pub members: bool,
    /// The saved answers.
    pub snippets: bool,
    /// The categories of tickets.
    pub categories: bool,
    /// The members who may not open tickets.
    pub blocks: bool,
    /// The settings that may change while running.
    pub configuration: bool,
    /// The bot at Discord.
    pub bot: bool,
    /// The API keys.
    pub api_keys: bool,
    /// Permissions, sessions, the audit log and health.
    pub administration: bool,
    /// The GraphQL workbench.
    pub graphiql: bool,
}
