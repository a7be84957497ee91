//! What the content security policy and a slow line ask of every page.

use std::fs;
use std::path::Path;
use std::process::Command;

use rustmail_views::assets;
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
fn the_first_page_weighs_less_than_sixty_kilobytes() {
    let page = samples::every_page(&samples::reader(Language::English))
        .into_iter()
        .find(|(name, _)| *name == "tickets-open")
        .map(|(_, page)| page.into_string())
        .unwrap();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("first-page");
    fs::create_dir_all(&folder).unwrap();
    let files = page.split("\"/assets/").skip(1).map(|after| {
        let path = after.split('"').next().unwrap();
        assets::find(path).unwrap().bytes.into_owned()
    });
    let weight: usize = files
        .chain([page.clone().into_bytes()])
        .enumerate()
        .map(|(number, bytes)| compressed(&bytes, &folder.join(number.to_string())))
        .sum();
    assert!(weight < 60_000, "{weight} bytes");
}

/// The size of a file as the server sends it.
fn compressed(bytes: &[u8], file: &Path) -> usize {
    fs::write(file, bytes).unwrap();
    let gzip = Command::new("gzip").arg("--stdout").arg(file).output();
    gzip.unwrap().stdout.len()
}
