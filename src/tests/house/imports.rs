//! Three faces, one domain, one way out: who may import whom.

use std::collections::BTreeSet;

use syn::visit::{self, Visit};
use syn::{ItemMod, ItemUse, Macro, UseTree};

use super::source::{self, Source, assert_none};

/// What a layer must not import: modules of ours, and crates.
struct Layer {
    name: &'static str,
    modules: &'static [&'static str],
    crates: &'static [&'static str],
}

const LAYERS: [Layer; 11] = [
    Layer {
        name: "models",
        modules: &[
            "app", "bot", "config", "database", "discord", "graphql", "jobs", "server", "setup",
            "web",
        ],
        crates: &[
            "async_graphql",
            "async_graphql_axum",
            "axum",
            "http",
            "maud",
            "oauth2",
            "poise",
            "reqwest",
            "serenity",
            "tower",
            "tower_cookies",
            "tower_http",
            "views",
            "words",
        ],
    },
    Layer {
        name: "outbox",
        modules: &[
            "app", "bot", "config", "database", "discord", "graphql", "jobs", "server", "web",
        ],
        crates: &[
            "async_graphql",
            "axum",
            "maud",
            "poise",
            "reqwest",
            "serenity",
            "views",
            "words",
        ],
    },
    Layer {
        name: "discord",
        modules: &[
            "app", "bot", "database", "graphql", "jobs", "models", "outbox", "schema", "server",
            "web",
        ],
        crates: &[
            "async_graphql",
            "axum",
            "diesel",
            "diesel_async",
            "maud",
            "poise",
            "views",
        ],
    },
    Layer {
        name: "doctor",
        modules: &[
            "app", "bot", "graphql", "jobs", "schema", "server", "setup", "web",
        ],
        crates: &[
            "async_graphql",
            "axum",
            "diesel",
            "maud",
            "poise",
            "serenity",
            "views",
        ],
    },
    Layer {
        name: "bot",
        modules: &["graphql", "jobs", "schema", "server", "setup", "web"],
        crates: &["async_graphql", "axum", "diesel", "maud", "views"],
    },
    Layer {
        name: "web",
        modules: &[
            "bot", "discord", "graphql", "jobs", "schema", "server", "setup",
        ],
        crates: &["async_graphql", "diesel", "poise", "serenity"],
    },
    Layer {
        // It has the panel's gate and headers, and no database.
        name: "setup",
        modules: &[
            "app", "bot", "database", "graphql", "jobs", "outbox", "schema", "server",
        ],
        crates: &[
            "async_graphql",
            "diesel",
            "diesel_async",
            "poise",
            "serenity",
        ],
    },
    Layer {
        name: "graphql",
        modules: &["bot", "discord", "jobs", "schema", "server", "setup", "web"],
        crates: &["diesel", "maud", "poise", "serenity", "views"],
    },
    Layer {
        name: "jobs",
        modules: &["bot", "graphql", "server", "web"],
        crates: &["async_graphql", "axum", "maud", "poise", "views"],
    },
    Layer {
        name: "database",
        modules: &[
            "app", "bot", "discord", "graphql", "jobs", "models", "outbox", "schema", "server",
            "web",
        ],
        crates: &[
            "async_graphql",
            "axum",
            "maud",
            "poise",
            "serenity",
            "views",
        ],
    },
    Layer {
        name: "config",
        modules: &[
            "app", "bot", "database", "discord", "graphql", "jobs", "models", "outbox", "schema",
            "server", "web",
        ],
        crates: &[
            "async_graphql",
            "axum",
            "diesel",
            "maud",
            "poise",
            "serenity",
            "views",
        ],
    },
];

#[test]
fn no_layer_imports_what_it_must_not_know() {
    let mut breaches = Vec::new();
    for source in source::all() {
        let module = module_of(&source.path);
        let Some(layer) = LAYERS
            .iter()
            .find(|layer| Some(layer.name) == module.first().map(String::as_str))
        else {
            continue;
        };
        for import in imports(&source, module) {
            let forbidden = match import.strip_prefix("crate::") {
                Some(name) => layer.modules.contains(&name),
                None => layer.crates.contains(&import.as_str()),
            };
            if forbidden {
                breaches.push(format!("{} imports {import}", source.path));
            }
        }
    }
    assert_none("a layer knows what it must not know", &breaches);
}

/// Whatever the layers are called, they have to exist once the file or folder does.
#[test]
fn only_the_bot_and_the_jobs_reach_discord() {
    let mut breaches = Vec::new();
    let allowed = ["app", "bot", "discord", "jobs", "leadership", "server"];
    for source in source::all() {
        let module = module_of(&source.path);
        let Some(layer) = module.first().cloned() else {
            continue;
        };
        let imports = imports(&source, module);
        if imports.contains("serenity") && !allowed.contains(&layer.as_str()) {
            breaches.push(format!("{} imports serenity", source.path));
        }
    }
    assert_none("there is one way out", &breaches);
}

/// The module of a file of the app: `src/web/tickets.rs` is `web::tickets`. Empty for everything else.
fn module_of(path: &str) -> Vec<String> {
    let Some(path) = path.strip_prefix("src/") else {
        return Vec::new();
    };
    let path = path.trim_end_matches(".rs");
    if path.starts_with("tests/") || ["lib", "main"].contains(&path) {
        return Vec::new();
    }
    path.split('/').map(str::to_owned).collect()
}

/// Every module of ours (as `crate::name`) and every crate that a file names.
fn imports(source: &Source, module: Vec<String>) -> BTreeSet<String> {
    let mut collector = Collector {
        module,
        found: BTreeSet::new(),
    };
    collector.visit_file(&source.parse());
    collector.found
}

struct Collector {
    module: Vec<String>,
    found: BTreeSet<String>,
}

impl Collector {
    /// Notes where a path leads, whichever way it is written.
    fn note(&mut self, path: &[String]) {
        let climbed = path.iter().take_while(|part| *part == "super").count();
        let name = match path.first().map(String::as_str) {
            Some("crate") => path.get(1).map(|name| format!("crate::{name}")),
            Some("super") if climbed >= self.module.len() => {
                path.get(climbed).map(|name| format!("crate::{name}"))
            }
            Some("super" | "self" | "Self") | None => None,
            Some(name) => (path.len() > 1).then(|| name.to_owned()),
        };
        self.found.extend(name);
    }

    fn note_tree(&mut self, tree: &UseTree, mut path: Vec<String>) {
        match tree {
            UseTree::Path(step) => {
                path.push(step.ident.to_string());
                self.note_tree(&step.tree, path);
            }
            UseTree::Name(name) => {
                path.push(name.ident.to_string());
                self.note(&path);
            }
            UseTree::Rename(rename) => {
                path.push(rename.ident.to_string());
                self.note(&path);
            }
            UseTree::Glob(_) => {
                path.push("*".to_owned());
                self.note(&path);
            }
            UseTree::Group(group) => {
                for tree in &group.items {
                    self.note_tree(tree, path.clone());
                }
            }
        }
    }
}

impl<'ast> Visit<'ast> for Collector {
    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        self.note_tree(&item.tree, Vec::new());
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let parts: Vec<String> = path
            .segments
            .iter()
            .map(|part| part.ident.to_string())
            .collect();
        self.note(&parts);
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, invocation: &'ast Macro) {
        self.visit_path(&invocation.path);
        // What stands inside is no syntax tree; its paths are words joined by colons.
        let tokens = invocation.tokens.to_string().replace(" :: ", "::");
        for word in tokens.split(|letter: char| !letter.is_alphanumeric() && !"_:".contains(letter))
        {
            let path: Vec<String> = word.split("::").map(str::to_owned).collect();
            if path.len() > 1
                && path
                    .iter()
                    .all(|part| !part.is_empty() && !part.contains(':'))
            {
                self.note(&path);
            }
        }
    }

    fn visit_item_mod(&mut self, module: &'ast ItemMod) {
        // Tests may know the whole house.
        if super::code::is_for_tests(&module.attrs) {
            return;
        }
        self.module.push(module.ident.to_string());
        visit::visit_item_mod(self, module);
        self.module.pop();
    }
}

#[test]
fn imports_are_found_however_they_are_written() {
    let text = "use crate::web; use super::super::jobs::Run; use diesel::{prelude::*, sql_query as q};
        fn f() -> crate::bot::Bot { println!(\"{}\", crate::graphql::name()); serenity::all::Http::new(\"\") }
        #[cfg(test)] mod tests { use axum::Router; }";
    let source = Source {
        path: "src/models/ticket.rs".to_owned(),
        text: text.to_owned(),
    };
    let found: Vec<String> = imports(&source, module_of(&source.path))
        .into_iter()
        .collect();
    assert_eq!(
        found,
        [
            "crate::bot",
            "crate::graphql",
            "crate::jobs",
            "crate::web",
            "diesel",
            "serenity"
        ]
    );
}
