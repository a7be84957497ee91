//! The last step: all of it at a glance; then the file is written, and the server goes on.

use axum::response::{IntoResponse, Redirect, Response};
use maud::Markup;
use views::navigation::own_name;
use views::setup::Step;
use views::setup::review::{self, Fact, Review};
use words::Language;

use crate::config::{Config, source};
use crate::discord::application::Credentials;
use crate::setup::desk::{Obstacle, Proposal};
use crate::setup::draft::{Draft, Panel};
use crate::setup::signing;
use crate::setup::text::{Secrets, text};
use crate::setup::visit::{Visit, refused, standing};
use crate::web::form::Fields;

/// `GET /setup/review`
pub(super) async fn show(visit: Visit) -> Result<Response, Response> {
    let draft = visit.enter(Step::Review)?;
    let mut problems = checked(&visit, &draft).err().unwrap_or_default();
    problems.extend(obstacle(&visit));
    Ok(page(&visit, &draft, problems).await.into_response())
}

/// `POST /setup/review`: has a server started, and the file written when it can.
pub(super) async fn take(visit: Visit, form: Fields) -> Result<Response, Response> {
    let draft = visit.enter(Step::Review)?;
    match form.value("go") {
        "back" => return Ok(Redirect::to(Step::Review.before().address()).into_response()),
        "again" => return Ok(Redirect::to(Step::Review.address()).into_response()),
        _ => {}
    }
    let started = Redirect::to("/setup/start").into_response();
    let Some(writing) = visit.desk.begin_writing() else {
        return Ok(started);
    };
    // A browser that does not wait for the answer, as at a second press on the button, calls nothing off.
    let taking = tokio::spawn(async move {
        match proposal(&visit, &draft).await {
            Ok(proposal) => writing.propose(proposal),
            Err(problems) => {
                drop(writing);
                return Some(refused(page(&visit, &draft, problems).await));
            }
        }
        None
    });
    Ok(taking.await.ok().flatten().unwrap_or(started))
}

/// The text as it will be written, and what it means, if that is a configuration.
fn checked(visit: &Visit, draft: &Draft) -> Result<(String, Config), Vec<String>> {
    let desk = &visit.desk;
    let text = text(draft, &desk.environment, Secrets::Plain);
    let text = text.map_err(|error| vec![error.to_string()])?;
    match Config::parse(&desk.path, &text, &desk.environment) {
        Ok(loaded) => Ok((text, loaded.config)),
        Err(invalid) => {
            let told = invalid.told();
            Err(told.map(|(key, said)| problem(visit, key, said)).collect())
        }
    }
}

/// What does not go together with the environment. What else there may be is said as in the terminal.
fn problem(visit: &Visit, key: &str, said: &str) -> String {
    let words = visit.words;
    match key {
        "bot.logs_channel_id" => words.text("setup-problem-logs").into_owned(),
        "language.default_language" => words.text("setup-problem-language").into_owned(),
        "server.public_url" => words.text("setup-problem-public-url").into_owned(),
        key if key.starts_with("attachments.") => {
            words.with("setup-problem-bucket", &[("key", key.into())])
        }
        _ => said.to_owned(),
    }
}

async fn proposal(visit: &Visit, draft: &Draft) -> Result<Proposal, Vec<String>> {
    let (text, config) = checked(visit, draft)?;
    if let Some(panel) = draft.panel.as_ref().filter(|panel| panel.is_enabled)
        && let Some(Ok(Credentials::Wrong)) = signing::credentials(visit, draft, panel).await
    {
        return Err(vec![
            visit.words.text("setup-client-secret-wrong").into_owned(),
        ]);
    }
    match source::prepare(&visit.desk.path, &text) {
        Ok(file) => Ok(Proposal { config, file }),
        Err(error) => Err(vec![unwritten(visit, &error)]),
    }
}

/// Why the file cannot be written.
fn unwritten(visit: &Visit, error: &std::io::Error) -> String {
    let shown = visit.desk.path.display().to_string();
    let shown = ("path", shown.as_str().into());
    let reason = error.to_string();
    match error.kind() {
        std::io::ErrorKind::AlreadyExists => visit.words.with("setup-file-exists", &[shown]),
        _ => {
            let reason = ("reason", reason.as_str().into());
            visit.words.with("setup-file-refused", &[shown, reason])
        }
    }
}

/// Why no server could start with what was entered before, or why that could not be written in the end.
fn obstacle(visit: &Visit) -> Option<String> {
    Some(match &*visit.desk.obstacle()? {
        Obstacle::Unwritten(error) => unwritten(visit, error),
        Obstacle::NoStart(obstacle) => {
            let reason = obstacle.told(visit.words);
            let reason = [("reason", reason.as_str().into())];
            visit.words.with("setup-cannot-start", &reason)
        }
    })
}

async fn page(visit: &Visit, draft: &Draft, problems: Vec<String>) -> Markup {
    let desk = &visit.desk;
    let path = std::path::absolute(&desk.path).unwrap_or_else(|_| desk.path.clone());
    let masked = text(draft, &desk.environment, Secrets::Masked);
    let shown = Review {
        facts: facts(visit, draft),
        sign_in: signing::ask(visit, draft).await,
        variables: desk.environment.names().map(str::to_owned).collect(),
        path: path.display().to_string(),
        text: masked.unwrap_or_default(),
        problems,
    };
    review::page(&visit.reader(), &standing(draft, Step::Review), &shown)
}

fn facts(visit: &Visit, draft: &Draft) -> Vec<Fact> {
    let words = visit.words;
    let bot = draft.bot.as_ref().map(|bot| bot.name.clone());
    let servers = match draft.servers.is_dual {
        true => words.text("setup-fact-servers"),
        false => words.text("setup-fact-server"),
    };
    let category = draft.category.as_ref().map(|(_, name)| name.clone());
    let mut speech = draft.speech.clone().unwrap_or_default();
    if let Some(language) = Language::from_code(&speech.0) {
        speech.0 = own_name(language).to_owned();
    }
    let rows = [
        (
            words.text("setup-step-token"),
            bot.unwrap_or_default(),
            Step::Token,
        ),
        (servers, server_names(visit, draft), Step::Servers),
        (
            words.text("setup-fact-category"),
            category.unwrap_or_default(),
            Step::Category,
        ),
    ];
    let panel = draft.panel.as_ref().map(|panel| panel_facts(visit, panel));
    let speech = [
        (words.text("setup-language"), speech.0, Step::Language),
        (words.text("setup-time-zone"), speech.1, Step::Language),
    ];
    let rows = rows.into_iter().map(fact);
    let rows = rows.chain(panel.into_iter().flatten());
    rows.chain(speech.into_iter().map(fact)).collect()
}

fn fact((name, value, step): (std::borrow::Cow<'_, str>, String, Step)) -> Fact {
    Fact {
        name: name.into_owned(),
        value,
        step,
    }
}

fn server_names(visit: &Visit, draft: &Draft) -> String {
    let name = |server: &Option<crate::setup::draft::Server>| {
        let server = server.as_ref();
        server.map(|server| server.name.clone()).unwrap_or_default()
    };
    let servers = &draft.servers;
    if !servers.is_dual {
        return name(&servers.server);
    }
    let (community, staff) = (name(&servers.community), name(&servers.staff));
    let names = [
        ("community", community.as_str().into()),
        ("staff", staff.as_str().into()),
    ];
    visit.words.with("setup-fact-dual", &names)
}

fn panel_facts(visit: &Visit, panel: &Panel) -> Vec<Fact> {
    let words = visit.words;
    let nobody = || words.text("setup-fact-nobody").into_owned();
    let listed = |names: Vec<&str>| match names.is_empty() {
        true => nobody(),
        false => names.join(", "),
    };
    let address = match panel.is_enabled {
        true => panel.address.clone(),
        false => words.text("setup-fact-panel-off").into_owned(),
    };
    let admins = panel.admins.iter().map(|one| one.name.as_str()).collect();
    let roles = panel.roles.iter().map(|one| one.name.as_str()).collect();
    let rows = [
        (words.text("setup-fact-panel"), address, Step::Panel),
        (words.text("setup-fact-admins"), listed(admins), Step::Panel),
        (words.text("setup-fact-roles"), listed(roles), Step::Panel),
    ];
    rows.into_iter().map(fact).collect()
}
