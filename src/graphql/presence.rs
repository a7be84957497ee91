//! Who is in a ticket right now, in the API.

use async_graphql::{Enum, SimpleObject};

use crate::graphql::snowflake::Snowflake;
use crate::models;

/// What somebody does with a ticket.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "models::presence::Activity")]
pub enum Activity {
    /// They have it open.
    Looking,
    /// They write an answer.
    Answering,
    /// They write a note.
    Noting,
    /// They type on Discord.
    Typing,
}

/// Somebody who is in a ticket right now.
#[derive(SimpleObject)]
pub struct Presence {
    /// Their account.
    user_id: Snowflake,
    /// Their name.
    name: String,
    /// What they do.
    activity: Activity,
}

impl From<models::presence::Presence> for Presence {
    fn from(found: models::presence::Presence) -> Self {
        Self {
            user_id: found.user_id.into(),
            name: found.name,
            activity: found.activity.into(),
        }
    }
}

/// The most people in a ticket that are told of.
pub const MOST_PRESENT: usize = 20;
