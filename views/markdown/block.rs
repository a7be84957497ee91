//! The lines of a text: code, quotes, headings, lists, and everything else.

/// How deep lists lie in each other at most.
const DEEPEST_LIST: usize = 10;
/// A fence of code.
const FENCE: &str = "```";

/// A part of a text that stands on lines of its own.
pub(super) enum Block<'a> {
    /// Lines with nothing special.
    Text(&'a str),
    /// Code between fences.
    Code(&'a str),
    /// A heading, from 1 to 3.
    Heading(usize, &'a str),
    /// A line in small print.
    Subtext(&'a str),
    /// Quoted lines, without the marks before them.
    Quote(String),
    /// A list.
    List(List<'a>),
}

/// A list with the lists inside it.
pub(super) struct List<'a> {
    /// The first number; none for a list without numbers.
    pub(super) first: Option<u32>,
    /// What is listed.
    pub(super) items: Vec<Item<'a>>,
}

/// A line of a list.
pub(super) struct Item<'a> {
    /// The text.
    pub(super) text: &'a str,
    /// The list below it.
    pub(super) inner: Option<List<'a>>,
}

/// The blocks of a text.
pub(super) fn read(text: &str) -> Vec<Block<'_>> {
    read_within(text, Within::Page)
}

/// The blocks of a quoted text: there are no quotes within quotes.
pub(super) fn read_quoted(text: &str) -> Vec<Block<'_>> {
    read_within(text, Within::Quote)
}

/// Where a text stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    Page,
    Quote,
}

fn read_within(text: &str, within: Within) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    let last_fence = text.rfind(FENCE).unwrap_or(0);
    let (mut at, mut plain_from) = (0, 0);
    while at < text.len() {
        let rest = &text[at..];
        let found = special(rest, within).or_else(|| fenced(rest, last_fence.saturating_sub(at)));
        let Some(found) = found else {
            at += rest.find('\n').map_or(rest.len(), |end| end + 1);
            continue;
        };
        push_text(&mut blocks, &text[plain_from..at + found.before]);
        blocks.push(found.block);
        at += found.length;
        plain_from = at;
    }
    push_text(&mut blocks, &text[plain_from..]);
    blocks
}

/// A block that was recognised.
struct Found<'a> {
    /// How many bytes of text stand before it.
    before: usize,
    block: Block<'a>,
    /// How many bytes are read with it.
    length: usize,
}

/// Adds lines with nothing special; empty ones around them say nothing.
fn push_text<'a>(blocks: &mut Vec<Block<'a>>, text: &'a str) {
    let text = text.trim_matches('\n');
    if !text.trim().is_empty() {
        blocks.push(Block::Text(text));
    }
}

/// What is recognised by how its line begins.
fn special(rest: &str, within: Within) -> Option<Found<'_>> {
    if within == Within::Page
        && let Some(found) = quote(rest)
    {
        return Some(found);
    }
    let (line, after) = split_line(rest);
    let (block, after) = match own_line(line) {
        Some(block) => (block, after),
        None => list(rest)?,
    };
    Some(Found {
        before: 0,
        block,
        length: rest.len() - after.len(),
    })
}

fn split_line(text: &str) -> (&str, &str) {
    text.split_once('\n').unwrap_or((text, ""))
}

/// A heading or a line in small print.
fn own_line(line: &str) -> Option<Block<'_>> {
    if let Some(small) = line.strip_prefix("-# ") {
        return meaningful(small).map(Block::Subtext);
    }
    let level = line.len() - line.trim_start_matches('#').len();
    let text = line.get(level..)?.strip_prefix(' ')?;
    (1..=3).contains(&level).then_some(())?;
    meaningful(text).map(|text| Block::Heading(level, text))
}

fn meaningful(text: &str) -> Option<&str> {
    let text = text.trim();
    (!text.is_empty()).then_some(text)
}

/// Code that begins on this line. Only a fence before the last one can be closed again, so nothing is searched in vain.
fn fenced(rest: &str, last_fence: usize) -> Option<Found<'_>> {
    let line = split_line(rest).0;
    let opened = line.find(FENCE).filter(|&opened| opened < last_fence)?;
    if line[..opened].ends_with('\\') {
        return None;
    }
    let inside = &rest[opened + FENCE.len()..];
    let length = inside.find(FENCE)?;
    let code = without_language(&inside[..length]);
    (!code.trim().is_empty()).then_some(Found {
        before: opened,
        block: Block::Code(code),
        length: opened + FENCE.len() + length + FENCE.len(),
    })
}

/// The first line names the language when it is a single word.
fn without_language(code: &str) -> &str {
    let is_name = |line: &str| {
        line.bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"_+-.#".contains(&byte))
    };
    let code = match code.split_once('\n') {
        Some((first, rest)) if is_name(first) => rest,
        _ => code,
    };
    code.trim_end_matches('\n')
}

/// The quoted lines at the beginning, without their marks.
fn quote(text: &str) -> Option<Found<'_>> {
    if let Some(all) = text.strip_prefix(">>> ") {
        return meaningful(all).map(|_| quoted(all.to_owned(), text.len()));
    }
    let mut rest = text;
    let mut lines = Vec::new();
    while let Some(line) = split_line(rest).0.strip_prefix("> ") {
        lines.push(line);
        rest = split_line(rest).1;
    }
    (!lines.is_empty()).then(|| quoted(lines.join("\n"), text.len() - rest.len()))
}

fn quoted<'a>(text: String, length: usize) -> Found<'a> {
    Found {
        before: 0,
        block: Block::Quote(text),
        length,
    }
}

/// A line of a list as it was typed.
struct Line<'a> {
    indent: usize,
    number: Option<u32>,
    text: &'a str,
}

/// The list at the beginning, and what follows it.
fn list(text: &str) -> Option<(Block<'_>, &str)> {
    let mut lines = Vec::new();
    let mut rest = text;
    while let Some(line) = list_line(split_line(rest).0) {
        lines.push(line);
        rest = split_line(rest).1;
    }
    (!lines.is_empty()).then(|| (Block::List(nest(&lines, 0)), rest))
}

fn list_line(line: &str) -> Option<Line<'_>> {
    let text = line.trim_start_matches(' ');
    let indent = line.len() - text.len();
    let marked = |mark| text.strip_prefix(mark);
    if let Some(text) = marked("- ").or_else(|| marked("* ")) {
        let number = None;
        return meaningful(text).map(|text| Line {
            indent,
            number,
            text,
        });
    }
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let number = text[..digits].parse().ok().filter(|_| digits < 10)?;
    let text = meaningful(text[digits..].strip_prefix(". ")?)?;
    let number = Some(number);
    Some(Line {
        indent,
        number,
        text,
    })
}

/// What is indented further than the first line belongs to the line before it.
fn nest<'a>(lines: &[Line<'a>], depth: usize) -> List<'a> {
    let first = lines.first();
    let base = first.map_or(0, |line| line.indent);
    let mut items = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let below = lines[at + 1..]
            .iter()
            .take_while(|line| line.indent > base && depth < DEEPEST_LIST)
            .count();
        let inside = &lines[at + 1..=at + below];
        items.push(Item {
            text: line.text,
            inner: (!inside.is_empty()).then(|| nest(inside, depth + 1)),
        });
        at += below + 1;
    }
    List {
        first: first.and_then(|line| line.number),
        items,
    }
}
