//! Whether people will be able to sign in: what Discord says of the client secret and of the redirect.

use std::time::Duration;

use secrecy::SecretString;
use views::setup::review::SignIn;

use crate::config::bot::ApplicationId;
use crate::discord::application::Credentials;
use crate::discord::{Failure, Silence};
use crate::setup::asking::unanswered;
use crate::setup::draft::{Draft, Panel};
use crate::setup::panel::redirect_of;
use crate::setup::token::portal;
use crate::setup::visit::Visit;

/// How long Discord may take, before a page goes on without it.
const PATIENCE: Duration = Duration::from_secs(8);

/// What Discord says of the client id and its secret; nothing where one is missing.
pub(super) async fn credentials(
    visit: &Visit,
    draft: &Draft,
    panel: &Panel,
) -> Option<Result<Credentials, Failure>> {
    let environment = &visit.desk.environment;
    // What the environment says wins over the file.
    let id = environment.value("bot.client_id");
    let id: ApplicationId = id.unwrap_or(&panel.client_id).parse().ok()?;
    let given = environment.value("bot.client_secret");
    let given = given.map(|secret| SecretString::from(secret.trim().to_owned()));
    let secret = given.or_else(|| panel.client_secret.clone())?;
    let redirect = redirect_of(&panel.address)?;
    let bot = draft.bot.as_ref()?;
    Some(in_time(bot.discord.credentials((id, &secret), &redirect)).await)
}

/// What Discord says of the way into the panel; nothing without one.
pub(super) async fn ask(visit: &Visit, draft: &Draft) -> Option<SignIn> {
    let panel = draft.panel.as_ref().filter(|panel| panel.is_enabled)?;
    let bot = draft.bot.as_ref()?;
    let redirect = redirect_of(&panel.address)?;
    let (application, credentials) = tokio::join!(
        in_time(bot.discord.application()),
        credentials(visit, draft, panel),
    );
    let words = visit.words;
    let secret = match credentials {
        None | Some(Ok(Credentials::Right)) => None,
        Some(Ok(Credentials::Wrong)) => Some(words.text("setup-client-secret-wrong")),
        Some(Err(_)) => Some(words.text("setup-client-secret-unjudged")),
    };
    let portal = portal(&visit.desk.groundwork.discord);
    let listed = application
        .as_ref()
        .map(|application| &application.redirect_uris);
    Some(SignIn {
        is_listed: listed.ok().map(|listed| listed.contains(&redirect)),
        redirect,
        portal: format!("{portal}/{}/oauth2", bot.application.id),
        secret: secret.map(Into::into),
        trouble: application.err().map(|failure| unanswered(words, &failure)),
    })
}

async fn in_time<T>(asking: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    let answer = tokio::time::timeout(PATIENCE, asking).await;
    answer.unwrap_or_else(|_| Err(Failure::Unanswered(Silence::TooSlow(PATIENCE.as_secs()))))
}
