//! Telling somebody who cannot have a ticket why their message went nowhere.

use crate::discord::posting::Posting;
use crate::ids::UserId;
use crate::jobs::errand::{Errand, Trouble};

/// Answers in the direct messages.
pub async fn run(errand: &Errand, user: UserId) -> Result<(), Trouble> {
    let channel = errand.app.discord.open_dm(user).await?;
    let text = errand.app.words().text("turned-away").into_owned();
    errand.post(channel, &Posting::text(text), 0).await?;
    errand.finish().await
}
