//! Who may do what: every route, asked by people with different permissions.

use axum::http::StatusCode;
use rustmail::models::permission::Permission;

use super::{desk, ticket_of};
use crate::support::browser::Browser;

const OK: u16 = 200;
const ON: u16 = 303;
const SIGN_IN: u16 = 401;
const NO: u16 = 403;
const NONE: u16 = 404;

/// What nobody, a stranger, a visitor of the panel, a viewer of tickets, an agent, and a super administrator get.
type Answers = [u16; 6];

const PAGES: [(&str, Answers); 9] = [
    ("/", [OK, ON, ON, ON, ON, ON]),
    ("/tickets", [ON, NO, NO, OK, OK, OK]),
    ("/tickets?state=closed", [ON, NO, NO, OK, OK, OK]),
    ("/tickets/rows", [ON, NO, NO, OK, OK, OK]),
    ("/tickets/1", [ON, NO, NO, OK, OK, OK]),
    ("/tickets/1/header", [ON, NO, NO, OK, OK, OK]),
    ("/tickets/1/conversation", [ON, NO, NO, OK, OK, OK]),
    ("/api-keys", [ON, NO, NO, NO, NO, OK]),
    ("/graphiql", [ON, NO, OK, OK, OK, OK]),
];

const FRAGMENTS: [(&str, Answers); 2] = [
    ("/tickets/rows", [SIGN_IN, NO, NO, OK, OK, OK]),
    ("/tickets/1/conversation", [SIGN_IN, NO, NO, OK, OK, OK]),
];

/// The agent closes the ticket in the end, which is how the administrator finds it.
const FORMS: [(&str, Answers); 7] = [
    (
        "/tickets/1/messages/999/revisions",
        [SIGN_IN, NO, NO, NO, NONE, 409],
    ),
    (
        "/tickets/1/messages/999/deletion",
        [SIGN_IN, NO, NO, NO, NONE, 409],
    ),
    (
        "/tickets/1/closure/cancellation",
        [SIGN_IN, NO, NO, NO, 409, 409],
    ),
    ("/api-keys", [SIGN_IN, NO, NO, NO, NO, 422]),
    ("/api-keys/999/revocation", [SIGN_IN, NO, NO, NO, NO, NONE]),
    ("/api-keys/999/deletion", [SIGN_IN, NO, NO, NO, NO, NONE]),
    ("/tickets/1/closure", [SIGN_IN, NO, NO, NO, ON, 422]),
];

/// Pages on the way in, and what has tests of its own.
const ELSEWHERE: [&str; 10] = [
    "/sign-in",
    "/api/auth/login",
    "/api/auth/callback",
    "/attachments/1/1",
    "/files/1/1",
    "/live",
    "/assets/1",
    "/healthz",
    "/readyz",
    "/api/health",
];

#[test]
fn no_route_is_forgotten_here() {
    let pages = PAGES.map(|(path, _)| path);
    for path in super::routes("get(") {
        let path = path.as_str();
        assert!(
            pages.contains(&path) || ELSEWHERE.contains(&path),
            "who may read {path}?"
        );
    }
    let forms = FORMS.map(|(path, _)| path.replace("999", "1"));
    for path in super::routes("post(") {
        let is_tested = [
            "/sign-out",
            "/language",
            "/tickets/1/messages",
            "/api/externals/tickets/create",
        ];
        assert!(
            forms.contains(&path) || is_tested.contains(&path.as_str()),
            "who may do {path}?"
        );
    }
}

#[tokio::test]
async fn every_route_asks_for_its_permission() {
    let test = desk().await;
    let ticket = ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    assert_eq!(ticket.id.0, 1);
    test.grant(test.cast.paul, Permission::ViewPanel).await;
    test.grant(test.cast.mia, Permission::ViewTickets).await;
    // Whoever is not in the staff server may do nothing, whatever was granted.
    test.discord
        .join(test.cast.staff_server, test.cast.mia)
        .unwrap();
    let mut people: [Browser; 6] = [
        test.browser(),
        test.signed_in(test.cast.max).await,
        test.signed_in(test.cast.paul).await,
        test.signed_in(test.cast.mia).await,
        test.signed_in(test.cast.sam).await,
        test.signed_in(test.cast.olga).await,
    ];
    for (person, browser) in people.iter_mut().enumerate() {
        for (path, expected) in PAGES {
            let page = browser.get(path).await;
            assert_eq!(
                page.status, expected[person],
                "GET {path} as {person}: {}",
                page.text
            );
        }
        for (path, expected) in FRAGMENTS {
            let part = browser.get_fragment(path).await;
            assert_eq!(
                part.status, expected[person],
                "part {path} as {person}: {}",
                part.text
            );
            assert!(
                !part.text.contains("<html"),
                "{path} as {person} is a whole page"
            );
        }
        for (path, expected) in FORMS {
            let page = browser.post(path, &[("content", "x")]).await;
            assert_eq!(
                page.status, expected[person],
                "POST {path} as {person}: {}",
                page.text
            );
        }
    }
    test.finish().await;
}

#[tokio::test]
async fn only_agents_say_something() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    test.grant(test.cast.paul, Permission::ViewTickets).await;
    let mut viewer = test.signed_in(test.cast.paul).await;
    for kind in ["reply", "anonymous_reply", "note"] {
        let refused = viewer
            .upload(
                "/tickets/1/messages",
                &[("kind", kind), ("content", "Hi")],
                &[],
            )
            .await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
    }
    let page = viewer.get("/tickets/1").await;
    assert!(!page.text.contains("id=\"composer\"") && !page.text.contains("id=\"closing\""));
    assert_eq!(
        page.text.matches("class=\"message ").count(),
        1,
        "{}",
        page.text
    );
    test.finish().await;
}

#[tokio::test]
async fn the_panel_shows_only_what_somebody_may_open() {
    let test = desk().await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let page = sam.get("/tickets").await;
    assert!(page.text.contains("href=\"/tickets\"") && !page.text.contains("href=\"/api-keys\""));
    let mut olga = test.signed_in(test.cast.olga).await;
    assert!(
        olga.get("/tickets")
            .await
            .text
            .contains("href=\"/api-keys\"")
    );
    test.finish().await;
}
