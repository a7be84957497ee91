//! What a ticket is about, how urgent it is, what it is called and by which words it is found again.

use axum::extract::Path;
use axum::response::Response;

use crate::error::{Error, Flaw, Refusal};
use crate::ids::{CategoryId, TicketId};
use crate::models::permission::Permission;
use crate::models::ticket::{Priority, Ticket};
use crate::web::failure::Failure;
use crate::web::form::Fields;
use crate::web::route::{Route, Who};
use crate::web::tickets::work::answer;
use crate::web::visit::Signed;

/// The marks of a ticket.
pub fn routes() -> Vec<Route> {
    let work = Who::May(Permission::ManageTickets);
    vec![
        Route::post("/tickets/{ticket}/category", work, move_to),
        Route::post("/tickets/{ticket}/priority", work, prioritise),
        Route::post("/tickets/{ticket}/label", work, rename),
        Route::post("/tickets/{ticket}/tags", work, tag),
        Route::post("/tickets/{ticket}/tags/removal", work, untag),
    ]
}

/// `POST /tickets/7/category`
pub async fn move_to(
    signed: Signed,
    Path(ticket): Path<TicketId>,
    form: Fields,
) -> Result<Response, Failure> {
    let before = before(&signed, ticket).await?.category_id;
    let before = before.map(|id| id.to_string()).unwrap_or_default();
    let back = [("category", before.as_str())];
    let again = views::address::of_ticket(ticket.0, "category");
    let notice = signed.undoable(signed.says("done-moved"), again, &back);
    let moved = put_into(&signed, ticket, form.value("category")).await;
    // A category that is gone is no page that is gone: the form says so.
    let moved = moved.map_err(|error| match error {
        Error::Refused(Refusal::CategoryNotFound) => Refusal::CategoryDisabled.into(),
        error => error,
    });
    answer(&signed, ticket, (moved, &notice), |tools, why| {
        tools.category.error = Some(why);
    })
    .await
}

/// `POST /tickets/7/priority`
pub async fn prioritise(
    signed: Signed,
    Path(ticket): Path<TicketId>,
    form: Fields,
) -> Result<Response, Failure> {
    let before = before(&signed, ticket).await?.priority;
    let back = [("priority", before.word())];
    let again = views::address::of_ticket(ticket.0, "priority");
    let notice = signed.undoable(signed.says("done-prioritised"), again, &back);
    let set = rank(&signed, ticket, form.value("priority")).await;
    answer(&signed, ticket, (set, &notice), |tools, why| {
        tools.priority.error = Some(why);
    })
    .await
}

/// `POST /tickets/7/label`
pub async fn rename(
    signed: Signed,
    Path(ticket): Path<TicketId>,
    form: Fields,
) -> Result<Response, Failure> {
    let typed = form.value("label");
    let before = before(&signed, ticket).await?.label.unwrap_or_default();
    let back = [("label", before.as_str())];
    let again = views::address::of_ticket(ticket.0, "label");
    let notice = signed.undoable(signed.says("done-labelled"), again, &back);
    let renamed = Ticket::rename(
        &mut *signed.app.db().await?,
        &signed.act(),
        ticket,
        Some(typed),
    )
    .await;
    answer(&signed, ticket, (renamed, &notice), |tools, why| {
        tools.label.value = typed.to_owned();
        tools.label.error = Some(why);
    })
    .await
}

/// `POST /tickets/7/tags`
pub async fn tag(
    signed: Signed,
    Path(ticket): Path<TicketId>,
    form: Fields,
) -> Result<Response, Failure> {
    let typed = form.value("tag");
    let back = views::address::of_ticket(ticket.0, "tags/removal");
    let notice = signed.says_with("done-tagged", &[("tag", typed.trim().into())]);
    let notice = signed.undoable(notice, back, &[("tag", typed)]);
    let tagged = Ticket::tag(&mut *signed.app.db().await?, &signed.act(), ticket, typed).await;
    answer(&signed, ticket, (tagged, &notice), |tools, why| {
        tools.tag.value = typed.to_owned();
        tools.tag.error = Some(why);
    })
    .await
}

/// `POST /tickets/7/tags/removal`
pub async fn untag(
    signed: Signed,
    Path(ticket): Path<TicketId>,
    form: Fields,
) -> Result<Response, Failure> {
    let tag = form.value("tag");
    let back = views::address::of_ticket(ticket.0, "tags");
    let notice = signed.says_with("done-untagged", &[("tag", tag.into())]);
    let notice = signed.undoable(notice, back, &[("tag", tag)]);
    let untagged = Ticket::untag(&mut *signed.app.db().await?, &signed.act(), ticket, tag).await;
    answer(&signed, ticket, (untagged, &notice), |tools, why| {
        tools.tag.error = Some(why);
    })
    .await
}

/// The ticket as it is before it is changed.
async fn before(signed: &Signed, ticket: TicketId) -> Result<Ticket, Error> {
    Ticket::find(&mut *signed.app.db().await?, &signed.act(), ticket).await
}

async fn put_into(signed: &Signed, ticket: TicketId, chosen: &str) -> Result<Ticket, Error> {
    let to: Option<CategoryId> = match chosen {
        "" => None,
        chosen => Some(chosen.parse().map_err(|_| Refusal::CategoryNotFound)?),
    };
    let conn = &mut signed.app.db().await?;
    let to = (signed.app.appointments(), to);
    Ticket::move_to(conn, &signed.act(), ticket, to).await
}

async fn rank(signed: &Signed, ticket: TicketId, chosen: &str) -> Result<Ticket, Error> {
    let unknown = || Refusal::Invalid {
        field: "priority",
        why: Flaw::Priority,
    };
    let priority = Priority::from_word(chosen).ok_or_else(unknown)?;
    let conn = &mut signed.app.db().await?;
    Ticket::prioritise(conn, &signed.act(), ticket, priority).await
}
