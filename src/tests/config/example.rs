//! `config.example.toml` is the manual of the configuration, so it has to be whole and right.

use std::collections::BTreeMap;
use std::path::Path;

use rustmail::config::{Config, Environment};

use super::{loaded, warnings};

const EXAMPLE: &str = include_str!("../../../config.example.toml");

#[test]
fn the_example_loads_without_a_warning() {
    let loaded = loaded(EXAMPLE);
    assert_eq!(warnings(&loaded), Vec::<String>::new());
}

#[test]
fn the_example_with_every_key_switched_on_means_the_same() {
    let everything: String = EXAMPLE
        .lines()
        .map(|line| format!("{}\n", key_line(line).unwrap_or(line)))
        .collect();
    let path = Path::new("config.toml");
    let all = Config::parse(path, &everything, &Environment::default())
        .unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(
        format!("{:#?}", all.config),
        format!("{:#?}", loaded(EXAMPLE).config),
        "a default in the example is not the real one"
    );
}

#[test]
fn every_key_is_in_the_example_with_a_sentence() {
    let explained = explained_keys();
    for key in Config::known_keys() {
        let sentence = explained
            .get(&key)
            .unwrap_or_else(|| panic!("{key} is not in config.example.toml"));
        assert!(
            sentence.ends_with('.'),
            "{key} has no sentence above it: {sentence:?}"
        );
    }
    for key in explained.keys() {
        assert!(
            Config::known_keys().contains(key),
            "{key} is in config.example.toml but means nothing"
        );
    }
}

/// Every key of the example, dotted, with the line above it.
fn explained_keys() -> BTreeMap<String, String> {
    let mut section = String::new();
    let mut above = String::new();
    let mut keys = BTreeMap::new();
    for line in EXAMPLE.lines() {
        if let Some(name) = line.strip_prefix('[') {
            section = name.trim_end_matches(']').to_owned();
        } else if let Some((key, _)) = key_line(line).and_then(|line| line.split_once(" = ")) {
            keys.insert(format!("{section}.{key}"), above.clone());
        }
        above = line.to_owned();
    }
    keys
}

/// `key = value`, switched off or on.
fn key_line(line: &str) -> Option<&str> {
    let switched_on = line.strip_prefix('#').unwrap_or(line);
    switched_on
        .starts_with(|first: char| first.is_ascii_lowercase())
        .then_some(switched_on)
}
