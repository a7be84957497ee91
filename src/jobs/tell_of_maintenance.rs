//! Telling a member who writes during a maintenance that answers take longer.

use crate::discord::posting::Posting;
use crate::ids::UserId;
use crate::jobs::errand::{Errand, Trouble};

/// Answers in the direct messages, unless the maintenance is over.
pub async fn run(errand: &Errand, user: UserId) -> Result<(), Trouble> {
    let standing = errand.app.standing();
    if standing.bot.maintenance_since.is_none() {
        return errand.finish().await;
    }
    let notice = standing.bot.maintenance_notice.trim();
    let text = if notice.is_empty() {
        errand.app.words().text("maintenance-notice").into_owned()
    } else {
        notice.to_owned()
    };
    let channel = errand.app.discord.open_dm(user).await?;
    errand.post(channel, &Posting::text(text), 0).await?;
    errand.finish().await
}
