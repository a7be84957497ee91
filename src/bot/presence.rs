//! How the bot shows itself: the status and the activity that staff have set, followed while it is connected.

use std::sync::Arc;

use serenity::all::{ActivityData, OnlineStatus};

use crate::bot::Bot;
use crate::models::setting::Settings;
use crate::models::setting::value::Presence;

/// How the bot shows itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Shown {
    presence: Presence,
    activity: String,
}

impl Shown {
    /// As the settings have it.
    pub(crate) fn of(settings: &Settings) -> Self {
        Self {
            presence: settings.presence,
            activity: settings.activity.clone(),
        }
    }

    /// What it is shown to be playing, if anything.
    pub(crate) fn activity(&self) -> Option<ActivityData> {
        (!self.activity.is_empty()).then(|| ActivityData::playing(&self.activity))
    }

    /// The colour of its dot.
    pub(crate) fn status(&self) -> OnlineStatus {
        match self.presence {
            Presence::Online => OnlineStatus::Online,
            Presence::Idle => OnlineStatus::Idle,
            Presence::DoNotDisturb => OnlineStatus::DoNotDisturb,
            Presence::Invisible => OnlineStatus::Invisible,
        }
    }
}

/// Shows the bot as staff set it, until the bot stops. A new connection begins as it is set then.
pub(crate) async fn follow(bot: Arc<Bot>) {
    let mut standing = bot.app.follower.subscribe();
    let mut shown = Shown::of(&bot.app.settings());
    loop {
        tokio::select! {
            changed = standing.changed() => if changed.is_err() {
                return;
            },
            () = bot.stop.cancelled() => return,
        }
        let wanted = Shown::of(&standing.borrow_and_update().current.settings);
        if wanted == shown {
            continue;
        }
        shown = wanted;
        if let Some(link) = bot.link() {
            link.show(&shown);
        }
    }
}
