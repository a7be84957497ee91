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

impl Ticket {
    /// Keeps the member of a ticket from opening others, and closes this one if that is asked for, too. Nothing is closed when this one
    /// is closed already.
    ///
    /// # Errors
    ///
    /// Refuses as [`Block::place`] and [`Ticket::close`] do, and a ticket that the actor does not see.
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
            let member = ticket.member_id;
            match closing.filter(|_| !ticket.is_closed()) {
                Some(closing) => {
                    Block::place_and_close(conn, act, member, (blocking, closing)).await
                }
                None => Block::place(conn, act, member, blocking).await,
            }
        })
        .await
    }
}
