//! The words that people read, in every language.
//!
//! Each language is a folder of Fluent files, one per face, compiled into the binary. Code names a
//! sentence by its key and never holds the sentence itself. Which language a person reads is
//! decided elsewhere.

mod language;

pub use fluent_bundle::FluentValue as Value;
pub use language::Language;

use std::borrow::Cow;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use unic_langid::LanguageIdentifier;

static ENGLISH: LazyLock<Words> = LazyLock::new(|| {
    Words::read(
        Language::English,
        &[
            include_str!("en/panel.ftl"),
            include_str!("en/notices.ftl"),
            include_str!("en/bot.ftl"),
            include_str!("en/relay.ftl"),
            include_str!("en/setup.ftl"),
        ],
    )
});

static FRENCH: LazyLock<Words> = LazyLock::new(|| {
    Words::read(
        Language::French,
        &[
            include_str!("fr/panel.ftl"),
            include_str!("fr/notices.ftl"),
            include_str!("fr/bot.ftl"),
            include_str!("fr/relay.ftl"),
            include_str!("fr/setup.ftl"),
        ],
    )
});

/// Every sentence of one language.
pub struct Words {
    language: Language,
    bundle: FluentBundle<FluentResource>,
}

impl Words {
    /// The sentences of a language, read once and kept for the life of the process.
    pub fn of(language: Language) -> &'static Words {
        match language {
            Language::English => &ENGLISH,
            Language::French => &FRENCH,
        }
    }

    /// The language of these sentences.
    pub fn language(&self) -> Language {
        self.language
    }

    /// The sentence of this key.
    ///
    /// A key that this language lacks gives the English sentence, and a key that nobody knows gives
    /// itself: a person is better served by an odd word than by an error.
    pub fn text(&self, key: &str) -> Cow<'_, str> {
        self.format(key, None)
            .or_else(|| ENGLISH.format(key, None))
            .unwrap_or_else(|| Cow::Owned(key.to_owned()))
    }

    /// The sentence of this key with its placeables filled, as in
    /// `words.with("reply-number", &[("number", 3.into())])`.
    ///
    /// Numbers choose plural forms; ids and names are given as text.
    pub fn with(&self, key: &str, values: &[(&str, Value<'_>)]) -> String {
        let arguments: FluentArgs<'_> = values.iter().cloned().collect();
        self.format(key, Some(&arguments))
            .or_else(|| ENGLISH.format(key, Some(&arguments)))
            .map_or_else(|| key.to_owned(), Cow::into_owned)
    }

    fn read(language: Language, sources: &[&str]) -> Words {
        // Without a known identifier only the plural rules would be those of no language.
        let identifier: LanguageIdentifier = language.code().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![identifier]);
        // The marks that keep text directions apart would be shown as odd characters by Discord.
        bundle.set_use_isolating(false);
        for source in sources {
            // What could be read of a faulty file is used; the tests refuse a file with faults.
            let resource = FluentResource::try_new(typeset(language, source))
                .unwrap_or_else(|(readable, _faults)| readable);
            bundle.add_resource_overriding(resource);
        }
        Words { language, bundle }
    }

    fn format<'a>(&'a self, key: &str, values: Option<&'a FluentArgs<'_>>) -> Option<Cow<'a, str>> {
        let pattern = self.bundle.get_message(key)?.value()?;
        let mut faults = Vec::new();
        Some(self.bundle.format_pattern(pattern, values, &mut faults))
    }
}

/// The sentences as the language wants them set: in French a blank before a mark of two parts, or inside guillemets, does not break the
/// line. Sources are written with plain blanks, which everybody can type and see.
fn typeset(language: Language, source: &str) -> String {
    if language != Language::French {
        return source.to_owned();
    }
    let mut set = source.replace("« ", "«\u{a0}");
    for mark in [':', ';', '!', '?', '»', '%'] {
        set = set.replace(&format!(" {mark}"), &format!("\u{a0}{mark}"));
    }
    set
}
