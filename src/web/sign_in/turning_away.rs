//! Turning away somebody who is signed in and may not open the panel.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use views::sign_in::Stranger;

use crate::app::App;
use crate::error::{Error, Refusal};
use crate::ids::UserId;
use crate::models::permission::Permission;
use crate::models::user::User;
use crate::session_cookie::SignedIn;
use crate::web::failure::Failure;
use crate::web::visit::Visit;

/// The answer to somebody who is signed in and may not open the panel: whom to ask for it.
pub async fn turn_away(app: &App, visit: &Visit, signed_in: &SignedIn) -> Response {
    if visit.wants_fragment {
        return Failure::from(Refusal::Forbidden(Permission::ViewPanel.word())).into_response();
    }
    let ask = match administrators(app).await {
        Ok(names) => names,
        Err(error) => return Failure(error).into_response(),
    };
    let stranger = Stranger {
        name: signed_in.staff.name.clone(),
        id: signed_in.staff.id.to_string(),
        ask,
    };
    let page = views::sign_in::stranger_page(&visit.reader(app), &stranger);
    (StatusCode::FORBIDDEN, page).into_response()
}

/// The names of the administrators whom the configuration names, as far as we have seen them.
async fn administrators(app: &App) -> Result<Vec<String>, Error> {
    let ids: Vec<UserId> = app
        .appointments()
        .super_admin_users
        .iter()
        .copied()
        .collect();
    let known = User::find_all(&mut *app.db().await?, &ids).await?;
    let mut names: Vec<String> = known.iter().map(|user| user.name().to_owned()).collect();
    names.sort();
    Ok(names)
}
