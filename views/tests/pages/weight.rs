//! What the content security policy and a slow line ask of every page.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use rustmail_views::assets;
use words::Language;

use crate::samples;

/// About what a browser counts for the headers of an answer.
const HEADERS: usize = 900;

#[test]
fn no_page_has_inline_code_or_loads_from_elsewhere() {
    let reader = samples::reader(Language::English);
    for (name, page) in samples::every_page(&reader) {
        let html = page.into_string();
        for forbidden in [
            " style=\"",
            "<style",
            " onclick=",
            "javascript:",
            "src=\"http",
        ] {
            assert!(!html.contains(forbidden), "{name} has {forbidden}");
        }
        for loaded in html.split("<link").skip(1) {
            let link = loaded.split('>').next().unwrap();
            assert!(!link.contains("href=\"http"), "{name} loads {link}");
        }
        for (at, _) in html.match_indices("href=\"http") {
            let tag = html[..at].rsplit('<').next().unwrap();
            assert!(tag.starts_with("a "), "{name} loads what {tag} names");
        }
        for script in html.split("<script").skip(1) {
            assert!(
                script.starts_with(" src=\"/assets/"),
                "{name} has an inline script"
            );
        }
    }
}

#[test]
fn every_form_that_changes_something_carries_the_token() {
    let reader = samples::reader(Language::English);
    for (name, page) in samples::every_page(&reader) {
        let html = page.into_string();
        for form in html.split("<form").skip(1) {
            let form = form.split("</form>").next().unwrap();
            let (_, rest) = form.split_once('>').unwrap();
            // Who begins the setup is nobody yet, and proves with the address that they may.
            let begins = name == "setup-begin";
            let safe = form.contains("method=\"get\"") || begins;
            let token = "<input type=\"hidden\" name=\"csrf_token\"";
            assert!(safe || rest.starts_with(token), "{name}: {form}");
        }
    }
}

#[test]
fn a_first_page_weighs_less_than_fifty_two_kilobytes() {
    let pages = samples::every_page(&samples::reader(Language::English));
    for wanted in ["tickets-open", "dashboard", "ticket"] {
        let page = pages.iter().find(|(name, _)| *name == wanted);
        let weight = weight(&page.unwrap().1.0);
        assert!(weight < 52_000, "{wanted}: {weight} bytes");
    }
}

/// What a browser that was never here is sent for a page.
fn weight(page: &str) -> usize {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("first-page");
    fs::create_dir_all(&folder).unwrap();
    let html = folder.join("page.html");
    fs::write(&html, page).unwrap();
    let files: Vec<PathBuf> = page
        .split("\"/assets/")
        .skip(1)
        .map(|after| {
            let path = after.split('"').next().unwrap();
            let file = folder.join(path);
            fs::write(&file, assets::find(path).unwrap().bytes).unwrap();
            file
        })
        .collect();
    assert_eq!(files.len(), 3, "the icon, the styles and the scripts");
    files
        .iter()
        .chain([&html])
        .map(|file| compressed(file) + HEADERS)
        .sum()
}

/// The size of a file as the server sends it.
fn compressed(file: &Path) -> usize {
    let gzip = Command::new("gzip").arg("--stdout").arg(file).output();
    gzip.unwrap().stdout.len()
}
