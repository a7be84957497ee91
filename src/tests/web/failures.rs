//! What did not reach Discord, and how the server is.

use diesel_async::SimpleAsyncConnection as _;
use rustmail::models::ticket::Ticket;
use rustmail::models::ticket::replying::Draft;

use super::{desk, ticket_of};
use crate::support::test_app::TestApp;

#[tokio::test(flavor = "multi_thread")]
async fn what_failed_is_tried_again_or_given_up() {
    let test = desk().await;
    let ticket = ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    test.settle().await;
    test.discord.close_dms(test.cast.mia).unwrap();
    let sam = test.act_as(test.cast.sam, "Sam");
    test.signed_in(test.cast.sam).await;
    for text in ["One", "Two"] {
        let conn = &mut test.app.db().await.unwrap();
        Ticket::reply(conn, &sam, ticket.id, Draft::text(text))
            .await
            .unwrap();
    }
    test.settle().await;
    let mut olga = test.signed_in(test.cast.olga).await;
    let page = olga.get("/administration/deliveries").await;
    assert_eq!(
        page.text
            .matches("<h2>Send a message to the member")
            .count(),
        2,
        "{}",
        page.text
    );
    assert!(
        page.text.contains("does not accept direct messages") && page.text.contains("/tickets/1")
    );

    olga.headers.push(("accept-language", "fr".to_owned()));
    let page = olga.get("/administration/deliveries").await.text;
    assert!(page.contains("n’accepte pas les messages privés"), "{page}");
    olga.headers.pop();

    // As long as the cause is there, it fails again.
    assert_eq!(
        olga.post("/administration/deliveries/retry", &[])
            .await
            .status,
        303
    );
    test.settle().await;
    let page = olga.get("/administration/deliveries").await;
    assert_eq!(
        page.text
            .matches("<h2>Send a message to the member")
            .count(),
        2
    );
    let header = olga.get("/tickets/1/header").await.text;
    assert!(header.contains("Waiting on us"), "{header}");
    test.discord.open_dms(test.cast.mia).unwrap();
    let ids = failures(&page.text);
    let part = olga
        .post_fragment(
            &format!("/administration/deliveries/{}/giving-up", ids[0]),
            &[],
        )
        .await;
    assert!(
        part.text.starts_with("<div id=\"deliveries\""),
        "{}",
        part.text
    );
    let retried = olga
        .post(&format!("/administration/deliveries/{}/retry", ids[1]), &[])
        .await;
    assert_eq!(retried.status, 303);
    test.settle().await;
    assert_eq!(test.told(test.cast.mia).last().unwrap(), "sam: One");
    let header = olga.get("/tickets/1/header").await.text;
    assert!(header.contains("Waiting on the member"), "{header}");
    let page = olga.get("/administration/deliveries").await;
    assert!(page.text.contains("Nothing has failed"), "{}", page.text);
    let again = olga
        .post(&format!("/administration/deliveries/{}/retry", ids[1]), &[])
        .await;
    assert_eq!(again.location(), "/administration/deliveries");
    let gone = "There is no such failure: somebody may have dealt with it already.";
    let told = olga.get("/administration/deliveries").await.text;
    assert!(told.contains(gone), "{told}");
    let given_up = format!("/administration/deliveries/{}/giving-up", ids[0]);
    let part = olga.post_fragment(&given_up, &[]).await;
    assert_eq!(part.status, 200);
    assert!(
        part.text.starts_with("<div id=\"deliveries\"") && part.text.contains(gone),
        "{}",
        part.text
    );
    let log = olga.get("/administration/log").await;
    assert!(
        log.text
            .contains("olga gave this up: Send a message to the member."),
        "{}",
        log.text
    );
    test.finish().await;
}

/// The ids of the failures on the page, latest first.
fn failures(text: &str) -> Vec<String> {
    text.split("id=\"failure-")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap().to_owned())
        .collect()
}

/// The unit in which the page tells how much of the disk is free, which no test can know.
fn free_space<'a>(page: &'a str, name: &str) -> &'a str {
    let name = format!("<dt>{name}</dt><dd>");
    let (_, rest) = page.split_once(&name).expect("the free space is told");
    let (value, _) = rest.split_once('<').unwrap();
    let (count, unit) = value.split_once(' ').expect("a number and its unit");
    assert!(count.parse::<u64>().is_ok(), "{value}");
    unit
}

#[tokio::test(flavor = "multi_thread")]
async fn health_is_told() {
    let test = TestApp::start().await;
    let mut olga = test.signed_in(test.cast.olga).await;
    let page = olga.get("/administration/health").await;
    assert_eq!(page.status, 200);
    for told in [
        "this server process",
        "Postgres",
        "Latest migration",
        "Free space",
    ] {
        assert!(page.text.contains(told), "{told}: {}", page.text);
    }
    let units = ["B", "kB", "MB", "GB", "TB"];
    assert!(units.contains(&free_space(&page.text, "Free space")));
    let conn = &mut test.app.db().await.unwrap();
    conn.batch_execute(
        "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no space left'; END $$;
         CREATE TRIGGER full_disk BEFORE UPDATE ON bot_control FOR EACH ROW EXECUTE FUNCTION full_disk()",
    )
    .await
    .unwrap();
    let full = olga.get("/administration/health").await.text;
    let told = "Nothing can be written to the database: “no space left”.";
    assert!(full.contains(told), "{full}");
    conn.batch_execute("DROP TRIGGER full_disk ON bot_control")
        .await
        .unwrap();
    olga.headers.push(("accept-language", "fr".to_owned()));
    let french = olga.get("/administration/health").await.text;
    let units = ["o", "ko", "Mo", "Go", "To"];
    assert!(units.contains(&free_space(&french, "Espace libre")));
    olga.headers.pop();
    assert!(
        !page.text.contains("No server process runs the bot"),
        "{}",
        page.text
    );
    assert_eq!(
        olga.get("/administration").await.location(),
        "/administration/grants"
    );
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bot_that_is_stopped_or_cannot_connect_is_told_with_what_to_do() {
    let test = TestApp::start_with(crate::support::test_app::Setup {
        outside: true,
        ..Default::default()
    })
    .await;
    let mut olga = test.signed_in(test.cast.olga).await;
    let health = "/administration/health";
    let page = olga.get(health).await.text;
    assert!(page.contains("No server process runs the bot"), "{page}");

    // Another process leads, and reports.
    let now = test.app.clock.now();
    let report = rustmail::models::bot::status::Status {
        process: "desk:7".to_owned(),
        leading_since: now,
        connected_since: None,
        disconnected_since: Some(now - chrono::TimeDelta::minutes(5)),
        heard_since: None,
        latency_ms: None,
        trouble: None,
        hindrance: None,
        reported_at: now,
    };
    let conn = &mut test.app.db().await.unwrap();
    let lock = format!("SELECT pg_advisory_lock({})", rustmail::leadership::LOCK);
    diesel_async::SimpleAsyncConnection::batch_execute(&mut **conn, &lock)
        .await
        .unwrap();
    report.report(conn).await.unwrap();
    let page = olga.get(health).await.text;
    assert!(
        page.contains("has not been connected to Discord for a while"),
        "{page}"
    );
    let refused = rustmail::models::bot::status::Status {
        trouble: Some("Discord does not know the bot's token".to_owned()),
        ..report.clone()
    };
    refused.report(conn).await.unwrap();
    let page = olga.get(health).await.text;
    assert!(
        page.contains("Discord does not know the bot&#39;s token")
            || page.contains("Discord does not know the bot's token"),
        "{page}"
    );
    assert!(
        page.contains("replace it on the page “Configuration”"),
        "{page}"
    );
    let connected = rustmail::models::bot::status::Status {
        connected_since: Some(now),
        disconnected_since: None,
        heard_since: Some(now),
        ..report
    };
    connected.report(conn).await.unwrap();
    let page = olga.get(health).await.text;
    assert!(
        !page.contains("replace it on the page") && page.contains("Connected"),
        "{page}"
    );
    olga.post("/bot/stop", &[]).await;
    let page = olga.get(health).await.text;
    assert!(page.contains("Staff have stopped the bot"), "{page}");
}

/// What is ours is told in the reader's language; what Discord says itself stands between quotation marks.
#[tokio::test(flavor = "multi_thread")]
async fn why_something_failed_is_told_in_the_readers_language() {
    use discord_simulator::faults::{Effect, Fault};
    let test = desk().await;
    let ticket = ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    test.settle().await;
    let refusal = Effect::Refuse {
        status: 400,
        code: 50_035,
        message: "Invalid Form Body".to_owned(),
    };
    test.discord
        .fault(Fault::on("POST", "/channels/*/messages", refusal));
    let sam = test.act_as(test.cast.sam, "Sam");
    test.signed_in(test.cast.sam).await;
    {
        let conn = &mut test.app.db().await.unwrap();
        let draft = Draft::text("One");
        Ticket::reply(conn, &sam, ticket.id, draft).await.unwrap();
    }
    test.settle().await;
    let mut olga = test.signed_in(test.cast.olga).await;
    let page = olga.get("/administration/deliveries").await.text;
    let told = "Discord finds something in it that is not as it wants it. In Discord’s own words: “Invalid Form Body” (50035).";
    assert!(page.contains(told), "{page}");
    olga.headers.push(("accept-language", "fr".to_owned()));
    let page = olga.get("/administration/deliveries").await.text;
    // French has spaces before some marks that do not break.
    let page = page.replace('\u{a0}', " ");
    let told = "Quelque chose dans l’envoi ne convient pas à Discord. Discord dit : « Invalid Form Body » (50035).";
    assert!(page.contains(told), "{page}");
    test.discord.clear_faults();
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ticket_that_finds_no_inbox_says_so_and_not_that_its_channel_is_gone() {
    let test = TestApp::start().await;
    test.discord
        .delete_channel(test.cast.olga, test.cast.inbox)
        .unwrap();
    test.dm(test.cast.mia, discord_simulator::Draft::text("Hello?"));
    let mut olga = test.signed_in(test.cast.olga).await;
    let told = "The Discord category in which the channel was to be created does not exist";
    let seen = async {
        let mut look_again = tokio::time::interval(std::time::Duration::from_millis(50));
        loop {
            look_again.tick().await;
            let page = olga.get("/administration/deliveries").await.text;
            if page.contains(told) {
                return;
            }
        }
    };
    let seen = tokio::time::timeout(std::time::Duration::from_secs(60), seen).await;
    assert!(seen.is_ok(), "nobody is told of the inbox");
    test.finish().await;
}
