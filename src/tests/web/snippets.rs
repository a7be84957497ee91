//! Snippets: written, changed and removed on their pages, and sent in tickets.

use axum::http::StatusCode;
use rustmail::models::permission::Permission;

use super::{desk, ticket_of};
use crate::support::browser::{Browser, Page};

const BOX: &str = "/tickets/1/messages";

async fn write(browser: &mut Browser, key: &str, content: &str) -> Page {
    let fields = [("key", key), ("content", content)];
    browser.post("/snippets", &fields).await
}

async fn reply(browser: &mut Browser, kind: &str, content: &str) -> Page {
    let fields = [("kind", kind), ("content", content)];
    browser.upload(BOX, &fields, &[]).await
}

#[tokio::test]
async fn a_snippet_is_written_changed_restored_removed_and_brought_back() {
    let test = desk().await;
    let mut olga = test.signed_in(test.cast.olga).await;
    let empty = olga.get("/snippets").await.text;
    assert!(empty.contains("There is no snippet yet"), "{empty}");

    let written = write(&mut olga, " hours ", "We are open\r\nfrom 9 to 5.").await;
    assert_eq!(written.location(), "/snippets/1");
    let fields = [("key", "hours"), ("content", "Never."), ("based_on", "1")];
    let changed = olga.post("/snippets/1", &fields).await;
    assert_eq!(changed.location(), "/snippets/1");
    let page = olga.get("/snippets/1").await.text;
    for text in [
        "Version 2 by olga",
        "Version 1 by olga",
        "from 9 to 5.",
        "{{hours}}",
        "Never used",
    ] {
        assert!(page.contains(text), "{text} is missing: {page}");
    }

    // What has changed is shown beside what there was.
    assert!(page.contains("<ins>Never.</ins>"), "{page}");

    olga.post("/snippets/1/versions/1/restoration", &[]).await;
    let page = olga.get("/snippets/1").await.text;
    assert!(page.contains("Version 3 by olga") && page.contains("value=\"3\""));
    let list = olga.get("/snippets").await.text;
    assert!(list.contains("from 9 to 5.") && !list.contains("Never."));

    olga.post("/snippets/1/removal", &[]).await;
    assert!(!olga.get("/snippets").await.text.contains("from 9 to 5."));
    let removed = olga.get("/snippets?shelf=removed").await.text;
    assert!(removed.contains("from 9 to 5."), "{removed}");
    let fields = [("key", "hours"), ("content", "x"), ("based_on", "3")];
    let gone = olga.post("/snippets/1", &fields).await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND);

    write(&mut olga, "Hours", "Another.").await;
    let taken = olga.post("/snippets/1/return", &[]).await;
    assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        taken.text.contains("another snippet with the key"),
        "{}",
        taken.text
    );
    olga.post("/snippets/2/removal", &[]).await;
    olga.post("/snippets/1/return", &[]).await;
    assert!(olga.get("/snippets").await.text.contains("from 9 to 5."));
    test.finish().await;
}

#[tokio::test]
async fn what_is_searched_for_stays_in_the_address_and_on_the_other_shelf() {
    let test = desk().await;
    let mut olga = test.signed_in(test.cast.olga).await;
    write(&mut olga, "hours", "We are open from 9 to 5.").await;
    let found = olga.get_fragment("/snippets?shelf=&q=9+to").await.text;
    for text in [
        "data-address=\"/snippets?q=9%20to\"",
        "href=\"/snippets?shelf=removed&amp;q=9%20to\"",
        "from 9 to 5.",
    ] {
        assert!(found.contains(text), "{text}: {found}");
    }
    let page = olga.get("/snippets?q=hours").await.text;
    assert_eq!(page.matches("class=\"tabs\"").count(), 1, "{page}");
    test.finish().await;
}

#[tokio::test]
async fn what_is_wrong_with_a_snippet_is_said_and_what_was_typed_is_kept() {
    let test = desk().await;
    let mut olga = test.signed_in(test.cast.olga).await;
    write(&mut olga, "hello", "Hello {member}!").await;
    let long = "x".repeat(4001);
    let cases = [
        ("HELLO", "Kept text", "another snippet with the key"),
        ("good morning", "Kept text", "A key has 1 to 50 letters"),
        ("", "Kept text", "A key has 1 to 50 letters"),
        ("kept-key", " ", "Write what the snippet says"),
        ("kept-key", &long, "4000 are allowed"),
        ("kept-key", "a\0b", "NUL"),
    ];
    for (key, content, why) in cases {
        let page = write(&mut olga, key, content).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{key}");
        assert!(page.text.contains(why), "{why}: {}", page.text);
        let kept = page.text.contains(content) && page.text.contains(&format!("value=\"{key}\""));
        assert!(kept, "what was typed is lost: {}", page.text);
    }
    test.finish().await;
}

#[tokio::test]
async fn nobody_writes_over_what_somebody_else_has_just_changed() {
    let test = desk().await;
    let mut olga = test.signed_in(test.cast.olga).await;
    write(&mut olga, "hello", "First.").await;
    let change = |content| [("key", "hello"), ("content", content), ("based_on", "1")];
    olga.post("/snippets/1", &change("Second.")).await;
    let late = olga.post("/snippets/1", &change("Mine.")).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    for text in ["Somebody has changed this snippet", "Second.", "Mine."] {
        assert!(late.text.contains(text), "{text} is missing: {}", late.text);
    }
    assert!(
        late.text.contains("name=\"based_on\" value=\"2\""),
        "who has been told may save over it: {}",
        late.text
    );
    let renamed = [("key", "hi"), ("content", "Second."), ("based_on", "2")];
    olga.post("/snippets/1", &renamed).await;
    let page = olga.get("/snippets/1").await.text;
    assert!(
        page.contains("Version 3 by olga") && page.contains("<del>hello</del>"),
        "another key is another version: {page}"
    );
    let back = [("key", "hello"), ("content", "Second."), ("based_on", "3")];
    olga.post("/snippets/1", &back).await;
    let same = olga.post("/snippets/1", &change("Second.")).await;
    assert_eq!(same.status, StatusCode::SEE_OTHER, "it says so already");
    test.finish().await;
}

#[tokio::test]
async fn agents_read_snippets_and_only_their_keepers_change_them() {
    let test = desk().await;
    let mut olga = test.signed_in(test.cast.olga).await;
    write(&mut olga, "hello", "Hello <b>{member}</b>!").await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let list = sam.get("/snippets").await.text;
    assert!(list.contains("Hello &lt;b&gt;{member}") && !list.contains("id=\"new-snippet\""));
    let page = sam.get("/snippets/1").await.text;
    assert!(page.contains("Hello &lt;b&gt;Mia&lt;/b&gt;!"), "{page}");
    assert!(!page.contains("action=\"/snippets"), "{page}");
    test.grant(test.cast.paul, Permission::ManageSnippets).await;
    let mut paul = test.signed_in(test.cast.paul).await;
    let fields = [("key", "hello"), ("content", "Hi!"), ("based_on", "1")];
    assert_eq!(
        sam.post("/snippets/1", &fields).await.status,
        StatusCode::FORBIDDEN
    );
    assert_eq!(
        paul.post("/snippets/1", &fields).await.location(),
        "/snippets/1"
    );
    assert_eq!(paul.get("/tickets").await.status, StatusCode::FORBIDDEN);
    test.finish().await;
}

#[tokio::test]
async fn a_key_in_braces_sends_what_the_snippet_says() {
    let test = desk().await;
    let name = "@everyone **{staff}**";
    ticket_of(&test, test.cast.mia, (name, "Hello?")).await;
    let mut olga = test.signed_in(test.cast.olga).await;
    write(
        &mut olga,
        "hello",
        "Hello {member}, I am {staff}. #{ticket} {else}",
    )
    .await;
    let mut sam = test.signed_in(test.cast.sam).await;
    assert_eq!(
        reply(&mut sam, "reply", "{{HELLO}}").await.location(),
        "/tickets/1#message-2"
    );
    test.is_told(
        test.cast.mia,
        "Hello \\@everyone \\*\\*\\{staff\\}\\*\\*, I am sam. #1 {else}",
    )
    .await;
    reply(&mut sam, "anonymous_reply", "{{hello}}").await;
    test.is_told(test.cast.mia, "I am Discord.").await;

    let slip = reply(&mut sam, "reply", "{{helo}}").await;
    assert_eq!(slip.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(slip.text.contains("There is no snippet “helo”") && slip.text.contains("{{helo}}"));
    let note = [("kind", "note"), ("content", "{{hello}}")];
    sam.upload(BOX, &note, &[]).await;
    let slip = reply(&mut sam, "note", "{{helo}}").await;
    assert_eq!(slip.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = sam.get("/tickets/1").await.text;
    assert!(!page.contains("{{hello}}"), "a note is filled in: {page}");
    test.settle().await;
    assert_eq!(test.told(test.cast.mia).len(), 2, "a slip is not sent");
    let page = olga.get("/snippets/1").await.text;
    assert!(page.contains("Used 2 times"), "{page}");
    test.finish().await;
}

#[tokio::test]
async fn an_inserted_snippet_says_who_answers_only_when_it_is_sent() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let mut olga = test.signed_in(test.cast.olga).await;
    write(&mut olga, "hello", "Hello {member}, {staff} here.").await;
    let mut sam = test.signed_in(test.cast.sam).await;
    // As the script leaves it in the form.
    let fields = [
        ("kind", "anonymous_reply"),
        ("snippet", "1"),
        ("content", "Hello mia, {staff} here. Bye!"),
    ];
    sam.upload(BOX, &fields, &[]).await;
    test.is_told(test.cast.mia, "Hello mia, Discord here. Bye!")
        .await;

    let fields = [
        ("kind", "reply"),
        ("content", "Hi!"),
        ("key", "hello"),
        ("insert", "true"),
    ];
    sam.post("/tickets/1/draft", &fields).await;
    let page = sam.get("/tickets/1").await.text;
    assert!(page.contains("name=\"snippet\" value=\"1\""), "{page}");
    assert!(
        page.contains("\nHi!\nHello mia, {staff} here.</textarea>"),
        "{page}"
    );
    let fields = [
        ("kind", "reply"),
        ("snippet", "1"),
        ("content", "Hi!\nHello mia, {staff} here."),
    ];
    sam.upload(BOX, &fields, &[]).await;
    test.is_told(test.cast.mia, "Hi!\nHello mia, sam here.")
        .await;
    let uses = olga.get("/snippets/1").await.text;
    assert!(uses.contains("Used 2 times"), "{uses}");

    let fields = [
        ("kind", "note"),
        ("snippet", "1"),
        ("content", "By {staff}."),
    ];
    sam.upload(BOX, &fields, &[]).await;
    assert!(sam.get("/tickets/1").await.text.contains("By sam."));
    reply(&mut sam, "reply", "Only {staff} in braces.").await;
    test.is_told(test.cast.mia, "Only {staff} in braces.").await;
    let uses = olga.get("/snippets/1").await.text;
    assert!(uses.contains("Used 2 times"), "{uses}");
    test.finish().await;
}

#[tokio::test]
async fn while_an_answer_is_written_snippets_are_suggested() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let mut olga = test.signed_in(test.cast.olga).await;
    write(&mut olga, "shop", "Our hello-shop is open.").await;
    write(&mut olga, "hello", "Hello {member}, {staff} here.").await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let found = sam.get_fragment("/tickets/1/snippets?q=Hel").await.text;
    let places = ["hello</code>", "shop</code>"].map(|text| found.find(text).unwrap());
    assert!(
        places[0] < places[1],
        "a key that begins like it comes first: {found}"
    );
    assert!(
        found.contains("data-snippet=\"2\" data-text=\"Hello mia, {staff} here.\""),
        "{found}"
    );
    assert!(found.contains(">Hello mia, sam here.<"), "{found}");
    let anonymous = sam
        .get_fragment("/tickets/1/snippets?q=hello&anonymous=true")
        .await;
    assert!(!anonymous.text.contains("sam"), "{}", anonymous.text);
    let none = sam.get_fragment("/tickets/1/snippets?q=%25").await.text;
    assert!(none.contains("No snippet fits"), "{none}");
    let elsewhere = sam.get_fragment("/tickets/9/snippets?q=hel").await;
    assert_eq!(elsewhere.status, StatusCode::NOT_FOUND);
    test.finish().await;
}

#[tokio::test]
async fn snippets_are_found_by_what_they_say() {
    let test = desk().await;
    let mut olga = test.signed_in(test.cast.olga).await;
    for number in 0..55 {
        write(
            &mut olga,
            &format!("key-{number:02}"),
            &format!("Answer {number:02}"),
        )
        .await;
    }
    let first = olga.get("/snippets").await.text;
    assert!(first.contains("key-49") && !first.contains("key-50"));
    let next = first.split("rel=\"next\" href=\"").nth(1).unwrap();
    let next = next.split('"').next().unwrap().replace("&amp;", "&");
    let second = olga.get(&next).await.text;
    assert!(
        second.contains("key-50") && second.contains("key-54") && !second.contains("<code>key-49")
    );
    let found = olga.get_fragment("/snippets?q=answer+07").await.text;
    assert!(found.contains("key-07") && !found.contains("key-08") && !found.contains("<html"));
    let preview = [("content", "Dear **{member}**, <3")];
    let preview = olga.post_fragment("/snippets/preview", &preview).await.text;
    assert!(
        preview.contains("Dear <strong>Mia</strong>, &lt;3"),
        "{preview}"
    );
    let back = second.split("rel=\"prev\" href=\"").nth(1).unwrap();
    let back = back.split('"').next().unwrap().replace("&amp;", "&");
    let back = olga.get(&back).await.text;
    assert!(
        back.contains("<code>key-00")
            && back.contains("<code>key-49")
            && !back.contains("rel=\"prev\"")
    );
    test.finish().await;
}
