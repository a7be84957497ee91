//! Characters that nobody sees and that turn round how what stands beside them is read: `invoice<U+202E>fdp.exe` looks like a PDF. In
//! names of a line they help nobody.

/// The text without them.
pub fn without(text: &str) -> String {
    text.chars().filter(|&one| !is_one(one)).collect()
}

fn is_one(character: char) -> bool {
    matches!(
        character,
        '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
    )
}

#[cfg(test)]
mod tests {
    use super::without;

    #[test]
    fn what_turns_a_text_round_is_left_out_and_nothing_else() {
        assert_eq!(without("invoice\u{202e}fdp.exe"), "invoicefdp.exe");
        assert_eq!(without("\u{2067}a\u{2069}\u{200f}b\u{61c}"), "ab");
        for text in ["חשבונית.pdf", "👩\u{200d}💻", "élan\u{a0}vital"] {
            assert_eq!(without(text), text);
        }
    }
}
