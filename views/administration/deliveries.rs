//! What did not happen on Discord, why not, and the buttons that say what is to become of it.

use chrono::{DateTime, Utc};
use maud::{Markup, html};

use super::{Frame, page as frame_page};
use crate::reader::Reader;
use crate::{address, form, time};

/// The page of the failures.
pub struct Deliveries {
    /// Where the reader is.
    pub frame: Frame,
    /// What failed, latest first.
    pub failures: Vec<Failure>,
    /// The key of the page with earlier failures, if there are any.
    pub older: Option<String>,
}

/// Something that did not happen on Discord.
pub struct Failure {
    /// The job.
    pub id: i64,
    /// What it was to do, in words.
    pub what: String,
    /// The ticket that it belongs to.
    pub ticket: Option<i64>,
    /// Why it failed.
    pub why: String,
    /// When it was given up.
    pub at: DateTime<Utc>,
}

/// The whole page.
pub fn page(reader: &Reader, deliveries: &Deliveries) -> Markup {
    let content = html! {
        p.lead { (reader.words.text("deliveries-lead")) }
        (body(reader, deliveries))
    };
    frame_page(reader, &deliveries.frame, content)
}

/// The list with its buttons: the part that they change.
pub fn body(reader: &Reader, deliveries: &Deliveries) -> Markup {
    let words = reader.words;
    html! {
        div #deliveries {
            @if deliveries.failures.is_empty() {
                div.nothing {
                    h2 { (words.text("deliveries-none")) }
                    p { (words.text("deliveries-none-advice")) }
                }
            } @else {
                (act(reader, "/administration/deliveries/retry", html! {
                    button.primary #retry-all type="submit" { (words.text("deliveries-retry-all")) }
                }))
                ul.failures { @for one in &deliveries.failures { (failure(reader, one)) } }
            }
            @if let Some(older) = &deliveries.older {
                nav.paging aria-label=(words.text("paging")) {
                    a.button rel="next" href=(address::with_query("/administration/deliveries", &[("before", older)])) {
                        (words.text("paging-older"))
                    }
                }
            }
        }
    }
}

fn failure(reader: &Reader, failure: &Failure) -> Markup {
    let words = reader.words;
    let of = |part: &str| format!("/administration/deliveries/{}/{part}", failure.id);
    let what = match failure.ticket {
        Some(ticket) => format!("{} #{ticket}", failure.what),
        None => failure.what.clone(),
    };
    html! {
        li.card.failure id=(address::element_id("failure", failure.id)) {
            h2 {
                (failure.what)
                @if let Some(ticket) = failure.ticket {
                    " " a href=(address::ticket(ticket)) { "#" (ticket) }
                }
            }
            p.failure-why { (failure.why) }
            p.given-by { (time::ago(reader, failure.at)) }
            div.failure-acts {
                (act(reader, &of("retry"), html! {
                    button id=(address::element_id("retry", failure.id)) type="submit" {
                        (words.text("deliveries-retry")) (form::of(&what))
                    }
                }))
                details.confirm id=(address::element_id("giving-up", failure.id)) {
                    summary { (words.text("deliveries-give-up")) "…" (form::of(&what)) }
                    (act(reader, &of("giving-up"), html! {
                        p { (words.text("deliveries-give-up-warning")) }
                        button.danger type="submit" { (words.text("deliveries-give-up-confirm")) }
                    }))
                }
            }
        }
    }
}

fn act(reader: &Reader, address: &str, button: Markup) -> Markup {
    html! {
        form method="post" action=(address) data-hx-post=(address) data-hx-target="#deliveries" data-hx-swap="outerHTML" {
            (form::token(reader))
            (button)
        }
    }
}
