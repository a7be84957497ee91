//! The way into the panel: the redirect, the client secret, the session's cookie.

use url::Url;

use crate::discord::Failure;
use crate::discord::application::Credentials;
use crate::doctor::finding::{Finding, State, Value, not_looked};

/// Where signing in ends.
const CALLBACK: &str = "/api/auth/callback";

/// Whether Discord will lead people back to us: it compares the address letter by letter.
pub fn redirect(configured: &Url, registered: &[String]) -> Finding {
    let url = configured.as_str();
    let ours = ("url", Value::of(url));
    if configured.path() != CALLBACK {
        let values = [ours, ("path", Value::of(CALLBACK))];
        return State::Bad.with("doctor-redirect-path", values);
    }
    if registered.iter().any(|one| one == url) {
        return State::Good.with("doctor-redirect-good", [ours]);
    }
    let find = |is_near: fn(&str, &str) -> bool| {
        let found = registered.iter().find(|one| is_near(one, url))?;
        Some(("registered", Value::of(found)))
    };
    if let Some(theirs) = find(differ_in_slash) {
        return State::Bad.with("doctor-redirect-slash", [ours, theirs]);
    }
    if let Some(theirs) = find(differ_in_protocol) {
        return State::Bad.with("doctor-redirect-protocol", [ours, theirs]);
    }
    State::Bad.with("doctor-redirect-bad", [ours])
}

fn differ_in_slash(one: &str, other: &str) -> bool {
    one.trim_end_matches('/') == other.trim_end_matches('/')
}

fn differ_in_protocol(one: &str, other: &str) -> bool {
    let (one, other) = (one.split_once("://"), other.split_once("://"));
    one.zip(other).is_some_and(|(one, other)| one.1 == other.1)
}

/// Whether the client id and the client secret belong together.
pub fn secret(answer: &Result<Credentials, Failure>) -> Finding {
    match answer {
        Ok(Credentials::Right) => State::Good.text("doctor-secret-good"),
        Ok(Credentials::Wrong) => State::Bad.text("doctor-secret-bad"),
        Err(failure) => not_looked(failure),
    }
}

/// How the panel is reached, as far as the session's cookie depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Connection {
    /// Over TLS, or from this machine only.
    Private,
    /// In plain text.
    Plain,
}

/// Whether browsers keep the session's cookie.
pub fn cookie(public_url: &str, connection: Connection) -> Finding {
    let values = [("url", Value::of(public_url))];
    match connection {
        Connection::Private => State::Good.with("doctor-cookie-good", values),
        Connection::Plain => State::Warning.with("doctor-cookie-plain", values),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_redirect_is_compared_letter_by_letter() {
        const OURS: &str = "https://desk.example/api/auth/callback";
        let cases: [(&str, &[&str], &str); 7] = [
            (OURS, &["https://a.example/", OURS], "doctor-redirect-good"),
            (
                OURS,
                &["https://desk.example/api/auth/callback/"],
                "doctor-redirect-slash",
            ),
            (
                OURS,
                &["http://desk.example/api/auth/callback"],
                "doctor-redirect-protocol",
            ),
            (
                OURS,
                &["https://other.example/api/auth/callback"],
                "doctor-redirect-bad",
            ),
            (OURS, &[], "doctor-redirect-bad"),
            (
                "https://desk.example/callback",
                &["https://desk.example/callback"],
                "doctor-redirect-path",
            ),
            (
                "https://desk.example/api/auth/callback/",
                &[OURS],
                "doctor-redirect-path",
            ),
        ];
        for (configured, registered, key) in cases {
            let registered: Vec<String> = registered.iter().map(|&one| one.to_owned()).collect();
            let found = redirect(&configured.parse().unwrap(), &registered);
            assert_eq!(found.key, key, "{configured} {registered:?}");
        }
    }

    #[test]
    fn a_secret_that_nobody_judged_is_not_called_wrong() {
        let silent = Failure::Unanswered(crate::discord::Silence::TooSlow(4));
        assert_eq!(secret(&Ok(Credentials::Right)).state, State::Good);
        assert_eq!(secret(&Ok(Credentials::Wrong)).state, State::Bad);
        assert_eq!(secret(&Err(silent)).state, State::Unknown);
    }
}
