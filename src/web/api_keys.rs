//! API keys: the list, a new one, and the end of one.

use std::collections::HashMap;

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, NaiveDate, NaiveTime, TimeZone as _, Utc};
use maud::Markup;
use secrecy::ExposeSecret as _;
use uuid::Uuid;
use views::api_keys::{
    ApiKey as Shown, ApiKeys, CreatedKey, KeyForm, KeyState, OfferedCategory, Scope as ShownScope,
};
use views::form::Field;

use crate::error::{Error, Flaw, Refusal};
use crate::ids::{ApiKeyId, CategoryId, UserId};
use crate::models::api_key::creating::{Created, NewApiKey};
use crate::models::api_key::{ApiKey, Scope};
use crate::models::category::Category;
use crate::models::permission::Permission;
use crate::models::user::User;
use crate::refusal_words::sentence;
use crate::web::failure::{self, Failure};
use crate::web::form::{Fields, meaningful};
use crate::web::route::{Route, Who};
use crate::web::uploads;
use crate::web::visit::Signed;

const PAGE: &str = "/api-keys";

/// The API keys.
pub fn routes() -> Vec<Route> {
    let manage = Who::May(Permission::ManageApiKeys);
    vec![
        Route::get(PAGE, manage, index),
        Route::post(PAGE, manage, create),
        Route::post("/api-keys/{key}/revocation", manage, revoke),
        Route::post("/api-keys/{key}/deletion", manage, delete),
    ]
}

/// `GET /api-keys`
pub async fn index(signed: Signed) -> Result<Markup, Failure> {
    Ok(page(&signed, KeyForm::default(), None).await?)
}

/// `POST /api-keys`: answers with the page itself, since the key can be shown only now. The same form sent again, as by loading that
/// page anew, makes no second key.
pub async fn create(signed: Signed, form: Fields) -> Result<Response, Failure> {
    match make(&signed, &form).await {
        Ok(Created { key, secret }) => {
            let created = CreatedKey {
                scopes: shown_scopes(&key),
                name: key.name,
                secret: secret.map(|secret| secret.expose_secret().to_owned()),
            };
            Ok(page(&signed, KeyForm::default(), Some(created))
                .await?
                .into_response())
        }
        Err(error) => {
            let form = refused(&signed, &form, &failure::of_form(error)?);
            let page = page(&signed, form, None).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

/// `POST /api-keys/3/revocation`
pub async fn revoke(signed: Signed, Path(key): Path<ApiKeyId>) -> Result<Response, Failure> {
    let revoked = ApiKey::revoke(&mut *signed.app.db().await?, &signed.act(), key).await;
    let notice = failure::done_or_gone(&signed, revoked, signed.says("done-key-revoked"))?;
    Ok(signed.lead(PAGE, &notice).await)
}

/// `POST /api-keys/3/deletion`
pub async fn delete(signed: Signed, Path(key): Path<ApiKeyId>) -> Result<Response, Failure> {
    let deleted = ApiKey::delete(&mut *signed.app.db().await?, &signed.act(), key).await;
    let notice = failure::done_or_gone(&signed, deleted, signed.says("done-key-deleted"))?;
    Ok(signed.lead(PAGE, &notice).await)
}

async fn make(signed: &Signed, form: &Fields) -> Result<Created, Error> {
    let new = wanted(signed, form)?;
    let conn = &mut signed.app.db().await?;
    ApiKey::create(conn, &signed.act(), new).await
}

async fn page(
    signed: &Signed,
    form: KeyForm,
    created: Option<CreatedKey>,
) -> Result<Markup, Error> {
    let conn = &mut signed.app.db().await?;
    let act = signed.act();
    let keys = ApiKey::all(conn, &act).await?;
    let offered = Category::restricted_and_seen(conn, &act).await?;
    let let_into: Vec<CategoryId> = keys
        .iter()
        .flat_map(|key| key.category_ids.clone())
        .collect();
    let let_into = Category::find_all(conn, &let_into).await?;
    let creators: Vec<UserId> = keys.iter().map(|key| key.created_by).collect();
    let creators = User::find_all(conn, &creators).await?;
    let names = creators.iter().map(|user| (user.id, user.name())).collect();
    let api_keys = ApiKeys {
        keys: keys
            .iter()
            .map(|key| Shown {
                categories: category_names(signed, key, &let_into),
                ..shown(key, &names, act.at)
            })
            .collect(),
        form: offer(signed, form, &offered),
        created,
        public_url: signed.app.config.public_url(),
    };
    Ok(views::api_keys::page(&signed.reader(), &api_keys))
}

/// The form with everything that this person can give to a key.
fn offer(signed: &Signed, form: KeyForm, categories: &[Category]) -> KeyForm {
    let chosen: Vec<i64> = form
        .categories
        .iter()
        .filter(|category| category.chosen)
        .map(|category| category.id)
        .collect();
    let offered = |category: &Category| OfferedCategory {
        id: category.id.0,
        name: full_name(category),
        description: category.description.clone().unwrap_or_default(),
        chosen: chosen.contains(&category.id.0),
    };
    let scopes = ShownScope::ALL.into_iter();
    let can_give = |scope: &ShownScope| {
        Scope::from_word(scope.code()).is_some_and(|scope| signed.may(scope.needs()))
    };
    KeyForm {
        submission: Uuid::new_v4().to_string(),
        offered: scopes.filter(can_give).collect(),
        categories: categories.iter().map(offered).collect(),
        ..form
    }
}

/// The categories that a key was let into. That there are others is told, but not which.
fn category_names(signed: &Signed, key: &ApiKey, categories: &[Category]) -> Vec<String> {
    let act = signed.act();
    let own = categories
        .iter()
        .filter(|category| key.category_ids.contains(&category.id));
    let (seen, hidden): (Vec<&Category>, Vec<&Category>) =
        own.partition(|category| act.actor.sight().sees(Some(category.id)));
    let unknown = || signed.visit.words.text("key-hidden-category").into_owned();
    let names = seen.into_iter().map(full_name);
    names.chain(hidden.iter().map(|_| unknown())).collect()
}

fn full_name(category: &Category) -> String {
    match &category.emoji {
        Some(emoji) => format!("{} {}", views::emoji(emoji), category.name),
        None => category.name.clone(),
    }
}

fn shown_scopes(key: &ApiKey) -> Vec<ShownScope> {
    let scopes = key.scopes.iter();
    scopes
        .filter_map(|scope| ShownScope::from_code(scope.word()))
        .collect()
}

fn shown(key: &ApiKey, names: &HashMap<UserId, &str>, now: DateTime<Utc>) -> Shown {
    let state = match (key.revoked_at, key.expires_at) {
        (Some(revoked_at), _) => KeyState::Revoked(revoked_at),
        (None, Some(expiry)) if expiry <= now => KeyState::Expired,
        _ => KeyState::Active,
    };
    let creator = names.get(&key.created_by).map(|name| (*name).to_owned());
    Shown {
        id: key.id.0,
        name: key.name.clone(),
        prefix: key.prefix.clone(),
        scopes: shown_scopes(key),
        categories: Vec::new(),
        created_by: creator.unwrap_or_else(|| key.created_by.to_string()),
        created_at: key.created_at,
        expires_at: key.expires_at,
        last_used_at: key.last_used_at,
        last_used_from: key.last_used_from.clone(),
        state,
    }
}

fn wanted(signed: &Signed, form: &Fields) -> Result<NewApiKey, Refusal> {
    let last_day = meaningful(form.value("expires_on"));
    Ok(NewApiKey {
        name: form.value("name").to_owned(),
        scopes: form
            .all("permissions")
            .filter_map(Scope::from_word)
            .collect(),
        expires_at: last_day.map(|day| end_of(signed, &day)).transpose()?,
        category_ids: chosen_categories(form).map(CategoryId).collect(),
        idempotency_key: submission(form).map(|id| uploads::key(signed, id)),
    })
}

fn submission(form: &Fields) -> Option<Uuid> {
    form.value("submission").parse().ok()
}

fn chosen_categories(form: &Fields) -> impl Iterator<Item = i64> {
    form.all("categories").filter_map(|id| id.parse().ok())
}

/// The end of a day where the reader is: until then the key works.
fn end_of(signed: &Signed, day: &str) -> Result<DateTime<Utc>, Refusal> {
    let next = day.parse::<NaiveDate>().ok().and_then(|day| day.succ_opt());
    let midnight = next.map(|next| next.and_time(NaiveTime::MIN));
    let end = midnight.and_then(|midnight| {
        // A day may begin an hour late where clocks are put forward at midnight.
        let local = signed.visit.time_zone.from_local_datetime(&midnight);
        local
            .earliest()
            .or_else(|| signed.visit.time_zone.from_utc_datetime(&midnight).into())
    });
    end.map(|end| end.to_utc()).ok_or(Refusal::Invalid {
        field: "expires_at",
        why: Flaw::Day,
    })
}

/// What is kept of a ticked category until the form is shown again.
fn still_chosen(id: i64) -> OfferedCategory {
    OfferedCategory {
        id,
        name: String::new(),
        description: String::new(),
        chosen: true,
    }
}

fn refused(signed: &Signed, form: &Fields, refusal: &Refusal) -> KeyForm {
    let why = sentence(signed.visit.words, refusal);
    let mut shown = KeyForm {
        name: Field::of(form.value("name")),
        chosen: form
            .all("permissions")
            .filter_map(ShownScope::from_code)
            .collect(),
        categories: chosen_categories(form).map(still_chosen).collect(),
        expires_on: Field::of(form.value("expires_on")),
        ..KeyForm::default()
    };
    match refusal {
        Refusal::Invalid { field: "name", .. } => shown.name.error = Some(why),
        Refusal::Invalid {
            field: "scopes", ..
        } => shown.permissions_error = Some(why),
        Refusal::Invalid {
            field: "expires_at",
            ..
        } => shown.expires_on.error = Some(why),
        _ => shown.refusal = Some(why),
    }
    shown
}
