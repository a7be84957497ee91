//! The pages that say that something could not be done, and what to do instead.

use maud::{Markup, html};

use crate::door;
use crate::form;
use crate::layout::{self, Page, Place};
use crate::reader::Reader;

/// A request that failed.
pub struct Failure {
    /// What kind of failure it is.
    pub reason: Reason,
    /// A sentence about this very case, when there is more to say than the kind.
    pub detail: Option<String>,
    /// What was written in the form that could not be taken, to be copied.
    pub written: Vec<String>,
    /// The reference under which the operator finds the request in the log.
    pub reference: String,
}

/// The kinds of failure that people can meet.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// The request made no sense (400).
    BadRequest,
    /// The reader may not do this (403).
    Forbidden,
    /// There is nothing at this address (404).
    NotFound,
    /// It cannot be done as things stand (409).
    Conflict,
    /// What was sent is larger than what is taken (413).
    TooLarge,
    /// It was tried too often (429).
    TooOften,
    /// The fault is ours (500).
    Internal,
}

impl Reason {
    /// The HTTP status that goes with the page.
    pub fn status(self) -> u16 {
        match self {
            Reason::BadRequest => 400,
            Reason::Forbidden => 403,
            Reason::NotFound => 404,
            Reason::Conflict => 409,
            Reason::TooLarge => 413,
            Reason::TooOften => 429,
            Reason::Internal => 500,
        }
    }
}

/// The whole page of a failure.
pub fn page(reader: &Reader, failure: &Failure) -> Markup {
    let (title, advice) = sentences(reader, failure.reason);
    let page = Page {
        title: &title,
        reader,
        place: Place::Elsewhere,
        live: None,
    };
    let reference = [("reference", failure.reference.as_str().into())];
    layout::page(
        &page,
        html! {
            section.door {
                p.door-code { (failure.reason.status()) }
                h1 { (title) }
                @if let Some(detail) = &failure.detail { p { (detail) } }
                p { (advice) }
                (door::written(&reader.words.text("failure-written"), &failure.written))
                a.button href="/" { (reader.words.text("failure-home")) }
                p.door-small { (reader.words.with("failure-reference", &reference)) }
            }
        },
    )
}

/// What is said in place where only a part of a page was asked for.
pub fn part(reader: &Reader, failure: &Failure) -> Markup {
    let told = match &failure.detail {
        Some(detail) => detail.clone(),
        None => {
            let (title, advice) = sentences(reader, failure.reason);
            let reference = [("reference", failure.reference.as_str().into())];
            let reference = reader.words.with("failure-reference", &reference);
            format!("{title}. {advice} {reference}")
        }
    };
    form::refusal(Some(&told))
}

fn sentences(reader: &Reader, reason: Reason) -> (String, String) {
    let words = reader.words;
    let (title, advice) = match reason {
        Reason::BadRequest => (
            words.text("failure-bad-request"),
            words.text("failure-bad-request-advice"),
        ),
        Reason::Forbidden => (
            words.text("failure-forbidden"),
            words.text("failure-forbidden-advice"),
        ),
        Reason::NotFound => (
            words.text("failure-not-found"),
            words.text("failure-not-found-advice"),
        ),
        Reason::Conflict => (
            words.text("failure-conflict"),
            words.text("failure-conflict-advice"),
        ),
        Reason::TooLarge => (
            words.text("failure-too-large"),
            words.text("failure-too-large-advice"),
        ),
        Reason::TooOften => (
            words.text("failure-too-often"),
            words.text("failure-too-often-advice"),
        ),
        Reason::Internal => (
            words.text("failure-internal"),
            words.text("failure-internal-advice"),
        ),
    };
    (title.into_owned(), advice.into_owned())
}
