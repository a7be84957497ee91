//! Characters that nobody sees and that turn round how what stands beside them is read: `invoice<U+202E>fdp.exe` looks like a PDF. In
//! names of a line they help nobody.

use serde::{Deserialize, Deserializer};

/// The text without them.
pub fn without(text: &str) -> String {
    text.chars().filter(|&one| !is_one(one)).collect()
}

/// The name of somebody without them; nobody is called by nothing else.
pub fn without_in_name(name: &str) -> Option<String> {
    Some(without(name)).filter(|name| !name.trim().is_empty())
}

/// Reads the name of somebody without them.
///
/// # Errors
///
/// Fails when there is anything else than a text or nothing.
pub fn left_out<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    let name: Option<String> = Option::deserialize(from)?;
    Ok(name.as_deref().and_then(without_in_name))
}

fn is_one(character: char) -> bool {
    matches!(
        character,
        '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
    )
}

#[cfg(test)]
mod tests {
    use super::{without, without_in_name};

    #[test]
    fn what_turns_a_text_round_is_left_out_and_nothing_else() {
        assert_eq!(without("invoice\u{202e}fdp.exe"), "invoicefdp.exe");
        assert_eq!(without("\u{2067}a\u{2069}\u{200f}b\u{61c}"), "ab");
        for text in ["חשבונית.pdf", "👩\u{200d}💻", "élan\u{a0}vital"] {
            assert_eq!(without(text), text);
        }
        assert_eq!(
            without_in_name("Kofi \u{202e}gro.live"),
            Some("Kofi gro.live".to_owned())
        );
        assert_eq!(without_in_name("\u{202e} "), None);
    }

    #[test]
    fn names_are_read_without_it() {
        #[derive(serde::Deserialize)]
        struct Somebody {
            #[serde(default, deserialize_with = "super::left_out")]
            name: Option<String>,
        }
        let name = |json: &str| serde_json::from_str::<Somebody>(json).unwrap().name;
        assert_eq!(name(r#"{"name": "K\u202eofi"}"#).as_deref(), Some("Kofi"));
        assert_eq!(name(r#"{"name": null}"#), None);
        assert_eq!(name("{}"), None);
    }
}
