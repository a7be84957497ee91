//! The configuration: what a good file means, and what is said about a bad one.

mod example;
mod files_of_rustmail;
mod overrides;
mod problems;

use std::path::Path;

use rustmail::config::{Config, Environment, Loaded};

/// The least that can be started.
const LEAST: &str = r#"
[bot]
token = "hush"
[bot.mode]
type = "single"
guild_id = 1
[thread]
inbox_category_id = 2
"#;

fn loaded(text: &str) -> Loaded {
    match Config::parse(Path::new("config.toml"), text, &Environment::default()) {
        Ok(loaded) => loaded,
        Err(invalid) => panic!("{invalid}"),
    }
}

/// What is said about a file that will not do.
fn complaint(text: &str) -> String {
    complaint_with(text, &[])
}

fn complaint_with(text: &str, variables: &[(&str, &str)]) -> String {
    match Config::parse(Path::new("config.toml"), text, &environment(variables)) {
        Ok(_) => panic!("this was accepted: {text}"),
        Err(invalid) => invalid.to_string(),
    }
}

fn environment(variables: &[(&str, &str)]) -> Environment {
    let variables = variables
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    Environment::from_variables(variables)
}

fn warnings(loaded: &Loaded) -> Vec<String> {
    loaded.warnings.iter().map(ToString::to_string).collect()
}
