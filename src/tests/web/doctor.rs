//! The page of the doctor.

use rustmail::models::permission::Permission;

use super::desk;

const PAGE: &str = "/administration/doctor";
const FINDINGS: &str = "/administration/doctor/findings";

#[tokio::test(flavor = "multi_thread")]
async fn the_page_comes_at_once_and_asks_for_the_findings() {
    let test = desk().await;
    let mut olga = test.signed_in(test.cast.olga).await;
    let page = olga.get(PAGE).await;
    assert_eq!(page.status, 200);
    let asked = test.discord.requests();
    assert!(
        asked.iter().all(|one| one.route != "/applications/@me"),
        "Discord was asked"
    );
    let asks = format!("data-hx-get=\"{FINDINGS}\" data-hx-trigger=\"load\"");
    assert!(page.text.contains(&asks), "{}", page.text);
    // Without a script there is a button.
    let button = format!("method=\"get\" action=\"{FINDINGS}\"");
    assert!(page.text.contains(&button) && page.text.contains("Look now"));
    let health = olga.get("/administration/health").await;
    assert!(health.text.contains(&format!("href=\"{PAGE}\"")));
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn findings_are_a_part_of_a_page_or_a_whole_one() {
    let test = desk().await;
    let mut olga = test.signed_in(test.cast.olga).await;
    let part = olga.get_fragment(FINDINGS).await;
    assert!(
        part.text
            .starts_with("<div class=\"doctor\" id=\"findings\""),
        "{}",
        part.text
    );
    let whole = olga.get(FINDINGS).await;
    assert!(whole.text.contains("<html") && whole.text.contains("id=\"findings\""));
    for page in [&part, &whole] {
        assert_eq!(page.status, 200);
        for told in [
            "The Server Members Intent is on.",
            "http://localhost:3002/api/auth/callback is none of the redirects of the application",
            "The database takes what is written.",
            "Look again",
        ] {
            assert!(page.text.contains(told), "{told}: {}", page.text);
        }
        assert!(!page.text.contains("data-hx-trigger=\"load\""));
        assert!(!page.text.contains(&test.cast.bot.token));
        assert!(!page.text.contains(&test.cast.bot.client_secret));
    }
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_doctor_speaks_french() {
    let test = desk().await;
    let mut olga = test.signed_in(test.cast.olga).await;
    olga.headers.push(("accept-language", "fr".to_owned()));
    let part = olga.get_fragment(FINDINGS).await;
    assert!(
        part.text
            .contains("La base de données accepte les écritures."),
        "{}",
        part.text
    );
    assert!(
        part.text.contains("Serveurs et permissions"),
        "{}",
        part.text
    );
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_discord_did_in_place_of_answering_is_told_in_french() {
    use discord_simulator::faults::{Effect, Fault};
    let test = desk().await;
    let mut olga = test.signed_in(test.cast.olga).await;
    olga.headers.push(("accept-language", "fr".to_owned()));
    for (effect, words) in [
        (
            Effect::refuse(502, 0),
            "une réponse de statut 502 est arrivée",
        ),
        (
            Effect::refuse(400, 50_035),
            "Quelque chose dans l’envoi ne convient pas à Discord. Discord dit",
        ),
    ] {
        test.discord.fault(Fault::on("GET", "/guilds/*", effect));
        let part = olga.get_fragment(FINDINGS).await.text;
        assert!(part.contains(words), "{part}");
        for english in ["Bad Gateway", "did not answer", "Discord refused"] {
            assert!(!part.contains(english), "{part}");
        }
        test.discord.clear_faults();
    }
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_configuration_is_warned_of_is_told() {
    let test = desk().await;
    let path = test.config_path();
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, format!("{text}\nbot.ip = \"127.0.0.1\"\n")).unwrap();
    let app = test.another_process_from(&path).await;
    let mut olga = test.signed_in_to(&app, test.cast.olga).await;
    let part = olga.get_fragment(FINDINGS).await.text;
    assert!(part.contains("bot.ip has no effect"), "{part}");
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proxy_that_is_not_trusted_is_seen_from_its_requests() {
    let test = desk().await;
    let mut olga = test.signed_in(test.cast.olga).await;
    let mut request = olga.request(axum::http::Method::GET, FINDINGS);
    request = request.header("x-forwarded-for", "198.51.100.7");
    let mut request = request.body(axum::body::Body::empty()).unwrap();
    let peer: std::net::SocketAddr = "192.0.2.1:4000".parse().unwrap();
    request
        .extensions_mut()
        .insert(axum::extract::ConnectInfo(peer));
    let page = olga.send(request).await;
    let told = "The reverse proxy at 192.0.2.1 is not in server.trusted_proxies.";
    assert!(page.text.contains(told), "{}", page.text);
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_who_may_manage_the_bot_sees_the_doctor() {
    let test = desk().await;
    let mut sam = test.signed_in(test.cast.sam).await;
    for address in [PAGE, FINDINGS] {
        assert_eq!(sam.get(address).await.status, 403);
    }
    test.grant(test.cast.paul, Permission::ManageBot).await;
    let mut paul = test.signed_in(test.cast.paul).await;
    let page = paul.get(PAGE).await;
    assert_eq!(page.status, 200);
    let tab = format!("href=\"{PAGE}\" aria-current=\"page\"");
    assert!(page.text.contains(&tab), "{}", page.text);
    test.finish().await;
}
