//! The doctor, for those who run the bot: a page that comes at once, and what is found, which takes its time.

use std::net::SocketAddr;

use axum::Extension;
use axum::extract::ConnectInfo;
use axum::http::HeaderMap;
use axum::http::header::HOST;
use maud::Markup;
use views::administration::Section;
use views::administration::doctor::{self as shown, Doctor};

use crate::doctor::Examination;
use crate::doctor::database::Whereabouts;
use crate::doctor::finding::{Diagnosis, State};
use crate::doctor::panel::{Here, Visit};
use crate::error::Error;
use crate::models::permission::Permission;
use crate::web::administration::frame;
use crate::web::failure::Failure;
use crate::web::route::{Route, Who};
use crate::web::visit::Signed;

/// The header in which a proxy says for whom it asks.
const FORWARDED_FOR: &str = "x-forwarded-for";

/// The doctor and what is found.
pub fn routes() -> Vec<Route> {
    let manage = Who::May(Permission::ManageBot);
    vec![
        Route::get("/administration/doctor", manage, index),
        Route::get("/administration/doctor/findings", manage, findings),
    ]
}

/// `GET /administration/doctor`
pub async fn index(signed: Signed) -> Markup {
    whole(&signed, None)
}

/// `GET /administration/doctor/findings`: what is found now, in the page or as the part of it that a script asks for.
pub async fn findings(
    signed: Signed,
    peer: Option<Extension<ConnectInfo<SocketAddr>>>,
    headers: HeaderMap,
) -> Result<Markup, Failure> {
    signed
        .act()
        .actor
        .require(Permission::ManageBot)
        .map_err(Error::from)?;
    let visit = Visit {
        host: headers
            .get(HOST)
            .and_then(|host| host.to_str().ok())
            .map(str::to_owned),
        peer: peer.map(|Extension(ConnectInfo(address))| address.ip()),
        is_forwarded: headers.contains_key(FORWARDED_FOR),
    };
    let found = told(&signed, &examine(&signed, visit).await);
    if signed.visit.wants_fragment {
        return Ok(shown::findings(&signed.reader(), Some(&found)));
    }
    Ok(whole(&signed, Some(found)))
}

async fn examine(signed: &Signed, visit: Visit) -> Diagnosis {
    let app = &signed.app;
    let url = app.database.connection_url().clone();
    let whereabouts = match &app.config.database.url {
        Some(_) => Whereabouts::At(url),
        None => Whereabouts::Private(url, app.config.database.data_dir.clone()),
    };
    let examination = Examination {
        config: &app.config,
        warnings: app.config.source.warnings(),
        discord: &app.discord,
        whereabouts,
        clock: &app.clock,
        here: Here::Panel(visit),
    };
    examination.run(|_| {}).await
}

fn whole(signed: &Signed, diagnosis: Option<shown::Diagnosis>) -> Markup {
    let doctor = Doctor {
        frame: frame(signed, Section::Doctor),
        diagnosis,
    };
    shown::page(&signed.reader(), &doctor)
}

fn told(signed: &Signed, diagnosis: &Diagnosis) -> shown::Diagnosis {
    let words = signed.visit.words;
    let groups = diagnosis.groups.iter().map(|group| shown::Group {
        name: group.aspect.name(words).into_owned(),
        findings: group
            .findings
            .iter()
            .map(|finding| shown::Finding {
                state: state(finding.state),
                sentence: finding.sentence(words),
            })
            .collect(),
    });
    shown::Diagnosis {
        summary: diagnosis.summary(words),
        groups: groups.collect(),
    }
}

fn state(state: State) -> shown::State {
    match state {
        State::Good => shown::State::Good,
        State::Warning => shown::State::Warning,
        State::Bad => shown::State::Bad,
        State::Unknown => shown::State::Unknown,
    }
}
