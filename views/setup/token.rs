//! The first step: which bot it is.

use maud::{Markup, html};

use super::{Standing, Step, form, look_again, outward, plain};
use crate::form as field;
use crate::form::{Control, Field, Kind, Need};
use crate::reader::Reader;

/// What is known of the bot.
pub struct Token<'a> {
    /// The bot, when Discord knows the token.
    pub bot: Option<Bot<'a>>,
    /// What is wrong with the token that was given last.
    pub error: Option<String>,
    /// Where applications are made.
    pub portal: String,
    /// Whether a token is held already, judged or not.
    pub is_held: bool,
    /// The tunnel to be used where the page came in plain text.
    pub tunnel: Option<String>,
}

/// A bot that Discord knows.
pub struct Bot<'a> {
    /// Its name.
    pub name: &'a str,
    /// The names of the intents that have to be switched on.
    pub missing_intents: Vec<String>,
    /// Where they are switched on.
    pub portal: String,
}

/// The whole page.
pub fn page(reader: &Reader, standing: &Standing<'_>, token: &Token<'_>) -> Markup {
    let words = reader.words;
    let fields = html! {
        @if let Some(bot) = &token.bot { (known(reader, bot)) }
        (secret(reader, token))
    };
    let content = html! {
        p.lead { (words.text("setup-token-lead")) }
        (plain(reader, token.tunnel.as_deref()))
        ol.setup-advice {
            li {
                (words.text("setup-token-advice-make")) " "
                (outward(&token.portal, &words.text("setup-portal")))
            }
            li { (words.text("setup-token-advice-intents")) }
            li { (words.text("setup-token-advice-copy")) }
        }
        (form(reader, Step::Token, fields))
    };
    super::page(reader, standing, content)
}

fn known(reader: &Reader, bot: &Bot<'_>) -> Markup {
    let words = reader.words;
    html! {
        p.notice role="status" { (words.with("setup-token-known", &[("bot", bot.name.into())])) }
        @if !bot.missing_intents.is_empty() {
            div.refusal role="alert" {
                p { strong { (words.text("setup-intents-missing")) } }
                ul.setup-names { @for intent in &bot.missing_intents { li { (intent) } } }
                p {
                    (words.text("setup-intents-remedy")) " "
                    (outward(&bot.portal, &words.text("setup-portal")))
                }
            }
            p { (look_again(reader)) }
        }
    }
}

fn secret(reader: &Reader, token: &Token<'_>) -> Markup {
    let words = reader.words;
    let help = match token.is_held {
        true => words.text("setup-secret-held"),
        false => words.text("setup-token-help"),
    };
    let typed = Field {
        value: String::new(),
        error: token.error.clone(),
    };
    field::field(&Control {
        id: "token",
        name: "token",
        label: &words.text("setup-token"),
        help: Some(&help),
        kind: Kind::Secret,
        need: Need::Optional,
        field: &typed,
    })
}
