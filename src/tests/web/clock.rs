//! How somebody is told the time, and in which language, without a script.

use axum::http::StatusCode;

use super::{desk, ticket_of};

#[tokio::test]
async fn a_chosen_zone_comes_before_that_of_the_browser() {
    let test = desk().await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let page = sam.get("/sessions").await.text;
    assert!(page.contains("<option value=\"America/New_York\">America/New York</option>"));
    let back = [("return_to", "/sessions")];
    let chosen = [("zone", "Asia/Tokyo"), back[0]];
    assert_eq!(
        sam.post("/time-zone", &chosen).await.location(),
        "/sessions"
    );
    sam.headers
        .push(("cookie", "time_zone=Europe/Paris".to_owned()));
    let page = sam.get("/sessions").await.text;
    assert!(page.contains("value=\"Asia/Tokyo\" selected"), "{page}");
    assert!(page.contains(" JST\""), "{page}");

    sam.post("/time-zone", &[("zone", "Mars/Olympus"), back[0]])
        .await;
    assert!(sam.get("/sessions").await.text.contains(" JST\""));
    sam.post("/time-zone", &[("zone", ""), back[0]]).await;
    let page = sam.get("/sessions").await.text;
    assert!(page.contains("Automatic (Europe/Paris)"), "{page}");
    let elsewhere = [("zone", "UTC"), ("return_to", "//evil.example")];
    assert_eq!(sam.post("/time-zone", &elsewhere).await.location(), "/");
    test.finish().await;
}

#[tokio::test]
async fn times_are_told_exactly_to_whoever_wants_that() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let relative = sam.get("/tickets").await.text;
    assert!(relative.contains("just now</time>"), "{relative}");
    let exact = [("exact", "true"), ("return_to", "/tickets")];
    assert_eq!(
        sam.post("/exact-times", &exact).await.location(),
        "/tickets"
    );
    let page = sam.get("/tickets").await.text;
    assert!(
        page.contains(" UTC</time>") && !page.contains("just now</time>"),
        "{page}"
    );
    sam.post("/exact-times", &[("return_to", "/tickets")]).await;
    assert!(sam.get("/tickets").await.text.contains("just now</time>"));
    test.finish().await;
}

#[tokio::test]
async fn whoever_has_not_signed_in_chooses_a_language_as_well() {
    let test = desk().await;
    let mut nobody = test.browser();
    let page = nobody.get("/sign-in?return_to=/tickets/7").await.text;
    assert!(page.contains("action=\"/language\""), "{page}");
    let fields = [
        ("language", "fr"),
        ("return_to", "/sign-in?return_to=/tickets/7"),
    ];
    let chosen = nobody.post("/language", &fields).await;
    assert_eq!(chosen.location(), "/sign-in?return_to=/tickets/7");
    let page = nobody.get(chosen.location()).await.text;
    assert!(page.contains("Se connecter avec Discord"), "{page}");

    let mut stranger = test.browser();
    let mut forged = stranger.form("/language", "", &fields);
    for (site, status) in [
        ("cross-site", StatusCode::FORBIDDEN),
        ("", StatusCode::UNAUTHORIZED),
    ] {
        let headers = forged.headers_mut();
        headers.remove("sec-fetch-site");
        headers.remove("origin");
        if !site.is_empty() {
            headers.insert("sec-fetch-site", site.parse().unwrap());
        }
        let refused = stranger.send(forged).await;
        assert_eq!(refused.status, status, "{site}");
        assert_eq!(refused.header("set-cookie"), "");
        forged = stranger.form("/language", "", &fields);
    }
    test.finish().await;
}

#[tokio::test]
async fn what_was_typed_is_shown_to_whoever_was_signed_out_meanwhile() {
    let test = desk().await;
    let mut nobody = test.browser();
    nobody.headers.push((
        "referer",
        "http://localhost:3002/tickets/1?before=9".to_owned(),
    ));
    let fields = [("kind", "reply"), ("content", "A long <b>answer</b>")];
    let page = nobody.upload("/tickets/1/messages", &fields, &[]).await;
    assert_eq!(page.status, StatusCode::UNAUTHORIZED);
    assert!(
        page.text
            .contains("readonly>\nA long &lt;b&gt;answer&lt;/b&gt;</textarea>"),
        "{}",
        page.text
    );
    assert!(
        page.text.contains("return_to=%2Ftickets%2F1%3Fbefore%3D9"),
        "{}",
        page.text
    );
    let secret = [("value", "MTk4.secret"), ("notice", "Back at ten")];
    let page = nobody
        .post("/configuration/secrets/bot.token", &secret)
        .await;
    assert_eq!(page.status, StatusCode::UNAUTHORIZED);
    assert!(!page.text.contains("MTk4") && page.text.contains("Back at ten"));
    let welcome = [("bot.welcome_message", "Welcome, and wait a little")];
    let page = nobody.post("/configuration/messages", &welcome).await;
    assert_eq!(page.status, StatusCode::UNAUTHORIZED);
    assert!(page.text.contains("Welcome, and wait a little"));
    test.finish().await;
}
