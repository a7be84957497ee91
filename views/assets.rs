//! The files that pages load: styles, scripts and the icon, compiled into the binary.
//!
//! Each address carries a part of the file's hash, so that browsers may keep a file for ever and
//! still get the new one as soon as it changes.

use std::borrow::Cow;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::LazyLock;

use rust_embed::{EmbeddedFile, RustEmbed};

#[derive(RustEmbed)]
#[folder = "assets/"]
struct Files;

/// What every page loads, joined into one file of each kind: a page is there after few requests, and packs smaller.
pub const STYLES: &str = "styles.css";
/// The same for the scripts.
pub const SCRIPTS: &str = "scripts.js";

/// Styles by aspect, in the order in which they build on each other.
const STYLE_PARTS: &[&str] = &[
    "panel.css",
    "frame.css",
    "form.css",
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
];

const SCRIPT_PARTS: &[&str] = &[
    "vendor/htmx.min.js",
    "vendor/htmx-ext-sse.min.js",
    "vendor/idiomorph-ext.min.js",
    "panel.js",
    "access.js",
    "list.js",
    "keys.js",
    "composer.js",
];

/// A file with what a browser must be told about it.
pub struct Asset {
    /// The content.
    pub bytes: Cow<'static, [u8]>,
    /// The media type, with the character set where it is text.
    pub mime: String,
    /// The entity tag, in quotes as the header has it.
    pub etag: String,
}

/// The address of a file of the assets folder, or of the joined ones: `icon.svg` is at `/assets/icon.1a2b3c4d.svg`.
pub fn url(name: &str) -> String {
    match (read(name), name.rsplit_once('.')) {
        (Some(file), Some((stem, extension))) => {
            format!("/assets/{stem}.{}.{extension}", file.fingerprint)
        }
        _ => format!("/assets/{name}"),
    }
}

/// The file at a path below `/assets/`, if it is the file that this path was made for.
///
/// A path with another hash belongs to another version and finds nothing: its answer would be kept
/// for ever under the wrong name.
pub fn find(path: &str) -> Option<Asset> {
    let (rest, extension) = path.rsplit_once('.')?;
    let (stem, hash) = rest.rsplit_once('.')?;
    let file = read(&format!("{stem}.{extension}"))?;
    if file.fingerprint != hash {
        return None;
    }
    Some(Asset {
        mime: file.mime,
        etag: format!("\"{hash}\""),
        bytes: file.bytes,
    })
}

/// A file as it is compiled in.
struct Read {
    bytes: Cow<'static, [u8]>,
    mime: String,
    fingerprint: String,
}

fn read(name: &str) -> Option<Read> {
    let joined = match name {
        STYLES => &JOINED_STYLES,
        SCRIPTS => &JOINED_SCRIPTS,
        _ => {
            let file = Files::get(name)?;
            return Some(Read {
                mime: media_type(&file),
                fingerprint: fingerprint(&file),
                bytes: file.data,
            });
        }
    };
    Some(Read {
        bytes: Cow::Borrowed(&joined.text),
        mime: joined.mime.clone(),
        fingerprint: joined.fingerprint.clone(),
    })
}

/// Several files in one.
struct Joined {
    text: Vec<u8>,
    mime: String,
    fingerprint: String,
}

static JOINED_STYLES: LazyLock<Joined> = LazyLock::new(|| join(STYLE_PARTS, b"\n"));
/// A script may end without the semicolon that the next one needs.
static JOINED_SCRIPTS: LazyLock<Joined> = LazyLock::new(|| join(SCRIPT_PARTS, b"\n;\n"));

fn join(parts: &[&str], between: &[u8]) -> Joined {
    let files: Vec<EmbeddedFile> = parts.iter().filter_map(|part| Files::get(part)).collect();
    let mut hasher = DefaultHasher::new();
    for file in &files {
        file.metadata.sha256_hash().hash(&mut hasher);
    }
    let texts: Vec<&[u8]> = files.iter().map(|file| file.data.as_ref()).collect();
    Joined {
        text: texts.join(between),
        mime: files.first().map(media_type).unwrap_or_default(),
        fingerprint: format!("{:016x}", hasher.finish()),
    }
}

fn fingerprint(file: &EmbeddedFile) -> String {
    let hash = file.metadata.sha256_hash();
    hash.iter()
        .take(4)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

fn media_type(file: &EmbeddedFile) -> String {
    match file.metadata.mimetype() {
        "application/javascript" => "text/javascript; charset=utf-8".to_owned(),
        text if text.starts_with("text/") => format!("{text}; charset=utf-8"),
        other => other.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Files, SCRIPT_PARTS, SCRIPTS, STYLE_PARTS, STYLES, find, url};

    #[test]
    fn an_address_finds_the_file_it_was_made_for_and_no_other() {
        let address = url("panel.css");
        let path = address.trim_start_matches("/assets/");
        let asset = find(path);
        let hash = path.split('.').nth(1).map(|hash| format!("\"{hash}\""));
        assert_eq!(asset.as_ref().map(|found| &found.etag), hash.as_ref());
        assert_eq!(
            asset.map(|found| found.mime).as_deref(),
            Some("text/css; charset=utf-8")
        );

        for other in [
            "panel.00000000.css",
            "panel.css",
            "../Cargo.00000000.toml",
            "",
        ] {
            assert!(find(other).is_none(), "{other}");
        }
    }

    #[test]
    fn scripts_in_folders_have_an_address_and_a_script_type() {
        let address = url("vendor/htmx.min.js");
        let script = find(address.trim_start_matches("/assets/"));
        assert_eq!(
            script.map(|found| found.mime).as_deref(),
            Some("text/javascript; charset=utf-8")
        );
    }

    #[test]
    fn the_joined_files_hold_every_part_in_order() {
        for (name, parts) in [(STYLES, STYLE_PARTS), (SCRIPTS, SCRIPT_PARTS)] {
            let address = url(name);
            let joined = find(address.trim_start_matches("/assets/")).map(|asset| asset.bytes);
            let joined =
                String::from_utf8(joined.unwrap_or_default().into_owned()).unwrap_or_default();
            let mut rest = joined.as_str();
            for part in parts {
                let file = Files::get(part).map(|file| file.data).unwrap_or_default();
                let text = String::from_utf8_lossy(&file);
                let found = rest.split_once(text.as_ref());
                assert!(!text.is_empty() && found.is_some(), "{part}");
                rest = found.map(|(_, rest)| rest).unwrap_or_default();
            }
        }
    }
}
