//! `GET /graphiql`: the page in which people try the API. What it may do, the API decides.

use maud::Markup;

use crate::web::visit::Signed;

/// The page, for everybody who may open the panel.
pub async fn show(signed: Signed) -> Markup {
    views::graphiql::page(&signed.reader())
}
