//! Who gets in: the first browser that begins the setup at the address from the terminal, and nobody else.
//!
//! Looking at that address uses nothing up: chat programs fetch the addresses in messages for a preview, and browsers fetch what is being
//! typed. The button on its page does, which none of those presses. That form needs no token of ours: whoever knows its address may.

use std::sync::{Mutex, MutexGuard, PoisonError};

use axum::extract::Path;
use axum::http::{HeaderMap, header};
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use tower_cookies::Cookie;
use tower_cookies::cookie::SameSite;
use views::setup::ending::{Closed, begin_page};

use crate::models::session::random_token;
use crate::session_cookie;
use crate::setup::visit::Visit;

const COOKIE: &str = "rustmail_setup";

type Hash = [u8; 32];

/// The lock of the setup. It holds no secret, only what those hash to.
pub struct Door {
    key: Hash,
    bound: Mutex<Option<Hash>>,
}

/// Whether a key lets somebody in.
#[derive(PartialEq, Eq)]
enum Fit {
    /// It does.
    Opens,
    /// It did, and another browser has been faster.
    Used,
    /// It is not the key.
    Wrong,
}

/// What comes of turning a key.
enum Turned {
    /// The browser that holds this secret is the one from now on.
    In(SecretString),
    /// It lets nobody in.
    Stuck(Fit),
}

impl Door {
    /// A door, and the key that opens it once.
    pub fn new() -> (Self, String) {
        let key = random_token();
        let door = Self {
            key: hash(key.expose_secret()),
            bound: Mutex::default(),
        };
        (door, key.expose_secret().to_owned())
    }

    /// The secret of the browser that the setup is bound to, if this request comes from it.
    pub fn bound_secret<'a>(&self, headers: &'a HeaderMap) -> Option<&'a str> {
        let held = session_cookie::token(headers, COOKIE)?;
        let bound = (*self.lock())?;
        is_same(&hash(held), &bound).then_some(held)
    }

    /// Whether this is the path from the terminal.
    pub fn is_at(&self, path: &str) -> bool {
        let key = path.strip_prefix("/setup/");
        key.is_some_and(|key| is_same(&hash(key), &self.key))
    }

    fn fit(&self, key: &str, bound: Option<Hash>) -> Fit {
        match (is_same(&hash(key), &self.key), bound) {
            (false, _) => Fit::Wrong,
            (true, Some(_)) => Fit::Used,
            (true, None) => Fit::Opens,
        }
    }

    fn turn(&self, key: &str) -> Turned {
        let mut bound = self.lock();
        let fit = self.fit(key, *bound);
        if fit != Fit::Opens {
            return Turned::Stuck(fit);
        }
        let secret = random_token();
        *bound = Some(hash(secret.expose_secret()));
        Turned::In(secret)
    }

    fn lock(&self) -> MutexGuard<'_, Option<Hash>> {
        self.bound.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// `GET /setup/…`: the address from the terminal, with a button.
pub(super) async fn look(visit: Visit, Path(key): Path<String>) -> Response {
    if visit.is_bound() {
        return Redirect::to("/setup").into_response();
    }
    let door = &visit.desk.door;
    let fit = door.fit(&key, *door.lock());
    match fit {
        Fit::Opens => {
            let (action, tunnel) = (format!("/setup/{key}"), visit.tunnel());
            begin_page(&visit.reader(), &action, tunnel.as_deref()).into_response()
        }
        stuck => refuse(&visit, &stuck),
    }
}

/// `POST /setup/…`: the button.
pub(super) async fn open(visit: Visit, Path(key): Path<String>) -> Response {
    if visit.is_bound() {
        return Redirect::to("/setup").into_response();
    }
    match visit.desk.door.turn(&key) {
        Turned::Stuck(fit) => refuse(&visit, &fit),
        Turned::In(secret) => {
            let cookie = Cookie::build((COOKIE, secret.expose_secret().to_owned()))
                .path("/")
                .http_only(true)
                .secure(visit.desk.public_url().starts_with("https://"))
                .same_site(SameSite::Lax)
                .build();
            let cookies = AppendHeaders([(header::SET_COOKIE, cookie.to_string())]);
            (cookies, Redirect::to("/setup")).into_response()
        }
    }
}

fn refuse(visit: &Visit, fit: &Fit) -> Response {
    visit.refuse(match fit {
        Fit::Opens | Fit::Used => Closed::Used,
        Fit::Wrong => Closed::Unknown,
    })
}

fn hash(secret: &str) -> Hash {
    Sha256::digest(secret).into()
}

/// Takes the same time whatever differs.
fn is_same(one: &Hash, other: &Hash) -> bool {
    one.ct_eq(other).into()
}
