//! The pages of people who are not, or not yet, inside: signing in, and having no access.

use maud::{Markup, html};

use crate::address;
use crate::door;
use crate::layout::{self, Page, Place};
use crate::navigation;
use crate::reader::Reader;

/// The landing page of somebody who is signed out.
pub struct SignIn {
    /// The path that they wanted, to which they come back.
    pub return_to: String,
    /// What they had typed when they were asked to sign in, to be copied.
    pub typed: Vec<String>,
    /// Why the last attempt failed, as a sentence.
    pub refusal: Option<String>,
}

/// Somebody who signed in but may not open the panel.
pub struct Stranger {
    /// The account's name.
    pub name: String,
    /// The account's Discord id, which whoever grants access needs.
    pub id: String,
    /// The names of those who can grant access, as far as they are known.
    pub ask: Vec<String>,
}

/// The whole landing page.
pub fn page(reader: &Reader, sign_in: &SignIn) -> Markup {
    let title = reader.words.text("sign-in-title");
    layout::page(&outside(reader, &title), landing(reader, sign_in))
}

/// The whole page of a stranger.
pub fn stranger_page(reader: &Reader, stranger: &Stranger) -> Markup {
    let title = reader.words.text("stranger-title");
    layout::page(&outside(reader, &title), refusal(reader, stranger))
}

fn outside<'a>(reader: &'a Reader, title: &'a str) -> Page<'a> {
    Page {
        title,
        reader,
        place: Place::Elsewhere,
        live: None,
    }
}

fn landing(reader: &Reader, sign_in: &SignIn) -> Markup {
    let words = reader.words;
    html! {
        section.door {
            p.door-brand { (navigation::brand_mark()) "Rustmail" }
            h1 { (words.text("sign-in-title")) }
            p { (words.text("sign-in-lead")) }
            (crate::form::refusal(sign_in.refusal.as_deref()))
            (door::written(&words.text("sign-in-typed"), &sign_in.typed))
            a.button.primary href=(address::sign_in(&sign_in.return_to)) {
                (words.text("sign-in-with-discord"))
            }
            p.door-small { (words.text("sign-in-privacy")) }
            (navigation::languages(reader))
        }
    }
}

fn refusal(reader: &Reader, stranger: &Stranger) -> Markup {
    let words = reader.words;
    let account = [("name", stranger.name.as_str().into())];
    html! {
        section.door {
            p.door-brand { (navigation::brand_mark()) "Rustmail" }
            h1 { (words.text("stranger-title")) }
            p { (words.with("stranger-lead", &account)) }
            (door::written(&words.text("failure-written"), &[]))
            @if stranger.ask.is_empty() {
                p { (words.text("stranger-ask-anyone")) }
            } @else {
                p { (words.text("stranger-ask")) }
                ul.door-names {
                    @for name in &stranger.ask { li { (name) } }
                }
            }
            dl.door-facts {
                dt { (words.text("stranger-id")) }
                dd { code { (stranger.id) } }
            }
            p.door-small { (words.text("stranger-other-account")) }
            (navigation::sign_out(reader))
        }
    }
}
