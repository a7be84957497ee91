//! What somebody types to find something, as a query of words that Postgres understands.
//!
//! `"quotes"` keep words together, a minus leaves out what has the word, and `OR` in capitals means either side. The last word may be
//! the beginning of one: it is often still being thought of.

pub mod naming;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// The most characters that are read of what somebody types.
const LONGEST: usize = 200;
/// The most words, quoted pieces and so on that are looked for.
const MOST_TERMS: usize = 12;
/// The fewest letters that count as the beginning of a word.
const SHORTEST_BEGINNING: usize = 3;

/// What is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wording {
    /// The query, whose last word must stand there as it is.
    pub exact: String,
    /// The query whose last word may be longer, and that word alone.
    pub beginning: Option<Beginning>,
    /// The words by which a text is recognised, folded, to mark them in it.
    marks: Vec<String>,
}

/// A query whose last word may be longer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beginning {
    /// The whole query.
    pub query: String,
    /// The beginning alone.
    pub alone: String,
    /// The beginning as a word.
    pub word: String,
}

/// One thing that is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Term {
    With(Vec<String>),
    Without(Vec<String>),
    Or,
}

/// A piece of a text, and whether it is what was looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// It is not.
    Plain(String),
    /// It is.
    Marked(String),
}

impl Wording {
    /// What `typed` looks for; nothing when there is no word in it that must be there.
    pub fn read(typed: &str) -> Option<Self> {
        let typed: String = typed.chars().take(LONGEST).collect();
        let (terms, is_open) = terms(&typed);
        let exact = query(&terms)?;
        let last = terms.last().and_then(|term| match term {
            Term::With(words) if is_open => words.last(),
            _ => None,
        });
        let last = last.filter(|word| word.chars().count() >= SHORTEST_BEGINNING);
        let beginning = last.map(|word| Beginning {
            query: format!("{exact}:*"),
            alone: format!("{}:*", lexeme(word)),
            word: word.clone(),
        });
        // A query of several sides ends in a bracket, and a beginning belongs to its last word.
        let beginning = beginning.filter(|_| !exact.ends_with(')'));
        let mut marks: Vec<String> = Vec::new();
        for term in &terms {
            if let Term::With(words) = term {
                marks.extend(words.iter().cloned());
            }
        }
        Some(Self {
            exact,
            beginning,
            marks,
        })
    }

    /// The part of `text` around the first thing that was looked for, at most about `longest` characters, with what was looked for
    /// marked.
    pub fn excerpt(&self, text: &str, longest: usize) -> Vec<Piece> {
        let found = self.spans(text);
        let first = found.first().map_or(0, |span| span.0);
        let before = text[..first].char_indices().rev().nth(longest / 4);
        let start = before.map_or(0, |(at, _)| next_word(text, at).min(first));
        let rest = &text[start..];
        let end = rest
            .char_indices()
            .nth(longest)
            .map_or(text.len(), |(at, _)| start + at);
        let mut pieces = Pieces::default();
        if start > 0 {
            pieces.plain("… ");
        }
        let mut at = start;
        for (from, to) in found
            .into_iter()
            .filter(|&(from, to)| from >= start && to <= end)
        {
            pieces.plain(&text[at..from]);
            pieces.marked(&text[from..to]);
            at = to;
        }
        pieces.plain(&text[at..end]);
        if end < text.len() {
            pieces.plain("…");
        }
        pieces.0
    }

    /// Where in `text` the words stand that were looked for.
    fn spans(&self, text: &str) -> Vec<(usize, usize)> {
        let beginning = self.beginning.as_ref().and(self.marks.last());
        let is_wanted = |word: &str| {
            let word = folded(word).to_lowercase();
            self.marks.iter().any(|mark| mark.to_lowercase() == word)
                || beginning.is_some_and(|start| word.starts_with(&start.to_lowercase()))
        };
        spans(text)
            .filter(|&(from, to)| is_wanted(&text[from..to]))
            .collect()
    }
}

/// The words of a text, folded as Postgres folds them.
pub fn words(text: &str) -> Vec<String> {
    let words = spans(text).map(|(from, to)| folded(&text[from..to]));
    words.filter(|word| !word.is_empty()).collect()
}

#[derive(Default)]
struct Pieces(Vec<Piece>);

impl Pieces {
    fn plain(&mut self, text: &str) {
        if !text.is_empty() {
            self.0.push(Piece::Plain(text.to_owned()));
        }
    }

    fn marked(&mut self, text: &str) {
        self.0.push(Piece::Marked(text.to_owned()));
    }
}

/// What is looked for, and whether the last word may go on.
fn terms(typed: &str) -> (Vec<Term>, bool) {
    let mut terms = Vec::new();
    let mut rest = typed.trim();
    let mut is_open = false;
    while !rest.is_empty() && terms.len() < MOST_TERMS {
        let bare = rest.trim_start_matches('-');
        let is_without = bare.len() < rest.len();
        let quoted = bare.strip_prefix('"');
        let (said, after) = match quoted {
            Some(quoted) => quoted.split_once('"').unwrap_or((quoted, "")),
            None => bare.split_at(bare.find([' ', '\t', '\n', '"']).unwrap_or(bare.len())),
        };
        is_open = quoted.is_none();
        rest = after.trim_start();
        let words = words(said);
        match (said, words.is_empty()) {
            ("OR", _) if is_open => terms.push(Term::Or),
            (_, true) => {}
            _ if is_without => terms.push(Term::Without(words)),
            _ => terms.push(Term::With(words)),
        }
    }
    (terms, is_open)
}

/// The query for these terms; nothing when a side of it demands no word at all, which would find nearly everything.
fn query(terms: &[Term]) -> Option<String> {
    let sides = terms
        .split(|term| *term == Term::Or)
        .filter(|side| side.iter().any(|term| matches!(term, Term::With(_))));
    let sides: Vec<String> = sides
        .map(|side| {
            let terms = side.iter().filter_map(|term| match term {
                Term::With(words) => Some(phrase(words)),
                Term::Without(words) => Some(format!("!({})", phrase(words))),
                Term::Or => None,
            });
            terms.collect::<Vec<_>>().join(" & ")
        })
        .collect();
    match sides.as_slice() {
        [] => None,
        [one] => Some(one.clone()),
        several => Some(format!("({})", several.join(") | ("))),
    }
}

fn phrase(words: &[String]) -> String {
    let lexemes: Vec<String> = words.iter().map(|word| lexeme(word)).collect();
    lexemes.join(" <-> ")
}

/// A word as a query has it. There is no punctuation in a word, so that none can end the quotation.
fn lexeme(word: &str) -> String {
    format!("'{word}'")
}

/// Where the words of a text begin and end.
fn spans(text: &str) -> impl Iterator<Item = (usize, usize)> {
    text.split(is_between)
        .filter(|word| !word.is_empty())
        .map(|word| {
            let from = word.as_ptr().addr() - text.as_ptr().addr();
            (from, from + word.len())
        })
}

fn is_between(letter: char) -> bool {
    letter.is_ascii_punctuation() || letter.is_whitespace() || letter.is_control()
}

/// A word without its accents.
fn folded(word: &str) -> String {
    word.nfkd()
        .filter(|&letter| !is_accent(letter) && !is_between(letter))
        .collect()
}

/// The same range as in the database.
fn is_accent(letter: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&letter) && is_combining_mark(letter)
}

/// Where the first word begins that lies wholly after `at`.
fn next_word(text: &str, at: usize) -> usize {
    let gap = text[at..].find(char::is_whitespace);
    gap.map_or(at, |gap| {
        let rest = &text[at + gap..];
        at + gap + (rest.len() - rest.trim_start().len())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exact(typed: &str) -> Option<String> {
        Wording::read(typed).map(|wording| wording.exact)
    }

    #[test]
    fn what_is_typed_becomes_a_query_of_words() {
        let cases = [
            ("refund", "'refund'"),
            ("Café  crème", "'Cafe' & 'creme'"),
            ("\"gift card\" lost", "'gift' <-> 'card' & 'lost'"),
            ("refund -shop", "'refund' & !('shop')"),
            ("a OR \"b c\"", "('a') | ('b' <-> 'c')"),
            ("sam@example.com", "'sam' <-> 'example' <-> 'com'"),
            ("don't", "'don' <-> 't'"),
            ("x' | 'y", "'x' & 'y'"),
            ("a OR -b", "'a'"),
            ("\\' & :* !! ()", ""),
            ("-refund", ""),
            ("  ", ""),
            ("\"", ""),
        ];
        for (typed, wanted) in cases {
            assert_eq!(exact(typed).unwrap_or_default(), wanted, "{typed:?}");
        }
    }

    #[test]
    fn only_a_last_word_of_some_letters_may_go_on() {
        let beginning = |typed: &str| {
            let wording = Wording::read(typed).unwrap();
            wording.beginning.map(|one| (one.query, one.alone))
        };
        let refund = ("'my' & 'refun':*".to_owned(), "'refun':*".to_owned());
        assert_eq!(beginning("my refun"), Some(refund));
        for typed in ["re", "\"refun\"", "refund -shop", "a OR refund"] {
            assert_eq!(beginning(typed), None, "{typed}");
        }
    }

    #[test]
    fn an_excerpt_lies_around_what_was_found() {
        let wording = Wording::read("creme brul").unwrap();
        let text = format!(
            "{} My Crème is BRÛLÉE now, {}",
            "x ".repeat(200),
            "y ".repeat(200)
        );
        let pieces = wording.excerpt(&text, 60);
        let marked: Vec<&Piece> = pieces
            .iter()
            .filter(|piece| matches!(piece, Piece::Marked(_)))
            .collect();
        assert_eq!(
            marked,
            [
                &Piece::Marked("Crème".to_owned()),
                &Piece::Marked("BRÛLÉE".to_owned())
            ]
        );
        let length: usize = pieces
            .iter()
            .map(|piece| match piece {
                Piece::Plain(text) | Piece::Marked(text) => text.chars().count(),
            })
            .sum();
        assert!(length < 70, "{length}");
    }

    #[test]
    fn an_excerpt_has_what_was_looked_for_however_long_a_word_stands_before() {
        let wording = Wording::read("zebra").unwrap();
        let text = format!("See https://example.com/{}/zebra and tell", "a".repeat(90));
        let pieces = wording.excerpt(&text, 60);
        assert!(
            pieces.contains(&Piece::Marked("zebra".to_owned())),
            "{pieces:?}"
        );
    }

    #[test]
    fn an_excerpt_of_anything_is_a_part_of_it() {
        let wording = Wording::read("a").unwrap();
        for text in [
            "",
            "a",
            "🎉a🎉 a",
            "é".repeat(500).as_str(),
            " \u{301}a\u{300} ",
        ] {
            for longest in [0, 1, 7, 1000] {
                let pieces = wording.excerpt(text, longest);
                for piece in pieces {
                    let (Piece::Plain(said) | Piece::Marked(said)) = piece;
                    let said = said.trim_start_matches("… ").trim_end_matches('…');
                    assert!(text.contains(said), "{said:?} is not in {text:?}");
                }
            }
        }
    }
}
