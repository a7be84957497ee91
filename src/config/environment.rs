//! The `RUSTMAIL_…` variables of the environment.
//!
//! `bot.token` is overridden by `RUSTMAIL_BOT_TOKEN`, and every other key in the same way; a few variables
//! have names of their own because Rustmail has always called them so.

use std::collections::BTreeMap;

/// Variables that are read elsewhere: the command line, and the log.
const NO_SETTINGS: [&str; 3] = [
    "RUSTMAIL_CONFIG_PATH",
    "RUSTMAIL_LOG",
    "RUSTMAIL_LOG_FORMAT",
];

/// Names that Rustmail gave to keys before there was a rule.
const OTHER_NAMES: [(&str, &str); 2] = [
    ("server.bind_address", "RUSTMAIL_BIND_ADDRESS"),
    ("server.port", "RUSTMAIL_PORT"),
];

/// The variables that concern the configuration.
#[derive(Clone, Default)]
pub struct Environment {
    variables: BTreeMap<String, String>,
}

impl Environment {
    /// The environment of this process. Variables that are not UTF-8 cannot be settings and are left out.
    pub fn of_process() -> Self {
        Self::from_variables(std::env::vars_os().filter_map(|(name, value)| {
            Some((name.into_string().ok()?, value.into_string().ok()?))
        }))
    }

    /// An environment of exactly these variables; names that do not concern Rustmail are left out.
    pub fn from_variables(variables: impl IntoIterator<Item = (String, String)>) -> Self {
        let variables = variables
            .into_iter()
            .filter(|(name, _)| {
                name.starts_with("RUSTMAIL_") && !NO_SETTINGS.contains(&name.as_str())
            })
            .filter(|(_, value)| !is_container_link(value))
            .collect();
        Self { variables }
    }

    /// Whether a setting is given that says which bot this is, and where it works.
    pub(super) fn names_a_bot(&self) -> bool {
        let mode = variable_of("bot.mode");
        let mut names = self.names();
        names.any(|name| name == variable_of("bot.token") || name.starts_with(&mode))
    }

    /// The names of the variables that are set to something.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let set = self.variables.iter().filter(|(_, value)| !value.is_empty());
        set.map(|(name, _)| name.as_str())
    }

    /// Whether the dotted `key` is given.
    pub fn gives(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// What is given for the dotted `key`.
    pub fn value(&self, key: &str) -> Option<&str> {
        self.get(key).map(|(_, value)| value)
    }

    /// The variable that overrides the dotted `key`, if it is set to something.
    pub(super) fn get(&self, key: &str) -> Option<(String, &str)> {
        let other = OTHER_NAMES.iter().find(|(known, _)| *known == key);
        let names =
            std::iter::once(variable_of(key)).chain(other.map(|(_, name)| (*name).to_owned()));
        names
            .filter_map(|name| {
                self.variables
                    .get(&name)
                    .map(|value| (name, value.as_str()))
            })
            .find(|(_, value)| !value.is_empty())
    }

    /// The variables that override none of `keys`.
    pub(super) fn unknown<'a>(&'a self, keys: &'a [String]) -> impl Iterator<Item = &'a str> {
        self.variables
            .keys()
            .map(String::as_str)
            .filter(move |name| {
                let is_other_name = OTHER_NAMES.iter().any(|(_, other)| other == name);
                !is_other_name && !keys.iter().any(|key| variable_of(key) == **name)
            })
    }
}

/// The variable that overrides the dotted `key`.
pub(super) fn variable_of(key: &str) -> String {
    format!("RUSTMAIL_{}", key.replace('.', "_").to_uppercase())
}

/// Kubernetes and Docker links set variables such as `RUSTMAIL_PORT=tcp://10.0.0.7:3002` for a service of
/// that name; they are addresses of somebody's network, no settings.
fn is_container_link(value: &str) -> bool {
    value.starts_with("tcp://") || value.starts_with("udp://")
}
