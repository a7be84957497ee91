//! The configuration page: settings shown in groups, saved at once, and gone back to.

pub mod filling;
pub mod history;
pub mod secrets;
pub mod showing;
pub mod wording;

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::Markup;
use views::configuration::{Configuration, Group as ShownGroup, Outcome, Secret};

use crate::error::Refusal;
use crate::models::notice::Notice;
use crate::models::permission::Permission;
use crate::models::setting::Group;
use crate::web::configuration::filling::Filled;
use crate::web::configuration::showing::Channels;
use crate::web::failure::Failure;
use crate::web::form::Fields;
use crate::web::route::{Route, Who};
use crate::web::visit::Signed;

const PAGE: &str = "/configuration";

/// The configuration, its history, and its secrets.
pub fn routes() -> Vec<Route> {
    let view = Who::May(Permission::ViewConfiguration);
    let edit = Who::May(Permission::EditConfiguration);
    let mut routes = vec![
        Route::get(PAGE, view, index),
        Route::post("/configuration/messages/preview", view, preview),
        Route::post("/configuration/{group}", edit, save),
        Route::post("/configuration/{group}/reset", edit, reset),
    ];
    routes.extend(history::routes());
    routes.extend(secrets::routes());
    routes
}

/// A group as somebody has filled it in.
pub(super) struct Touched {
    group: Group,
    filled: Filled,
}

impl Touched {
    fn shown(&self, signed: &Signed, channels: &Channels) -> ShownGroup {
        showing::group(signed, self.group, (&self.filled, channels))
    }
}

/// `GET /configuration`
pub async fn index(signed: Signed) -> Result<Markup, Failure> {
    let done = signed.visit.done_beside();
    let secrets = secrets::shown(&signed, done, None);
    let saved = done.and_then(Group::from_word);
    let touched = saved.map(|group| Touched {
        group,
        filled: Filled::saved(),
    });
    Ok(page(&signed, touched, secrets).await)
}

/// `POST /configuration/look`
pub async fn save(
    signed: Signed,
    Path(group): Path<String>,
    form: Fields,
) -> Result<Response, Failure> {
    let Some(group) = Group::from_word(&group) else {
        return Ok(StatusCode::NOT_FOUND.into_response());
    };
    let filled = filling::save(&signed, group, form).await?;
    Ok(answer(&signed, Touched { group, filled }).await)
}

/// `POST /configuration/look/reset`: a setting has the value of the configuration file again.
pub async fn reset(
    signed: Signed,
    Path(group): Path<String>,
    form: Fields,
) -> Result<Response, Failure> {
    let Some(group) = Group::from_word(&group) else {
        return Ok(StatusCode::NOT_FOUND.into_response());
    };
    let filled = filling::set_back(&signed, group, form).await?;
    Ok(answer(&signed, Touched { group, filled }).await)
}

/// `POST /configuration/messages/preview`: how messages look that are being typed. Nothing is saved.
pub async fn preview(signed: Signed, form: Fields) -> Result<Response, Failure> {
    let filled = filling::typing(&signed, Group::Messages, form).await?;
    if signed.visit.wants_fragment {
        let previews = showing::previews(&signed, &filled).await;
        return Ok(views::configuration::previews(&signed.reader(), &previews).into_response());
    }
    let secrets = secrets::shown(&signed, None, None);
    let touched = Touched {
        group: Group::Messages,
        filled,
    };
    Ok(page(&signed, Some(touched), secrets).await.into_response())
}

/// The group or the page around it; once it is saved, a browser without scripts is led there.
async fn answer(signed: &Signed, touched: Touched) -> Response {
    let status = touched.filled.status();
    if signed.visit.wants_fragment {
        let fragment = fragment(signed, &touched).await;
        return (status, fragment).into_response();
    }
    if touched.filled.is_saved {
        let slug = touched.group.word();
        let group = format!("{PAGE}#settings-{slug}");
        return signed.lead(&group, &Notice::beside(slug)).await;
    }
    let secrets = secrets::shown(signed, None, None);
    let page = page(signed, Some(touched), secrets).await;
    (status, page).into_response()
}

async fn fragment(signed: &Signed, touched: &Touched) -> Markup {
    let channels = match touched.group {
        Group::Look | Group::Logs => Channels::ask(signed).await,
        _ => Channels::default(),
    };
    let shown = touched.shown(signed, &channels);
    let previews = match touched.group {
        Group::Messages => showing::previews(signed, &touched.filled).await,
        _ => Vec::new(),
    };
    views::configuration::group(&signed.reader(), &shown, &previews)
}

/// The whole page, with one group as somebody has filled it in.
pub(super) async fn page(
    signed: &Signed,
    touched: Option<Touched>,
    secrets: Vec<Secret>,
) -> Markup {
    let channels = Channels::ask(signed).await;
    let untouched = Filled::default();
    let of = |group: Group| touched.as_ref().filter(|touched| touched.group == group);
    let groups = Group::ALL.iter().copied().map(|group| match of(group) {
        Some(touched) => touched.shown(signed, &channels),
        None => showing::group(signed, group, (&untouched, &channels)),
    });
    let messages = of(Group::Messages).map_or(&untouched, |touched| &touched.filled);
    let configuration = Configuration {
        groups: groups.collect(),
        previews: showing::previews(signed, messages).await,
        secrets,
    };
    views::configuration::page(&signed.reader(), &configuration)
}

/// What came of saving, for a group.
pub(super) fn outcome(signed: &Signed, filled: &Filled) -> Outcome {
    match &filled.refusal {
        Some(Refusal::Settings(_) | Refusal::OpenToMembers(_)) => Outcome::Untouched,
        Some(refusal) => {
            Outcome::Refused(crate::refusal_words::sentence(signed.visit.words, refusal))
        }
        None if filled.is_saved => Outcome::Saved,
        None if filled.is_unsaved => Outcome::Unsaved,
        None => Outcome::Untouched,
    }
}
