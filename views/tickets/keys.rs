//! The keys by which the list is worked, for those who have a script.

use maud::{Markup, html};

use crate::reader::Reader;

/// The list of keys, which a key opens. Single keys can be switched off: they get into the way of people who dictate.
pub(super) fn dialog(reader: &Reader) -> Markup {
    let words = reader.words;
    let keys = [
        ("j", words.text("keys-next")),
        ("k", words.text("keys-previous")),
        ("Enter", words.text("keys-open")),
        ("x", words.text("keys-select")),
        ("/", words.text("keys-search")),
        ("?", words.text("keys-help")),
    ];
    html! {
        p.keys-hint #keys-hint hidden {
            button.quiet type="button" { kbd { "?" } " " (words.text("keys-title")) }
        }
        dialog.keys #keys aria-labelledby="keys-title" {
            h2 #keys-title { (words.text("keys-title")) }
            dl {
                @for (key, what) in keys {
                    div { dt { kbd { (key) } } dd { (what) } }
                }
            }
            p.choice {
                input #keys-on type="checkbox" checked;
                label for="keys-on" { (words.text("keys-on")) }
            }
            button #keys-close type="button" { (words.text("keys-close")) }
        }
    }
}
