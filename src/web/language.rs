//! The language in which somebody reads the panel, kept by their browser.

use std::sync::Arc;

use axum::extract::State;
use axum::http::header;
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use tower_cookies::Cookie;
use tower_cookies::cookie::SameSite;
use tower_cookies::cookie::time::Duration;
use words::Language;

use crate::app::App;
use crate::session_cookie;
use crate::web::form::Fields;
use crate::web::route::{Route, Who};
use crate::web::sign_in::own_path;
use crate::web::visit::LANGUAGE_COOKIE;

/// The address of the choice, which is there for those who have not signed in yet, too.
pub const PATH: &str = "/language";
/// How long a browser remembers the choice.
const KEPT: Duration = Duration::days(365);

/// The choice of a language.
pub fn routes() -> Vec<Route> {
    vec![Route::post(PATH, Who::Anybody, choose)]
}

/// `POST /language`: leads back to the page on which the language was chosen. A language that is not offered changes nothing.
pub async fn choose(State(app): State<Arc<App>>, form: Fields) -> Response {
    let back = Redirect::to(own_path(form.value("return_to")));
    let wished = Language::from_code(form.value("language"));
    let Some(language) = wished.filter(|one| app.languages().contains(one)) else {
        return back.into_response();
    };
    let mut cookie = cookie(language);
    cookie.set_secure(session_cookie::is_secure(&app.config));
    let cookies = AppendHeaders([(header::SET_COOKIE, cookie.to_string())]);
    (cookies, back).into_response()
}

/// The cookie with which a browser remembers a language.
pub fn cookie(language: Language) -> Cookie<'static> {
    Cookie::build((LANGUAGE_COOKIE, language.code()))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .max_age(KEPT)
        .build()
}
