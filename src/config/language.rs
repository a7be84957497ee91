//! `[language]`: in which languages Rustmail speaks to people.

use super::reading::Reader;
use super::warning::{About, Dead};

/// The `[language]` section. Languages are codes such as `en`.
#[derive(Clone, Debug)]
pub struct LanguageConfig {
    /// The language for everybody whose own is not known.
    pub default_language: String,
    /// The languages people may choose from.
    pub supported_languages: Vec<String>,
}

/// The languages that have words.
const SPOKEN: [&str; 2] = ["en", "fr"];

impl LanguageConfig {
    pub(super) fn read(reader: &mut Reader<'_>) -> Self {
        let english = || "en".to_owned();
        let default_language = reader.or("language.default_language", english());
        reader.dead("language.fallback_language", Dead::EveryWordIsThere);
        let both = vec![english(), "fr".to_owned()];
        let supported_languages = reader.or("language.supported_languages", both);
        if !supported_languages.contains(&default_language) {
            let sentence = format!(
                "must be one of language.supported_languages ({}). Add {default_language:?} there or choose another",
                supported_languages.join(", ")
            );
            reader.problem("language.default_language", sentence);
        }
        let is_spoken = |code: &&String| SPOKEN.contains(&code.as_str());
        if !supported_languages.iter().all(|code| is_spoken(&code)) {
            let unspoken = supported_languages.iter().filter(|code| !is_spoken(code));
            let about = About::Unspoken(unspoken.cloned().collect());
            reader.warning("language.supported_languages", about);
        }
        Self {
            default_language,
            supported_languages,
        }
    }
}
