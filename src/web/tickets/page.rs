//! The page of a ticket, with its forms as they are or as they were refused.

use uuid::Uuid;
use views::form::Field;
use views::ticket::Ticket as TicketPage;
use views::ticket::closing::ClosureForm;
use views::ticket::composer::{Composer, Kind};

use super::{conversation, header};
use crate::error::Error;
use crate::ids::{MessageId, TicketId};
use crate::models::permission::Permission;
use crate::models::ticket::Ticket;
use crate::web::visit::Signed;

/// What is asked for beyond the ticket itself.
#[derive(Default)]
pub struct Asked {
    /// The messages before this one, and not the latest.
    pub before: Option<MessageId>,
    /// The box to answer in, as it was refused.
    pub composer: Option<Composer>,
    /// The form that closes the ticket, as it was refused.
    pub closing: Option<ClosureForm>,
}

/// The page of a ticket.
pub async fn view(signed: &Signed, ticket: TicketId, asked: Asked) -> Result<TicketPage, Error> {
    let conn = &mut signed.app.db().await?;
    let ticket = Ticket::find(conn, &signed.act(), ticket).await?;
    let may_act = signed.may(Permission::ManageTickets) && !ticket.is_closed();
    let fresh = || may_act.then(|| composer(ticket.id, Kind::Reply));
    Ok(TicketPage {
        header: header::load(conn, signed, &ticket).await?,
        conversation: conversation::load(conn, signed, &ticket, asked.before).await?,
        composer: asked.composer.or_else(fresh),
        closing: asked.closing.or_else(|| may_act.then(ClosureForm::default)),
    })
}

/// The box to answer in, empty. It keeps to the kind of message that was sent before.
pub fn composer(ticket: TicketId, kind: Kind) -> Composer {
    Composer {
        ticket: ticket.0,
        kind,
        content: Field::default(),
        files_error: None,
        submission: Uuid::new_v4().to_string(),
        refusal: None,
    }
}
