//! Who is signed in, and the end of a session. Everybody sees and ends their own.

use axum::extract::Path;
use axum::response::Response;
use maud::Markup;
use views::administration::Section;
use views::sessions::{self as view, Owner, Session as Shown};

use crate::ids::{SessionId, UserId};
use crate::models::notice::Notice;
use crate::models::permission::Permission;
use crate::models::session::Session;
use crate::models::user::User;
use crate::web::administration::frame;
use crate::web::failure::{self, Failure};
use crate::web::route::{Route, Who};
use crate::web::visit::Signed;

const OWN: &str = "/sessions";

/// Everybody's sessions, and one's own.
pub fn routes() -> Vec<Route> {
    let manage = Who::May(Permission::ManagePermissions);
    let own = Who::May(Permission::ViewPanel);
    vec![
        Route::get("/administration/sessions", manage, index),
        Route::post("/administration/sessions/{session}/end", manage, end),
        Route::post(
            "/administration/people/{person}/sessions/end",
            manage,
            end_all,
        ),
        Route::get(OWN, own, own_index),
        Route::post("/sessions/{session}/end", own, end_own),
        Route::post("/sessions/end", own, end_all_own),
    ]
}

/// `GET /administration/sessions`
pub async fn index(signed: Signed) -> Result<Markup, Failure> {
    let open = Session::all(&mut *signed.app.db().await?, &signed.act()).await?;
    let sessions: Vec<Shown> = open
        .into_iter()
        .map(|(session, user)| shown(&signed, session, Some(&user)))
        .collect();
    let frame = frame(&signed, Section::Sessions);
    Ok(view::page(&signed.reader(), &frame, &sessions))
}

/// `POST /administration/sessions/3/end`
pub async fn end(signed: Signed, Path(id): Path<SessionId>) -> Result<Response, Failure> {
    let notice = end_one(&signed, id).await?;
    Ok(signed.lead(Section::Sessions.address(), &notice).await)
}

/// `POST /administration/people/201…/sessions/end`
pub async fn end_all(signed: Signed, Path(person): Path<UserId>) -> Result<Response, Failure> {
    let kept = (signed.id() == person).then_some(signed.signed_in().session.id);
    Session::end_all_of(&mut *signed.app.db().await?, &signed.act(), (person, kept)).await?;
    let page = format!("/administration/people/{person}");
    let notice = match kept {
        Some(_) => signed.says("done-sessions-ended"),
        None => signed.says("done-sessions-of-person-ended"),
    };
    Ok(signed.lead(&page, &notice).await)
}

/// `GET /sessions`
pub async fn own_index(signed: Signed) -> Result<Markup, Failure> {
    let conn = &mut signed.app.db().await?;
    let open = Session::all_of(conn, &signed.act(), signed.id()).await?;
    let sessions: Vec<Shown> = open
        .into_iter()
        .map(|session| Shown {
            end_address: format!("/sessions/{}/end", session.id),
            ..shown(&signed, session, None)
        })
        .collect();
    Ok(view::own_page(&signed.reader(), &sessions))
}

/// `POST /sessions/3/end`
pub async fn end_own(signed: Signed, Path(id): Path<SessionId>) -> Result<Response, Failure> {
    let notice = end_one(&signed, id).await?;
    Ok(signed.lead(OWN, &notice).await)
}

/// `POST /sessions/end`
pub async fn end_all_own(signed: Signed) -> Result<Response, Failure> {
    let others = (signed.id(), Some(signed.signed_in().session.id));
    Session::end_all_of(&mut *signed.app.db().await?, &signed.act(), others).await?;
    Ok(signed.lead(OWN, &signed.says("done-sessions-ended")).await)
}

/// Ends a session, and tells of it; or tells that it has ended already.
async fn end_one(signed: &Signed, id: SessionId) -> Result<Notice, Failure> {
    let ended = Session::end_one(&mut *signed.app.db().await?, &signed.act(), id).await;
    failure::done_or_gone(signed, ended, signed.says("done-session-ended"))
}

/// A session as the lists show it, with its owner where that is not plain.
pub(super) fn shown(signed: &Signed, session: Session, owner: Option<&User>) -> Shown {
    Shown {
        id: session.id.0,
        person: owner.map(|user| Owner {
            id: user.id.to_string(),
            name: user.name().to_owned(),
        }),
        user_agent: session.user_agent,
        address: session.address,
        since: session.created_at,
        last_seen_at: session.last_seen_at,
        is_own: session.id == signed.signed_in().session.id,
        end_address: format!("/administration/sessions/{}/end", session.id),
    }
}
