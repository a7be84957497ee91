//! What somebody types to find a person: words with which words of a name begin.

use super::{LONGEST, MOST_TERMS, Piece, Pieces, folded, lexeme, spans, words};

/// The words of a name that is looked for, of which each may be the beginning of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Naming {
    words: Vec<String>,
}

impl Naming {
    /// The name that `typed` looks for; nothing when there is no word in it.
    pub fn read(typed: &str) -> Option<Self> {
        let typed: String = typed.chars().take(LONGEST).collect();
        let words: Vec<String> = words(&typed).into_iter().take(MOST_TERMS).collect();
        (!words.is_empty()).then_some(Self { words })
    }

    /// A query for names of which some word begins like each of these.
    pub fn query(&self) -> String {
        self.joined(":*")
    }

    /// A query for names that have each of these words as it stands.
    pub fn whole(&self) -> String {
        self.joined("")
    }

    /// A name, with the words marked that begin like what was looked for.
    pub fn marked(&self, name: &str) -> Vec<Piece> {
        let mut pieces = Pieces::default();
        let mut at = 0;
        for (from, to) in spans(name) {
            let word = folded(&name[from..to]).to_lowercase();
            let is_meant = |meant: &String| word.starts_with(&meant.to_lowercase());
            if self.words.iter().any(is_meant) {
                pieces.plain(&name[at..from]);
                pieces.marked(&name[from..to]);
                at = to;
            }
        }
        pieces.plain(&name[at..]);
        pieces.0
    }

    fn joined(&self, ending: &str) -> String {
        let lexemes = self.words.iter().map(|word| lexeme(word) + ending);
        lexemes.collect::<Vec<_>>().join(" & ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_may_be_the_beginning_of_one() {
        let naming = Naming::read("Mia  d'É").unwrap();
        assert_eq!(naming.query(), "'Mia':* & 'd':* & 'E':*");
        assert_eq!(naming.whole(), "'Mia' & 'd' & 'E'");
        for nobody in ["", "  ", "&|!", "\\'"] {
            assert_eq!(Naming::read(nobody), None, "{nobody:?}");
        }
    }

    #[test]
    fn what_begins_so_is_marked_whatever_its_accents() {
        let naming = Naming::read("elo lan").unwrap();
        let plain = |text: &str| Piece::Plain(text.to_owned());
        let marked = |text: &str| Piece::Marked(text.to_owned());
        assert_eq!(
            naming.marked("Éloïse (the Lantern)"),
            [
                marked("Éloïse"),
                plain(" (the "),
                marked("Lantern"),
                plain(")")
            ]
        );
        assert_eq!(naming.marked("Mia"), [plain("Mia")]);
    }
}
