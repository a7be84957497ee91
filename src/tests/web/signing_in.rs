//! Signing in with Discord, and signing out.

use axum::body::Body;
use axum::http::{Method, StatusCode};
use chrono::TimeDelta;
use discord_simulator::faults::{Effect, Fault};
use rustmail::clock::Clock;

use super::desk;
use crate::support::browser::{Browser, path_of};
use crate::support::test_app::{Setup, TestApp};

const SESSION: &str = "rustmail_session";

fn fault(route: &str, effect: Effect) -> Fault {
    Fault {
        method: None,
        route: route.to_owned(),
        skip: 0,
        times: Some(1),
        effect,
    }
}

#[tokio::test]
async fn staff_sign_in_and_come_back_to_the_page_that_they_wanted() {
    let test = desk().await;
    let mut browser = test.browser();
    let wanted = browser.get("/tickets?state=closed&filter=a%26b").await;
    assert_eq!(wanted.status, StatusCode::SEE_OTHER);
    let invitation = browser.get(wanted.location()).await;
    assert_eq!(invitation.status, StatusCode::OK);
    assert!(invitation.text.contains("Sign in with Discord"));

    let at_discord = browser.set_out("/tickets?state=closed&filter=a%26b").await;
    assert!(
        at_discord.contains("code_challenge_method=S256"),
        "{at_discord}"
    );
    assert!(
        at_discord.contains("scope=identify+guilds.members.read"),
        "{at_discord}"
    );
    let back = test.discord.authorize(test.cast.sam, &at_discord).unwrap();
    let arrived = browser.get(path_of(&back)).await;
    assert_eq!(arrived.status, StatusCode::SEE_OTHER);
    assert_eq!(arrived.location(), "/tickets?state=closed&filter=a%26b");
    let cookie = arrived.header("set-cookie");
    for attribute in ["HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=604800"] {
        assert!(
            cookie.contains(attribute),
            "{attribute} is missing in {cookie}"
        );
    }
    assert!(
        cookie.starts_with(SESSION) && !cookie.contains("Domain") && !cookie.contains("Secure"),
        "{cookie}"
    );

    let page = browser.get(arrived.location()).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text.contains("sam"));
    assert!(page.text.contains(&format!(
        "name=\"csrf_token\" value=\"{}\"",
        browser.csrf_token()
    )));
    test.finish().await;
}

#[tokio::test]
async fn discords_token_is_given_back_at_once() {
    let test = desk().await;
    test.signed_in(test.cast.sam).await;
    let requests = test.discord.requests();
    let revoked = requests
        .iter()
        .filter(|request| request.path.ends_with("/oauth2/token/revoke"));
    assert_eq!(revoked.count(), 1);
    test.finish().await;
}

#[tokio::test]
async fn a_state_that_this_browser_did_not_begin_is_refused() {
    let test = desk().await;
    let mut victim = test.browser();
    let mut attacker = test.browser();
    let at_discord = attacker.set_out("/").await;
    let back = test.discord.authorize(test.cast.sam, &at_discord).unwrap();
    let forged = path_of(&back).replace("state=", "state=x");
    victim.set_out("/").await;
    for (browser, path) in [
        (&mut victim, path_of(&back)),
        (&mut attacker, forged.as_str()),
    ] {
        let refused = browser.get(path).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST);
        assert!(
            refused.text.contains("not begun in this browser"),
            "{}",
            refused.text
        );
        assert_eq!(browser.session(), None);
    }
    for path in [
        "/api/auth/callback",
        "/api/auth/callback?code=x",
        "/api/auth/callback?state=",
    ] {
        assert_eq!(
            victim.get(path).await.status,
            StatusCode::BAD_REQUEST,
            "{path}"
        );
    }
    test.finish().await;
}

#[tokio::test]
async fn the_way_back_can_be_taken_once() {
    let test = desk().await;
    let mut browser = test.browser();
    let at_discord = browser.set_out("/").await;
    let back = test.discord.authorize(test.cast.sam, &at_discord).unwrap();
    assert_eq!(
        browser.get(path_of(&back)).await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(
        browser.get(path_of(&back)).await.status,
        StatusCode::BAD_REQUEST
    );
    test.finish().await;
}

#[tokio::test]
async fn a_sign_in_that_stays_too_long_at_discord_is_refused() {
    let clock = Clock::at(Clock::system().now());
    let setup = Setup {
        without_bot: true,
        clock: clock.clone(),
        ..Setup::default()
    };
    let test = TestApp::start_with(setup).await;
    let mut browser = test.browser();
    let at_discord = browser.set_out("/").await;
    let back = test.discord.authorize(test.cast.sam, &at_discord).unwrap();
    clock.advance(TimeDelta::minutes(11));
    assert_eq!(
        browser.get(path_of(&back)).await.status,
        StatusCode::BAD_REQUEST
    );
    test.finish().await;
}

#[tokio::test]
async fn whoever_declines_is_told_so_and_may_try_again() {
    let test = desk().await;
    let mut browser = test.browser();
    let at_discord = browser.set_out("/tickets").await;
    let back = test.discord.refuse_to_authorize(&at_discord).unwrap();
    let told = browser.get(path_of(&back)).await;
    assert_eq!(told.status, StatusCode::FORBIDDEN);
    assert!(told.text.contains("you declined"));
    assert!(told.text.contains("return_to=%2Ftickets"), "{}", told.text);
    assert_eq!(browser.session(), None);
    test.finish().await;
}

#[tokio::test]
async fn a_discord_that_cannot_help_is_told_apart_and_nobody_is_signed_in() {
    let test = desk().await;
    let busy = Effect::RateLimit {
        seconds: 5.0,
        global: false,
    };
    let down = || Effect::Refuse {
        status: 503,
        code: 0,
        message: "down".to_owned(),
    };
    let cases = [
        ("/oauth2/token", busy, StatusCode::SERVICE_UNAVAILABLE),
        ("/oauth2/token", down(), StatusCode::BAD_GATEWAY),
        ("/users/@me", down(), StatusCode::BAD_GATEWAY),
    ];
    for (route, effect, status) in cases {
        let mut browser = test.browser();
        test.discord.fault(fault(route, effect));
        let told = browser.sign_in(&test, test.cast.sam, "/").await;
        assert_eq!(told.status, status, "{route}: {}", told.text);
        assert!(told.text.contains("role=\"alert\""), "{}", told.text);
        assert_eq!(browser.session(), None);
        test.discord.clear_faults();
    }
    test.finish().await;
}

#[tokio::test]
async fn a_code_that_discord_did_not_give_is_refused() {
    let test = desk().await;
    let mut browser = test.browser();
    let at_discord = browser.set_out("/").await;
    let state = at_discord
        .split("state=")
        .nth(1)
        .unwrap()
        .split('&')
        .next()
        .unwrap();
    let told = browser
        .get(&format!("/api/auth/callback?code=made-up&state={state}"))
        .await;
    assert_eq!(told.status, StatusCode::BAD_REQUEST);
    assert!(told.text.contains("did not accept"), "{}", told.text);
    test.finish().await;
}

#[tokio::test]
async fn nobody_is_led_to_another_site() {
    let test = desk().await;
    for wish in [
        "//evil.example",
        "https://evil.example/",
        "/\\evil.example",
        "/%0d%0aX: y",
        "",
    ] {
        let mut browser = test.browser();
        let arrived = browser.sign_in(&test, test.cast.sam, wish).await;
        let location = arrived.location();
        assert!(
            location == "/" || location == "/%0d%0aX:%20y",
            "{wish:?} leads to {location}"
        );
        let page = browser.get("/sign-in?return_to=https://evil.example").await;
        assert_eq!(page.location(), "/");
    }
    test.finish().await;
}

#[tokio::test]
async fn a_new_sign_in_gives_a_new_session_and_ends_the_old_one() {
    let test = desk().await;
    let mut browser = test.signed_in(test.cast.sam).await;
    let first = browser.session().unwrap().to_owned();
    browser.sign_in(&test, test.cast.sam, "/").await;
    assert_ne!(browser.session().unwrap(), first);
    let mut thief = test.browser();
    thief.set_session(&first);
    assert_eq!(thief.get("/tickets").await.status, StatusCode::SEE_OTHER);
    test.finish().await;
}

#[tokio::test]
async fn signing_out_ends_the_session_for_whoever_has_its_cookie() {
    let test = desk().await;
    let mut browser = test.signed_in(test.cast.sam).await;
    let session = browser.session().unwrap().to_owned();
    let out = browser.post("/sign-out", &[]).await;
    assert_eq!((out.status, out.location()), (StatusCode::SEE_OTHER, "/"));
    assert_eq!(browser.session(), None);
    let mut thief = test.browser();
    thief.set_session(&session);
    let page = thief.get("/tickets").await;
    assert!(page.location().starts_with("/sign-in"));
    assert_eq!(
        thief.get_fragment("/tickets/rows").await.status,
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(
        thief.post("/api-keys", &[("name", "x")]).await.status,
        StatusCode::UNAUTHORIZED
    );
    test.finish().await;
}

#[tokio::test]
async fn a_session_ends_when_it_is_not_used_and_lives_on_when_it_is() {
    let clock = Clock::at(Clock::system().now());
    let setup = Setup {
        without_bot: true,
        clock: clock.clone(),
        ..Setup::default()
    };
    let test = TestApp::start_with(setup).await;
    let mut browser = test.signed_in(test.cast.sam).await;
    for _ in 0..3 {
        clock.advance(TimeDelta::days(5));
        let page = browser.get("/tickets").await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(
            page.header("set-cookie").contains("Max-Age=604800"),
            "the cookie lives on, too"
        );
    }
    clock.advance(TimeDelta::days(8));
    assert_eq!(browser.get("/tickets").await.status, StatusCode::SEE_OTHER);
    test.finish().await;
}

#[tokio::test]
async fn a_stranger_gets_a_clear_page_and_can_sign_out() {
    let test = desk().await;
    test.signed_in(test.cast.olga).await;
    let mut browser = test.signed_in(test.cast.max).await;
    let page = browser.get("/tickets").await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    for text in [
        "You have no access yet",
        "max",
        "olga",
        &test.cast.max.to_string(),
    ] {
        assert!(page.text.contains(text), "{text} is missing: {}", page.text);
    }
    assert_eq!(
        browser.post("/sign-out", &[]).await.status,
        StatusCode::SEE_OTHER
    );
    test.finish().await;
}

#[tokio::test]
async fn whoever_loses_the_role_loses_the_panel_at_the_next_sign_in() {
    let test = desk().await;
    let mut browser = test.signed_in(test.cast.sam).await;
    assert_eq!(browser.get("/tickets").await.status, StatusCode::OK);
    test.discord
        .take_role(test.cast.staff_server, test.cast.sam, test.cast.agents)
        .unwrap();
    browser.sign_in(&test, test.cast.sam, "/").await;
    assert_eq!(browser.get("/tickets").await.status, StatusCode::FORBIDDEN);
    test.discord
        .leave(test.cast.staff_server, test.cast.sam)
        .unwrap();
    browser.sign_in(&test, test.cast.sam, "/").await;
    assert_eq!(browser.get("/tickets").await.status, StatusCode::FORBIDDEN);
    test.finish().await;
}

#[tokio::test]
async fn whoever_begins_to_sign_in_over_and_over_has_to_wait() {
    let test = desk().await;
    let peer: std::net::SocketAddr = "192.0.2.66:4711".parse().unwrap();
    let mut robot = test.browser();
    let mut taken = 0;
    // One more is taken every two seconds.
    let refused = loop {
        let mut begin = robot
            .request(Method::GET, "/api/auth/login")
            .body(Body::empty())
            .unwrap();
        begin
            .extensions_mut()
            .insert(axum::extract::ConnectInfo(peer));
        let answer = robot.send(begin).await;
        if answer.status != StatusCode::SEE_OTHER {
            break answer;
        }
        taken += 1;
        assert!(taken < 300, "nobody has to wait");
    };
    assert!(taken >= 60, "{taken}");
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(
        refused.text.contains("Too many attempts"),
        "{}",
        refused.text
    );
    assert!(refused.header("retry-after").parse::<u64>().unwrap() > 0);
    test.finish().await;
}

#[tokio::test]
async fn a_browser_that_keeps_no_cookies_is_told_so() {
    let test = desk().await;
    let mut browser = test.browser();
    let at_discord = browser.set_out("/").await;
    let back = test.discord.authorize(test.cast.sam, &at_discord).unwrap();
    browser.forget_cookies();
    let told = browser.get(path_of(&back)).await;
    assert_eq!(told.status, StatusCode::BAD_REQUEST);
    assert!(told.text.contains("Allow cookies"), "{}", told.text);
    test.finish().await;
}

#[tokio::test]
async fn an_application_that_discord_does_not_take_is_the_administrators_business() {
    let test = desk().await;
    let wrong = Setup {
        without_bot: true,
        ..Setup::default()
    };
    let other = test.another_process_with(wrong, |config| {
        config.bot.client_secret = Some("not-the-secret".to_owned().into());
    });
    let mut browser = Browser::before(&other.await);
    let told = browser.sign_in(&test, test.cast.sam, "/").await;
    assert_eq!(told.status, StatusCode::BAD_GATEWAY);
    for told_of in ["Tell an administrator", "rustmail doctor"] {
        assert!(told.text.contains(told_of), "{}", told.text);
    }
    assert_eq!(browser.session(), None);
    test.finish().await;
}

/// On this machine not every browser keeps a cookie that is for secure connections; everywhere else there is none but that.
#[tokio::test]
async fn over_tls_cookies_are_for_secure_connections_only() {
    let test = desk().await;
    let setup = Setup {
        without_bot: true,
        ..Setup::default()
    };
    let other = test.another_process_with(setup, |config| {
        config.server.public_url = "https://desk.example".parse().ok();
    });
    let mut browser = Browser::before(&other.await);
    let begun = browser.get("/api/auth/login?led=true").await;
    let cookie = begun.header("set-cookie");
    assert!(cookie.starts_with("__Host-rustmail_sign_in="), "{cookie}");
    assert!(cookie.contains("Secure") && cookie.contains("HttpOnly"));
    test.finish().await;
}

#[tokio::test]
async fn a_binding_that_no_sign_in_was_given_is_replaced() {
    const BINDING: &str = "rustmail_sign_in";
    let test = desk().await;
    let planted = "x".repeat(43);
    let mut victim = test.browser();
    victim.plant(BINDING, &planted);
    let given = async |browser: &mut Browser| {
        let begun = browser.get("/api/auth/login").await;
        let cookie = begun.header("set-cookie").split(';').next().unwrap();
        cookie.split_once('=').unwrap().1.to_owned()
    };
    let first = given(&mut victim).await;
    assert_ne!(first, planted);
    // Two sign-ins at once share what the first one was given, so that both can be ended.
    assert_eq!(given(&mut victim).await, first);
    test.finish().await;
}

#[tokio::test]
async fn the_address_of_a_session_is_the_browsers_and_not_the_proxys() {
    let setup = Setup {
        without_bot: true,
        config: vec!["server.trusted_proxies = [\"10.0.0.0/8\"]".to_owned()],
        ..Setup::default()
    };
    let test = TestApp::start_with(setup).await;
    let addresses = [
        ("10.0.0.1:4711", "198.51.100.7", "198.51.100.7"),
        // Whoever is no proxy of ours may claim anything.
        ("192.0.2.1:4711", "198.51.100.8", "192.0.2.1"),
    ];
    for (peer, forwarded, noted) in addresses {
        let mut browser = test.browser();
        browser.peer = Some(peer.parse().unwrap());
        let header = ("x-forwarded-for", forwarded.to_owned());
        browser.headers.push(header);
        browser.sign_in(&test, test.cast.sam, "/").await;
        let page = browser.get("/sessions").await;
        assert!(page.text.contains(noted), "{noted}: {}", page.text);
        assert!(!page.text.contains("10.0.0.1"), "{}", page.text);
    }
    test.finish().await;
}

#[tokio::test]
async fn a_session_lasts_as_many_days_as_the_configuration_says() {
    let clock = Clock::at(Clock::system().now());
    let setup = Setup {
        without_bot: true,
        clock: clock.clone(),
        config: vec!["server.session_days = 1".to_owned()],
        ..Setup::default()
    };
    let test = TestApp::start_with(setup).await;
    let mut browser = test.browser();
    let arrived = browser.sign_in(&test, test.cast.sam, "/").await;
    assert!(arrived.header("set-cookie").contains("Max-Age=86400"));
    clock.advance(TimeDelta::hours(23));
    let page = browser.get("/tickets").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.header("set-cookie").contains("Max-Age=86400"));
    clock.advance(TimeDelta::hours(23));
    assert_eq!(browser.get("/tickets").await.status, StatusCode::OK);
    clock.advance(TimeDelta::hours(25));
    assert_eq!(browser.get("/tickets").await.status, StatusCode::SEE_OTHER);
    test.finish().await;
}
