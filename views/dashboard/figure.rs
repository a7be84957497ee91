//! One figure: its name, which unfolds its definition, its value, and what stands beside it.

use maud::{Markup, Render, html};
use words::Value;

use crate::reader::Reader;

/// A figure with the sentence that says what exactly is counted.
pub struct Figure<'a, V> {
    /// What people call it.
    pub name: &'a str,
    /// What exactly it counts, and whether it obeys the period.
    pub definition: &'a str,
    /// The figure itself.
    pub value: V,
    /// What stands below it.
    pub beside: Option<Markup>,
}

/// The figure as one pair of a description list.
pub fn figure<V: Render>(figure: &Figure<'_, V>) -> Markup {
    html! {
        div.figure {
            dt { (defined(figure.name, figure.definition)) }
            dd.figure-value { (figure.value) }
            @if let Some(beside) = &figure.beside { dd.figure-beside { (beside) } }
        }
    }
}

/// A name that unfolds its definition.
pub fn defined(name: &str, definition: &str) -> Markup {
    html! {
        details.defined {
            summary { (name) }
            p { (definition) }
        }
    }
}

/// The heading of a section, which unfolds what the section counts.
pub fn heading(id: &str, name: &str, definition: &str) -> Markup {
    html! {
        details.defined {
            summary { h3 id=(id) { (name) } }
            p { (definition) }
        }
    }
}

/// A number with its thousands apart, as the reader's language writes it.
pub fn number(reader: &Reader, number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let apart = reader.words.text("number-apart");
    // Fluent drops blanks at the ends of a sentence, so the mark stands between two digits.
    let apart = apart.trim_matches(|letter: char| letter.is_ascii_digit());
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push_str(apart);
        }
        text.push(digit);
    }
    if number < 0 {
        format!("−{text}")
    } else {
        text
    }
}

/// A number twice: as what people read, and as what chooses between one and many.
pub fn counted(reader: &Reader, count: i64) -> [(&'static str, Value<'static>); 2] {
    [
        ("count", count.into()),
        ("number", number(reader, count).into()),
    ]
}

/// A part of a hundred, to the tenth.
pub fn percent(reader: &Reader, percent: f64) -> String {
    let text = format!("{percent:.1}");
    let (whole, tenth) = text.split_once('.').unwrap_or((&text, "0"));
    let parts = [("whole", whole.into()), ("tenth", tenth.into())];
    reader.words.with("number-percent", &parts)
}
