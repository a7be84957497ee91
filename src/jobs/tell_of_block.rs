//! Telling a blocked member that what they wrote opened no ticket.

use chrono::{DateTime, Utc};

use crate::discord::posting::Posting;
use crate::ids::UserId;
use crate::jobs::errand::{Errand, Trouble};

/// Answers in the direct messages.
pub async fn run(
    errand: &Errand,
    user: UserId,
    until: Option<DateTime<Utc>>,
) -> Result<(), Trouble> {
    let channel = errand.app.discord.open_dm(user).await?;
    let words = errand.app.words();
    let text = match until {
        // Discord shows this to each reader in their own time zone.
        Some(until) => {
            let until = format!("<t:{}:F>", until.timestamp());
            words.with("blocked-until", &[("until", until.into())])
        }
        None => words.text("blocked-for-good").into_owned(),
    };
    errand.post(channel, &Posting::text(text), 0).await?;
    errand.finish().await
}
