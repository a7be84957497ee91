//! A line with its emphasis: tokens put into each other.
//!
//! Each kind of emphasis is open at most once at a time, as the next mark of the same kind closes it; so nothing lies deeper than
//! there are kinds, and every token is looked at once.

use super::emphasis::{Emphasis, Mark};
use super::link::Link;
use super::mention::Mention;
use super::moment::Moment;
use super::token::{self, Token};

/// A part of a line, ready to be shown.
pub(super) enum Piece<'a> {
    /// Text.
    Text(&'a str),
    /// Code.
    Code(&'a str),
    /// Something emphasised.
    Emphasis(Emphasis, Vec<Piece<'a>>),
    /// A link.
    Link(Link<'a>),
    /// Somebody, or something, that is mentioned.
    Mention(Mention<'a>),
    /// A moment.
    Moment(Moment),
}

/// The parts of a line.
pub(super) fn read(line: &str) -> Vec<Piece<'_>> {
    let tokens = token::read(line);
    let mut open = Open {
        outer: Vec::new(),
        pieces: Vec::new(),
    };
    for (at, token) in tokens.iter().enumerate() {
        let before = at
            .checked_sub(1)
            .and_then(|at| tokens.get(at))
            .and_then(last);
        let after = tokens.get(at + 1).and_then(first);
        match token {
            Token::Marks(mark, run) => open.take(*mark, run, (before, after)),
            Token::Text(text) => open.pieces.push(Piece::Text(text)),
            Token::Code(code) => open.pieces.push(Piece::Code(code)),
            Token::Link(link) => open.pieces.push(Piece::Link(link.clone())),
            Token::Mention(mention) => open.pieces.push(Piece::Mention(mention.clone())),
            Token::Moment(moment) => open.pieces.push(Piece::Moment(*moment)),
        }
    }
    while !open.outer.is_empty() {
        open.give_up();
    }
    open.pieces
}

/// The characters beside a run of marks; none at the edge of the line, and beside what is no text.
type Beside = (Option<char>, Option<char>);

fn last(token: &Token<'_>) -> Option<char> {
    match token {
        Token::Text(text) | Token::Marks(_, text) => text.chars().next_back(),
        _ => Some('x'),
    }
}

fn first(token: &Token<'_>) -> Option<char> {
    match token {
        Token::Text(text) | Token::Marks(_, text) => text.chars().next(),
        _ => Some('x'),
    }
}

/// What has been read, with the emphasis that has not ended yet.
struct Open<'a> {
    /// What is open: how, the mark as it was typed, and what stood before it.
    outer: Vec<(Emphasis, &'a str, Vec<Piece<'a>>)>,
    /// What stands inside the innermost.
    pieces: Vec<Piece<'a>>,
}

impl<'a> Open<'a> {
    /// Takes a run of one mark: ends what it can end, and begins what it can begin.
    fn take(&mut self, mark: Mark, run: &'a str, beside: Beside) {
        let mut rest = run;
        if run.len() > 3 {
            self.pieces.push(Piece::Text(run));
            return;
        }
        while !rest.is_empty() {
            let length = self.length(mark, rest.len());
            let (now, later) = rest.split_at(length);
            rest = later;
            let emphasis = match length {
                2 => Some(mark.twice()),
                _ => mark.once(),
            };
            match emphasis {
                Some(emphasis) => self.turn(emphasis, now, beside),
                None => self.pieces.push(Piece::Text(now)),
            }
        }
    }

    /// How many of so many marks belong together: three end first what was begun last.
    fn length(&self, mark: Mark, left: usize) -> usize {
        let mut innermost = self.outer.iter().rev().map(|open| open.0);
        let innermost = innermost.find(|&open| open == mark.twice() || Some(open) == mark.once());
        match left {
            3 if innermost.is_some() && innermost == mark.once() => 1,
            2 | 3 => 2,
            _ => 1,
        }
    }

    fn turn(&mut self, emphasis: Emphasis, typed: &'a str, beside: Beside) {
        let is_open = self.outer.iter().any(|open| open.0 == emphasis);
        if is_open && may_end(emphasis, beside) {
            while self.outer.last().is_some_and(|open| open.0 != emphasis) {
                self.give_up();
            }
            self.end(emphasis, typed);
        } else if !is_open && may_begin(emphasis, beside) {
            let before = std::mem::take(&mut self.pieces);
            self.outer.push((emphasis, typed, before));
        } else {
            self.pieces.push(Piece::Text(typed));
        }
    }

    /// Ends the innermost emphasis. Around nothing it is none.
    fn end(&mut self, emphasis: Emphasis, typed: &'a str) {
        let Some((_, begun, before)) = self.outer.pop() else {
            return;
        };
        let inside = std::mem::replace(&mut self.pieces, before);
        if inside.is_empty() {
            self.pieces.push(Piece::Text(begun));
            self.pieces.push(Piece::Text(typed));
        } else {
            self.pieces.push(Piece::Emphasis(emphasis, inside));
        }
    }

    /// The innermost emphasis has no end: its mark is only text.
    fn give_up(&mut self) {
        let Some((_, begun, before)) = self.outer.pop() else {
            return;
        };
        let inside = std::mem::replace(&mut self.pieces, before);
        self.pieces.push(Piece::Text(begun));
        self.pieces.extend(inside);
    }
}

/// A single star stands before a word; a single line also not within one, as in `snake_case`.
fn may_begin(emphasis: Emphasis, (before, after): Beside) -> bool {
    match emphasis {
        Emphasis::Italic(mark) => {
            let meets_word = after.is_some_and(|after| !after.is_whitespace());
            let within_word = before.is_some_and(char::is_alphanumeric);
            meets_word && (mark == Mark::Star || !within_word)
        }
        _ => after.is_some(),
    }
}

fn may_end(emphasis: Emphasis, (before, after): Beside) -> bool {
    match emphasis {
        Emphasis::Italic(Mark::Star) => before.is_some_and(|before| !before.is_whitespace()),
        Emphasis::Italic(_) => !after.is_some_and(char::is_alphanumeric),
        _ => true,
    }
}
