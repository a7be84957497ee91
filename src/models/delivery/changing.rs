//! How far a message has come: noting it.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::error::Error;
use crate::ids::{MessageId, TicketId};
use crate::models::actor::Act;
use crate::models::cause::FailureCause;
use crate::models::delivery::{Delivery, DeliveryState, Post, Side};
use crate::models::event::{self, EventKind, Subject};
use crate::models::ticket::Ticket;
use crate::schema::deliveries;

/// What may be tried again.
const NOT_TAKEN: [DeliveryState; 2] = [DeliveryState::Failed, DeliveryState::Outdated];

impl Delivery {
    pub(crate) async fn queue(
        conn: &mut AsyncPgConnection,
        message: MessageId,
        side: Side,
        at: DateTime<Utc>,
    ) -> QueryResult<()> {
        diesel::insert_into(deliveries::table)
            .values((
                deliveries::message_id.eq(message),
                deliveries::side.eq(side),
                deliveries::state.eq(DeliveryState::Queued),
                deliveries::changed_at.eq(at),
            ))
            .execute(conn)
            .await?;
        Ok(())
    }

    /// Puts a message on its way to one side again, if it failed there. The caller has locked its ticket.
    pub(crate) async fn queue_again(
        conn: &mut AsyncPgConnection,
        (message, side): (MessageId, Side),
        at: DateTime<Utc>,
    ) -> Result<Option<Self>, Error> {
        let before: Option<DeliveryState> = deliveries::table
            .find((message, side))
            .filter(deliveries::state.eq_any(NOT_TAKEN))
            .select(deliveries::state)
            .for_update()
            .first(conn)
            .await
            .optional()?;
        let Some(before) = before else {
            return Ok(None);
        };
        if side == Side::Dm && before == DeliveryState::Failed {
            Ticket::note_sent_again(conn, message, at).await?;
        }
        let queued = diesel::update(deliveries::table.find((message, side)))
            .set((
                deliveries::state.eq(DeliveryState::Queued),
                deliveries::failure.eq(None::<String>),
                deliveries::failure_cause.eq(None::<FailureCause>),
                deliveries::changed_at.eq(at),
            ))
            .returning(Self::as_returning())
            .get_result(conn)
            .await?;
        Ok(Some(queued))
    }

    /// Notes that Discord has the message. Call in the transaction that finishes the task.
    pub async fn delivered(
        conn: &mut AsyncPgConnection,
        act: &Act,
        (ticket, message, side): (TicketId, MessageId, Side),
    ) -> QueryResult<()> {
        let state = (DeliveryState::Delivered, None, None);
        set_state(conn, act, (ticket, message, side), state).await
    }

    /// Notes that Discord does not take the message, and why. Call in the transaction that ends the task.
    pub async fn failed(
        conn: &mut AsyncPgConnection,
        act: &Act,
        (ticket, message, side): (TicketId, MessageId, Side),
        (why, cause): (&str, Option<FailureCause>),
    ) -> QueryResult<()> {
        set_state(
            conn,
            act,
            (ticket, message, side),
            (DeliveryState::Failed, Some(why), cause),
        )
        .await
    }

    /// Notes that Discord does not take what was made of a message, and why: the member has it as it was. One that they do not have as
    /// a whole has failed. Call in the transaction that ends the task.
    pub async fn outdated(
        conn: &mut AsyncPgConnection,
        act: &Act,
        (ticket, message, side): (TicketId, MessageId, Side),
        (why, cause): (&str, Option<FailureCause>),
    ) -> QueryResult<()> {
        let known = Self::find(conn, message, side).await?;
        let has_failed = known.is_none_or(|known| known.state == DeliveryState::Failed);
        let state = match has_failed || Post::showing(conn, message, side).await?.is_empty() {
            true => DeliveryState::Failed,
            false => DeliveryState::Outdated,
        };
        let state = (state, Some(why), cause);
        set_state(conn, act, (ticket, message, side), state).await
    }
}

async fn set_state(
    conn: &mut AsyncPgConnection,
    act: &Act,
    (ticket, message, side): (TicketId, MessageId, Side),
    (state, failure, cause): (DeliveryState, Option<&str>, Option<FailureCause>),
) -> QueryResult<()> {
    diesel::update(deliveries::table.find((message, side)))
        .set((
            deliveries::state.eq(state),
            deliveries::failure.eq(failure),
            deliveries::failure_cause.eq(cause),
            deliveries::changed_at.eq(act.at),
        ))
        .execute(conn)
        .await?;
    event::record(
        conn,
        act,
        EventKind::DeliveryChanged,
        Subject::message(ticket, message),
    )
    .await
}
