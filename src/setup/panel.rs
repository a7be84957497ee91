//! The fourth step: the panel, and who may do what from the first start.

use std::fmt::Display;

use axum::response::{IntoResponse, Redirect, Response};
use maud::Markup;
use secrecy::SecretString;
use url::Url;
use views::form::{Choice, Field};
use views::setup::{Step, panel};

use crate::config::CALLBACK;
use crate::config::bot::ApplicationId;
use crate::discord::Failure;
use crate::discord::application::Credentials;
use crate::ids::RoleId;
use crate::setup::asking::unanswered;
use crate::setup::draft::{Draft, Named, Panel};
use crate::setup::people::{self, Search};
use crate::setup::signing;
use crate::setup::token::portal;
use crate::setup::visit::{Visit, refused, standing};
use crate::web::form::Fields;

/// The roles of the staff server, if Discord tells them.
type Roles = Result<Vec<Named<RoleId>>, Failure>;

/// What is wrong, for each field a sentence; and the people that somebody has yet to choose from.
#[derive(Default, PartialEq, Eq)]
struct Wrong {
    client_id: Option<String>,
    client_secret: Option<String>,
    address: Option<String>,
    person: Option<String>,
    found: Option<String>,
}

/// `GET /setup/panel`
pub(super) async fn show(visit: Visit) -> Result<Response, Response> {
    let draft = visit.enter(Step::Panel)?;
    let roles = people::roles(&draft).await;
    Ok(page(&visit, &draft, (&roles, Wrong::default())).into_response())
}

/// `POST /setup/panel`
pub(super) async fn take(visit: Visit, form: Fields) -> Result<Response, Response> {
    let draft = visit.enter(Step::Panel)?;
    let roles = people::roles(&draft).await;
    let before = panel_of(&visit, &draft);
    let chosen_before = role_ids(&before);
    let mut panel = entered(&form, before, &roles);
    // What Discord has not confirmed is not gone on with.
    let is_unsure = roles.is_err() && role_ids(&panel) != chosen_before;
    let go = form.value("go");
    let looks = !panel.person.is_empty() && !matches!(go, "back" | "again");
    let search = match looks {
        true => Some(people::find(&draft, &mut panel).await),
        false => None,
    };
    let mut wrong = wrongs(&visit, &draft, &panel);
    let is_going_on = !matches!(go, "back" | "find" | "again");
    if wrong == Wrong::default() && is_going_on && panel.is_enabled {
        wrong.client_secret = secret_refusal(&visit, &draft, &panel).await;
    }
    let draft = visit.desk.change(|draft| {
        draft.panel = Some(panel.clone());
        // Nothing is written of what is not right any more.
        if wrong != Wrong::default() || is_unsure {
            draft.reached = draft.reached.min(Step::Panel);
        }
    });
    if go == "back" {
        return Ok(Redirect::to(Step::Panel.before().address()).into_response());
    }
    if !is_going_on {
        wrong = Wrong::default();
    }
    match search {
        Some(Ok(Search::Found)) => {
            wrong.person = None;
            wrong.found = Some(visit.words.text("setup-person-choose").into_owned());
        }
        Some(Ok(search)) => wrong.person = search.sentence(visit.words).or(wrong.person),
        Some(Err(failure)) => wrong.person = Some(unanswered(visit.words, &failure).sentence),
        None => {}
    }
    if !is_going_on {
        return Ok(page(&visit, &draft, (&roles, wrong)).into_response());
    }
    if wrong != Wrong::default() || roles.is_err() {
        return Ok(refused(page(&visit, &draft, (&roles, wrong))));
    }
    Ok(visit.go_on(Step::Panel))
}

/// Why the client secret will not do. While Discord does not say, it is gone on with: the last step asks again.
async fn secret_refusal(visit: &Visit, draft: &Draft, panel: &Panel) -> Option<String> {
    let judged = signing::credentials(visit, draft, panel).await?;
    let is_wrong = matches!(judged, Ok(Credentials::Wrong));
    is_wrong.then(|| visit.words.text("setup-client-secret-wrong").into_owned())
}

fn role_ids(panel: &Panel) -> Vec<RoleId> {
    panel.roles.iter().map(|role| role.id).collect()
}

/// The redirect of a panel at this address, if it is an address.
pub(super) fn redirect_of(address: &str) -> Option<String> {
    let url = Url::parse(address).ok()?;
    let is_bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
    let is_ours = matches!(url.scheme(), "http" | "https") && url.username().is_empty();
    let origin = url.origin().ascii_serialization();
    (is_bare && is_ours && url.has_host()).then(|| format!("{origin}{CALLBACK}"))
}

/// What was entered before, or else what is most likely.
fn panel_of(visit: &Visit, draft: &Draft) -> Panel {
    let likely = || Panel {
        is_enabled: true,
        client_id: draft
            .bot
            .as_ref()
            .map(|bot| bot.application.id.to_string())
            .unwrap_or_default(),
        address: visit.origin.clone(),
        ..Panel::default()
    };
    draft.panel.clone().unwrap_or_else(likely)
}

/// What the form says. Whoever is ticked is chosen, whoever is not stays in sight.
fn entered(form: &Fields, before: Panel, roles: &Roles) -> Panel {
    let is_ticked = |field, id: &dyn Display| {
        let id = id.to_string();
        form.all(field).any(|value| value == id)
    };
    let people = before.admins.into_iter().chain(before.found);
    let (admins, found) = people.partition(|person| is_ticked("admin", &person.id));
    let typed = form.value("client_secret").trim();
    let client_secret = match typed {
        "" => before.client_secret,
        typed => Some(SecretString::from(typed.to_owned())),
    };
    let roles = match roles {
        Ok(roles) => {
            let ticked = roles.iter().filter(|role| is_ticked("role", &role.id));
            ticked.cloned().collect()
        }
        Err(_) => kept_roles(form, before.roles),
    };
    Panel {
        is_enabled: form.is_ticked("enabled"),
        client_id: form.value("client_id").trim().to_owned(),
        client_secret,
        address: form.value("address").trim().to_owned(),
        admins,
        found,
        person: form.value("person").trim().to_owned(),
        roles,
    }
}

/// The roles that the form chooses, by the names that they had.
fn kept_roles(form: &Fields, before: Vec<Named<RoleId>>) -> Vec<Named<RoleId>> {
    let ticked = form.all("role").filter_map(|id| id.parse::<RoleId>().ok());
    let ticked = ticked.map(|id| {
        let known = before.iter().find(|role| role.id == id);
        known.cloned().unwrap_or_else(|| Named {
            id,
            name: id.to_string(),
        })
    });
    ticked.collect()
}

fn wrongs(visit: &Visit, draft: &Draft, panel: &Panel) -> Wrong {
    let words = visit.words;
    let mut wrong = Wrong::default();
    if !panel.is_enabled {
        if panel.admins.is_empty() && panel.roles.is_empty() {
            wrong.person = Some(words.text("setup-staff-needed").into_owned());
        }
        return wrong;
    }
    wrong.client_id = match panel.client_id.parse::<ApplicationId>() {
        Ok(id) => other_application(visit, draft, id),
        Err(_) => Some(words.text("setup-client-id-wrong").into_owned()),
    };
    if !holds_secret(visit, panel) {
        wrong.client_secret = Some(words.text("setup-client-secret-missing").into_owned());
    }
    if redirect_of(&panel.address).is_none() {
        wrong.address = Some(words.text("setup-address-wrong").into_owned());
    }
    if panel.admins.is_empty() {
        wrong.person = Some(words.text("setup-person-needed").into_owned());
    }
    wrong
}

/// Whether a client id is another application's than the bot's: people would sign in to that one.
fn other_application(visit: &Visit, draft: &Draft, id: ApplicationId) -> Option<String> {
    let ours = &draft.bot.as_ref()?.application;
    let is_same = id.to_string() == ours.id.to_string();
    (!is_same).then(|| {
        let id = ours.id.to_string();
        let values = [
            ("bot", ours.name.as_str().into()),
            ("id", id.as_str().into()),
        ];
        visit.words.with("setup-client-id-other", &values)
    })
}

fn holds_secret(visit: &Visit, panel: &Panel) -> bool {
    panel.client_secret.is_some() || visit.desk.environment.gives("bot.client_secret")
}

fn page(visit: &Visit, draft: &Draft, (roles, wrong): (&Roles, Wrong)) -> Markup {
    let panel = panel_of(visit, draft);
    let field = |value: &str, error| Field {
        value: value.to_owned(),
        error,
    };
    let chosen = panel.admins.iter().map(|person| choice(person, Taken::Yes));
    let found = panel.found.iter().map(|person| choice(person, Taken::No));
    // Without them on the page the next form would choose none.
    let offered = roles.as_deref().unwrap_or(&panel.roles).iter();
    let offered = offered.map(|role| {
        let taken = match panel.roles.iter().any(|chosen| chosen.id == role.id) {
            true => Taken::Yes,
            false => Taken::No,
        };
        Choice {
            help: String::new(),
            ..choice(role, taken)
        }
    });
    let portal = portal(&visit.desk.groundwork.discord);
    let shown = panel::Panel {
        enabled: panel.is_enabled,
        client_id: field(&panel.client_id, wrong.client_id),
        client_secret_error: wrong.client_secret,
        holds_client_secret: holds_secret(visit, &panel),
        address: field(&panel.address, wrong.address),
        redirect: redirect_of(&panel.address),
        portal: match &draft.bot {
            Some(bot) => format!("{portal}/{}/oauth2", bot.application.id),
            None => portal,
        },
        people: chosen.chain(found).collect(),
        name: field(&panel.person, wrong.person),
        found: wrong.found,
        roles: offered.collect(),
        trouble: roles
            .as_ref()
            .err()
            .map(|failure| unanswered(visit.words, failure)),
        tunnel: visit.tunnel(),
    };
    panel::page(&visit.reader(), &standing(draft, Step::Panel), &shown)
}

/// Whether a choice is taken.
enum Taken {
    Yes,
    No,
}

fn choice<Id: Display>(one: &Named<Id>, taken: Taken) -> Choice {
    Choice {
        value: one.id.to_string(),
        label: one.name.clone(),
        help: one.id.to_string(),
        chosen: matches!(taken, Taken::Yes),
    }
}

#[cfg(test)]
mod tests {
    use super::redirect_of;

    #[test]
    fn an_address_is_scheme_and_name() {
        let redirects = [
            "http://localhost:3002",
            "https://desk.example.com/",
            "https://Desk.example.com:443",
        ];
        let redirects = redirects.map(|address| redirect_of(address).unwrap());
        assert_eq!(
            redirects,
            [
                "http://localhost:3002/api/auth/callback",
                "https://desk.example.com/api/auth/callback",
                "https://desk.example.com/api/auth/callback",
            ]
        );
        for address in [
            "",
            "desk.example.com",
            "ftp://desk.example.com",
            "https://desk.example.com/panel",
            "https://desk.example.com/?a",
            "https://mia@desk.example.com",
            "javascript:alert(1)",
        ] {
            assert_eq!(redirect_of(address), None, "{address}");
        }
    }
}
