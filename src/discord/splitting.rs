//! Splitting a text that is too long for one message: nothing is lost, and it breaks where a reader would.

/// Cuts `text` into parts of at most `limit` UTF-16 units, which is never less than what Discord counts. It breaks between paragraphs, else between lines, else
/// between words, else anywhere; white space at a break is dropped. An empty text has no parts.
pub fn split(text: &str, limit: usize) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let (part, after) = rest.split_at(break_before(rest, limit.max(2)));
        parts.push(part.trim_end());
        rest = after.trim_start();
    }
    parts
}

fn break_before(text: &str, limit: usize) -> usize {
    let fitting = fitting(text, limit);
    if fitting == text.len() {
        return fitting;
    }
    let head = &text[..fitting];
    let late_enough = |at: &usize| *at > fitting / 2;
    ["\n\n", "\n", " "]
        .into_iter()
        .find_map(|separator| head.rfind(separator).filter(late_enough))
        .unwrap_or(fitting)
}

/// How many bytes of `text` make at most `limit` UTF-16 units; at least one character.
fn fitting(text: &str, limit: usize) -> usize {
    let mut units = 0;
    for (at, character) in text.char_indices() {
        units += character.len_utf16();
        if units > limit && at > 0 {
            return at;
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_text_stays_whole() {
        assert_eq!(split("hello", 10), ["hello"]);
        assert!(split(" \n ", 10).is_empty());
    }

    #[test]
    fn a_long_text_breaks_where_a_reader_would() {
        assert_eq!(split("first one\n\nsecond", 12), ["first one", "second"]);
        assert_eq!(split("one two three", 8), ["one two", "three"]);
        assert_eq!(split("abcdefgh", 3), ["abc", "def", "gh"]);
    }

    #[test]
    fn a_character_is_never_cut_in_two() {
        assert_eq!(split("😀😀😀", 3), ["😀", "😀", "😀"]);
        assert_eq!(split("éééé", 2), ["éé", "éé"]);
    }

    #[test]
    fn nothing_but_white_space_at_the_breaks_is_lost() {
        let text = "word ".repeat(2_000);
        let parts = split(&text, 2_000);
        assert!(
            parts
                .iter()
                .all(|part| part.encode_utf16().count() <= 2_000)
        );
        assert_eq!(parts.join(" "), text.trim_end());
    }
}
