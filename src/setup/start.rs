//! After the last step: waiting for the server, and the way on.

use axum::http::HeaderName;
use axum::response::{IntoResponse, Redirect, Response};
use url::Url;
use views::setup::Step;
use views::setup::ending::{Closed, Start, start_page};

use crate::setup::desk::Stage;
use crate::setup::visit::Visit;

/// Lets a browser ask again after some seconds, with scripts and without.
const REFRESH: HeaderName = HeaderName::from_static("refresh");

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

/// Whether an address is of this origin.
fn is_at(address: &str, origin: &str) -> bool {
    let origin_of = |text| Url::parse(text).map(|url| url.origin());
    origin_of(address).is_ok_and(|address| Ok(address) == origin_of(origin))
}
