//! The page of a ticket, with its forms as they are or as they were refused.

use diesel_async::AsyncPgConnection;
use views::ticket::Ticket as TicketPage;
use views::ticket::closing::ClosureForm;
use views::ticket::composer::Composer;
use views::ticket::foot::{Foot, Stage};
use views::ticket::member::{Member, OtherTicket};

use super::composer::Part;
use super::{composer, conversation, header};
use crate::avatars;
use crate::error::Error;
use crate::ids::TicketId;
use crate::models::message::conversation::Stretch;
use crate::models::permission::Permission;
use crate::models::ticket::Ticket;
use crate::models::ticket::history::History;
use crate::models::user::User;
use crate::stored_words::closure_reason;
use crate::web::presences;
use crate::web::visit::Signed;

/// How many other tickets of the member are listed.
const OTHER_TICKETS: i64 = 5;

/// What is asked for beyond the ticket itself.
#[derive(Default)]
pub struct Asked {
    /// Which messages.
    pub stretch: Stretch,
    /// Which of the saved answers can be chosen from.
    pub shelf: Part,
    /// The box to answer in, as it was refused.
    pub composer: Option<Composer>,
    /// The form that closes the ticket, as it was refused.
    pub closing: Option<ClosureForm>,
}

/// The page of a ticket.
pub async fn view(signed: &Signed, ticket: TicketId, asked: Asked) -> Result<TicketPage, Error> {
    let conn = &mut signed.app.db().await?;
    let ticket = Ticket::find(conn, &signed.act(), ticket).await?;
    let stretch = asked.stretch;
    Ok(TicketPage {
        header: header::load(conn, signed, &ticket).await?,
        member: member(conn, signed, &ticket).await?,
        presence: presences::load(conn, signed, ticket.id).await?,
        conversation: conversation::load(conn, signed, &ticket, stretch).await?,
        foot: foot(conn, signed, &ticket, asked).await?,
    })
}

/// The box to answer in and the form that closes the ticket, as the ticket stands.
pub(super) async fn foot(
    conn: &mut AsyncPgConnection,
    signed: &Signed,
    ticket: &Ticket,
    asked: Asked,
) -> Result<Foot, Error> {
    let may_work = signed.may(Permission::ManageTickets);
    let may_act = may_work && !ticket.is_closed();
    let place = (ticket.id, &asked.shelf);
    let composer = match asked.composer {
        Some(refused) => Some(refused),
        None if may_act => Some(composer::resumed(conn, signed, place).await?),
        None => None,
    };
    let unsent = match composer {
        None if may_work => Some(composer::unsent(conn, signed, ticket.id).await?),
        _ => None,
    };
    Ok(Foot {
        ticket: ticket.id.0,
        stage: stage(ticket),
        composer,
        closing: asked.closing.or_else(|| may_act.then(ClosureForm::default)),
        unsent,
    })
}

/// Whether a ticket is open, as its page has it.
pub(super) fn stage(ticket: &Ticket) -> Stage {
    match ticket.is_closed() {
        true => Stage::Closed,
        false => Stage::Open,
    }
}

async fn member(
    conn: &mut AsyncPgConnection,
    signed: &Signed,
    ticket: &Ticket,
) -> Result<Member, Error> {
    let words = signed.visit.words;
    let id = ticket.member_id;
    let user = User::find(conn, id).await?;
    let history = History::beside(conn, &signed.act(), (ticket, OTHER_TICKETS)).await?;
    let name = user.as_ref().map(|user| user.name().to_owned());
    Ok(Member {
        name: name.unwrap_or_else(|| id.to_string()),
        username: user
            .as_ref()
            .map(|user| user.username.clone())
            .unwrap_or_default(),
        id: id.to_string(),
        picture: user.as_ref().and_then(avatars::address),
        account_created_at: id.created_at(),
        other_tickets: history.count,
        tickets: history
            .newest
            .into_iter()
            .map(|(ticket, closure)| OtherTicket {
                number: ticket.id.0,
                opened_at: ticket.opened_at,
                closed_at: ticket.closed_at,
                reason: closure.and_then(|closure| closure_reason(words, &closure)),
            })
            .collect(),
    })
}
