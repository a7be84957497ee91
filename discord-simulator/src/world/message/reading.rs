//! Reading a channel's history, page by page.

use std::ops::Bound::{Excluded, Unbounded};

use super::Message;
use crate::api_error::ApiError;
use crate::snowflake::Snowflake;
use crate::world::World;
use crate::world::permission::READ_MESSAGE_HISTORY;

/// Which part of a channel's history is wanted.
#[derive(Debug, Clone, Copy)]
pub struct Page {
    /// Where it starts.
    pub from: From,
    /// At most how many, 1 to 100.
    pub limit: usize,
}

/// Where a page of history lies.
#[derive(Debug, Clone, Copy)]
pub enum From {
    /// The newest.
    End,
    /// The nearest older ones.
    Before(Snowflake),
    /// The nearest newer ones.
    After(Snowflake),
    /// Half before and half after, with the message itself.
    Around(Snowflake),
}

impl World {
    /// A page of messages, newest first, as Discord lists them. Without the right to read history nothing is found.
    pub fn history(
        &self,
        viewer: Snowflake,
        channel_id: Snowflake,
        page: Page,
    ) -> Result<Vec<&Message>, ApiError> {
        let channel = self.require(viewer, channel_id, 0)?;
        if !channel.kind.holds_messages() {
            return Err(ApiError::cannot_message_in_channel());
        }
        if self.permissions_in(channel, viewer) & READ_MESSAGE_HISTORY == 0 {
            return Ok(Vec::new());
        }
        let Some(messages) = self.messages.get(&channel_id) else {
            return Ok(Vec::new());
        };
        let before = |id, limit| {
            let older = messages.range((Unbounded, Excluded(id))).rev();
            older
                .map(|(_, message)| message)
                .filter(|message| !message.is_ephemeral())
                .take(limit)
        };
        let after = |id, limit| {
            let newer = messages.range((Excluded(id), Unbounded));
            newer
                .map(|(_, message)| message)
                .filter(|message| !message.is_ephemeral())
                .take(limit)
        };
        let mut found: Vec<&Message> = match page.from {
            From::End => before(Snowflake(u64::MAX), page.limit).collect(),
            From::Before(id) => before(id, page.limit).collect(),
            From::After(id) => after(id, page.limit).collect(),
            From::Around(id) => {
                let half = page.limit / 2;
                let itself = messages.get(&id).filter(|message| !message.is_ephemeral());
                before(id, half)
                    .chain(itself)
                    .chain(after(id, half))
                    .collect()
            }
        };
        found.sort_by_key(|message| std::cmp::Reverse(message.id));
        Ok(found)
    }
}
