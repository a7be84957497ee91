//! Taking a whole conversation away: as a page, as text, or for programs.

use maud::{Markup, html};

use crate::address;
use crate::reader::Reader;

/// The links to the whole conversation.
pub fn form(reader: &Reader, ticket: i64) -> Markup {
    let words = reader.words;
    let to = |format: &str| address::of_ticket(ticket, &format!("transcript.{format}"));
    html! {
        details.export #export {
            summary { (words.text("export")) }
            p.field-help { (words.text("export-help")) }
            ul.export-formats {
                @for (format, name) in [("html", "HTML"), ("txt", &*words.text("export-text")), ("json", "JSON")] {
                    li {
                        a href=(to(format)) download { (name) } " · "
                        a href=(address::with_query(&to(format), &[("audience", "member")])) download {
                            (words.with("export-for-member", &[("format", name.into())]))
                        }
                    }
                }
            }
        }
    }
}
