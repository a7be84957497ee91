//! Text as Discord shows it, and never as markup of its own: every character passes through maud, which escapes it.
//!
//! The whole of it is bounded: nothing is read more often than its length allows, and nothing lies deeper than Discord has kinds
//! of emphasis. What is not understood stays as it was typed.
//!
//! <https://support.discord.com/hc/en-us/articles/210298617>

mod block;
mod emphasis;
mod inline;
mod link;
mod mention;
mod moment;
mod plain;
mod token;

pub use mention::{Mentioned, Names, mentioned};
pub use plain::plain;

use maud::{Markup, html};

use crate::reader::Reader;
use block::Block;
use inline::Piece;

/// Beyond this many bytes a text is shown as it was typed: no message of Discord's is half as long.
const LONGEST: usize = 64 * 1024;

/// What surrounds a text: who reads it, what the mentioned are called, and where it stands.
#[derive(Clone, Copy)]
struct Page<'a> {
    reader: &'a Reader,
    names: &'a Names,
    within: Within,
}

/// Where a text stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    /// On the page.
    Text,
    /// Within a link, where nothing else can be pressed.
    Link,
}

/// A text as Discord would show it to this reader.
pub fn markdown(reader: &Reader, names: &Names, text: &str) -> Markup {
    if text.len() > LONGEST {
        return html! { p { (text) } };
    }
    let page = Page {
        reader,
        names,
        within: Within::Text,
    };
    blocks(&page, &block::read(text))
}

fn blocks(page: &Page<'_>, blocks: &[Block<'_>]) -> Markup {
    html! {
        @for block in blocks {
            @match block {
                Block::Text(text) => { p { (line(page, text)) } }
                Block::Code(code) => { pre.code-block { code { (code) } } }
                Block::Heading(level, text) => {
                    p.text-heading.(heading(*level)) { strong { (line(page, text)) } }
                }
                Block::Subtext(text) => { p.text-small { small { (line(page, text)) } } }
                Block::Quote(text) => {
                    blockquote.text-quote dir="auto" { (self::blocks(page, &block::read_quoted(text))) }
                }
                Block::List(list) => { (self::list(page, list)) }
            }
        }
    }
}

fn heading(level: usize) -> &'static str {
    match level {
        1 => "text-heading-1",
        2 => "text-heading-2",
        _ => "text-heading-3",
    }
}

fn list(page: &Page<'_>, list: &block::List<'_>) -> Markup {
    let items = html! {
        @for item in &list.items {
            li {
                (line(page, item.text))
                @if let Some(inner) = &item.inner { (self::list(page, inner)) }
            }
        }
    };
    html! {
        @match list.first {
            Some(first) => { ol.text-list start=(first) dir="auto" { (items) } }
            None => { ul.text-list dir="auto" { (items) } }
        }
    }
}

fn line(page: &Page<'_>, text: &str) -> Markup {
    pieces(page, &inline::read(text))
}

fn pieces(page: &Page<'_>, pieces: &[Piece<'_>]) -> Markup {
    html! {
        @for piece in pieces {
            @match piece {
                Piece::Text(text) => (text),
                Piece::Code(code) => { code { (code) } }
                Piece::Emphasis(kind, inside) => { (emphasis::show(page, *kind, inside)) }
                Piece::Link(link) => { (link::show(page, link)) }
                Piece::Mention(mention) => { (mention::show(page, mention)) }
                Piece::Moment(moment) => { (moment::show(page, *moment)) }
            }
        }
    }
}
