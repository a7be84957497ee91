//! The box to answer in: empty, or with what its reader left in it.

use diesel_async::AsyncPgConnection;
use uuid::Uuid;
use views::form::Field;
use views::ticket::composer::kept::KeptFile;
use views::ticket::composer::{Composer, Kind, Meanwhile};

use crate::error::Error;
use crate::ids::{MessageId, TicketId};
use crate::models::message::Message;
use crate::models::snippet::Snippet;
use crate::models::unsent::files::UnsentFile;
use crate::models::unsent::{Unsent, UnsentKind};
use crate::web::visit::Signed;

/// How many saved answers can be chosen without a script; with one, all of them are found.
const SNIPPETS: i64 = 50;

/// The box with what its reader has been writing, if they have.
pub async fn resumed(
    conn: &mut AsyncPgConnection,
    signed: &Signed,
    ticket: TicketId,
) -> Result<Composer, Error> {
    let fresh = fresh(conn, signed, (ticket, Kind::Reply)).await?;
    let Some(unsent) = Unsent::of(conn, &signed.act(), ticket).await? else {
        return Ok(fresh);
    };
    Ok(Composer {
        kind: shown_kind(unsent.kind),
        content: Field::of(unsent.content),
        seen: unsent.seen.0,
        kept_at: Some(unsent.kept_at),
        kept_files: kept_files(conn, signed, ticket).await?,
        ..fresh
    })
}

/// The box, empty. It keeps to the kind of message that was sent before.
pub async fn fresh(
    conn: &mut AsyncPgConnection,
    signed: &Signed,
    (ticket, kind): (TicketId, Kind),
) -> Result<Composer, Error> {
    let snippets = Snippet::suggest(conn, &signed.act(), "", SNIPPETS).await?;
    let newest = Message::newest(conn, ticket).await?;
    Ok(Composer {
        ticket: ticket.0,
        kind,
        content: Field::default(),
        files_error: None,
        submission: Uuid::new_v4().to_string(),
        refusal: None,
        seen: newest.map_or(0, |newest| newest.0),
        meanwhile: None,
        kept_at: None,
        not_kept: None,
        kept_files: Vec::new(),
        snippets: snippets.into_iter().map(|snippet| snippet.key).collect(),
    })
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
