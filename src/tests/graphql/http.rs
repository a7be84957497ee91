//! GraphQL over HTTP, case by case.

use std::time::{Duration, Instant};

use axum::http::Request;
use rustmail::models::api_key::Scope;
use serde_json::{Value, json};

use super::asker::{Answer, Asker, idle_desk};
use super::paging::open_tickets;

const JSON: &str = "application/json";
const RESPONSE: &str = "application/graphql-response+json";

/// Longer than anything here takes, and much shorter than what it would take without the limits.
const AT_ONCE: Duration = Duration::from_secs(30);

#[tokio::test(flavor = "multi_thread")]
async fn a_request_is_read_in_any_of_the_ways_of_the_specification() {
    let desk = idle_desk().await;
    let stranger = Asker::stranger(&desk.app);
    let bodies = [
        json!({ "query": "{ __typename }" }),
        json!({ "query": "{ __typename }", "variables": null, "operationName": null, "extensions": null }),
        json!({ "query": "query A { __typename } query B { viewer { name } }", "operationName": "A" }),
        json!({ "query": "query ($n: String!) { __type(name: $n) { name } __typename }", "variables": { "n": "Run🏃" } }),
        json!({ "query": "{ __typename }", "extensions": { "some": "value" }, "unknown": 1 }),
    ];
    for body in bodies {
        for accept in [JSON, RESPONSE] {
            let answer = stranger
                .with("accept", accept)
                .post(&body.to_string())
                .await;
            assert_eq!(answer.status, 200, "{body}: {answer:?}");
            assert_eq!(
                answer.header("content-type"),
                format!("{accept}; charset=utf-8")
            );
            assert_eq!(answer.json()["data"]["__typename"], "Query");
        }
    }
    let addresses = [
        "/graphql?query=%7B__typename%7D",
        "/graphql?query=query+A%7B__typename%7Dquery+B%7Bviewer%7Bname%7D%7D&operationName=A",
        "/graphql?query=query(%24n%3AString!)%7B__type(name%3A%24n)%7Bname%7D__typename%7D&variables=%7B%22n%22%3A%22x%22%7D",
        "/graphql?query=%7B__typename%7D&operationName=",
        "/graphql?query=query+A%7B__typename%7D&operationName=",
        "/graphql?query=query+A%7B__typename%7Dmutation+B%7B__typename%7D&operationName=A",
    ];
    for address in addresses {
        let answer = stranger.send(Request::get(address), "").await;
        assert_eq!(answer.json()["data"]["__typename"], "Query", "{address}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_request_of_the_api_is_refused_in_the_words_of_http() {
    let desk = idle_desk().await;
    let stranger = Asker::stranger(&desk.app);
    let good = r#"{"query":"{__typename}"}"#;
    let post = || Request::post("/graphql");
    let cases = [
        (post(), good, 415),
        (post().header("content-type", "text/plain"), good, 415),
        (
            post().header("content-type", "multipart/form-data; boundary=x"),
            good,
            415,
        ),
        (
            post().header("content-type", "application/x-www-form-urlencoded"),
            "query={__typename}",
            415,
        ),
        (
            post().header("content-type", "application/json; charset=utf-16"),
            good,
            415,
        ),
        (
            post()
                .header("content-type", JSON)
                .header("accept", "text/html"),
            good,
            406,
        ),
        (
            post()
                .header("content-type", JSON)
                .header("accept", "application/json;q=0"),
            good,
            406,
        ),
        (
            post()
                .header("content-type", JSON)
                .header("accept", "text/event-stream"),
            good,
            406,
        ),
        (
            Request::put("/graphql").header("content-type", JSON),
            good,
            405,
        ),
        (
            Request::patch("/graphql").header("content-type", JSON),
            good,
            405,
        ),
        (
            Request::delete("/graphql").header("content-type", JSON),
            good,
            405,
        ),
        (Request::options("/graphql"), "", 405),
        (Request::get("/graphql"), "", 400),
        (
            Request::get("/graphql?query=%7B__typename%7D&query=%7B__typename%7D"),
            "",
            400,
        ),
        (
            Request::get("/graphql?query=%7B__typename%7D&variables=x"),
            "",
            400,
        ),
        (
            Request::get("/graphql?query=%7B__typename%7D&variables=%5B%5D"),
            "",
            400,
        ),
        (
            Request::get("/graphql?query=mutation%7B__typename%7D"),
            "",
            405,
        ),
        (
            Request::get(
                "/graphql?query=query+A%7B__typename%7Dmutation+B%7B__typename%7D&operationName=B",
            ),
            "",
            405,
        ),
    ];
    for (request, body, status) in cases {
        let shown = format!("{request:?}");
        let answer = stranger.send(request, body).await;
        assert_refused(&answer, status, &shown);
        let allow = answer.header("allow").to_owned();
        let expected = if status != 405 {
            ""
        } else if shown.contains("GET") {
            "POST"
        } else {
            "GET, POST"
        };
        assert_eq!(allow, expected, "{shown}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_is_no_request_is_refused() {
    let desk = idle_desk().await;
    let stranger = Asker::stranger(&desk.app);
    let mut bodies = vec![
        String::new(),
        "{ \"not a JSON".to_owned(),
        "null".to_owned(),
        "\"{__typename}\"".to_owned(),
        "[]".to_owned(),
        r#"[{"query":"{__typename}"}]"#.to_owned(),
        r#"{"qeury":"{__typename}"}"#.to_owned(),
        "[".repeat(100_000),
    ];
    for wrong in [
        json!({ "obj": "ect" }),
        json!(0),
        json!(false),
        json!(["array"]),
    ] {
        bodies.push(json!({ "query": wrong }).to_string());
        bodies.push(json!({ "query": "{__typename}", "operationName": wrong }).to_string());
    }
    for wrong in [json!("string"), json!(0), json!(false), json!(["array"])] {
        bodies.push(json!({ "query": "{__typename}", "variables": wrong }).to_string());
        bodies.push(json!({ "query": "{__typename}", "extensions": wrong }).to_string());
    }
    for body in bodies {
        for accept in [JSON, RESPONSE] {
            let answer = stranger.with("accept", accept).post(&body).await;
            assert_refused(&answer, 400, &body.chars().take(80).collect::<String>());
        }
    }
    let oversized = json!({ "query": "{__typename}", "variables": { "x": "y".repeat(300_000) } });
    assert_refused(
        &stranger.post(&oversized.to_string()).await,
        413,
        "oversized",
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_that_cannot_be_executed_has_no_data() {
    let desk = idle_desk().await;
    let stranger = Asker::stranger(&desk.app);
    let cases = [
        (json!({ "query": "{" }), "GRAPHQL_PARSE_FAILED"),
        (json!({ "query": "" }), "GRAPHQL_PARSE_FAILED"),
        (
            json!({ "query": "{ nothingOfThisName }" }),
            "GRAPHQL_VALIDATION_FAILED",
        ),
        (
            json!({ "query": "query A { __typename }", "operationName": "B" }),
            "GRAPHQL_VALIDATION_FAILED",
        ),
        (
            json!({ "query": "query A { __typename } query B { __typename }" }),
            "GRAPHQL_VALIDATION_FAILED",
        ),
        (
            json!({ "query": "query A { __typename }", "operationName": "" }),
            "GRAPHQL_VALIDATION_FAILED",
        ),
        (
            json!({ "query": "query ($id: ID!) { __typename }", "variables": { "id": null } }),
            "GRAPHQL_VALIDATION_FAILED",
        ),
        (
            json!({ "query": "subscription { ticketChanged { kind } }" }),
            "NEEDS_A_STREAM",
        ),
    ];
    for (body, code) in cases {
        for (accept, status) in [(JSON, 200), (RESPONSE, 400)] {
            let answer = stranger
                .with("accept", accept)
                .post(&body.to_string())
                .await;
            assert_refused(&answer, status, &body.to_string());
            assert_eq!(
                answer.json()["errors"][0]["extensions"]["code"],
                code,
                "{body}"
            );
        }
    }
    let unnamed = "/graphql?query=query+A%7B__typename%7Dmutation+B%7B__typename%7D";
    let answer = stranger.send(Request::get(unnamed), "").await;
    assert_refused(&answer, 200, unnamed);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_field_that_fails_leaves_the_answer_an_answer() {
    let desk = idle_desk().await;
    let stranger = Asker::stranger(&desk.app).with("accept", RESPONSE);
    let answer = stranger
        .post(r#"{"query":"{ viewer { name } ticket(number: 1) { number } }"}"#)
        .await;
    assert_eq!(answer.status, 200);
    let body = answer.json();
    assert_eq!(body["data"], json!({ "viewer": null, "ticket": null }));
    assert_eq!(body["errors"][0]["path"], json!(["ticket"]));
    assert_eq!(body["errors"][0]["extensions"]["code"], "UNAUTHENTICATED");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_field_that_must_not_be_null_takes_along_what_it_stands_in() {
    let desk = idle_desk().await;
    let writer = Asker::program(&desk.app, &[Scope::CreateTicket]).await;
    let create = "mutation ($member: Snowflake!) {
        createTicket(input: { memberId: $member }) { ticket { number transcriptUrl } } }";
    let member = json!({ "member": desk.cast.mia.to_string() });
    let answer = writer.try_ask(create, member).await;
    assert_eq!(
        answer["data"],
        json!({ "createTicket": { "ticket": null } })
    );
    let path = json!(["createTicket", "ticket", "transcriptUrl"]);
    assert_eq!(answer["errors"][0]["path"], path);
    assert_eq!(answer["errors"].as_array().unwrap().len(), 1);
}

/// What urql sends with everything, and what a client sends that follows a stream wherever there is one.
const EVERYTHING: [&str; 2] = [
    "application/graphql-response+json, application/graphql+json, application/json, text/event-stream, multipart/mixed",
    "text/event-stream, application/json;q=0.5",
];

#[tokio::test(flavor = "multi_thread")]
async fn whoever_takes_events_as_well_is_answered_all_the_same() {
    let desk = idle_desk().await;
    let writer = Asker::program(&desk.app, &[Scope::CreateTicket]).await;
    let create = "mutation ($member: Snowflake!) { createTicket(input: { memberId: $member }) { userErrors { code } } }";
    let member = json!({ "member": desk.cast.mia.to_string() });
    let asked = [
        json!({ "query": "{ __typename }" }),
        json!({ "query": create, "variables": member }),
        json!({ "query": "{ nothingOfThisName }" }),
        json!({ "query": "{" }),
    ];
    for accept in EVERYTHING {
        let asker = writer.with("accept", accept);
        for body in &asked {
            let answer = asker.post(&body.to_string()).await;
            let media = answer.header("content-type");
            assert!(media.ends_with("json; charset=utf-8"), "{answer:?}");
            assert_ne!(answer.status, 406, "{answer:?}");
            answer.json();
        }
        let refused = json!({ "query": "subscription { nothingOfThisName }" });
        let told = asker.post(&refused.to_string()).await;
        assert_eq!(told.header("content-type"), "text/event-stream", "{told:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn fields_come_in_the_order_in_which_they_were_asked_for() {
    let desk = idle_desk().await;
    open_tickets(&desk.app, 2).await;
    let reader = Asker::program(&desk.app, &[Scope::ReadTickets]).await;
    let query = "{ c: tickets { nodes { member { username id } ...Rest number } } viewer { name kind } a: __typename }
        fragment Rest on Ticket { openedBy { user { id } name } state }";
    let answer = reader.post(&json!({ "query": query }).to_string()).await;
    let order = [
        "\"c\"", "member", "username", "id", "openedBy", "user", "name", "state", "number",
        "viewer", "name", "kind", "\"a\"",
    ];
    let mut rest = answer.body.as_str();
    for name in order {
        let at = rest
            .find(name)
            .unwrap_or_else(|| panic!("{name} is out of place in {}", answer.body));
        rest = &rest[at + name.len()..];
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_would_cost_too_much_is_refused_at_once() {
    let desk = idle_desk().await;
    let reader = Asker::program(&desk.app, &[Scope::ReadTickets]).await;
    let many = |what: &str, times: usize| what.repeat(times);
    let aliases: String = (0..101).map(|n| format!("a{n}: __typename ")).collect();
    let definitions: String = (0..101)
        .map(|n| format!("query q{n} {{ __typename }} "))
        .collect();
    let nested = "{ tickets(first: 100) { nodes { messages(first: 100) { nodes { id content number } } } } }";
    let cases = [
        bomb(7, 20),
        bomb(60, 2),
        "query { ...A } fragment A on Query { ...B } fragment B on Query { ...A }".to_owned(),
        "query { ...A } fragment A on Query { ...A }".to_owned(),
        format!("{{ {aliases} }}"),
        definitions,
        format!("{{ {} }}", many("__typename ", 2_001)),
        format!("{}{}", many("{ a ", 5_000), many("}", 5_000)),
        format!("{{ a(b: {}{}) }}", many("[", 50_000), many("]", 50_000)),
        format!("{{ a(b: {}", many("{c:", 50_000)),
        format!(
            "query ($a: {}Int{}) {{ __typename }}",
            many("[", 50_000),
            many("]", 50_000)
        ),
        format!("{{ __typename {} }}", many("@skip(if: false) ", 20)),
        format!(
            "{{ __schema {{ types {}name{} }} }}",
            many("{ fields { type ", 9),
            many("} }", 9)
        ),
        nested.to_owned(),
    ];
    for query in cases {
        let started = Instant::now();
        let shown: String = query.chars().take(80).collect();
        let answer = reader
            .with("accept", RESPONSE)
            .post(&json!({ "query": query }).to_string())
            .await;
        assert!(
            started.elapsed() < AT_ONCE,
            "{shown} took {:?}",
            started.elapsed()
        );
        assert_refused(&answer, 400, &shown);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn brackets_in_texts_and_comments_cost_nothing() {
    let desk = idle_desk().await;
    let reader = Asker::program(&desk.app, &[Scope::ReadTickets]).await;
    let brackets = "([{".repeat(200);
    let cases = [
        format!("{{ tickets(filter: {{text: \"{brackets}\"}}) {{ nodes {{ id }} }} }}"),
        format!("{{ tickets(filter: {{text: \"\\\"{brackets}\"}}) {{ nodes {{ id }} }} }}"),
        format!(
            "{{ tickets(filter: {{text: \"\"\"{brackets}\\\"\"\"{brackets}\"\"\"}}) {{ nodes {{ id }} }} }}"
        ),
        format!("# {brackets}\n{{ tickets {{ nodes {{ id }} }} }}"),
    ];
    for query in cases {
        reader.ask(&query, json!({})).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn code_generators_can_read_the_whole_schema() {
    let desk = idle_desk().await;
    let schema = Asker::stranger(&desk.app)
        .ask(INTROSPECTION, json!({}))
        .await;
    let types = schema["__schema"]["types"].as_array().unwrap();
    assert!(types.iter().any(|one| one["name"] == "Ticket"));
    let undescribed: Vec<&Value> = types
        .iter()
        .filter(|one| one["description"].is_null())
        .map(|one| &one["name"])
        .filter(|name| {
            // Those of GraphQL itself and of Relay.
            let name = name.as_str().unwrap();
            !name.starts_with("__") && !name.ends_with("Connection") && name != "ID"
        })
        .collect();
    assert!(
        undescribed.is_empty(),
        "types without a description: {undescribed:?}"
    );
}

fn assert_refused(answer: &Answer, status: u16, what: &str) {
    assert_eq!(answer.status, status, "{what}: {answer:?}");
    let body = answer.json();
    assert!(body.get("data").is_none(), "{what}: {body}");
    let error = &body["errors"][0];
    assert!(
        error["message"].is_string() && error["extensions"]["code"].is_string(),
        "{what}: {body}"
    );
    assert!(
        answer
            .header("content-type")
            .ends_with("json; charset=utf-8"),
        "{what}: {answer:?}"
    );
}

/// Fragments that each spread the next one many times.
fn bomb(depth: usize, width: usize) -> String {
    let mut query = "query { ...F0 } ".to_owned();
    for level in 0..depth {
        let spread = format!("...F{} ", level + 1).repeat(width);
        query.push_str(&format!("fragment F{level} on Query {{ {spread} }} "));
    }
    query.push_str(&format!("fragment F{depth} on Query {{ __typename }}"));
    query
}

/// What code generators ask, as graphql-js writes it.
const INTROSPECTION: &str = "
    query IntrospectionQuery {
      __schema {
        queryType { name } mutationType { name } subscriptionType { name }
        types { ...FullType }
        directives { name description locations args { ...InputValue } }
      }
    }
    fragment FullType on __Type {
      kind name description
      fields(includeDeprecated: true) {
        name description args { ...InputValue } type { ...TypeRef } isDeprecated deprecationReason
      }
      inputFields { ...InputValue }
      interfaces { ...TypeRef }
      enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason }
      possibleTypes { ...TypeRef }
    }
    fragment InputValue on __InputValue { name description type { ...TypeRef } defaultValue }
    fragment TypeRef on __Type {
      kind name
      ofType { kind name ofType { kind name ofType { kind name ofType { kind name
        ofType { kind name ofType { kind name ofType { kind name ofType { kind name } } } } } } } }
    }";
