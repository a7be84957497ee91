//! Maintenance: what members are told, and who may still use commands.

use chrono::{DateTime, Utc};
use maud::{Markup, html};

use crate::form::{self, Control, Field, Kind, Need};
use crate::reader::Reader;
use crate::time;

/// Whether the bot is being worked on.
pub struct Maintenance {
    /// Since when, if it is.
    pub since: Option<DateTime<Utc>>,
    /// What members are told.
    pub notice: Field,
}

pub(super) fn section(reader: &Reader, maintenance: &Maintenance) -> Markup {
    let words = reader.words;
    let notice = Control {
        id: "maintenance-notice",
        name: "notice",
        label: &words.text("maintenance-message"),
        help: Some(&words.text("maintenance-message-help")),
        kind: Kind::Lines(2),
        need: Need::Optional,
        field: &maintenance.notice,
    };
    let begin = if maintenance.since.is_some() {
        words.text("maintenance-change")
    } else {
        words.text("maintenance-begin")
    };
    html! {
        section.card.settings-group #maintenance aria-labelledby="maintenance-title" {
            h2 #maintenance-title { (words.text("maintenance-title")) }
            p.lead { (words.text("maintenance-lead")) }
            @if let Some(since) = maintenance.since {
                p {
                    span.state.state-bad { (words.text("maintenance-on")) }
                    " " (words.text("maintenance-for")) " " (time::since(reader, since))
                }
                form method="post" action="/bot/maintenance/end" {
                    (form::token(reader))
                    button.primary type="submit" { (words.text("maintenance-end")) }
                }
            }
            form method="post" action="/bot/maintenance" {
                (form::token(reader))
                (form::field(&notice))
                div.settings-actions { button type="submit" { (begin) } }
            }
        }
    }
}
