//! A whole conversation to take away: as a page, as text, or as JSON. It is sent while it is read, a stretch at a time.

mod heading;
mod json;
mod line;

use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::{Path, Query};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use futures::{Stream, StreamExt as _, stream};
use serde::Deserialize;
use views::markdown::Names;
use views::reader::Reader;
use views::transcript::{self, Audience, Heading};

use crate::error::Error;
use crate::ids::{MessageId, TicketId};
use crate::models::message::conversation::{Conversation, Stretch};
use crate::models::permission::Permission;
use crate::models::ticket::Ticket;
use crate::web::failure::Failure;
use crate::web::people::People;
use crate::web::route::{Route, Who};
use crate::web::transcripts::line::{Readers, Shown};
use crate::web::visit::Signed;

/// How many messages are read at a time.
const AT_A_TIME: i64 = 200;
/// The page has its look within it, runs nothing and reaches nothing but the pictures that are kept here, wherever it is opened.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; sandbox",
);

/// Conversations to take away.
pub fn routes() -> Vec<Route> {
    let read = Who::May(Permission::ViewTickets);
    vec![
        Route::get("/tickets/{ticket}/transcript.html", read, page),
        Route::get("/tickets/{ticket}/transcript.txt", read, text),
        Route::get("/tickets/{ticket}/transcript.json", read, json),
    ]
}

/// For whom a transcript is.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Wanted {
    audience: Option<String>,
}

impl Wanted {
    fn audience(&self) -> Audience {
        match self.audience.as_deref() {
            Some("member") => Audience::Member,
            _ => Audience::Staff,
        }
    }
}

/// `GET /tickets/7/transcript.html`
pub async fn page(
    signed: Signed,
    Path(ticket): Path<TicketId>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Failure> {
    send(signed, (ticket, wanted.audience()), &PAGE).await
}

/// `GET /tickets/7/transcript.txt`
pub async fn text(
    signed: Signed,
    Path(ticket): Path<TicketId>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Failure> {
    send(signed, (ticket, wanted.audience()), &TEXT).await
}

/// `GET /tickets/7/transcript.json`
pub async fn json(
    signed: Signed,
    Path(ticket): Path<TicketId>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Failure> {
    send(signed, (ticket, wanted.audience()), &JSON).await
}

/// How a transcript is written down.
struct Format {
    extension: &'static str,
    media_type: &'static str,
    begin: fn(&Reader, &Heading) -> String,
    message: fn(&Reader, &Names, &Shown) -> String,
    /// What stands between two messages.
    between: &'static str,
    end: &'static str,
}

const PAGE: Format = Format {
    extension: "html",
    media_type: "text/html; charset=utf-8",
    begin: |reader, heading| transcript::begin(reader, heading).into_string(),
    message: |reader, names, shown| {
        transcript::message(reader, names, &shown.message).into_string()
    },
    between: "\n",
    end: transcript::END,
};

const TEXT: Format = Format {
    extension: "txt",
    media_type: "text/plain; charset=utf-8",
    begin: transcript::plain::begin,
    message: |reader, _, shown| transcript::plain::message(reader, &shown.message),
    between: "",
    end: "",
};

const JSON: Format = Format {
    extension: "json",
    media_type: "application/json",
    begin: |_, heading| json::begin(heading),
    message: |reader, _, shown| json::message(reader, shown),
    between: ",\n",
    end: "\n]}\n",
};

async fn send(
    signed: Signed,
    (ticket, audience): (TicketId, Audience),
    format: &'static Format,
) -> Result<Response, Failure> {
    let readers = Readers::of(&signed, audience).await;
    let heading = heading::heading(&signed, ticket, &readers).await?;
    let headers = headers((ticket, audience), format)?;
    let reader = signed.reader();
    let begin = (format.begin)(&reader, &heading);
    let reading = Reading {
        readers,
        signed,
        reader,
        heading,
        format,
        read_to: MessageId(0),
        has_begun: false,
    };
    let pieces = stream::once(async { Ok::<_, Error>(Bytes::from(begin)) })
        .chain(reading.pieces())
        .chain(stream::once(async { Ok(Bytes::from(format.end)) }));
    // A connection that breaks off tells the reader that the file is not whole; nothing else could, once it has begun.
    let pieces = pieces.map(|piece| {
        piece.map_err(|error| {
            tracing::error!(error = format!("{error:#}"), "a transcript broke off");
            std::io::Error::other("the transcript broke off")
        })
    });
    Ok((headers, Body::from_stream(pieces)).into_response())
}

fn headers((ticket, audience): (TicketId, Audience), format: &Format) -> Result<HeaderMap, Error> {
    // The one with the notes must not be taken for the one without.
    let whose = match audience {
        Audience::Staff => "staff",
        Audience::Member => "member",
    };
    let extension = format.extension;
    let name = format!("attachment; filename=\"ticket-{ticket}-{whose}.{extension}\"");
    let name = HeaderValue::try_from(name).map_err(anyhow::Error::new)?;
    Ok(HeaderMap::from_iter([
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static(format.media_type),
        ),
        (header::CONTENT_DISPOSITION, name),
        (header::CONTENT_SECURITY_POLICY, POLICY),
    ]))
}

/// A conversation that is being read.
struct Reading {
    signed: Signed,
    reader: Reader,
    heading: Heading,
    /// For whom it is.
    readers: Readers,
    format: &'static Format,
    read_to: MessageId,
    has_begun: bool,
}

impl Reading {
    fn pieces(self) -> impl Stream<Item = Result<Bytes, Error>> {
        stream::try_unfold(self, |mut reading| async move {
            let piece = reading.next().await?;
            Ok(piece.map(|piece| (piece, reading)))
        })
    }

    /// The next messages, written down; nothing after the last.
    async fn next(&mut self) -> Result<Option<Bytes>, Error> {
        // Who has lost sight of the ticket since the last stretch gets no more of it.
        self.signed = self.signed.again().await?;
        let app = Arc::clone(&self.signed.app);
        let conn = &mut app.db().await?;
        let ticket = TicketId(self.heading.ticket);
        Ticket::find(conn, &self.signed.act(), ticket).await?;
        let wanted = (Stretch::After(self.read_to), AT_A_TIME);
        let conversation = Conversation::of(conn, ticket, wanted, i64::MAX).await?;
        let Some(last) = conversation.lines.last() else {
            return Ok(None);
        };
        self.read_to = last.message.id;
        let audience = self.readers.audience;
        let lines = &conversation.lines;
        let people = People::of((&self.signed, &mut *conn), lines, audience).await?;
        let mut names = people.names();
        // A page that lies on somebody's disk is signed in nowhere, so emojis are shown by their names.
        names.emojis.clear();
        let mut written = String::new();
        for line in &conversation.lines {
            let Some(shown) = line::shown(&self.signed, line, &mut self.readers) else {
                continue;
            };
            if self.has_begun {
                written.push_str(self.format.between);
            }
            self.has_begun = true;
            written.push_str(&(self.format.message)(&self.reader, &names, &shown));
        }
        Ok(Some(written.into()))
    }
}
