//! Live pages: a stream that says that something has changed. What has changed, the page then asks for itself.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::Extension;
use axum::extract::Query;
use axum::http::HeaderMap;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures::FutureExt as _;
use futures::stream::{self, Stream};
use serde::Deserialize;
use tokio::time::{Instant, sleep, sleep_until};
use tokio_util::sync::CancellationToken;

use crate::announcements::{Announcement, Listener};
use crate::app::App;
use crate::error::Error;
use crate::ids::TicketId;
use crate::models::permission::Permission;
use crate::models::ticket::Ticket;
use crate::session_cookie::SignedIn;
use crate::web::failure::Failure;
use crate::web::route::{Route, Who};
use crate::web::visit::Signed;

/// However much happens, a page is told at most this often.
const PAUSE: Duration = Duration::from_millis(100);
/// How often it is asked whether the reader may still read.
const CHECK: Duration = Duration::from_secs(5);
/// How often a line is sent that means nothing, so that whatever lies between keeps the connection.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

/// When the server stops.
#[derive(Clone, Default)]
pub struct Stopping(pub CancellationToken);

/// What a page shows.
#[derive(Debug, Clone, Copy, Deserialize)]
pub struct Shown {
    ticket: Option<TicketId>,
}

/// The stream of a live page.
pub fn routes() -> Vec<Route> {
    vec![Route::get(
        "/live",
        Who::May(Permission::ViewTickets),
        stream,
    )]
}

/// `GET /live` for the list, `GET /live?ticket=7` for a ticket.
pub async fn stream(
    signed: Signed,
    Query(shown): Query<Shown>,
    stopping: Option<Extension<Stopping>>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    // Whatever is committed from here on is heard, so nothing falls between the page and its stream.
    let listener = signed.app.announcements.subscribe();
    signed.act().actor.require(Permission::ViewTickets)?;
    if let Some(ticket) = shown.ticket {
        Ticket::find(&mut *signed.app.db().await?, &signed.act(), ticket).await?;
    }
    let Extension(Stopping(stop)) = stopping.unwrap_or_default();
    let page = LivePage {
        app: signed.app,
        headers,
        shown,
        listener,
        stop,
        told_at: None,
        news: News {
            has_changed: true,
            has_company: false,
        },
    };
    let events = Sse::new(page.events()).keep_alive(KeepAlive::new().interval(KEEP_ALIVE));
    Ok(([("x-accel-buffering", "no")], events).into_response())
}

/// A page that is open somewhere.
struct LivePage {
    app: Arc<App>,
    /// The cookie of the request, by which it is asked whether the session still lives.
    headers: HeaderMap,
    shown: Shown,
    listener: Listener,
    stop: CancellationToken,
    told_at: Option<Instant>,
    /// What has happened and has not been told yet.
    news: News,
}

/// What a page is told of.
#[derive(Debug, Clone, Copy, Default)]
struct News {
    /// What it shows has changed.
    has_changed: bool,
    /// Somebody came, went, or began to write.
    has_company: bool,
}

impl News {
    fn is_any(self) -> bool {
        self.has_changed || self.has_company
    }

    /// Adds what an announcement means for a page.
    fn hear(&mut self, shown: Shown, announcement: Announcement) {
        match (announcement, shown.ticket) {
            (Announcement::Gap, ticket) => {
                self.has_changed = true;
                self.has_company = ticket.is_some();
            }
            (Announcement::Job | Announcement::Standing, _) => {}
            (Announcement::Presence(present), ticket) => {
                self.has_company |= present.is_new && ticket == Some(TicketId(present.ticket_id));
            }
            (Announcement::Event(event), None) => self.has_changed |= event.ticket_id.is_some(),
            (Announcement::Event(event), Some(ticket)) => {
                self.has_changed |= event.ticket_id == Some(ticket.0);
            }
        }
    }

    /// The name of one thing to tell, which is told with that.
    fn take(&mut self, shown: Shown) -> &'static str {
        if std::mem::take(&mut self.has_changed) {
            return match shown.ticket {
                Some(_) => "ticket",
                None => "tickets",
            };
        }
        self.has_company = false;
        "presence"
    }
}

impl LivePage {
    fn events(self) -> impl Stream<Item = Result<Event, Infallible>> {
        stream::unfold(self, |mut page| async move {
            let event = page.next().await?;
            Some((Ok(event), page))
        })
    }

    /// The next thing to tell; nothing when the stream ends: the server stops, or the reader may not read any more.
    async fn next(&mut self) -> Option<Event> {
        // What came together with what was told last has waited long enough.
        if self.told_at.is_none() || !self.news.is_any() {
            let stop = self.stop.clone();
            let has_news = tokio::select! {
                has_news = self.await_news() => has_news,
                () = stop.cancelled() => false,
            };
            if !has_news {
                return None;
            }
        }
        self.told_at = Some(Instant::now());
        let name = self.news.take(self.shown);
        Some(Event::default().event(name).data("changed"))
    }

    /// Waits until there is something to tell. The first is told at once: the page may be older than its stream.
    async fn await_news(&mut self) -> bool {
        if self.told_at.is_some() && !self.wait_for_change().await {
            return false;
        }
        self.let_burst_pass().await;
        self.may_read().await
    }

    async fn wait_for_change(&mut self) -> bool {
        while !self.news.is_any() {
            tokio::select! {
                announcement = self.listener.next() => match announcement {
                    Some(announcement) => self.news.hear(self.shown, announcement),
                    None => return false,
                },
                () = sleep(CHECK) => if !self.may_read().await {
                    return false;
                },
            }
        }
        true
    }

    /// One signal stands for everything that has happened until it is given.
    async fn let_burst_pass(&mut self) {
        if let Some(told_at) = self.told_at {
            sleep_until(told_at + PAUSE).await;
        }
        while let Some(Some(announcement)) = self.listener.next().now_or_never() {
            self.news.hear(self.shown, announcement);
        }
    }

    async fn may_read(&self) -> bool {
        match self.reads_tickets().await {
            Ok(may) => may,
            Err(error) => {
                tracing::warn!(%error, "it cannot be known who reads a live page, so it ends");
                false
            }
        }
    }

    async fn reads_tickets(&self) -> Result<bool, Error> {
        let signed_in = SignedIn::peek(&self.app, &self.headers).await?;
        Ok(signed_in.is_some_and(|one| one.staff.permissions.include(Permission::ViewTickets)))
    }
}
