//! What stands at the top of a transcript: for staff all that the ticket's page says, for the member what they know of it.

use diesel_async::AsyncPgConnection;
use views::ticket::header::{Opener, Told};
use views::transcript::{Audience, Closure as Shown, Heading};

use crate::error::Error;
use crate::ids::TicketId;
use crate::models::category::Category;
use crate::models::cause::ClosureCause;
use crate::models::closure::Closure;
use crate::models::ticket::{Origin, Ticket};
use crate::models::user::User;
use crate::stored_words::closure_reason;
use crate::web::transcripts::line::Readers;
use crate::web::visit::Signed;

/// The top of a ticket's transcript. Reading it is noted.
pub(super) async fn heading(
    signed: &Signed,
    ticket: TicketId,
    readers: &Readers,
) -> Result<Heading, Error> {
    let conn = &mut signed.app.db().await?;
    let ticket = Ticket::find(conn, &signed.act(), ticket).await?;
    Ticket::note_reading(conn, &signed.act(), &[ticket.id]).await?;
    let member = User::find(conn, ticket.member_id).await?;
    let member_id = ticket.member_id.to_string();
    let (category, closure) = match readers.audience {
        Audience::Staff => (
            category(conn, &ticket).await?,
            closure(conn, signed, &ticket).await?,
        ),
        Audience::Member => (None, None),
    };
    Ok(Heading {
        ticket: ticket.id.0,
        member: member.map_or_else(|| member_id.clone(), |member| member.name().to_owned()),
        member_id,
        opened_at: ticket.opened_at,
        opened_by: opener(&ticket, readers),
        closed_at: ticket.closed_at,
        closure,
        category,
        audience: readers.audience,
    })
}

/// The member knows the desk, and nobody behind it.
fn opener(ticket: &Ticket, readers: &Readers) -> Opener {
    let name = ticket.opened_by_name.clone();
    match (ticket.origin, readers.audience) {
        (Origin::Member, _) => Opener::Member,
        (Origin::Staff | Origin::Api, Audience::Member) => Opener::Staff(readers.desk.clone()),
        (Origin::Staff, Audience::Staff) => Opener::Staff(name),
        (Origin::Api, Audience::Staff) => Opener::Integration(name),
    }
}

async fn category(conn: &mut AsyncPgConnection, ticket: &Ticket) -> Result<Option<String>, Error> {
    let category = match ticket.category_id {
        Some(id) => Category::get(conn, id).await?,
        None => None,
    };
    Ok(category.map(|category| category.name))
}

async fn closure(
    conn: &mut AsyncPgConnection,
    signed: &Signed,
    ticket: &Ticket,
) -> Result<Option<Shown>, Error> {
    if !ticket.is_closed() {
        return Ok(None);
    }
    let closure = Closure::last_done(conn, ticket.id).await?;
    Ok(closure.map(|closure| Shown {
        reason: closure_reason(signed.visit.words, &closure),
        cause: closure.cause.map(ClosureCause::word),
        by: closure.actor_name,
        told: match closure.silent {
            true => Told::Silently,
            false => Told::Openly,
        },
    }))
}
