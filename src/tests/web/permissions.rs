//! Who may do what: every route and method, asked by nobody, by a stranger, with each single permission, and by a super administrator.

use axum::body::{Body, to_bytes};
use axum::http::{Method, StatusCode};
use rustmail::models::permission::{Permission, Permissions};
use rustmail::web::route::{Route, Who};

use super::{address, desk, ticket_of};
use crate::support::browser::{Browser, Page};
use crate::support::test_app::TestApp;

/// What somebody is told who asks for an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Answer {
    /// Sign in first.
    SignIn,
    /// You may not.
    No,
    /// Anything else: the request got as far as its handler.
    Heard,
}

/// Somebody in front of the panel.
struct Asker {
    name: &'static str,
    browser: Browser,
    /// What they may do; nothing is known of who is not signed in.
    held: Option<Permissions>,
}

impl Asker {
    fn deserves(&self, route: &Route) -> Answer {
        let Some(held) = &self.held else {
            return match route.who {
                Who::Anybody => Answer::Heard,
                _ => Answer::SignIn,
            };
        };
        // A session is no key.
        if route.who == Who::Program {
            return Answer::SignIn;
        }
        let may = match route.who {
            Who::Anybody | Who::SignedIn | Who::Program => true,
            Who::May(permission) => held.include(permission),
            Who::MayAny(permissions) => permissions.iter().any(|&one| held.include(one)),
            Who::SuperAdmin => self.name == "a super administrator",
        };
        if may { Answer::Heard } else { Answer::No }
    }
}

/// Everybody whom it can make a difference to be.
async fn everybody(test: &TestApp) -> Vec<Asker> {
    let mut askers = vec![
        Asker {
            name: "nobody",
            browser: test.browser(),
            held: None,
        },
        Asker {
            name: "a stranger",
            browser: test.signed_in(test.cast.max).await,
            held: Some(Permissions::none()),
        },
        Asker {
            name: "a super administrator",
            browser: test.signed_in(test.cast.olga).await,
            held: Some(Permissions::all()),
        },
    ];
    for &permission in Permission::ALL {
        let person = test.discord.create_user(permission.word());
        test.discord.join(test.cast.staff_server, person).unwrap();
        test.grant(person, permission).await;
        askers.push(Asker {
            name: permission.word(),
            browser: test.signed_in(person).await,
            held: Some([permission].into_iter().collect()),
        });
    }
    askers
}

fn answer(page: &Page) -> Answer {
    let location = page.headers.get("location");
    let leads_to_sign_in = location
        .and_then(|address| address.to_str().ok())
        .is_some_and(|address| address.starts_with("/sign-in"));
    match page.status {
        StatusCode::SEE_OTHER if leads_to_sign_in => Answer::SignIn,
        StatusCode::UNAUTHORIZED => Answer::SignIn,
        StatusCode::FORBIDDEN => Answer::No,
        _ => Answer::Heard,
    }
}

#[tokio::test]
async fn every_route_asks_for_what_it_needs() {
    let test = desk().await;
    let ticket = ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    assert_eq!(ticket.id.0, 1);
    let mut routes: Vec<Route> = rustmail::web::routes();
    // Nobody is signed in after that, so it comes last.
    routes.sort_by_key(|route| route.path == "/sign-out");
    for mut asker in everybody(&test).await {
        for route in &routes {
            let address = address(route.path);
            let page = ask(&mut asker.browser, &route.method, &address).await;
            assert_eq!(
                answer(&page),
                asker.deserves(route),
                "{} {address} as {}: {} {}",
                route.method,
                asker.name,
                page.status,
                page.text
            );
            assert!(
                !page.status.is_server_error(),
                "{} {address} as {}: {}",
                route.method,
                asker.name,
                page.text
            );
        }
    }
    test.finish().await;
}

async fn ask(browser: &mut Browser, method: &Method, address: &str) -> Page {
    if *method == Method::GET {
        let request = browser.request(Method::GET, address);
        let opened = browser.open(request.body(Body::empty()).unwrap()).await;
        let (parts, body) = opened.into_parts();
        let media = parts.headers.get("content-type");
        let is_endless = media.is_some_and(|media| media == "text/event-stream");
        let text = match is_endless {
            true => Vec::new(),
            false => to_bytes(body, usize::MAX).await.unwrap().to_vec(),
        };
        return Page {
            status: parts.status,
            headers: parts.headers,
            text: String::from_utf8_lossy(&text).into_owned(),
        };
    }
    browser.post(address, &[]).await
}

/// What is declared, as a reviewer reads it: a new address, or another right to it, is a line of a difference.
#[test]
fn who_may_ask_for_what_is_written_down() {
    let mut lines: Vec<String> = rustmail::web::routes()
        .iter()
        .map(|route| {
            let by_pages = if route.is_asked_by_pages {
                ", asked by open pages"
            } else {
                ""
            };
            format!(
                "{} {}: {}{by_pages}",
                route.path,
                route.method,
                told(route.who)
            )
        })
        .collect();
    let api = rustmail::graphql::addresses().into_iter();
    lines.extend(api.map(|address| format!("{} ANY: whoever the API takes", address.path)));
    lines.sort();
    insta::assert_snapshot!(lines.join("\n"));
}

fn told(who: Who) -> String {
    let words = |permissions: &[Permission]| {
        let words: Vec<&str> = permissions.iter().map(|one| one.word()).collect();
        words.join(" or ")
    };
    match who {
        Who::Anybody => "anybody".to_owned(),
        Who::Program => "a program with a key".to_owned(),
        Who::SignedIn => "whoever is signed in".to_owned(),
        Who::May(permission) => permission.word().to_owned(),
        Who::MayAny(permissions) => words(permissions),
        Who::SuperAdmin => "a super administrator".to_owned(),
    }
}

/// The methods of a route are those of the table, and no others.
#[tokio::test]
async fn no_route_takes_another_method() {
    let test = desk().await;
    let mut olga = test.signed_in(test.cast.olga).await;
    let routes = rustmail::web::routes();
    for path in routes.iter().map(|route| route.path) {
        let taken: Vec<&Method> = routes
            .iter()
            .filter(|route| route.path == path)
            .map(|route| &route.method)
            .collect();
        let methods = [
            Method::GET,
            Method::HEAD,
            Method::POST,
            Method::PUT,
            Method::PATCH,
            Method::DELETE,
            Method::OPTIONS,
            Method::TRACE,
        ];
        for method in methods {
            // Whoever may read a page may ask for its headers alone.
            let is_head = method == Method::HEAD && taken.contains(&&Method::GET);
            if taken.contains(&&method) || is_head {
                continue;
            }
            let request = olga.request(method.clone(), &address(path));
            let request = request.header("x-csrf-token", olga.csrf_token());
            let page = olga.send(request.body(Body::empty()).unwrap()).await;
            // A person who reads what only takes forms is led to the page above it.
            let is_read = [Method::GET, Method::HEAD].contains(&method);
            if is_read && !path.starts_with("/api/externals") {
                assert_eq!(page.status, StatusCode::SEE_OTHER, "{method} {path}");
                let above = address(path).starts_with(page.location());
                assert!(above, "{path} leads to {}", page.location());
                continue;
            }
            assert_eq!(
                page.status,
                StatusCode::METHOD_NOT_ALLOWED,
                "{method} {path}"
            );
        }
    }
    test.finish().await;
}

#[tokio::test]
async fn whoever_may_not_gets_no_part_of_a_page_either() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    test.grant(test.cast.paul, Permission::ViewPanel).await;
    let mut nobody = test.browser();
    let mut paul = test.signed_in(test.cast.paul).await;
    for route in rustmail::web::routes() {
        let needs_more = match route.who {
            Who::Anybody | Who::SignedIn | Who::Program => false,
            Who::May(permission) => permission != Permission::ViewPanel,
            Who::MayAny(permissions) => !permissions.contains(&Permission::ViewPanel),
            Who::SuperAdmin => true,
        };
        if route.method != Method::GET || !needs_more {
            continue;
        }
        let address = address(route.path);
        for (browser, status) in [(&mut nobody, 401), (&mut paul, 403)] {
            let part = browser.get_fragment(&address).await;
            assert_eq!(part.status, status, "{address}: {}", part.text);
            assert!(!part.text.contains("<html"), "{address} is a whole page");
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
