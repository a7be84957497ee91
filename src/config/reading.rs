//! Asks a TOML document, and the environment over it, for one key after the other.
//!
//! Whatever is wrong is noted and reading goes on. A key that nobody has asked for in the end is unknown: the
//! structs need no second list of their keys.

use std::path::{Path, PathBuf};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::environment::{Environment, variable_of};
use super::nearest::nearest;
use super::problem::{Invalid, Place, Problem};
use super::setting::Setting;
use super::warning::{About, Dead, Warning};

/// The parsed file, with enough of it left to tell lines.
pub(super) struct Document<'i> {
    path: PathBuf,
    text: &'i str,
    root: DeTable<'i>,
}

impl<'i> Document<'i> {
    pub(super) fn parse(path: &Path, text: &'i str) -> Result<Self, Invalid> {
        let (root, errors) = DeTable::parse_recoverable(text);
        let document = Self {
            path: path.to_owned(),
            text,
            root: root.into_inner(),
        };
        if errors.is_empty() {
            return Ok(document);
        }
        let problems = errors.iter().map(|error| {
            let start = error.span().map_or(0, |span| span.start);
            let sentence = format!(
                "this is not TOML: {}",
                error.message().trim().replace('\n', ", ")
            );
            Problem::new(document.line(start), "", sentence)
        });
        Err(Invalid::new(problems.collect()))
    }

    pub(super) fn empty() -> Self {
        Self {
            path: PathBuf::new(),
            text: "",
            root: DeTable::new(),
        }
    }

    fn line(&self, offset: usize) -> Place {
        let before = &self.text.as_bytes()[..offset.min(self.text.len())];
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        Place::Line(self.path.clone(), line)
    }

    /// The value of a dotted key, if every table on the way to it exists.
    fn get(&self, key: &str) -> Option<&Spanned<DeValue<'i>>> {
        let mut names = key.split('.');
        let mut value = self.root.get(names.next()?)?;
        for name in names {
            let DeValue::Table(table) = value.get_ref() else {
                return None;
            };
            value = table.get(name)?;
        }
        Some(value)
    }

    /// Where `key` stands, or else where it would have to be added.
    fn place(&self, key: &str) -> Place {
        let mut path = key;
        loop {
            if let Some(value) = self.get(path) {
                return self.line(value.span().start);
            }
            match path.rsplit_once('.') {
                Some((parent, _)) => path = parent,
                None => return self.line(self.text.trim_end().len()),
            }
        }
    }
}

/// Collects what is asked for and what is wrong.
pub(super) struct Reader<'a> {
    document: &'a Document<'a>,
    environment: &'a Environment,
    asked: Vec<String>,
    dead: Vec<String>,
    problems: Vec<Problem>,
    warnings: Vec<Warning>,
}

/// A value as it was given.
enum Given<'a> {
    Toml(&'a DeValue<'a>),
    Text(&'a str),
}

impl<'a> Reader<'a> {
    pub(super) fn new(document: &'a Document<'a>, environment: &'a Environment) -> Self {
        Self {
            document,
            environment,
            asked: Vec::new(),
            dead: Vec::new(),
            problems: Vec::new(),
            warnings: Vec::new(),
        }
    }

    /// A key without which there is no starting; `None` means that the problem is noted.
    pub(super) fn required<T: Setting>(&mut self, key: &str, remedy: &str) -> Option<T> {
        let known = self.problems.len();
        let value = self.optional(key);
        if value.is_none() && self.problems.len() == known {
            let variable = variable_of(key);
            self.problem(key, format!("is missing. {remedy} (or set {variable})"));
        }
        value
    }

    /// A key with a default.
    pub(super) fn or<T: Setting>(&mut self, key: &str, default: T) -> T {
        self.value(key).unwrap_or(default)
    }

    /// A key that may be absent. Empty text and the id 0 count as absent: existing files are full of them.
    pub(super) fn optional<T: Setting>(&mut self, key: &str) -> Option<T> {
        let is_blank = match self.find(key) {
            Some((Given::Toml(DeValue::String(text)), _)) => text.is_empty(),
            Some((Given::Toml(DeValue::Integer(number)), _)) => {
                T::ZERO_IS_ABSENT && number.as_str() == "0"
            }
            _ => false,
        };
        if is_blank {
            self.asked.push(key.to_owned());
            return None;
        }
        self.value(key)
    }

    /// A key of Rustmail that means nothing any more.
    pub(super) fn dead(&mut self, key: &str, why: Dead) {
        self.dead.push(key.to_owned());
        self.asked.push(key.to_owned());
        if let Some((_, place)) = self.find(key) {
            self.warnings
                .push(Warning::new(place, key, About::Dead(why)));
        }
    }

    /// Notes that the value of `key` will not do.
    pub(super) fn problem(&mut self, key: &str, sentence: impl Into<String>) {
        let place = self.place(key);
        self.problems.push(Problem::new(place, key, sentence));
    }

    /// Notes something about `key` that is no reason to refuse.
    pub(super) fn warning(&mut self, key: &str, about: About) {
        let place = self.place(key);
        self.warnings.push(Warning::new(place, key, about));
    }

    /// Whether `key` is given nowhere, or given blank.
    pub(super) fn is_absent(&self, key: &str) -> bool {
        match self.find(key) {
            None => true,
            Some((Given::Toml(DeValue::String(text)), _)) => text.is_empty(),
            Some((Given::Toml(DeValue::Integer(number)), _)) => number.as_str() == "0",
            Some(_) => false,
        }
    }

    /// Whether the environment gives `key`.
    pub(super) fn is_overridden(&self, key: &str) -> bool {
        matches!(self.find(key), Some((Given::Text(_), _)))
    }

    /// Says that `former` is still understood but has another name now.
    pub(super) fn note_former(&mut self, former: &str, name: &str) {
        self.dead.push(former.to_owned());
        if let Some((_, place)) = self.find(former) {
            let about = About::Former(name.to_owned());
            self.warnings.push(Warning::new(place, former, about));
        }
    }

    /// Ends the reading: unknown keys are problems, unknown variables warnings.
    pub(super) fn finish(mut self) -> (Vec<Problem>, Vec<Warning>) {
        let document = self.document;
        self.refuse_unknown(&document.root, "");
        for name in self.environment.unknown(&self.asked) {
            let variables: Vec<String> = self.asked.iter().map(|key| variable_of(key)).collect();
            let near = nearest(name, variables.iter().map(String::as_str));
            let about = About::UnknownVariable(near.map(str::to_owned));
            let place = Place::Variable(name.to_owned());
            self.warnings.push(Warning::new(place, "", about));
        }
        (self.problems, self.warnings)
    }

    /// The keys that have been asked for and mean something.
    pub(super) fn living_keys(self) -> Vec<String> {
        let dead = self.dead;
        self.asked
            .into_iter()
            .filter(|key| !dead.contains(key))
            .collect()
    }

    fn value<T: Setting>(&mut self, key: &str) -> Option<T> {
        self.asked.push(key.to_owned());
        let (given, place) = self.find(key)?;
        let value = match given {
            Given::Toml(value) => T::from_value(value),
            Given::Text(text) => T::from_text(text),
        };
        value
            .map_err(|sentence| self.problems.push(Problem::new(place, key, sentence)))
            .ok()
    }

    fn find(&self, key: &str) -> Option<(Given<'a>, Place)> {
        if let Some((name, text)) = self.environment.get(key) {
            return Some((Given::Text(text), Place::Variable(name)));
        }
        let value = self.document.get(key)?;
        let place = self.document.line(value.span().start);
        Some((Given::Toml(value.get_ref()), place))
    }

    fn place(&self, key: &str) -> Place {
        let found = self.find(key).map(|(_, place)| place);
        found.unwrap_or_else(|| self.document.place(key))
    }

    fn refuse_unknown(&mut self, table: &DeTable<'_>, path: &str) {
        for (name, value) in table.iter() {
            let key = format!("{path}{}", name.get_ref());
            if self.asked.contains(&key) {
                continue;
            }
            let inside = format!("{key}.");
            let is_section = self.asked.iter().any(|asked| asked.starts_with(&inside));
            let place = self.document.line(name.span().start);
            let sentence = match value.get_ref() {
                DeValue::Table(table) if is_section => {
                    self.refuse_unknown(table, &inside);
                    continue;
                }
                _ if is_section => {
                    format!(
                        "must be a section. Write [{key}] on a line of its own and its keys below"
                    )
                }
                _ => self.not_known(&key),
            };
            self.problems.push(Problem::new(place, key, sentence));
        }
    }

    fn not_known(&self, key: &str) -> String {
        let sections = self
            .asked
            .iter()
            .filter_map(|asked| asked.rsplit_once('.').map(|(section, _)| section));
        let candidates = self.asked.iter().map(String::as_str).chain(sections);
        match nearest(key, candidates) {
            Some(near) => format!("is not a known key. Did you mean {near}?"),
            None => {
                "is not a known key. Remove it, or see config.example.toml for the keys there are"
                    .to_owned()
            }
        }
    }
}
