//! The last step: all of it at a glance, and the file as it will be written.

use maud::{Markup, html};

use super::{Standing, Step, form, outward, to_copy};
use crate::reader::Reader;

/// What was chosen.
pub struct Review {
    /// What people call each thing, what was chosen, and where that is changed.
    pub facts: Vec<Fact>,
    /// The redirect that has to be listed in the developer portal, and where.
    pub redirect: Option<(String, String)>,
    /// The environment variables that win over the file.
    pub variables: Vec<String>,
    /// Where the file will be.
    pub path: String,
    /// The file with its secrets left out.
    pub text: String,
    /// Why the file cannot be written, or would not be valid.
    pub problems: Vec<String>,
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
        (redirect(reader, review))
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
        (form(reader, Step::Review, html! {}))
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

fn redirect(reader: &Reader, review: &Review) -> Markup {
    let words = reader.words;
    html! {
        @if let Some((redirect, portal)) = &review.redirect {
            div.field {
                p { (words.text("setup-redirect-remember")) " " (outward(portal, &words.text("setup-portal"))) }
                (to_copy(reader, redirect))
            }
        }
    }
}
