//! The head of a ticket's page, from its rows.

use diesel_async::AsyncPgConnection;
use views::ticket::header::{
    Cancelling, Closure as ShownClosure, Header, Member, Opener, ScheduledClosure, State, Told,
};

use super::row::waiting;
use crate::error::Error;
use crate::models::closure::Closure;
use crate::models::permission::Permission;
use crate::models::ticket::{Origin, Ticket};
use crate::models::user::User;
use crate::web::visit::Signed;

/// The head of a ticket's page.
pub(super) async fn load(
    conn: &mut AsyncPgConnection,
    signed: &Signed,
    ticket: &Ticket,
) -> Result<Header, Error> {
    let member = User::find(conn, ticket.member_id).await?;
    let member = member.map_or_else(
        || ticket.member_id.to_string(),
        |user| user.name().to_owned(),
    );
    Ok(Header {
        number: ticket.id.0,
        member: Member {
            name: member,
            id: ticket.member_id.to_string(),
        },
        opened_at: ticket.opened_at,
        opened_by: opener(ticket),
        state: state(conn, signed, ticket).await?,
    })
}

fn opener(ticket: &Ticket) -> Opener {
    let name = ticket.opened_by_name.clone();
    match ticket.origin {
        Origin::Member => Opener::Member,
        Origin::Staff => Opener::Staff(name),
        Origin::Api => Opener::Integration(name),
    }
}

async fn state(
    conn: &mut AsyncPgConnection,
    signed: &Signed,
    ticket: &Ticket,
) -> Result<State, Error> {
    if let Some(closed_at) = ticket.closed_at {
        let closure = Closure::last_done(conn, ticket.id).await?;
        return Ok(State::Closed(ShownClosure {
            at: closed_at,
            by: closure
                .as_ref()
                .map(|closure| closure.actor_name.clone())
                .unwrap_or_default(),
            told: closure.as_ref().map_or(Told::Openly, told),
            reason: closure.and_then(|closure| closure.reason),
        }));
    }
    let scheduled = Closure::scheduled(conn, ticket.id).await?;
    let cancelling = match signed.may(Permission::ManageTickets) {
        true => Cancelling::Allowed,
        false => Cancelling::Refused,
    };
    let scheduled = scheduled.map(|closure| ScheduledClosure {
        told: told(&closure),
        at: closure.due_at,
        by: closure.actor_name,
        reason: closure.reason,
        cancelling,
    });
    Ok(State::Open {
        waiting: waiting(ticket),
        scheduled,
    })
}

fn told(closure: &Closure) -> Told {
    if closure.silent {
        Told::Silently
    } else {
        Told::Openly
    }
}
