//! Files: sent from the panel, and read by those who may.

use axum::http::StatusCode;
use rustmail::models::attachment::Attachment;
use rustmail::models::ticket::summary::last_messages;

use super::{desk, ticket_of};
use crate::support::test_app::TestApp;

const BOX: &str = "/tickets/1/messages";
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n-no-real-picture";

/// The files of the message that was said last in ticket 1.
async fn files(test: &TestApp) -> Vec<Attachment> {
    let conn = &mut test.app.db().await.unwrap();
    let ticket = rustmail::ids::TicketId(1);
    let last = last_messages(conn, &[ticket])
        .await
        .unwrap()
        .remove(&ticket)
        .unwrap();
    Attachment::of(conn, last.id).await.unwrap()
}

#[tokio::test]
async fn files_go_to_the_member_and_can_be_opened_by_staff() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let sent = sam
        .upload(
            BOX,
            &[("kind", "reply"), ("content", "")],
            &[
                ("re ceipt.png", "image/png", PNG.to_vec()),
                (
                    "../evil%22.html",
                    "text/html",
                    b"<script>alert(1)</script>".to_vec(),
                ),
                ("", "application/octet-stream", Vec::new()),
            ],
        )
        .await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
    test.is_told(test.cast.mia, "re_ceipt.png").await;
    let files = files(&test).await;
    assert_eq!(files.len(), 2);

    let picture = sam
        .get(&format!("/attachments/{}/re%20ceipt.png", files[0].id))
        .await;
    assert_eq!(picture.status, StatusCode::OK);
    assert_eq!(picture.header("content-type"), "image/png");
    assert!(picture.header("content-disposition").starts_with("inline"));
    assert_eq!(picture.header("content-length"), PNG.len().to_string());
    let page = sam.get(&format!("/attachments/{}/x", files[1].id)).await;
    assert_eq!(page.header("content-type"), "application/octet-stream");
    assert_eq!(
        page.header("content-disposition"),
        format!("attachment; filename*=UTF-8''{}", "evil%2522.html")
    );
    for answer in [&picture, &page] {
        assert_eq!(
            answer.header("content-security-policy"),
            "default-src 'none'; sandbox"
        );
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
    }
    sam.headers
        .push(("if-none-match", picture.header("etag").to_owned()));
    let held = sam.get(&format!("/attachments/{}/x", files[0].id)).await;
    assert_eq!(held.status, StatusCode::NOT_MODIFIED);
    test.finish().await;
}

#[tokio::test]
async fn a_file_is_for_staff_and_for_whoever_has_its_link() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    sam.upload(
        BOX,
        &[("kind", "note")],
        &[("a.txt", "text/plain", b"secret".to_vec())],
    )
    .await;
    let file = files(&test).await.remove(0);
    let address = format!("/attachments/{}/a.txt", file.id);
    let link = format!("/files/{}/a.txt", file.share_key);

    let mut nobody = test.browser();
    assert_eq!(nobody.get(&address).await.status, StatusCode::SEE_OTHER);
    let shared = nobody.get(&link).await;
    assert_eq!(
        (shared.status, shared.text.as_str()),
        (StatusCode::OK, "secret")
    );
    let own = sam.get(&address).await;
    // Whoever loses sight of it does not find it in the browser either.
    assert_eq!(own.header("cache-control"), "private, no-cache");
    let mut stranger = test.signed_in(test.cast.max).await;
    assert_eq!(stranger.get(&address).await.status, StatusCode::FORBIDDEN);
    for wrong in [
        "/files/x/a.txt",
        &format!("/files/{}/a.txt", "0".repeat(64)),
    ] {
        let page = nobody.get(wrong).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND);
        assert!(page.text.contains("<html"), "{}", page.text);
    }
    test.finish().await;
}

#[tokio::test]
async fn the_file_of_a_reply_that_is_taken_back_is_there_for_staff_only() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let sent = [("salary.txt", "text/plain", b"secret".to_vec())];
    let reply = sam.upload(BOX, &[("kind", "reply")], &sent).await;
    assert!(reply.status.is_redirection(), "{}", reply.text);
    let file = files(&test).await.remove(0);
    let link = format!("/files/{}/salary.txt", file.share_key);
    let mut nobody = test.browser();
    let open = nobody.get(&link).await;
    assert_eq!(open.status, StatusCode::OK);
    assert_eq!(open.header("cross-origin-resource-policy"), "cross-origin");
    let deletion = format!("{BOX}/{}/deletion", file.message_id);
    sam.post(&deletion, &[]).await;
    assert_eq!(nobody.get(&link).await.status, StatusCode::NOT_FOUND);
    let own = sam
        .get(&format!("/attachments/{}/salary.txt", file.id))
        .await;
    assert_eq!(own.text, "secret");
    assert_eq!(own.header("cross-origin-resource-policy"), "same-origin");
    test.finish().await;
}

#[tokio::test]
async fn a_shared_file_that_cannot_be_read_is_a_page_with_a_reference() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let sent = [("a.txt", "text/plain", b"secret".to_vec())];
    sam.upload(BOX, &[("kind", "note")], &sent).await;
    let file = files(&test).await.remove(0);
    test.settle().await;
    std::fs::remove_dir_all(kept(&test)).unwrap();
    let mut nobody = test.browser();
    let broken = nobody
        .get(&format!("/files/{}/a.txt", file.share_key))
        .await;
    assert_eq!(broken.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(broken.header("cache-control"), "no-store");
    assert!(
        broken.text.contains("Reference for the operator")
            && broken.text.contains(broken.header("x-request-id")),
        "{}",
        broken.text
    );
    test.finish().await;
}

/// Where the bytes of files are.
fn kept(test: &TestApp) -> std::path::PathBuf {
    test.config_path().parent().unwrap().join("attachments")
}

/// How many files lie in the store.
fn kept_files(test: &TestApp) -> usize {
    let mut folders = vec![kept(test)];
    let mut count = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                count += 1;
            }
        }
    }
    count
}

#[tokio::test]
async fn files_for_a_ticket_that_takes_none_are_not_kept() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    sam.post("/tickets/1/closure", &[]).await;
    let sent = [("a.txt", "text/plain", b"secret".to_vec())];
    let fields = [("kind", "reply"), ("content", "Too late")];
    let late = sam.upload(BOX, &fields, &sent).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        late.text.contains("This ticket is closed.") && late.text.contains("Too late</textarea>"),
        "{}",
        late.text
    );
    let nowhere = sam.upload("/tickets/99/messages", &fields, &sent).await;
    assert_eq!(nowhere.status, StatusCode::NOT_FOUND);
    assert_eq!(kept_files(&test), 0);
    test.finish().await;
}

#[tokio::test]
async fn too_many_and_too_large_files_are_refused_and_the_text_is_kept() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let fields = [("kind", "reply"), ("content", "With files")];
    let many: Vec<_> = (0..11)
        .map(|_| ("a.txt", "text/plain", b"x".to_vec()))
        .collect();
    let refused = sam.upload(BOX, &fields, &many).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("At most 10 files") && refused.text.contains("With files"));
    let large = vec![0; 101 * 1024 * 1024];
    let refused = sam
        .upload(
            BOX,
            &fields,
            &[("a.bin", "application/octet-stream", large)],
        )
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    for text in [
        "together they may have at most 100",
        "\nWith files</textarea>",
    ] {
        assert!(
            refused.text.contains(text),
            "{text} is missing: {}",
            refused.text
        );
    }
    assert_eq!(files(&test).await, Vec::new());
    test.finish().await;
}

#[tokio::test]
async fn an_upload_that_is_cut_off_changes_nothing() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let body = format!(
        "--x\r\nContent-Disposition: form-data; name=\"csrf_token\"\r\n\r\n{}\r\n--x\r\n\
         Content-Disposition: form-data; name=\"files\"; filename=\"a\"\r\n\r\nhalf",
        sam.csrf_token()
    );
    let request = sam
        .request(axum::http::Method::POST, BOX)
        .header("content-type", "multipart/form-data; boundary=x")
        .body(body.into())
        .unwrap();
    let refused = sam.send(request).await;
    assert_eq!(
        refused.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{}",
        refused.text
    );
    assert_eq!(files(&test).await, Vec::new());
    test.finish().await;
}

#[tokio::test]
async fn a_film_plays_on_the_page_and_is_fetched_in_parts() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let sent = [
        ("click.mp4", "video/mp4", b"0123456789".to_vec()),
        ("voice.ogg", "audio/ogg; codecs=opus", b"sound".to_vec()),
        ("drawing.svg", "image/svg+xml", b"<svg/>".to_vec()),
    ];
    sam.upload(BOX, &[("kind", "note")], &sent).await;
    let page = sam.get("/tickets/1").await.text;
    assert!(
        page.contains("<video src=\"/attachments/1/click.mp4\" controls"),
        "{page}"
    );
    assert!(
        page.contains("<audio src=\"/attachments/2/voice.ogg\" controls"),
        "{page}"
    );
    assert!(!page.contains("<img src=\"/attachments"), "{page}");
    let drawing = sam.get("/attachments/3/drawing.svg").await;
    assert_eq!(drawing.header("content-type"), "application/octet-stream");

    let film = sam.get("/attachments/1/click.mp4").await;
    assert_eq!(film.header("content-type"), "video/mp4");
    assert_eq!(
        (film.header("accept-ranges"), &*film.text),
        ("bytes", "0123456789")
    );
    sam.headers.push(("range", "bytes=3-5".to_owned()));
    let part = sam.get("/attachments/1/click.mp4").await;
    assert_eq!(
        (part.status, &*part.text),
        (StatusCode::PARTIAL_CONTENT, "345")
    );
    assert_eq!(part.header("content-range"), "bytes 3-5/10");
    sam.headers.clear();
    sam.headers.push(("range", "bytes=99-".to_owned()));
    let beyond = sam.get("/attachments/1/click.mp4").await;
    assert_eq!(beyond.status, StatusCode::RANGE_NOT_SATISFIABLE);
    assert_eq!(beyond.header("content-range"), "bytes */10");
    test.finish().await;
}
