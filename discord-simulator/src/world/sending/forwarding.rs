//! Replies and forwards.

use crate::api_error::ApiError;
use crate::form::invalid;
use crate::snowflake::Snowflake;
use crate::world::World;
use crate::world::message::{HAS_SNAPSHOT, Message, Reference, ReferenceKind};
use crate::world::permission::READ_MESSAGE_HISTORY;

const REPLY: u64 = 19;

impl World {
    /// Ties a new message to the one it answers or forwards.
    pub(super) fn refer(
        &mut self,
        message: &mut Message,
        mut reference: Reference,
        author_id: Snowflake,
    ) -> Result<(), ApiError> {
        let channel_id = *reference.channel_id.get_or_insert(message.channel_id);
        reference.server_id = self
            .channels
            .get(&channel_id)
            .and_then(|channel| channel.server_id);
        let target = self.message(channel_id, reference.message_id);
        match reference.kind {
            ReferenceKind::Reply if channel_id != message.channel_id => {
                return Err(unknown(
                    "REPLIES_CANNOT_REFERENCE_OTHER_CHANNEL",
                    "Cannot reply across channels",
                ));
            }
            ReferenceKind::Reply => match target {
                Ok(_) => message.kind = REPLY,
                Err(_) if reference.must_exist => {
                    return Err(unknown("REPLIES_UNKNOWN_MESSAGE", "Unknown message"));
                }
                Err(_) => return Ok(()),
            },
            ReferenceKind::Forward => {
                let target = target?.clone();
                self.require(author_id, channel_id, READ_MESSAGE_HISTORY)?;
                message.snapshots = match target.snapshots.is_empty() {
                    true => vec![self.snapshot_json(&target)],
                    false => target.snapshots.clone(),
                };
                message.attachments.clone_from(&target.attachments);
                message.flags |= HAS_SNAPSHOT;
            }
        }
        message.reference = Some(reference);
        Ok(())
    }
}

fn unknown(code: &str, sentence: &str) -> ApiError {
    invalid("message_reference", code, sentence)
}
