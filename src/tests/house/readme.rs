//! The one tree of files in the documentation is the one in the README, and it is true.

use std::fs;
use std::path::PathBuf;

use super::source;

#[test]
fn the_tree_in_the_readme_is_the_tree_on_disk() {
    let Ok(readme) = fs::read_to_string(source::root().join("README.md")) else {
        return;
    };
    let tree = tree(&readme).expect("the README shows no tree: a block with a line src/");
    for path in &tree {
        assert!(
            source::root().join(path).exists(),
            "the README shows {path}, which does not exist"
        );
    }
    for folder in [
        "src",
        "views",
        "words",
        "migrations",
        "discord-simulator",
        "demo",
        "script",
    ] {
        assert!(
            tree.iter().any(|path| path == folder),
            "the README does not show {folder}/"
        );
    }
    for entry in fs::read_dir(source::root().join("src")).unwrap() {
        let entry = entry.unwrap();
        let path = format!("src/{}", entry.file_name().to_str().unwrap());
        let is_shown = tree.contains(&path);
        assert!(
            is_shown || !entry.path().is_dir(),
            "the README does not show {path}/"
        );
    }
}

/// The paths in the block that shows the tree. Indented lines belong to the folder above; what stands behind two
/// spaces is commentary, and names with placeholders are not looked up.
fn tree(readme: &str) -> Option<Vec<String>> {
    let is_tree = |block: &&str| {
        block
            .lines()
            .any(|line| line.trim_end() == "src/" || line.starts_with("src/ "))
    };
    let block = readme.split("```").skip(1).step_by(2).find(is_tree)?;
    let mut folders: Vec<(usize, PathBuf)> = Vec::new();
    let mut paths = Vec::new();
    for line in block.lines().skip(1).filter(|line| !line.trim().is_empty()) {
        let indent = line.len() - line.trim_start().len();
        let names = line.trim_start().split("  ").next().unwrap_or_default();
        folders.retain(|(outer, _)| *outer < indent);
        let parent = folders
            .last()
            .map(|(_, path)| path.clone())
            .unwrap_or_default();
        for name in names
            .split([' ', ','])
            .filter(|name| !name.is_empty() && !name.contains(['{', '<', '…', '(']))
        {
            let path = parent.join(name.trim_end_matches('/'));
            paths.push(path.to_str().unwrap().to_owned());
            if name.ends_with('/') {
                folders.push((indent, path));
            }
        }
    }
    Some(paths)
}

#[test]
fn a_tree_is_read_as_it_is_written() {
    let readme = "text\n```sh\nscript/demo\n```\n```text\nCargo.toml     the app\nsrc/\n  main.rs  lib.rs\n  models/        nouns\n    ticket.rs\nviews/           leaf\n```\n";
    assert_eq!(
        tree(readme).unwrap(),
        [
            "Cargo.toml",
            "src",
            "src/main.rs",
            "src/models",
            "src/models/ticket.rs",
            "views"
        ]
    );
}
