//! The pictures of the panel, drawn as lines in the colour of the text beside them. They say nothing that the text does not.

use maud::{Markup, html};

/// A picture by what it stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// The dashboard.
    Dashboard,
    /// Tickets.
    Tickets,
    /// Members.
    Members,
    /// Snippets.
    Snippets,
    /// Categories.
    Categories,
    /// Blocks.
    Blocks,
    /// The configuration.
    Configuration,
    /// The bot.
    Bot,
    /// API keys.
    ApiKeys,
    /// The administration.
    Administration,
    /// The GraphQL workbench.
    Graphiql,
    /// The menu of a narrow window.
    Menu,
    /// Something to take away as a file.
    Download,
}

/// A picture, hidden from those who hear the page.
pub fn icon(icon: Icon) -> Markup {
    html! {
        svg.icon viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" {
            path d=(icon.line()) {}
        }
    }
}

impl Icon {
    /// The line, on a square of 20 by 20.
    fn line(self) -> &'static str {
        match self {
            Icon::Dashboard => "M3 17h14M5 13.5V10M10 13.5V4M15 13.5V7",
            Icon::Tickets => "M3 4.5h14v9.5H9l-3.5 3v-3H3zM6.5 8h7M6.5 10.75h4.5",
            Icon::Members => {
                "M10 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM4 16.5c.4-3 2.9-4.5 6-4.5s5.6 1.5 6 4.5"
            }
            Icon::Snippets => "M5 3h7l3.5 3.5V17H5zM11.5 3v4h4M7.75 10.5h5M7.75 13.5h5",
            Icon::Categories => "M3 5h5l1.75 2H17v9H3zM3 10h14",
            Icon::Blocks => "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM5.25 5.25l9.5 9.5",
            Icon::Configuration => {
                "M3 6h7M14 6h3M3 14h3M10 14h7M12 8a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM8 16a2 2 0 1 0 0-4 2 2 0 0 0 0 4z"
            }
            Icon::Bot => {
                "M4 8h12v8.5H4zM10 8V4.5M10 4.5a.75.75 0 1 0 0-1.5.75.75 0 0 0 0 1.5zM7.75 11.5v1.5M12.25 11.5v1.5"
            }
            Icon::ApiKeys => {
                "M6.5 16.5a3.25 3.25 0 1 0 0-6.5 3.25 3.25 0 0 0 0 6.5zM9 11l7.5-7.5M13.5 6.5l2.25 2.25"
            }
            Icon::Administration => {
                "M10 2.75l6 2.25v4.5c0 3.5-2.25 6.25-6 7.75-3.75-1.5-6-4.25-6-7.75V5zM7.5 9.75l1.75 1.75 3.25-3.25"
            }
            Icon::Graphiql => "M7 5.5L2.75 10 7 14.5M13 5.5l4.25 4.5L13 14.5M11 4L9 16",
            Icon::Menu => "M3 5.5h14M3 10h14M3 14.5h14",
            Icon::Download => "M10 3v9.5M6.25 9L10 12.75 13.75 9M3.5 16.5h13",
        }
    }
}
