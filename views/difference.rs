//! What changed between two texts, word by word.

use std::cell::Cell;
use std::time::{Duration, Instant};

use maud::{Markup, html};
use similar::{ChangeTag, TextDiff};

/// How long the smallest differences of a page are looked for, all of them together. After that, larger ones have to do: who changes
/// much and often holds nobody up.
pub struct Patience(Cell<Duration>);

impl Patience {
    /// For a page that is about to be written.
    pub fn of_a_page() -> Self {
        Self(Cell::new(Duration::from_millis(50)))
    }
}

/// The later text, with what was taken out of the earlier one struck through and what was added marked.
pub fn difference(patience: &Patience, earlier: &str, later: &str) -> Markup {
    let (left, began) = (patience.0.get(), Instant::now());
    let found = TextDiff::configure()
        .timeout(left)
        .diff_words(earlier, later);
    patience.0.set(left.saturating_sub(began.elapsed()));
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
    use std::cell::Cell;
    use std::time::Duration;

    use super::{Patience, difference};

    #[test]
    fn words_that_changed_are_marked_and_nothing_is_markup() {
        let patience = Patience::of_a_page();
        let shown = difference(&patience, "Come at <ten> today.", "Come at eleven today.");
        assert_eq!(
            shown.into_string(),
            "Come at <del>&lt;ten&gt;</del><ins>eleven</ins> today."
        );
    }

    #[test]
    fn without_patience_a_large_difference_has_to_do() {
        let none = Patience(Cell::new(Duration::ZERO));
        let shown = difference(&none, "a b c d", "b a d c").into_string();
        assert!(
            shown.contains("<del>") && shown.contains("<ins>"),
            "{shown}"
        );
    }
}
