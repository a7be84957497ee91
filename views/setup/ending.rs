//! What is shown when there is nothing to ask: the start, and doors that stay closed.

use maud::{Markup, html};

use super::{head, outside};
use crate::layout;
use crate::navigation;
use crate::reader::Reader;

/// How far the start has come.
pub enum Start<'a> {
    /// The file is written, the server is on its way.
    Underway,
    /// The server runs, with its panel at this address.
    Panel(&'a str),
    /// The bot runs, without a panel.
    Bot,
    /// The server cannot start, for this reason.
    Failed(&'a str),
}

/// Why somebody does not get in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closed {
    /// There is nothing at this address.
    Unknown,
    /// The address was right, and is used up.
    Used,
    /// This browser is not the one that opened the address.
    Stranger,
    /// The form did not come from a page of ours, or that page was open too long.
    Forged,
    /// The form is larger than what is taken, or of another kind.
    Unreadable,
}

/// The page of the start.
pub fn start_page(reader: &Reader, start: &Start<'_>) -> Markup {
    let words = reader.words;
    let (title, lead) = match start {
        Start::Underway => (
            words.text("setup-starting"),
            words.text("setup-starting-lead"),
        ),
        Start::Panel(_) => (
            words.text("setup-runs"),
            words.text("setup-runs-panel-lead"),
        ),
        Start::Bot => (words.text("setup-runs"), words.text("setup-runs-bot-lead")),
        Start::Failed(_) => (words.text("setup-failed"), words.text("setup-failed-lead")),
    };
    let content = html! {
        section.setup {
            (head(reader))
            h1 { (title) }
            p.lead role="status" { (lead) }
            @match start {
                Start::Underway | Start::Bot => {}
                Start::Panel(address) => {
                    p { a.button.primary href=(address) { (words.text("setup-open-panel")) } }
                    p.field-help { code { (address) } }
                }
                Start::Failed(reason) => { p.refusal role="alert" { (reason) } }
            }
        }
    };
    layout::page(&outside(reader, &title), content)
}

/// The page of a door that stays closed.
pub fn closed_page(reader: &Reader, closed: Closed) -> Markup {
    let words = reader.words;
    let (title, advice) = match closed {
        Closed::Unknown => (
            words.text("setup-unknown"),
            words.text("setup-unknown-advice"),
        ),
        Closed::Used => (words.text("setup-used"), words.text("setup-used-advice")),
        Closed::Stranger => (
            words.text("setup-stranger"),
            words.text("setup-stranger-advice"),
        ),
        Closed::Forged => (
            words.text("setup-forged"),
            words.text("setup-forged-advice"),
        ),
        Closed::Unreadable => (
            words.text("failure-bad-request"),
            words.text("failure-bad-request-advice"),
        ),
    };
    let content = html! {
        section.door {
            p.door-brand { (navigation::brand_mark()) "Rustmail" }
            h1 { (title) }
            p { (advice) }
        }
    };
    layout::page(&outside(reader, &title), content)
}
