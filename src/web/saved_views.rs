//! The lists that somebody comes back to: saved, renamed and removed by whoever has them.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use views::form::Field;

use crate::error::{Error, Refusal};
use crate::ids::SavedViewId;
use crate::models::effect::{Change, Effect};
use crate::models::notice::Notice;
use crate::models::permission::Permission;
use crate::models::saved_view::SavedView;
use crate::refusal_words::sentence;
use crate::web::failure::{self, Failure};
use crate::web::form::{EXPECTED, Fields};
use crate::web::route::{Route, Who};
use crate::web::tickets;
use crate::web::visit::Signed;

/// What can be done to saved views.
pub fn routes() -> Vec<Route> {
    let own = Who::May(Permission::ViewTickets);
    vec![
        Route::post("/tickets/views", own, create),
        Route::post("/tickets/views/query", own, update),
        Route::post("/tickets/views/{view}/name", own, rename),
        Route::post("/tickets/views/{view}/removal", own, remove),
    ]
}

/// `POST /tickets/views`
pub async fn create(signed: Signed, form: Fields) -> Result<Response, Failure> {
    let query = tickets::listed(form.value("query")).text();
    let name = (form.value("name"), query.as_str());
    let saved = {
        let conn = &mut signed.app.db().await?;
        SavedView::save(conn, &signed.act(), name).await
    };
    let name = [("name", form.value("name").trim().into())];
    let notice = signed.says_with("done-view-saved", &name);
    answer(&signed, &form, (saved, notice)).await
}

/// `POST /tickets/views/3/name`
pub async fn rename(
    signed: Signed,
    Path(view): Path<SavedViewId>,
    form: Fields,
) -> Result<Response, Failure> {
    let renamed = {
        let conn = &mut signed.app.db().await?;
        SavedView::rename(conn, &signed.act(), view, form.value("name")).await
    };
    let name = [("name", form.value("name").trim().into())];
    let notice = signed.says_with("done-view-renamed", &name);
    answer(&signed, &form, (renamed, notice)).await
}

/// `POST /tickets/views/query`: the view that is named shows what is listed now.
pub async fn update(signed: Signed, form: Fields) -> Result<Response, Failure> {
    let query = tickets::listed(form.value("query")).text();
    let view = form.value("view").parse().unwrap_or(SavedViewId(0));
    let expected = form.has(EXPECTED).then(|| form.value(EXPECTED));
    let change = Change {
        to: query.as_str(),
        from: expected,
    };
    let updated = {
        let conn = &mut signed.app.db().await?;
        SavedView::update(conn, &signed.act(), view, change).await?
    };
    let address = tickets::listed(&updated.query).address("/tickets");
    let notice = told_of_update(&signed, &updated);
    Ok(signed.lead(&address, &notice).await)
}

/// The sentence; with the form that makes the view show what it did before, as long as it shows what it was made to.
fn told_of_update(signed: &Signed, updated: &Effect<SavedView>) -> Notice {
    let name = [("name", updated.name.as_str().into())];
    let notice = signed.says_with("done-view-updated", &name);
    let Some(before) = &updated.before else {
        return notice;
    };
    let view = updated.id.to_string();
    let fields = [
        ("view", view.as_str()),
        ("query", before.query.as_str()),
        (EXPECTED, updated.query.as_str()),
    ];
    signed.undoable(notice, "/tickets/views/query".to_owned(), &fields)
}

/// `POST /tickets/views/3/removal`
pub async fn remove(signed: Signed, Path(view): Path<SavedViewId>) -> Result<Response, Failure> {
    let removed = match take_away(&signed, view).await {
        Ok(removed) => removed,
        // Another window has removed it already.
        Err(error) => {
            let gone = failure::of_gone(&signed, error)?;
            return Ok(signed.lead("/tickets", &gone).await);
        }
    };
    let name = removed.name.as_str();
    let notice = signed.says_with("done-view-removed", &[("name", name.into())]);
    let as_it_was = [("name", name), ("query", removed.query.as_str())];
    let notice = signed.undoable(notice, "/tickets/views".to_owned(), &as_it_was);
    Ok(signed.lead("/tickets", &notice).await)
}

/// Removes a view, and gives it as it was.
async fn take_away(signed: &Signed, view: SavedViewId) -> Result<SavedView, Error> {
    let (conn, act) = (&mut signed.app.db().await?, signed.act());
    let own = SavedView::own(conn, &act).await?;
    SavedView::remove(conn, &act, view).await?;
    let removed = own.into_iter().find(|own| own.id == view);
    Ok(removed.ok_or(Refusal::SavedViewNotFound)?)
}

/// Leads to the view, or shows the list again with what is wrong with the name.
async fn answer(
    signed: &Signed,
    form: &Fields,
    (saved, notice): (Result<SavedView, Error>, Notice),
) -> Result<Response, Failure> {
    match saved {
        Ok(view) => {
            let address = tickets::listed(&view.query).address("/tickets");
            Ok(signed.lead(&address, &notice).await)
        }
        Err(error) => {
            let why = sentence(signed.visit.words, &failure::of_form(error)?);
            let name = Field::refused(form.value("name"), why);
            let page = tickets::page_with_refused_name(signed, form.value("query"), name).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}
