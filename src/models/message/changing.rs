//! Editing and deleting. What was said before is kept: an edit leaves a revision, a deletion a mark, and no number moves.

use chrono::{DateTime, Utc};
use diesel::dsl::{count_star, exists};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};

use crate::error::{Error, Refusal};
use crate::ids::{MessageId, PostId, TicketId};
use crate::models::actor::Act;
use crate::models::delivery::Post;
use crate::models::event::{self, EventKind, Subject};
use crate::models::message::{Kind, Message};
use crate::models::permission::Permission;
use crate::models::ticket::Ticket;
use crate::models::ticket::replying::check_length;
use crate::outbox::{self, Job};
use crate::schema::{attachments, messages, revisions};

impl Message {
    /// Changes the text of a reply, here, in the DM and in the ticket's channel.
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ManageTickets`], another person's reply, a deleted one, in a closed ticket, and a text that
    /// is too long or empty.
    pub async fn edit(
        conn: &mut AsyncPgConnection,
        act: &Act,
        (ticket, message): (TicketId, MessageId),
        content: &str,
    ) -> Result<Self, Error> {
        act.actor.require(Permission::ManageTickets)?;
        check_length(content)?;
        conn.transaction(async |conn| {
            let ticket = Ticket::lock_open_for(conn, act, ticket).await?;
            let message = own_reply(conn, act, &ticket, message).await?;
            if content.trim().is_empty() && !message.has_attachments(conn).await? {
                return Err(Refusal::Empty.into());
            }
            message.revise(conn, act, &ticket, content).await
        })
        .await
    }

    /// Deletes a reply: it disappears from the DM, and is marked everywhere else.
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ManageTickets`], another person's reply, a deleted one, and in a closed ticket.
    pub async fn delete(
        conn: &mut AsyncPgConnection,
        act: &Act,
        (ticket, message): (TicketId, MessageId),
    ) -> Result<(), Error> {
        act.actor.require(Permission::ManageTickets)?;
        conn.transaction(async |conn| {
            let ticket = Ticket::lock_open_for(conn, act, ticket).await?;
            let message = own_reply(conn, act, &ticket, message).await?;
            message.withdraw(conn, act, &ticket).await
        })
        .await
    }

    /// The author changed, on Discord, the message that one of ours came from.
    pub async fn revise_from_discord(
        conn: &mut AsyncPgConnection,
        act: &Act,
        post: PostId,
        content: &str,
    ) -> Result<(), Error> {
        conn.transaction(async |conn| {
            if let Some((message, ticket)) = Self::lock_source(conn, post).await? {
                message.revise(conn, act, &ticket, content).await?;
            }
            Ok(())
        })
        .await
    }

    /// The author deleted, on Discord, the message that one of ours came from.
    pub async fn withdraw_from_discord(
        conn: &mut AsyncPgConnection,
        act: &Act,
        post: PostId,
    ) -> Result<(), Error> {
        conn.transaction(async |conn| match Self::lock_source(conn, post).await? {
            Some((message, ticket)) if message.deleted_at.is_none() => {
                message.withdraw(conn, act, &ticket).await
            }
            _ => Ok(()),
        })
        .await
    }

    /// The message that came from a message on Discord, with its ticket locked.
    async fn lock_source(
        conn: &mut AsyncPgConnection,
        post: PostId,
    ) -> Result<Option<(Self, Ticket)>, Error> {
        let Some(post) = Post::find(conn, post).await?.filter(Post::is_theirs) else {
            return Ok(None);
        };
        let Some(message) = Self::get(conn, post.message_id).await? else {
            return Ok(None);
        };
        let ticket = Ticket::lock(conn, message.ticket_id).await?;
        // Read again: it may have changed until the lock was ours.
        Ok(Self::get(conn, message.id)
            .await?
            .map(|message| (message, ticket)))
    }

    async fn revise(
        self,
        conn: &mut AsyncPgConnection,
        act: &Act,
        ticket: &Ticket,
        content: &str,
    ) -> Result<Self, Error> {
        if self.content == content {
            return Ok(self);
        }
        let earlier: i64 = revisions::table
            .filter(revisions::message_id.eq(self.id))
            .select(count_star())
            .first(conn)
            .await?;
        diesel::insert_into(revisions::table)
            .values((
                revisions::message_id.eq(self.id),
                revisions::revision.eq(i32::try_from(earlier + 1).map_err(anyhow::Error::new)?),
                revisions::content.eq(&self.content),
                revisions::replaced_at.eq(act.at),
            ))
            .execute(conn)
            .await?;
        let revised = diesel::update(&self)
            .set((
                messages::content.eq(content),
                messages::edited_at.eq(act.at),
            ))
            .returning(Self::as_returning())
            .get_result(conn)
            .await?;
        let subject = Subject::message(ticket.id, self.id);
        event::record(conn, act, EventKind::MessageEdited, subject).await?;
        let job = Job::ReviseCopies { message: self.id };
        outbox::enqueue(conn, ticket.member_id, &job, act.at).await?;
        Ok(revised)
    }

    async fn withdraw(
        self,
        conn: &mut AsyncPgConnection,
        act: &Act,
        ticket: &Ticket,
    ) -> Result<(), Error> {
        diesel::update(&self)
            .set(messages::deleted_at.eq(act.at))
            .execute(conn)
            .await?;
        let subject = Subject::message(ticket.id, self.id);
        event::record(conn, act, EventKind::MessageDeleted, subject).await?;
        let job = Job::WithdrawCopies { message: self.id };
        outbox::enqueue(conn, ticket.member_id, &job, act.at).await
    }

    async fn has_attachments(&self, conn: &mut AsyncPgConnection) -> QueryResult<bool> {
        let own = attachments::table.filter(attachments::message_id.eq(self.id));
        diesel::select(exists(own)).get_result(conn).await
    }
}

/// A reply that the actor may change: their own, and not deleted.
async fn own_reply(
    conn: &mut AsyncPgConnection,
    act: &Act,
    ticket: &Ticket,
    id: MessageId,
) -> Result<Message, Error> {
    let message = Message::get(conn, id)
        .await?
        .filter(|message| message.ticket_id == ticket.id);
    let message = message.filter(|message| message.kind == Kind::Reply);
    let message = message.ok_or(Refusal::MessageNotFound)?;
    if message.author_id.is_none() || message.author_id != act.actor.user_id() {
        return Err(Refusal::NotYourReply.into());
    }
    if message.deleted_at.is_some() {
        return Err(Refusal::ReplyDeleted.into());
    }
    Ok(message)
}

/// What a message said before an edit.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, QueryableByName)]
#[diesel(table_name = revisions, check_for_backend(diesel::pg::Pg))]
pub struct Revision {
    /// The message.
    pub message_id: MessageId,
    /// 1 for what it said first, and so on.
    pub revision: i32,
    /// The text.
    pub content: String,
    /// Until when it said so.
    pub replaced_at: DateTime<Utc>,
}
