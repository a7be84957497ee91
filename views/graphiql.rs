//! The GraphQL workbench: GraphiQL from our own copy, on a page of its own.

use maud::{DOCTYPE, Markup, html};

use crate::assets;
use crate::reader::Reader;

/// The whole page.
///
/// Requests go to `/graphql` as the signed-in reader, with the token of this page; who types an
/// `X-API-Key` into the headers is that key instead.
pub fn page(reader: &Reader) -> Markup {
    let words = reader.words;
    html! {
        (DOCTYPE)
        html lang=(words.language().code()) {
            head {
                meta charset="utf-8";
                title { (words.text("layout-graphiql")) " · Rustmail" }
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="robots" content="noindex";
                meta name="csrf-token" content=(reader.csrf);
                link rel="icon" type="image/svg+xml" href=(assets::url("icon.svg"));
                link rel="stylesheet" href=(assets::url("graphiql/graphiql.min.css"));
                link rel="stylesheet" href=(assets::url("graphiql/workbench.css"));
                script src=(assets::url("graphiql/react.production.min.js")) defer {}
                script src=(assets::url("graphiql/react-dom.production.min.js")) defer {}
                script src=(assets::url("graphiql/graphiql.min.js")) defer {}
                script src=(assets::url("graphiql/workbench.js")) defer {}
            }
            body {
                header.workbench-head {
                    h1 { (words.text("layout-graphiql")) }
                    a href="/" { (words.text("graphiql-back")) }
                }
                main #graphiql {
                    noscript { p { (words.text("graphiql-needs-script")) } }
                }
            }
        }
    }
}
