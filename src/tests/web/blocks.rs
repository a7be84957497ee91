//! Blocks: placed on somebody found by name or id, listed, and lifted.

use axum::http::StatusCode;

use super::{desk, ticket_of};
use crate::support::browser::{Browser, Page};

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
    assert!(list.contains("Nobody is blocked") && !list.contains("Spam"));
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
