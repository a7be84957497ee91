//! What strangers write tries to be more than text: on every page that there is, it stays text, and no page lets itself be framed.

use axum::http::Method;
use diesel_async::SimpleAsyncConnection as _;
use discord_simulator::snowflake::Snowflake;
use rustmail::models::attachment::{AttachmentKind, AttachmentOrigin, NewAttachment};
use rustmail::models::permission::Permission;
use rustmail::models::ticket::Ticket;
use rustmail::models::ticket::replying::Draft;

use super::{address, agent, desk, ticket_of};

const HOSTILE: &str =
    "\"'></title></textarea><img src=x onerror=alert(1)><script>alert(2)</script>";

/// Names and texts of every kind that somebody outside can choose, hostile all of them.
fn everywhere(olga: Snowflake) -> String {
    let text = HOSTILE.replace('\'', "''");
    format!(
        "UPDATE users SET username = '{text}', display_name = '{text}';
         UPDATE messages SET author_name = '{text}', forwarded = '{text}';
         UPDATE tickets SET label = '{text}', tags = ARRAY['{text}'];
         INSERT INTO categories (name, description, emoji, position, created_at)
             VALUES ('{text}', '{text}', '{text}', 0, now());
         UPDATE tickets SET category_id = (SELECT id FROM categories);
         INSERT INTO attachments (message_id, position, kind, name, media_type, size, source_url, failure, share_key)
             SELECT id, 1, 'file', '{text}', '{text}', 1, 'https://cdn.example/x', '{text}', 'shared-' || id FROM messages;
         INSERT INTO outbox (lane, job, created_at, due_at, failed_at, last_error)
             VALUES (1, json_build_object('job', '{text}', 'ticket', 1), now(), now(), now(), '{text}');
         INSERT INTO events (at, kind, actor_kind, actor_name, details)
             SELECT now(), kind, 'staff', '{text}', json_build_object('name', '{text}', 'key', '{text}', 'tag', '{text}',
                 'to', '{text}', 'label', '{text}', 'reason', '{text}', 'job', '{text}', 'permission', '{text}', '{text}', '{text}')
             FROM (SELECT DISTINCT unnest(ARRAY['signed_in', 'ticket_tagged', 'ticket_renamed', 'snippet_created', 'job_retried',
                 'permission_granted', 'member_blocked', 'category_changed']) AS kind) AS kinds;
         INSERT INTO blocks (member_id, actor_kind, actor_name, reason, placed_at)
             SELECT member_id, 'system', '{text}', '{text}', now() FROM tickets;
         INSERT INTO servers (id, name, is_community, updated_at) VALUES (1, '{text}', true, now()), (2, '{text}', false, now());
         INSERT INTO unsent_messages (user_id, ticket_id, kind, content, seen, kept_at)
             SELECT {olga}, id, 'reply', '{text}', 0, now() FROM tickets;
         INSERT INTO snippets (key, created_at) VALUES ('refund', now());
         INSERT INTO snippet_versions (snippet_id, number, key, content, author_name, written_at)
             SELECT id, 1, key, '{text}', '{text}', now() FROM snippets;
         INSERT INTO saved_views (user_id, name, query, created_at) VALUES ({olga}, '{text}', '{text}', now());
         UPDATE bot_control SET maintenance_since = now(), maintenance_notice = '{text}';
         INSERT INTO bot_status (process, leading_since, trouble, reported_at) VALUES ('{text}', now(), '{text}', now());
         INSERT INTO settings_versions (number, at, author_name, settings, changes)
             VALUES (1, now(), '{text}', json_build_object('bot.welcome_message', '{text}', 'bot.close_message', '{text}', 'bot.status', '{text}'),
                 json_build_array(json_build_object('key', 'bot.welcome_message', 'old', '{text}', 'new', '{text}')));
         UPDATE sessions SET user_agent = '{text}', address = '{text}';"
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn what_strangers_write_is_text_on_every_page() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, (HOSTILE, HOSTILE)).await;
    test.settle().await;
    let mut olga = test.signed_in(test.cast.olga).await;
    test.signed_in(test.cast.sam).await;
    test.discord
        .create_role(test.cast.staff_server, "<script>alert(3)", 0)
        .unwrap();
    test.grant(test.cast.sam, Permission::ManageSnippets).await;
    let name = [("name", HOSTILE), ("permissions", "read_tickets")];
    assert_eq!(olga.post("/api-keys", &name).await.status, 200);
    let conn = &mut test.app.db().await.unwrap();
    conn.batch_execute(&everywhere(test.cast.olga))
        .await
        .unwrap();
    let mut addresses: Vec<String> = rustmail::web::routes()
        .iter()
        .filter(|route| route.method == Method::GET && !route.path.starts_with("/live"))
        .map(|route| address(route.path))
        .collect();
    addresses.extend([
        "/administration/log?kind=all".to_owned(),
        "/administration/grants?find=script".to_owned(),
        format!("/administration/people/{}", test.cast.sam),
        "/nowhere/%22%3E%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E".to_owned(),
    ]);
    for path in addresses {
        let page = olga.get(&path).await;
        assert!(!page.status.is_server_error(), "{path}: {}", page.text);
        let policy = page.header("content-security-policy");
        let is_unframed = policy.contains("frame-ancestors 'none'") || policy.contains("sandbox");
        assert!(is_unframed, "{path} can be framed: {policy}");
        let is_page = page.header("content-type").starts_with("text/html");
        for mark in ["<img src=x", "<script>alert", "</title></textarea>"] {
            assert!(!is_page || !page.text.contains(mark), "{path}: {mark}");
        }
    }
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_name_is_read_the_other_way_round() {
    let test = desk().await;
    let ticket = ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let turned = "invoice\u{202e}fdp\u{2066}.exe\u{200f}";
    let mut olga = test.signed_in(test.cast.olga).await;
    let fields = [("kind", "note"), ("content", "Look")];
    let file = (turned, "text/plain", b"A file".to_vec());
    let sent = olga.upload("/tickets/1/messages", &fields, &[file]).await;
    assert_eq!(sent.status, 303, "{}", sent.text);
    let file = NewAttachment {
        kind: AttachmentKind::File,
        name: format!("other-{turned}"),
        media_type: "text/plain".to_owned(),
        size: 1,
        origin: AttachmentOrigin::Discord("https://cdn.example/x".to_owned()),
    };
    let draft = Draft {
        attachments: vec![file],
        ..Draft::text("Look")
    };
    let act = agent(&test, test.cast.sam, "sam").await;
    let conn = &mut test.app.db().await.unwrap();
    Ticket::note(conn, &act, ticket.id, draft).await.unwrap();
    let label = Ticket::rename(conn, &act, ticket.id, Some(turned)).await;
    assert_eq!(label.unwrap().label.as_deref(), Some("invoicefdp.exe"));
    for (path, fields) in [
        (
            "/api-keys",
            [("name", turned), ("permissions", "read_tickets")],
        ),
        ("/categories", [("name", turned), ("description", "")]),
    ] {
        let made = olga.post(path, &fields).await;
        assert!(!made.status.is_client_error(), "{path}: {}", made.text);
    }
    for path in ["/tickets/1", "/api-keys", "/categories"] {
        let page = olga.get(path).await.text;
        assert!(page.contains("invoicefdp.exe"), "{path}: {page}");
        let is_turned = page.contains(['\u{202e}', '\u{2066}', '\u{200f}']);
        assert!(!is_turned, "{path}: {page}");
    }
    assert!(
        olga.get("/tickets/1")
            .await
            .text
            .contains("other-invoicefdp.exe")
    );
    test.settle().await;
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_that_somebody_else_chose_is_not_taken_over() {
    let test = desk().await;
    let mut sam = test.browser();
    // An attacker has put a cookie into the browser before its owner signs in.
    sam.set_session("chosen-by-somebody-else");
    assert!(sam.get("/tickets").await.location().starts_with("/sign-in"));
    sam.sign_in(&test, test.cast.sam, "/").await;
    assert_ne!(sam.session(), Some("chosen-by-somebody-else"));
    let mut attacker = test.browser();
    attacker.set_session("chosen-by-somebody-else");
    assert!(
        attacker
            .get("/tickets")
            .await
            .location()
            .starts_with("/sign-in")
    );

    // And a session of the attacker's own does not become the victim's.
    let theirs = test.signed_in(test.cast.paul).await;
    let planted = theirs.session().unwrap().to_owned();
    let mut sue = test.browser();
    sue.set_session(&planted);
    sue.sign_in(&test, test.cast.sue, "/").await;
    let mut paul = test.browser();
    paul.set_session(&planted);
    assert!(
        paul.get("/tickets")
            .await
            .location()
            .starts_with("/sign-in")
    );
    test.finish().await;
}
