//! Blocks: placed on somebody found by name or id, listed, and lifted.

use axum::http::StatusCode;
use chrono::TimeDelta;
use rustmail::clock::Clock;

use super::{desk, ticket_of};
use crate::support::browser::{Browser, Page};
use crate::support::test_app::{Setup, TestApp};

/// Sixty members whom somebody has blocked.
const SIXTY_OTHERS: &str = "
    INSERT INTO users SELECT 1000 + n, 'member' || n, NULL, NULL, now() FROM generate_series(1, 60) n;
    INSERT INTO blocks (member_id, actor_kind, actor_id, actor_name, placed_at)
    SELECT 1000 + n, 'staff', 1, 'x', '2026-01-01' FROM generate_series(1, 60) n";

async fn block(browser: &mut Browser, member: &str, more: &[(&str, &str)]) -> Page {
    let fields = [&[("member", member)], more].concat();
    browser.post("/blocks", &fields).await
}

#[tokio::test]
async fn a_member_is_blocked_by_name_and_the_block_is_lifted() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    assert!(sam.get("/blocks").await.text.contains("Nobody is blocked"));
    let placed = block(
        &mut sam,
        " @MIA ",
        &[("reason", "Spam & <b>more</b>"), ("lasts", "2h")],
    )
    .await;
    assert_eq!(placed.location(), "/blocks");
    let list = sam.get("/blocks").await.text;
    for text in [
        "Blocked by sam",
        "Spam &amp; &lt;b&gt;more",
        "ends",
        "in 2 h",
    ] {
        assert!(list.contains(text), "{text} is missing: {list}");
    }
    let lifted = sam.post("/blocks/1/lifting", &[]).await;
    assert_eq!(lifted.location(), "/blocks");
    let list = sam.get("/blocks").await.text;
    assert!(list.contains("Nobody is blocked") && !list.contains("block-row"));
    let ended = sam.get("/blocks?shelf=ended").await.text;
    assert!(
        ended.contains("Spam") && ended.contains("lifted by sam"),
        "{ended}"
    );
    let again = sam.post("/blocks/1/lifting", &[]).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    assert!(
        again.text.contains("This block has ended"),
        "{}",
        again.text
    );
    test.finish().await;
}

#[tokio::test]
async fn whoever_has_never_written_is_blocked_by_id() {
    let test = desk().await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let max = test.cast.max.to_string();
    assert_eq!(block(&mut sam, &max, &[]).await.location(), "/blocks");
    let list = sam.get("/blocks").await.text;
    assert!(list.contains("max") && list.contains("for good"), "{list}");
    let robot = test.cast.bot.user_id.to_string();
    for (member, why) in [
        ("123456789012345678", "Discord knows no such user"),
        (&*robot, "Bots cannot have tickets"),
        ("nobody", "There is no such member"),
        (" ", "There is no such member"),
    ] {
        let refused = block(&mut sam, member, &[("reason", "Kept reason")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{member}");
        assert!(refused.text.contains(why), "{why}: {}", refused.text);
        assert!(refused.text.contains("Kept reason"), "{}", refused.text);
    }
    test.finish().await;
}

#[tokio::test]
async fn nobody_is_blocked_by_mistake() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia.fan", "Hello?")).await;
    ticket_of(&test, test.cast.max, ("mia_fan", "Hello!")).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let asked = block(&mut sam, "mia", &[("reason", "Spam"), ("lasts", "3d")]).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    for text in [
        "Whom do you mean by “mia”?",
        "(@mia.fan)",
        "(@mia_fan)",
        "value=\"3d\"",
        "Spam",
    ] {
        assert!(
            asked.text.contains(text),
            "{text} is missing: {}",
            asked.text
        );
    }
    let max = test.cast.max.to_string();
    assert!(asked.text.contains(&format!("value=\"{max}\"")));
    block(&mut sam, &max, &[("lasts", "3d")]).await;
    let list = sam.get("/blocks").await.text;
    assert_eq!(list.matches("class=\"block-row\"").count(), 1, "{list}");
    for (lasts, why) in [("soon", "soon"), ("9000d", "at most ten years")] {
        let refused = block(&mut sam, &max, &[("lasts", lasts)]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            refused.text.contains("block-lasts-error"),
            "{}",
            refused.text
        );
        assert!(refused.text.contains(why), "{}", refused.text);
    }
    test.finish().await;
}

#[tokio::test]
async fn why_a_block_stands_and_until_when_can_be_changed() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    block(&mut sam, "mia", &[("reason", "Spam"), ("lasts", "2h")]).await;
    let kept = [
        ("reason", "Much spam"),
        ("lasts", ""),
        ("based_on", "1"),
        ("from", "member"),
    ];
    let changed = sam.post("/blocks/1", &kept).await;
    assert_eq!(changed.location(), format!("/members/{}", test.cast.mia));
    let page = sam.get(changed.location()).await.text;
    assert!(
        page.contains("Much spam") && page.contains("in 2 h"),
        "{page}"
    );
    let for_good = [
        ("reason", "Much spam"),
        ("for_good", "true"),
        ("based_on", "2"),
    ];
    sam.post("/blocks/1", &for_good).await;
    let list = sam.get("/blocks").await.text;
    assert!(list.contains("for good"), "{list}");
    for (lasts, why) in [
        ("soon", "soon"),
        ("9000d", "at most ten years"),
        ("3d", "Choose one"),
    ] {
        let fields = [("reason", "Kept"), ("lasts", lasts), ("for_good", "true")];
        let refused = sam
            .post("/blocks/1", &fields[..if lasts == "3d" { 3 } else { 2 }])
            .await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{lasts}");
        for text in [why, "Kept", "block-1-lasts-error"] {
            assert!(refused.text.contains(text), "{text}: {}", refused.text);
        }
    }
    // Where the member has a ticket open, the staff read of it there.
    test.settle().await;
    let log = sam.get("/blocks").await.text;
    assert!(log.contains("action=\"/blocks/1\""), "{log}");
    sam.post("/blocks/1/lifting", &[]).await;
    let closing = block(&mut sam, "mia", &[("closes", "true")]).await;
    assert_eq!(closing.location(), "/blocks");
    let ticket = sam.get("/tickets/1").await.text;
    assert!(ticket.contains("Closed"), "{ticket}");
    test.settle().await;
    test.finish().await;
}

#[tokio::test]
async fn nobody_writes_over_what_somebody_else_has_changed_meanwhile() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let mut sue = test.signed_in(test.cast.sue).await;
    block(&mut sam, "mia", &[("reason", "Spam")]).await;
    let page = sam.get("/blocks").await.text;
    assert!(page.contains("name=\"based_on\" value=\"1\""), "{page}");
    let of_sue = [("reason", "Threats, see #12"), ("based_on", "1")];
    sue.post("/blocks/1", &of_sue).await;
    for from in ["", "member"] {
        let mut of_sam = vec![
            ("reason", "Spam"),
            ("lasts", "7d"),
            ("based_on", "1"),
            ("from", from),
        ];
        let refused = sam.post("/blocks/1", &of_sam).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{from}");
        for text in [
            "Somebody has changed this block meanwhile.",
            "Threats, see #12",
            "value=\"7d\"",
            "name=\"based_on\" value=\"2\"",
            "\nSpam</textarea>",
        ] {
            assert!(refused.text.contains(text), "{text}: {}", refused.text);
        }
        if from == "member" {
            assert!(
                refused.text.contains("<h1><bdi>mia</bdi></h1>"),
                "{}",
                refused.text
            );
            of_sam[2].1 = "2";
            let saved = sam.post("/blocks/1", &of_sam).await;
            assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
        }
    }
    test.finish().await;
}

#[tokio::test]
async fn what_was_typed_about_a_block_stays_on_the_page_that_it_was_typed_on() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let mia = test.cast.mia.to_string();
    let typed = [("reason", "Kept"), ("lasts", "soon"), ("from", "member")];
    let refused = block(&mut sam, &mia, &typed).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    for text in [
        "<h1><bdi>mia</bdi></h1>",
        "name=\"from\" value=\"member\"",
        "Kept",
        "block-lasts-error",
    ] {
        assert!(refused.text.contains(text), "{text}: {}", refused.text);
    }

    // Sixty others were blocked since: the oldest block is on the second page.
    block(&mut sam, "mia", &[("reason", "Spam")]).await;
    let conn = &mut test.app.db().await.unwrap();
    diesel_async::SimpleAsyncConnection::batch_execute(&mut **conn, SIXTY_OTHERS)
        .await
        .unwrap();
    let change = |from: &'static str| {
        let typed = [("reason", "Much spam"), ("lasts", "soon")];
        [&typed[..], &[("based_on", "1"), ("from", from)]].concat()
    };
    for (from, title) in [("", "Blocks</h1>"), ("member", "<h1><bdi>mia</bdi></h1>")] {
        let refused = sam.post("/blocks/1", &change(from)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{from}");
        for text in [title, "Much spam", "block-1-lasts-error"] {
            assert!(refused.text.contains(text), "{text}: {}", refused.text);
        }
    }
    // Once it has ended, what was typed can make a new one.
    sam.post("/blocks/1/lifting", &[]).await;
    for (from, title) in [("", "Blocks</h1>"), ("member", "<h1><bdi>mia</bdi></h1>")] {
        let mut fields = change(from);
        fields[1].1 = "3d";
        let refused = sam.post("/blocks/1", &fields).await;
        let form = refused.text.split("id=\"new-block\"").nth(1).unwrap();
        for text in ["This block has ended", "Much spam", "value=\"3d\"", &*mia] {
            assert!(form.contains(text), "{from} {text}: {form}");
        }
        assert!(refused.text.contains(title), "{from}: {}", refused.text);
    }
    let lifted = sam.post("/blocks/1/lifting", &[("from", "member")]).await;
    assert_eq!(lifted.status, StatusCode::CONFLICT);
    assert!(
        lifted.text.contains("<h1><bdi>mia</bdi></h1>")
            && lifted.text.contains("This block has ended")
    );
    test.finish().await;
}

#[tokio::test]
async fn a_long_list_of_blocks_is_read_both_ways() {
    let test = desk().await;
    let conn = &mut test.app.db().await.unwrap();
    diesel_async::SimpleAsyncConnection::batch_execute(&mut **conn, SIXTY_OTHERS)
        .await
        .unwrap();
    let mut sam = test.signed_in(test.cast.sam).await;
    let link = |page: &str, way: &str| {
        let found = page.split(&format!("rel=\"{way}\" href=\"")).nth(1)?;
        Some(found.split('"').next()?.replace("&amp;", "&"))
    };
    let first = sam.get("/blocks").await.text;
    assert!(first.contains(">member60<") && link(&first, "prev").is_none());
    let second = sam.get(&link(&first, "next").unwrap()).await.text;
    assert!(second.contains(">member1<") && link(&second, "next").is_none());
    let back = sam.get(&link(&second, "prev").unwrap()).await.text;
    assert!(
        back.contains(">member60<") && back.contains(">member11<"),
        "{back}"
    );
    assert!(link(&back, "prev").is_none() && link(&back, "next").is_some());
    test.finish().await;
}

#[tokio::test]
async fn the_channel_of_a_ticket_that_is_closed_along_stays_as_long_as_any_other() {
    let clock = Clock::at(Clock::system().now());
    let test = TestApp::start_with(Setup {
        clock: clock.clone(),
        config: vec!["thread.time_to_close_thread = 3600".to_owned()],
        without_bot: true,
        ..Setup::default()
    })
    .await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let channel = test.channel_of(test.cast.mia).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    block(&mut sam, "mia", &[("closes", "true")]).await;
    test.sees(channel, "This channel goes <t:").await;
    clock.advance(TimeDelta::minutes(61));
    test.settle().await;
    assert!(test.discord.channel(channel).is_err(), "the channel stays");
    test.finish().await;
}
