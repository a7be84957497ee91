//! What a request may cost. Everything here is decided before anything is executed, for every transport alike.
//!
//! The library's own limits walk through every fragment as often as it is spread: seven fragments that spread each other twenty times
//! keep it busy for days. So the selections are counted first, each fragment once.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use async_graphql::extensions::{
    Extension, ExtensionContext, ExtensionFactory, NextExecute, NextPrepareRequest,
};
use async_graphql::parser::types::{
    ExecutableDocument, FragmentDefinition, Selection, SelectionSet,
};
use async_graphql::{Name, Positioned, Request, Response, ServerError, ServerResult};

/// The deepest nesting of fields; the introspection of code generators needs 15.
pub const DEEPEST: usize = 16;
/// The most fields that an answer may have, with every list as long as it may be.
pub const COSTLIEST: usize = 25_000;
/// The most directives on one field.
pub const MOST_DIRECTIVES: usize = 8;

/// The most selections with every fragment written out.
const MOST_SELECTIONS: u64 = 2_000;
/// The most fields under another name, with every fragment written out.
const MOST_ALIASES: u64 = 100;
/// The most definitions in one document.
const MOST_DEFINITIONS: usize = 100;
/// The deepest nesting of selections through fragments.
const DEEPEST_SPREAD: usize = 40;
/// The deepest nesting of brackets in the text of a request. The parser descends one call for each, on a stack that ends.
const DEEPEST_BRACKETS: usize = 100;

/// Set when the execution of a request begins: what fails from then on are fields, what failed before is the request.
#[derive(Debug, Clone, Default)]
pub struct Begun(Arc<AtomicBool>);

impl Begun {
    /// Whether the execution has begun.
    pub fn has(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// Refuses what would cost too much, and notes when execution begins.
pub struct Limits;

impl ExtensionFactory for Limits {
    fn create(&self) -> Arc<dyn Extension> {
        Arc::new(Self)
    }
}

#[async_graphql::async_trait::async_trait]
impl Extension for Limits {
    async fn prepare_request(
        &self,
        ctx: &ExtensionContext<'_>,
        mut request: Request,
        next: NextPrepareRequest<'_>,
    ) -> ServerResult<Request> {
        check(&mut request)?;
        next.run(ctx, request).await
    }

    async fn execute(
        &self,
        ctx: &ExtensionContext<'_>,
        operation_name: Option<&str>,
        next: NextExecute<'_>,
    ) -> Response {
        if let Ok(begun) = ctx.data::<Begun>() {
            begun.0.store(true, Ordering::Relaxed);
        }
        next.run(ctx, operation_name).await
    }
}

/// Parses a request, once, and refuses it when it would cost too much.
///
/// # Errors
///
/// Says what is wrong with the text, or too much in it.
pub fn check(request: &mut Request) -> ServerResult<&ExecutableDocument> {
    if deepest_brackets(&request.query) > DEEPEST_BRACKETS {
        return Err(too_complex("The request is nested too deeply."));
    }
    let document = request.parsed_query().map_err(|error| unreadable(&error))?;
    if document.operations.iter().count() + document.fragments.len() > MOST_DEFINITIONS {
        return Err(too_complex(
            "The request has too many operations and fragments.",
        ));
    }
    let mut reckoning = Reckoning {
        fragments: &document.fragments,
        known: HashMap::new(),
    };
    let mut total = Cost::default();
    let operations = document
        .operations
        .iter()
        .map(|(_, operation)| &operation.node.selection_set);
    let fragments = document
        .fragments
        .values()
        .map(|fragment| &fragment.node.selection_set);
    for selections in operations.chain(fragments) {
        total = total.plus(reckoning.cost(&selections.node, 0)?);
    }
    if total.selections > MOST_SELECTIONS {
        return Err(too_complex("The request selects too many fields."));
    }
    if total.aliases > MOST_ALIASES {
        return Err(too_complex("The request has too many aliases."));
    }
    Ok(document)
}

/// What a part of a request comes to with every fragment written out.
#[derive(Debug, Clone, Copy, Default)]
struct Cost {
    selections: u64,
    aliases: u64,
}

impl Cost {
    fn plus(self, other: Self) -> Self {
        Self {
            selections: self.selections.saturating_add(other.selections),
            aliases: self.aliases.saturating_add(other.aliases),
        }
    }
}

struct Reckoning<'d> {
    fragments: &'d HashMap<Name, Positioned<FragmentDefinition>>,
    known: HashMap<&'d str, Cost>,
}

impl<'d> Reckoning<'d> {
    fn cost(&mut self, set: &'d SelectionSet, depth: usize) -> ServerResult<Cost> {
        // A fragment that spreads itself ends here as well.
        if depth > DEEPEST_SPREAD {
            return Err(too_complex(
                "The fragments of the request are nested too deeply, or in a circle.",
            ));
        }
        let mut total = Cost::default();
        for selection in &set.items {
            let own = match &selection.node {
                Selection::Field(field) => {
                    let aliases = u64::from(field.node.alias.is_some());
                    let below = self.cost(&field.node.selection_set.node, depth + 1)?;
                    below.plus(Cost {
                        selections: 1,
                        aliases,
                    })
                }
                Selection::InlineFragment(inline) => {
                    self.cost(&inline.node.selection_set.node, depth + 1)?
                }
                Selection::FragmentSpread(spread) => {
                    self.cost_of_fragment(&spread.node.fragment_name.node, depth + 1)?
                }
            };
            total = total.plus(own);
        }
        Ok(total)
    }

    fn cost_of_fragment(&mut self, name: &'d str, depth: usize) -> ServerResult<Cost> {
        if let Some(&known) = self.known.get(name) {
            return Ok(known);
        }
        let Some(fragment) = self.fragments.get(name) else {
            return Ok(Cost::default());
        };
        let cost = self.cost(&fragment.node.selection_set.node, depth)?;
        self.known.insert(name, cost);
        Ok(cost)
    }
}

/// How deeply brackets are nested, leaving out those in strings and comments.
fn deepest_brackets(query: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    let mut rest = query.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        match byte {
            b'{' | b'[' | b'(' => depth += 1,
            b'}' | b']' | b')' => depth = depth.saturating_sub(1),
            b'#' => rest = after_first(after, b"\n"),
            b'"' if after.starts_with(b"\"\"") => rest = after_block(&after[2..]),
            b'"' => rest = after_string(after),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

fn after_first<'t>(text: &'t [u8], end: &[u8]) -> &'t [u8] {
    let found = text.windows(end.len()).position(|window| window == end);
    found.map_or(&[], |at| &text[at + end.len()..])
}

fn after_block(text: &[u8]) -> &[u8] {
    let rest = after_first(text, b"\"\"\"");
    let before = &text[..text.len() - rest.len()];
    if before.ends_with(b"\\\"\"\"") {
        after_block(rest)
    } else {
        rest
    }
}

fn after_string(text: &[u8]) -> &[u8] {
    let mut escaped = false;
    let end = text.iter().position(|&byte| {
        let ends = byte == b'\n' || (byte == b'"' && !escaped);
        escaped = byte == b'\\' && !escaped;
        ends
    });
    end.map_or(&[], |at| &text[at + 1..])
}

/// The parser draws pictures of what it expected; one line is enough.
fn unreadable(error: &ServerError) -> ServerError {
    let expected = error
        .message
        .lines()
        .filter_map(|line| line.trim().strip_prefix("= "))
        .next();
    let why = expected.unwrap_or(error.message.lines().next().unwrap_or("it cannot be read"));
    let message = format!("The query is not GraphQL: {why}.");
    refusal("GRAPHQL_PARSE_FAILED", message, error.locations.clone())
}

fn too_complex(message: &str) -> ServerError {
    refusal("QUERY_TOO_COMPLEX", message.to_owned(), Vec::new())
}

fn refusal(code: &str, message: String, locations: Vec<async_graphql::Pos>) -> ServerError {
    let mut error = ServerError::new(message, None);
    error.locations = locations;
    error.extensions.get_or_insert_default().set("code", code);
    error
}
