//! The head of a ticket's page, from its rows.

use chrono::{DateTime, TimeDelta, Utc};
use diesel_async::AsyncPgConnection;
use views::ticket::header::{
    Cancelling, Closure as ShownClosure, Header, Member, Opener, ScheduledClosure, State, Told,
};
use views::ticket::reopening::Reopening;

use super::row::waiting;
use super::work;
use crate::error::Error;
use crate::models::closure::Closure;
use crate::models::permission::Permission;
use crate::models::ticket::summary::undelivered;
use crate::models::ticket::{Origin, Ticket};
use crate::models::user::User;
use crate::stored_words::closure_reason;
use crate::web::visit::Signed;

/// For how long a closing counts as something that has just been done.
const JUST_NOW: TimeDelta = TimeDelta::minutes(10);

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
        is_undelivered: !undelivered(conn, &[ticket.id]).await?.is_empty(),
        work: work::load(conn, signed, ticket).await?,
        refusal: None,
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
    let words = signed.visit.words;
    if let Some(closed_at) = ticket.closed_at {
        let closure = Closure::last_done(conn, ticket.id).await?;
        return Ok(State::Closed(ShownClosure {
            at: closed_at,
            by: closure
                .as_ref()
                .map(|closure| closure.actor_name.clone())
                .unwrap_or_default(),
            told: closure.as_ref().map_or(Told::Openly, told),
            reopening: reopening(signed, closed_at, closure.as_ref()),
            reason: closure.and_then(|closure| closure_reason(words, &closure)),
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
        reason: closure_reason(words, &closure),
        by: closure.actor_name,
        cancelling,
    });
    Ok(State::Open {
        waiting: waiting(ticket),
        scheduled,
    })
}

/// What has only just been done is undone with one press.
fn reopening(signed: &Signed, closed_at: DateTime<Utc>, closure: Option<&Closure>) -> Reopening {
    let refusal = None;
    if !signed.may(Permission::ManageTickets) {
        return Reopening::Refused;
    }
    match closure {
        Some(closure) if signed.app.clock.now() - closed_at < JUST_NOW => Reopening::Undo {
            closure: closure.id.0,
            told: told(closure),
            refusal,
        },
        _ => Reopening::Allowed { refusal },
    }
}

fn told(closure: &Closure) -> Told {
    if closure.silent {
        Told::Silently
    } else {
        Told::Openly
    }
}
