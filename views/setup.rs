//! The pages of the setup, one for each step from a new application to a running desk.

pub mod category;
pub mod ending;
pub mod language;
pub mod panel;
pub mod review;
pub mod servers;
pub mod token;

use std::borrow::Cow;

use maud::{Markup, html};
use words::Words;

use crate::form;
use crate::layout::{self, Page, Place};
use crate::navigation;
use crate::reader::Reader;

/// A step of the setup, in the order in which they are taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Which bot it is.
    #[default]
    Token,
    /// In which servers it works.
    Servers,
    /// Where ticket channels go.
    Category,
    /// The panel, and who may do what.
    Panel,
    /// Language and time zone.
    Language,
    /// All of it at a glance.
    Review,
}

/// Where somebody stands.
pub struct Standing<'a> {
    /// The step that is shown.
    pub step: Step,
    /// The last step that can be opened.
    pub reached: Step,
    /// The name of the bot, as soon as it is known.
    pub bot: Option<&'a str>,
}

/// What stands in the way of a step and is not mended on this page.
pub struct Trouble {
    /// What is wrong.
    pub sentence: String,
    /// How it is mended.
    pub remedy: String,
}

impl Step {
    /// Every step in order.
    pub const ALL: [Step; 6] = [
        Step::Token,
        Step::Servers,
        Step::Category,
        Step::Panel,
        Step::Language,
        Step::Review,
    ];

    /// Its address.
    pub fn address(self) -> &'static str {
        match self {
            Step::Token => "/setup/token",
            Step::Servers => "/setup/servers",
            Step::Category => "/setup/category",
            Step::Panel => "/setup/panel",
            Step::Language => "/setup/language",
            Step::Review => "/setup/review",
        }
    }

    /// The one before; the first is before itself.
    pub fn before(self) -> Step {
        let mut earlier = Step::ALL.into_iter().rev().filter(|step| *step < self);
        earlier.next().unwrap_or(self)
    }

    /// The one after; the last is after itself.
    pub fn after(self) -> Step {
        let mut later = Step::ALL.into_iter().filter(|step| *step > self);
        later.next().unwrap_or(self)
    }

    fn name(self, words: &Words) -> Cow<'_, str> {
        match self {
            Step::Token => words.text("setup-step-token"),
            Step::Servers => words.text("setup-step-servers"),
            Step::Category => words.text("setup-step-category"),
            Step::Panel => words.text("setup-step-panel"),
            Step::Language => words.text("setup-step-language"),
            Step::Review => words.text("setup-step-review"),
        }
    }

    fn title(self, words: &Words) -> Cow<'_, str> {
        match self {
            Step::Token => words.text("setup-title-token"),
            Step::Servers => words.text("setup-title-servers"),
            Step::Category => words.text("setup-title-category"),
            Step::Panel => words.text("setup-title-panel"),
            Step::Language => words.text("setup-title-language"),
            Step::Review => words.text("setup-title-review"),
        }
    }
}

/// The page of a step around what is asked in it.
fn page(reader: &Reader, standing: &Standing<'_>, content: Markup) -> Markup {
    let title = standing.step.title(reader.words);
    let content = html! {
        section.setup {
            (head(reader))
            (steps(reader, standing))
            h1 { (title) }
            @if let (Some(bot), true) = (standing.bot, standing.step != Step::Token) {
                p.setup-bot { (reader.words.with("setup-bot", &[("bot", bot.into())])) }
            }
            (content)
        }
    };
    layout::page(&outside(reader, &title), content)
}

fn outside<'a>(reader: &'a Reader, title: &'a str) -> Page<'a> {
    Page {
        title,
        reader,
        place: Place::Elsewhere,
        live: None,
    }
}

fn head(reader: &Reader) -> Markup {
    html! {
        header.setup-head {
            p.door-brand { (navigation::brand_mark()) "Rustmail" }
            (navigation::languages(reader))
        }
    }
}

fn steps(reader: &Reader, standing: &Standing<'_>) -> Markup {
    let words = reader.words;
    html! {
        nav aria-label=(words.text("setup-steps")) {
            ol.setup-steps {
                @for step in Step::ALL {
                    li {
                        @if step == standing.step {
                            strong aria-current="step" { (step.name(words)) }
                        } @else if step <= standing.reached {
                            a href=(step.address()) { (step.name(words)) }
                        } @else {
                            span { (step.name(words)) }
                        }
                    }
                }
            }
        }
    }
}

/// The form of a step. What is wrong is said by the server, beside the field and in the reader's language.
fn form(reader: &Reader, step: Step, fields: Markup) -> Markup {
    html! {
        form.setup-form method="post" action=(step.address()) novalidate {
            (form::token(reader))
            // The key Enter presses the first button of a form.
            button.hidden type="submit" name="go" value="next" tabindex="-1" aria-hidden="true" {}
            (fields)
            (buttons(reader, step))
        }
    }
}

fn buttons(reader: &Reader, step: Step) -> Markup {
    let words = reader.words;
    html! {
        div.setup-buttons {
            @if step != Step::Token {
                button type="submit" name="go" value="back" { (words.text("setup-back")) }
            }
            button.primary type="submit" name="go" value="next" {
                @if step == Step::Review { (words.text("setup-write")) }
                @else { (words.text("setup-next")) }
            }
        }
    }
}

/// The button that asks Discord once more, and keeps what is on the page.
fn look_again(reader: &Reader) -> Markup {
    html! {
        button type="submit" name="go" value="again" { (reader.words.text("setup-look-again")) }
    }
}

/// What is said to whoever enters secrets on a page that came in plain text. This browser has been let in at this address, and would not
/// be at that of a tunnel.
fn plain(reader: &Reader, tunnel: Option<&str>) -> Markup {
    tunneled(reader, tunnel, &reader.words.text("setup-plain-late"))
}

/// What is to be said of a page that came in plain text, with the command that leads around that.
fn tunneled(reader: &Reader, tunnel: Option<&str>, advice: &str) -> Markup {
    html! {
        @if let Some(tunnel) = tunnel {
            div.refusal role="note" {
                p { strong { (reader.words.text("setup-plain")) } }
                p { (advice) }
                p { code { (tunnel) } }
            }
        }
    }
}

fn trouble(trouble: Option<&Trouble>) -> Markup {
    html! {
        @if let Some(trouble) = trouble {
            div.refusal role="alert" {
                p { strong { (trouble.sentence) } }
                p { (trouble.remedy) }
            }
        }
    }
}

/// The redirect, to be copied into the developer portal.
fn to_copy(reader: &Reader, redirect: &str) -> Markup {
    let words = reader.words;
    html! {
        p.secret {
            code #redirect { (redirect) }
            button.copy type="button" hidden data-copy="redirect"
                data-copied=(words.text("copied")) { (words.text("copy")) }
        }
    }
}

/// A link to a page of Discord, beside which the setup stays open.
fn outward(address: &str, name: &str) -> Markup {
    html! { a target="_blank" rel="noreferrer" href=(address) { (name) } }
}
