//! What the content security policy and a slow line ask of every page.

use std::fs;
use std::path::Path;
use std::process::Command;

use words::Language;

use crate::samples;

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
            "href=\"http",
        ] {
            assert!(!html.contains(forbidden), "{name} has {forbidden}");
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
            let safe = form.contains("method=\"get\"");
            let token = "<input type=\"hidden\" name=\"csrf_token\"";
            assert!(safe || rest.starts_with(token), "{name}: {form}");
        }
    }
}

#[test]
fn a_first_page_weighs_less_than_sixty_kilobytes() {
    let pages = samples::every_page(&samples::reader(Language::English));
    for wanted in ["tickets-open", "dashboard", "ticket"] {
        let page = pages.iter().find(|(name, _)| *name == wanted);
        let weight = weight(&page.unwrap().1.0);
        assert!(weight < 60_000, "{wanted}: {weight} bytes");
    }
}

/// What a browser that was never here is sent for a page.
fn weight(page: &str) -> usize {
    let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets");
    let html = Path::new(env!("CARGO_TARGET_TMPDIR")).join("first-page.html");
    fs::write(&html, page).unwrap();
    let files = page.split("\"/assets/").skip(1).map(|after| {
        let path = after.split('"').next().unwrap();
        let (rest, extension) = path.rsplit_once('.').unwrap();
        let (stem, _hash) = rest.rsplit_once('.').unwrap();
        assets.join(format!("{stem}.{extension}"))
    });
    files
        .chain([html.clone()])
        .map(|file| compressed(&file))
        .sum()
}

/// The size of a file as the server sends it.
fn compressed(file: &Path) -> usize {
    let gzip = Command::new("gzip").arg("--stdout").arg(file).output();
    gzip.unwrap().stdout.len()
}
