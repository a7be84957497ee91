//! Live pages: a stream that says that something has changed. What has changed, the page then asks for itself.
//!
//! Nothing is said of what the reader may not see. Whatever that follows from is announced when it changes, before anything that
//! happens later; so a page that hears nothing of the kind need not ask again for each signal.

mod news;

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::Extension;
use axum::extract::{Query, State};
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
use crate::error::{Error, Refusal};
use crate::ids::TicketId;
use crate::models::actor::Actor;
use crate::models::permission::Permission;
use crate::models::ticket::Ticket;
use crate::session_cookie::SignedIn;
use crate::web::failure::Failure;
use crate::web::live::news::{News, Shown, Signal};
use crate::web::route::{Route, Who};
use crate::web::visit::{Signed, Visit};

/// However much happens, a page is told at most this often.
const PAUSE: Duration = Duration::from_millis(400);
/// How often it is asked whether the reader may still read, even when nothing says that this has changed.
const CHECK: Duration = Duration::from_secs(30);
/// How often it is seen to that the reader's roles are as Discord has them. While the gateway tells of changes this costs nothing.
const LOOK: Duration = Duration::from_secs(1);
/// How often a line is sent that means nothing, so that whatever lies between keeps the connection.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

/// When the server stops.
#[derive(Clone, Default)]
pub struct Stopping(pub CancellationToken);

/// Which tickets a page shows, and what had happened when it was made.
#[derive(Debug, Deserialize)]
pub struct Wanted {
    ticket: Option<TicketId>,
    #[serde(default)]
    since: String,
}

/// What a page was made for.
#[derive(Debug, Deserialize)]
pub struct Known {
    #[serde(default)]
    mark: String,
}

/// The streams of live pages.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/live", Who::May(Permission::ViewTickets), stream).asked_by_pages(),
        Route::get("/live/access", Who::SignedIn, watch).asked_by_pages(),
    ]
}

/// `GET /live` for the list, `GET /live?ticket=7` for a ticket.
pub async fn stream(
    signed: Signed,
    Query(wanted): Query<Wanted>,
    stopping: Option<Extension<Stopping>>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    // Whatever is committed from here on is heard, so nothing falls between the page and its stream.
    let listener = signed.app.announcements.subscribe();
    signed.act().actor.require(Permission::ViewTickets)?;
    let shown = wanted.ticket.map_or(Shown::List, Shown::Ticket);
    if let Shown::Ticket(ticket) = shown {
        Ticket::find(&mut *signed.app.db().await?, &signed.act(), ticket).await?;
    }
    let now = signed.visit.since(&signed.app.announcements.mark());
    let Extension(Stopping(stop)) = stopping.unwrap_or_default();
    let page = LivePage {
        reader: signed.signed_in().clone(),
        app: signed.app,
        headers,
        shown,
        listener,
        stop,
        told_at: None,
        looked_at: Instant::now(),
        news: News {
            changed: now != wanted.since,
            ..News::default()
        },
        is_over: false,
    };
    Ok(page.respond())
}

/// `GET /live/access?mark=…`: for pages that show no tickets. They are told when their reader may do or see something else than when
/// the page was made.
pub async fn watch(
    visit: Visit,
    State(app): State<Arc<App>>,
    Query(known): Query<Known>,
    (stopping, headers): (Option<Extension<Stopping>>, HeaderMap),
) -> Response {
    let listener = app.announcements.subscribe();
    let Some(reader) = visit.signed_in.clone() else {
        return visit.demand_sign_in(&app);
    };
    let Extension(Stopping(stop)) = stopping.unwrap_or_default();
    let page = LivePage {
        news: News {
            changed: reader.mark() != known.mark,
            ..News::default()
        },
        reader,
        app,
        headers,
        shown: Shown::Nothing,
        listener,
        stop,
        told_at: None,
        looked_at: Instant::now(),
        is_over: false,
    };
    page.respond()
}

/// Who reads a page, compared with before.
enum Reader {
    /// The same person, with the same permissions and the same sight.
    Same,
    /// The same person, who may do or see something else.
    Other,
    /// Nobody who may read it.
    Gone,
}

/// A page that is open somewhere.
struct LivePage {
    app: Arc<App>,
    /// The cookie of the request, by which it is asked whether the session still lives.
    headers: HeaderMap,
    shown: Shown,
    /// Who reads, as it was when it was last asked.
    reader: SignedIn,
    listener: Listener,
    stop: CancellationToken,
    told_at: Option<Instant>,
    /// When it was seen to last that the reader's roles are known.
    looked_at: Instant,
    /// What has happened and has not been told yet.
    news: News,
    is_over: bool,
}

impl LivePage {
    fn respond(self) -> Response {
        let events = Sse::new(self.events()).keep_alive(KeepAlive::new().interval(KEEP_ALIVE));
        ([("x-accel-buffering", "no")], events).into_response()
    }

    fn events(self) -> impl Stream<Item = Result<Event, Infallible>> {
        stream::unfold(self, |mut page| async move {
            let event = page.next().await?;
            Some((Ok(event), page))
        })
    }

    /// The next thing to tell; nothing when the stream ends: the server stops, or the reader may not read any more.
    async fn next(&mut self) -> Option<Event> {
        if self.is_over {
            return None;
        }
        let stop = self.stop.clone();
        let signal = tokio::select! {
            signal = self.signal() => signal?,
            () = stop.cancelled() => return None,
        };
        self.told_at = Some(Instant::now());
        let name = match (signal, self.shown) {
            (Signal::Access, _) | (_, Shown::Nothing) => "access",
            (Signal::Company, _) => "presence",
            (Signal::Changed, Shown::List) => "tickets",
            (Signal::Changed, Shown::Ticket(_)) => "ticket",
        };
        Some(Event::default().event(name).data("changed"))
    }

    /// Waits until there is something to tell. What came together is told one after the other.
    async fn signal(&mut self) -> Option<Signal> {
        loop {
            if std::mem::take(&mut self.news.access) {
                match self.look_again().await? {
                    Reader::Same => {}
                    Reader::Other => {
                        self.news.changed = !matches!(self.shown, Shown::Nothing);
                        return Some(Signal::Access);
                    }
                    Reader::Gone => {
                        self.is_over = true;
                        return Some(Signal::Access);
                    }
                }
            }
            if std::mem::take(&mut self.news.changed) {
                return Some(Signal::Changed);
            }
            if std::mem::take(&mut self.news.company) {
                return Some(Signal::Company);
            }
            self.gather().await?;
        }
    }

    /// Waits for news. One signal stands for everything that has happened until it is given.
    async fn gather(&mut self) -> Option<()> {
        let session_ends_in = self.reader.session.expires_at - self.app.clock.now();
        let check_in = session_ends_in.to_std().unwrap_or_default().min(CHECK);
        let check = sleep(check_in);
        tokio::pin!(check);
        while !self.news.is_any() {
            tokio::select! {
                announcement = self.listener.next() => self.note(announcement?),
                () = sleep_until(self.looked_at + LOOK) => self.look().await,
                () = &mut check => self.news.access = true,
            }
        }
        if let Some(told_at) = self.told_at {
            sleep_until(told_at + PAUSE).await;
        }
        while let Some(announcement) = self.listener.next().now_or_never() {
            self.note(announcement?);
        }
        Some(())
    }

    /// Roles that have changed are announced like every change; where they cannot be kept, it is asked who reads.
    async fn look(&mut self) {
        self.looked_at = Instant::now();
        let known = self.app.refresh_roles(self.reader.staff.id).await;
        self.news.access |= known.is_err();
    }

    fn note(&mut self, announcement: Announcement) {
        self.news.note(announcement, self.shown, &self.reader.staff);
    }

    /// Asks again who reads; nothing when that cannot be known, which ends the stream.
    async fn look_again(&mut self) -> Option<Reader> {
        match self.find_reader().await {
            Ok(reader) => Some(reader),
            Err(error) => {
                tracing::warn!(error = %format_args!("{error:#}"), "it cannot be known who reads a live page, so it ends");
                None
            }
        }
    }

    async fn find_reader(&mut self) -> Result<Reader, Error> {
        let Some(found) = SignedIn::peek(&self.app, &self.headers).await? else {
            return Ok(Reader::Gone);
        };
        let is_same = found.mark() == self.reader.mark();
        self.reader = found;
        let act = self.app.act(Actor::Staff(self.reader.staff.clone()));
        let may_read = match self.shown {
            Shown::Nothing => Ok(()),
            Shown::List => act
                .actor
                .require(Permission::ViewTickets)
                .map_err(Error::from),
            Shown::Ticket(ticket) => Ticket::find(&mut *self.app.db().await?, &act, ticket)
                .await
                .map(drop),
        };
        match may_read {
            Ok(()) if is_same => Ok(Reader::Same),
            Ok(()) => Ok(Reader::Other),
            Err(Error::Refused(Refusal::Forbidden(_) | Refusal::TicketNotFound)) => {
                Ok(Reader::Gone)
            }
            Err(error) => Err(error),
        }
    }
}
