//! Conversations to take away.

use axum::body::Body;
use axum::http::Method;
use diesel_async::SimpleAsyncConnection as _;
use futures::StreamExt as _;
use rustmail::ids::RoleId;
use rustmail::models::delivery::{Post, Side};
use rustmail::models::message::Message;
use rustmail::models::ticket::Ticket;
use rustmail::models::ticket::replying::Draft;

use super::{desk, ticket_of};

const BOX: &str = "/tickets/1/messages";

#[tokio::test]
async fn a_transcript_has_everything_for_staff_and_for_the_member_what_they_saw() {
    let test = desk().await;
    let evil = "<script>alert(1)</script> **bold**";
    ticket_of(&test, test.cast.mia, ("mia", evil)).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let file = ("notes.txt", "text/plain", b"secret".to_vec());
    for (kind, content) in [
        ("reply", "In the open"),
        ("anonymous_reply", "Behind a name"),
        ("note", "Among us"),
    ] {
        sam.upload(BOX, &[("kind", kind), ("content", content)], &[])
            .await;
    }
    sam.upload(BOX, &[("kind", "reply"), ("content", "")], &[file])
        .await;
    test.settle().await;
    sam.headers
        .push(("cookie", "time_zone=Asia/Kolkata".to_owned()));

    for format in ["html", "txt", "json"] {
        let all = sam.get(&format!("/tickets/1/transcript.{format}")).await;
        assert_eq!(all.status, 200, "{}", all.text);
        let name = format!("attachment; filename=\"ticket-1-staff.{format}\"");
        assert_eq!(all.header("content-disposition"), name);
        for text in [
            "In the open",
            "Behind a name",
            "Among us",
            "notes.txt",
            "sam",
            "/attachments/1/notes.txt",
        ] {
            assert!(
                all.text.contains(text),
                "{text} is missing in {format}: {}",
                all.text
            );
        }
        let address = format!("/tickets/1/transcript.{format}?audience=member");
        let seen = sam.get(&address).await;
        let name = format!("attachment; filename=\"ticket-1-member.{format}\"");
        assert_eq!(seen.header("content-disposition"), name);
        let seen = seen.text;
        assert!(
            seen.contains("In the open") && seen.contains("Behind a name"),
            "{seen}"
        );
        assert!(!seen.contains("Among us"), "a note is in {format}: {seen}");
        assert!(
            !seen.contains("nonymous\":true") && !seen.contains("Anonymous"),
            "{seen}"
        );
        assert_eq!(seen.matches("sam").count(), 2, "in {format}: {seen}");
    }
    test.finish().await;
}

#[tokio::test]
async fn the_member_opens_their_files_and_learns_of_nothing_else() {
    let test = desk().await;
    let ticket = ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let picture = ("receipt.png", "image/png", b"\x89PNG\r\n\x1a\n".to_vec());
    let fields = [("kind", "reply"), ("content", "Here it is")];
    sam.upload(BOX, &fields, &[picture]).await;
    sam.upload(BOX, &[("kind", "note"), ("content", "Among us")], &[])
        .await;
    test.settle().await;
    let act = test.act_as(test.cast.sam, "sam");
    let conn = &mut test.app.db().await.unwrap();
    let note = Message::newest(conn, ticket.id).await.unwrap().unwrap();
    let post = Post::first_of(conn, note, Side::Channel).await.unwrap();
    let answer = Draft {
        reply_to: post.map(|post| post.discord_message_id),
        ..Draft::text("In answer to a note")
    };
    Ticket::reply(conn, &act, ticket.id, answer).await.unwrap();
    test.settle().await;

    let all = sam.get("/tickets/1/transcript.json").await.json();
    let seen = sam.get("/tickets/1/transcript.json?audience=member").await;
    let last = |json: &serde_json::Value| json["messages"].as_array().unwrap().last().cloned();
    assert_eq!(last(&all).unwrap()["reply_to"], note.to_string());
    let (seen, text) = (seen.json(), seen.text);
    assert!(last(&seen).unwrap()["reply_to"].is_null(), "{text}");
    assert!(!text.contains(&format!("\"{note}\"")), "{text}");
    let file = &seen["messages"][1]["files"][0]["url"];
    let file = file.as_str().unwrap();
    let mut nobody = test.browser();
    let (_, path) = file.split_once("/files/").unwrap();
    let opened = nobody.get(&format!("/files/{path}")).await;
    assert_eq!(opened.status, 200, "{file}");
    for format in ["html", "txt", "json"] {
        let address = format!("/tickets/1/transcript.{format}?audience=member");
        let seen = sam.get(&address).await.text;
        assert!(
            seen.contains("/files/") && !seen.contains("/attachments/"),
            "{seen}"
        );
    }
    let page = sam.get("/tickets/1/transcript.html").await.text;
    assert!(
        page.contains("/attachments/1/receipt.png\"><img src=\""),
        "{page}"
    );
    test.finish().await;
}

#[tokio::test]
async fn a_transcript_says_how_the_ticket_was_closed_and_to_the_member_only_what_they_know() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    super::restrict(
        &test,
        rustmail::ids::TicketId(1),
        rustmail::ids::RoleId(test.cast.agents.signed()),
    )
    .await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let closing = [("reason", "Insulted us"), ("silent", "true")];
    sam.post("/tickets/1/closure", &closing).await;
    for format in ["html", "txt", "json"] {
        let address = format!("/tickets/1/transcript.{format}");
        let all = sam.get(&address).await.text;
        let silently = match format {
            "json" => "\"silent\":true",
            _ => "Member not told",
        };
        let opener = match format {
            "json" => "\"opened_by\":{\"kind\":\"member\"}",
            _ => "by a direct message",
        };
        for text in ["Insulted us", "sam", "Legal", silently, opener] {
            assert!(all.contains(text), "{text} is missing in {format}: {all}");
        }
        let seen = sam.get(&format!("{address}?audience=member")).await.text;
        assert!(seen.contains(opener), "{seen}");
        for text in ["Insulted us", "sam", "Legal", silently] {
            assert!(!seen.contains(text), "{text} is in {format}: {seen}");
        }
    }
    // A closure that nobody gave a reason for says what it came about by.
    let sql = "UPDATE closures SET reason = NULL, cause = 'channel_removed'";
    let conn = &mut test.app.db().await.unwrap();
    conn.batch_execute(sql).await.unwrap();
    for format in ["html", "txt", "json"] {
        let address = format!("/tickets/1/transcript.{format}");
        let all = sam.get(&address).await.text;
        assert!(all.contains("The channel was removed on Discord."), "{all}");
        let for_programs = all.contains("\"cause\":\"channel_removed\"");
        assert_eq!(for_programs, format == "json", "{all}");
    }
    test.finish().await;
}

#[tokio::test]
async fn a_transcript_stands_alone_and_runs_nothing() {
    let test = desk().await;
    let evil = "<script>alert(1)</script> **bold**";
    ticket_of(&test, test.cast.mia, (evil, evil)).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let page = sam.get("/tickets/1/transcript.html").await;
    assert!(!page.text.contains("<script"), "{}", page.text);
    assert!(page.text.contains("<strong>bold</strong>"), "{}", page.text);
    assert!(
        !page.text.contains("src=") && !page.text.contains("<link"),
        "{}",
        page.text
    );
    assert!(page.text.ends_with("</main></body></html>\n"));
    assert!(page.text.contains("(UTC+0"), "{}", page.text);
    assert!(page.header("content-security-policy").contains("sandbox"));
    let json = sam.get("/tickets/1/transcript.json").await.json();
    assert_eq!(json["messages"][0]["content"], evil);
    assert_eq!(json["ticket"]["number"], 1);
    assert_eq!(sam.get("/tickets/9/transcript.json").await.status, 404);
    test.finish().await;
}

#[tokio::test]
async fn a_long_conversation_comes_whole() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let act = test.act_as(test.cast.sam, "Sam");
    let conn = &mut test.app.db().await.unwrap();
    rustmail::models::user::User {
        id: rustmail::ids::UserId(test.cast.sam.signed()),
        username: "sam".to_owned(),
        display_name: None,
        avatar: None,
        updated_at: test.app.clock.now(),
    }
    .remember(conn)
    .await
    .unwrap();
    for number in 0..430 {
        let draft = rustmail::models::ticket::replying::Draft::text(format!("Note {number}."));
        let ticket = rustmail::ids::TicketId(1);
        rustmail::models::ticket::Ticket::note(conn, &act, ticket, draft)
            .await
            .unwrap();
    }
    let mut sam = test.signed_in(test.cast.sam).await;
    let json = sam.get("/tickets/1/transcript.json").await.json();
    let messages = json["messages"].as_array().unwrap();
    let notes = messages.iter().filter(|message| message["kind"] == "note");
    let notes: Vec<&str> = notes
        .map(|note| note["content"].as_str().unwrap())
        .collect();
    let expected: Vec<String> = (0..430).map(|number| format!("Note {number}.")).collect();
    assert_eq!(notes, expected);

    let centre = messages[200]["id"].as_str().unwrap();
    let around = sam.get(&format!("/tickets/1?around={centre}")).await.text;
    assert!(
        around.contains(&format!("id=\"message-{centre}\"")),
        "{around}"
    );
    assert_eq!(around.matches("<article class=\"message ").count(), 50);
    assert!(around.contains("Earlier messages") && around.contains("Later messages"));
    // Whoever leafs comes to the messages, from the side on which they read.
    for place in [
        "#conversation-end\"",
        "id=\"conversation-end\"",
        "#conversation\"",
    ] {
        assert!(around.contains(place), "{place} is missing: {around}");
    }
    let later = around
        .split("?after=")
        .nth(1)
        .unwrap()
        .split('#')
        .next()
        .unwrap();
    let after = sam.get(&format!("/tickets/1?after={later}")).await.text;
    assert_eq!(after.matches("<article class=\"message ").count(), 50);
    assert!(!after.contains(&format!("id=\"message-{later}\"")));
    let end = messages.last().unwrap()["id"].as_str().unwrap();
    let last = sam.get(&format!("/tickets/1?around={end}")).await.text;
    assert!(
        last.contains("Note 429.") && !last.contains("Later messages"),
        "{last}"
    );
    test.finish().await;
}

/// A transcript is sent while it is read, which may take long.
#[tokio::test]
async fn whoever_loses_sight_of_a_ticket_gets_no_more_of_its_transcript() {
    let test = desk().await;
    let ticket = ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let conn = &mut test.app.db().await.unwrap();
    conn.batch_execute(
        "INSERT INTO messages (ticket_id, kind, author_id, author_name, content, created_at)
         SELECT ticket_id, kind, author_id, author_name, 'Line ' || n || '.', created_at + n * interval '1 second'
         FROM messages, generate_series(1, 500) AS n",
    )
    .await
    .unwrap();
    let mut sam = test.signed_in(test.cast.sam).await;
    let begin = sam.request(Method::GET, "/tickets/1/transcript.txt");
    let begun = sam.open(begin.body(Body::empty()).unwrap()).await;
    assert_eq!(begun.status(), 200);
    let mut pieces = begun.into_body().into_data_stream();
    let mut read = String::new();
    while !read.contains("Line 100.") {
        let piece = pieces.next().await.expect("more to come").unwrap();
        read.push_str(std::str::from_utf8(&piece).unwrap());
    }
    super::restrict(&test, ticket.id, RoleId(77)).await;
    let mut is_cut = false;
    while let Some(piece) = pieces.next().await {
        match piece {
            Ok(piece) => read.push_str(std::str::from_utf8(&piece).unwrap()),
            Err(_) => is_cut = true,
        }
    }
    assert!(is_cut, "it looks whole");
    assert!(!read.contains("Line 500."), "all of it was sent");
    test.finish().await;
}
