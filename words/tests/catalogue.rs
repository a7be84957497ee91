//! What must hold of the sentences: every language has them all, and every one is used.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use rustmail_words::{Language, Words};

const FILES: [&str; 5] = [
    "panel.ftl",
    "notices.ftl",
    "bot.ftl",
    "relay.ftl",
    "setup.ftl",
];

#[test]
fn every_file_is_well_formed() {
    for (language, file) in every_file() {
        let faults = FluentResource::try_new(source(language, file))
            .err()
            .map(|(_, faults)| faults);
        assert!(faults.is_none(), "{}/{file}: {faults:?}", language.code());
    }
}

#[test]
fn every_language_has_the_same_sentences_with_the_same_placeables() {
    for file in FILES {
        let english = placeables(&source(Language::English, file));
        let french = placeables(&source(Language::French, file));
        assert_eq!(english, french, "{file}");
    }
}

#[test]
fn no_key_is_in_two_files() {
    let mut seen = BTreeSet::new();
    for file in FILES {
        for key in placeables(&source(Language::English, file)).into_keys() {
            assert!(
                seen.insert(key.clone()),
                "{key} is in {file} and in another file"
            );
        }
    }
}

#[test]
fn every_sentence_can_be_said() {
    for (language, file) in every_file() {
        let mut bundle = FluentBundle::new_concurrent(vec![language.code().parse().unwrap()]);
        let resource = FluentResource::try_new(source(language, file)).unwrap();
        bundle.add_resource(resource).unwrap();
        for (key, names) in placeables(&source(language, file)) {
            for number in [0, 1, 2, 11, 1000] {
                let values: FluentArgs<'_> =
                    names.iter().map(|name| (name.as_str(), number)).collect();
                let pattern = bundle.get_message(&key).unwrap().value().unwrap();
                let mut faults = Vec::new();
                let text = bundle.format_pattern(pattern, Some(&values), &mut faults);
                assert!(faults.is_empty(), "{}: {key}: {faults:?}", language.code());
                assert!(!text.trim().is_empty(), "{}: {key}", language.code());
            }
        }
    }
}

#[test]
fn code_and_sentences_name_the_same_keys() {
    let known: BTreeSet<String> = FILES
        .iter()
        .flat_map(|file| placeables(&source(Language::English, file)).into_keys())
        .collect();
    let mut used = BTreeSet::new();
    let mut unknown = Vec::new();
    for folder in ["views", "src"] {
        for file in rust_files(&workspace().join(folder)) {
            let code = fs::read_to_string(&file).unwrap();
            for key in keys_used(&code) {
                if !known.contains(&key) {
                    unknown.push(format!("{}: {key}", file.display()));
                }
                used.insert(key);
            }
        }
    }
    assert!(unknown.is_empty(), "no such keys: {unknown:#?}");
    let unused: Vec<_> = known.difference(&used).collect();
    assert!(unused.is_empty(), "nobody says {unused:?}");
}

/// What a blank that may break does to French: a colon, or half of a pair of guillemets, alone at the beginning of a line.
#[test]
fn french_marks_do_not_stray_to_another_line() {
    let words = Words::of(Language::French);
    let mut told = 0;
    for file in FILES {
        for (key, names) in placeables(&source(Language::French, file)) {
            let values: Vec<_> = names.iter().map(|name| (name.as_str(), 2.into())).collect();
            let text = words.with(&key, &values);
            told += text.matches(['\u{a0}']).count();
            assert!(!text.contains("« "), "{key}: {text}");
            for mark in [" :", " ;", " !", " ?", " »"] {
                assert!(!text.contains(mark), "{key}: {text}");
            }
        }
    }
    assert!(told > 100, "{told} no-break spaces");
}

/// One word for one thing, in French as in English.
#[test]
fn french_has_one_word_for_a_thing() {
    for file in FILES {
        let text = source(Language::French, file);
        for other in [
            "éponse enregistrée",
            "Raison",
            "personnel",
            "ssistance",
            "libér",
            "nº",
        ] {
            assert!(!text.contains(other), "{file} says {other}");
        }
    }
}

#[test]
fn an_unknown_key_stands_for_itself() {
    let words = Words::of(Language::French);
    assert_eq!(words.text("no-such-key"), "no-such-key");
    assert_eq!(
        words.with("no-such-key", &[("number", 3.into())]),
        "no-such-key"
    );
}

#[test]
fn numbers_choose_the_plural_and_carry_no_invisible_marks() {
    let say =
        |language, count: i64| Words::of(language).with("span-days", &[("count", count.into())]);
    assert_eq!(say(Language::English, 1), "1 day");
    assert_eq!(say(Language::English, 0), "0 days");
    assert_eq!(say(Language::French, 0), "0 jour");
    assert_eq!(say(Language::French, 2), "2 jours");
}

fn every_file() -> impl Iterator<Item = (Language, &'static str)> {
    Language::ALL
        .into_iter()
        .flat_map(|language| FILES.map(|file| (language, file)))
}

fn source(language: Language, file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join(language.code())
        .join(file);
    fs::read_to_string(path).unwrap()
}

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The keys of a Fluent source with the names of their placeables.
fn placeables(source: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut sentences: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut current = None;
    for line in source.lines().filter(|line| !line.starts_with('#')) {
        let starts = line.starts_with(|first: char| first.is_ascii_alphabetic());
        if let (true, Some((key, _))) = (starts, line.split_once(" =")) {
            current = Some(key.to_owned());
            assert!(
                sentences.insert(key.to_owned(), BTreeSet::new()).is_none(),
                "{key} is there twice"
            );
        }
        let Some(key) = &current else { continue };
        for after in line.split('$').skip(1) {
            let name = after.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_'));
            let name = name.take(1).collect();
            sentences.get_mut(key).unwrap().insert(name);
        }
    }
    sentences
}

/// The literal keys that code asks for, wherever the line breaks.
///
/// `text` of a sentence has one argument; what has two is the `text` of somebody else's form.
fn keys_used(code: &str) -> Vec<String> {
    let literal = |after: &str| {
        let (key, rest) = after.trim_start().strip_prefix('"')?.split_once('"')?;
        Some((
            key.to_owned(),
            rest.trim_start_matches([',', ' ', '\n']).starts_with(')'),
        ))
    };
    let texts = code.split(".text(").skip(1).filter_map(literal);
    let withs = code.split(".with(").skip(1).filter_map(literal);
    let says = code.split(".says(").skip(1).filter_map(literal);
    let says_with = code.split(".says_with(").skip(1).filter_map(literal);
    let texts = texts.filter(|(_, alone)| *alone);
    let found = texts.chain(withs).chain(says).chain(says_with);
    found.map(|(key, _)| key).collect()
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir()
            && path
                .file_name()
                .is_some_and(|name| name != "target" && name != "tests")
        {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files
}
