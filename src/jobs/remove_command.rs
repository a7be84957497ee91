//! Tidying up: the command that made a reply goes, since the copy of the reply stands in its place.

use crate::discord::Failure;
use crate::ids::{ChannelId, PostId};
use crate::jobs::errand::{Errand, Trouble};

/// Removes the command. Without the permission for that it stays, which harms nobody.
pub async fn run(errand: &Errand, channel: ChannelId, post: PostId) -> Result<(), Trouble> {
    match errand.app.discord.remove_message(channel, post).await {
        Ok(()) | Err(Failure::Refused { status: 403, .. }) => errand.finish().await,
        Err(failure) => Err(failure.into()),
    }
}
