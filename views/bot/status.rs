//! How the bot is, and the buttons that start and stop it.

use chrono::{DateTime, Utc};
use maud::{Markup, html};

use crate::reader::Reader;
use crate::{address, form, time};

/// How the bot is.
pub struct Status {
    /// Whether it is connected to Discord.
    pub connection: Connection,
    /// Whether staff want it to run.
    pub is_wanted: bool,
    /// How long Discord takes to answer, in milliseconds.
    pub latency_ms: Option<i32>,
    /// The process that runs it, by machine and number.
    pub process: Option<String>,
    /// How much waits to be sent.
    pub waiting: i64,
    /// Why the last button did nothing.
    pub refusal: Option<String>,
}

/// Whether the bot is connected to Discord.
pub enum Connection {
    /// It is, since then.
    Connected(DateTime<Utc>),
    /// It is not, for this reason if one is known.
    Connecting(Option<String>),
    /// Discord does not let it in until somebody does what this says.
    Hindered(String),
    /// Staff have stopped it.
    Stopped,
    /// No process runs it; the last one said this before it gave up.
    Nobody(Option<String>),
}

/// How the bot is, and why the last button did nothing: that stays until another is pressed.
pub fn status(reader: &Reader, status: &Status) -> Markup {
    let words = reader.words;
    html! {
        section.card.settings-group #bot-status aria-labelledby="bot-status-title" {
            h2 #bot-status-title { (words.text("bot-status")) }
            (form::refusal(status.refusal.as_deref()))
            (now(reader, status))
            p.field-help { (words.text("bot-stop-help")) }
        }
    }
}

/// How the bot is now. It asks for itself anew every few seconds.
pub fn now(reader: &Reader, status: &Status) -> Markup {
    let words = reader.words;
    html! {
        div #bot-now data-hx-ext="morph" data-hx-get="/bot/status" data-hx-trigger="every 3s"
            data-hx-swap="morph:outerHTML" {
            p role="status" { (connection(reader, &status.connection)) }
            dl.facts {
                @if let Some(latency) = status.latency_ms {
                    div {
                        dt { (words.text("bot-latency")) }
                        dd { (words.with("bot-milliseconds", &[("count", latency.into())])) }
                    }
                }
                div {
                    dt { (words.text("bot-waiting")) }
                    dd { (words.with("bot-waiting-count", &[("count", status.waiting.into())])) }
                }
                @if let Some(process) = &status.process {
                    div { dt { (words.text("bot-process")) } dd { code { (process) } } }
                }
            }
            div.settings-actions {
                @if status.is_wanted {
                    (button(reader, "restart", &words.text("bot-restart")))
                    (button(reader, "stop", &words.text("bot-stop")))
                } @else {
                    (button(reader, "start", &words.text("bot-start")))
                }
            }
        }
    }
}

fn connection(reader: &Reader, connection: &Connection) -> Markup {
    let words = reader.words;
    html! {
        @match connection {
            Connection::Connected(since) => {
                span.state.state-good { (words.text("bot-connected")) }
                " " (words.text("bot-connected-for")) " " (time::since(reader, *since))
            }
            Connection::Connecting(why) => {
                span.state.state-bad { (words.text("bot-connecting")) }
                @if let Some(why) = why { " " (why) }
            }
            Connection::Hindered(what) => {
                span.state.state-bad { (words.text("bot-connecting")) } " " (what)
            }
            Connection::Stopped => {
                span.state { (words.text("bot-stopped")) } " " (words.text("bot-stopped-help"))
            }
            Connection::Nobody(why) => {
                span.state.state-bad { (words.text("bot-nobody")) } " "
                @if let Some(why) = why { (why.trim_end_matches('.')) ". " }
                (words.text("bot-nobody-help"))
            }
        }
    }
}

fn button(reader: &Reader, act: &str, label: &str) -> Markup {
    let action = format!("/bot/{act}");
    html! {
        form method="post" action=(action) data-hx-post=(action) data-hx-target="#bot-status"
            data-hx-swap="outerHTML" {
            (form::token(reader))
            button id=(address::element_id("bot", act)) type="submit" { (label) }
        }
    }
}
