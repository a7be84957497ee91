//! What comes in slowly: whoever sends it may do less when it is here than when it began.

use std::sync::Arc;

use axum::body::{Body, Bytes, to_bytes};
use axum::http::{Request, StatusCode};
use diesel_async::SimpleAsyncConnection as _;
use discord_simulator::snowflake::Snowflake;
use futures::{StreamExt as _, stream};
use rustmail::models::grant::{Grant, SubjectKind};
use rustmail::models::permission::Permission;

use super::access::super_admin;
use super::{desk, ticket_of};
use crate::support::test_app::TestApp;

/// The end of every request: the closing edge of an upload, or the last letters of a form.
const LAST: usize = 10;

/// The request, whose last bytes come when `meanwhile` has happened: not before the rest was asked for.
async fn slowly(
    request: Request<Body>,
    meanwhile: impl Future<Output = ()> + Send + 'static,
) -> Request<Body> {
    let (mut parts, body) = request.into_parts();
    parts.headers.remove("content-length");
    let whole = to_bytes(body, usize::MAX).await.unwrap();
    let begin = whole.slice(..whole.len() - LAST);
    let end = whole.slice(whole.len() - LAST..);
    let begin = stream::once(async { Ok::<Bytes, std::io::Error>(begin) });
    let end = stream::once(async {
        meanwhile.await;
        Ok(end)
    });
    Request::from_parts(parts, Body::from_stream(begin.chain(end)))
}

/// Ends every session.
fn signing_out(test: &TestApp) -> impl Future<Output = ()> + Send + 'static {
    let app = Arc::clone(&test.app);
    async move {
        let conn = &mut app.db().await.unwrap();
        conn.batch_execute("DELETE FROM sessions").await.unwrap();
    }
}

/// Takes a permission from somebody.
fn taking_back(
    test: &TestApp,
    (person, permission): (Snowflake, Permission),
) -> impl Future<Output = ()> + Send + 'static {
    let (app, olga) = (Arc::clone(&test.app), super_admin(test));
    async move {
        let conn = &mut app.db().await.unwrap();
        let subject = (SubjectKind::User, person.signed());
        Grant::take_back(conn, &olga, subject, permission)
            .await
            .unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_is_not_sent_by_whoever_may_not_send_it_any_more() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let paul = test.cast.paul;
    let text = "What took long";
    let fields = [("kind", "reply"), ("content", text)];
    let file = ("a.txt", "text/plain", b"A file".to_vec());
    test.grant(paul, Permission::ViewTickets).await;
    test.grant(paul, Permission::ManageTickets).await;
    let mut browser = test.signed_in(paul).await;
    let message = browser.multipart("/tickets/1/messages", &fields, &[file]);
    let lost = taking_back(&test, (paul, Permission::ManageTickets));
    let refused = browser.send(slowly(message, lost).await).await;
    assert!(refused.status.is_client_error(), "{refused:?}");

    let mut sam = test.signed_in(test.cast.sam).await;
    let message = sam.multipart("/tickets/1/messages", &fields, &[]);
    let page = sam.send(slowly(message, signing_out(&test)).await).await;
    assert_eq!(page.status, StatusCode::UNAUTHORIZED, "{}", page.text);
    assert!(page.text.contains(text), "what was typed is lost");
    let mut sam = test.signed_in(test.cast.sam).await;
    let ticket = sam.get("/tickets/1").await.text;
    assert!(!ticket.contains("Reply #1"), "{ticket}");
    test.settle().await;
    assert!(!test.told(test.cast.mia).iter().any(|told| told == text));
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_bot_is_not_renamed_by_whoever_may_not_any_more() {
    let test = desk().await;
    let paul = test.cast.paul;
    test.grant(paul, Permission::ManageBot).await;
    let mut browser = test.signed_in(paul).await;
    let renamed = [("username", "Postbox")];
    let change = browser.multipart("/bot/profile", &renamed, &[]);
    let lost = taking_back(&test, (paul, Permission::ManageBot));
    let refused = browser.send(slowly(change, lost).await).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN, "{}", refused.text);
    test.grant(paul, Permission::ManageBot).await;
    let change = browser.multipart("/bot/profile", &renamed, &[]);
    let page = browser.send(slowly(change, signing_out(&test)).await).await;
    assert_eq!(page.status, StatusCode::UNAUTHORIZED, "{}", page.text);
    assert!(page.text.contains("Postbox"), "what was typed is lost");
    let conn = &mut test.app.db().await.unwrap();
    let change = rustmail::models::bot::profile::last_change(conn).await;
    assert!(change.unwrap().is_none());
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_is_not_obeyed_when_its_sender_may_not_any_more() {
    let test = desk().await;
    let paul = test.cast.paul;
    test.grant(paul, Permission::ManageSnippets).await;
    let snippet = [("key", "refund"), ("content", "It is on its way.")];
    for by_script in [false, true] {
        test.grant(paul, Permission::ManageSnippets).await;
        let mut browser = test.signed_in(paul).await;
        let token = browser.csrf_token();
        let mut form = browser.form("/snippets", &token, &snippet);
        if by_script {
            let headers = form.headers_mut();
            headers.insert("x-csrf-token", token.parse().unwrap());
        }
        let lost = taking_back(&test, (paul, Permission::ManageSnippets));
        let refused = browser.send(slowly(form, lost).await).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{}", refused.text);
    }
    let mut olga = test.signed_in(test.cast.olga).await;
    let form = olga.form("/snippets", &olga.csrf_token(), &snippet);
    let page = olga.send(slowly(form, signing_out(&test)).await).await;
    assert_eq!(page.status, StatusCode::UNAUTHORIZED, "{}", page.text);
    assert!(page.text.contains("It is on its way."), "{}", page.text);
    let mut olga = test.signed_in(test.cast.olga).await;
    let list = olga.get("/snippets").await.text;
    assert!(!list.contains("refund"), "{list}");
    test.finish().await;
}
