//! What is shown when there is nothing to ask: the start, and doors that stay closed.

use maud::{Markup, html};

use super::{head, outside, tunneled};
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
            }
        }
    };
    layout::page(&outside(reader, &title), content)
}

/// The page at the address from the terminal: its button lets this browser in. `tunnel` is to be used where the page came in plain text.
pub fn begin_page(reader: &Reader, action: &str, tunnel: Option<&str>) -> Markup {
    let words = reader.words;
    let title = words.text("setup-begin");
    let content = html! {
        section.door {
            p.door-brand { (navigation::brand_mark()) "Rustmail" }
            h1 { (title) }
            p { (words.text("setup-begin-advice")) }
            (tunneled(reader, tunnel, &words.text("setup-plain-early")))
            form method="post" action=(action) {
                button.primary type="submit" { (words.text("setup-begin-here")) }
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
