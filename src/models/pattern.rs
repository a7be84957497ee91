//! Patterns for Postgres' `LIKE`, in which what people typed is text.

/// Matches texts that contain `text`, whatever the case; the column must be in lower case.
pub(crate) fn containing(text: &str) -> String {
    format!("%{}%", escaped(text))
}

/// Matches texts that begin with `text`, whatever the case; the column must be in lower case.
pub(crate) fn beginning(text: &str) -> String {
    format!("{}%", escaped(text))
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.to_lowercase().chars() {
        if matches!(character, '%' | '_' | '\\') {
            escaped.push('\\');
        }
        // Postgres knows no NUL, and nothing that it keeps has a broken character in it.
        escaped.push(match character {
            '\0' => char::REPLACEMENT_CHARACTER,
            character => character,
        });
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_text_and_no_pattern() {
        assert_eq!(containing("50%_A\\"), "%50\\%\\_a\\\\%");
        assert_eq!(beginning("a\0b"), "a\u{fffd}b%");
    }
}
