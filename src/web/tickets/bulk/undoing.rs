//! Whether what was done to several tickets can be undone, and what has to stand as it is for that.

use std::collections::HashMap;

use chrono::TimeDelta;
use diesel_async::AsyncPgConnection;
use views::tickets::bulk::{Act, Undoable};

use super::noting::Done;
use crate::error::Error;
use crate::ids::TicketId;
use crate::models::actor::ActorKind;
use crate::models::closure::Closure;
use crate::models::permission::Permission;
use crate::models::ticket::Ticket;
use crate::web::form::Fields;
use crate::web::visit::Signed;

/// How long closing can be undone from the list.
const UNDOABLE: TimeDelta = TimeDelta::minutes(10);

/// Of the tickets that something changed, those for which the reader can undo it.
pub(super) async fn undoable(signed: &Signed, done: &Done) -> Result<Vec<Undoable>, Error> {
    if done.changed.is_empty() || !signed.may(Permission::ManageTickets) {
        return Ok(Vec::new());
    }
    let standing = match done.outcome.act {
        Act::Closed => closed_just_now(signed, &done.changed).await?,
        Act::Assigned | Act::Taken | Act::Released => given_just_now(signed, &done.changed).await?,
        Act::Reopened | Act::GivenBack => HashMap::new(),
    };
    let own = done.changed.iter().filter_map(|id| {
        Some(Undoable {
            ticket: id.0,
            standing: standing.get(id)?.clone(),
        })
    });
    Ok(own.collect())
}

/// What the form that undoes an act says has to stand as it is, of each ticket; nothing when it does not say.
pub(super) fn standing(form: &Fields, act: Act) -> HashMap<TicketId, &str> {
    let tickets = form.all("ticket").map(|ticket| ticket.parse().ok());
    let named = tickets.zip(form.all(act.standing()));
    named
        .filter_map(|(ticket, standing)| Some((ticket?, standing)))
        .collect()
}

async fn closed_just_now(
    signed: &Signed,
    ids: &[TicketId],
) -> Result<HashMap<TicketId, String>, Error> {
    let standing = Closure::standing_for_all(&mut *signed.app.db().await?, ids).await?;
    let since = signed.act().at - UNDOABLE;
    let last: HashMap<TicketId, Closure> = standing
        .into_iter()
        .map(|closure| (closure.ticket_id, closure))
        .collect();
    let own = last.into_iter().filter(|(_, closure)| {
        closure.actor_kind == ActorKind::Staff
            && closure.actor_id == Some(signed.id().0)
            && closure.done_at.is_some_and(|done_at| done_at >= since)
    });
    Ok(own
        .map(|(ticket, closure)| (ticket, closure.id.to_string()))
        .collect())
}

async fn given_just_now(
    signed: &Signed,
    ids: &[TicketId],
) -> Result<HashMap<TicketId, String>, Error> {
    let conn = &mut signed.app.db().await?;
    let given = Ticket::given_just_now(conn, &signed.act(), ids).await?;
    let holder = |holder: Option<_>| {
        holder
            .map(|id| ToString::to_string(&id))
            .unwrap_or_default()
    };
    Ok(given
        .into_iter()
        .map(|(ticket, given)| (ticket, holder(given.now)))
        .collect())
}

/// Whether the members of these tickets were told nothing when they were closed.
pub(super) async fn silently_closed(
    conn: &mut AsyncPgConnection,
    tickets: &[TicketId],
) -> Result<HashMap<TicketId, bool>, Error> {
    let standing = Closure::standing_for_all(conn, tickets).await?;
    let silent = standing
        .into_iter()
        .map(|closure| (closure.ticket_id, closure.silent));
    Ok(silent.collect())
}
