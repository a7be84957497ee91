//! What files are called.

use std::collections::BTreeSet;
use std::path::Path;

use super::source::{self, assert_none};

/// Names that say nothing about what is inside.
const EMPTY_WORDS: [&str; 9] = [
    "common", "core", "helper", "helpers", "manager", "prelude", "service", "types", "utils",
];

#[test]
fn files_are_named_by_what_is_in_them() {
    let mut breaches = Vec::new();
    for source in source::all() {
        let parts = source.path.trim_end_matches(".rs").split('/');
        if parts.clone().any(|part| EMPTY_WORDS.contains(&part)) {
            breaches.push(source.path.clone());
        }
        if source.path.ends_with("/mod.rs") && source.path != "src/tests/mod.rs" {
            breaches.push(source.path.clone());
        }
    }
    assert_none("a name says nothing", &breaches);
}

/// `ticket.rs` in one folder and `tickets.rs` in another would be two names for one noun. The panel's pages
/// are collections and lie outside.
#[test]
fn a_noun_has_one_stem() {
    let folders = [
        "src/models/",
        "src/graphql/",
        "src/bot/commands/",
        "src/discord/",
    ];
    let stems: BTreeSet<String> = source::all()
        .iter()
        .filter_map(|source| {
            folders
                .iter()
                .find_map(|folder| source.path.strip_prefix(folder))
        })
        .map(|path| path.split(['/', '.']).next().unwrap().to_owned())
        .collect();
    let twice: Vec<String> = stems
        .iter()
        .filter(|stem| stems.contains(&format!("{stem}s")))
        .map(|stem| format!("{stem} and {stem}s"))
        .collect();
    assert_none("a noun has two names", &twice);
}

/// Test code that belongs to no module: what tests stand on, and what people do with all of the house at once.
const OF_NO_MODULE: [&str; 7] = [
    "browser",
    "conversation",
    "conversations",
    "house",
    "mod",
    "support",
    "surviving",
];

#[test]
fn tests_mirror_what_they_test() {
    let mut breaches = Vec::new();
    for source in source::all() {
        let Some(path) = source.path.strip_prefix("src/tests/") else {
            continue;
        };
        let stem = path.split(['/', '.']).next().unwrap();
        let root = source::root();
        let places = [
            root.join("src").join(stem),
            root.join("src").join(format!("{stem}.rs")),
            root.join(stem),
        ];
        if !OF_NO_MODULE.contains(&stem) && !places.iter().any(|place| place.exists()) {
            breaches.push(source.path.clone());
        }
    }
    assert_none("nothing has this name", &breaches);
}

#[test]
fn a_folder_has_its_file() {
    let mut breaches = BTreeSet::new();
    for source in source::all() {
        let parent = Path::new(&source.path).parent().unwrap();
        let is_root = parent.components().count() == 1
            || parent.ends_with("src")
            || parent.ends_with("tests")
            || source::root().join(parent).join("main.rs").exists();
        if !is_root && !source::root().join(parent).with_extension("rs").exists() {
            breaches.insert(parent.display().to_string());
        }
    }
    assert_none(
        "a folder without foo.rs beside it",
        &breaches.into_iter().collect::<Vec<_>>(),
    );
}
