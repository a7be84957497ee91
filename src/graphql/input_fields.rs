//! Which fields the input of a mutation has, so that no refusal names one that is not there.
//!
//! The same refusal comes of several mutations, and what has to change is called otherwise in each.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

use async_graphql::extensions::{
    Extension, ExtensionContext, ExtensionFactory, NextResolve, ResolveInfo,
};
use async_graphql::parser::parse_schema;
use async_graphql::parser::types::{
    BaseType, InputValueDefinition, Type, TypeKind, TypeSystemDefinition,
};
use async_graphql::{Positioned, ServerResult, Value};

tokio::task_local! {
    /// The mutation that is being carried out.
    static MUTATION: String;
}

/// The fields of each mutation's input, with those of what stands in it.
static FIELDS: LazyLock<HashMap<String, Vec<String>>> =
    LazyLock::new(|| read(&crate::graphql::sdl()));

/// The deepest that inputs stand in each other.
const DEEPEST: usize = 4;

/// The first of these fields that the input of the mutation has which is being carried out.
pub fn first_of(fields: &[&str]) -> Option<&'static str> {
    let there = MUTATION.try_with(|mutation| FIELDS.get(mutation)).ok()??;
    let found = |field: &&str| there.iter().find(|one| one == field);
    fields.iter().find_map(found).map(String::as_str)
}

/// Remembers which mutation is being carried out.
pub struct Remembering;

impl ExtensionFactory for Remembering {
    fn create(&self) -> Arc<dyn Extension> {
        Arc::new(Self)
    }
}

#[async_graphql::async_trait::async_trait]
impl Extension for Remembering {
    async fn resolve(
        &self,
        ctx: &ExtensionContext<'_>,
        info: ResolveInfo<'_>,
        next: NextResolve<'_>,
    ) -> ServerResult<Option<Value>> {
        if info.parent_type != "Mutation" {
            return next.run(ctx, info).await;
        }
        let mutation = info.name.to_owned();
        MUTATION.scope(mutation, next.run(ctx, info)).await
    }
}

fn read(sdl: &str) -> HashMap<String, Vec<String>> {
    let document = match parse_schema(sdl) {
        Ok(document) => document,
        Err(error) => {
            tracing::error!(%error, "our own schema cannot be read");
            return HashMap::new();
        }
    };
    let mut inputs = HashMap::new();
    let mut mutations = Vec::new();
    for definition in document.definitions {
        let TypeSystemDefinition::Type(definition) = definition else {
            continue;
        };
        let name = definition.node.name.node.to_string();
        match definition.node.kind {
            TypeKind::InputObject(input) => {
                inputs.insert(name, input.fields);
            }
            TypeKind::Object(object) if name == "Mutation" => mutations = object.fields,
            _ => {}
        }
    }
    let fields = mutations.into_iter().map(|mutation| {
        let mutation = mutation.node;
        let mut names = Vec::new();
        for argument in &mutation.arguments {
            collect(&inputs, (&argument.node.ty.node, DEEPEST), &mut names);
        }
        (mutation.name.node.to_string(), names)
    });
    fields.collect()
}

/// The names of the fields of an input, before those of what stands in it.
fn collect(
    inputs: &HashMap<String, Vec<Positioned<InputValueDefinition>>>,
    (kind, depth): (&Type, usize),
    names: &mut Vec<String>,
) {
    let mut base = &kind.base;
    while let BaseType::List(inner) = base {
        base = &inner.base;
    }
    let BaseType::Named(name) = base else {
        return;
    };
    let Some(fields) = inputs.get(name.as_str()).filter(|_| depth > 0) else {
        return;
    };
    names.extend(fields.iter().map(|field| field.node.name.node.to_string()));
    for field in fields {
        collect(inputs, (&field.node.ty.node, depth - 1), names);
    }
}
