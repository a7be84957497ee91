//! The first step: which bot it is, checked against Discord.

use std::sync::Arc;

use axum::response::{IntoResponse, Response};
use secrecy::SecretString;
use views::setup::Step;
use views::setup::token::{self, Token};
use words::Words;

use crate::config::discord::DiscordConfig;
use crate::discord::application::Intent;
use crate::discord::{Discord, Failure, Silence};
use crate::ids::UserId;
use crate::setup::asking::unanswered;
use crate::setup::draft::{Bot, Draft};
use crate::setup::visit::{Visit, refused, standing};
use crate::web::form::Fields;

/// Why a token is not taken.
enum Unfit {
    /// There is none.
    Missing,
    /// Discord does not know it.
    Unknown,
    /// Discord cannot be asked.
    Unasked(Failure),
}

/// `GET /setup/token`
pub(super) async fn show(visit: Visit) -> Result<Response, Response> {
    let draft = visit.enter(Step::Token)?;
    Ok(page(&visit, &draft, None).into_response())
}

/// `POST /setup/token`: a new token, or once more the one that is held.
pub(super) async fn take(visit: Visit, form: Fields) -> Result<Response, Response> {
    let draft = visit.enter(Step::Token)?;
    let typed = form.value("token").trim();
    let held = draft.bot.as_ref().map(|bot| bot.token.clone());
    let token = match typed {
        "" => draft.unjudged.clone().or(held),
        typed => Some(SecretString::from(typed.to_owned())),
    };
    let asked = match &token {
        Some(token) => ask(&visit.desk.groundwork.discord, token.clone()).await,
        None => Err(Unfit::Missing),
    };
    match asked {
        Ok(bot) => {
            let is_ready = bot.application.missing_intents().is_empty();
            let draft = visit.desk.change(|draft| {
                draft.know(bot);
                if !is_ready {
                    draft.reached = Step::Token;
                }
            });
            if is_ready {
                return Ok(visit.go_on(Step::Token));
            }
            Ok(refused(page(&visit, &draft, None)))
        }
        Err(unfit) => {
            let draft = visit.desk.change(|draft| {
                // Nobody has to paste it again because Discord was silent.
                draft.unjudged = match &unfit {
                    Unfit::Unasked(_) => token,
                    Unfit::Missing | Unfit::Unknown => None,
                };
            });
            Ok(refused(page(&visit, &draft, Some(unfit))))
        }
    }
}

async fn ask(discord: &DiscordConfig, token: SecretString) -> Result<Bot, Unfit> {
    use secrecy::ExposeSecret as _;
    // Whatever else was pasted could not even be sent.
    if !token
        .expose_secret()
        .bytes()
        .all(|byte| byte.is_ascii_graphic())
    {
        return Err(Unfit::Unknown);
    }
    let unasked = |error: anyhow::Error| {
        Unfit::Unasked(Failure::Unanswered(Silence::Broken(error.to_string())))
    };
    let discord = Discord::new(discord, token.clone()).map_err(unasked)?;
    let person = discord.myself().await.map_err(unfit)?;
    let application = discord.application().await.map_err(unfit)?;
    Ok(Bot {
        token,
        discord: Arc::new(discord),
        user: UserId(person.id),
        name: person.username,
        application,
    })
}

fn unfit(failure: Failure) -> Unfit {
    match failure {
        Failure::Refused { status: 401, .. } => Unfit::Unknown,
        failure => Unfit::Unasked(failure),
    }
}

fn page(visit: &Visit, draft: &Draft, unfit: Option<Unfit>) -> maud::Markup {
    let words = visit.words;
    let error = unfit.map(|unfit| match unfit {
        Unfit::Missing => words.text("setup-token-missing").into_owned(),
        Unfit::Unknown => words.text("setup-token-unknown").into_owned(),
        Unfit::Unasked(failure) => unanswered(words, &failure).sentence,
    });
    let portal = portal(&visit.desk.groundwork.discord);
    let bot = draft.bot.as_ref().map(|bot| token::Bot {
        name: &bot.name,
        missing_intents: bot
            .application
            .missing_intents()
            .into_iter()
            .map(|intent| name_of(intent, words))
            .collect(),
        portal: format!("{portal}/{}/bot", bot.application.id),
    });
    let token = Token {
        is_held: bot.is_some() || draft.unjudged.is_some(),
        tunnel: visit.tunnel(),
        bot,
        error,
        portal,
    };
    token::page(&visit.reader(), &standing(draft, Step::Token), &token)
}

fn name_of(intent: Intent, words: &Words) -> String {
    match intent {
        Intent::Members => words.text("setup-intent-members"),
        Intent::MessageContent => words.text("setup-intent-message-content"),
    }
    .into_owned()
}

/// Where applications are made and changed.
pub(super) fn portal(discord: &DiscordConfig) -> String {
    format!("{}/developers/applications", discord.api_url)
}
