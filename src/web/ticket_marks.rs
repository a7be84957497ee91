//! What a ticket is about, how urgent it is, what it is called and by which words it is found again.

use axum::extract::Path;
use axum::response::Response;

use crate::error::{Error, Flaw, Refusal};
use crate::ids::{CategoryId, TicketId};
use crate::models::effect::{Change, Effect};
use crate::models::notice::Notice;
use crate::models::permission::Permission;
use crate::models::ticket::{Priority, Ticket};
use crate::web::failure::Failure;
use crate::web::form::{EXPECTED, Fields};
use crate::web::route::{Route, Who};
use crate::web::tickets::work::answer;
use crate::web::visit::Signed;

/// The field of a move that undoes one which took the ticket from whoever had it.
const GIVE_BACK: &str = "give_back";

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
    let moved = put_into(&signed, ticket, &form).await;
    let mut notice = told(
        &signed,
        (signed.says("done-moved"), "category"),
        &moved,
        |ticket| ticket.category_id.map(|id| id.to_string()),
    );
    if let (true, Some(undo)) = (is_taken_away(&moved), &mut notice.undo) {
        undo.fields.push((GIVE_BACK.to_owned(), "true".to_owned()));
    }
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
    let set = rank(&signed, ticket, &form).await;
    let notice = told(
        &signed,
        (signed.says("done-prioritised"), "priority"),
        &set,
        |ticket| Some(ticket.priority.word().to_owned()),
    );
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
    let renamed = call(&signed, ticket, &form).await;
    let notice = told(
        &signed,
        (signed.says("done-labelled"), "label"),
        &renamed,
        |ticket| ticket.label.clone(),
    );
    answer(&signed, ticket, (renamed, &notice), |tools, why| {
        if !form.has(EXPECTED) {
            tools.label.value = form.value("label").to_owned();
        }
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
    let tagged = Ticket::tag(&mut *signed.app.db().await?, &signed.act(), ticket, typed).await;
    let mut notice = signed.says_with("done-tagged", &[("tag", typed.trim().into())]);
    if is_change(&tagged) {
        let back = views::address::of_ticket(ticket.0, "tags/removal");
        notice = signed.undoable(notice, back, &[("tag", typed)]);
    }
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
    let untagged = Ticket::untag(&mut *signed.app.db().await?, &signed.act(), ticket, tag).await;
    let mut notice = signed.says_with("done-untagged", &[("tag", tag.into())]);
    if is_change(&untagged) {
        let back = views::address::of_ticket(ticket.0, "tags");
        notice = signed.undoable(notice, back, &[("tag", tag)]);
    }
    answer(&signed, ticket, (untagged, &notice), |tools, why| {
        tools.tag.error = Some(why);
    })
    .await
}

/// The sentence; with the form that sets what there was before, as long as there is what was set.
fn told(
    signed: &Signed,
    (notice, mark): (Notice, &str),
    done: &Result<Effect<Ticket>, Error>,
    read: impl Fn(&Ticket) -> Option<String>,
) -> Notice {
    let Ok(Effect {
        now,
        before: Some(before),
    }) = done
    else {
        return notice;
    };
    let again = views::address::of_ticket(now.id.0, mark);
    let (was, is) = (read(before), read(now));
    let back = [
        (mark, was.as_deref().unwrap_or_default()),
        (EXPECTED, is.as_deref().unwrap_or_default()),
    ];
    signed.undoable(notice, again, &back)
}

/// Whether somebody had it before, and nobody has now.
fn is_taken_away(done: &Result<Effect<Ticket>, Error>) -> bool {
    done.as_ref().is_ok_and(|done| {
        let before = done.before.as_ref();
        let had = before.is_some_and(|before| before.assignee_id.is_some());
        had && done.now.assignee_id.is_none()
    })
}

fn is_change(done: &Result<Effect<Ticket>, Error>) -> bool {
    done.as_ref().is_ok_and(Effect::is_change)
}

/// What a form expects there to be, if it does; nobody can have set what cannot be read.
fn expected<T>(form: &Fields, read: impl Fn(&str) -> Option<T>) -> Result<Option<T>, Refusal> {
    if !form.has(EXPECTED) {
        return Ok(None);
    }
    let expected = read(form.value(EXPECTED));
    Ok(Some(expected.ok_or(Refusal::ChangedMeanwhile)?))
}

async fn put_into(
    signed: &Signed,
    ticket: TicketId,
    form: &Fields,
) -> Result<Effect<Ticket>, Error> {
    let read = |chosen: &str| match chosen {
        "" => Some(None),
        chosen => chosen.parse().ok().map(Some),
    };
    let change: Change<Option<CategoryId>> = Change {
        to: read(form.value("category")).ok_or(Refusal::CategoryNotFound)?,
        from: expected(form, read)?,
    };
    let conn = &mut signed.app.db().await?;
    let to = (signed.app.appointments(), change);
    match form.is_ticked(GIVE_BACK) {
        true => Ticket::move_back(conn, &signed.act(), ticket, to).await,
        false => Ticket::move_to(conn, &signed.act(), ticket, to).await,
    }
}

async fn rank(signed: &Signed, ticket: TicketId, form: &Fields) -> Result<Effect<Ticket>, Error> {
    let unknown = || Refusal::Invalid {
        field: "priority",
        why: Flaw::Priority,
    };
    let change = Change {
        to: Priority::from_word(form.value("priority")).ok_or_else(unknown)?,
        from: expected(form, Priority::from_word)?,
    };
    let conn = &mut signed.app.db().await?;
    Ticket::prioritise(conn, &signed.act(), ticket, change).await
}

async fn call(signed: &Signed, ticket: TicketId, form: &Fields) -> Result<Effect<Ticket>, Error> {
    let label = |label: &str| Some(label.to_owned()).filter(|label| !label.is_empty());
    let expected = expected(form, |text| Some(label(text)))?;
    let change = Change {
        to: Some(form.value("label")),
        from: expected.as_ref().map(Option::as_deref),
    };
    let conn = &mut signed.app.db().await?;
    Ticket::rename(conn, &signed.act(), ticket, change).await
}
