//! Files of messages. Their bytes are copied into the object store, since Discord's links expire.

use diesel::dsl::exists;
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use rand::Rng as _;

use crate::direction_marks;
use crate::error::{Error, Refusal};
use crate::ids::{AttachmentId, MessageId, TicketId};
use crate::models::actor::Act;
use crate::models::cause::FailureCause;
use crate::models::event::{self, EventKind, Subject};
use crate::models::message::Kind;
use crate::models::permission::Permission;
use crate::models::text_enum::text_enum;
use crate::models::ticket::{self, Ticket};
use crate::schema::{attachments, messages, tickets};

text_enum! {
    /// What kind of thing an attachment is.
    AttachmentKind {
        /// A file.
        File = "file",
        /// A sticker.
        Sticker = "sticker",
    }
}

/// A file of a message.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Identifiable)]
#[diesel(table_name = attachments, check_for_backend(diesel::pg::Pg))]
pub struct Attachment {
    /// The attachment.
    pub id: AttachmentId,
    /// Its message.
    pub message_id: MessageId,
    /// Its place among the message's files, from 0.
    pub position: i32,
    /// Whether it is a file or a sticker.
    pub kind: AttachmentKind,
    /// The file's name.
    pub name: String,
    /// The media type, as whoever sent it says.
    pub media_type: String,
    /// The size in bytes.
    pub size: i64,
    /// Where it is on Discord's CDN, while it is.
    pub source_url: Option<String>,
    /// The SHA-256 of its bytes in the object store, in hex, once they are there.
    pub object_key: Option<String>,
    /// Why it could not be copied.
    pub failure: Option<String>,
    /// Opens the file without signing in.
    pub share_key: String,
    /// Why it could not be copied, where that is one of the usual reasons.
    pub failure_cause: Option<FailureCause>,
}

/// A file that comes with a new message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAttachment {
    /// Whether it is a file or a sticker.
    pub kind: AttachmentKind,
    /// The file's name.
    pub name: String,
    /// The media type, as whoever sent it says.
    pub media_type: String,
    /// The size in bytes; 0 when it is not known before the bytes are here.
    pub size: i64,
    /// Where its bytes are.
    pub origin: AttachmentOrigin,
}

/// Where the bytes of a new file are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AttachmentOrigin {
    /// On Discord's CDN, at this address.
    Discord(String),
    /// In the object store, under this key.
    Stored(String),
}

impl Attachment {
    /// A file, for somebody who may see its ticket. Whoever opens it reads the ticket.
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ViewTickets`], and when there is no such file or none of a ticket that they see.
    pub async fn find(
        conn: &mut AsyncPgConnection,
        act: &Act,
        id: AttachmentId,
    ) -> Result<Self, Error> {
        act.actor.require(Permission::ViewTickets)?;
        let found = attachments::table
            .inner_join(messages::table.inner_join(tickets::table))
            .filter(attachments::id.eq(id))
            .filter(ticket::within(act.actor.sight()))
            .select((Self::as_select(), messages::ticket_id))
            .first(conn)
            .await;
        let (attachment, ticket): (Self, TicketId) =
            found.optional()?.ok_or(Refusal::AttachmentNotFound)?;
        Ticket::note_reading(conn, act, &[ticket]).await?;
        Ok(attachment)
    }

    /// A file, for somebody who holds its key.
    ///
    /// # Errors
    ///
    /// Refuses when no file has this key, and when its author took back the reply that it came with.
    pub async fn shared(conn: &mut AsyncPgConnection, share_key: &str) -> Result<Self, Error> {
        // Whatever else stands in the address is not worth a query, and some of it Postgres would not take.
        if !share_key.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(Refusal::AttachmentNotFound.into());
        }
        let stands = messages::deleted_at
            .is_null()
            .or(messages::kind.ne(Kind::Reply));
        let found = attachments::table
            .inner_join(messages::table)
            .filter(attachments::share_key.eq(share_key).and(stands))
            .select(Self::as_select())
            .first(conn)
            .await;
        Ok(found.optional()?.ok_or(Refusal::AttachmentNotFound)?)
    }

    /// The files of a message, in order.
    pub async fn of(conn: &mut AsyncPgConnection, message: MessageId) -> QueryResult<Vec<Self>> {
        attachments::table
            .filter(attachments::message_id.eq(message))
            .order(attachments::position)
            .select(Self::as_select())
            .load(conn)
            .await
    }

    /// Whether the bytes of any file of a message are still to be fetched.
    pub(crate) async fn any_to_fetch(
        conn: &mut AsyncPgConnection,
        message: MessageId,
    ) -> QueryResult<bool> {
        let to_fetch = attachments::table
            .filter(attachments::message_id.eq(message))
            .filter(attachments::object_key.is_null());
        diesel::select(exists(to_fetch)).get_result(conn).await
    }

    pub(crate) async fn insert_all(
        conn: &mut AsyncPgConnection,
        message: MessageId,
        new: Vec<NewAttachment>,
    ) -> QueryResult<()> {
        let rows: Vec<_> = new
            .into_iter()
            .zip(0..)
            .map(|(one, at)| row(message, at, one))
            .collect();
        diesel::insert_into(attachments::table)
            .values(rows)
            .execute(conn)
            .await?;
        Ok(())
    }

    /// Notes that its bytes are in the object store now.
    pub async fn kept(
        &self,
        conn: &mut AsyncPgConnection,
        (act, ticket): (&Act, &Ticket),
        object_key: &str,
        size: i64,
    ) -> Result<(), Error> {
        let change = (
            attachments::object_key.eq(object_key),
            attachments::size.eq(size),
        );
        conn.transaction(async |conn| {
            diesel::update(self).set(change).execute(conn).await?;
            self.record_change(conn, act, ticket).await
        })
        .await
    }

    /// Notes why its bytes could not be fetched.
    pub async fn lost(
        &self,
        conn: &mut AsyncPgConnection,
        (act, ticket): (&Act, &Ticket),
        (why, cause): (&str, Option<FailureCause>),
    ) -> Result<(), Error> {
        conn.transaction(async |conn| {
            diesel::update(self)
                .set((
                    attachments::failure.eq(why),
                    attachments::failure_cause.eq(cause),
                ))
                .execute(conn)
                .await?;
            self.record_change(conn, act, ticket).await
        })
        .await
    }

    async fn record_change(
        &self,
        conn: &mut AsyncPgConnection,
        act: &Act,
        ticket: &Ticket,
    ) -> Result<(), Error> {
        let subject = Subject::message(ticket.id, self.message_id);
        Ok(event::record(conn, act, EventKind::AttachmentChanged, subject).await?)
    }
}

#[derive(Insertable)]
#[diesel(table_name = attachments)]
struct Row {
    message_id: MessageId,
    position: i32,
    kind: AttachmentKind,
    name: String,
    media_type: String,
    size: i64,
    source_url: Option<String>,
    object_key: Option<String>,
    share_key: String,
}

fn row(message_id: MessageId, position: i32, new: NewAttachment) -> Row {
    let (source_url, object_key) = match new.origin {
        AttachmentOrigin::Discord(url) => (Some(url), None),
        AttachmentOrigin::Stored(key) => (None, Some(key)),
    };
    let mut share_key = [0; 32];
    rand::rng().fill(&mut share_key);
    Row {
        message_id,
        position,
        kind: new.kind,
        name: direction_marks::without(&new.name),
        media_type: new.media_type,
        size: new.size,
        source_url,
        object_key,
        share_key: hex::encode(share_key),
    }
}
