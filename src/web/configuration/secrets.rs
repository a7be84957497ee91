//! Secrets: where they are kept, and replacing them.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use views::configuration::{Kept as ShownKept, Replaced, Secret as Shown};

use crate::config::attachments::AttachmentsConfig;
use crate::config::source::{Kept, Secret};
use crate::models::notice::Notice;
use crate::refusal_words::sentence;
use crate::secrets::{self, Unfit};
use crate::web::failure::{self, Failure};
use crate::web::form::Fields;
use crate::web::route::{Route, Who};
use crate::web::visit::Signed;

/// Replacing a secret.
pub fn routes() -> Vec<Route> {
    vec![Route::post(
        "/configuration/secrets/{key}",
        Who::SuperAdmin,
        replace,
    )]
}

/// `POST /configuration/secrets/bot.token`
pub async fn replace(
    signed: Signed,
    Path(key): Path<String>,
    form: Fields,
) -> Result<Response, Failure> {
    let Some(secret) = Secret::from_key(&key) else {
        return Ok(StatusCode::NOT_FOUND.into_response());
    };
    let value = form.value("value");
    let replaced = secrets::replace(&signed.app, &signed.act(), secret, value).await;
    let Err(unfit) = replaced else {
        let told = Notice::beside(secret.key());
        return Ok(signed.lead("/configuration#secrets", &told).await);
    };
    let why = told(&signed, unfit)?;
    let shown = shown(&signed, None, Some((secret, why)));
    let page = super::page(&signed, None, shown).await;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// Every secret, for those who may replace them; none for anybody else.
pub fn shown(
    signed: &Signed,
    replaced: Option<&str>,
    refused: Option<(Secret, String)>,
) -> Vec<Shown> {
    if signed.act().actor.require_super_admin().is_err() {
        return Vec::new();
    }
    let shown = Secret::ALL.into_iter().map(|secret| {
        let error = refused.as_ref().filter(|(wrong, _)| *wrong == secret);
        let (label, help) = named(signed, secret);
        Shown {
            key: secret.key().to_owned(),
            label,
            help,
            kept: kept(signed, secret),
            error: error.map(|(_, why)| why.clone()),
            replaced: (replaced == Some(secret.key())).then_some(effect(secret)),
        }
    });
    shown.collect()
}

fn effect(secret: Secret) -> Replaced {
    match secret {
        Secret::Token => Replaced::InUse,
        Secret::ClientSecret | Secret::DatabaseUrl | Secret::StoreKey => Replaced::FromNextStart,
    }
}

fn named(signed: &Signed, secret: Secret) -> (String, String) {
    let words = signed.visit.words;
    let (label, help) = match secret {
        Secret::Token => (words.text("secret-token"), words.text("secret-token-help")),
        Secret::ClientSecret => (
            words.text("secret-client-secret"),
            words.text("secret-client-secret-help"),
        ),
        Secret::DatabaseUrl => (
            words.text("secret-database"),
            words.text("secret-database-help"),
        ),
        Secret::StoreKey => (
            words.text("secret-store-key"),
            words.text("secret-store-key-help"),
        ),
    };
    (label.into_owned(), help.into_owned())
}

fn kept(signed: &Signed, secret: Secret) -> ShownKept {
    let config = &signed.app.config;
    let is_set = match secret {
        Secret::Token => true,
        Secret::ClientSecret => config.bot.client_secret.is_some(),
        Secret::DatabaseUrl => config.database.url.is_some(),
        Secret::StoreKey => matches!(config.attachments, AttachmentsConfig::S3(_)),
    };
    match config.source.of(secret) {
        Kept::File(path) if is_set => ShownKept::File(path.display().to_string()),
        Kept::File(path) => ShownKept::Nowhere(path.display().to_string()),
        Kept::LockedFile(path) => ShownKept::LockedFile(path.display().to_string()),
        Kept::Environment(name) => ShownKept::Environment(name),
    }
}

fn told(signed: &Signed, unfit: Unfit) -> Result<String, Failure> {
    let words = signed.visit.words;
    Ok(match unfit {
        Unfit::Missing => words.text("secret-missing").into_owned(),
        Unfit::WrongClientSecret => words.text("secret-wrong-client-secret").into_owned(),
        Unfit::NoPostgres => words.text("secret-no-postgres").into_owned(),
        Unfit::NoDatabase(reason) => {
            let reason = reason.told(words);
            words.with("secret-no-database", &[("reason", reason.into())])
        }
        Unfit::NoStore(reason) => {
            let reason = reason.told(words);
            words.with("secret-no-store", &[("reason", reason.into())])
        }
        Unfit::UnknownToken => words.text("secret-wrong-token").into_owned(),
        Unfit::OtherBot(name) => words.with("secret-other-bot", &[("name", name.into())]),
        Unfit::Unasked => words.text("secret-unasked").into_owned(),
        Unfit::Unwritten(why) => words.with("secret-not-written", &[("why", why.into())]),
        Unfit::Error(error) => sentence(words, &failure::of_form(error)?),
    })
}
