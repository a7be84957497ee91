//! What is recorded of blocks, and what is said of them where the member has an open ticket.

use diesel_async::AsyncPgConnection;
use serde_json::{Value, json};

use crate::error::Error;
use crate::models::actor::Act;
use crate::models::block::Block;
use crate::models::event::{self, EventKind, Subject};
use crate::models::ticket::Ticket;
use crate::outbox::Notice;

impl Block {
    pub(super) async fn record(
        &self,
        conn: &mut AsyncPgConnection,
        act: &Act,
        kind: EventKind,
    ) -> Result<(), Error> {
        self.record_with(conn, act, (kind, self.told())).await
    }

    /// The page of the member's open ticket shows it, so the event is about that ticket, too.
    pub(super) async fn record_with(
        &self,
        conn: &mut AsyncPgConnection,
        act: &Act,
        (kind, details): (EventKind, Value),
    ) -> Result<(), Error> {
        let ticket = Ticket::open_for(conn, self.member_id).await?;
        let subject = ticket.map_or(Subject::NONE, |ticket| Subject::ticket(ticket.id));
        Ok(event::record_with(conn, act, (kind, subject), details).await?)
    }

    pub(super) fn told(&self) -> Value {
        json!({
            "block": self.id.to_string(),
            "member": self.member_id.to_string(),
            "until": self.expires_at,
            "reason": self.reason,
        })
    }

    /// Says in the channel of the member's open ticket by whom they are blocked, and until when.
    pub(super) async fn tell_of_placing(
        &self,
        conn: &mut AsyncPgConnection,
        act: &Act,
    ) -> Result<(), Error> {
        let (by, until) = (act.actor.name().to_owned(), self.expires_at);
        self.tell(conn, act, Notice::MemberBlocked { by, until })
            .await
    }

    /// Says it in the channel of the member's open ticket, if there is one.
    pub(super) async fn tell(
        &self,
        conn: &mut AsyncPgConnection,
        act: &Act,
        notice: Notice,
    ) -> Result<(), Error> {
        match Ticket::open_for(conn, self.member_id).await? {
            Some(ticket) => ticket.announce(conn, act.at, notice).await,
            None => Ok(()),
        }
    }
}
