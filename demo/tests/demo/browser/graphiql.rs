//! The GraphQL workbench: it asks, it listens to what happens, and it stops listening.

use super::visitor::{Scripts, Visitor};
use crate::support::PATIENCE;

/// What GraphiQL shows of an answer.
const ANSWER: &str = ".result-window";
/// The button that runs what is written, and stops what is listened to.
const RUN: &str = ".graphiql-execute-button";

pub async fn explore(visitor: &Visitor<'_>) {
    visitor.go("/graphiql").await;
    if visitor.scripts == Scripts::Off {
        visitor.sees("main", "GraphiQL needs JavaScript").await;
        return;
    }
    run(visitor, "{ viewer { name kind } }").await;
    visitor.sees(ANSWER, "\"kind\": \"STAFF\"").await;
    run(
        visitor,
        "subscription { ticketChanged(ticketId: \"x\") { kind } }",
    )
    .await;
    visitor.sees(ANSWER, "BAD_USER_INPUT").await;
    visitor
        .sees(&format!("{RUN}[aria-label^=Execute]"), "")
        .await;

    run(
        visitor,
        "subscription { ticketChanged { kind message { content } } }",
    )
    .await;
    visitor.sees(&format!("{RUN}[aria-label^=Stop]"), "").await;
    // Nothing says from when on it is heard.
    let hearing = async {
        while !visitor.shows(ANSWER, "Said to whoever listens").await {
            note(visitor, "Said to whoever listens").await;
        }
    };
    tokio::time::timeout(PATIENCE, hearing).await.unwrap();
    visitor.click(RUN).await;
    visitor
        .sees(&format!("{RUN}[aria-label^=Execute]"), "")
        .await;
    note(visitor, "Said to nobody").await;
    run(visitor, "{ viewer { kind } }").await;
    visitor.sees(ANSWER, "STAFF").await;
}

/// Writes an operation into the editor, and runs it.
async fn run(visitor: &Visitor<'_>, operation: &str) {
    let editor = "document.querySelector('.graphiql-query-editor .CodeMirror')?.CodeMirror";
    visitor.until(editor).await;
    let written = format!("({editor}.setValue({operation:?}), true)");
    assert!(visitor.evaluate::<bool>(&written).await);
    visitor.click(RUN).await;
}

/// Adds a note to an open ticket, as this page may.
async fn note(visitor: &Visitor<'_>, text: &str) {
    let added = format!(
        "(async () => {{
            const token = document.querySelector('meta[name=csrf-token]').content;
            const ask = async (query, variables) => {{
                const headers = {{ 'Content-Type': 'application/json', 'X-CSRF-Token': token }};
                const sent = {{ method: 'POST', headers, body: JSON.stringify({{ query, variables }}) }};
                return (await (await fetch('/graphql', sent)).json()).data;
            }};
            const open = await ask('{{ tickets(first: 1, filter: {{ state: OPEN }}) {{ nodes {{ id }} }} }}');
            const input = {{ ticketId: open.tickets.nodes[0].id, content: {text:?} }};
            const added = await ask('mutation ($input: AddNoteInput!) {{ addNote(input: $input) {{ message {{ id }} }} }}', {{ input }});
            return added.addNote.message !== null;
        }})()"
    );
    assert!(visitor.evaluate::<bool>(&added).await);
}
