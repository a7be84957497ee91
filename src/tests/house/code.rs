//! What must not be written outside tests.

use syn::visit::{self, Visit};
use syn::{
    Attribute, ExprMethodCall, ImplItemFn, ItemFn, ItemMod, ItemUse, Macro, UseTree, Visibility,
};

use super::source::{self, assert_none};

/// Calls that end the process or hide what went wrong.
const METHODS: [&str; 4] = ["unwrap", "expect", "unwrap_err", "expect_err"];

/// Macros that end the process, or write where nobody asked for it.
const MACROS: [&str; 8] = [
    "dbg",
    "eprint",
    "eprintln",
    "panic",
    "print",
    "println",
    "todo",
    "unimplemented",
];

#[test]
fn nothing_unwraps_panics_or_prints() {
    let mut breaches = Vec::new();
    // A build script speaks to cargo by printing.
    for source in source::all().into_iter().filter(|source| !source.is_test()) {
        let mut finder = Finder { found: Vec::new() };
        finder.visit_file(&source.parse());
        breaches.extend(
            finder
                .found
                .into_iter()
                .map(|what| format!("{}: {what}", source.path)),
        );
    }
    assert_none("this belongs into tests only", &breaches);
}

#[test]
fn nothing_is_exported_wholesale() {
    let mut breaches = Vec::new();
    for source in source::all() {
        for item in source.parse().items {
            if let syn::Item::Use(item) = item
                && !matches!(item.vis, Visibility::Inherited)
                && has_glob(&item.tree)
            {
                breaches.push(source.path.clone());
            }
        }
    }
    assert_none("a module exports everything of another", &breaches);
}

#[test]
fn nothing_is_imported_wholesale() {
    let mut breaches = Vec::new();
    for source in source::all().into_iter().filter(|source| !source.is_test()) {
        for item in source.parse().items {
            if let syn::Item::Use(item) = item
                && has_glob(&item.tree)
                && !is_diesels_prelude(&item)
            {
                breaches.push(source.path.clone());
            }
        }
    }
    assert_none("a module imports everything of another", &breaches);
}

/// Whether attributes say that what follows is for tests only.
pub fn is_for_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| match &attribute.meta {
        syn::Meta::List(list) => list.path.is_ident("cfg") && list.tokens.to_string() == "test",
        syn::Meta::Path(path) => path.is_ident("test"),
        syn::Meta::NameValue(_) => false,
    })
}

fn has_glob(tree: &UseTree) -> bool {
    match tree {
        UseTree::Glob(_) => true,
        UseTree::Path(step) => has_glob(&step.tree),
        UseTree::Group(group) => group.items.iter().any(has_glob),
        UseTree::Name(_) | UseTree::Rename(_) => false,
    }
}

fn is_diesels_prelude(item: &ItemUse) -> bool {
    let UseTree::Path(first) = &item.tree else {
        return false;
    };
    let UseTree::Path(second) = &*first.tree else {
        return false;
    };
    first.ident == "diesel" && second.ident == "prelude"
}

struct Finder {
    found: Vec<String>,
}

impl<'ast> Visit<'ast> for Finder {
    fn visit_expr_method_call(&mut self, call: &'ast ExprMethodCall) {
        if METHODS.iter().any(|method| call.method == method) {
            self.found.push(format!(".{}()", call.method));
        }
        visit::visit_expr_method_call(self, call);
    }

    fn visit_macro(&mut self, invocation: &'ast Macro) {
        if MACROS.iter().any(|name| invocation.path.is_ident(name)) {
            let name = invocation
                .path
                .segments
                .last()
                .map(|part| part.ident.to_string());
            self.found.push(format!("{}!", name.unwrap_or_default()));
        }
    }

    fn visit_item_mod(&mut self, module: &'ast ItemMod) {
        if !is_for_tests(&module.attrs) {
            visit::visit_item_mod(self, module);
        }
    }

    fn visit_item_fn(&mut self, function: &'ast ItemFn) {
        if !is_for_tests(&function.attrs) {
            visit::visit_item_fn(self, function);
        }
    }

    fn visit_impl_item_fn(&mut self, function: &'ast ImplItemFn) {
        if !is_for_tests(&function.attrs) {
            visit::visit_impl_item_fn(self, function);
        }
    }
}
