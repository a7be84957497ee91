//! The last step: all of it at a glance, and the file as it will be written.

use maud::{Markup, html};

use super::{Standing, Step, Trouble, form, look_again, outward, to_copy, trouble};
use crate::reader::Reader;

/// What was chosen.
pub struct Review {
    /// What people call each thing, what was chosen, and where that is changed.
    pub facts: Vec<Fact>,
    /// Whether people will be able to sign in; nothing without a panel.
    pub sign_in: Option<SignIn>,
    /// The environment variables that win over the file.
    pub variables: Vec<String>,
    /// Where the file will be.
    pub path: String,
    /// The file with its secrets left out.
    pub text: String,
    /// Why the file cannot be written, or would not be valid.
    pub problems: Vec<String>,
}

/// What Discord says of the way into the panel.
pub struct SignIn {
    /// The redirect that has to be listed in the developer portal.
    pub redirect: String,
    /// Where it is listed.
    pub portal: String,
    /// Whether it is; nothing when Discord does not say.
    pub is_listed: Option<bool>,
    /// What is to be said of the client secret, unless it is right.
    pub secret: Option<String>,
    /// Why Discord does not say.
    pub trouble: Option<Trouble>,
}

/// One thing that was chosen.
pub struct Fact {
    /// What it is.
    pub name: String,
    /// What was chosen.
    pub value: String,
    /// Where it is changed.
    pub step: Step,
}

/// The whole page.
pub fn page(reader: &Reader, standing: &Standing<'_>, review: &Review) -> Markup {
    let words = reader.words;
    let path = [("path", review.path.as_str().into())];
    let content = html! {
        p.lead { (words.with("setup-review-lead", &path)) }
        (problems(reader, review))
        dl.setup-facts {
            @for fact in &review.facts {
                dt { (fact.name) }
                dd { (fact.value) " " a href=(fact.step.address()) {
                    (words.text("setup-change")) span.hidden { " " (fact.name) }
                } }
            }
        }
        @if !review.variables.is_empty() {
            div {
                p { (words.text("setup-variables")) }
                ul.setup-names { @for name in &review.variables { li { code { (name) } } } }
            }
        }
        details.setup-file open[!review.problems.is_empty()] {
            summary { (words.with("setup-file", &path)) }
            pre tabindex="0" { (review.text) }
        }
        (form(reader, Step::Review, html! {
            @if let Some(way) = &review.sign_in { (sign_in(reader, way)) }
        }))
    };
    super::page(reader, standing, content)
}

fn problems(reader: &Reader, review: &Review) -> Markup {
    html! {
        @if !review.problems.is_empty() {
            div.refusal role="alert" {
                p { strong { (reader.words.text("setup-not-written")) } }
                ul { @for problem in &review.problems { li { (problem) } } }
            }
        }
    }
}

fn sign_in(reader: &Reader, way: &SignIn) -> Markup {
    let words = reader.words;
    let portal = || outward(&way.portal, &words.text("setup-portal"));
    html! {
        @match way.is_listed {
            Some(true) => {
                p.notice role="status" {
                    (words.text("setup-redirect-listed")) " " code { (way.redirect) }
                }
            }
            Some(false) => {
                div.refusal role="alert" {
                    p { strong { (words.text("setup-redirect-missing")) } }
                    p { (words.text("setup-redirect-missing-advice")) " " (portal()) }
                }
                (to_copy(reader, &way.redirect))
            }
            None => {
                div.field {
                    p { (words.text("setup-redirect-remember")) " " (portal()) }
                    (to_copy(reader, &way.redirect))
                }
            }
        }
        @if let Some(secret) = &way.secret { p.refusal role="alert" { (secret) } }
        (trouble(way.trouble.as_ref()))
        @if way.is_listed != Some(true) || way.secret.is_some() { p { (look_again(reader)) } }
    }
}
