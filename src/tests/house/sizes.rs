//! How long files and functions may be.

use super::source::{self, Source, assert_none};

const LONGEST_FILE: usize = 350;
const LONGEST_TEST_FILE: usize = 500;
const LONGEST_FUNCTION: usize = 60;
const MOST_ARGUMENTS: usize = 4;

/// Written by hand in the generator's manner, and as long as there are tables.
const GENERATED: [&str; 1] = ["src/schema.rs"];

#[test]
fn no_file_is_too_long() {
    let mut breaches = Vec::new();
    for source in source::all() {
        let (lines, limit) = match source.is_test() {
            true => (source.text.lines().count(), LONGEST_TEST_FILE),
            false => (lines_without_tests(&source.text), LONGEST_FILE),
        };
        if lines > limit && !GENERATED.contains(&source.path.as_str()) {
            breaches.push(format!(
                "{} has {lines} lines; split it by aspect",
                source.path
            ));
        }
    }
    assert_none("files are too long", &breaches);
}

#[test]
fn no_function_is_too_long() {
    let mut breaches = Vec::new();
    for source in source::all().into_iter().filter(|source| !source.is_test()) {
        for function in functions(&source) {
            if function.lines.len() > LONGEST_FUNCTION && !function.is_one_match() {
                breaches.push(format!(
                    "{}: {} has {} lines",
                    source.path,
                    function.name,
                    function.lines.len()
                ));
            }
        }
    }
    assert_none("functions are too long", &breaches);
}

#[test]
fn no_function_takes_too_many_arguments_or_a_flag() {
    let mut breaches = Vec::new();
    for source in source::all().into_iter().filter(|source| !source.is_test()) {
        let mut finder = Signatures {
            breaches: Vec::new(),
        };
        syn::visit::Visit::visit_file(&mut finder, &source.parse());
        breaches.extend(
            finder
                .breaches
                .into_iter()
                .map(|what| format!("{}: {what}", source.path)),
        );
    }
    assert_none(
        "take a struct with named fields, or write two functions",
        &breaches,
    );
}

/// Unit tests at the end of a file are not counted.
fn lines_without_tests(text: &str) -> usize {
    let lines: Vec<&str> = text.lines().collect();
    let is_test_module = |pair: &[&str]| {
        pair[0] == "#[cfg(test)]" && pair[1].starts_with("mod ") && pair[1].ends_with('{')
    };
    lines
        .windows(2)
        .position(is_test_module)
        .unwrap_or(lines.len())
}

struct Function<'a> {
    name: &'a str,
    lines: &'a [&'a str],
}

impl Function<'_> {
    /// A table in the shape of a `match` is long because there is much to list.
    fn is_one_match(&self) -> bool {
        let indent = indent_of(self.lines[0]) + 4;
        let at_top = |line: &&&str| indent_of(line) == indent && !line.trim().is_empty();
        let body_start = self
            .lines
            .iter()
            .position(|line| line.ends_with('{'))
            .map_or(0, |line| line + 1);
        let top: Vec<&&str> = self.lines[body_start..self.lines.len() - 1]
            .iter()
            .filter(at_top)
            .collect();
        matches!(top[..], [first, last] if first.trim().starts_with("match ") && last.trim() == "}")
    }
}

/// Every function with the lines it spans. The sources are formatted, so that a function ends with a brace
/// under its first letter.
fn functions(source: &Source) -> Vec<Function<'_>> {
    let lines: &[&str] = source.text.lines().collect::<Vec<_>>().leak();
    let mut functions = Vec::new();
    for (start, line) in lines.iter().enumerate() {
        let Some(name) = function_name(line) else {
            continue;
        };
        let end = format!("{}}}", " ".repeat(indent_of(line)));
        let length = lines[start..]
            .iter()
            .position(|line| *line == end)
            .map_or(1, |length| length + 1);
        let is_one_line = line.ends_with('}') || line.ends_with(';');
        let length = if is_one_line { 1 } else { length };
        functions.push(Function {
            name,
            lines: &lines[start..start + length],
        });
    }
    functions
}

fn function_name(line: &str) -> Option<&str> {
    let (before, after) = line.split_once("fn ")?;
    let is_signature = before.split_whitespace().all(|word| {
        word.starts_with("pub") || ["const", "async", "unsafe", "super)", "crate)"].contains(&word)
    });
    let name = after.split(['(', '<']).next()?;
    (is_signature
        && name
            .chars()
            .all(|letter| letter.is_alphanumeric() || letter == '_'))
    .then_some(name)
}

fn indent_of(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

struct Signatures {
    breaches: Vec<String>,
}

impl Signatures {
    fn look_at(&mut self, signature: &syn::Signature) {
        let arguments: Vec<&syn::PatType> = signature
            .inputs
            .iter()
            .filter_map(|argument| match argument {
                syn::FnArg::Typed(argument) => Some(argument),
                syn::FnArg::Receiver(_) => None,
            })
            .collect();
        let is_flag = |argument: &&syn::PatType| matches!(&*argument.ty, syn::Type::Path(path) if path.path.is_ident("bool"));
        if arguments.len() > MOST_ARGUMENTS {
            self.breaches.push(format!(
                "{} takes {} arguments",
                signature.ident,
                arguments.len()
            ));
        }
        if arguments.iter().any(is_flag) {
            self.breaches
                .push(format!("{} takes a bool", signature.ident));
        }
    }
}

impl<'ast> syn::visit::Visit<'ast> for Signatures {
    fn visit_item_fn(&mut self, function: &'ast syn::ItemFn) {
        self.look_at(&function.sig);
    }

    fn visit_item_impl(&mut self, block: &'ast syn::ItemImpl) {
        // The methods of a trait have the arguments that the trait says, and those of a GraphQL type the ones that
        // the schema says.
        let is_schema = block
            .attrs
            .iter()
            .any(|attribute| attribute.path().is_ident("Object"));
        if block.trait_.is_none() && !is_schema {
            syn::visit::visit_item_impl(self, block);
        }
    }

    fn visit_impl_item_fn(&mut self, function: &'ast syn::ImplItemFn) {
        self.look_at(&function.sig);
    }

    fn visit_item_mod(&mut self, module: &'ast syn::ItemMod) {
        if !super::code::is_for_tests(&module.attrs) {
            syn::visit::visit_item_mod(self, module);
        }
    }
}
