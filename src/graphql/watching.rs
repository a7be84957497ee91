//! Somebody who is told what happens, for as long as they may know it.

use std::sync::Arc;
use std::time::Duration;

use axum::http::request::Parts;
use tokio::time::{Instant, sleep_until};

use crate::announcements::{Announced, Announcement, Listener};
use crate::app::App;
use crate::graphql::requester;
use crate::models::actor::Actor;
use crate::models::event::EventKind;
use crate::models::permission::Permission;
use crate::models::sight::Sight;

/// How often it is asked whether they may still listen, even when nothing says that this has changed.
const CHECK: Duration = Duration::from_secs(2);

/// Whether a ticket has gone where somebody does not see it any more.
pub(super) fn has_left(sight: &Sight, event: Announced) -> bool {
    let is_move = event.left_category_id != event.category_id;
    is_move && event.kind == EventKind::TicketMoved && sight.sees(event.left_category_id)
}

/// Who listens.
pub struct Watcher {
    app: Arc<App>,
    /// The request with the credential, by which it is asked again who they are.
    parts: Parts,
    /// Who they were when it was last asked.
    actor: Actor,
    listener: Listener,
    checked_at: Instant,
    /// Whether it has to be asked again before anything is told.
    is_doubtful: bool,
    has_missed: bool,
}

/// What a watcher learns.
pub enum News {
    /// Something happened in a ticket that they see.
    Event(Announced),
    /// Events were missed.
    Missed,
    /// They may not listen any more, or that cannot be known.
    Gone,
    /// Nothing more will happen: the server stops.
    Over,
}

impl Watcher {
    /// Begins to listen: whatever is committed from here on is heard. Who it is is asked once more, since what they may do was found
    /// out before anything was heard of its change. Nobody listens who is known no more.
    pub async fn begin(app: Arc<App>, parts: Parts) -> Option<Self> {
        let listener = app.announcements.subscribe();
        let checked_at = Instant::now();
        let actor = requester::again(&app, &parts).await.ok()??;
        Some(Self {
            listener,
            app,
            parts,
            actor,
            checked_at,
            is_doubtful: false,
            has_missed: false,
        })
    }

    /// Who listens, with what they may do and see now.
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// Waits for news. Nothing is lost when somebody stops waiting.
    pub async fn next(&mut self) -> News {
        loop {
            if !self.may_still().await {
                return News::Gone;
            }
            if self.has_missed {
                return News::Missed;
            }
            let announcement = tokio::select! {
                announcement = self.listener.next() => announcement,
                () = sleep_until(self.checked_at + CHECK) => continue,
            };
            match announcement {
                None => return News::Over,
                Some(Announcement::Gap) => (self.is_doubtful, self.has_missed) = (true, true),
                Some(Announcement::Access(whose)) => {
                    let own = self.actor.user_id();
                    self.is_doubtful |= whose.is_none() || whose == own;
                }
                Some(Announcement::Event(event)) if self.concerns(event) => {
                    return News::Event(event);
                }
                Some(
                    Announcement::Event(_)
                    | Announcement::Job
                    | Announcement::Standing
                    | Announcement::Presence(_),
                ) => {}
            }
        }
    }

    /// Whether they may listen on; it is asked again when that is due. Nothing is lost when somebody stops waiting.
    pub async fn may_still(&mut self) -> bool {
        if !self.is_doubtful && self.checked_at.elapsed() < CHECK {
            return true;
        }
        let asked_at = Instant::now();
        let Ok(Some(actor)) = requester::again(&self.app, &self.parts).await else {
            return false;
        };
        if actor.require(Permission::ViewTickets).is_err() {
            return false;
        }
        (self.actor, self.checked_at, self.is_doubtful) = (actor, asked_at, false);
        true
    }

    fn concerns(&self, event: Announced) -> bool {
        let sight = self.actor.sight();
        let is_seen = sight.sees(event.category_id) || has_left(sight, event);
        event.is_shown() && event.ticket_id.is_some() && is_seen
    }
}
