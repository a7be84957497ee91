//! What staff say in the panel.

use axum::http::StatusCode;

use super::{desk, ticket_of};
use crate::support::browser::Page;

const BOX: &str = "/tickets/1/messages";
const ID: &str = "0191b3a2-0000-7000-8000-000000000001";

/// The id of the newest message on a page.
pub fn newest(page: &Page) -> String {
    let last = page
        .text
        .rsplit("<article class=\"message ")
        .next()
        .unwrap();
    let id = last.split("id=\"message-").nth(1).unwrap();
    id.split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_reply_reaches_the_member_and_stands_on_the_page() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let sent = sam
        .upload(BOX, &[("kind", "reply"), ("content", "Hi\r\nMia!")], &[])
        .await;
    // The page opens at what was said.
    let said = newest(&sam.get("/tickets/1").await);
    assert_eq!(
        (sent.status, sent.location()),
        (
            StatusCode::SEE_OTHER,
            &*format!("/tickets/1#message-{said}")
        )
    );
    test.is_told(test.cast.mia, "Hi\nMia!").await;
    test.settle().await;
    let page = sam.get("/tickets/1").await.text;
    for text in ["Reply #1", "Hi\nMia!", "Delivered", "Waiting on the member"] {
        assert!(page.contains(text), "{text} is missing: {page}");
    }
    test.finish().await;
}

#[tokio::test]
async fn a_script_gets_an_empty_box_and_the_conversation() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let fields = [
        ("submission", ID),
        ("kind", "anonymous_reply"),
        ("content", "Hi Mia!"),
    ];
    let sent = sam.upload_fragment(BOX, &fields).await;
    assert_eq!(sent.status, StatusCode::OK);
    assert!(sent.text.contains("id=\"composer\"") && sent.text.contains("id=\"conversation\""));
    assert!(sent.text.contains("Anonymous reply #1") && !sent.text.contains(ID));
    assert!(!sent.text.contains("<html"));
    test.finish().await;
}

#[tokio::test]
async fn a_note_stays_among_staff() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    sam.upload(BOX, &[("kind", "note"), ("content", "She is kind.")], &[])
        .await;
    let page = sam.get("/tickets/1").await.text;
    assert!(
        page.contains("Internal note") && page.contains("She is kind."),
        "{page}"
    );
    test.settle().await;
    assert!(
        !test
            .told(test.cast.mia)
            .iter()
            .any(|text| text.contains("kind"))
    );
    test.finish().await;
}

#[tokio::test]
async fn what_cannot_be_sent_is_said_beside_the_box_and_nothing_typed_is_lost() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let long = "ä".repeat(10_001);
    for (content, why) in [
        ("  ", "There is nothing to send"),
        (&long, "This text is too long"),
    ] {
        let fields = [("kind", "note"), ("content", content)];
        let page = sam.upload(BOX, &fields, &[]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            page.text.contains("<html") && page.text.contains(why),
            "{why}"
        );
        assert!(page.text.contains(&format!("\n{content}</textarea>")));
        assert!(page.text.contains("value=\"note\" checked"));
        let part = sam.upload_fragment(BOX, &fields).await;
        assert_eq!(part.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            part.text.starts_with("<form") && part.text.contains(why),
            "{}",
            part.text
        );
    }
    sam.post("/tickets/1/closure", &[]).await;
    let late = sam
        .upload(BOX, &[("kind", "reply"), ("content", "Too late")], &[])
        .await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        late.text.contains("This ticket is closed.") && late.text.contains("\nToo late</textarea>")
    );
    test.finish().await;
}

#[tokio::test]
async fn staff_change_and_delete_their_own_replies_only() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    sam.upload(BOX, &[("kind", "reply"), ("content", "Helo")], &[])
        .await;
    test.is_told(test.cast.mia, "Helo").await;
    let id = newest(&sam.get("/tickets/1").await);
    let (edit, delete) = (
        format!("{BOX}/{id}/revisions"),
        format!("{BOX}/{id}/deletion"),
    );

    let mut sue = test.signed_in(test.cast.sue).await;
    assert!(!sue.get("/tickets/1").await.text.contains(&edit));
    let refused = sue.post(&edit, &[("content", "Mine")]).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert!(
        refused
            .text
            .contains("Only the person who wrote this reply")
    );
    assert_eq!(sue.post(&delete, &[]).await.status, StatusCode::FORBIDDEN);

    let refused = sam.post(&edit, &[("content", "")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.text.contains("There is nothing to send"),
        "{}",
        refused.text
    );
    let edited = sam.post(&edit, &[("content", "Hello")]).await;
    assert_eq!(edited.location(), format!("/tickets/1#message-{id}"));
    test.is_told(test.cast.mia, "Hello").await;
    let part = sam.post_fragment(&delete, &[]).await;
    assert!(
        part.text.starts_with("<section") && part.text.contains("Deleted"),
        "{}",
        part.text
    );
    test.settle().await;
    assert!(
        !test
            .told(test.cast.mia)
            .iter()
            .any(|text| text.contains("Hello"))
    );
    let again = sam.post(&edit, &[("content", "Again and again")]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        again.text.contains("This reply has been deleted.")
            && again.text.contains("Again and again"),
        "{}",
        again.text
    );
    test.finish().await;
}

#[tokio::test]
async fn of_many_versions_the_page_has_the_latest_and_the_transcript_all() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    sam.upload(BOX, &[("kind", "reply"), ("content", "Version 1.")], &[])
        .await;
    let id = newest(&sam.get("/tickets/1").await);
    let edit = format!("{BOX}/{id}/revisions");
    for number in 2..=9 {
        let text = format!("Version {number}.");
        sam.post(&edit, &[("content", &text)]).await;
    }
    let page = sam.get("/tickets/1").await.text;
    assert!(
        page.contains("3 older versions are in the transcript"),
        "{page}"
    );
    assert!(page.contains("<del>4.</del><ins>5.</ins>"), "{page}");
    assert!(!page.contains("<del>3.</del>"), "{page}");
    let transcript = sam.get("/tickets/1/transcript.txt").await.text;
    for number in 1..=9 {
        let text = format!("Version {number}.");
        assert!(transcript.contains(&text), "{text}: {transcript}");
    }
    test.finish().await;
}

#[tokio::test]
async fn a_new_text_that_comes_too_late_is_shown_again() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    sam.upload(BOX, &[("kind", "reply"), ("content", "Helo")], &[])
        .await;
    let id = newest(&sam.get("/tickets/1").await);
    let edit = format!("{BOX}/{id}/revisions");
    let unsendable = sam.post(&edit, &[("content", "Hel\0lo")]).await;
    assert_eq!(unsendable.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unsendable.text.contains("NUL"), "{}", unsendable.text);
    sam.post("/tickets/1/closure", &[("silent", "true")]).await;
    for late in [
        sam.post(&edit, &[("content", "Hello, rather")]).await,
        sam.post_fragment(&edit, &[("content", "Hello, rather")])
            .await,
    ] {
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
        let text = &late.text;
        assert!(
            text.contains("Hello, rather") && text.contains("This ticket is closed."),
            "{text}"
        );
    }
    test.finish().await;
}

#[tokio::test]
async fn a_message_of_another_ticket_cannot_be_reached() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    ticket_of(&test, test.cast.max, ("max", "Hello?")).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    sam.upload(BOX, &[("kind", "reply"), ("content", "Hi")], &[])
        .await;
    let id = newest(&sam.get("/tickets/1").await);
    let elsewhere = format!("/tickets/2/messages/{id}/deletion");
    assert_eq!(
        sam.post(&elsewhere, &[]).await.status,
        StatusCode::NOT_FOUND
    );
    let nowhere = sam
        .upload("/tickets/99/messages", &[("content", "Hi")], &[])
        .await;
    assert_eq!(nowhere.status, StatusCode::NOT_FOUND);
    test.finish().await;
}

#[tokio::test]
async fn what_failed_is_tried_again_from_the_page() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    test.discord.close_dms(test.cast.mia).unwrap();
    let mut sam = test.signed_in(test.cast.sam).await;
    sam.upload(
        BOX,
        &[("kind", "reply"), ("content", "Can you hear me?")],
        &[],
    )
    .await;
    test.settle().await;
    let page = sam.get("/tickets/1").await;
    assert!(page.text.contains("Waiting on us"), "{}", page.text);
    let to = format!("{BOX}/{}/attempts", newest(&page));
    assert!(
        page.text.contains(&to) && page.text.contains("Try again"),
        "{}",
        page.text
    );
    test.grant(
        test.cast.paul,
        rustmail::models::permission::Permission::ViewTickets,
    )
    .await;
    let mut paul = test.signed_in(test.cast.paul).await;
    assert!(!paul.get("/tickets/1").await.text.contains("Try again"));

    test.discord.open_dms(test.cast.mia).unwrap();
    let part = sam.post_fragment(&to, &[("side", "dm")]).await;
    assert!(
        part.text.starts_with("<section") && part.text.contains("On its way"),
        "{}",
        part.text
    );
    test.is_told(test.cast.mia, "Can you hear me?").await;
    let header = sam.get("/tickets/1/header").await.text;
    assert!(header.contains("Waiting on the member"), "{header}");
    test.settle().await;
    assert!(
        !sam.get("/tickets")
            .await
            .text
            .contains("Reply not delivered")
    );
    let again = sam.post(&to, &[("side", "dm")]).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    assert_eq!(
        sam.post(&to, &[("side", "moon")]).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    test.finish().await;
}

#[tokio::test]
async fn the_list_and_the_head_say_that_a_reply_did_not_arrive() {
    let test = desk().await;
    let mia = ("mia", "Hello?");
    ticket_of(&test, test.cast.mia, mia).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let pages = ["/tickets", "/tickets/1/header"];
    let mut says = async |page| sam.get(page).await.text.contains("Reply not delivered");
    test.discord.close_dms(test.cast.mia).unwrap();
    let replies = [("Can you hear me?", true), ("And now?", false)];
    for (text, is_deleted) in replies {
        let mut author = test.signed_in(test.cast.sam).await;
        let reply = [("kind", "reply"), ("content", text)];
        author.upload(BOX, &reply, &[]).await;
        test.settle().await;
        for page in pages {
            assert!(says(page).await, "{page} does not say so of {text}");
        }
        if is_deleted {
            let id = newest(&author.get("/tickets/1").await);
            author.post(&format!("{BOX}/{id}/deletion"), &[]).await;
            test.settle().await;
        } else {
            test.discord.open_dms(test.cast.mia).unwrap();
            ticket_of(&test, test.cast.mia, mia).await;
        }
        for page in pages {
            assert!(!says(page).await, "{page} still says so of {text}");
        }
    }
    test.settle().await;
    test.finish().await;
}

#[tokio::test]
async fn the_list_shows_what_was_said_before_a_reply_that_was_deleted() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Where is it?")).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    sam.upload(BOX, &[("kind", "reply"), ("content", "Gone")], &[])
        .await;
    let id = newest(&sam.get("/tickets/1").await);
    sam.post(&format!("{BOX}/{id}/deletion"), &[]).await;
    let list = sam.get("/tickets").await.text;
    assert!(
        list.contains("<p class=\"ticket-preview\" dir=\"auto\">Where is it?</p>"),
        "{list}"
    );
    test.settle().await;
    test.finish().await;
}

#[tokio::test]
async fn text_reads_as_on_discord_and_edits_show_what_changed() {
    let test = desk().await;
    let said = "**Hello**, see https://shop.example and <@1>";
    ticket_of(&test, test.cast.mia, ("mia", said)).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    sam.upload(BOX, &[("kind", "reply"), ("content", "Come at ten")], &[])
        .await;
    let id = newest(&sam.get("/tickets/1").await);
    sam.post(
        &format!("{BOX}/{id}/revisions"),
        &[("content", "Come at eleven")],
    )
    .await;
    let page = sam.get("/tickets/1").await.text;
    for text in [
        "<strong>Hello</strong>",
        "href=\"https://shop.example\" rel=\"noopener noreferrer nofollow\"",
        "@somebody",
        "<del>ten</del><ins>eleven</ins>",
    ] {
        assert!(page.contains(text), "{text} is missing: {page}");
    }
    test.finish().await;
}
