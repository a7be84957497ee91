//! Signing in with Discord, and signing out. The whole way there is bound to the browser that began it.

pub mod discord;
pub mod door;
pub mod turning_away;

use std::sync::Arc;

use axum::extract::{Query, State};
use axum::http::header;
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use chrono::TimeDelta;
use secrecy::ExposeSecret;
use serde::Deserialize;
use tower_cookies::Cookie;
use tower_cookies::cookie::SameSite;
use tower_cookies::cookie::time::Duration;

use crate::app::App;
use crate::config::{CALLBACK, Config};
use crate::models::actor::Actor;
use crate::models::session::{SIGN_IN_LIFETIME, SignIn};
use crate::session_cookie;
use crate::web::failure::Failure;
use crate::web::route::{Route, Who};
use crate::web::sign_in::door::{Door, Problem};
use crate::web::visit::Visit;

/// The longest path that somebody comes back to.
const LONGEST_PATH: usize = 2000;

/// Where signing in begins.
const LOGIN: &str = "/api/auth/login";

/// Where somebody wants to be when they are signed in.
#[derive(Debug, Default, Deserialize)]
pub struct Wanted {
    #[serde(default)]
    return_to: String,
    /// Whether we have just led the browser here. It is not led on once more, whatever a proxy makes of the address.
    #[serde(default)]
    led: bool,
}

/// What Discord sends a browser back with.
#[derive(Deserialize)]
pub struct Returned {
    #[serde(default)]
    state: String,
    code: Option<String>,
    error: Option<String>,
}

/// The way in and out.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/sign-in", Who::Anybody, page),
        Route::post("/sign-out", Who::SignedIn, end),
        Route::get(LOGIN, Who::Anybody, begin),
        Route::get(CALLBACK, Who::Anybody, complete),
    ]
}

/// `GET /sign-in`
pub async fn page(
    State(app): State<Arc<App>>,
    visit: Visit,
    Query(wanted): Query<Wanted>,
) -> Response {
    let return_to = own_path(&wanted.return_to);
    if visit.signed_in.is_some() {
        return Redirect::to(return_to).into_response();
    }
    invite(&app, &visit, return_to)
}

/// `GET /api/auth/login`: sends the browser to Discord. A browser that is here under another address than the one to which Discord
/// sends it back is led there first: its cookie must be at hand then.
pub async fn begin(door: Door, Query(wanted): Query<Wanted>) -> Result<Response, Failure> {
    let app = &door.app;
    if door.is_elsewhere() && !wanted.led {
        let login = format!("{}{LOGIN}", app.config.public_url());
        let query = [("return_to", own_path(&wanted.return_to)), ("led", "true")];
        return Ok(Redirect::to(&views::address::with_query(&login, &query)).into_response());
    }
    let journey = door.discord.begin();
    let sign_in = SignIn {
        pkce_verifier: journey.pkce_verifier,
        return_to: own_path(&wanted.return_to).to_owned(),
    };
    let conn = &mut app.db().await?;
    let browser = door.binding(conn).await?;
    let binding = (journey.state.expose_secret(), browser.expose_secret());
    let until = (app.clock.now(), app.config.server.session_lifetime());
    sign_in.begin(conn, binding, until).await?;
    let cookie = browser_cookie(&app.config, browser.expose_secret()).to_string();
    let cookies = AppendHeaders([(header::SET_COOKIE, cookie)]);
    Ok((cookies, Redirect::to(&journey.address)).into_response())
}

/// `GET /api/auth/callback`: Discord sends the browser back.
pub async fn complete(door: Door, Query(returned): Query<Returned>) -> Result<Response, Failure> {
    let Some(browser) = door.held_binding() else {
        return Ok(door.refuse("/", Problem::NoCookie));
    };
    let binding = (returned.state.as_str(), browser);
    // Also when Discord is asked who it is: what it says is no newer than this.
    let now = door.app.clock.now();
    // No connection is held while Discord is asked.
    let begun = SignIn::complete(&mut *door.app.db().await?, binding, now).await?;
    let Some(begun) = begun else {
        return Ok(door.refuse("/", Problem::Expired));
    };
    match door.identify(returned, begun.pkce_verifier).await {
        Ok(identity) => Ok(door.let_in((identity, now), &begun.return_to).await?),
        Err(problem) => Ok(door.refuse(&begun.return_to, problem)),
    }
}

/// `POST /sign-out`
pub async fn end(State(app): State<Arc<App>>, visit: Visit) -> Result<Response, Failure> {
    if let Some(signed_in) = visit.signed_in {
        let act = app.act(Actor::Staff(signed_in.staff));
        signed_in.session.end(&mut *app.db().await?, &act).await?;
    }
    let mut cookie = session_cookie(&app.config, "");
    cookie.set_max_age(Duration::ZERO);
    let cookies = AppendHeaders([(header::SET_COOKIE, cookie.to_string())]);
    Ok((cookies, Redirect::to("/")).into_response())
}

/// The cookie that keeps a browser signed in.
pub fn session_cookie<'a>(config: &Config, token: &'a str) -> Cookie<'a> {
    cookie(
        config,
        session_cookie::name(config),
        (token, config.server.session_lifetime()),
    )
}

/// The path if it is one of ours, and the start page otherwise: nobody is sent to another site.
pub fn own_path(path: &str) -> &str {
    let is_plain = path
        .bytes()
        .all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    let is_ours = path.starts_with('/') && !path.starts_with("//");
    if is_plain && is_ours && path.len() <= LONGEST_PATH {
        path
    } else {
        "/"
    }
}

fn browser_cookie_name(config: &Config) -> &'static str {
    match session_cookie::is_secure(config) {
        true => "__Host-rustmail_sign_in",
        false => "rustmail_sign_in",
    }
}

fn browser_cookie<'a>(config: &Config, token: &'a str) -> Cookie<'a> {
    cookie(
        config,
        browser_cookie_name(config),
        (token, SIGN_IN_LIFETIME),
    )
}

fn cookie<'a>(
    config: &Config,
    name: &'static str,
    (value, lifetime): (&'a str, TimeDelta),
) -> Cookie<'a> {
    Cookie::build((name, value))
        .path("/")
        .http_only(true)
        .secure(session_cookie::is_secure(config))
        .same_site(SameSite::Lax)
        .max_age(Duration::seconds(lifetime.num_seconds()))
        .build()
}

fn invite(app: &App, visit: &Visit, return_to: &str) -> Response {
    let sign_in = views::sign_in::SignIn {
        return_to: return_to.to_owned(),
        typed: Vec::new(),
        refusal: None,
    };
    views::sign_in::page(&visit.reader(app), &sign_in).into_response()
}

#[cfg(test)]
mod tests {
    use super::own_path;

    #[test]
    fn nobody_is_sent_to_another_site() {
        for path in [
            "/",
            "/tickets/7?before=9",
            "/tickets?filter=a%2F%2Fb",
            "/a//b",
        ] {
            assert_eq!(own_path(path), path);
        }
        let long = format!("/{}", "a".repeat(3000));
        for path in [
            "",
            "tickets",
            "//evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "https://evil.example",
            "/\tevil",
            "/\r\nSet-Cookie: x",
            "/ticket s",
            "/é",
            "javascript:alert(1)",
            &long,
        ] {
            assert_eq!(own_path(path), "/", "{path:?}");
        }
    }
}
