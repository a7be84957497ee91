//! The box to answer in: empty, or with what its reader left in it.

use diesel_async::AsyncPgConnection;
use uuid::Uuid;
use views::form::Field;
use views::ticket::composer::kept::KeptFile;
use views::ticket::composer::{Composer, Elsewhere, Kind, Meanwhile, Shelf};

use crate::error::Error;
use crate::ids::{MessageId, SnippetId, TicketId};
use crate::models::listing::Page;
use crate::models::message::Message;
use crate::models::snippet::Snippet;
use crate::models::snippet::listing::{Filter, Key};
use crate::models::unsent::files::UnsentFile;
use crate::models::unsent::{Kept, Unsent, UnsentKind};
use crate::web::visit::Signed;
use crate::web::{MEGABYTE, UPLOAD_LIMIT};

/// How many saved answers can be chosen from at a time without a script; with one, all of them are found.
const SNIPPETS: i64 = 50;

/// Which of the saved answers can be chosen from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Part {
    /// The first ones.
    #[default]
    First,
    /// Those after this key.
    After(String),
}

impl Part {
    /// The part that is called so in a form or an address.
    pub fn named(name: &str) -> Self {
        match name.strip_prefix("after:") {
            Some(key) => Self::After(key.to_owned()),
            None => Self::First,
        }
    }

    /// What it is called in a form or an address.
    pub fn name(&self) -> String {
        match self {
            Self::First => "first".to_owned(),
            Self::After(key) => format!("after:{key}"),
        }
    }
}

/// The box with what its reader has been writing, if they have.
pub async fn resumed(
    conn: &mut AsyncPgConnection,
    signed: &Signed,
    (ticket, part): (TicketId, &Part),
) -> Result<Composer, Error> {
    let fresh = fresh_with(conn, signed, (ticket, Kind::Reply), part).await?;
    let Some(unsent) = Unsent::of(conn, &signed.act(), ticket).await? else {
        return Ok(fresh);
    };
    Ok(Composer {
        kind: shown_kind(unsent.kind),
        content: Field::of(unsent.content),
        seen: unsent.seen.0,
        kept_at: Some(unsent.kept_at),
        version: Some(unsent.version),
        kept_files: kept_files(conn, signed, ticket).await?,
        inserted: unsent.snippet_id.map(|snippet| snippet.0),
        ..fresh
    })
}

/// The box, empty. It keeps to the kind of message that was sent before.
pub async fn fresh(
    conn: &mut AsyncPgConnection,
    signed: &Signed,
    place: (TicketId, Kind),
) -> Result<Composer, Error> {
    fresh_with(conn, signed, place, &Part::First).await
}

/// The box, empty, with a part of the saved answers.
pub async fn fresh_with(
    conn: &mut AsyncPgConnection,
    signed: &Signed,
    (ticket, kind): (TicketId, Kind),
    part: &Part,
) -> Result<Composer, Error> {
    let newest = Message::newest(conn, ticket).await?;
    Ok(Composer {
        ticket: ticket.0,
        kind,
        content: Field::default(),
        files_error: None,
        submission: Uuid::new_v4().to_string(),
        has_been_sent: false,
        most_megabytes: UPLOAD_LIMIT / MEGABYTE,
        keeps_chosen_files: false,
        refusal: None,
        seen: newest.map_or(0, |newest| newest.0),
        meanwhile: None,
        kept_at: None,
        version: Some(0),
        is_kept_again: false,
        not_kept: None,
        elsewhere: None,
        kept_files: Vec::new(),
        inserted: None,
        shelf: shelf(conn, signed, part).await?,
    })
}

async fn shelf(conn: &mut AsyncPgConnection, signed: &Signed, part: &Part) -> Result<Shelf, Error> {
    let after = match part {
        Part::First => None,
        Part::After(key) => Some(key.clone()),
    };
    // No two snippets in use have one key, so whatever has another id comes before or after it by its key.
    let page = after.clone().map_or(Page::First, |key| {
        let id = SnippetId(i64::MAX);
        Page::After(Key { key, id })
    });
    let wanted = (page, SNIPPETS);
    let listing = Snippet::list(conn, &signed.act(), &Filter::default(), wanted).await?;
    Ok(Shelf {
        after,
        more: listing.next().map(|snippet| snippet.key.clone()),
        keys: listing.rows.into_iter().map(|one| one.key).collect(),
    })
}

/// What the reader was writing when the ticket was closed.
pub async fn unsent(
    conn: &mut AsyncPgConnection,
    signed: &Signed,
    ticket: TicketId,
) -> Result<String, Error> {
    let unsent = Unsent::of(conn, &signed.act(), ticket).await?;
    Ok(unsent.map(|unsent| unsent.content).unwrap_or_default())
}

/// What the reader wrote elsewhere, which is kept in place of what they are writing here.
pub async fn elsewhere(
    conn: &mut AsyncPgConnection,
    signed: &Signed,
    ticket: TicketId,
) -> Result<Option<Elsewhere>, Error> {
    let kept = Unsent::of(conn, &signed.act(), ticket).await?;
    Ok(kept.map(|kept| Elsewhere {
        content: kept.content,
        kept_at: kept.kept_at,
        version: kept.version,
    }))
}

/// Has the box say since when its text is kept, and go on from that.
pub fn note_kept(composer: &mut Composer, kept: Option<Kept>) {
    composer.kept_at = kept.map(|kept| kept.at);
    composer.version = Some(kept.map_or(0, |kept| kept.version));
    composer.is_kept_again = kept.is_some_and(|kept| kept.is_again);
}

/// The files that are kept with what the reader has been writing.
pub async fn kept_files(
    conn: &mut AsyncPgConnection,
    signed: &Signed,
    ticket: TicketId,
) -> Result<Vec<KeptFile>, Error> {
    let files = UnsentFile::of(conn, &signed.act(), ticket).await?;
    let shown = files.into_iter().map(|file| KeptFile {
        id: file.id.0,
        name: file.name,
        bytes: file.size.try_into().unwrap_or_default(),
    });
    Ok(shown.collect())
}

/// What somebody else answered meanwhile, for whoever has to read it now.
pub async fn meanwhile(
    conn: &mut AsyncPgConnection,
    answer: MessageId,
) -> Result<Option<Meanwhile>, Error> {
    let message = Message::get(conn, answer).await?;
    Ok(message.map(|message| Meanwhile {
        message: message.id.0,
        author: message.author_name,
        content: message.content,
    }))
}

/// What is kept of the kind of message that is being written.
pub fn kept_kind(kind: Kind) -> UnsentKind {
    match kind {
        Kind::Reply => UnsentKind::Reply,
        Kind::AnonymousReply => UnsentKind::AnonymousReply,
        Kind::Note => UnsentKind::Note,
    }
}

fn shown_kind(kind: UnsentKind) -> Kind {
    match kind {
        UnsentKind::Reply => Kind::Reply,
        UnsentKind::AnonymousReply => Kind::AnonymousReply,
        UnsentKind::Note => Kind::Note,
    }
}
