//! The history of the settings, and the way back.

use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::Markup;
use serde::Deserialize;
use views::configuration::{Change, History, Version as Shown};

use crate::error::Error;
use crate::models::effect;
use crate::models::permission::Permission;
use crate::models::setting::version::{Current, Version};
use crate::refusal_words::sentence;
use crate::web::configuration::showing::Channels;
use crate::web::configuration::wording;
use crate::web::failure::{self, Failure};
use crate::web::form::{EXPECTED, Fields};
use crate::web::route::{Route, Who};
use crate::web::visit::Signed;

const PAGE: &str = "/configuration/history";
/// How many versions are on a page.
const PAGE_SIZE: i64 = 20;
/// The version that is the configuration file.
const FILE: i64 = 0;

/// The history.
pub fn routes() -> Vec<Route> {
    let view = Who::May(Permission::ViewConfiguration);
    let edit = Who::May(Permission::EditConfiguration);
    vec![
        Route::get(PAGE, view, index),
        Route::post(
            "/configuration/history/{version}/restoration",
            edit,
            restore,
        ),
    ]
}

/// Which part of the history is asked for.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    before: Option<i64>,
}

/// `GET /configuration/history?before=40`
pub async fn index(signed: Signed, Query(asked): Query<Asked>) -> Result<Markup, Failure> {
    Ok(page(&signed, asked.before, None).await?)
}

/// `POST /configuration/history/3/restoration`
pub async fn restore(
    signed: Signed,
    Path(version): Path<i64>,
    form: Fields,
) -> Result<Response, Failure> {
    let follower = &signed.app.follower;
    let before = signed.app.standing().current.number;
    let wanted = effect::Change {
        to: version,
        from: form.value(EXPECTED).parse().ok(),
    };
    let restored = {
        let conn = &mut signed.app.db().await?;
        Current::roll_back(conn, &signed.act(), follower.file(), wanted).await
    };
    let restored = match restored {
        Ok(restored) => restored,
        Err(error) => {
            let refusal = failure::of_form(error)?;
            let why = sentence(signed.visit.words, &refusal);
            let page = page(&signed, None, Some(why)).await?;
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        }
    };
    follower.refresh().await?;
    let notice = match version {
        FILE => signed.says("done-settings-of-file-restored"),
        number => signed.says_with("done-settings-restored", &[("number", number.into())]),
    };
    let again = format!("{PAGE}/{before}/restoration");
    let expected = restored.number.to_string();
    let notice = signed.undoable(notice, again, &[(EXPECTED, expected.as_str())]);
    Ok(signed.lead(PAGE, &notice).await)
}

async fn page(
    signed: &Signed,
    before: Option<i64>,
    refusal: Option<String>,
) -> Result<Markup, Error> {
    let mut versions = {
        let conn = &mut signed.app.db().await?;
        Version::history(conn, &signed.act(), before, PAGE_SIZE + 1).await?
    };
    let has_older = versions.len() > usize::try_from(PAGE_SIZE).unwrap_or(usize::MAX);
    if has_older {
        versions.pop();
    }
    let older = versions
        .last()
        .filter(|_| has_older)
        .map(|version| version.number);
    let channels = Channels::ask(signed).await;
    let shown = versions
        .iter()
        .map(|version| shown(signed, version, &channels));
    let standing = signed.app.standing();
    let history = History {
        versions: shown.collect(),
        current: standing.current.number,
        is_file: standing.current.overrides.is_empty(),
        older,
        may_edit: signed.may(Permission::EditConfiguration),
        refusal,
    };
    Ok(views::configuration::history_page(
        &signed.reader(),
        &history,
    ))
}

fn shown(signed: &Signed, version: &Version, channels: &Channels) -> Shown {
    let words = signed.visit.words;
    let changes = version.differences().into_iter().map(|difference| {
        let told = |text: &str| wording::told(words, difference.key, (text, channels));
        Change {
            label: wording::label(words, difference.key),
            old: told(&difference.old),
            new: told(&difference.new),
        }
    });
    Shown {
        number: version.number,
        author: version.author_name.clone(),
        at: version.at,
        changes: changes.collect(),
        rolled_back_to: version.rolled_back_to,
    }
}
