//! A ticket that somebody does not see is not there for them in the API: tried with everything that the schema offers.

use async_graphql::parser::parse_schema;
use async_graphql::parser::types::{
    BaseType, FieldDefinition, InputValueDefinition, Type, TypeDefinition, TypeKind,
    TypeSystemDefinition,
};
use async_graphql::{Name, Positioned};
use diesel_async::SimpleAsyncConnection as _;
use rustmail::models::api_key::Scope;
use serde_json::{Map, Value, json};

use super::asker::{Asker, idle_desk, text};
use super::paging::open_tickets;
use crate::support::test_app::TestApp;

/// What stands in the ticket, and nowhere else.
const SECRET: &str = "zanzibar";

/// The schema, as whoever writes a program reads it.
struct Schema(Vec<TypeDefinition>);

impl Schema {
    fn read() -> Self {
        let document = parse_schema(rustmail::graphql::sdl()).unwrap();
        let definitions = document.definitions.into_iter();
        let types = definitions.filter_map(|definition| match definition {
            TypeSystemDefinition::Type(definition) => Some(definition.node),
            _ => None,
        });
        Self(types.collect())
    }

    fn find(&self, name: &str) -> &TypeDefinition {
        let mut types = self.0.iter();
        types.find(|one| one.name.node == name).unwrap()
    }

    fn fields(&self, name: &str) -> &[Positioned<FieldDefinition>] {
        match &self.find(name).kind {
            TypeKind::Object(object) => &object.fields,
            _ => panic!("{name} has no fields"),
        }
    }

    /// Something that a value of this type can be.
    fn sample(&self, ty: &Type) -> Value {
        let name: &Name = match &ty.base {
            BaseType::List(each) => return json!([self.sample(each)]),
            BaseType::Named(name) => name,
        };
        match name.as_str() {
            "ID" | "String" => json!("x"),
            "Int" => json!(1),
            "Boolean" => json!(false),
            "Snowflake" => json!("100000000000000001"),
            "DateTime" => json!("2999-01-31T00:00:00Z"),
            name => match &self.find(name).kind {
                TypeKind::Enum(one) => json!(one.values[0].node.value.node.as_str()),
                TypeKind::InputObject(one) => self.input(&one.fields, &Map::new()),
                _ => panic!("{name} is no input"),
            },
        }
    }

    /// The input with what is known in it, and whatever else it must have.
    fn input(
        &self,
        fields: &[Positioned<InputValueDefinition>],
        known: &Map<String, Value>,
    ) -> Value {
        let mut input = Map::new();
        for field in fields {
            let (name, ty) = (field.node.name.node.as_str(), &field.node.ty.node);
            let is_needed = !ty.nullable && field.node.default_value.is_none();
            if let Some(value) = known.get(name) {
                input.insert(name.to_owned(), value.clone());
            } else if is_needed {
                input.insert(name.to_owned(), self.sample(ty));
            }
        }
        Value::Object(input)
    }
}

/// The ids of Mia's ticket, of a message in it and of a file, as somebody knew them who saw the ticket once.
struct Hidden {
    known: Map<String, Value>,
}

async fn hide(desk: &TestApp) -> Hidden {
    open_tickets(&desk.app, 1).await;
    let olga = Asker::person(&desk.app, (desk.cast.olga, "olga"), &[]).await;
    let found = olga.ask("{ ticket(number: 1) { id } }", json!({})).await;
    let ticket = text(&found, "/ticket/id");
    let reply = "mutation ($id: ID!, $text: String!) {
        replyToTicket(input: {ticketId: $id, content: $text}) { message { id } userErrors { code } } }";
    let said = json!({ "id": ticket, "text": SECRET });
    let replied = olga.ask(reply, said).await;
    let message = text(&replied, "/replyToTicket/message/id");
    let conn = &mut desk.app.db().await.unwrap();
    conn.batch_execute(&format!(
        "INSERT INTO categories (name, staff_roles, position, created_at) VALUES ('Legal', '{{77}}', 0, now());
         UPDATE tickets SET category_id = (SELECT id FROM categories), label = '{SECRET}', tags = '{{{SECRET}}}'"
    ))
    .await
    .unwrap();
    let known = json!({
        "ticketId": ticket, "messageId": message, "replyToId": message,
        "ticketIds": [ticket], "messageIds": [message], "delay": "1h", "tag": "x", "content": "x",
        "closureId": "Y2xvc3VyZTox",
    });
    let Value::Object(known) = known else {
        unreachable!("an object is an object");
    };
    Hidden { known }
}

async fn outsiders(desk: &TestApp) -> [Asker; 2] {
    let scopes = [Scope::CreateTicket, Scope::ReadTickets, Scope::UpdateTicket];
    [
        Asker::person(&desk.app, (desk.cast.sam, "sam"), &[desk.cast.agents]).await,
        Asker::program(&desk.app, &scopes).await,
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn no_mutation_finds_a_hidden_ticket() {
    let (desk, schema) = (idle_desk().await, Schema::read());
    let hidden = hide(&desk).await;
    let mut tried = 0;
    for asker in &outsiders(&desk).await {
        for field in schema.fields("Mutation") {
            let field = &field.node;
            let Some(argument) = field.arguments.first() else {
                continue;
            };
            let BaseType::Named(input) = &argument.node.ty.node.base else {
                continue;
            };
            let TypeKind::InputObject(fields) = &schema.find(input).kind else {
                continue;
            };
            let names_it =
                |name: &str| name.starts_with("ticketId") || name.starts_with("messageId");
            let mut names = fields.fields.iter().map(|one| one.node.name.node.as_str());
            if !names.any(names_it) {
                continue;
            }
            tried += 1;
            let name = field.name.node.as_str();
            let query = format!(
                "mutation ($input: {input}!) {{ {name}(input: $input) {{ userErrors {{ code }} }} }}"
            );
            let variables = json!({ "input": schema.input(&fields.fields, &hidden.known) });
            let answer = asker.try_ask(&query, variables).await;
            let code = answer["errors"][0]["extensions"]["code"].as_str();
            let refused = answer["data"][name]["userErrors"][0]["code"].as_str();
            let code = code
                .or(refused)
                .unwrap_or_else(|| panic!("{name}: {answer:#}"));
            // What a program may never do is refused whatever it is about.
            let is_hidden = [
                "TICKET_NOT_FOUND",
                "MESSAGE_NOT_FOUND",
                "FORBIDDEN",
                "ONLY_PEOPLE",
            ]
            .contains(&code);
            assert!(is_hidden, "{name}: {answer:#}");
        }
    }
    assert!(tried > 20, "only {tried} mutations were tried");
}

#[tokio::test(flavor = "multi_thread")]
async fn no_query_finds_a_hidden_ticket() {
    let (desk, schema) = (idle_desk().await, Schema::read());
    let hidden = hide(&desk).await;
    let ids = [&hidden.known["ticketId"], &hidden.known["messageId"]];
    for asker in &outsiders(&desk).await {
        for field in schema.fields("Query") {
            let field = &field.node;
            for argument in &field.arguments {
                let argument = &argument.node;
                let is_id = argument.ty.node.base == BaseType::Named(Name::new("ID"));
                if !is_id {
                    continue;
                }
                for id in ids {
                    let name = field.name.node.as_str();
                    let given = argument.name.node.as_str();
                    let query =
                        format!("query ($id: ID!) {{ {name}({given}: $id) {{ __typename }} }}");
                    let answer = asker.try_ask(&query, json!({ "id": id })).await;
                    assert!(answer["data"][name].is_null(), "{query}: {answer:#}");
                }
            }
        }
        let lists = [
            "{ ticket(number: 1) { label } }",
            "{ tickets(filter: {state: OPEN}) { nodes { label tags lastMessage { content } } } }",
            "{ tickets { nodes { label tags } } }",
            "{ search(query: \"zanzibar\") { nodes { message { content } ticket { label } } } }",
            "{ members(first: 50) { nodes { user { username } openTicket { label } } } }",
        ];
        for query in lists {
            let answer = asker.try_ask(query, json!({})).await;
            assert!(
                !answer["data"].to_string().contains(SECRET),
                "{query}: {answer:#}"
            );
        }
    }
}
