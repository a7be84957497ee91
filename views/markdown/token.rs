//! The words of a line: what may begin something, and what is only text.

use super::emphasis::Mark;
use super::link::{self, Link};
use super::mention::{self, Mention};
use super::moment::{self, Moment};

/// A part of a line.
pub(super) enum Token<'a> {
    /// Only text.
    Text(&'a str),
    /// Code between backticks.
    Code(&'a str),
    /// So many of one mark in a row.
    Marks(Mark, &'a str),
    /// A link.
    Link(Link<'a>),
    /// Somebody, or something, that is mentioned.
    Mention(Mention<'a>),
    /// A moment, for everybody in their own time.
    Moment(Moment),
}

/// The parts of a line, in order. None of them is empty.
pub(super) fn read(line: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let (mut at, mut plain_from) = (0, 0);
    while let Some(offset) = line[at..].find(is_special) {
        at += offset;
        let Some((token, length)) = special(line, at) else {
            at += line[at..].chars().next().map_or(1, char::len_utf8);
            continue;
        };
        push_text(&mut tokens, &line[plain_from..at]);
        tokens.push(token);
        at += length;
        plain_from = at;
    }
    push_text(&mut tokens, &line[plain_from..]);
    tokens
}

fn push_text<'a>(tokens: &mut Vec<Token<'a>>, text: &'a str) {
    if !text.is_empty() {
        tokens.push(Token::Text(text));
    }
}

/// Whether something other than text may begin with this character.
fn is_special(character: char) -> bool {
    matches!(
        character,
        '\\' | '`' | '*' | '_' | '~' | '|' | '<' | '[' | 'h' | 'H' | '@'
    )
}

/// What begins at a place of the line, and how many bytes it has.
fn special(line: &str, at: usize) -> Option<(Token<'_>, usize)> {
    let rest = &line[at..];
    let first = rest.chars().next()?;
    match first {
        '\\' => escaped(rest),
        '`' => code(rest),
        '*' | '_' | '~' | '|' => {
            Mark::run(rest).map(|(mark, run)| (Token::Marks(mark, run), run.len()))
        }
        '<' => pointed(rest),
        '[' => link::masked(rest).map(|(link, length)| (Token::Link(link), length)),
        '@' => mention::everybody(rest).map(|(mention, length)| (Token::Mention(mention), length)),
        _ => link::bare(line, at).map(|(link, length)| (Token::Link(link), length)),
    }
}

/// A mark that is meant as it is.
fn escaped(rest: &str) -> Option<(Token<'_>, usize)> {
    let next = rest[1..].chars().next()?;
    next.is_ascii_punctuation()
        .then(|| (Token::Text(&rest[1..2]), 2))
}

/// Between as many backticks as it begins with.
fn code(rest: &str) -> Option<(Token<'_>, usize)> {
    let ticks = rest.len() - rest.trim_start_matches('`').len();
    let (fence, inside) = rest.split_at(ticks);
    let mut at = 0;
    while let Some(offset) = inside[at..].find(fence) {
        let closed = at + offset;
        let after = inside[closed..].trim_start_matches('`');
        let run = inside.len() - closed - after.len();
        if run == ticks {
            let code = inside[..closed].trim_matches('\n');
            return Some((Token::Code(code), ticks + closed + run));
        }
        at = closed + run;
    }
    Some((Token::Text(fence), ticks))
}

/// What stands in angle brackets: a mention, a moment, or an address. None of them has another bracket or a space inside.
fn pointed(rest: &str) -> Option<(Token<'_>, usize)> {
    let inside = &rest[1..];
    let ends = |character: char| matches!(character, '<' | '>') || character.is_whitespace();
    let (inside, after) = inside.split_at(inside.find(ends)?);
    after.strip_prefix('>')?;
    let token = mention::read(inside)
        .map(Token::Mention)
        .or_else(|| moment::read(inside).map(Token::Moment))
        .or_else(|| link::pointed(inside).map(Token::Link))?;
    Some((token, inside.len() + 2))
}
