//! The people of the staff: what each may do, and why.

use axum::extract::{Path, Query};
use maud::Markup;
use serde::Deserialize;
use views::administration::Section;
use views::administration::people::{self as shown, People, Person as Listed};
use views::administration::person::{self, Admission, Entitlement, Person, Reason as ShownReason};
use words::Words;

use crate::error::Error;
use crate::ids::UserId;
use crate::models::grant::SubjectKind;
use crate::models::permission::Permission;
use crate::models::session::Session;
use crate::models::staff::entitlement::{Entitled, Reason, people as everybody};
use crate::web::administration::naming::{Names, people_in, permission};
use crate::web::administration::{frame, sessions};
use crate::web::failure::Failure;
use crate::web::route::{Route, Who};
use crate::web::visit::Signed;

/// The people and each of them.
pub fn routes() -> Vec<Route> {
    let manage = Who::May(Permission::ManagePermissions);
    vec![
        Route::get("/administration/people", manage, index),
        Route::get("/administration/people/{person}", manage, show),
    ]
}

/// Who is looked for.
#[derive(Debug, Default, Deserialize)]
pub struct Search {
    #[serde(default)]
    find: String,
}

/// `GET /administration/people?find=sam`
pub async fn index(signed: Signed, Query(search): Query<Search>) -> Result<Markup, Failure> {
    let conn = &mut signed.app.db().await?;
    let (act, appointments) = (signed.act(), signed.app.appointments());
    let found = everybody(conn, &act, appointments, &search.find).await?;
    let people = found.into_iter().map(|(user, is_present)| Listed {
        id: user.id.to_string(),
        name: user.name().to_owned(),
        username: user.username,
        is_present,
    });
    let people = People {
        frame: frame(&signed, Section::People),
        find: search.find,
        people: people.collect(),
    };
    Ok(shown::page(&signed.reader(), &people))
}

/// `GET /administration/people/201…`
pub async fn show(signed: Signed, Path(id): Path<UserId>) -> Result<Markup, Failure> {
    let page = load(&signed, id).await?;
    Ok(person::page(&signed.reader(), &page))
}

async fn load(signed: &Signed, id: UserId) -> Result<Person, Error> {
    let act = signed.act();
    let (entitled, open) = {
        let conn = &mut signed.app.db().await?;
        let appointments = signed.app.appointments();
        let entitled = Entitled::find(conn, &act, appointments, id).await?;
        (entitled, Session::all_of(conn, &act, id).await?)
    };
    let names = Names::of(signed, &people_in(&entitled.grants)).await?;
    let restricted = entitled.admissions.iter().map(|one| &one.category);
    let names = names.with_found(signed, restricted);
    let words = signed.visit.words;
    let entitlements = Permission::ALL.iter().map(|&one| {
        let reasons = entitled.reasons(one).into_iter();
        Entitlement {
            permission: permission(words, one),
            reasons: reasons.map(|why| reason(words, why, &names)).collect(),
        }
    });
    let admissions = entitled.admissions.iter().map(|one| Admission {
        category: names.category(words, one.category.id),
        is_seen: one.is_seen,
        by: one.by.iter().map(|role| names.role(words, *role)).collect(),
    });
    let sessions = open
        .into_iter()
        .map(|one| sessions::shown(signed, one, None));
    let roles = entitled.roles.iter().map(|role| names.role(words, *role));
    Ok(Person {
        frame: frame(signed, Section::People),
        entitlements: entitlements.collect(),
        admissions: admissions.collect(),
        sessions: sessions.collect(),
        roles: roles.collect(),
        id: entitled.user.id.to_string(),
        name: entitled.user.name().to_owned(),
        username: entitled.user.username.clone(),
        is_present: entitled.is_present,
        counts: entitled.counts,
    })
}

fn reason(words: &Words, reason: Reason, names: &Names) -> ShownReason {
    match reason {
        Reason::SuperAdminUser => ShownReason::SuperAdmin,
        Reason::SuperAdminRole(role) => ShownReason::SuperAdminRole(names.role(words, role)),
        Reason::StaffUser => ShownReason::Staff,
        Reason::StaffRole(role) => ShownReason::StaffRole(names.role(words, role)),
        Reason::Granted(grant) => {
            let by = names.person(grant.granted_by);
            match grant.subject_kind {
                SubjectKind::User => ShownReason::Granted(by),
                SubjectKind::Role => ShownReason::GrantedToRole {
                    role: names.role(words, crate::ids::RoleId(grant.subject_id)),
                    by,
                },
            }
        }
        Reason::Implied(by) => ShownReason::Implied(permission(words, by)),
    }
}
