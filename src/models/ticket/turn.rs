//! Whose turn it is in a ticket.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::error::Error;
use crate::ids::MessageId;
use crate::models::message::{Kind, Message};
use crate::models::ticket::{Party, Ticket};
use crate::schema::{messages, tickets};

impl Ticket {
    /// Notes that `speaker` has just spoken: it is the other one's turn now, and the member knows of the ticket.
    pub(crate) async fn note_turn(
        &self,
        conn: &mut AsyncPgConnection,
        speaker: Party,
        at: DateTime<Utc>,
    ) -> QueryResult<()> {
        let waiting_on = match speaker {
            Party::Member => Party::Staff,
            Party::Staff => Party::Member,
        };
        let since = if self.waiting_on == waiting_on {
            self.waiting_since
        } else {
            at
        };
        diesel::update(self)
            .set((
                tickets::silent.eq(false),
                tickets::last_activity_at.eq(at),
                tickets::waiting_on.eq(waiting_on),
                tickets::waiting_since.eq(since),
            ))
            .execute(conn)
            .await?;
        Ok(())
    }

    /// Notes that a reply does not reach the member: they wait for it still, so it is the staff's turn again.
    pub(crate) async fn note_undelivered(
        &self,
        conn: &mut AsyncPgConnection,
        at: DateTime<Utc>,
    ) -> QueryResult<()> {
        if self.waiting_on == Party::Member {
            diesel::update(self)
                .set((
                    tickets::waiting_on.eq(Party::Staff),
                    tickets::waiting_since.eq(at),
                ))
                .execute(conn)
                .await?;
        }
        Ok(())
    }

    /// Notes that what did not reach the member is on its way again: where that is a reply, it is their turn, unless they have written
    /// since.
    pub(crate) async fn note_sent_again(
        conn: &mut AsyncPgConnection,
        message: MessageId,
        at: DateTime<Utc>,
    ) -> Result<(), Error> {
        let reply = Message::get(conn, message)
            .await?
            .filter(|message| message.kind == Kind::Reply && message.deleted_at.is_none());
        let Some(reply) = reply else {
            return Ok(());
        };
        let ticket = Self::lock(conn, reply.ticket_id).await?;
        let written_since = messages::table
            .filter(messages::ticket_id.eq(ticket.id))
            .filter(messages::kind.eq(Kind::Member))
            .filter(messages::id.gt(reply.id));
        let is_answered: bool = diesel::select(diesel::dsl::exists(written_since))
            .get_result(conn)
            .await?;
        if !is_answered {
            ticket.note_turn(conn, Party::Staff, at).await?;
        }
        Ok(())
    }
}
