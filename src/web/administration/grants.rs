//! Giving permissions to people and roles, and taking them back.

use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::Markup;
use serde::Deserialize;
use views::administration::Section;
use views::administration::grants::{
    self as shown, Candidate, Found, Given, Giving, Grants, Holder, Kind, Remark,
};

use crate::error::{Error, Flaw, Refusal};
use crate::ids::{GrantId, RoleId, UserId};
use crate::models::grant::{Grant, SubjectKind};
use crate::models::notice::Notice;
use crate::models::permission::Permission;
use crate::models::staff;
use crate::models::staff::entitlement::people;
use crate::models::user::User;
use crate::refusal_words::sentence;
use crate::web::administration::frame;
use crate::web::administration::naming::{Names, offered, people_in, permission};
use crate::web::failure::{self, Failure};
use crate::web::form::Fields;
use crate::web::route::{Route, Who};
use crate::web::visit::Signed;

const PAGE: &str = "/administration/grants";
/// The most characters of a name that is looked for.
const LONGEST_NAME: usize = 100;

/// Permissions of people and roles.
pub fn routes() -> Vec<Route> {
    let manage = Who::May(Permission::ManagePermissions);
    vec![
        Route::get(PAGE, manage, index),
        Route::post(PAGE, manage, create),
        Route::get("/administration/grants/candidates", manage, candidates),
        Route::post("/administration/grants/{grant}/revocation", manage, revoke),
    ]
}

/// Who is looked for.
#[derive(Debug, Default, Deserialize)]
pub struct Search {
    #[serde(default)]
    find: String,
}

/// `GET /administration/grants?find=sam`
pub async fn index(signed: Signed, Query(search): Query<Search>) -> Result<Markup, Failure> {
    let giving = look_for(&signed, &search.find).await?;
    let grants = load(&signed, giving).await?;
    Ok(shown::page(&signed.reader(), &grants))
}

/// `GET /administration/grants/candidates?find=sam`: who is called so, while it is typed.
pub async fn candidates(signed: Signed, Query(search): Query<Search>) -> Result<Markup, Failure> {
    let giving = look_for(&signed, &search.find).await?;
    Ok(shown::candidates(&signed.reader(), &giving))
}

/// `POST /administration/grants`
pub async fn create(signed: Signed, form: Fields) -> Result<Response, Failure> {
    let error = match give(&signed, &form).await {
        Ok(()) => return done(&signed, &signed.says("done-granted"), form.value("find")).await,
        Err(error) => failure::of_form(error)?,
    };
    let why = sentence(signed.visit.words, &error);
    let mut giving = look_for(&signed, form.value("find")).await?;
    giving.chosen = form.value("subject").to_owned();
    giving.permissions = offered(&signed, &wanted(&form));
    match error {
        Refusal::NothingToGrant => giving.permissions_error = Some(why),
        _ => giving.subject_error = Some(why),
    }
    let grants = load(&signed, giving).await?;
    let reader = signed.reader();
    let markup = match signed.visit.wants_fragment {
        true => shown::body(&reader, &grants),
        false => shown::page(&reader, &grants),
    };
    Ok((StatusCode::UNPROCESSABLE_ENTITY, markup).into_response())
}

/// `POST /administration/grants/3/revocation`
pub async fn revoke(
    signed: Signed,
    Path(grant): Path<GrantId>,
    form: Fields,
) -> Result<Response, Failure> {
    let find = form.value("find");
    let taken = Grant::take_back_one(&mut *signed.app.db().await?, &signed.act(), grant).await;
    let taken = match taken {
        Ok(taken) => taken,
        Err(error) => return done(&signed, &failure::of_gone(&signed, error)?, find).await,
    };
    let name = permission(signed.visit.words, taken.permission);
    let name = [("permission", name.into())];
    let notice = signed.says_with("done-grant-taken-back", &name);
    let subject = format!("{}:{}", taken.subject_kind.word(), taken.subject_id);
    let given = [
        ("subject", subject.as_str()),
        ("permissions", taken.permission.word()),
    ];
    let notice = signed.undoable(notice, PAGE.to_owned(), &given);
    done(&signed, &notice, find).await
}

/// What has been given now. Who was looked for stays found: the name is still in its box.
async fn done(signed: &Signed, notice: &Notice, find: &str) -> Result<Response, Failure> {
    let find = if signed.visit.wants_fragment {
        find
    } else {
        ""
    };
    let giving = look_for(signed, find).await?;
    let grants = load(signed, giving).await?;
    let fragment = || shown::body(&signed.reader(), &grants);
    Ok(signed.tell(notice, fragment, PAGE).await)
}

async fn give(signed: &Signed, form: &Fields) -> Result<(), Error> {
    let chosen = form.value("subject").split_once(':');
    let subject = chosen.and_then(|(kind, id)| {
        let id: UserId = id.parse().ok()?;
        Some((SubjectKind::from_word(kind)?, id.0))
    });
    let Some(subject) = subject else {
        return Err(Refusal::Invalid {
            field: "subject",
            why: Flaw::Nobody,
        }
        .into());
    };
    let grantee = signed.app.grantee(subject).await?;
    let conn = &mut signed.app.db().await?;
    Grant::give_all(conn, &signed.act(), &grantee, &wanted(form)).await
}

fn wanted(form: &Fields) -> Vec<Permission> {
    form.all("permissions")
        .filter_map(Permission::from_word)
        .collect()
}

async fn look_for(signed: &Signed, name: &str) -> Result<Giving, Error> {
    let name: String = name.trim().chars().take(LONGEST_NAME).collect();
    let mut giving = Giving {
        permissions: offered(signed, &[]),
        ..Giving::default()
    };
    // Unique names are shown with an @ before them, and so they are typed.
    let called = name.trim_start_matches('@');
    if !called.is_empty() {
        let mut found = signed.app.find_in_staff_server(called).await?;
        for user in known(signed, called).await? {
            if found.people.iter().all(|one| one.id != user.id) {
                found.people.push(user);
            }
        }
        let people = found.people.iter().map(|user| Candidate {
            kind: Kind::Person,
            id: user.id.to_string(),
            name: user.name().to_owned(),
            username: Some(user.username.clone()),
        });
        let roles = found.roles.iter().map(|role| Candidate {
            kind: Kind::Role,
            id: role.id.to_string(),
            name: role.name.clone(),
            username: None,
        });
        giving.found = Some(Found {
            candidates: people.chain(roles).collect(),
            is_partial: found.is_partial,
        });
    }
    giving.find = name;
    Ok(giving)
}

/// People of the staff server who are known here. Discord finds people by the beginning of a unique name or a nickname only, and not
/// by the name that everybody calls them.
async fn known(signed: &Signed, name: &str) -> Result<impl Iterator<Item = User>, Error> {
    let conn = &mut signed.app.db().await?;
    let known = people(conn, &signed.act(), signed.app.appointments(), name).await?;
    let present = known.into_iter().filter(|(_, is_present)| *is_present);
    Ok(present.map(|(user, _)| user))
}

async fn load(signed: &Signed, giving: Giving) -> Result<Grants, Error> {
    let act = signed.act();
    let (grants, present) = {
        let conn = &mut signed.app.db().await?;
        (
            Grant::listed(conn, &act).await?,
            staff::present(conn).await?,
        )
    };
    let names = Names::of(signed, &people_in(&grants)).await?;
    let mut holders: Vec<Holder> = Vec::new();
    for grant in &grants {
        let holder = holder_of(grant, &names, &present);
        let is_same = |last: &Holder| last.kind == holder.kind && last.id == holder.id;
        if !holders.last().is_some_and(is_same) {
            holders.push(holder);
        }
        if let Some(last) = holders.last_mut() {
            last.given.push(given(signed, grant, &names));
        }
    }
    holders.sort_by_cached_key(|holder| {
        let name = holder.name.as_deref().unwrap_or(&holder.id);
        (holder.kind == Kind::Person, name.to_lowercase())
    });
    Ok(Grants {
        frame: frame(signed, Section::Grants),
        holders,
        giving,
    })
}

fn holder_of(grant: &Grant, names: &Names, present: &[UserId]) -> Holder {
    let (kind, name, remark) = match grant.subject_kind {
        SubjectKind::User => {
            let id = UserId(grant.subject_id);
            let is_present = present.contains(&id);
            (
                Kind::Person,
                names.known_person(id),
                (!is_present).then_some(Remark::NotPresent),
            )
        }
        SubjectKind::Role => {
            let name = names.known_role(RoleId(grant.subject_id));
            let is_gone = names.roles.is_some() && name.is_none();
            (Kind::Role, name, is_gone.then_some(Remark::RoleGone))
        }
    };
    Holder {
        kind,
        id: grant.subject_id.to_string(),
        name,
        remark,
        given: Vec::new(),
    }
}

fn given(signed: &Signed, grant: &Grant, names: &Names) -> Given {
    Given {
        id: grant.id.0,
        permission: permission(signed.visit.words, grant.permission),
        by: names.person(grant.granted_by),
        at: grant.granted_at,
        may_take_back: signed.may(grant.permission),
    }
}
