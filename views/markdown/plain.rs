//! A text without its marks, for where there is only room for a line of it.

use super::block::{self, Block, List};
use super::emphasis::Emphasis;
use super::inline::{self, Piece};
use super::mention::{self, Names};
use super::{LONGEST, Page, Within};
use crate::reader::Reader;
use crate::time;

/// What stands for a text that is hidden until somebody looks.
const HIDDEN: &str = "▒▒▒";

/// A text as words alone: without marks, with the names of the mentioned, and with what is hidden still hidden.
pub fn plain(reader: &Reader, names: &Names, text: &str) -> String {
    if text.len() > LONGEST {
        return text.to_owned();
    }
    let page = Page {
        reader,
        names,
        within: Within::Text,
    };
    let mut lines = Vec::new();
    blocks(&page, &block::read(text), &mut lines);
    lines.join("\n")
}

fn blocks(page: &Page<'_>, blocks: &[Block<'_>], lines: &mut Vec<String>) {
    for block in blocks {
        match block {
            Block::Text(text) | Block::Heading(_, text) | Block::Subtext(text) => {
                lines.push(line(page, text));
            }
            Block::Code(code) => lines.push((*code).to_owned()),
            Block::Quote(text) => self::blocks(page, &block::read_quoted(text), lines),
            Block::List(list) => items(page, list, lines),
        }
    }
}

fn items(page: &Page<'_>, list: &List<'_>, lines: &mut Vec<String>) {
    for item in &list.items {
        lines.push(line(page, item.text));
        if let Some(inner) = &item.inner {
            items(page, inner, lines);
        }
    }
}

fn line(page: &Page<'_>, text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    pieces(page, &inline::read(text), &mut written);
    written
}

fn pieces(page: &Page<'_>, pieces: &[Piece<'_>], written: &mut String) {
    for piece in pieces {
        match piece {
            Piece::Text(text) | Piece::Code(text) => written.push_str(text),
            Piece::Emphasis(Emphasis::Hidden, _) => written.push_str(HIDDEN),
            Piece::Emphasis(_, inside) => self::pieces(page, inside, written),
            Piece::Link(link) => match link.label() {
                Some(label) => written.push_str(&line(page, label)),
                None => written.push_str(link.address()),
            },
            Piece::Mention(mention) => written.push_str(&mention::text(page, mention)),
            Piece::Moment(moment) => written.push_str(&time::exact(page.reader, moment.at())),
        }
    }
}
