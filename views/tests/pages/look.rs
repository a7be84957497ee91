//! Writes every page and every asset below the target folder, to be looked at in a browser.

use std::fs;
use std::path::Path;

use rustmail_views::assets;
use words::Language;

use crate::samples;

#[test]
fn every_page_loads_only_files_that_exist() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("pages");
    for language in Language::ALL {
        let reader = samples::reader(language);
        for (name, page) in samples::every_page(&reader) {
            let html = page.into_string();
            for path in assets_of(&html) {
                let asset = assets::find(path).unwrap_or_else(|| panic!("{name} loads {path}"));
                assert!(!asset.bytes.is_empty(), "{path} is empty");
                write(&folder.join("assets").join(path), &asset.bytes);
            }
            let file = format!("{name}.{}.html", language.code());
            write(&folder.join(file), html.as_bytes());
        }
    }
}

fn assets_of(html: &str) -> impl Iterator<Item = &str> {
    html.split("\"/assets/")
        .skip(1)
        .filter_map(|after| after.split('"').next())
}

fn write(path: &Path, bytes: &[u8]) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}
