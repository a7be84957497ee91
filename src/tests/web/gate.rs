//! What changes something must come from a page of ours, whichever route it goes to.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};

use super::{addresses, desk};
use crate::support::browser::Browser;

/// Every address of people that takes a form.
fn addresses_that_change_something() -> Vec<String> {
    let of_people = addresses(&Method::POST)
        .into_iter()
        .filter(|path| !path.starts_with("/api/externals"));
    let of_people: Vec<String> = of_people.collect();
    assert!(of_people.len() >= 9, "{of_people:?}");
    of_people
}

#[tokio::test]
async fn no_route_forgets_to_ask_for_the_token() {
    let test = desk().await;
    let mut olga = test.signed_in(test.cast.olga).await;
    let other = test.signed_in(test.cast.sam).await.csrf_token();
    for path in addresses_that_change_something() {
        for token in ["", "0", other.as_str()] {
            let refused = olga.send(olga.form(&path, token, &[])).await;
            assert_eq!(
                refused.status,
                StatusCode::FORBIDDEN,
                "{path} with {token:?}"
            );
        }
        let bare = olga
            .request(Method::POST, &path)
            .body(Body::empty())
            .unwrap();
        assert_eq!(
            olga.send(bare).await.status,
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "{path}"
        );
        let json = olga
            .request(Method::POST, &path)
            .header(header::CONTENT_TYPE, "application/json");
        let json = json.body(Body::from("{}")).unwrap();
        assert_eq!(
            olga.send(json).await.status,
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "{path}"
        );
        let upload = olga.request(Method::POST, &path);
        let upload = upload.header(header::CONTENT_TYPE, "multipart/form-data; boundary=x");
        let refused = olga
            .send(upload.body(Body::from("--x\r\n\r\n--x--")).unwrap())
            .await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{path}");
    }
    assert_eq!(
        olga.get("/tickets").await.status,
        StatusCode::OK,
        "still signed in"
    );
    test.finish().await;
}

#[tokio::test]
async fn no_route_takes_a_form_from_another_site() {
    let test = desk().await;
    let mut olga = test.signed_in(test.cast.olga).await;
    let foreign = [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "https://evil.example"),
        ("origin", "null"),
    ];
    for path in addresses_that_change_something() {
        for (name, value) in foreign {
            let mut request = olga.form(&path, &olga.csrf_token(), &[]);
            request.headers_mut().remove("sec-fetch-site");
            request.headers_mut().insert(name, value.parse().unwrap());
            let refused = olga.send(request).await;
            assert_eq!(
                refused.status,
                StatusCode::FORBIDDEN,
                "{path} from {name}: {value}"
            );
        }
    }
    assert_eq!(
        olga.get("/tickets").await.status,
        StatusCode::OK,
        "still signed in"
    );
    test.finish().await;
}

#[tokio::test]
async fn nobody_changes_anything_without_signing_in() {
    let test = desk().await;
    let mut nobody = test.browser();
    for path in addresses_that_change_something() {
        // Everybody may read in another language.
        if path == "/language" {
            continue;
        }
        let page = nobody.send(nobody.form(&path, "", &[])).await;
        assert_eq!(page.status, StatusCode::UNAUTHORIZED, "{path}");
        assert!(page.text.contains("Sign in with Discord"), "{path}");
    }
    test.finish().await;
}

#[tokio::test]
async fn a_script_may_send_the_token_in_a_header() {
    let test = desk().await;
    let mut olga = test.signed_in(test.cast.olga).await;
    let mut sign_out = olga.form("/sign-out", "", &[]);
    sign_out
        .headers_mut()
        .insert("x-csrf-token", olga.csrf_token().parse().unwrap());
    assert_eq!(olga.send(sign_out).await.status, StatusCode::SEE_OTHER);
    test.finish().await;
}

#[tokio::test]
async fn a_form_that_is_too_large_is_refused() {
    let test = desk().await;
    let mut olga = test.signed_in(test.cast.olga).await;
    let name = "x".repeat(300 * 1024);
    let refused = olga.post("/api-keys", &[("name", &name)]).await;
    assert_eq!(refused.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(
        refused.text.contains("That is too large"),
        "{}",
        refused.text
    );
    let refused = olga.send(with_header_token(&olga, name)).await;
    assert_eq!(refused.status, StatusCode::PAYLOAD_TOO_LARGE);
    test.finish().await;
}

fn with_header_token(browser: &Browser, body: String) -> Request<Body> {
    let request = browser.request(Method::POST, "/api-keys");
    request
        .header("x-csrf-token", browser.csrf_token())
        .body(body.into())
        .unwrap()
}
