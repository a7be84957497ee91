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
        let stop = self.stop.clone();
        let has_news = tokio::select! {
            has_news = self.news() => has_news,
            () = stop.cancelled() => false,
        };
        if !has_news {
            return None;
        }
        self.told_at = Some(Instant::now());
        let name = if self.shown.ticket.is_some() {
            "ticket"
        } else {
            "tickets"
        };
        Some(Event::default().event(name).data("changed"))
    }

    /// Waits until there is something to tell. The first is told at once: the page may be older than its stream.
    async fn news(&mut self) -> bool {
        if self.told_at.is_some() && !self.wait_for_change().await {
            return false;
        }
        self.let_burst_pass().await;
        self.may_read().await
    }

    async fn wait_for_change(&mut self) -> bool {
        loop {
            tokio::select! {
                announcement = self.listener.next() => match announcement {
                    Some(announcement) if concerns(self.shown, announcement) => return true,
                    Some(_) => {}
                    None => return false,
                },
                () = sleep(CHECK) => if !self.may_read().await {
                    return false;
                },
            }
        }
    }

    /// One signal stands for everything that has happened until it is given.
    async fn let_burst_pass(&mut self) {
        if let Some(told_at) = self.told_at {
            sleep_until(told_at + PAUSE).await;
        }
        while let Some(Some(_)) = self.listener.next().now_or_never() {}
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

fn concerns(shown: Shown, announcement: Announcement) -> bool {
    match (announcement, shown.ticket) {
        (Announcement::Gap, _) => true,
        (Announcement::Job | Announcement::Standing, _) => false,
        (Announcement::Event(event), None) => event.ticket_id.is_some(),
        (Announcement::Event(event), Some(ticket)) => event.ticket_id == Some(ticket.0),
    }
}
