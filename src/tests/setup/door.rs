//! Who gets in, and what a stranger learns.

use reqwest::{Method, StatusCode, header};
use rustmail::setup::{DOOR, addresses};

use super::scene::Scene;

#[tokio::test]
async fn the_address_lets_in_whoever_begins_first_and_looking_at_it_uses_nothing_up() {
    let scene = Scene::new().await;
    let running = scene.start().await;
    let path = &running.address[running.address.find("/setup/").unwrap()..];
    let mut looker = running.browser();
    for method in [Method::HEAD, Method::GET, Method::GET] {
        let looking = looker.request(method, path);
        let looked = looker.send(looking).await;
        assert_eq!(looked.status, StatusCode::OK, "a preview is no beginning");
        assert_eq!(looked.header("set-cookie"), "");
    }
    let beginning = looker.form(path, &[]);
    let (client, beginning) = beginning.build_split();
    let mut beginning = beginning.unwrap();
    let evil = "https://evil.example".parse().unwrap();
    beginning.headers_mut().insert(header::ORIGIN, evil);
    let forged = client.execute(beginning).await.unwrap();
    assert_eq!(forged.status(), StatusCode::FORBIDDEN);

    let mut first = running.browser();
    let beginning = first.form(path, &[]);
    let opened = first.send(beginning).await;
    let cookie = opened.header("set-cookie").to_owned();
    for word in ["HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(cookie.contains(word), "{cookie}");
    }
    assert!(!cookie.contains("Secure"), "{cookie}");
    first.open("/setup").await.says("/setup/token", &[]);
    first.open(path).await.says("/setup/token", &[]);
    let again = first.form(path, &[]);
    assert_eq!(first.send(again).await.status, StatusCode::SEE_OTHER);

    let mut second = running.browser();
    let pressed = second.form(path, &[]);
    assert_eq!(second.send(pressed).await.status, StatusCode::FORBIDDEN);
    let refused = second.open(path).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    refused.says(
        path,
        &[
            "This address has been used",
            "start it again to get a new one",
        ],
    );
    assert_eq!(refused.header("set-cookie"), "");
    for step in ["/setup", "/setup/token", "/setup/review", "/setup/start"] {
        let refused = second.open(step).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{step}");
        refused.says(step, &["Only one browser may set up Rustmail"]);
    }
    running.end().await;
    scene.finish().await;
}

#[tokio::test]
async fn whoever_watches_over_the_process_is_told_that_it_lives_and_is_not_ready() {
    let scene = Scene::new().await;
    let running = scene.start().await;
    let mut watcher = running.browser();
    assert_eq!(watcher.get("/healthz").await.status, StatusCode::OK);
    let ready = watcher.get("/readyz").await;
    assert_eq!(ready.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(ready.text.contains("being set up"), "{ready:?}");
    running.end().await;
    scene.finish().await;
}

#[tokio::test]
async fn another_address_only_tells_where_to_look() {
    let scene = Scene::new().await;
    let running = scene.start().await;
    let mut browser = running.browser();
    let wrong = format!("/setup/{}", "A".repeat(43));
    for path in ["/", &wrong, "/setup/x/y", "/tickets", "/api/auth/login"] {
        let page = browser.open(path).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
        page.says(
            path,
            &[
                "There is nothing here",
                "in the terminal in which it was started",
            ],
        );
        let policy = page.header("content-security-policy");
        assert!(policy.contains("default-src 'none'"), "{path}: {policy}");
        assert_eq!(page.header("x-content-type-options"), "nosniff");
        assert_eq!(page.header("referrer-policy"), "same-origin");
        assert_eq!(page.header("cache-control"), "no-store");
    }
    let style = views::assets::url("setup.css");
    assert_eq!(browser.get(&style).await.status, StatusCode::OK);
    running.opened().await;
    running.end().await;
    scene.finish().await;
}

/// Everybody else learns at each of its addresses that only one browser sets the desk up, or that there is nothing.
#[tokio::test]
async fn no_address_is_open_to_another_browser_and_none_takes_another_method() {
    let scene = Scene::new().await;
    let running = scene.start().await;
    let mut browser = running.opened().await;
    let mut stranger = running.browser();
    let all = addresses();
    assert!(all.len() >= 16, "{all:?}");
    for (method, address) in &all {
        let path = address.replace("{key}", "a-key");
        let asked = match *method {
            Method::POST => stranger.form(&path, &[]),
            _ => stranger.request(method.clone(), &path),
        };
        let refused = stranger.send(asked).await;
        let status = match *address {
            DOOR if *method == Method::GET => StatusCode::NOT_FOUND,
            _ => StatusCode::FORBIDDEN,
        };
        assert_eq!(refused.status, status, "{method} {path}");
        assert!(!refused.text.contains("csrf_token"), "{method} {path}");
        assert_eq!(refused.header("set-cookie"), "", "{method} {path}");
    }
    for (_, address) in &all {
        let path = address.replace("{key}", "a-key");
        for method in [Method::GET, Method::POST, Method::PUT, Method::DELETE] {
            if *address == DOOR || all.contains(&(method.clone(), *address)) {
                continue;
            }
            let request = browser.request(method.clone(), &path);
            let request = request.header("x-csrf-token", &browser.csrf_token);
            let refused = browser.send(request).await;
            let told = (refused.status, &path, &method);
            assert_eq!(told.0, StatusCode::METHOD_NOT_ALLOWED, "{told:?}");
        }
    }
    running.end().await;
    scene.finish().await;
}

#[tokio::test]
async fn no_step_takes_a_form_that_is_not_its_own() {
    let scene = Scene::new().await;
    let running = scene.start().await;
    let mut browser = running.opened().await;
    let addresses = addresses().into_iter();
    let paths = addresses.filter(|(method, _)| *method == Method::POST);
    for (_, path) in paths {
        for (name, value) in [
            ("sec-fetch-site", "cross-site"),
            ("origin", "https://evil.example"),
            ("origin", "null"),
        ] {
            let form = browser.form(path, &[("go", "next")]);
            let (client, form) = form.build_split();
            let mut form = form.unwrap();
            form.headers_mut().insert(name, value.parse().unwrap());
            let refused = client.execute(form).await.unwrap();
            assert_eq!(
                refused.status(),
                StatusCode::FORBIDDEN,
                "{path} from {value}"
            );
        }
        let mut stranger = running.browser();
        let form = stranger.form(path, &[]);
        assert_eq!(
            stranger.send(form).await.status,
            StatusCode::FORBIDDEN,
            "{path}"
        );
        let token = std::mem::take(&mut browser.csrf_token);
        for wrong in ["", "0", &token[1..]] {
            browser.csrf_token = wrong.to_owned();
            let form = browser.form(path, &[]);
            let refused = browser.send(form).await;
            assert_eq!(
                refused.status,
                StatusCode::FORBIDDEN,
                "{path} with {wrong:?}"
            );
        }
        browser.csrf_token = token;
        let json = browser.request(Method::POST, path);
        let json = json
            .header(header::CONTENT_TYPE, "application/json")
            .body("{}");
        assert_eq!(
            browser.send(json).await.status,
            StatusCode::BAD_REQUEST,
            "{path}"
        );
    }
    browser.open("/setup").await.says("/setup/token", &[]);
    running.end().await;
    scene.finish().await;
}
