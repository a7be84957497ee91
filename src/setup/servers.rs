//! The second step: in which servers the bot works, chosen among those that it is in.

use axum::response::{IntoResponse, Redirect, Response};
use maud::Markup;
use views::form::Field;
use views::setup::Step;
use views::setup::servers::{self, Servers};

use crate::config::discord::DiscordConfig;
use crate::discord::permission::BotPermission;
use crate::discord::{Failure, server};
use crate::ids::ServerId;
use crate::setup::asking::unanswered;
use crate::setup::draft::{self, Bot, Draft};
use crate::setup::visit::{Visit, refused, standing};
use crate::web::form::Fields;

/// What is wrong with the choice, for each of its fields a sentence.
#[derive(Default)]
struct Wrong {
    server: Option<String>,
    community: Option<String>,
    staff: Option<String>,
}

/// `GET /setup/servers`
pub(super) async fn show(visit: Visit) -> Result<Response, Response> {
    let draft = visit.enter(Step::Servers)?;
    let known = ask(&draft).await;
    Ok(page(&visit, &draft, (&known, Wrong::default())).into_response())
}

/// `POST /setup/servers`
pub(super) async fn take(visit: Visit, form: Fields) -> Result<Response, Response> {
    let draft = visit.enter(Step::Servers)?;
    let known = ask(&draft).await;
    let chosen = match &known {
        Ok(servers) => chosen(&form, |id| name_of(servers, id)),
        Err(_) => chosen(&form, |id| Some(remembered(&draft.servers, id))),
    };
    let draft = visit.desk.change(|draft| {
        // What Discord has not confirmed is not gone on with.
        if known.is_err() && chosen.ids() != draft.servers.ids() {
            draft.reached = draft.reached.min(Step::Servers);
        }
        draft.work_in(chosen);
    });
    match form.value("go") {
        "back" => return Ok(Redirect::to(Step::Servers.before().address()).into_response()),
        "again" => return Ok(Redirect::to(Step::Servers.address()).into_response()),
        _ => {}
    }
    let wrong = wrong(&visit, &draft.servers);
    if known.is_err() || wrong.is_some() {
        let wrong = wrong.unwrap_or_default();
        return Ok(refused(page(&visit, &draft, (&known, wrong))));
    }
    Ok(visit.go_on(Step::Servers))
}

/// The servers that the bot is in.
async fn ask(draft: &Draft) -> Result<Vec<server::Server>, Failure> {
    match &draft.bot {
        Some(bot) => bot.discord.servers().await,
        None => Ok(Vec::new()),
    }
}

/// What the form chooses, of the servers that have a name.
fn chosen(form: &Fields, name: impl Fn(ServerId) -> Option<String>) -> draft::Servers {
    let find = |field: &str| {
        let id = form.value(field).parse().ok()?;
        name(id).map(|name| draft::Server { id, name })
    };
    draft::Servers {
        is_dual: form.value("mode") == "dual",
        server: find("server"),
        community: find("community"),
        staff: find("staff"),
    }
}

fn name_of(servers: &[server::Server], id: ServerId) -> Option<String> {
    let found = servers.iter().find(|server| server.id() == id);
    found.map(|server| server.name.clone())
}

/// What a server was called when it was last known.
fn remembered(servers: &draft::Servers, id: ServerId) -> String {
    let found = servers.chosen().find(|server| server.id == id);
    found.map_or_else(|| id.to_string(), |server| server.name.clone())
}

fn wrong(visit: &Visit, servers: &draft::Servers) -> Option<Wrong> {
    let missing = || Some(visit.words.text("setup-server-missing").into_owned());
    let missing_of = |server: &Option<draft::Server>| match server {
        Some(_) => None,
        None => missing(),
    };
    let wrong = if !servers.is_dual {
        Wrong {
            server: missing_of(&servers.server),
            ..Wrong::default()
        }
    } else if servers.staff.is_some() && servers.ids().1[1] == servers.ids().1[2] {
        Wrong {
            staff: Some(visit.words.text("setup-server-same").into_owned()),
            ..Wrong::default()
        }
    } else {
        Wrong {
            community: missing_of(&servers.community),
            staff: missing_of(&servers.staff),
            ..Wrong::default()
        }
    };
    let parts = [&wrong.server, &wrong.community, &wrong.staff];
    let is_any = parts.into_iter().any(Option::is_some);
    is_any.then_some(wrong)
}

fn page(
    visit: &Visit,
    draft: &Draft,
    (known, wrong): (&Result<Vec<server::Server>, Failure>, Wrong),
) -> Markup {
    let servers = known.as_deref().unwrap_or_default();
    let only = match servers {
        [only] => only.id().to_string(),
        _ => String::new(),
    };
    let field = |server: &Option<draft::Server>, only: &str, error| Field {
        value: server
            .as_ref()
            .map_or_else(|| only.to_owned(), |server| server.id.to_string()),
        error,
    };
    let mode = match draft.servers.is_dual {
        true => "dual",
        false => "single",
    };
    let discord = &visit.desk.groundwork.discord;
    let shown = Servers {
        options: match known {
            Ok(_) => servers
                .iter()
                .map(|server| (server.id().to_string(), server.name.clone()))
                .collect(),
            Err(_) => choices_kept(&draft.servers),
        },
        mode: Field::of(mode),
        server: field(&draft.servers.server, &only, wrong.server),
        community: field(&draft.servers.community, "", wrong.community),
        staff: field(&draft.servers.staff, "", wrong.staff),
        invitation: draft
            .bot
            .as_ref()
            .map(|bot| invitation(discord, bot))
            .unwrap_or_default(),
        trouble: known
            .as_ref()
            .err()
            .map(|failure| unanswered(visit.words, failure)),
    };
    servers::page(&visit.reader(), &standing(draft, Step::Servers), &shown)
}

/// What is chosen, each once: without it on the page the next form would choose nothing.
fn choices_kept(servers: &draft::Servers) -> Vec<(String, String)> {
    let chosen = servers
        .chosen()
        .map(|server| (server.id.to_string(), server.name.clone()));
    let mut chosen: Vec<_> = chosen.collect();
    chosen.sort();
    chosen.dedup();
    chosen
}

/// Where somebody lets the bot into a server, with all that it needs.
fn invitation(discord: &DiscordConfig, bot: &Bot) -> String {
    format!(
        "{}?client_id={}&scope=bot+applications.commands&permissions={}",
        discord.authorize_url(),
        bot.application.id,
        BotPermission::all_bits(),
    )
}
