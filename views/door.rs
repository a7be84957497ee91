//! What the pages have in common on which there is no way on.

use maud::{Markup, html};

use crate::address;

/// What was written and not taken: it stays here until somebody has copied it. What was being written on a page that went dark is put
/// beside it by a script.
pub(crate) fn written(label: &str, texts: &[String]) -> Markup {
    html! {
        @for (index, text) in texts.iter().enumerate() {
            @let id = address::element_id("typed", index);
            div.field.door-typed {
                label.field-label for=(id) { (label) }
                textarea id=(id) rows="6" dir="auto" readonly { "\n" (text) }
            }
        }
        template #left-behind {
            div.field.door-typed {
                label.field-label { (label) }
                textarea rows="6" dir="auto" readonly {}
            }
        }
    }
}
