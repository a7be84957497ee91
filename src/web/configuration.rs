//! The configuration page: settings shown in groups, saved at once, and gone back to.

pub mod history;
pub mod resetting;
pub mod secrets;
pub mod showing;
pub mod wording;

use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::Markup;
use serde::Deserialize;
use views::configuration::{Configuration, Group as ShownGroup, Outcome, Secret};

use crate::error::{Error, Flaw, Refusal};
use crate::models::permission::Permission;
use crate::models::setting::Group;
use crate::models::setting::edit::Edit;
use crate::models::setting::version::Current;
use crate::web::configuration::resetting::Unsaved;
use crate::web::configuration::showing::{Channels, Filled};
use crate::web::failure::{self, Failure};
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
pub(super) struct Touched<'a> {
    group: Group,
    filled: Filled<'a>,
    /// What is typed in it beside what was done.
    unsaved: Option<&'a Unsaved>,
}

impl Touched<'_> {
    fn of(group: Group) -> Self {
        Self {
            group,
            filled: Filled::default(),
            unsaved: None,
        }
    }

    fn shown(&self, signed: &Signed, channels: &Channels) -> ShownGroup {
        let shown = showing::group(signed, self.group, (&self.filled, channels));
        match self.unsaved {
            Some(unsaved) => unsaved.told_in(shown),
            None => shown,
        }
    }
}

/// What has just been done, told on the page that comes after it.
#[derive(Debug, Default, Deserialize)]
pub struct Done {
    saved: Option<String>,
    replaced: Option<String>,
}

/// `GET /configuration`
pub async fn index(signed: Signed, Query(done): Query<Done>) -> Result<Markup, Failure> {
    let secrets = secrets::shown(&signed, done.replaced.as_deref(), None);
    let saved = done.saved.as_deref().and_then(Group::from_word);
    let touched = saved.map(|group| Touched {
        filled: Filled::saved(),
        ..Touched::of(group)
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
    let saved = match edit_of(group, &form) {
        Ok(edit) => keep(&signed, edit).await,
        Err(refusal) => Err(refusal.into()),
    };
    answer(&signed, group, (saved, &form)).await
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
    match resetting::set_back(&signed, group, &form).await {
        Ok(Some(unsaved)) => {
            let touched = Touched {
                filled: Filled::typed(&unsaved.fields, None),
                unsaved: Some(&unsaved),
                ..Touched::of(group)
            };
            Ok(answer_in_place(&signed, StatusCode::OK, touched).await)
        }
        Ok(None) => answer(&signed, group, (Ok(()), &form)).await,
        Err(error) if resetting::is_whole(group, &form) => {
            answer(&signed, group, (Err(error), &form)).await
        }
        Err(error) => answer(&signed, group, (Err(error), &Fields::default())).await,
    }
}

/// `POST /configuration/messages/preview`: how messages look that are being typed. Nothing is saved.
pub async fn preview(signed: Signed, form: Fields) -> Response {
    let filled = Filled::typed(&form, None);
    if signed.visit.wants_fragment {
        let previews = showing::previews(&signed, &filled).await;
        return views::configuration::previews(&signed.reader(), &previews).into_response();
    }
    let secrets = secrets::shown(&signed, None, None);
    let touched = Touched {
        filled,
        ..Touched::of(Group::Messages)
    };
    page(&signed, Some(touched), secrets).await.into_response()
}

/// The settings of a group as a form sent them.
///
/// # Errors
///
/// Refuses what is no form of ours.
pub fn edit_of(group: Group, form: &Fields) -> Result<Edit, Refusal> {
    Ok(Edit {
        base: base_of(form)?,
        values: group
            .keys()
            .map(|key| (key, showing::typed(form, key)))
            .collect(),
        resets: Vec::new(),
    })
}

/// The version that somebody looked at.
fn base_of(form: &Fields) -> Result<i64, Refusal> {
    form.value("base").parse().map_err(|_| Refusal::Invalid {
        field: "base",
        why: Flaw::Base,
    })
}

/// Saves what somebody has changed, and has this process follow before it answers.
///
/// # Errors
///
/// As [`Current::save`].
pub async fn keep(signed: &Signed, edit: Edit) -> Result<(), Error> {
    let follower = &signed.app.follower;
    signed.app.check_channels(&signed.act(), &edit).await?;
    // Whoever holds a connection must not ask for another, as following does.
    {
        let conn = &mut signed.app.db().await?;
        Current::save(conn, &signed.act(), follower.file(), edit).await?;
    }
    Ok(follower.refresh().await?)
}

async fn answer(
    signed: &Signed,
    group: Group,
    (saved, form): (Result<(), Error>, &Fields),
) -> Result<Response, Failure> {
    let (status, filled) = match saved {
        Ok(()) if !signed.visit.wants_fragment => {
            let slug = group.word();
            let to = format!("{PAGE}?saved={slug}#settings-{slug}");
            return Ok(Redirect::to(&to).into_response());
        }
        Ok(()) => (StatusCode::OK, Filled::saved()),
        Err(error) => {
            let refusal = failure::of_form(error)?;
            let filled = Filled::typed(form, Some(refusal));
            (StatusCode::UNPROCESSABLE_ENTITY, filled)
        }
    };
    let touched = Touched {
        filled,
        ..Touched::of(group)
    };
    Ok(answer_in_place(signed, status, touched).await)
}

/// The group as it is filled in, or the page around it.
async fn answer_in_place(signed: &Signed, status: StatusCode, touched: Touched<'_>) -> Response {
    if signed.visit.wants_fragment {
        let fragment = fragment(signed, &touched).await;
        return (status, fragment).into_response();
    }
    let secrets = secrets::shown(signed, None, None);
    let page = page(signed, Some(touched), secrets).await;
    (status, page).into_response()
}

async fn fragment(signed: &Signed, touched: &Touched<'_>) -> Markup {
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
    touched: Option<Touched<'_>>,
    secrets: Vec<Secret>,
) -> Markup {
    let channels = Channels::ask(signed).await;
    let of = |group: Group| touched.as_ref().filter(|touched| touched.group == group);
    let groups = Group::ALL.iter().copied().map(|group| match of(group) {
        Some(touched) => touched.shown(signed, &channels),
        None => Touched::of(group).shown(signed, &channels),
    });
    let untouched = Filled::default();
    let messages = of(Group::Messages).map_or(&untouched, |touched| &touched.filled);
    let configuration = Configuration {
        groups: groups.collect(),
        previews: showing::previews(signed, messages).await,
        secrets,
    };
    views::configuration::page(&signed.reader(), &configuration)
}

/// What came of saving, for a group.
pub(super) fn outcome(signed: &Signed, filled: &Filled<'_>) -> Outcome {
    match &filled.refusal {
        Some(Refusal::Settings(_)) => Outcome::Untouched,
        Some(refusal) => {
            Outcome::Refused(crate::refusal_words::sentence(signed.visit.words, refusal))
        }
        None if filled.is_saved => Outcome::Saved,
        None => Outcome::Untouched,
    }
}
