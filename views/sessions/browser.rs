//! What a browser is called by people, by what it calls itself. Browsers pretend to be each other, so the order matters.

use words::Words;

const BROWSERS: [(&str, &str); 8] = [
    ("Edg/", "Edge"),
    ("EdgA/", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];

const SYSTEMS: [(&str, &str); 7] = [
    ("iPhone", "iOS"),
    ("iPad", "iPadOS"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
];

/// A short name of the browser and its system, as far as they can be told.
pub(super) fn name(words: &Words, user_agent: &str) -> String {
    let known = |names: &[(&str, &'static str)]| {
        let mut names = names.iter();
        let found = names.find(|(mark, _)| user_agent.contains(mark));
        found.map(|(_, name)| *name)
    };
    match (known(&BROWSERS), known(&SYSTEMS)) {
        (Some(browser), Some(system)) => {
            let values = [("browser", browser.into()), ("system", system.into())];
            words.with("browser-on-system", &values)
        }
        (Some(name), None) | (None, Some(name)) => name.to_owned(),
        (None, None) => words.text("browser-unknown").into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::name;
    use words::{Language, Words};

    #[test]
    fn browsers_are_told_apart_by_what_they_are_and_not_by_what_they_pretend() {
        let words = Words::of(Language::English);
        let edge = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0";
        assert_eq!(name(words, edge), "Edge on Windows");
        let safari = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1";
        assert_eq!(name(words, safari), "Safari on iOS");
        let firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0";
        assert_eq!(name(words, firefox), "Firefox on Linux");
        assert_eq!(name(words, ""), "Unknown browser");
        assert_eq!(name(words, "<script>"), "Unknown browser");
    }
}
