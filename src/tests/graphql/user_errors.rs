//! What the refusals of mutations name: a field that the input has, and the one that has to change.

use std::collections::{BTreeMap, BTreeSet};

use rustmail::models::api_key::Scope;
use serde_json::{Map, Value, json};

use super::asker::{Asker, idle_desk, text};

/// What mutations and their inputs are called.
const SCHEMA: &str = "{ __schema { mutationType { fields { name args { type { ...Kind } } } }
    types { name kind enumValues { name } inputFields { name type { ...Kind } } } } }
    fragment Kind on __Type { kind name ofType { kind name ofType { kind name ofType { kind name } } } }";

/// Longer than any text may be.
const TOO_LONG: usize = 10_001;

/// The inputs of the schema, by their names: their fields with the types.
struct Inputs {
    fields: BTreeMap<String, Vec<(String, Value)>>,
    words: BTreeMap<String, String>,
    /// What is there, by the names of fields.
    known: BTreeMap<&'static str, Value>,
}

impl Inputs {
    fn read(schema: &Value, known: BTreeMap<&'static str, Value>) -> Self {
        let (mut fields, mut words) = (BTreeMap::new(), BTreeMap::new());
        for one in schema["__schema"]["types"].as_array().unwrap() {
            let name = text(one, "/name");
            if let Some(own) = one["inputFields"].as_array() {
                let own = own
                    .iter()
                    .map(|field| (text(field, "/name"), field["type"].clone()));
                fields.insert(name, own.collect());
            } else if let Some(word) = one.pointer("/enumValues/0/name") {
                words.insert(name, word.as_str().unwrap().to_owned());
            }
        }
        Self {
            fields,
            words,
            known,
        }
    }

    /// A value that could be right, or one that is wrong.
    fn value(&self, name: &str, kind: &Value, is_wrong: bool) -> Value {
        match kind["kind"].as_str().unwrap() {
            "NON_NULL" => self.value(name, &kind["ofType"], is_wrong),
            "LIST" => json!([self.value(name, &kind["ofType"], is_wrong)]),
            "INPUT_OBJECT" => self.input(kind["name"].as_str().unwrap(), None),
            "ENUM" => json!(self.words[kind["name"].as_str().unwrap()]),
            _ if !is_wrong && self.known.contains_key(name) => self.known[name].clone(),
            _ => match (kind["name"].as_str().unwrap(), is_wrong) {
                ("String", true) => json!("x".repeat(TOO_LONG)),
                ("String", false) => json!("word"),
                ("ID", _) => json!("x"),
                ("Snowflake", _) => json!("1"),
                ("Int", true) => json!(999_999),
                ("Int", false) => json!(1),
                ("Boolean", _) => json!(false),
                ("DateTime", true) => json!("2000-01-01T00:00:00Z"),
                ("DateTime", false) => json!("2100-01-01T00:00:00Z"),
                (other, _) => panic!("what is a {other}?"),
            },
        }
    }

    /// What has to be given, all of it right but the field that is to be wrong.
    fn input(&self, name: &str, wrong: Option<&str>) -> Value {
        let mut given = Map::new();
        for (field, kind) in &self.fields[name] {
            let is_wrong = wrong == Some(field);
            if is_wrong || kind["kind"] == "NON_NULL" {
                given.insert(field.clone(), self.value(field, kind, is_wrong));
            }
        }
        Value::Object(given)
    }

    /// The names of the fields, with those of what stands in them.
    fn names(&self, input: &str) -> BTreeSet<String> {
        let mut names = BTreeSet::new();
        for (field, kind) in &self.fields[input] {
            names.insert(field.clone());
            let mut kind = kind;
            while !kind["ofType"].is_null() {
                kind = &kind["ofType"];
            }
            if kind["kind"] == "INPUT_OBJECT" {
                names.extend(self.names(kind["name"].as_str().unwrap()));
            }
        }
        names
    }
}

/// Tries every field of every mutation with something wrong. Switches are left as they are: they would change what comes after.
#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_names_a_field_that_the_input_has() {
    let desk = idle_desk().await;
    let olga = Asker::person(&desk.app, (desk.cast.olga, "olga"), &[]).await;
    let create = "mutation ($member: Snowflake!) { createTicket(input: { memberId: $member }) { ticket { id } } }";
    let mia = json!(desk.cast.mia.to_string());
    let created = olga.ask(create, json!({ "member": mia })).await;
    let ticket = json!(text(&created, "/createTicket/ticket/id"));
    let schema = olga.ask(SCHEMA, json!({})).await;
    let known = BTreeMap::from([("ticketId", ticket), ("memberId", mia)]);
    let inputs = Inputs::read(&schema, known);
    let (mut tried, mut too_long) = (0, BTreeSet::new());
    for mutation in schema["__schema"]["mutationType"]["fields"]
        .as_array()
        .unwrap()
    {
        let (name, kind) = (
            text(mutation, "/name"),
            text(mutation, "/args/0/type/ofType/name"),
        );
        let names = inputs.names(&kind);
        let query = format!(
            "mutation ($input: {kind}!) {{ under_another_name: {name}(input: $input) {{ userErrors {{ code field }} }} }}"
        );
        let wrong = inputs.fields[&kind].iter().map(|(field, _)| field);
        for wrong in wrong.filter(|field| *field != "clientMutationId") {
            let input = inputs.input(&kind, Some(wrong));
            let answer = olga.try_ask(&query, json!({ "input": input })).await;
            let refusals = &answer["data"]["under_another_name"]["userErrors"];
            for refusal in refusals.as_array().into_iter().flatten() {
                tried += 1;
                let field = refusal["field"].as_str();
                let is_there = field.is_none_or(|field| names.contains(field));
                assert!(is_there, "{name} with another {wrong}: {refusal}");
                if refusal["code"] == "TOO_LONG" {
                    assert_eq!(field, Some(wrong.as_str()), "{name}");
                    too_long.insert(format!("{name}.{wrong}"));
                }
            }
        }
    }
    assert!(tried > 60, "{tried}");
    for written in [
        "closeTicket.reason",
        "blockMember.reason",
        "renameTicket.label",
        "beginMaintenance.notice",
        "saveView.name",
        "replyToTicket.content",
    ] {
        assert!(too_long.contains(written), "{written}: {too_long:#?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_refusal_names_what_each_mutation_calls_it() {
    let desk = idle_desk().await;
    let olga = Asker::person(&desk.app, (desk.cast.olga, "olga"), &[]).await;
    let create = "mutation ($member: Snowflake!) { createTicket(input: { memberId: $member }) {
        ticket { id } userErrors { code field } } }";
    let member = json!({ "member": desk.cast.mia.to_string() });
    let first = olga.ask(create, member.clone()).await;
    let first = text(&first, "/createTicket/ticket/id");
    let close =
        "mutation ($id: ID!) { closeTicket(input: { ticketId: $id }) { userErrors { code } } }";
    olga.ask(close, json!({ "id": first })).await;
    olga.ask(create, member.clone()).await;
    let again = olga.ask(create, member).await;
    let open = |field: &str| json!([{ "code": "ALREADY_OPEN", "field": field }]);
    assert_eq!(again["createTicket"]["userErrors"], open("memberId"));
    let reopen = "mutation ($id: ID!) { reopenTicket(input: { ticketId: $id }) { userErrors { code field } } }";
    let reopened = olga.ask(reopen, json!({ "id": first })).await;
    assert_eq!(reopened["reopenTicket"]["userErrors"], open("ticketId"));
    let key = "mutation ($ids: [ID!]!) { createApiKey(input: { name: \"Shop\", scopes: [READ_TICKETS], categoryIds: $ids }) {
        userErrors { field } } }";
    let unknown = olga.ask(key, json!({ "ids": [first] })).await;
    let named = json!([{ "field": "categoryIds" }]);
    assert_eq!(unknown["createApiKey"]["userErrors"], named);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_that_opens_too_many_tickets_is_told_when_to_go_on() {
    let desk = idle_desk().await;
    let shop = Asker::program(&desk.app, &[Scope::CreateTicket]).await;
    let create = "mutation { createTicket(input: { memberId: \"123456789012345678\" }) { userErrors { code } } }";
    let mut asked = 0;
    let refused = loop {
        let answer = shop.try_ask(create, json!({})).await;
        if answer.get("errors").is_some() {
            break answer;
        }
        asked += 1;
        assert!(asked < 200, "nobody stops it");
    };
    assert!(asked >= 60, "{asked}");
    let extensions = &refused["errors"][0]["extensions"];
    assert_eq!(extensions["code"], "TOO_OFTEN", "{refused}");
    assert!(
        extensions["retryAfter"]
            .as_u64()
            .is_some_and(|wait| (1..=3).contains(&wait)),
        "{refused}"
    );
}
