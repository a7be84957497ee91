//! Who may do what: every field of the queries and mutations, as the schema tells them, asked by nobody, by a stranger, with each single
//! permission, by a super administrator, and by programs with each single scope. A new field is in here by itself.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rustmail::models::api_key::Scope;
use rustmail::models::permission::Permission;
use serde_json::{Value, json};

use super::asker::{Asker, idle_desk, text};
use super::paging::open_tickets;
use crate::support::test_app::TestApp;

const SCHEMA: &str = "{
    __schema {
        queryType { fields { ...field } }
        mutationType { fields { ...field } }
        types { name inputFields { ...argument } enumValues { name } fields { name } }
    }
}
fragment field on __Field { name args { ...argument } type { ...type } }
fragment argument on __InputValue { name defaultValue type { ...type } }
fragment type on __Type { kind name ofType { kind name ofType { kind name ofType { kind name } } } }";

/// What somebody is told who asks for a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Answer {
    /// Say who you are.
    SignIn,
    /// You may not.
    No,
    /// Anything else: it was asked of the desk.
    Heard,
}

/// The types of the schema, by name.
struct Types(BTreeMap<String, Value>);

impl Types {
    fn of(schema: &Value) -> Self {
        let types = schema["types"].as_array().unwrap().iter();
        let named = types.map(|one| (one["name"].as_str().unwrap().to_owned(), one.clone()));
        Self(named.collect())
    }

    /// A request for one field, with all that it needs.
    fn request(&self, kind: &str, field: &Value) -> String {
        let name = field["name"].as_str().unwrap();
        let wanted = field["args"].as_array().unwrap().iter().filter(|argument| {
            // A ticket is named by its number or its id, and a list has to be cut somewhere.
            let is_of_use = matches!(argument["name"].as_str().unwrap(), "first" | "number");
            is_needed(argument) || is_of_use
        });
        let arguments = self.arguments(name, wanted);
        let arguments = match arguments.is_empty() {
            true => String::new(),
            false => format!("({arguments})"),
        };
        let selection = self.selection(&field["type"]);
        format!("{kind} {{ {name}{arguments}{selection} }}")
    }

    fn arguments<'a>(&self, place: &str, wanted: impl Iterator<Item = &'a Value>) -> String {
        let written = wanted.map(|argument| {
            let name = argument["name"].as_str().unwrap();
            format!("{name}: {}", self.value((place, name), &argument["type"]))
        });
        written.collect::<Vec<_>>().join(", ")
    }

    /// A value of a type, which makes sense as far as it can.
    fn value(&self, (place, name): (&str, &str), wanted: &Value) -> String {
        let of_type = wanted["name"].as_str().unwrap_or_default();
        match wanted["kind"].as_str().unwrap() {
            "NON_NULL" => self.value((place, name), &wanted["ofType"]),
            "LIST" => format!("[{}]", self.value((place, name), &wanted["ofType"])),
            "ENUM" => self.0[of_type]["enumValues"][0]["name"]
                .as_str()
                .unwrap()
                .to_owned(),
            "INPUT_OBJECT" => {
                let fields = self.0[of_type]["inputFields"].as_array().unwrap();
                let needed = fields.iter().filter(|field| is_needed(field));
                format!("{{{}}}", self.arguments(place, needed))
            }
            _ => match of_type {
                "ID" => format!("\"{}\"", id(place, name)),
                "Int" => "1".to_owned(),
                "Boolean" => "true".to_owned(),
                // Each setting asks for rights of its own.
                "String" if name == "key" => "\"bot.welcome_message\"".to_owned(),
                "String" => "\"x\"".to_owned(),
                "Snowflake" => "\"5\"".to_owned(),
                "DateTime" => "\"2999-01-31T00:00:00Z\"".to_owned(),
                other => panic!("how is a {other} written, which {place} needs as {name}?"),
            },
        }
    }

    fn selection(&self, given: &Value) -> &'static str {
        let mut named = given;
        while !named["ofType"].is_null() {
            named = &named["ofType"];
        }
        let fields = self.0[named["name"].as_str().unwrap()]["fields"].as_array();
        let refuses = |fields: &Vec<Value>| fields.iter().any(|one| one["name"] == "userErrors");
        match (named["kind"].as_str().unwrap(), fields) {
            ("SCALAR" | "ENUM", _) => "",
            (_, Some(fields)) if refuses(fields) => " { userErrors { code } }",
            _ => " { __typename }",
        }
    }
}

fn is_needed(argument: &Value) -> bool {
    argument["type"]["kind"] == "NON_NULL" && argument["defaultValue"].is_null()
}

/// An id of the kind that belongs there. There is a ticket with a note; nothing else is there that could be changed for those who ask
/// next.
fn id(place: &str, name: &str) -> String {
    let kind = match (name, place) {
        ("ticketId", _) | ("id", "node") => "ticket:1",
        ("messageId", _) => "message:1",
        ("categoryId", _) => "category:999999",
        ("snippetId", _) | ("id", "snippet") => "snippet:999999",
        ("blockId", _) => "block:999999",
        ("grantId", _) => "grant:999999",
        ("sessionId", _) => "session:999999",
        ("apiKeyId", _) => "api_key:999999",
        ("viewId", _) => "saved_view:999999",
        ("closureId", _) => "closure:999999",
        ("failureId", _) => "failed_job:999999",
        _ => panic!("what is {name}, which {place} needs, the id of?"),
    };
    URL_SAFE_NO_PAD.encode(kind)
}

/// Everybody whom it can make a difference to be.
async fn everybody(test: &TestApp) -> Vec<(String, Asker)> {
    let app = &test.app;
    let olga = (test.cast.olga, "olga");
    let mut askers = vec![
        ("nobody".to_owned(), Asker::stranger(app)),
        (
            "a stranger".to_owned(),
            Asker::person(app, (test.cast.max, "max"), &[]).await,
        ),
        (
            "a super administrator".to_owned(),
            Asker::person(app, olga, &[]).await,
        ),
    ];
    for &permission in Permission::ALL {
        let person = test.discord.create_user(permission.word());
        test.discord.join(test.cast.staff_server, person).unwrap();
        test.grant(person, permission).await;
        let asker = Asker::person(app, (person, permission.word()), &[]).await;
        askers.push((permission.word().to_owned(), asker));
    }
    for scope in [Scope::CreateTicket, Scope::ReadTickets, Scope::UpdateTicket] {
        let asker = Asker::program(app, &[scope]).await;
        askers.push((format!("a key to {}", scope.word()), asker));
    }
    askers
}

async fn ask(asker: &Asker, request: &str, field: &str) -> Answer {
    let answer = asker.try_ask(request, json!({})).await;
    let errors = answer["errors"].as_array().into_iter().flatten();
    let refused = answer["data"][field]["userErrors"].as_array();
    let errors = errors.map(|error| &error["extensions"]["code"]);
    let refused = refused.into_iter().flatten().map(|error| &error["code"]);
    for code in errors.chain(refused) {
        match code.as_str() {
            Some("UNAUTHENTICATED") => return Answer::SignIn,
            Some("FORBIDDEN") => return Answer::No,
            // Whatever is sent has to come as far as the question who may ask.
            Some("INTERNAL" | "GRAPHQL_VALIDATION_FAILED") | None => {
                panic!("{request}: {answer:#}")
            }
            Some(_) => {}
        }
    }
    Answer::Heard
}

/// Who is heard, field by field, as a reviewer reads it: a new field, or another right to it, is a line of a difference.
#[tokio::test(flavor = "multi_thread")]
async fn every_field_asks_for_what_it_needs() {
    let test = idle_desk().await;
    open_tickets(&test.app, 1).await;
    let everybody = everybody(&test).await;
    let told = everybody[0].1.ask(SCHEMA, json!({})).await;
    let schema = &told["__schema"];
    let note = "mutation ($id: ID!) { addNote(input: {ticketId: $id, content: \"x\"}) { message { id } } }";
    let ticket = json!({ "id": id("addNote", "ticketId") });
    let noted = everybody[2].1.ask(note, ticket).await;
    assert_eq!(
        text(&noted, "/addNote/message/id"),
        id("addNote", "messageId")
    );
    let types = Types::of(schema);
    let mut lines = Vec::new();
    for (kind, root) in [("query", "queryType"), ("mutation", "mutationType")] {
        for field in schema[root]["fields"].as_array().unwrap() {
            let name = field["name"].as_str().unwrap();
            let request = types.request(kind, field);
            let mut heard = Vec::new();
            for (who, asker) in &everybody {
                let answer = ask(asker, &request, name).await;
                if answer == Answer::Heard {
                    heard.push(who.as_str());
                }
                let is_nobody = who == "nobody";
                assert!(
                    answer != Answer::SignIn || is_nobody,
                    "{who} has said who they are: {request}"
                );
                assert!(
                    answer != Answer::No || !is_nobody,
                    "nobody is told to sign in: {request}"
                );
            }
            let admin = "a super administrator";
            assert!(heard.contains(&admin), "{name} is closed to {admin}");
            lines.push(format!("{kind} {name}: {}", heard.join(", ")));
        }
    }
    lines.sort();
    insta::assert_snapshot!(lines.join("\n"));
}
