//! The lists that somebody comes back to: saved, renamed and removed by whoever has them.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use views::form::Field;

use crate::error::Error;
use crate::ids::SavedViewId;
use crate::models::permission::Permission;
use crate::models::saved_view::SavedView;
use crate::refusal_words::sentence;
use crate::web::failure::{self, Failure};
use crate::web::form::Fields;
use crate::web::route::{Route, Who};
use crate::web::tickets;
use crate::web::visit::Signed;

/// What can be done to saved views.
pub fn routes() -> Vec<Route> {
    let own = Who::May(Permission::ViewTickets);
    vec![
        Route::post("/saved-views", own, create),
        Route::post("/saved-views/query", own, update),
        Route::post("/saved-views/{view}/name", own, rename),
        Route::post("/saved-views/{view}/removal", own, remove),
    ]
}

/// `POST /saved-views`
pub async fn create(signed: Signed, form: Fields) -> Result<Response, Failure> {
    let query = tickets::listed(form.value("query")).text();
    let name = (form.value("name"), query.as_str());
    let saved = {
        let conn = &mut signed.app.db().await?;
        SavedView::save(conn, &signed.act(), name).await
    };
    answer(&signed, &form, saved).await
}

/// `POST /saved-views/3/name`
pub async fn rename(
    signed: Signed,
    Path(view): Path<SavedViewId>,
    form: Fields,
) -> Result<Response, Failure> {
    let renamed = {
        let conn = &mut signed.app.db().await?;
        SavedView::rename(conn, &signed.act(), view, form.value("name")).await
    };
    answer(&signed, &form, renamed).await
}

/// `POST /saved-views/query`: the view that is named shows what is listed now.
pub async fn update(signed: Signed, form: Fields) -> Result<Redirect, Failure> {
    let query = tickets::listed(form.value("query")).text();
    let view = form.value("view").parse().unwrap_or(SavedViewId(0));
    let conn = &mut signed.app.db().await?;
    let view = SavedView::update(conn, &signed.act(), view, &query).await?;
    let address = tickets::listed(&view.query).address("/tickets");
    Ok(Redirect::to(&address))
}

/// `POST /saved-views/3/removal`
pub async fn remove(signed: Signed, Path(view): Path<SavedViewId>) -> Result<Redirect, Failure> {
    let conn = &mut signed.app.db().await?;
    SavedView::remove(conn, &signed.act(), view).await?;
    Ok(Redirect::to("/tickets"))
}

/// Leads to the view, or shows the list again with what is wrong with the name.
async fn answer(
    signed: &Signed,
    form: &Fields,
    saved: Result<SavedView, Error>,
) -> Result<Response, Failure> {
    match saved {
        Ok(view) => {
            let address = tickets::listed(&view.query).address("/tickets");
            Ok(Redirect::to(&address).into_response())
        }
        Err(error) => {
            let why = sentence(signed.visit.words, &failure::of_form(error)?);
            let name = Field::refused(form.value("name"), why);
            let page = tickets::page_with_refused_name(signed, form.value("query"), name).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}
