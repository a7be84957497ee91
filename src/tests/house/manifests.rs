//! What the packages say about themselves.

use std::fs;

use super::source;

const MEMBERS: [&str; 5] = [".", "views", "words", "discord-simulator", "demo"];

fn manifest(member: &str) -> toml::Table {
    fs::read_to_string(source::root().join(member).join("Cargo.toml"))
        .unwrap()
        .parse()
        .unwrap()
}

#[test]
fn every_package_obeys_the_lints_of_the_workspace() {
    for member in MEMBERS {
        let lints = manifest(member)
            .get("lints")
            .and_then(|lints| lints.get("workspace")?.as_bool());
        assert_eq!(
            lints,
            Some(true),
            "{member}/Cargo.toml lacks [lints] workspace = true"
        );
    }
}

#[test]
fn production_knows_neither_the_simulator_nor_the_demo() {
    for member in [".", "views", "words"] {
        let manifest = manifest(member);
        for section in ["dependencies", "build-dependencies"] {
            let Some(dependencies) = manifest.get(section).and_then(|section| section.as_table())
            else {
                continue;
            };
            for test_only in ["discord-simulator", "rustmail-demo", "demo"] {
                assert!(
                    !dependencies.contains_key(test_only),
                    "{member} depends on {test_only}"
                );
            }
        }
    }
}

#[test]
fn the_views_are_a_leaf() {
    for member in ["views", "words"] {
        let manifest = manifest(member);
        let dependencies = manifest
            .get("dependencies")
            .and_then(|section| section.as_table());
        let ours = ["rustmail", "discord-simulator"];
        assert!(
            dependencies.is_none_or(|known| ours.iter().all(|ours| !known.contains_key(*ours)))
        );
    }
}
