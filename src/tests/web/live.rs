//! Live pages.

use std::collections::BTreeSet;
use std::time::Duration;

use axum::body::{Body, BodyDataStream};
use axum::http::{Method, StatusCode};
use axum::response::Response;
use chrono::TimeDelta;
use futures::StreamExt as _;
use rustmail::clock::Clock;
use rustmail::models::permission::Permission;
use rustmail::models::session::Session;
use rustmail::models::ticket::Ticket;
use rustmail::models::ticket::replying::Draft;

use super::{desk, ticket_of};
use crate::support::browser::Browser;
use crate::support::test_app::{Setup, TestApp};

const PATIENCE: Duration = Duration::from_secs(60);
/// How long somebody stays signed in without being here.
const LIFETIME: TimeDelta = TimeDelta::days(7);

/// A stream, with what it says.
pub struct Stream(BodyDataStream);

async fn open(browser: &mut Browser, path: &str) -> Response {
    let request = browser
        .request(Method::GET, path)
        .body(Body::empty())
        .unwrap();
    browser.open(request).await
}

pub async fn listen(browser: &mut Browser, path: &str) -> Stream {
    let response = open(browser, path).await;
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(response.headers()["content-type"], "text/event-stream");
    assert_eq!(response.headers()["x-accel-buffering"], "no");
    assert_eq!(response.headers()["cache-control"], "no-cache");
    Stream(response.into_body().into_data_stream())
}

impl Stream {
    /// Whether nothing is told right now.
    async fn is_silent(&mut self) -> bool {
        futures::future::poll_immediate(self.0.next())
            .await
            .is_none()
    }

    /// The next thing that the page is told; nothing when the stream has ended.
    pub async fn next(&mut self) -> Option<String> {
        let next = tokio::time::timeout(PATIENCE, self.0.next()).await;
        let bytes = next.expect("the page is told something in time")?.unwrap();
        Some(String::from_utf8_lossy(&bytes).trim().to_owned())
    }
}

#[tokio::test]
async fn a_page_is_told_of_what_was_committed() {
    let test = desk().await;
    let ticket = ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    test.settle().await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let mut list = listen(&mut sam, "/live").await;
    let mut page = listen(&mut sam, "/live?ticket=1").await;
    // The first signal closes the gap between the page and its stream.
    assert_eq!(list.next().await.unwrap(), "event: tickets\ndata: changed");
    assert_eq!(page.next().await.unwrap(), "event: ticket\ndata: changed");
    let conn = &mut test.app.db().await.unwrap();
    let act = test.act_as(test.cast.sam, "Sam");
    Ticket::note(conn, &act, ticket.id, Draft::text("News"))
        .await
        .unwrap();
    assert_eq!(list.next().await.unwrap(), "event: tickets\ndata: changed");
    assert_eq!(page.next().await.unwrap(), "event: ticket\ndata: changed");
    drop((list, page));
    test.finish().await;
}

/// Where the page of a browser listens.
async fn stream_of(browser: &mut Browser, path: &str) -> String {
    let page = browser.get(path).await.text;
    let address = page.split("data-sse-connect=\"").nth(1).unwrap();
    address.split('"').next().unwrap().replace("&amp;", "&")
}

#[tokio::test]
async fn a_page_that_is_up_to_date_is_not_told_to_ask_again() {
    let test = desk().await;
    let ticket = ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    test.settle().await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let act = test.act_as(test.cast.sam, "Sam");
    let conn = &mut test.app.db().await.unwrap();
    for (path, told) in [("/tickets", "tickets"), ("/tickets/1", "ticket")] {
        // What happened shortly before may be heard of only after the page was made.
        let calm = async {
            loop {
                let address = stream_of(&mut sam, path).await;
                let mut stream = listen(&mut sam, &address).await;
                if stream.is_silent().await {
                    return (address, stream);
                }
            }
        };
        let calm = tokio::time::timeout(PATIENCE, calm).await;
        let (address, mut fresh) = calm.expect("a page that is up to date hears nothing");
        Ticket::note(conn, &act, ticket.id, Draft::text("News"))
            .await
            .unwrap();
        let event = format!("event: {told}\ndata: changed");
        assert_eq!(fresh.next().await.unwrap(), event);
        // Whoever listens only now was told of none of it.
        let mut late = listen(&mut sam, &address).await;
        assert_eq!(late.next().await.unwrap(), event);
    }
    test.finish().await;
}

#[tokio::test]
async fn a_stream_ends_with_the_session_and_with_the_permission() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    test.grant(test.cast.paul, Permission::ViewTickets).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let mut paul = test.signed_in(test.cast.paul).await;
    let mut of_sam = listen(&mut sam, "/live").await;
    let mut of_paul = listen(&mut paul, "/live").await;
    assert!(of_sam.next().await.is_some() && of_paul.next().await.is_some());
    sam.post("/sign-out", &[]).await;
    test.discord
        .leave(test.cast.staff_server, test.cast.paul)
        .unwrap();
    let conn = &mut test.app.db().await.unwrap();
    let id = rustmail::ids::UserId(test.cast.paul.signed());
    rustmail::models::staff::forget_roles(conn, id, test.app.clock.now())
        .await
        .unwrap();
    for stream in [&mut of_sam, &mut of_paul] {
        // What was on its way may still come; then there is silence.
        while stream.next().await.is_some() {}
    }
    test.finish().await;
}

#[tokio::test]
async fn only_those_who_may_see_tickets_listen() {
    let test = desk().await;
    test.grant(test.cast.paul, Permission::ViewPanel).await;
    let mut nobody = test.browser();
    assert_eq!(
        open(&mut nobody, "/live").await.status(),
        StatusCode::SEE_OTHER
    );
    let mut paul = test.signed_in(test.cast.paul).await;
    assert_eq!(
        open(&mut paul, "/live").await.status(),
        StatusCode::FORBIDDEN
    );
    let mut sam = test.signed_in(test.cast.sam).await;
    assert_eq!(
        open(&mut sam, "/live?ticket=9").await.status(),
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        open(&mut sam, "/live?ticket=x").await.status(),
        StatusCode::BAD_REQUEST
    );
    test.finish().await;
}

#[tokio::test]
async fn a_page_that_only_stays_open_keeps_nobody_signed_in() {
    let clock = Clock::at(Clock::system().now());
    let setup = Setup {
        without_bot: true,
        clock: clock.clone(),
        ..Setup::default()
    };
    let test = TestApp::start_with(setup).await;
    let ticket = ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    test.settle().await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let token = sam.session().unwrap().to_owned();
    let mut page = listen(&mut sam, "/live").await;
    page.next().await.unwrap();
    let conn = &mut test.app.db().await.unwrap();
    let before = Session::peek(conn, &token, (clock.now(), LIFETIME))
        .await
        .unwrap();
    clock.advance(chrono::TimeDelta::minutes(6));
    let act = test.act_as(test.cast.sam, "Sam");
    Ticket::note(conn, &act, ticket.id, Draft::text("News"))
        .await
        .unwrap();
    page.next().await.unwrap();
    let after = Session::peek(conn, &token, (clock.now(), LIFETIME))
        .await
        .unwrap();
    assert!(before.is_some());
    assert_eq!(before, after);
    drop(page);
    let mut olga = test.signed_in(test.cast.olga).await;
    let asked = asked_by_open_pages(&mut olga).await;
    assert!(asked.len() >= 5, "{asked:?}");
    // Sam may not see how the bot is.
    for address in asked.iter().filter(|address| !address.starts_with("/bot")) {
        let asked = if address.ends_with("/presence") {
            sam.post_fragment(address, &[("activity", "looking")]).await
        } else {
            sam.get_fragment(address).await
        };
        assert_eq!(asked.status, StatusCode::OK, "{address}: {}", asked.text);
        let after = Session::peek(conn, &token, (clock.now(), LIFETIME))
            .await
            .unwrap();
        assert_eq!(before, after, "{address} keeps people signed in");
    }
    // A page looks by itself whether it may still be shown.
    let look = sam.request(Method::GET, "/tickets/1");
    let look = look.header("x-asked-by-page", "true").body(Body::empty());
    assert_eq!(sam.send(look.unwrap()).await.status, StatusCode::OK);
    let after = Session::peek(conn, &token, (clock.now(), LIFETIME))
        .await
        .unwrap();
    assert_eq!(before, after, "a look keeps people signed in");
    sam.get("/tickets/1").await;
    let after = Session::peek(conn, &token, (clock.now(), LIFETIME))
        .await
        .unwrap();
    assert_ne!(before, after, "nobody is kept signed in");
    test.finish().await;
}

/// What the pages that are open all day ask for without anybody having done anything.
async fn asked_by_open_pages(browser: &mut Browser) -> BTreeSet<String> {
    let mut addresses = BTreeSet::new();
    for page in ["/", "/tickets", "/tickets/1", "/bot"] {
        let page = browser.get(page).await.text;
        for element in page.split('<') {
            let value = |name: &str| {
                let (_, rest) = element.split_once(&format!(" {name}=\""))?;
                Some(rest.split_once('"')?.0.replace("&amp;", "&"))
            };
            let trigger = value("data-hx-trigger").unwrap_or_default();
            let is_by_itself = trigger.contains("every ") || trigger.contains("sse:");
            let address = value("data-hx-get").or_else(|| value("data-hx-post"));
            addresses.extend(address.filter(|_| is_by_itself));
        }
    }
    addresses
}

#[tokio::test]
async fn a_page_is_told_who_comes_and_another_ticket_is_not() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let other = ticket_of(&test, test.cast.max, ("max", "Hello?")).await;
    test.settle().await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let mut sue = test.signed_in(test.cast.sue).await;
    let mut page = listen(&mut sam, "/live?ticket=1").await;
    let mut elsewhere = listen(&mut sam, "/live?ticket=2").await;
    page.next().await.unwrap();
    elsewhere.next().await.unwrap();
    sue.post("/tickets/1/presence", &[("activity", "answering")])
        .await;
    assert_eq!(page.next().await.unwrap(), "event: presence\ndata: changed");
    // What is told there next is something else.
    let conn = &mut test.app.db().await.unwrap();
    let act = test.act_as(test.cast.sam, "Sam");
    Ticket::note(conn, &act, other.id, Draft::text("News"))
        .await
        .unwrap();
    assert_eq!(
        elsewhere.next().await.unwrap(),
        "event: ticket\ndata: changed"
    );
    drop((page, elsewhere));
    test.finish().await;
}
