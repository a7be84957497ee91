//! Categories: the list in its order, and what is done to one.

mod show;

use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::Markup;
use serde::Deserialize;
use views::categories::category_address;
use views::form::MEANT;

use crate::error::Error;
use crate::ids::CategoryId;
use crate::models::category::Category;
use crate::models::category::changing::{Definition, Switch};
use crate::models::category::ordering::Direction;
use crate::models::effect::Effect;
use crate::models::notice::Notice;
use crate::models::permission::Permission;
use crate::web::categories::show::{Refused, Typed};
use crate::web::failure::{self, Failure};
use crate::web::form::{Fields, meaningful};
use crate::web::route::{Route, Who};
use crate::web::visit::Signed;

const PAGE: &str = "/categories";

/// The categories.
pub fn routes() -> Vec<Route> {
    let manage = Who::May(Permission::ManageCategories);
    vec![
        Route::get(PAGE, manage, index),
        Route::post(PAGE, manage, create),
        Route::post("/categories/{category}", manage, change),
        Route::post("/categories/{category}/place", manage, shift),
        Route::post("/categories/{category}/switch", manage, switch),
        Route::post("/categories/{category}/removal", manage, remove),
        Route::post("/categories/{category}/return", manage, bring_back),
    ]
}

/// Which categories are asked for.
#[derive(Debug, Default, Deserialize)]
pub struct ListQuery {
    #[serde(default)]
    shelf: String,
}

/// `GET /categories`
pub async fn index(signed: Signed, Query(query): Query<ListQuery>) -> Result<Markup, Failure> {
    let categories = match query.shelf.as_str() {
        "removed" => show::removed(&signed, None).await?,
        _ => show::load(&signed, Refused::Nothing).await?,
    };
    Ok(views::categories::page(&signed.reader(), &categories))
}

/// `POST /categories`
pub async fn create(signed: Signed, form: Fields) -> Result<Response, Failure> {
    let created = async {
        let definition = definition(&form)?;
        check(&signed, (None, &definition), &form).await?;
        Category::create(&mut *signed.app.db().await?, &signed.act(), definition).await
    };
    match created.await {
        Ok(category) => Ok(saved(&signed, &category).await),
        Err(error) => refuse(&signed, (None, &form), error).await,
    }
}

/// `POST /categories/3`
pub async fn change(
    signed: Signed,
    Path(category): Path<CategoryId>,
    form: Fields,
) -> Result<Response, Failure> {
    let changed = async {
        let definition = definition(&form)?;
        check(&signed, (Some(category), &definition), &form).await?;
        let conn = &mut signed.app.db().await?;
        let to = (signed.app.appointments(), definition);
        let based_on = form.value("based_on").parse().unwrap_or(0);
        Category::change(conn, &signed.act(), (category, based_on), to).await
    };
    match changed.await {
        Ok(changed) => {
            let notice = told_of_change(&signed, &changed);
            Ok(signed.lead(PAGE, &notice).await)
        }
        Err(error) => refuse(&signed, (Some(category), &form), error).await,
    }
}

/// `POST /categories/3/place`
pub async fn shift(
    signed: Signed,
    Path(category): Path<CategoryId>,
    form: Fields,
) -> Result<Response, Failure> {
    let direction = match form.value("way") {
        "up" => Direction::Up,
        _ => Direction::Down,
    };
    {
        let conn = &mut signed.app.db().await?;
        Category::shift(conn, &signed.act(), category, direction).await?;
    }
    list(&signed).await
}

/// `POST /categories/3/switch`
pub async fn switch(
    signed: Signed,
    Path(category): Path<CategoryId>,
    form: Fields,
) -> Result<Response, Failure> {
    let to = match form.value("to") {
        "on" => Switch::On,
        _ => Switch::Off,
    };
    let switched = async {
        let conn = &mut signed.app.db().await?;
        Category::switch(conn, &signed.act(), category, to).await
    };
    let Err(error) = switched.await else {
        return list(&signed).await;
    };
    let refusal = failure::of_form(error)?;
    let categories = show::load(&signed, Refused::Act(refusal)).await?;
    let reader = signed.reader();
    let markup = if signed.visit.wants_fragment {
        views::categories::list(&reader, &categories)
    } else {
        views::categories::page(&reader, &categories)
    };
    Ok((StatusCode::UNPROCESSABLE_ENTITY, markup).into_response())
}

/// `POST /categories/3/removal`
pub async fn remove(signed: Signed, Path(category): Path<CategoryId>) -> Result<Response, Failure> {
    Category::remove(&mut *signed.app.db().await?, &signed.act(), category).await?;
    let notice = signed.says("done-category-removed");
    let back = category_address(category.0, "return");
    let notice = signed.undoable(notice, back, &[]);
    Ok(signed.lead(PAGE, &notice).await)
}

async fn saved(signed: &Signed, category: &Category) -> Response {
    signed.lead(PAGE, &told_of_saving(signed, category)).await
}

fn told_of_saving(signed: &Signed, category: &Category) -> Notice {
    let name = [("name", category.name.as_str().into())];
    signed.says_with("done-category-saved", &name)
}

/// The sentence; with the form that makes the category what it was, as long as it is what it was made.
fn told_of_change(signed: &Signed, changed: &Effect<Category>) -> Notice {
    let notice = told_of_saving(signed, changed);
    let Some(before) = &changed.before else {
        return notice;
    };
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let channels = before.discord_category_id.map(|id| id.to_string());
    let roles = before.staff_roles.iter().map(ToString::to_string);
    let mut fields = vec![
        ("name", before.name.clone()),
        ("description", text(&before.description)),
        ("emoji", text(&before.emoji)),
        ("channels", channels.unwrap_or_default()),
        ("based_on", changed.version.to_string()),
    ];
    fields.extend(roles.map(|role| ("roles", role)));
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let again = category_address(changed.id.0, "");
    signed.undoable(notice, again, &fields)
}

/// `POST /categories/3/return`
pub async fn bring_back(
    signed: Signed,
    Path(category): Path<CategoryId>,
) -> Result<Response, Failure> {
    let returned = async {
        let conn = &mut signed.app.db().await?;
        Category::bring_back(conn, &signed.act(), category).await
    };
    let error = match returned.await {
        Ok(category) => {
            let name = [("name", category.name.as_str().into())];
            let notice = signed.says_with("done-category-returned", &name);
            return Ok(signed.lead(PAGE, &notice).await);
        }
        Err(error) => error,
    };
    let refusal = failure::of_form(error)?;
    let categories = show::removed(&signed, Some(&refusal)).await?;
    let page = views::categories::page(&signed.reader(), &categories);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// The list to a script that swaps it in, the way back to the page to everybody else.
async fn list(signed: &Signed) -> Result<Response, Failure> {
    if !signed.visit.wants_fragment {
        return Ok(Redirect::to(PAGE).into_response());
    }
    let categories = show::load(signed, Refused::Nothing).await?;
    Ok(views::categories::list(&signed.reader(), &categories).into_response())
}

/// The page with the form as it was sent, and what is wrong beside what is wrong.
async fn refuse(
    signed: &Signed,
    (category, form): (Option<CategoryId>, &Fields),
    error: Error,
) -> Result<Response, Failure> {
    let typed = Typed {
        category,
        form,
        refusal: failure::of_form(error)?,
    };
    let categories = show::load(signed, Refused::Form(typed)).await?;
    let page = views::categories::page(&signed.reader(), &categories);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

async fn check(
    signed: &Signed,
    what: (Option<CategoryId>, &Definition),
    form: &Fields,
) -> Result<(), Error> {
    let meant = form.value(MEANT).parse().ok();
    signed.app.check_seclusion(&signed.act(), what, meant).await
}

fn definition(form: &Fields) -> Result<Definition, Error> {
    let not_an_id = |error: crate::ids::NotAnId| crate::error::Refusal::Invalid {
        field: "channels",
        why: error.into(),
    };
    let channels = meaningful(form.value("channels"));
    let channels = channels
        .map(|id| id.parse().map_err(not_an_id))
        .transpose()?;
    let roles: Result<_, _> = form.all("roles").map(str::parse).collect();
    Ok(Definition {
        name: form.value("name").to_owned(),
        description: meaningful(form.value("description")),
        emoji: meaningful(form.value("emoji")),
        discord_category_id: channels,
        staff_roles: roles.map_err(not_an_id)?,
    })
}
