//! Blocking the member of a ticket, from within it.

use diesel_async::{AsyncConnection, AsyncPgConnection};

use crate::error::Error;
use crate::ids::TicketId;
use crate::models::actor::Act;
use crate::models::block::{Block, Blocking};
use crate::models::permission::Permission;
use crate::models::ticket::Ticket;
use crate::models::ticket::closing::Closing;
use crate::models::user::User;
use crate::outbox::Notice;

impl Ticket {
    /// Keeps the member of a ticket from opening others, and closes this one if that is asked for, too.
    ///
    /// # Errors
    ///
    /// Refuses as [`Block::place`] and [`Ticket::close`] do, and a ticket that the actor does not see. A ticket that is closed already is
    /// not closed again.
    pub async fn block_member(
        conn: &mut AsyncPgConnection,
        act: &Act,
        ticket: TicketId,
        (blocking, closing): (Blocking, Option<Closing>),
    ) -> Result<Block, Error> {
        act.actor.require(Permission::ManageTickets)?;
        conn.transaction(async |conn| {
            let found = Self::find(conn, act, ticket).await?;
            User::lock(conn, found.member_id).await?;
            let ticket = Self::lock_for(conn, act, ticket).await?;
            let block = Block::place(conn, act, ticket.member_id, blocking).await?;
            if ticket.is_closed() {
                return Ok(block);
            }
            match closing {
                Some(closing) => {
                    Self::close(conn, act, ticket.id, closing).await?;
                }
                None => {
                    let by = act.actor.name().to_owned();
                    let until = block.expires_at;
                    let notice = Notice::MemberBlocked { by, until };
                    ticket.announce(conn, act.at, notice).await?;
                }
            }
            Ok(block)
        })
        .await
    }
}
