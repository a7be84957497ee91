//! The way to Discord, and who we are there: the token, the application, its intents.

use crate::config::bot::ApplicationId;
use crate::discord::Failure;
use crate::discord::application::{Application, Intent};
use crate::doctor::finding::{Finding, State, Value, not_looked};

/// Whether Discord answers at all, at this address.
pub fn reach<T>(url: &str, answer: &Result<T, Failure>) -> Finding {
    match answer {
        Ok(_) => State::Good.with("doctor-reach-good", [("url", Value::of(url))]),
        Err(failure) => State::Bad.with(
            "doctor-reach-bad",
            [
                ("url", Value::of(url)),
                ("reason", Value::Failure(failure.clone())),
            ],
        ),
    }
}

/// Whether Discord knows our token.
pub fn token(answer: &Result<Application, Failure>) -> Finding {
    match answer {
        Ok(application) => State::Good.with(
            "doctor-token-good",
            [("application", Value::of(&application.name))],
        ),
        Err(Failure::Refused {
            status: 401 | 403, ..
        }) => State::Bad.text("doctor-token-bad"),
        Err(failure) => not_looked(failure),
    }
}

/// Whether the client id is that of the application to which the token belongs.
pub fn identity(configured: ApplicationId, application: &Application) -> Finding {
    let is_same = configured.to_string() == application.id.to_string();
    if is_same {
        return State::Good.text("doctor-client-good");
    }
    let values = [
        ("configured", Value::of(configured)),
        ("application", Value::of(application.id)),
    ];
    State::Bad.with("doctor-client-bad", values)
}

/// Whether what Discord only tells on request was requested.
pub fn intent(application: &Application, intent: Intent) -> Finding {
    let values = [("intent", Value::Intent(intent))];
    match application.has(intent) {
        true => State::Good.with("doctor-intent-good", values),
        false => State::Bad.with("doctor-intent-bad", values),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn application() -> Application {
        Application {
            id: 7,
            name: "Rustmail".to_owned(),
            flags: 1 << 15,
            redirect_uris: Vec::new(),
        }
    }

    fn refused(status: u16) -> Failure {
        Failure::Refused {
            status,
            code: 0,
            message: "401: Unauthorized".to_owned(),
        }
    }

    #[test]
    fn only_a_definite_no_makes_a_token_wrong() {
        let silent = Failure::Unanswered(crate::discord::Silence::Status(502));
        let cases = [
            (Ok(application()), State::Good),
            (Err(refused(401)), State::Bad),
            (Err(silent.clone()), State::Unknown),
        ];
        for (answer, state) in cases {
            assert_eq!(token(&answer).state, state, "{answer:?}");
        }
        assert_eq!(reach::<()>("https://a", &Err(silent)).state, State::Bad);
    }

    #[test]
    fn the_application_must_be_that_of_the_token() {
        assert_eq!(
            identity(ApplicationId(7), &application()).state,
            State::Good
        );
        assert_eq!(identity(ApplicationId(8), &application()).state, State::Bad);
    }

    #[test]
    fn a_missing_intent_is_named() {
        let found = Intent::NEEDED.map(|one| intent(&application(), one));
        assert_eq!(found[0].state, State::Good);
        assert_eq!(found[1].state, State::Bad);
        let named = [("intent", Value::Intent(Intent::MessageContent))];
        assert_eq!(found[1].values, named);
    }
}
