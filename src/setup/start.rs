//! After the last step: waiting for the server, and the way on.

use axum::http::HeaderName;
use axum::response::{IntoResponse, Redirect, Response};
use views::setup::Step;
use views::setup::ending::{Closed, Start, start_page};

use crate::setup::desk::Stage;
use crate::setup::visit::Visit;

/// Lets a browser ask again after some seconds, with scripts and without.
const REFRESH: HeaderName = HeaderName::from_static("refresh");

fn is_at(address: &str, origin: &str) -> bool {
    let address = url::Url::parse(address).map(|url| url.origin());
    let origin = url::Url::parse(origin).map(|url| url.origin());
    matches!((address, origin), (Ok(address), Ok(origin)) if address == origin)
}

/// `GET /setup/start`
pub(super) async fn show(visit: Visit) -> Response {
    if !visit.is_bound() {
        return visit.refuse(Closed::Stranger);
    }
    let reader = visit.reader();
    let stage = visit.desk.stage();
    let (start, refresh) = match &stage {
        Stage::Editing => return Redirect::to(Step::Review.address()).into_response(),
        Stage::Starting => (Start::Underway, Some("1".to_owned())),
        // Elsewhere there may be no reverse proxy yet, and nobody would read that the server runs.
        Stage::Panel(address) if is_at(address, &visit.origin) => {
            (Start::Panel(address), Some(format!("1;url={address}")))
        }
        Stage::Panel(address) => (Start::Panel(address), None),
        Stage::Bot => (Start::Bot, None),
        Stage::Failed(reason) => (Start::Failed(reason), None),
    };
    if stage != Stage::Starting {
        visit.desk.see_last_page();
    }
    let page = start_page(&reader, &start);
    match refresh {
        Some(refresh) => ([(REFRESH, refresh)], page).into_response(),
        None => page.into_response(),
    }
}
