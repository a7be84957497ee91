//! The store of files: what lies in it and is named nowhere goes after a day, what anything needs stays, and where files lie before that.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use bytes::Bytes;
use chrono::TimeDelta;
use diesel::sql_types::Text;
use diesel_async::{RunQueryDsl as _, SimpleAsyncConnection as _};
use futures::channel::mpsc;
use rustmail::app::App;
use rustmail::clock::Clock;
use rustmail::config::attachments::{AttachmentsConfig, BucketConfig};
use rustmail::jobs::sweep_files::sweep;
use rustmail::models::attachment::{AttachmentKind, AttachmentOrigin, NewAttachment};
use rustmail::models::ticket::Ticket;
use rustmail::models::ticket::replying::Draft;

use super::{agent, ticket_of};
use crate::support::test_app::{Setup, TestApp, now};

/// More than a day.
const LONG: TimeDelta = TimeDelta::hours(25);
/// Less than a day.
const SHORT: TimeDelta = TimeDelta::hours(23);

/// What names a file, each in its own way.
const NAMES: [&str; 5] = [
    "INSERT INTO unsent_files (user_id, ticket_id, name, media_type, size, object_key)
     SELECT user_id, ticket_id, 'a', 'b', 1, $1 FROM unsent_messages",
    "INSERT INTO avatars SELECT user_id, repeat('0', 32), $1, 'image/png', now() FROM unsent_messages",
    "INSERT INTO emojis VALUES (1, false, $1, 'image/png', now())",
    "INSERT INTO outbox (lane, job, created_at, due_at)
     VALUES (0, jsonb_build_object('avatar', jsonb_build_object('key', $1)), now(), 'infinity')",
    "INSERT INTO outbox (lane, job, created_at, due_at, failed_at)
     VALUES (0, jsonb_build_object('avatar', jsonb_build_object('key', $1)), now(), now(), now())",
];

async fn desk() -> (TestApp, Clock) {
    let clock = Clock::at(now());
    let setup = Setup {
        outside: true,
        clock: clock.clone(),
        ..Setup::default()
    };
    (TestApp::start_with(setup).await, clock)
}

async fn keep(app: &App, text: &str) -> String {
    let bytes = Bytes::from(text.to_owned());
    let stream = futures::stream::iter([Ok::<_, std::io::Error>(bytes)]);
    app.files.keep(stream).await.unwrap().key
}

/// The keys of all that lies in the store, this desk's or not.
fn stored(app: &App) -> Vec<String> {
    let names = |folder: &Path| {
        let inside = std::fs::read_dir(folder).unwrap();
        inside.map(|one| one.unwrap().path()).collect::<Vec<_>>()
    };
    let folders = names(folder(app)).into_iter().filter(|one| one.is_dir());
    let files = folders.flat_map(|folder| names(&folder));
    let mut keys: Vec<String> = files
        .map(|file| file.file_name().unwrap().to_string_lossy().into_owned())
        .collect();
    keys.sort();
    keys
}

fn folder(app: &App) -> &Path {
    match &app.config.attachments {
        AttachmentsConfig::Local { directory } => directory,
        AttachmentsConfig::S3(_) => panic!("the files of tests are here"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_anything_names_stays_and_nothing_else() {
    let (test, clock) = desk().await;
    let app = &test.app;
    let ticket = ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let sam = agent(&test, test.cast.sam, "Sam").await;
    let sent = keep(app, "sent").await;
    let attachment = NewAttachment {
        kind: AttachmentKind::File,
        name: "sent.txt".to_owned(),
        media_type: "text/plain".to_owned(),
        size: 4,
        origin: AttachmentOrigin::Stored(sent.clone()),
    };
    let draft = Draft {
        attachments: vec![attachment],
        ..Draft::text("Here.")
    };
    let mut needed = vec![sent];
    {
        let conn = &mut app.db().await.unwrap();
        Ticket::reply(conn, &sam, ticket.id, draft).await.unwrap();
        let writing = format!(
            "DELETE FROM outbox;
             INSERT INTO unsent_messages (user_id, ticket_id, kind, content, seen, kept_at)
             VALUES ({}, {}, 'reply', 'I am', 0, now())",
            test.cast.sam, ticket.id
        );
        conn.batch_execute(&writing).await.unwrap();
    }
    for (place, statement) in NAMES.into_iter().enumerate() {
        let key = keep(app, &format!("named in way {place}")).await;
        let conn = &mut app.db().await.unwrap();
        let statement = diesel::sql_query(statement).bind::<Text, _>(&key);
        assert_eq!(statement.execute(conn).await.unwrap(), 1);
        needed.push(key);
    }
    let loose = keep(app, "wrong customer list").await;
    // Another desk keeps its files in the same place.
    let foreign = "ab".repeat(32);
    std::fs::create_dir_all(folder(app).join("ab")).unwrap();
    std::fs::write(folder(app).join("ab").join(&foreign), "not ours").unwrap();
    needed.push(foreign);
    needed.sort();

    assert_eq!(sweep(app).await.unwrap(), 0);
    clock.advance(SHORT);
    assert_eq!(sweep(app).await.unwrap(), 0);
    assert!(stored(app).contains(&loose));
    clock.advance(LONG - SHORT);
    assert_eq!(sweep(app).await.unwrap(), 1);
    assert_eq!(stored(app), needed);
    clock.advance(LONG);
    assert_eq!(sweep(app).await.unwrap(), 0);
    assert_eq!(stored(app), needed);
    let conn = &mut app.db().await.unwrap();
    conn.batch_execute("DELETE FROM outbox").await.unwrap();
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_loose_and_is_named_or_kept_again_stays() {
    let (test, clock) = desk().await;
    let app = &test.app;
    let (named, again) = (keep(app, "named late").await, keep(app, "kept again").await);
    assert_eq!(sweep(app).await.unwrap(), 0);
    clock.advance(LONG);
    {
        let conn = &mut app.db().await.unwrap();
        let emoji = diesel::sql_query(NAMES[2]).bind::<Text, _>(&named);
        emoji.execute(conn).await.unwrap();
    }
    // Somebody chooses the same file once more, and has not sent it yet.
    assert_eq!(keep(app, "kept again").await, again);
    assert_eq!(sweep(app).await.unwrap(), 0);
    let mut both = vec![named.clone(), again];
    both.sort();
    assert_eq!(stored(app), both);
    clock.advance(LONG);
    assert_eq!(sweep(app).await.unwrap(), 1);
    assert_eq!(stored(app), [named]);
    // What is gone can be kept anew.
    assert_eq!(keep(app, "kept again").await.len(), 64);
    assert_eq!(stored(app).len(), 2);
    test.finish().await;
}

/// Whether a file is open that lies in this folder.
fn has_open_file_in(folder: &Path) -> bool {
    let open = std::fs::read_dir("/proc/self/fd").unwrap();
    let mut open = open.filter_map(|one| std::fs::read_link(one.unwrap().path()).ok());
    open.any(|file: PathBuf| file.parent() == Some(folder))
}

/// Waits until a file that comes in slowly lies in this folder.
async fn lies_in(app: &Arc<App>, folder: &Path) {
    let (sender, pieces) = mpsc::unbounded::<Result<Bytes, std::io::Error>>();
    sender
        .unbounded_send(Ok(Bytes::from_static(b"slow")))
        .unwrap();
    let keeper = Arc::clone(app);
    let keeping = tokio::spawn(async move { keeper.files.keep(pieces).await });
    let patience = std::time::Duration::from_secs(10);
    let lies = async {
        while !has_open_file_in(folder) {
            tokio::task::yield_now().await;
        }
    };
    let lies = tokio::time::timeout(patience, lies).await;
    assert!(lies.is_ok(), "no file lies in {}", folder.display());
    keeping.abort();
}

#[tokio::test(flavor = "multi_thread")]
async fn files_come_in_where_there_is_room_for_them() {
    let (test, _) = desk().await;
    let home = folder(&test.app).canonicalize().unwrap();
    lies_in(&test.app, &home).await;
    let data = home.with_file_name("data");
    let bucket = BucketConfig {
        bucket: "files".to_owned(),
        region: "us-east-1".to_owned(),
        endpoint: Some("http://127.0.0.1:9".parse().unwrap()),
        access_key_id: "key".to_owned(),
        secret_access_key: "secret".to_owned().into(),
    };
    let setup = Setup::default();
    let elsewhere = test.another_process_with(setup, |config| {
        config.attachments = AttachmentsConfig::S3(bucket);
        config.database.data_dir = data.clone();
    });
    lies_in(&elsewhere.await, &data).await;
    test.finish().await;
}
