//! How somebody is told the time: in which zone, and whether exactly. Their browser keeps both.

use std::sync::Arc;

use axum::extract::State;
use axum::http::header;
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use chrono_tz::Tz;
use tower_cookies::Cookie;
use tower_cookies::cookie::SameSite;
use tower_cookies::cookie::time::Duration;

use crate::app::App;
use crate::session_cookie;
use crate::web::form::Fields;
use crate::web::route::{Route, Who};
use crate::web::sign_in::own_path;

/// The cookie that keeps the zone that somebody has chosen.
pub const ZONE_COOKIE: &str = "chosen_time_zone";
/// The cookie that is there while times are told exactly.
pub const EXACT_COOKIE: &str = "exact_times";

/// How long a browser remembers the choice.
const KEPT: Duration = Duration::days(365);

/// The choice of how time is told.
pub fn routes() -> Vec<Route> {
    vec![
        Route::post("/time-zone", Who::SignedIn, choose_zone),
        Route::post("/exact-times", Who::SignedIn, choose_exactness),
    ]
}

/// `POST /time-zone`: an empty choice leaves it to the browser; a zone that nobody knows changes nothing.
pub async fn choose_zone(State(app): State<Arc<App>>, form: Fields) -> Response {
    let chosen = form.value("zone");
    let is_known = chosen.is_empty() || chosen.parse::<Tz>().is_ok();
    let kept = is_known.then_some((ZONE_COOKIE, chosen));
    back(&app, &form, kept)
}

/// `POST /exact-times`
pub async fn choose_exactness(State(app): State<Arc<App>>, form: Fields) -> Response {
    let exact = match form.is_ticked("exact") {
        true => "true",
        false => "",
    };
    back(&app, &form, Some((EXACT_COOKIE, exact)))
}

/// The way back to the form, with what the browser is to keep; an empty value is forgotten.
fn back(app: &App, form: &Fields, kept: Option<(&'static str, &str)>) -> Response {
    let back = Redirect::to(own_path(form.value("return_to")));
    let Some((name, value)) = kept else {
        return back.into_response();
    };
    let lifetime = match value {
        "" => Duration::ZERO,
        _ => KEPT,
    };
    let cookie = Cookie::build((name, value))
        .path("/")
        .http_only(true)
        .secure(session_cookie::is_secure(&app.config))
        .same_site(SameSite::Lax)
        .max_age(lifetime)
        .build();
    let cookies = AppendHeaders([(header::SET_COOKIE, cookie.to_string())]);
    (cookies, back).into_response()
}
