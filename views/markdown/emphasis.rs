//! Emphasis: bold, italic, underlined, struck out, and hidden until somebody looks.

use maud::{Markup, html};

use super::inline::Piece;
use super::{Page, Within, pieces};

/// A character that emphasises what stands between two runs of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// `*`: italic, twice bold.
    Star,
    /// `_`: italic, twice underlined.
    Line,
    /// `~`, twice: struck out.
    Wave,
    /// `|`, twice: hidden until somebody looks.
    Bar,
}

/// How something is emphasised, and by what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Emphasis {
    /// Between single marks, of which there are two kinds.
    Italic(Mark),
    /// Between two stars.
    Bold,
    /// Between two lines.
    Underlined,
    /// Between two waves.
    Struck,
    /// Between two bars.
    Hidden,
}

impl Mark {
    /// The run of one mark with which a text begins.
    pub(super) fn run(text: &str) -> Option<(Self, &str)> {
        let mark = match text.chars().next()? {
            '*' => Self::Star,
            '_' => Self::Line,
            '~' => Self::Wave,
            '|' => Self::Bar,
            _ => return None,
        };
        let length = text.len() - text.trim_start_matches(mark.character()).len();
        Some((mark, &text[..length]))
    }

    /// What two of it mean.
    pub(super) fn twice(self) -> Emphasis {
        match self {
            Self::Star => Emphasis::Bold,
            Self::Line => Emphasis::Underlined,
            Self::Wave => Emphasis::Struck,
            Self::Bar => Emphasis::Hidden,
        }
    }

    /// What a single one means, if it means anything.
    pub(super) fn once(self) -> Option<Emphasis> {
        matches!(self, Self::Star | Self::Line).then_some(Emphasis::Italic(self))
    }

    fn character(self) -> char {
        match self {
            Self::Star => '*',
            Self::Line => '_',
            Self::Wave => '~',
            Self::Bar => '|',
        }
    }
}

/// What is emphasised.
pub(super) fn show(page: &Page<'_>, emphasis: Emphasis, inside: &[Piece<'_>]) -> Markup {
    let inside = pieces(page, inside);
    let can_be_reached = (page.within == Within::Text).then_some("0");
    html! {
        @match emphasis {
            Emphasis::Italic(_) => { em { (inside) } }
            Emphasis::Bold => { strong { (inside) } }
            Emphasis::Underlined => { span.text-underlined { (inside) } }
            Emphasis::Struck => { s { (inside) } }
            Emphasis::Hidden => {
                span.text-hidden tabindex=[can_be_reached] title=(page.reader.words.text("text-hidden")) { (inside) }
            }
        }
    }
}
