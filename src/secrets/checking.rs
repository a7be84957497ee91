//! Whether a secret does what it is for, tried before the one that works is given up: without it nobody could sign in to mend it, or no
//! server would start.

use secrecy::SecretString;

use super::Unfit;
use crate::app::App;
use crate::config::attachments::AttachmentsConfig;
use crate::config::database::is_postgres;
use crate::config::source::Secret;
use crate::discord::application::Credentials;
use crate::discord::{Discord, Failure};
use crate::doctor::database::Whereabouts;
use crate::doctor::files::try_store;
use crate::doctor::finding::Reason;

pub(super) async fn check(app: &App, secret: Secret, value: &str) -> Result<(), Unfit> {
    match secret {
        Secret::Token => token(app, value).await,
        Secret::ClientSecret => client_secret(app, value).await,
        Secret::DatabaseUrl => database(app, value).await,
        Secret::StoreKey => store(app, value).await,
    }
}

async fn token(app: &App, token: &str) -> Result<(), Unfit> {
    let probe = Discord::new(&app.config.discord, SecretString::from(token.to_owned()));
    let probe = probe.map_err(|error| Unfit::Error(error.into()))?;
    let theirs = match probe.myself().await {
        Ok(bot) => bot,
        Err(Failure::Refused { .. }) => return Err(Unfit::UnknownToken),
        Err(_) => return Err(Unfit::Unasked),
    };
    match app.discord.myself().await {
        Ok(ours) if ours.id != theirs.id => Err(Unfit::OtherBot(theirs.username)),
        // A token that Discord does not know any more cannot tell which bot it was.
        _ => Ok(()),
    }
}

async fn client_secret(app: &App, value: &str) -> Result<(), Unfit> {
    let bot = &app.config.bot;
    let (Some(id), Some(redirect)) = (bot.client_id, &bot.redirect_url) else {
        return Ok(());
    };
    let value = SecretString::from(value.to_owned());
    let asked = app.discord.credentials((id, &value), redirect.as_str());
    match asked.await {
        Ok(Credentials::Right) => Ok(()),
        Ok(Credentials::Wrong) => Err(Unfit::WrongClientSecret),
        Err(_) => Err(Unfit::Unasked),
    }
}

async fn database(app: &App, value: &str) -> Result<(), Unfit> {
    if !is_postgres(value) {
        return Err(Unfit::NoPostgres);
    }
    let there = Whereabouts::At(SecretString::from(value.to_owned()));
    match there.look(&app.config, &app.clock).await {
        Some(Err(reason)) => Err(Unfit::NoDatabase(reason)),
        Some(Ok(_)) | None => Ok(()),
    }
}

async fn store(app: &App, value: &str) -> Result<(), Unfit> {
    let AttachmentsConfig::S3(bucket) = &app.config.attachments else {
        return Ok(());
    };
    let mut bucket = bucket.clone();
    bucket.secret_access_key = SecretString::from(value.to_owned());
    let store = AttachmentsConfig::S3(bucket);
    let tried = try_store(&store).await;
    tried.map_err(|reason| match reason {
        Reason::Said(said) => Unfit::NoStore(Reason::Said(super::without(&said, value))),
        other => Unfit::NoStore(other),
    })
}
