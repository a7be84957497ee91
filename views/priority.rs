//! How urgent a ticket is.

use maud::{Markup, html};
use words::Words;

use crate::reader::Reader;

/// How urgent a ticket is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Priority {
    /// It can wait.
    Low,
    /// As most are.
    Normal,
    /// Before the others.
    High,
    /// At once.
    Urgent,
}

impl Priority {
    /// Every priority, the least urgent first.
    pub const ALL: [Priority; 4] = [
        Priority::Low,
        Priority::Normal,
        Priority::High,
        Priority::Urgent,
    ];

    /// The value of a `priority` field.
    pub fn code(self) -> &'static str {
        match self {
            Priority::Low => "low",
            Priority::Normal => "normal",
            Priority::High => "high",
            Priority::Urgent => "urgent",
        }
    }

    /// What people call it.
    pub fn name(self, words: &Words) -> String {
        let name = match self {
            Priority::Low => words.text("priority-low"),
            Priority::Normal => words.text("priority-normal"),
            Priority::High => words.text("priority-high"),
            Priority::Urgent => words.text("priority-urgent"),
        };
        name.into_owned()
    }
}

/// A short mark for it.
pub fn mark(reader: &Reader, priority: Priority) -> Markup {
    html! {
        span class={ "mark mark-" (priority.code()) } { (priority.name(reader.words)) }
    }
}
