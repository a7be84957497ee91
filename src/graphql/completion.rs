//! Completes answers as the specification of GraphQL has it, where the library takes short cuts: a field that fails is null, or makes
//! null of what it stands in when it must not be null itself; and fields come in the order in which they were asked for.
//!
//! <https://spec.graphql.org/October2021/#sec-Handling-Field-Errors>

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use async_graphql::extensions::{
    Extension, ExtensionContext, ExtensionFactory, NextExecute, NextParseQuery, NextResolve,
    ResolveInfo,
};
use async_graphql::indexmap::IndexMap;
use async_graphql::parser::types::{
    ExecutableDocument, FragmentDefinition, Selection, SelectionSet,
};
use async_graphql::{Name, Positioned, Response, ServerError, ServerResult, Value, Variables};

/// Completes answers.
pub struct Completion;

impl ExtensionFactory for Completion {
    fn create(&self) -> Arc<dyn Extension> {
        Arc::new(Completing::default())
    }
}

/// The completion of one answer.
#[derive(Default)]
struct Completing {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    document: Option<Arc<ExecutableDocument>>,
    errors: Vec<ServerError>,
    /// Where something is missing that must not be null: the paths of what it is missing in.
    holes: HashSet<Vec<String>>,
}

#[async_graphql::async_trait::async_trait]
impl Extension for Completing {
    async fn parse_query(
        &self,
        ctx: &ExtensionContext<'_>,
        query: &str,
        variables: &Variables,
        next: NextParseQuery<'_>,
    ) -> ServerResult<ExecutableDocument> {
        let document = next.run(ctx, query, variables).await?;
        self.state().document = Some(Arc::new(document.clone()));
        Ok(document)
    }

    async fn resolve(
        &self,
        ctx: &ExtensionContext<'_>,
        info: ResolveInfo<'_>,
        next: NextResolve<'_>,
    ) -> ServerResult<Option<Value>> {
        let path = info.path_node.to_string_vec();
        let may_be_null = !info.return_type.ends_with('!');
        let resolved = next.run(ctx, info).await;
        let mut state = self.state();
        let has_hole = state.holes.remove(&path);
        match resolved {
            Ok(value) if !has_hole => return Ok(value),
            Ok(_) => {}
            Err(error) => state.errors.push(error),
        }
        if !may_be_null {
            let around = path.len().saturating_sub(1);
            state.holes.insert(path[..around].to_vec());
        }
        Ok(Some(Value::Null))
    }

    async fn execute(
        &self,
        ctx: &ExtensionContext<'_>,
        operation_name: Option<&str>,
        next: NextExecute<'_>,
    ) -> Response {
        let mut response = next.run(ctx, operation_name).await;
        let mut state = self.state();
        response.errors.append(&mut state.errors);
        if state.holes.remove(&Vec::new()) {
            response.data = Value::Null;
        }
        if let Some(document) = state.document.take() {
            let mut operations = document.operations.iter();
            let asked = operations.find(|(name, _)| {
                operation_name.is_none() || name.map(Name::as_str) == operation_name
            });
            if let Some((_, operation)) = asked {
                let selections = [&operation.node.selection_set.node];
                arrange(vec![&mut response.data], &selections, &document.fragments);
            }
        }
        response
    }
}

impl Completing {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

type Fragments = HashMap<Name, Positioned<FragmentDefinition>>;

/// Puts the fields of these values, which were all asked for alike, into the order of the request.
fn arrange(values: Vec<&mut Value>, selections: &[&SelectionSet], fragments: &Fragments) {
    let mut objects = Vec::new();
    for value in values {
        gather(value, &mut objects);
    }
    if objects.is_empty() {
        return;
    }
    let mut asked: IndexMap<&Name, Vec<&SelectionSet>> = IndexMap::new();
    for set in selections {
        list(set, fragments, &mut asked);
    }
    for object in &mut objects {
        let mut found = std::mem::take(*object);
        for name in asked.keys() {
            if let Some((name, value)) = found.swap_remove_entry(*name) {
                object.insert(name, value);
            }
        }
        object.extend(found);
    }
    for (name, selections) in asked {
        let values = objects
            .iter_mut()
            .filter_map(|object| object.get_mut(name))
            .collect();
        arrange(values, &selections, fragments);
    }
}

/// The objects that a value is made of.
fn gather<'v>(value: &'v mut Value, objects: &mut Vec<&'v mut IndexMap<Name, Value>>) {
    match value {
        Value::Object(object) => objects.push(object),
        Value::List(items) => items.iter_mut().for_each(|item| gather(item, objects)),
        _ => {}
    }
}

/// The fields of a selection in their order, with what is asked of each.
fn list<'d>(
    set: &'d SelectionSet,
    fragments: &'d Fragments,
    asked: &mut IndexMap<&'d Name, Vec<&'d SelectionSet>>,
) {
    for selection in &set.items {
        match &selection.node {
            Selection::Field(field) => {
                let name = &field.node.response_key().node;
                asked
                    .entry(name)
                    .or_default()
                    .push(&field.node.selection_set.node);
            }
            Selection::InlineFragment(inline) => {
                list(&inline.node.selection_set.node, fragments, asked);
            }
            Selection::FragmentSpread(spread) => {
                if let Some(fragment) = fragments.get(&spread.node.fragment_name.node) {
                    list(&fragment.node.selection_set.node, fragments, asked);
                }
            }
        }
    }
}
