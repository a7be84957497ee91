//! Who gets in: the first browser that opens the address from the terminal, and nobody else.

use std::sync::{Mutex, MutexGuard, PoisonError};

use axum::extract::Path;
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use tower_cookies::Cookie;
use tower_cookies::cookie::SameSite;
use views::setup::ending::Closed;

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

/// What comes of a key.
enum Turned {
    /// The browser that holds this secret is the one from now on.
    In(SecretString),
    /// Another browser has been faster.
    Used,
    /// It is not the key.
    Wrong,
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

    fn turn(&self, key: &str) -> Turned {
        if !is_same(&hash(key), &self.key) {
            return Turned::Wrong;
        }
        let mut bound = self.lock();
        if bound.is_some() {
            return Turned::Used;
        }
        let secret = random_token();
        *bound = Some(hash(secret.expose_secret()));
        Turned::In(secret)
    }

    fn lock(&self) -> MutexGuard<'_, Option<Hash>> {
        self.bound.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// `GET /setup/…`: the address from the terminal.
pub(super) async fn open(visit: Visit, method: Method, Path(key): Path<String>) -> Response {
    if visit.is_bound() {
        return Redirect::to("/setup").into_response();
    }
    // Whoever only asks what there would be does not use the address up.
    if method != Method::GET {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    match visit.desk.door.turn(&key) {
        Turned::Wrong => visit.refuse(Closed::Unknown),
        Turned::Used => visit.refuse(Closed::Used),
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

fn hash(secret: &str) -> Hash {
    Sha256::digest(secret).into()
}

/// Takes the same time whatever differs.
fn is_same(one: &Hash, other: &Hash) -> bool {
    one.ct_eq(other).into()
}
