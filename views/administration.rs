//! The administration: who may do what and why, who is signed in, what happened, what failed, how the server is, and how
//! to mend what is not as it should be.

pub mod deliveries;
pub mod doctor;
pub mod grants;
pub mod health;
pub mod log;
pub mod people;
pub mod person;

use maud::{Markup, html};
use words::Words;

use crate::layout::{self, Page, Place};
use crate::reader::Reader;

/// A page of the administration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// Permissions given to people and roles.
    Grants,
    /// The people of the staff.
    People,
    /// Who is signed in.
    Sessions,
    /// What happened.
    Log,
    /// What did not reach Discord.
    Deliveries,
    /// How the server is.
    Health,
    /// What has to be mended, and how.
    Doctor,
}

impl Section {
    /// Where it is.
    pub fn address(self) -> &'static str {
        match self {
            Section::Grants => "/administration/grants",
            Section::People => "/administration/people",
            Section::Sessions => "/administration/sessions",
            Section::Log => "/administration/log",
            Section::Deliveries => "/administration/deliveries",
            Section::Health => "/administration/health",
            Section::Doctor => "/administration/doctor",
        }
    }

    fn name(self, words: &Words) -> String {
        let name = match self {
            Section::Grants => words.text("administration-grants"),
            Section::People => words.text("administration-people"),
            Section::Sessions => words.text("administration-sessions"),
            Section::Log => words.text("administration-log"),
            Section::Deliveries => words.text("administration-deliveries"),
            Section::Health => words.text("administration-health"),
            Section::Doctor => words.text("administration-doctor"),
        };
        name.into_owned()
    }
}

/// Where the reader is in the administration, and where else they may go.
pub struct Frame {
    /// The page that is shown.
    pub current: Section,
    /// The pages that this reader may open.
    pub open: Vec<Section>,
}

/// A whole page of the administration around its main part.
pub fn page(reader: &Reader, frame: &Frame, content: Markup) -> Markup {
    let words = reader.words;
    let name = frame.current.name(words);
    let title = words.with("administration-page", &[("page", name.as_str().into())]);
    let page = Page {
        title: &title,
        reader,
        place: Place::Administration,
        live: None,
    };
    layout::page(
        &page,
        html! {
            header.page-head { h1 { (words.text("administration-title")) } }
            nav.tabs aria-label=(words.text("administration-title")) {
                ul {
                    @for section in &frame.open {
                        li {
                            a href=(section.address()) aria-current=[(*section == frame.current).then_some("page")] {
                                (section.name(words))
                            }
                        }
                    }
                }
            }
            h2.hidden { (name) }
            (content)
        },
    )
}
