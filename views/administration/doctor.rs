//! The doctor: what is as it should be, and how to mend what is not.

use maud::{Markup, html};

use super::{Frame, page as frame_page};
use crate::reader::Reader;

/// Where the findings are.
pub const FINDINGS: &str = "/administration/doctor/findings";

/// The page of the doctor.
pub struct Doctor {
    /// Where the reader is.
    pub frame: Frame,
    /// What was found; nothing before it was looked.
    pub diagnosis: Option<Diagnosis>,
}

/// What was found.
pub struct Diagnosis {
    /// How it stands altogether.
    pub summary: String,
    /// The findings, in groups.
    pub groups: Vec<Group>,
}

/// Findings that belong together.
pub struct Group {
    /// What they are about.
    pub name: String,
    /// The findings.
    pub findings: Vec<Finding>,
}

/// One thing that was found.
pub struct Finding {
    /// How it is.
    pub state: State,
    /// What was found and what to do.
    pub sentence: String,
}

/// How something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// As it should be.
    Good,
    /// Worth a look.
    Warning,
    /// To be mended.
    Bad,
    /// It could not be looked at.
    Unknown,
}

/// The whole page.
pub fn page(reader: &Reader, doctor: &Doctor) -> Markup {
    let content = html! {
        p.lead { (reader.words.text("doctor-lead")) }
        (findings(reader, doctor.diagnosis.as_ref()))
    };
    frame_page(reader, &doctor.frame, content)
}

/// What was found. Looking takes its time, so that the page comes first and asks for this by itself.
pub fn findings(reader: &Reader, diagnosis: Option<&Diagnosis>) -> Markup {
    let words = reader.words;
    html! {
        div.doctor #findings data-hx-swap="outerHTML" data-hx-get=[diagnosis.is_none().then_some(FINDINGS)]
            data-hx-trigger=[diagnosis.is_none().then_some("load")] {
            @match diagnosis {
                None => {
                    p.doctor-looking role="status" { (words.text("doctor-looking")) }
                    (look(reader, &words.text("doctor-look")))
                }
                Some(diagnosis) => {
                    p.doctor-summary role="status" { (diagnosis.summary) }
                    (look(reader, &words.text("doctor-again")))
                    @for group in &diagnosis.groups { (card(reader, group)) }
                }
            }
        }
    }
}

/// A button that looks, also without a script; with one it says meanwhile that it does.
fn look(reader: &Reader, label: &str) -> Markup {
    let words = reader.words;
    html! {
        form.doctor-look method="get" action=(FINDINGS) data-hx-get=(FINDINGS) data-hx-target="#findings"
            data-hx-swap="outerHTML" data-hx-disabled-elt="find button" {
            button type="submit" { (label) }
            span.doctor-busy { (words.text("doctor-looking")) }
        }
    }
}

fn card(reader: &Reader, group: &Group) -> Markup {
    html! {
        section.card {
            h2 { (group.name) }
            ul.doctor-list {
                @for finding in &group.findings {
                    li.(class(finding.state)) {
                        (mark(reader, finding.state))
                        span { (finding.sentence) }
                    }
                }
            }
        }
    }
}

fn mark(reader: &Reader, state: State) -> Markup {
    let words = reader.words;
    html! {
        @match state {
            State::Good => { span.mark.mark-open { (words.text("doctor-state-good")) } }
            State::Warning => { span.mark.mark-scheduled { (words.text("doctor-state-warning")) } }
            State::Bad => { span.mark.mark-deleted { (words.text("doctor-state-bad")) } }
            State::Unknown => { span.mark { (words.text("doctor-state-unknown")) } }
        }
    }
}

fn class(state: State) -> &'static str {
    match state {
        State::Good => "doctor-good",
        State::Warning => "doctor-warning",
        State::Bad => "doctor-bad",
        State::Unknown => "doctor-unknown",
    }
}
