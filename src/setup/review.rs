//! The last step: all of it at a glance; then the file is written, and the server goes on.

use axum::response::{IntoResponse, Redirect, Response};
use maud::Markup;
use views::setup::Step;
use views::setup::review::{self, Fact, Review};

use crate::config::{Config, source};
use crate::setup::desk::Stage;
use crate::setup::draft::{Draft, Panel};
use crate::setup::panel::redirect_of;
use crate::setup::text::{Secrets, text};
use crate::setup::token::portal;
use crate::setup::visit::{Visit, refused, standing};
use crate::web::form::Fields;

/// `GET /setup/review`
pub(super) async fn show(visit: Visit) -> Result<Response, Response> {
    let draft = visit.enter(Step::Review)?;
    let problems = checked(&visit, &draft).err().unwrap_or_default();
    Ok(page(&visit, &draft, problems).into_response())
}

/// `POST /setup/review`: writes the file.
pub(super) async fn take(visit: Visit, form: Fields) -> Result<Response, Response> {
    let draft = visit.enter(Step::Review)?;
    if form.value("go") == "back" {
        return Ok(Redirect::to(Step::Review.before().address()).into_response());
    }
    let started = Redirect::to("/setup/start").into_response();
    if !visit.desk.begin_writing() {
        return Ok(started);
    }
    match write(&visit, &draft) {
        Ok(config) => {
            tracing::info!(path = %visit.desk.path.display(), "the configuration is written");
            visit.desk.finish(config);
            Ok(started)
        }
        Err(problems) => {
            visit.desk.enter(Stage::Editing);
            Ok(refused(page(&visit, &draft, problems)))
        }
    }
}

/// The text as it will be written, and what it means, if that is a configuration.
fn checked(visit: &Visit, draft: &Draft) -> Result<(String, Config), Vec<String>> {
    let desk = &visit.desk;
    let text = text(draft, &desk.environment, Secrets::Plain);
    let text = text.map_err(|error| vec![error.to_string()])?;
    match Config::parse(&desk.path, &text, &desk.environment) {
        Ok(loaded) => Ok((text, loaded.config)),
        Err(invalid) => Err(invalid.problems().to_vec()),
    }
}

fn write(visit: &Visit, draft: &Draft) -> Result<Config, Vec<String>> {
    let (text, config) = checked(visit, draft)?;
    let path = &visit.desk.path;
    let Err(error) = source::create(path, &text) else {
        return Ok(config);
    };
    let shown = path.display().to_string();
    let shown = ("path", shown.as_str().into());
    let reason = error.to_string();
    let sentence = match error.kind() {
        std::io::ErrorKind::AlreadyExists => visit.words.with("setup-file-exists", &[shown]),
        _ => {
            let reason = ("reason", reason.as_str().into());
            visit.words.with("setup-file-refused", &[shown, reason])
        }
    };
    Err(vec![sentence])
}

fn page(visit: &Visit, draft: &Draft, problems: Vec<String>) -> Markup {
    let desk = &visit.desk;
    let path = std::path::absolute(&desk.path).unwrap_or_else(|_| desk.path.clone());
    let masked = text(draft, &desk.environment, Secrets::Masked);
    let shown = Review {
        facts: facts(visit, draft),
        redirect: redirect(visit, draft),
        variables: desk.environment.names().map(str::to_owned).collect(),
        path: path.display().to_string(),
        text: masked.unwrap_or_default(),
        problems,
    };
    review::page(&visit.reader(), &standing(draft, Step::Review), &shown)
}

/// The redirect that has to be listed, and where.
fn redirect(visit: &Visit, draft: &Draft) -> Option<(String, String)> {
    let panel = draft.panel.as_ref().filter(|panel| panel.is_enabled)?;
    let portal = portal(&visit.desk.groundwork.discord);
    let application = draft.bot.as_ref()?.application.id;
    let redirect = redirect_of(&panel.address)?;
    Some((redirect, format!("{portal}/{application}/oauth2")))
}

fn facts(visit: &Visit, draft: &Draft) -> Vec<Fact> {
    let words = visit.words;
    let bot = draft.bot.as_ref().map(|bot| bot.name.clone());
    let servers = match draft.servers.is_dual {
        true => words.text("setup-fact-servers"),
        false => words.text("setup-fact-server"),
    };
    let category = draft.category.as_ref().map(|(_, name)| name.clone());
    let speech = draft.speech.clone().unwrap_or_default();
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
