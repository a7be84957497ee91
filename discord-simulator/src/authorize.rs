//! Signing in with Discord: a page on which a person is chosen, and the way back with a code.

use axum::Form;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{DOCTYPE, Markup, html};
use serde::{Deserialize, Serialize};
use url::Url;

use crate::simulator::Simulator;
use crate::snowflake::Snowflake;
use crate::world::World;
use crate::world::application::Application;
use crate::world::authorization::Wish;

/// The query of the page; the form sends it again together with the choice.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
pub(crate) struct Request {
    #[serde(default)]
    client_id: String,
    #[serde(default)]
    response_type: String,
    #[serde(default)]
    redirect_uri: String,
    #[serde(default)]
    scope: String,
    state: Option<String>,
    code_challenge: Option<String>,
    code_challenge_method: Option<String>,
    /// Who signs in; nobody when the person turned back.
    user_id: Option<Snowflake>,
}

/// Shows who can sign in.
pub(crate) async fn page(
    State(simulator): State<Simulator>,
    Query(request): Query<Request>,
) -> Response {
    simulator.read(|world| match application_of(world, &request) {
        Ok(application) => choice(world, application, &request).into_response(),
        Err(refusal) => (StatusCode::BAD_REQUEST, refused(refusal)).into_response(),
    })
}

/// Sends the person back, with a code or with their refusal.
pub(crate) async fn choose(
    State(simulator): State<Simulator>,
    Form(request): Form<Request>,
) -> Response {
    match simulator.change(|world| way_back(world, &request)) {
        Ok(address) => Redirect::to(address.as_str()).into_response(),
        Err(refusal) => (StatusCode::BAD_REQUEST, refused(refusal)).into_response(),
    }
}

/// The address to which a person's choice leads.
pub(crate) fn way_back(world: &mut World, request: &Request) -> Result<Url, &'static str> {
    let application_id = application_of(world, request)?.id;
    let mut address =
        Url::parse(&request.redirect_uri).map_err(|_| "Invalid OAuth2 redirect_uri")?;
    let user_id = request
        .user_id
        .filter(|id| world.users.get(id).is_some_and(|user| !user.bot));
    match user_id {
        Some(user_id) => {
            let wish = Wish {
                application_id,
                redirect_uri: request.redirect_uri.clone(),
                scopes: request
                    .scope
                    .split_whitespace()
                    .map(str::to_owned)
                    .collect(),
                challenge: request.code_challenge.clone(),
            };
            let code = world.agree(user_id, wish);
            address.query_pairs_mut().append_pair("code", &code);
        }
        None => {
            let sentence = "The resource owner or authorization server denied the request";
            let mut pairs = address.query_pairs_mut();
            pairs
                .append_pair("error", "access_denied")
                .append_pair("error_description", sentence);
        }
    }
    if let Some(state) = &request.state {
        address.query_pairs_mut().append_pair("state", state);
    }
    Ok(address)
}

/// The application that asks, if everything it asks is in order.
fn application_of<'a>(
    world: &'a World,
    request: &Request,
) -> Result<&'a Application, &'static str> {
    let id: Option<Snowflake> = request.client_id.parse().ok();
    let application = id
        .and_then(|id| world.applications.get(&id))
        .ok_or("Unknown Application")?;
    let known = &application.redirect_uris;
    if Url::parse(&request.redirect_uri).is_err()
        || !known.is_empty() && !known.contains(&request.redirect_uri)
    {
        return Err("Invalid OAuth2 redirect_uri");
    }
    if request.response_type != "code" {
        return Err("Invalid OAuth2 response_type");
    }
    if request.scope.trim().is_empty() {
        return Err("Invalid OAuth2 scope");
    }
    if request.code_challenge.is_some() && request.code_challenge_method.as_deref() != Some("S256")
    {
        return Err("Invalid OAuth2 code_challenge_method");
    }
    Ok(application)
}

fn choice(world: &World, application: &Application, request: &Request) -> Markup {
    let people = world.people();
    frame(html! {
        h1 { "Sign in to " (application.name) }
        p { "This is a simulated Discord: choose who you are." }
        form method="post" action="/oauth2/authorize" class="people" {
            (hidden(request))
            @for user in people {
                button name="user_id" value=(user.id) data-user-id=(user.id) {
                    img src={ "/cdn/avatars/" (user.id) "/a.png" } alt="" width="32" height="32";
                    span { strong { (user.display_name()) } " " small { "@" (user.username) } }
                }
            }
            button name="cancel" value="1" class="plain" { "Cancel" }
        }
    })
}

fn hidden(request: &Request) -> Markup {
    let optional = |value: &Option<String>| value.clone().unwrap_or_default();
    let fields = [
        ("client_id", request.client_id.clone()),
        ("response_type", request.response_type.clone()),
        ("redirect_uri", request.redirect_uri.clone()),
        ("scope", request.scope.clone()),
        ("state", optional(&request.state)),
        ("code_challenge", optional(&request.code_challenge)),
        (
            "code_challenge_method",
            optional(&request.code_challenge_method),
        ),
    ];
    html! {
        @for (name, value) in fields.iter().filter(|(_, value)| !value.is_empty()) {
            input type="hidden" name=(name) value=(value);
        }
    }
}

fn refused(sentence: &str) -> Markup {
    frame(html! {
        h1 { "Error" }
        p id="error" { (sentence) }
    })
}

fn frame(content: Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                link rel="icon" href="data:,";
                title { "Authorize" }
                link rel="stylesheet" href="/assets/site.css";
            }
            body class="authorize" { main { (content) } }
        }
    }
}
