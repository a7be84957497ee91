//! What a page costs: the same number of statements, whatever is on it.

use std::cell::RefCell;

use diesel::connection::{Instrumentation, InstrumentationEvent, set_default_instrumentation};
use diesel_async::SimpleAsyncConnection as _;
use rustmail::ids::UserId;
use rustmail::models::api_key::Scope;
use rustmail::models::ticket::Ticket;
use rustmail::models::ticket::replying::Draft;
use serde_json::{Value, json};

use super::asker::{Asker, admin_act, idle_desk, remember};
use super::paging::open_tickets;

thread_local! {
    static STATEMENTS: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// Notes the statements of the thread it runs on. A test on a runtime of one thread sees its own only.
struct Recorder;

impl Instrumentation for Recorder {
    fn on_connection_event(&mut self, event: InstrumentationEvent<'_>) {
        if let InstrumentationEvent::StartQuery { query, .. } = event {
            let query = query.to_string();
            // The pool looks whether a connection still lives before it lends it, and sets up new ones.
            let is_housekeeping = query.starts_with("SELECT $1 --") || query.starts_with("SET ");
            // A key notes its use again every ten seconds, whatever it is used for.
            let notes_use = query.starts_with("UPDATE \"api_keys\" SET \"last_used_at\"");
            if !is_housekeeping && !notes_use {
                STATEMENTS.with_borrow_mut(|statements| statements.push(query));
            }
        }
    }
}

/// The most statements of a list of tickets, without those that find out who asks.
const MOST_FOR_A_LIST: usize = 6;
/// The most statements of a page on which there is more than a list shows.
const MOST_STATEMENTS: usize = 7;

const VIEWER: &str = "{ viewer { name } }";

/// A list of tickets with who said what last, and who has to answer it.
const LIST: &str = "
    query ($first: Int!) {
      tickets(first: $first) {
        nodes { number member { username } category { name } assignee { username } lastMessage { content } }
      }
    }";

/// A page with everything about what was said last, and how tickets ended.
const PAGE: &str = "
    query ($first: Int!) {
      tickets(first: $first) {
        nodes {
          number state member { username } openedBy { name user { username } }
          closure { reason } scheduledClosure { dueAt requestedBy { name } }
          lastMessage { content author { name user { username } } deliveries { side state failure } }
        }
      }
    }";

/// A page with how the tickets are worked.
const WORK: &str = "
    query ($first: Int!) {
      tickets(first: $first) {
        nodes {
          number member { username } category { name } assignee { username } memberBlock { reason }
          priority tags label lastMessage { content }
        }
      }
    }";

/// A page with what the asker is writing.
const DRAFTS: &str = "
    query ($first: Int!) {
      tickets(first: $first) { nodes { draft { content snippet { key } files { name } } } }
    }";

/// A page with conversations.
const CONVERSATIONS: &str = "
    query ($first: Int!) {
      tickets(first: $first) {
        nodes {
          messages(last: 2) {
            nodes { content author { user { id } } deliveries { state } attachments { name } revisions { content }
              replyTo { content } }
          }
        }
      }
    }";

#[tokio::test]
async fn a_page_costs_the_same_whatever_is_on_it() {
    set_default_instrumentation(|| Some(Box::new(Recorder))).unwrap();
    let desk = idle_desk().await;
    let admin = remember(&desk.app, UserId(1), "the_owner").await;
    let act = admin_act(&desk.app, &admin);
    let tickets = open_tickets(&desk.app, 50).await;
    let mut conn = desk.app.db().await.unwrap();
    for ticket in &tickets {
        for text in ["Hello", "How can we help?", "Are you there?"] {
            Ticket::reply(&mut conn, &act, ticket.id, Draft::text(text))
                .await
                .unwrap();
        }
    }
    let everything_at_work = format!(
        "INSERT INTO categories (name, position, created_at) SELECT 'No. ' || i, i, now() FROM generate_series(1, 50) AS i;
         UPDATE tickets SET category_id = id, assignee_id = {}, assigned_at = now();
         INSERT INTO blocks (member_id, actor_kind, actor_name, placed_at) SELECT member_id, 'system', 'Rustmail', now() FROM tickets",
        admin.id
    );
    conn.batch_execute(&everything_at_work).await.unwrap();
    drop(conn);
    let reader = Asker::program(&desk.app, &[Scope::ReadTickets]).await;
    reader.ask(VIEWER, json!({})).await;
    let (authentication, _) = statements(&reader, VIEWER, 1).await;
    // The key, and which categories it does not see.
    assert_eq!(authentication.len(), 2, "{authentication:#?}");
    let pages = [
        (LIST, MOST_FOR_A_LIST),
        (PAGE, MOST_STATEMENTS),
        (WORK, MOST_STATEMENTS),
        (CONVERSATIONS, MOST_STATEMENTS),
    ];
    for (query, most) in pages {
        let (small, _) = statements(&reader, query, 2).await;
        let (large, answer) = statements(&reader, query, 50).await;
        let nodes = answer["tickets"]["nodes"].as_array().unwrap();
        assert_eq!(nodes.len(), 50);
        assert_eq!(small.len(), large.len(), "{small:#?} {large:#?}");
        let for_the_page = large.len() - authentication.len();
        assert!(for_the_page <= most, "{for_the_page}: {large:#?}");
    }
}

/// Everything that somebody is writing, in every ticket, with the snippet that it was made from.
#[tokio::test]
async fn drafts_cost_the_same_however_many_there_are() {
    set_default_instrumentation(|| Some(Box::new(Recorder))).unwrap();
    let desk = idle_desk().await;
    let olga = Asker::person(&desk.app, (desk.cast.olga, "olga"), &[]).await;
    let create = "mutation { createSnippet(input: { key: \"hello\", content: \"Hello\" }) { snippet { id } } }";
    let created = olga.ask(create, json!({})).await;
    open_tickets(&desk.app, 20).await;
    let tickets = "{ tickets(first: 100) { nodes { id } } }";
    let tickets = olga.ask(tickets, json!({})).await;
    let keep = "mutation ($ticket: ID!, $snippet: ID!) {
        keepDraft(input: { ticketId: $ticket, kind: REPLY, content: \"Hello\", snippetId: $snippet }) { changed } }";
    for ticket in tickets["tickets"]["nodes"].as_array().unwrap() {
        let snippet = &created["createSnippet"]["snippet"]["id"];
        let variables = json!({ "ticket": ticket["id"], "snippet": snippet });
        olga.ask(keep, variables).await;
    }
    statements(&olga, DRAFTS, 2).await;
    let (small, _) = statements(&olga, DRAFTS, 2).await;
    let (large, answer) = statements(&olga, DRAFTS, 20).await;
    let last = &answer["tickets"]["nodes"][19]["draft"];
    assert_eq!(last["snippet"]["key"], "hello", "{answer:#}");
    assert_eq!(small.len(), large.len(), "{small:#?} {large:#?}");
}

async fn statements(reader: &Asker, query: &str, first: i64) -> (Vec<String>, Value) {
    STATEMENTS.take();
    let variables = if query.contains("$first") {
        json!({ "first": first })
    } else {
        json!({})
    };
    let answer = reader.ask(query, variables).await;
    (STATEMENTS.take(), answer)
}
