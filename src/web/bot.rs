//! The bot page: how the bot is, starting and stopping it, maintenance, presence and profile.

pub mod profile;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use diesel_async::AsyncPgConnection;
use maud::Markup;
use views::bot::{Bot, Connection, Maintenance, Profile, Status as Shown};
use views::form::Field;

use crate::error::{Error, Refusal};
use crate::models::bot::Control;
use crate::models::bot::status::{Hindrance, Status};
use crate::models::notice::Notice;
use crate::models::permission::Permission;
use crate::models::setting::Group;
use crate::outbox;
use crate::refusal_words::sentence;
use crate::web::configuration::filling::{self, Filled};
use crate::web::configuration::showing::{self, Channels};
use crate::web::failure::{self, Failure};
use crate::web::form::Fields;
use crate::web::route::{Route, Who};
use crate::web::visit::Signed;

const PAGE: &str = "/bot";

/// The bot.
pub fn routes() -> Vec<Route> {
    let manage = Who::May(Permission::ManageBot);
    vec![
        Route::get(PAGE, manage, index),
        Route::get("/bot/status", manage, status).asked_by_pages(),
        Route::post("/bot/start", manage, start),
        Route::post("/bot/stop", manage, stop),
        Route::post("/bot/restart", manage, restart),
        Route::post("/bot/presence", manage, present),
        Route::post("/bot/presence/reset", manage, reset_presence),
        Route::post("/bot/maintenance", manage, begin_maintenance),
        Route::post("/bot/maintenance/end", manage, end_maintenance),
    ]
}

/// The parts of the page that somebody has filled in.
#[derive(Default)]
pub(super) struct Touched {
    pub(super) presence: Filled,
    pub(super) notice: Option<Field>,
    pub(super) profile: Option<Profile>,
    pub(super) refusal: Option<String>,
}

/// `GET /bot`
pub async fn index(signed: Signed) -> Result<Markup, Failure> {
    let done = signed.visit.done_beside();
    let presence = match done == Some(Group::Presence.word()) {
        true => Filled::saved(),
        false => Filled::default(),
    };
    let touched = Touched {
        presence,
        ..Touched::default()
    };
    Ok(page(&signed, touched).await?)
}

/// `GET /bot/status`: how it is now, which the page asks for again and again.
pub async fn status(signed: Signed) -> Result<Markup, Failure> {
    let shown = shown(&signed, None).await?;
    Ok(views::bot::now(&signed.reader(), &shown))
}

/// `POST /bot/start`
pub async fn start(signed: Signed) -> Result<Response, Failure> {
    let done = Control::start(&mut *signed.app.db().await?, &signed.act()).await;
    answer(&signed, done).await
}

/// `POST /bot/stop`
pub async fn stop(signed: Signed) -> Result<Response, Failure> {
    let done = Control::stop(&mut *signed.app.db().await?, &signed.act()).await;
    answer(&signed, done).await
}

/// `POST /bot/restart`
pub async fn restart(signed: Signed) -> Result<Response, Failure> {
    let done = Control::restart(&mut *signed.app.db().await?, &signed.act()).await;
    answer(&signed, done).await
}

/// `POST /bot/presence`
pub async fn present(signed: Signed, form: Fields) -> Result<Response, Failure> {
    let filled = filling::save(&signed, Group::Presence, form).await?;
    answer_presence(&signed, filled).await
}

/// `POST /bot/presence/reset`
pub async fn reset_presence(signed: Signed, form: Fields) -> Result<Response, Failure> {
    let filled = filling::set_back(&signed, Group::Presence, form).await?;
    answer_presence(&signed, filled).await
}

/// `POST /bot/maintenance`: begins it, or changes what members are told.
pub async fn begin_maintenance(signed: Signed, form: Fields) -> Result<Response, Failure> {
    let notice = form.value("notice");
    let begun = {
        let conn = &mut signed.app.db().await?;
        Control::begin_maintenance(conn, &signed.act(), notice).await
    };
    if let Err(error) = begun {
        let why = sentence(signed.visit.words, &failure::of_form(error)?);
        let touched = Touched {
            notice: Some(Field::refused(notice, why)),
            ..Touched::default()
        };
        let page = page(&signed, touched).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    signed.app.follower.refresh().await?;
    let notice = signed.says("done-maintenance-begun");
    Ok(signed.lead("/bot#maintenance", &notice).await)
}

/// `POST /bot/maintenance/end`
pub async fn end_maintenance(signed: Signed) -> Result<Response, Failure> {
    Control::end_maintenance(&mut *signed.app.db().await?, &signed.act()).await?;
    signed.app.follower.refresh().await?;
    let notice = signed.says("done-maintenance-ended");
    Ok(signed.lead("/bot#maintenance", &notice).await)
}

async fn answer(signed: &Signed, done: Result<(), Error>) -> Result<Response, Failure> {
    let refusal: Option<Refusal> = match done {
        Ok(()) => None,
        Err(error) => Some(failure::of_form(error)?),
    };
    signed.app.follower.refresh().await?;
    let status = match refusal {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    let why = refusal.map(|refusal| sentence(signed.visit.words, &refusal));
    if signed.visit.wants_fragment {
        let shown = shown(signed, why).await?;
        let fragment = views::bot::status(&signed.reader(), &shown);
        return Ok((status, fragment).into_response());
    }
    if why.is_none() {
        return Ok(Redirect::to(PAGE).into_response());
    }
    let touched = Touched {
        refusal: why,
        ..Touched::default()
    };
    Ok((status, page(signed, touched).await?).into_response())
}

async fn answer_presence(signed: &Signed, filled: Filled) -> Result<Response, Failure> {
    let status = filled.status();
    if filled.is_saved && !signed.visit.wants_fragment {
        let told = Notice::beside(Group::Presence.word());
        return Ok(signed.lead("/bot#settings-presence", &told).await);
    }
    let touched = Touched {
        presence: filled,
        ..Touched::default()
    };
    if signed.visit.wants_fragment {
        let group = presence(signed, &touched);
        let fragment = views::configuration::group(&signed.reader(), &group, &[]);
        return Ok((status, fragment).into_response());
    }
    Ok((status, page(signed, touched).await?).into_response())
}

/// The whole page.
pub(super) async fn page(signed: &Signed, touched: Touched) -> Result<Markup, Error> {
    let control = signed.app.standing().bot.clone();
    let notice = || Field::of(control.maintenance_notice.clone());
    let presence = presence(signed, &touched);
    let profile = match touched.profile {
        Some(profile) => profile,
        None => profile::shown(signed).await?,
    };
    let bot = Bot {
        status: shown(signed, touched.refusal).await?,
        presence,
        maintenance: Maintenance {
            since: control.maintenance_since,
            notice: touched.notice.unwrap_or_else(notice),
        },
        profile,
    };
    Ok(views::bot::page(&signed.reader(), &bot))
}

fn presence(signed: &Signed, touched: &Touched) -> views::configuration::Group {
    let filled = (&touched.presence, &Channels::default());
    let group = showing::group(signed, Group::Presence, filled);
    views::configuration::Group {
        action: "/bot/presence".to_owned(),
        may_edit: true,
        ..group
    }
}

/// How the bot is connected, and what was reported of it if that still holds.
///
/// # Errors
///
/// Fails when the database does.
pub async fn connection(
    conn: &mut AsyncPgConnection,
    signed: &Signed,
) -> Result<(Connection, Option<Status>), Error> {
    let is_wanted = signed.app.standing().bot.running;
    let last = Status::latest(conn).await?;
    let now = signed.app.clock.now();
    let report = last.clone().filter(|report| report.is_fresh(now));
    let connection = match &report {
        _ if !is_wanted => Connection::Stopped,
        None => Connection::Nobody(last.and_then(|last| match last.hindrance {
            Some(hindrance) => Some(remedy(signed, hindrance)),
            None => last.trouble,
        })),
        Some(report) => match report.connected_since {
            Some(since) => Connection::Connected(since),
            None => match report.hindrance {
                Some(hindrance) => Connection::Hindered(remedy(signed, hindrance)),
                None => Connection::Connecting(report.trouble.clone()),
            },
        },
    };
    Ok((connection, report.filter(|_| is_wanted)))
}

/// What keeps the bot away, and what to do, in the reader's words.
fn remedy(signed: &Signed, hindrance: Hindrance) -> String {
    let words = signed.visit.words;
    match hindrance {
        Hindrance::Token => words.text("bot-hindrance-token"),
        Hindrance::Intents => words.text("bot-hindrance-intents"),
    }
    .into_owned()
}

async fn shown(signed: &Signed, refusal: Option<String>) -> Result<Shown, Error> {
    let conn = &mut signed.app.db().await?;
    let (connection, report) = connection(conn, signed).await?;
    Ok(Shown {
        connection,
        is_wanted: signed.app.standing().bot.running,
        latency_ms: report.as_ref().and_then(|report| report.latency_ms),
        process: report.map(|report| report.process),
        waiting: outbox::waiting(conn).await?,
        refusal,
    })
}
