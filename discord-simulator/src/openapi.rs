//! The judge: compares what bots send and what this simulator answers with Discord's published OpenAPI description.
//!
//! The description lies where the variable `DISCORD_OPENAPI` says. Without it the comparison is left out, and that is said once.

mod corrections;
mod document;
mod unknown_fields;

use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use anyhow::Context;
use serde_json::Value;

use document::{Document, Side};

const VARIABLE: &str = "DISCORD_OPENAPI";

/// What was found wrong so far, and the description to find it with.
pub(crate) struct Judge {
    document: Option<Arc<Document>>,
    found: Mutex<Vec<String>>,
}

impl Judge {
    /// A judge with the description that the environment names; a name that leads nowhere is an error.
    pub(crate) fn from_environment() -> anyhow::Result<Self> {
        static DOCUMENT: OnceLock<Arc<Document>> = OnceLock::new();
        static SKIPPED: OnceLock<()> = OnceLock::new();
        let path = std::env::var_os(VARIABLE)
            .filter(|path| !path.is_empty())
            .map(PathBuf::from);
        let document = match path {
            None => {
                SKIPPED.get_or_init(|| {
                    tracing::warn!(
                        "{VARIABLE} is not set: nothing is compared with Discord's description"
                    )
                });
                None
            }
            Some(path) => match DOCUMENT.get() {
                Some(document) => Some(document.clone()),
                None => {
                    let text = std::fs::read(&path);
                    let text = text.with_context(|| {
                        format!("{VARIABLE} names {}, which cannot be read", path.display())
                    })?;
                    let document = Arc::new(Document::new(&serde_json::from_slice(&text)?));
                    Some(DOCUMENT.get_or_init(|| document).clone())
                }
            },
        };
        Ok(Self {
            document,
            found: Mutex::default(),
        })
    }

    /// Whether there is a description to compare with.
    pub(crate) fn is_active(&self) -> bool {
        self.document.is_some()
    }

    /// Everything that was found wrong.
    pub(crate) fn violations(&self) -> Vec<String> {
        self.lock().clone()
    }

    /// Judges the JSON body of a bot's request.
    pub(crate) fn judge_request(&self, method: &str, path: &str, body: &Value) {
        let Some(document) = &self.document else {
            return;
        };
        let Some(operation) = document.operation(Side::Request, method, path) else {
            self.note(format!("{method} {path}: Discord has no such operation"));
            return;
        };
        let place = format!("{method} {}", operation.template);
        let schema = operation
            .description
            .pointer("/requestBody/content/application~1json/schema");
        let Some(schema) = schema.filter(|_| !body.is_null()) else {
            return;
        };
        for wrong in document.errors(Side::Request, schema, body) {
            self.note(format!("{place}: the request is wrong {wrong}"));
        }
        for field in unknown_fields::in_value(document.root(Side::Request), schema, body) {
            self.note(format!(
                "{place}: the request has a field Discord does not know: {field}"
            ));
        }
    }

    /// Judges a successful answer of this simulator.
    pub(crate) fn judge_answer(&self, method: &str, path: &str, answer: (u16, &Value)) {
        let Some(document) = &self.document else {
            return;
        };
        let Some(operation) = document.operation(Side::Answer, method, path) else {
            return;
        };
        if operation.description.is_null() {
            return;
        }
        let place = format!("{method} {}", operation.template);
        let (status, body) = answer;
        let Some(response) = operation.description["responses"].get(status.to_string()) else {
            self.note(format!("{place}: Discord does not answer {status}"));
            return;
        };
        let Some(schema) = response.pointer("/content/application~1json/schema") else {
            return;
        };
        for wrong in document.errors(Side::Answer, schema, body) {
            self.note(format!("{place}: the answer is wrong {wrong}"));
        }
    }

    fn note(&self, violation: String) {
        let mut found = self.lock();
        if !found.contains(&violation) {
            found.push(violation);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Vec<String>> {
        self.found.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
