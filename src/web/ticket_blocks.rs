//! Blocking the member of a ticket, and lifting that, from the ticket's page.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use views::form::Field;
use views::ticket::work::{BlockForm, Closes};

use crate::error::{Error, Refusal};
use crate::ids::TicketId;
use crate::models::block::{Block, Blocking};
use crate::models::permission::Permission;
use crate::models::ticket::Ticket;
use crate::refusal_words::sentence;
use crate::web::blocks::lifting;
use crate::web::failure::{self, Failure};
use crate::web::form::Fields;
use crate::web::route::{Route, Who};
use crate::web::tickets::work::answer;
use crate::web::tickets::{self, Asked};
use crate::web::visit::Signed;

/// The block of a ticket's member.
pub fn routes() -> Vec<Route> {
    let work = Who::May(Permission::ManageTickets);
    vec![
        Route::post("/tickets/{ticket}/block", work, create),
        Route::post("/tickets/{ticket}/block/lifting", work, lift),
    ]
}

/// `POST /tickets/7/block`
pub async fn create(
    signed: Signed,
    Path(ticket): Path<TicketId>,
    form: Fields,
) -> Result<Response, Failure> {
    let Err(error) = block(&signed, ticket, &form).await else {
        let page = views::address::ticket(ticket.0);
        let notice = signed.says("done-member-blocked");
        return Ok(signed.lead(&page, &notice).await);
    };
    let refusal = failure::of_form(error)?;
    let mut page = tickets::view(&signed, ticket, Asked::default()).await?;
    if let Some(tools) = &mut page.header.work.tools {
        tools.block = refused(&signed, &form, &refusal);
    }
    let page = views::ticket::page(&signed.reader(), &page);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// `POST /tickets/7/block/lifting`
pub async fn lift(signed: Signed, Path(ticket): Path<TicketId>) -> Result<Response, Failure> {
    let lifted = lift_standing(&signed, ticket).await;
    let notice = signed.says("done-member-block-lifted");
    let (lifted, notice) = match lifted {
        Ok((ticket, block)) => {
            let from = ticket.id.to_string();
            let notice = lifting::undoable(&signed, notice, (&block, &from));
            (Ok(ticket), notice)
        }
        Err(error) => (Err(error), notice),
    };
    answer(&signed, ticket, (lifted, &notice), |tools, why| {
        tools.block.refusal = Some(why);
    })
    .await
}

async fn block(signed: &Signed, ticket: TicketId, form: &Fields) -> Result<Block, Error> {
    let blocking = Blocking::read(form.value("reason"), form.value("lasts"))?;
    let closing = form.is_ticked("closes").then(|| signed.app.closing());
    let conn = &mut signed.app.db().await?;
    let how = (blocking, closing);
    Ticket::block_member(conn, &signed.act(), ticket, how).await
}

async fn lift_standing(signed: &Signed, ticket: TicketId) -> Result<(Ticket, Block), Error> {
    let (conn, act) = (&mut signed.app.db().await?, signed.act());
    let ticket = Ticket::find(conn, &act, ticket).await?;
    let standing = Block::standing(conn, ticket.member_id, act.at).await?;
    let block = standing.ok_or(Refusal::BlockEnded)?;
    let block = Block::lift(conn, &act, block.id).await?;
    Ok((ticket, block))
}

fn refused(signed: &Signed, form: &Fields, refusal: &Refusal) -> BlockForm {
    let why = sentence(signed.visit.words, refusal);
    let mut shown = BlockForm {
        reason: Field::of(form.value("reason")),
        lasts: Field::of(form.value("lasts")),
        closes: form.is_ticked("closes").then_some(Closes),
        refusal: None,
    };
    match refusal {
        Refusal::BlockTooLong | Refusal::Invalid { field: "lasts", .. } => {
            shown.lasts.error = Some(why);
        }
        Refusal::TooLong { .. }
        | Refusal::Invalid {
            field: "reason", ..
        } => shown.reason.error = Some(why),
        _ => shown.refusal = Some(why),
    }
    shown
}
