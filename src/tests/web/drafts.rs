//! What somebody is writing is kept for them alone.

use axum::http::StatusCode;

use super::{desk, ticket_of};

const BOX: &str = "/tickets/1/messages";
const DRAFT: &str = "/tickets/1/draft";
const UPLOAD: &str = "/tickets/1/draft/upload";
const ID: &str = "0191b3a2-0000-7000-8000-000000000001";

#[tokio::test]
async fn a_draft_is_there_again_until_it_is_sent_and_nobody_else_sees_it() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let fields = [
        ("submission", ID),
        ("kind", "note"),
        ("content", "Half a tho\r\nught"),
    ];
    let kept = sam.post_fragment(DRAFT, &fields).await;
    assert_eq!(kept.status, StatusCode::OK);
    assert!(
        kept.text.contains("Draft kept") && !kept.text.contains("<form"),
        "{}",
        kept.text
    );
    let page = sam.get("/tickets/1").await.text;
    assert!(page.contains("\nHalf a tho\nught</textarea>"), "{page}");
    assert!(page.contains("value=\"note\" checked") && page.contains("Draft kept"));
    let mut sue = test.signed_in(test.cast.sue).await;
    assert!(!sue.get("/tickets/1").await.text.contains("Half a tho"));

    let sent = [
        ("submission", ID),
        ("kind", "note"),
        ("content", "A thought"),
    ];
    sam.upload(BOX, &sent, &[]).await;
    let page = sam.get("/tickets/1").await.text;
    assert!(
        !page.contains("Half a tho") && !page.contains("Draft kept"),
        "{page}"
    );
    // What was still on its way when it was sent does not come back.
    let late = sam.post_fragment(DRAFT, &fields).await;
    assert!(!late.text.contains("Draft kept"), "{}", late.text);
    assert!(!sam.get("/tickets/1").await.text.contains("Half a tho"));
    // What is written after no answer came back is kept, unless it is what has arrived.
    for (content, is_kept) in [("A thought", false), ("Another thought", true)] {
        let fields = [
            ("submission", ID),
            ("attempted", "true"),
            ("kind", "note"),
            ("content", content),
        ];
        let told = sam.post_fragment(DRAFT, &fields).await.text;
        assert_eq!(told.contains("Draft kept"), is_kept, "{told}");
        let page = sam.get("/tickets/1").await.text;
        let box_with_it = format!("\n{content}</textarea>");
        assert_eq!(page.contains(&box_with_it), is_kept, "{page}");
    }
    test.finish().await;
}

#[tokio::test]
async fn a_draft_of_any_script_may_be_as_long_as_a_reply() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let long = "\u{2070e}".repeat(10_000);
    let fields = [("kind", "reply"), ("content", long.as_str())];
    let kept = sam.post_fragment(DRAFT, &fields).await;
    assert_eq!(kept.status, StatusCode::OK);
    assert!(sam.get("/tickets/1").await.text.contains(&long));
    test.finish().await;
}

#[tokio::test]
async fn a_draft_is_thrown_away_when_its_writer_says_so_or_empties_the_box() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    for end in ["/tickets/1/draft/removal", DRAFT] {
        let saved = sam
            .post(DRAFT, &[("kind", "reply"), ("content", "Never mind")])
            .await;
        assert_eq!(saved.location(), "/tickets/1#composer");
        assert!(sam.get("/tickets/1").await.text.contains("Never mind"));
        let gone = sam
            .post_fragment(end, &[("kind", "reply"), ("content", " ")])
            .await;
        assert_eq!(gone.status, StatusCode::OK);
        assert!(!sam.get("/tickets/1").await.text.contains("Never mind"));
    }
    test.finish().await;
}

#[tokio::test]
async fn a_text_that_is_brought_back_or_comes_late_replaces_no_newer_one() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let sent = [("submission", ID), ("kind", "reply"), ("content", "First")];
    sam.upload(BOX, &sent, &[]).await;
    let newer = [("kind", "reply"), ("content", "A newer text")];
    sam.post_fragment(DRAFT, &newer).await;
    // Of what was sent already, and of what was thrown away before.
    let late = [("submission", ID), ("kind", "reply"), ("content", "Fir")];
    sam.post_fragment(DRAFT, &late).await;
    let back = [("kind", "reply"), ("content", "Old"), ("back", "true")];
    let refused = sam.post(DRAFT, &back).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(
        refused.text.contains("\nOld</textarea>"),
        "{}",
        refused.text
    );
    let page = sam.get("/tickets/1").await.text;
    assert!(page.contains("\nA newer text</textarea>"), "{page}");
    test.finish().await;
}

#[tokio::test]
async fn what_was_refused_is_kept_and_a_draft_remembers_what_its_writer_had_seen() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let mut sue = test.signed_in(test.cast.sue).await;
    sam.post(
        DRAFT,
        &[
            ("kind", "reply"),
            ("seen", "1"),
            ("content", "From yesterday"),
        ],
    )
    .await;
    sue.upload(BOX, &[("kind", "reply"), ("content", "Answered")], &[])
        .await;
    let page = sam.get("/tickets/1").await.text;
    assert!(page.contains("name=\"seen\" value=\"1\""), "{page}");
    let fields = [("kind", "reply"), ("seen", "1"), ("content", "From today")];
    let held = sam.upload(BOX, &fields, &[]).await;
    assert_eq!(held.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        sam.get("/tickets/1")
            .await
            .text
            .contains("\nFrom today</textarea>")
    );

    let long = "x".repeat(10_001);
    let refused = sam
        .post(DRAFT, &[("kind", "reply"), ("content", &long)])
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        sam.get("/tickets/1")
            .await
            .text
            .contains("\nFrom today</textarea>")
    );
    test.finish().await;
}

#[tokio::test]
async fn a_saved_answer_is_put_into_the_box_without_a_script() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let mut olga = test.signed_in(test.cast.olga).await;
    let fields = [
        ("key", "hello"),
        ("content", "Hello {member}, this is ticket {ticket}."),
    ];
    let made = olga.post("/snippets", &fields).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text);
    let mut sam = test.signed_in(test.cast.sam).await;
    let page = sam.get("/tickets/1").await.text;
    assert!(
        page.contains("<option value=\"hello\">/hello</option>"),
        "{page}"
    );
    assert!(
        page.contains("data-suggestions=\"/tickets/1/snippets\""),
        "{page}"
    );
    let fields = [
        ("kind", "reply"),
        ("content", "Hi!"),
        ("key", "hello"),
        ("insert", "true"),
    ];
    let action = format!("value=\"true\" formaction=\"{UPLOAD}\"");
    assert!(page.contains(&action), "{page}");
    // The page is left, and what was chosen on it comes back as well.
    let file = [("map.png", "image/png", b"map".to_vec())];
    let inserted = sam.upload(UPLOAD, &fields, &file).await;
    assert_eq!(inserted.location(), "/tickets/1#composer");
    let page = sam.get("/tickets/1").await.text;
    assert!(
        page.contains("\nHi!\nHello mia, this is ticket 1.</textarea>"),
        "{page}"
    );
    assert!(page.contains("name=\"kept\" value=\"1\"") && page.contains("map.png"));
    let part = sam.post_fragment(DRAFT, &fields).await.text;
    assert!(
        part.starts_with("<form") && part.contains("this is ticket 1."),
        "{part}"
    );
    test.finish().await;
}

#[tokio::test]
async fn a_saved_answer_that_cannot_be_inserted_leaves_what_was_typed() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let mut olga = test.signed_in(test.cast.olga).await;
    let long = "y".repeat(4_000);
    olga.post("/snippets", &[("key", "long"), ("content", &long)])
        .await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let typed = "x".repeat(7_000);
    let cases = [
        ("long", "10000 are allowed"),
        ("gone", "There is no such snippet."),
    ];
    for (key, why) in cases {
        let fields = [
            ("kind", "note"),
            ("content", &*typed),
            ("key", key),
            ("insert", "true"),
        ];
        for refused in [
            sam.upload(UPLOAD, &fields, &[]).await,
            sam.post_fragment(DRAFT, &fields).await,
        ] {
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{key}");
            let text = &refused.text;
            assert!(text.contains(why), "{why}: {text}");
            assert!(text.contains(&format!("\n{typed}</textarea>")), "{text}");
            assert!(text.contains("value=\"note\" checked"), "{text}");
        }
        let page = sam.get("/tickets/1").await.text;
        assert!(page.contains(&format!("\n{typed}</textarea>")), "{page}");
    }
    let unsendable = [("kind", "note"), ("content", "a\0b")];
    let unsendable = sam.upload(UPLOAD, &unsendable, &[]).await;
    assert_eq!(unsendable.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unsendable.text.contains("id=\"composer\""));
    test.finish().await;
}

#[tokio::test]
async fn a_draft_takes_no_more_files_than_a_message_does() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let map = ("map.png", "image/png", b"map".to_vec());
    let typed = [("kind", "reply"), ("content", "See the maps")];
    let kept = sam.upload(UPLOAD, &typed, &vec![map.clone(); 10]).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text);
    let ids: Vec<String> = (1..=10).map(|id| id.to_string()).collect();
    let mut fields = typed.to_vec();
    fields.extend(ids.iter().map(|id| ("kept", id.as_str())));
    let eleventh = sam.upload(UPLOAD, &fields, &[map]).await;
    assert_eq!(eleventh.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(eleventh.text.contains("id=\"composer-files-error\""));
    fields.push(("without", "3"));
    assert_eq!(
        sam.upload(UPLOAD, &fields, &[]).await.location(),
        "/tickets/1#composer"
    );
    let page = sam.get("/tickets/1").await.text;
    assert_eq!(page.matches("name=\"kept\"").count(), 9, "{page}");
    assert!(page.contains("\nSee the maps</textarea>"), "{page}");
    test.finish().await;
}

#[tokio::test]
async fn every_saved_answer_can_be_leafed_to_without_a_script() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let mut olga = test.signed_in(test.cast.olga).await;
    for number in 0..52 {
        let key = format!("key-{number:02}");
        olga.post("/snippets", &[("key", &key), ("content", "Answer")])
            .await;
    }
    let mut sam = test.signed_in(test.cast.sam).await;
    let page = sam.get("/tickets/1").await.text;
    assert!(page.contains(">/key-49<") && !page.contains(">/key-50<"));
    assert!(page.contains("value=\"after:key-49\""), "{page}");
    let fields = [
        ("kind", "reply"),
        ("content", "Hi!"),
        ("shelf", "after:key-49"),
    ];
    let next = sam.upload(UPLOAD, &fields, &[]).await;
    assert_eq!(next.location(), "/tickets/1?shelf=after%3Akey-49#composer");
    let page = sam.get("/tickets/1?shelf=after%3Akey-49").await.text;
    assert!(page.contains(">/key-51<") && !page.contains(">/key-49<"));
    assert!(page.contains("\nHi!</textarea>") && page.contains("value=\"first\""));
    let part = sam.post_fragment(DRAFT, &fields).await.text;
    assert!(part.contains(">/key-50<") && part.contains("\nHi!</textarea>"));
    test.finish().await;
}

#[tokio::test]
async fn enter_sends_what_was_written_and_never_discards_it() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    sam.post(DRAFT, &[("kind", "reply"), ("content", "Kept")])
        .await;
    let page = sam.get("/tickets/1").await.text;
    let form = page.split("id=\"composer\"").nth(1).unwrap();
    assert!(form.contains("id=\"composer-discard\""), "{form}");
    let first = form.split("<button").nth(1).unwrap();
    assert!(first.contains("id=\"composer-send\""), "{first}");
    test.finish().await;
}

#[tokio::test]
async fn when_somebody_closes_or_reopens_the_ticket_what_was_typed_stays() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let mut sue = test.signed_in(test.cast.sue).await;
    sam.post(DRAFT, &[("kind", "note"), ("content", "Half a tho")])
        .await;
    let page = sam.get("/tickets/1").await.text;
    assert!(page.contains("name=\"stage\" value=\"open\""), "{page}");
    let same = sam.get_fragment("/tickets/1/header?stage=open").await.text;
    assert!(!same.contains("ticket-answering"), "{same}");

    sue.post("/tickets/1/closure", &[]).await;
    let turned = sam.get_fragment("/tickets/1/header?stage=open").await.text;
    assert!(turned.starts_with("<header"), "{turned}");
    for text in [
        "<div class=\"ticket-closing\" id=\"ticket-closing\" data-hx-swap-oob=\"true\"></div>",
        "id=\"ticket-answering\" data-hx-swap-oob=\"true\"",
        "name=\"stage\" value=\"closed\"",
        "readonly>\nHalf a tho</textarea>",
    ] {
        assert!(turned.contains(text), "{text} is missing: {turned}");
    }
    assert!(!turned.contains("id=\"composer\""), "{turned}");
    let page = sam.get("/tickets/1").await.text;
    assert!(page.contains("readonly>\nHalf a tho</textarea>"), "{page}");

    sue.post("/tickets/1/reopening", &[]).await;
    let turned = sam
        .get_fragment("/tickets/1/header?stage=closed")
        .await
        .text;
    for text in [
        "id=\"composer\"",
        "id=\"closing\"",
        "value=\"note\" checked",
        "\nHalf a tho</textarea>",
    ] {
        assert!(turned.contains(text), "{text} is missing: {turned}");
    }
    test.finish().await;
}
