//! What every page loads: all styles as one file and all scripts as one, made from the files of the assets folder.
//!
//! Two requests instead of two dozen. What only writers of these files need, comments and indentation, stays behind.

use std::borrow::Cow;
use std::sync::OnceLock;

use crate::assets;

/// The styles of every page, by aspect, in the order in which they build on each other.
pub static STYLES: Bundle = Bundle::of(
    "rustmail.css",
    &[
        "panel.css",
        "frame.css",
        "form.css",
        "notice.css",
        "dashboard.css",
        "tickets.css",
        "search.css",
        "ticket.css",
        "work.css",
        "conversation.css",
        "text.css",
        "people.css",
        "answering.css",
        "api-keys.css",
        "administration.css",
        "settings.css",
        "desk.css",
        "setup.css",
    ],
);

/// The scripts of every page, in the order in which they run.
pub static SCRIPTS: Bundle = Bundle::of(
    "rustmail.js",
    &[
        "vendor/htmx.min.js",
        "vendor/htmx-ext-sse.min.js",
        "vendor/idiomorph-ext.min.js",
        "panel.js",
        "focus.js",
        "access.js",
        "list.js",
        "keys.js",
        "composer.js",
    ],
);

/// Several files that are served as one.
pub struct Bundle {
    name: &'static str,
    parts: &'static [&'static str],
    kept: OnceLock<Whole>,
}

/// A bundle as it is served.
#[derive(Clone)]
pub(crate) struct Whole {
    /// The content.
    pub bytes: Vec<u8>,
    /// Stands for the content in the address.
    pub fingerprint: String,
}

impl Bundle {
    const fn of(name: &'static str, parts: &'static [&'static str]) -> Self {
        Self {
            name,
            parts,
            kept: OnceLock::new(),
        }
    }

    /// The bundle with this name, if there is one.
    pub(crate) fn named(name: &str) -> Option<&'static Bundle> {
        [&STYLES, &SCRIPTS]
            .into_iter()
            .find(|bundle| bundle.name == name)
    }

    /// The address of the file.
    pub fn url(&self) -> String {
        assets::url(self.name)
    }

    /// The file. While the panel is being worked on it is made anew each time, so that a change shows at once.
    pub(crate) fn whole(&self) -> Cow<'_, Whole> {
        if cfg!(debug_assertions) {
            return Cow::Owned(self.put_together());
        }
        Cow::Borrowed(self.kept.get_or_init(|| self.put_together()))
    }

    fn put_together(&self) -> Whole {
        let mut text = String::new();
        let mut fingerprint: u32 = 0;
        for name in self.parts {
            let Some(file) = assets::file(name) else {
                continue;
            };
            let part = String::from_utf8_lossy(&file.data);
            match name.rsplit_once('.') {
                Some((_, "css")) => text.push_str(&bare_style(&part)),
                _ if name.starts_with("vendor/") => {
                    text.push_str(&part);
                    text.push_str("\n;\n");
                }
                // In a block of its own, so that no file knows the names of another.
                _ => text.push_str(&format!("{{\n{}}}\n", bare_script(&part))),
            }
            let [first, second, third, fourth, ..] = file.metadata.sha256_hash();
            let own = u32::from_be_bytes([first, second, third, fourth]);
            fingerprint = fingerprint.rotate_left(5).wrapping_mul(31) ^ own;
        }
        Whole {
            bytes: text.into_bytes(),
            fingerprint: format!("{fingerprint:08x}"),
        }
    }
}

/// A script without indentation, and without the lines that are a comment.
fn bare_script(text: &str) -> String {
    let lines = text.lines().map(str::trim);
    lines
        .filter(|line| !line.is_empty() && !line.starts_with("//"))
        .flat_map(|line| [line, "\n"])
        .collect()
}

/// A style without indentation and comments.
fn bare_style(text: &str) -> String {
    let mut rest = text;
    let mut style = String::with_capacity(text.len());
    while let Some((before, comment)) = rest.split_once("/*") {
        style.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    style.push_str(rest);
    let lines = style.lines().map(str::trim);
    lines
        .filter(|line| !line.is_empty())
        .flat_map(|line| [line, "\n"])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{SCRIPTS, STYLES, bare_script, bare_style};
    use crate::assets;

    #[test]
    fn comments_and_indentation_stay_behind() {
        let style = "/* All\n of it. */\n.a {\n  color: red; /* So. */\n}\n";
        assert_eq!(bare_style(style), ".a {\ncolor: red;\n}\n");
        let script = "// Why.\nif (a) {\n  // How.\n  b(\"//\");\n}\n";
        assert_eq!(bare_script(script), "if (a) {\nb(\"//\");\n}\n");
    }

    /// A line that begins inside a string or a comment would lose what it begins with.
    #[test]
    fn no_script_of_ours_has_a_text_or_a_comment_over_several_lines() {
        for name in SCRIPTS.parts.iter().filter(|name| !name.contains('/')) {
            let file = assets::file(name).map(|file| file.data.into_owned());
            let text = String::from_utf8(file.unwrap_or_default()).unwrap_or_default();
            assert!(!text.is_empty(), "{name} is missing");
            assert!(!text.contains("/*"), "{name} has a long comment");
            for line in text.lines() {
                assert_eq!(line.matches('`').count() % 2, 0, "{name}: {line}");
            }
        }
    }

    #[test]
    fn every_part_is_in_its_bundle() {
        for bundle in [&STYLES, &SCRIPTS] {
            let address = bundle.url();
            let whole = assets::find(address.trim_start_matches("/assets/"));
            let whole = whole.map(|found| found.bytes.len()).unwrap_or_default();
            for name in bundle.parts {
                let size = assets::file(name).map(|file| file.data.len());
                assert!(
                    size.is_some_and(|size| size > 0 && size / 3 < whole),
                    "{name}"
                );
            }
        }
    }
}
