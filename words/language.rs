//! The languages that the product speaks, and how a person's own is recognised.

/// A language that every sentence exists in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Language {
    /// English, which stands in where another language lacks a sentence.
    English,
    /// French.
    French,
}

impl Language {
    /// Every language, in the order in which people are offered them.
    pub const ALL: [Language; 2] = [Language::English, Language::French];

    /// The language of a code such as `fr`, `fr-CA` or `en_GB`.
    pub fn from_code(code: &str) -> Option<Language> {
        let primary = code.split(['-', '_']).next().unwrap_or_default();
        Language::ALL
            .into_iter()
            .find(|language| language.code().eq_ignore_ascii_case(primary.trim()))
    }

    /// The language that a browser's `Accept-Language` header likes best, if it names one of ours.
    pub fn from_accept_language(header: &str) -> Option<Language> {
        let mut best: Option<(Language, f32)> = None;
        for choice in header.split(',') {
            let mut parts = choice.split(';');
            let Some(language) = parts.next().and_then(Language::from_code) else {
                continue;
            };
            let weight = parts.find_map(weight).unwrap_or(1.0);
            let preferred = best.is_none_or(|(_, held)| weight > held);
            if weight > 0.0 && preferred {
                best = Some((language, weight));
            }
        }
        best.map(|(language, _)| language)
    }

    /// The code by which HTML, Discord and the configuration know the language.
    pub fn code(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::French => "fr",
        }
    }
}

fn weight(parameter: &str) -> Option<f32> {
    parameter.trim().strip_prefix("q=")?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::Language;

    #[test]
    fn the_browsers_favourite_among_our_languages_is_chosen() {
        let cases = [
            ("fr", Some(Language::French)),
            ("fr-CA,fr;q=0.9,en;q=0.8", Some(Language::French)),
            ("de-DE, en-GB;q=0.7, fr;q=0.3", Some(Language::English)),
            ("en;q=0.2, FR;q=0.9", Some(Language::French)),
            ("fr;q=0, en;q=0.1", Some(Language::English)),
            ("de, *;q=0.5", None),
            ("", None),
            (";;;,q=1", None),
        ];
        for (header, expected) in cases {
            assert_eq!(Language::from_accept_language(header), expected, "{header}");
        }
    }

    #[test]
    fn codes_with_a_region_are_understood() {
        assert_eq!(Language::from_code("en_GB"), Some(Language::English));
        assert_eq!(Language::from_code("fr-CH"), Some(Language::French));
        assert_eq!(Language::from_code("frisian"), None);
    }
}
