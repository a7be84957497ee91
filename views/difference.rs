//! What changed between two texts, word by word.

use std::time::Duration;

use maud::{Markup, html};
use similar::{ChangeTag, TextDiff};

/// How long the smallest difference is looked for before a larger one has to do.
const PATIENCE: Duration = Duration::from_millis(50);

/// The later text, with what was taken out of the earlier one struck through and what was added marked.
pub fn difference(earlier: &str, later: &str) -> Markup {
    let found = TextDiff::configure()
        .timeout(PATIENCE)
        .diff_words(earlier, later);
    let mut runs: Vec<(ChangeTag, String)> = Vec::new();
    for change in found.iter_all_changes() {
        match runs.last_mut() {
            Some((tag, text)) if *tag == change.tag() => text.push_str(change.value()),
            _ => runs.push((change.tag(), change.value().to_owned())),
        }
    }
    html! {
        @for (tag, text) in &runs {
            @match tag {
                ChangeTag::Equal => (text),
                ChangeTag::Delete => { del { (text) } }
                ChangeTag::Insert => { ins { (text) } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::difference;

    #[test]
    fn words_that_changed_are_marked_and_nothing_is_markup() {
        let shown = difference("Come at <ten> today.", "Come at eleven today.");
        assert_eq!(
            shown.into_string(),
            "Come at <del>&lt;ten&gt;</del><ins>eleven</ins> today."
        );
    }
}
