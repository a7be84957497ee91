//! `[language]`: in which languages Rustmail speaks to people.

use super::reading::Reader;

/// The `[language]` section. Languages are codes such as `en`.
#[derive(Clone, Debug)]
pub struct LanguageConfig {
    /// The language for everybody whose own is not known.
    pub default_language: String,
    /// The language of what the default language has no words for.
    pub fallback_language: String,
    /// The languages people may choose from.
    pub supported_languages: Vec<String>,
}

impl LanguageConfig {
    pub(super) fn read(reader: &mut Reader<'_>) -> Self {
        let english = || "en".to_owned();
        let default_language = reader.or("language.default_language", english());
        let fallback_language = reader.or("language.fallback_language", english());
        let both = vec![english(), "fr".to_owned()];
        let supported_languages = reader.or("language.supported_languages", both);
        if !supported_languages.contains(&default_language) {
            let sentence = format!(
                "must be one of language.supported_languages ({}). Add {default_language:?} there or choose another",
                supported_languages.join(", ")
            );
            reader.problem("language.default_language", sentence);
        }
        Self {
            default_language,
            fallback_language,
            supported_languages,
        }
    }
}
