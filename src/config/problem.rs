//! What is wrong with a configuration, in sentences for the person who wrote it.

use std::fmt;
use std::path::{Path, PathBuf};

/// One thing to mend: where it stands, which key it is about, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    place: Place,
    key: String,
    sentence: String,
}

/// Where a value was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// A line of the file, counted from one.
    Line(PathBuf, usize),
    /// An environment variable.
    Variable(String),
}

impl Problem {
    /// `sentence` goes on after the key ("is missing. Add …") and ends without a full stop.
    pub(super) fn new(place: Place, key: impl Into<String>, sentence: impl Into<String>) -> Self {
        Self {
            place,
            key: key.into(),
            sentence: sentence.into(),
        }
    }

    /// Whether it is about an environment variable.
    pub(super) fn is_of_environment(&self) -> bool {
        matches!(self.place, Place::Variable(_))
    }

    /// Problems are told in the order in which a reader of the file meets them.
    pub(super) fn line(&self) -> usize {
        match self.place {
            Place::Line(_, line) => line,
            Place::Variable(_) => usize::MAX,
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.place {
            Place::Line(path, line) => write!(formatter, "{}:{line}: ", path.display())?,
            Place::Variable(name) => write!(formatter, "environment variable {name}: ")?,
        }
        if !self.key.is_empty() {
            write!(formatter, "{} ", self.key)?;
        }
        let end = if self.sentence.ends_with('?') {
            ""
        } else {
            "."
        };
        write!(formatter, "{}{end}", self.sentence)
    }
}

/// A configuration that cannot be started, with every reason.
#[derive(Debug, PartialEq, Eq)]
pub struct Invalid {
    problems: Vec<String>,
    keys: Vec<String>,
}

impl Invalid {
    pub(super) fn new(mut problems: Vec<Problem>) -> Self {
        problems.sort_by_key(Problem::line);
        let keys = problems.iter().map(|problem| problem.key.clone()).collect();
        let problems = problems.iter().map(Problem::to_string).collect();
        Self { problems, keys }
    }

    /// Every reason with the key that it is about; that is empty where it is about none.
    pub fn told(&self) -> impl Iterator<Item = (&str, &str)> {
        let keys = self.keys.iter().map(String::as_str);
        keys.zip(self.problems.iter().map(String::as_str))
    }

    /// Every reason, each a sentence.
    pub fn problems(&self) -> &[String] {
        &self.problems
    }

    pub(super) fn unreadable(path: &Path, error: &std::io::Error) -> Self {
        let path = path.display();
        let sentence = if error.kind() == std::io::ErrorKind::NotFound {
            format!(
                "{path}: there is no such file. Start `rustmail` to make it in a browser, copy config.example.toml to {path} and fill \
                 it in, or name another file with --config or RUSTMAIL_CONFIG_PATH."
            )
        } else {
            let advice = match error.kind() {
                std::io::ErrorKind::PermissionDenied => "Check its permissions.",
                std::io::ErrorKind::InvalidData => "Save it as UTF-8.",
                std::io::ErrorKind::IsADirectory => {
                    "It is a folder: name a file with --config or RUSTMAIL_CONFIG_PATH."
                }
                _ => "Check the disk that it is on.",
            };
            format!("{path}: the file cannot be read ({error}). {advice}")
        };
        Self {
            problems: vec![sentence],
            keys: vec![String::new()],
        }
    }
}

impl fmt::Display for Invalid {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.problems.len() {
            1 => writeln!(
                formatter,
                "The configuration has a problem; nothing was started."
            )?,
            count => writeln!(
                formatter,
                "The configuration has {count} problems; nothing was started."
            )?,
        }
        for problem in &self.problems {
            write!(formatter, "\n  {problem}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Invalid {}
