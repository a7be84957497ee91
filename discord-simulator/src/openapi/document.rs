//! The description, ready to be asked: operations by path, and schemas compiled when they are first needed.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use jsonschema::Validator;
use serde_json::{Map, Value, json};

use super::corrections;

/// Operations that Discord documents in prose only.
const UNDESCRIBED: [&str; 3] = ["/oauth2/token", "/oauth2/token/revoke", "/oauth2/authorize"];
const SCHEMAS: &str = "#/components/schemas/";

/// Which side of a conversation a body belongs to: bots may be laxer than Discord itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Side {
    Request,
    Answer,
}

/// Validators by side and schema; none where the schema does not compile.
type Compiled = HashMap<(Side, String), Option<Arc<Validator>>>;

pub(super) struct Document {
    answers: Value,
    requests: Value,
    compiled: Mutex<Compiled>,
}

/// An operation and the path under which it is described, which names no secrets.
pub(super) struct Operation<'a> {
    pub(super) template: String,
    pub(super) description: &'a Value,
}

impl Document {
    pub(super) fn new(document: &Value) -> Self {
        let answers = corrections::from_prose(document);
        Self {
            requests: corrections::relaxed(&answers),
            answers,
            compiled: Mutex::default(),
        }
    }

    /// The document as it holds for one side.
    pub(super) fn root(&self, side: Side) -> &Value {
        match side {
            Side::Request => &self.requests,
            Side::Answer => &self.answers,
        }
    }

    /// The operation of a path; parts of the path that are spelt out win over parameters.
    pub(super) fn operation(&self, side: Side, method: &str, path: &str) -> Option<Operation<'_>> {
        if UNDESCRIBED.contains(&path) {
            return Some(Operation {
                template: path.to_owned(),
                description: &Value::Null,
            });
        }
        let paths = self.root(side)["paths"].as_object()?;
        let fitting = paths.iter().filter(|(template, _)| fits(template, path));
        let best = fitting.min_by_key(|(template, _)| template.matches('{').count())?;
        Some(Operation {
            template: best.0.clone(),
            description: best.1.get(method.to_lowercase())?,
        })
    }

    /// What is wrong with a value, with the place of each error.
    pub(super) fn errors(&self, side: Side, schema: &Value, value: &Value) -> Vec<String> {
        let Some(validator) = self.validator(side, schema) else {
            return vec!["(its schema could not be compiled)".to_owned()];
        };
        let errors = validator.iter_errors(value).take(5);
        errors
            .map(|error| {
                format!(
                    "at {}: {}",
                    error.instance_path(),
                    shortened(&error.to_string())
                )
            })
            .collect()
    }

    fn validator(&self, side: Side, schema: &Value) -> Option<Arc<Validator>> {
        let key = (side, schema.to_string());
        let mut compiled = self.compiled.lock().unwrap_or_else(PoisonError::into_inner);
        compiled
            .entry(key)
            .or_insert_with(|| self.compile(side, schema))
            .clone()
    }

    /// Compiles a schema together with those it leads to, and no others: all of them would take seconds.
    fn compile(&self, side: Side, schema: &Value) -> Option<Arc<Validator>> {
        let all = &self.root(side)["components"]["schemas"];
        let mut needed = BTreeSet::new();
        collect(schema, all, &mut needed);
        let schemas: Map<String, Value> = needed
            .into_iter()
            .map(|name| (name.clone(), all[&name].clone()))
            .collect();
        let mut whole = if schema.get("$ref").is_some() {
            json!({"allOf": [schema]})
        } else {
            schema.clone()
        };
        whole["components"] = json!({"schemas": schemas});
        let options = jsonschema::options()
            .should_validate_formats(true)
            .should_ignore_unknown_formats(true);
        match options.build(&whole) {
            Ok(validator) => Some(Arc::new(validator)),
            Err(error) => {
                tracing::error!(%error, "a schema of Discord's description does not compile");
                None
            }
        }
    }
}

fn collect(schema: &Value, all: &Value, needed: &mut BTreeSet<String>) {
    match schema {
        Value::Array(list) => list.iter().for_each(|child| collect(child, all, needed)),
        Value::Object(object) => {
            let name = object
                .get("$ref")
                .and_then(Value::as_str)
                .and_then(|it| it.strip_prefix(SCHEMAS));
            if let Some(name) = name.filter(|name| !needed.contains(*name)) {
                needed.insert(name.to_owned());
                collect(&all[name], all, needed);
            }
            object
                .values()
                .for_each(|child| collect(child, all, needed));
        }
        _ => {}
    }
}

fn fits(template: &str, path: &str) -> bool {
    let (mut parts, mut wanted) = (path.split('/'), template.split('/'));
    loop {
        match (parts.next(), wanted.next()) {
            (None, None) => return true,
            (Some(part), Some(want))
                if part == want || want.starts_with('{') && !part.starts_with('@') => {}
            _ => return false,
        }
    }
}

/// Errors quote the whole value, which may be long and is somebody's text.
fn shortened(text: &str) -> String {
    let mut short: String = text.chars().take(200).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}
