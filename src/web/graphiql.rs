//! `GET /graphiql`: the page in which people try the API. What it may do, the API decides.

use maud::Markup;

use crate::models::permission::Permission;
use crate::web::route::{Route, Who};
use crate::web::visit::Signed;

/// The workbench.
pub fn routes() -> Vec<Route> {
    vec![Route::get(
        "/graphiql",
        Who::May(Permission::ViewPanel),
        show,
    )]
}

/// The page, for everybody who may open the panel.
pub async fn show(signed: Signed) -> Markup {
    views::graphiql::page(&signed.reader())
}
