//! The files that pages load: styles, scripts and the icon, compiled into the binary.
//!
//! Each address carries a part of the file's hash, so that browsers may keep a file for ever and
//! still get the new one as soon as it changes.

use std::borrow::Cow;

use rust_embed::{EmbeddedFile, RustEmbed};

use crate::bundle::Bundle;

#[derive(RustEmbed)]
#[folder = "assets/"]
struct Files;

/// A file with what a browser must be told about it.
pub struct Asset {
    /// The content.
    pub bytes: Cow<'static, [u8]>,
    /// The media type, with the character set where it is text.
    pub mime: String,
    /// The entity tag, in quotes as the header has it.
    pub etag: String,
}

/// The address of a bundle, or of a file of the assets folder: `icon.svg` is at `/assets/icon.1a2b3c4d.svg`.
pub fn url(name: &str) -> String {
    let hash = match Bundle::named(name) {
        Some(bundle) => Some(bundle.whole().fingerprint.clone()),
        None => file(name).map(|file| fingerprint(&file)),
    };
    match (hash, name.rsplit_once('.')) {
        (Some(hash), Some((stem, extension))) => format!("/assets/{stem}.{hash}.{extension}"),
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
    let name = format!("{stem}.{extension}");
    let (bytes, mime, its_hash) = match Bundle::named(&name) {
        Some(bundle) => {
            let whole = bundle.whole().into_owned();
            let mime = media_type_of(extension).to_owned();
            (Cow::Owned(whole.bytes), mime, whole.fingerprint)
        }
        None => {
            let file = file(&name)?;
            let hash = fingerprint(&file);
            (file.data.clone(), media_type(&file), hash)
        }
    };
    (its_hash == hash).then(|| Asset {
        bytes,
        mime,
        etag: format!("\"{hash}\""),
    })
}

/// A file of the assets folder, as it is there.
pub(crate) fn file(name: &str) -> Option<EmbeddedFile> {
    Files::get(name)
}

fn media_type_of(extension: &str) -> &'static str {
    match extension {
        "css" => "text/css; charset=utf-8",
        _ => "text/javascript; charset=utf-8",
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
        "application/javascript" => media_type_of("js").to_owned(),
        text if text.starts_with("text/") => format!("{text}; charset=utf-8"),
        other => other.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{find, url};

    #[test]
    fn an_address_finds_the_file_it_was_made_for_and_no_other() {
        let address = url("rustmail.css");
        let path = address.trim_start_matches("/assets/");
        let asset = find(path);
        let hash = path.split('.').nth(1).map(|hash| format!("\"{hash}\""));
        assert_eq!(asset.as_ref().map(|found| &found.etag), hash.as_ref());
        assert_eq!(
            asset.map(|found| found.mime).as_deref(),
            Some("text/css; charset=utf-8")
        );

        for other in [
            "rustmail.00000000.css",
            "rustmail.css",
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
}
