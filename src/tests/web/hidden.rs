//! A ticket that somebody does not see is not there for them, at any address: tried at all of them, as the router has them.

use axum::body::Body;
use axum::http::Method;
use diesel_async::SimpleAsyncConnection as _;
use rustmail::ids::RoleId;
use rustmail::models::attachment::Attachment;
use rustmail::models::message::Message;
use rustmail::models::message::conversation::{Conversation, Stretch};
use rustmail::models::ticket::Ticket;
use rustmail::models::ticket::replying::Draft;
use rustmail::web::route::{Route, Who};

use super::{agent, desk, restrict, ticket_of};
use crate::support::browser::{Browser, Page};
use crate::support::test_app::TestApp;

/// What stands in the ticket, and nowhere else.
const SECRET: &str = "zanzibar";

/// What is hidden, by the names that addresses give to the parts that vary.
struct Hidden {
    parts: Vec<(&'static str, String)>,
}

impl Hidden {
    /// Mia's ticket with a message of hers, a reply of Sam's with a file, and all that can be said of a ticket.
    async fn ticket(test: &TestApp) -> Self {
        let text = format!("My {SECRET} is broken");
        let ticket = ticket_of(test, test.cast.mia, (SECRET, &text)).await;
        let mut sam = test.signed_in(test.cast.sam).await;
        let file = (SECRET, "text/plain", SECRET.as_bytes().to_vec());
        let fields = [("kind", "reply"), ("content", SECRET)];
        let sent = sam.upload("/tickets/1/messages", &fields, &[file]).await;
        assert_eq!(sent.status, 303, "{}", sent.text);
        let conn = &mut test.app.db().await.unwrap();
        let act = agent(test, test.cast.sam, "sam").await;
        Ticket::note(conn, &act, ticket.id, Draft::text(SECRET))
            .await
            .unwrap();
        Ticket::rename(conn, &act, ticket.id, Some(SECRET))
            .await
            .unwrap();
        Ticket::tag(conn, &act, ticket.id, SECRET).await.unwrap();
        test.settle().await;
        let newest = Conversation::of(conn, ticket.id, (Stretch::Latest, 50), 10).await;
        let lines = newest.unwrap().lines;
        let is_reply = |message: &Message| message.number.is_some();
        let reply = lines.iter().find(|line| is_reply(&line.message)).unwrap();
        let message = reply.message.id;
        let attachment = Attachment::of(conn, message).await.unwrap()[0].id;
        restrict(test, ticket.id, RoleId(77)).await;
        Self {
            parts: vec![
                ("{ticket}", ticket.id.to_string()),
                ("{message}", message.to_string()),
                ("{attachment}", attachment.to_string()),
                ("{member}", test.cast.mia.to_string()),
                ("{name}", "x.txt".to_owned()),
                ("{file}", "1".to_owned()),
            ],
        }
    }

    /// The address of a part of the ticket; nothing where the route leads elsewhere.
    fn address(&self, route: &Route) -> Option<String> {
        let names_it = ["{ticket}", "{message}", "{attachment}"]
            .iter()
            .any(|part| route.path.contains(part));
        let mut address = route.path.to_owned();
        for (part, id) in &self.parts {
            address = address.replace(part, id);
        }
        assert!(!names_it || !address.contains('{'), "{}", route.path);
        names_it.then_some(address)
    }
}

/// What the forms of all these addresses have, so that nothing is refused before the ticket is looked for.
const FIELDS: [(&str, &str); 12] = [
    ("kind", "reply"),
    ("content", "x"),
    ("reason", "x"),
    ("label", "x"),
    ("tag", "x"),
    ("priority", "high"),
    ("side", "dm"),
    ("activity", "looking"),
    ("seen", "1"),
    ("duration", "1d"),
    ("category", ""),
    ("assignee", ""),
];

async fn ask(browser: &mut Browser, route: &Route, address: &str) -> Page {
    if route.method == Method::GET {
        return browser.get(address).await;
    }
    if route.path.ends_with("/messages") || route.path.ends_with("/upload") {
        return browser.upload(address, &FIELDS, &[]).await;
    }
    browser.post(address, &FIELDS).await
}

#[tokio::test(flavor = "multi_thread")]
async fn no_address_of_a_hidden_ticket_leads_anywhere() {
    let test = desk().await;
    let hidden = Hidden::ticket(&test).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let mut tried = 0;
    let mut found = Vec::new();
    for route in rustmail::web::routes() {
        let Some(address) = hidden.address(&route) else {
            continue;
        };
        tried += 1;
        let page = ask(&mut sam, &route, &address).await;
        if page.status != 404 || page.text.contains(SECRET) {
            found.push(format!("{} {address}: {}", route.method, page.status));
        }
    }
    assert!(tried > 20, "only {tried} addresses were tried");
    assert!(found.is_empty(), "{found:#?}");
    let live = sam.request(Method::GET, "/live?ticket=1");
    let live = sam.open(live.body(Body::empty()).unwrap()).await;
    assert_eq!(live.status(), 404);
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_page_tells_anything_of_a_hidden_ticket() {
    let test = desk().await;
    let hidden = Hidden::ticket(&test).await;
    let conn = &mut test.app.db().await.unwrap();
    // Her name stands in the lists of those who see her; what is hidden is that there is a ticket.
    conn.batch_execute("UPDATE users SET username = 'mia' WHERE username = 'zanzibar'")
        .await
        .unwrap();
    let mut sam = test.signed_in(test.cast.sam).await;
    let plain = rustmail::web::routes().into_iter().filter(|route| {
        route.method == Method::GET && !route.path.contains('{') && !route.path.starts_with("/live")
    });
    let mut addresses: Vec<String> = plain.map(|route| route.path.to_owned()).collect();
    let member = hidden.parts.iter().find(|(part, _)| *part == "{member}");
    addresses.push(format!("/members/{}", member.unwrap().1));
    addresses.extend([
        "/tickets?state=all".to_owned(),
        "/tickets?tag=zanzibar".to_owned(),
        "/search?q=broken".to_owned(),
        "/search?q=1".to_owned(),
        "/members?text=mia".to_owned(),
    ]);
    for address in addresses {
        let page = sam.get(&address).await;
        assert!(!page.status.is_server_error(), "{address}");
        let told = page
            .text
            .replace("tag=zanzibar", "")
            .replace("value=\"zanzibar\"", "");
        let is_told = told.contains(SECRET) && !address.contains(SECRET);
        assert!(!is_told, "{address} tells of it: {}", page.text);
        assert!(
            !page.text.contains("href=\"/tickets/1\""),
            "{address}: {}",
            page.text
        );
    }
    test.finish().await;
}

/// An address of a ticket that everybody may open would need no sight at all.
#[test]
fn every_address_of_a_ticket_asks_who_sees_tickets() {
    for route in rustmail::web::routes() {
        let is_of_ticket = ["{ticket}", "{message}", "{attachment}"]
            .iter()
            .any(|part| route.path.contains(part));
        let is_open = matches!(route.who, Who::Anybody | Who::SignedIn | Who::Program);
        assert!(!is_of_ticket || !is_open, "{}", route.path);
    }
}
