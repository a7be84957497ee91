//! A whole conversation to take away, as a page of its own or as text. Both come in pieces, so that no conversation has to be in
//! memory whole: a beginning, each message, and an end.
//!
//! For staff it has what they see on the ticket's page: notes, earlier texts, and the names behind anonymous replies. For the member
//! it has what the member has seen.

pub mod plain;

use chrono::{DateTime, SecondsFormat, Utc};
use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::markdown::{Names, markdown};
use crate::reader::Reader;
use crate::ticket::delivery::outdated;
use crate::ticket::header::{Opener, Told, opener};
use crate::time;

/// Whose conversation it is.
pub struct Heading {
    /// The ticket's number.
    pub ticket: i64,
    /// The member's name.
    pub member: String,
    /// The member's Discord id.
    pub member_id: String,
    /// When the ticket was opened.
    pub opened_at: DateTime<Utc>,
    /// Who opened it.
    pub opened_by: Opener,
    /// When it was closed, if it was.
    pub closed_at: Option<DateTime<Utc>>,
    /// How it was closed; for staff only.
    pub closure: Option<Closure>,
    /// What it is about; for staff only.
    pub category: Option<String>,
    /// Who may read it.
    pub audience: Audience,
}

/// How a ticket was closed.
pub struct Closure {
    /// Who closed it.
    pub by: String,
    /// Why.
    pub reason: Option<String>,
    /// What it came about by, as a code for programs, where nobody gave a reason.
    pub cause: Option<&'static str>,
    /// Whether the member was told.
    pub told: Told,
}

/// Who may read a transcript.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// Staff: everything is in it.
    Staff,
    /// The member as well: it has what they were told, by whom they were told.
    Member,
}

/// A message.
pub struct Message {
    /// The id, to which answers refer.
    pub id: i64,
    /// What kind of message it is, in the reader's words.
    pub label: String,
    /// Its look.
    pub look: &'static str,
    /// Who wrote it.
    pub author: String,
    /// When.
    pub sent_at: DateTime<Utc>,
    /// What it answers: whom, and what they said.
    pub answers: Option<(String, String)>,
    /// What it says.
    pub content: String,
    /// What it passes on.
    pub forwarded: Option<String>,
    /// Its files.
    pub files: Vec<File>,
    /// What it said before, and until when.
    pub revisions: Vec<(String, DateTime<Utc>)>,
    /// When it was deleted.
    pub deleted_at: Option<DateTime<Utc>>,
    /// What the member does not have of it.
    pub failure: Option<Failure>,
}

/// What the member does not have of a message, and why.
pub enum Failure {
    /// All of it.
    Undelivered(String),
    /// What was made of it after they had it.
    Outdated(String),
}

impl Failure {
    /// Why.
    pub fn reason(&self) -> &str {
        match self {
            Self::Undelivered(reason) | Self::Outdated(reason) => reason,
        }
    }

    fn told(&self, reader: &Reader, message: &Message) -> String {
        match self {
            Self::Undelivered(reason) => {
                let reason = [("reason", reason.as_str().into())];
                reader.words.with("delivery-failed", &reason)
            }
            Self::Outdated(reason) => outdated(reader, message.deleted_at, reason),
        }
    }
}

/// A file of a message.
pub struct File {
    /// Its name.
    pub name: String,
    /// Where it can be opened, if it is kept.
    pub address: Option<String>,
    /// Where it can be looked at by whoever holds the transcript, if it is a picture.
    pub picture: Option<String>,
}

/// The look of the page, within it: it stands alone wherever it is kept.
const STYLE: &str = include_str!("assets/transcript.css");

/// The beginning of the page, up to the first message. What it opens, [`END`] closes.
pub fn begin(reader: &Reader, heading: &Heading) -> Markup {
    let words = reader.words;
    let title = format!("#{} {}", heading.ticket, heading.member);
    html! {
        (DOCTYPE)
        (PreEscaped("<html lang=\""))
        (reader.words.language().code())
        (PreEscaped("\">"))
        head {
            meta charset="utf-8";
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="color-scheme" content="light dark";
            title { (title) }
            style { (PreEscaped(STYLE)) }
        }
        (PreEscaped("<body>"))
        header {
            h1 { (title) }
            p { (words.text("card-id")) " " code { (heading.member_id) } }
            @for line in facts(reader, heading) { p { (line) } }
            p { (remark(reader, heading)) }
        }
        (PreEscaped("<main>"))
    }
}

/// One message of the page.
pub fn message(reader: &Reader, names: &Names, message: &Message) -> Markup {
    let words = reader.words;
    html! {
        article.(message.look) id=(format!("message-{}", message.id)) {
            header {
                h2 { (message.author) } " · " span { (message.label) } " · "
                time datetime=(message.sent_at.to_rfc3339_opts(SecondsFormat::Secs, true)) { (exact(reader, message.sent_at)) }
            }
            @if let Some((author, content)) = &message.answers {
                blockquote {
                    p { (words.with("message-answers", &[("name", author.as_str().into())])) }
                    (markdown(reader, names, content))
                }
            }
            div.text { (markdown(reader, names, &message.content)) }
            @if let Some(text) = &message.forwarded {
                blockquote { p { (words.text("message-forwarded")) } (markdown(reader, names, text)) }
            }
            @for file in &message.files { (self::file(file)) }
            (remarks(reader, message))
        }
    }
}

fn file(file: &File) -> Markup {
    let shown = html! {
        @match &file.picture {
            Some(address) => img src=(address) alt=(file.name) loading="lazy";,
            None => { "📎 " (file.name) },
        }
    };
    html! {
        p.file {
            @match &file.address { Some(address) => a href=(address) { (shown) }, None => (shown) }
        }
    }
}

/// The end of the page.
pub const END: &str = "</main></body></html>\n";

fn remarks(reader: &Reader, message: &Message) -> Markup {
    let words = reader.words;
    html! {
        @for (content, until) in &message.revisions {
            blockquote.earlier {
                p { (words.text("transcript-until")) " " (exact(reader, *until)) }
                p { (content) }
            }
        }
        @if let Some(deleted_at) = message.deleted_at {
            p.remark { (words.text("message-deleted")) ": " (exact(reader, deleted_at)) }
        }
        @if let Some(failure) = &message.failure {
            p.remark { (failure.told(reader, message)) }
        }
    }
}

/// From when to when, by whom, about what, and why it was closed.
fn facts(reader: &Reader, heading: &Heading) -> Vec<String> {
    let words = reader.words;
    let mut lines = vec![span(reader, heading)];
    if let Some(category) = &heading.category {
        let name = [("name", category.as_str().into())];
        lines.push(words.with("transcript-category", &name));
    }
    if let Some(closure) = &heading.closure {
        let by = [("name", closure.by.as_str().into())];
        let mut line = words.with("header-closed-by", &by);
        if closure.told == Told::Silently {
            line = format!("{line} · {}", words.text("header-silently"));
        }
        lines.push(line);
        let reason = closure.reason.as_ref();
        lines.extend(reason.map(|reason| format!("{} {reason}", words.text("header-reason"))));
    }
    lines
}

/// From when to when.
fn span(reader: &Reader, heading: &Heading) -> String {
    let words = reader.words;
    let opened = format!(
        "{} {} {}",
        words.text("header-opened"),
        exact(reader, heading.opened_at),
        opener(reader, &heading.opened_by),
    );
    match heading.closed_at {
        Some(closed_at) => {
            format!(
                "{opened} · {} {}",
                words.text("header-closed"),
                exact(reader, closed_at)
            )
        }
        None => format!("{opened} · {}", words.text("header-open")),
    }
}

fn remark(reader: &Reader, heading: &Heading) -> String {
    let words = reader.words;
    let audience = match heading.audience {
        Audience::Staff => words.text("transcript-for-staff"),
        Audience::Member => words.text("transcript-for-member"),
    };
    let made = words.with(
        "transcript-made",
        &[("time", exact(reader, reader.now).into())],
    );
    format!("{audience} {made}")
}

/// The time in the reader's zone, with how far that is from UTC: a transcript is read in other places, too.
fn exact(reader: &Reader, moment: DateTime<Utc>) -> String {
    let offset = moment
        .with_timezone(&reader.time_zone)
        .format("UTC%:z")
        .to_string();
    format!("{} ({offset})", time::exact(reader, moment))
}
