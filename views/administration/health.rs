//! How the bot, the database, the jobs and the store of files are.

use maud::{Markup, html};

use super::{Frame, Section, page as frame_page};
use crate::reader::Reader;

/// The page of the server's health.
pub struct Health {
    /// Where the reader is.
    pub frame: Frame,
    /// What was looked at, in groups.
    pub groups: Vec<Group>,
}

/// Figures that belong together.
pub struct Group {
    /// What they are about.
    pub name: String,
    /// Whether all is well there.
    pub state: State,
    /// What to know of the state, when it is not well.
    pub advice: Option<String>,
    /// The figures, by name.
    pub figures: Vec<(String, Markup)>,
}

/// Whether all is well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It is.
    Well,
    /// Somebody should look.
    Ill,
}

impl State {
    /// All is well where there is nothing to advise.
    pub fn of(advice: Option<&str>) -> State {
        match advice {
            None => State::Well,
            Some(_) => State::Ill,
        }
    }
}

/// The whole page.
pub fn page(reader: &Reader, health: &Health) -> Markup {
    let words = reader.words;
    let content = html! {
        p.lead {
            (words.text("health-lead")) " "
            a href=(Section::Doctor.address()) { (words.text("health-doctor")) }
        }
        div.health {
            @for group in &health.groups {
                section.card {
                    h2 {
                        (group.name) " "
                        @match group.state {
                            State::Well => { span.mark.mark-open { (words.text("health-well")) } }
                            State::Ill => { span.mark.mark-deleted { (words.text("health-ill")) } }
                        }
                    }
                    @if let Some(advice) = &group.advice { p { (advice) } }
                    dl.key-facts {
                        @for (name, value) in &group.figures {
                            div { dt { (name) } dd { (value) } }
                        }
                    }
                }
            }
        }
    };
    frame_page(reader, &health.frame, content)
}
