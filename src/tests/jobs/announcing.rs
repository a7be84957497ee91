//! What is said in a ticket's channel of what staff did with it: nothing that people call themselves or a thing changes how it reads.

use chrono::TimeDelta;
use diesel_async::SimpleAsyncConnection as _;
use rustmail::ids::{CategoryId, RoleId, UserId};
use rustmail::models::actor::{Act, Actor};
use rustmail::models::attachment::{AttachmentKind, AttachmentOrigin, NewAttachment};
use rustmail::models::category::Category;
use rustmail::models::category::changing::Definition;
use rustmail::models::setting::Key;
use rustmail::models::setting::edit::Edit;
use rustmail::models::setting::version::Current;
use rustmail::models::staff::{Appointments, refresh_roles};
use rustmail::models::ticket::Ticket;
use rustmail::models::ticket::assigning::Claim;
use rustmail::models::ticket::closing::Closing;
use rustmail::models::ticket::replying::Draft;

use super::relaying::{desk, mia_writes, remember};
use crate::support::test_app::TestApp;

const HOSTILE: &str = "**[x](https://evil.example)** @everyone <@1>\n# `big`";
const HARMLESS: &str =
    "\\*\\*\\[x\\](https\\://evil.example)\\*\\* \\@everyone \\<\\@1\\> \\# \\`big\\`";

/// Somebody with the worst of names.
async fn hostile(test: &TestApp) -> Act {
    let act = test.act_as(test.cast.sam, HOSTILE);
    remember(test, &act).await;
    act
}

#[tokio::test(flavor = "multi_thread")]
async fn names_labels_and_categories_are_text_in_every_announcement() {
    let test = desk().await;
    mia_writes(&test, "Hello?").await;
    let id = test.open_ticket(test.cast.mia).await.id;
    let sam = hostile(&test).await;
    let conn = &mut test.app.db().await.unwrap();
    let made = "INSERT INTO categories (name, staff_roles, position, created_at)
        VALUES ('*_Legal_*', '{}', 0, now())";
    conn.batch_execute(made).await.unwrap();
    Ticket::take(conn, &sam, id, Claim::IfFree).await.unwrap();
    Ticket::rename(conn, &sam, id, Some("**Lost** <@1>"))
        .await
        .unwrap();
    Ticket::tag(conn, &sam, id, "late_delivery_").await.unwrap();
    Ticket::untag(conn, &sam, id, "late_delivery_")
        .await
        .unwrap();
    let nobody = Appointments::default();
    let to = (&nobody, Some(CategoryId(1)));
    Ticket::move_to(conn, &sam, id, to).await.unwrap();
    let later = (Closing::default(), TimeDelta::hours(2));
    Ticket::close_later(conn, &sam, id, later).await.unwrap();
    Ticket::cancel_closure(conn, &sam, id).await.unwrap();
    test.settle().await;
    let read = test.read(test.channel_of(test.cast.mia).await);
    let told: Vec<&String> = read.iter().filter(|line| line.contains("ticket")).collect();
    for text in [
        "has taken this ticket.",
        "has named this ticket “\\*\\*Lost\\*\\* \\<\\@1\\>”.",
        "has tagged this ticket “late\\_delivery\\_”.",
        "has taken the tag “late\\_delivery\\_” off this ticket.",
        "has moved this ticket to **\\*\\_Legal\\_\\***.",
        "does not see this ticket any more. Nobody has it now.",
        "has scheduled this ticket to close",
        "has cancelled the scheduled closing.",
    ] {
        let line = format!("**{HARMLESS}** {text}");
        let said = told.iter().any(|told| told.starts_with(&line));
        assert!(said, "{line:?} is missing: {told:#?}");
    }
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_loses_a_ticket_because_a_category_is_kept_to_others_is_told_of() {
    let test = desk().await;
    mia_writes(&test, "Hello?").await;
    let id = test.open_ticket(test.cast.mia).await.id;
    let sam = hostile(&test).await;
    let conn = &mut test.app.db().await.unwrap();
    let made = "INSERT INTO categories (name, staff_roles, position, created_at)
        VALUES ('Legal', '{}', 0, now()); UPDATE tickets SET category_id = 1";
    conn.batch_execute(made).await.unwrap();
    let agents = RoleId(test.cast.agents.signed());
    let own = UserId(test.cast.sam.signed());
    refresh_roles(conn, own, Some(&[agents]), sam.at)
        .await
        .unwrap();
    Ticket::take(conn, &sam, id, Claim::IfFree).await.unwrap();
    let kept = Definition {
        name: "Legal".to_owned(),
        staff_roles: vec![RoleId(77)],
        ..Definition::default()
    };
    let system = test.app.act(Actor::System);
    let change = (test.app.appointments(), kept);
    Category::change(conn, &system, (CategoryId(1), 1), change)
        .await
        .unwrap();
    test.settle().await;
    let channel = test.channel_of(test.cast.mia).await;
    let line = format!("**{HARMLESS}** does not see this ticket any more.");
    test.sees(channel, &line).await;
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_log_of_closings_and_the_links_to_files_are_text() {
    let test = desk().await;
    mia_writes(&test, "Hello?").await;
    let id = test.open_ticket(test.cast.mia).await.id;
    let sam = hostile(&test).await;
    let conn = &mut test.app.db().await.unwrap();
    let large = NewAttachment {
        kind: AttachmentKind::File,
        name: "**a** <@1> [x](y).bin".to_owned(),
        media_type: "application/octet-stream".to_owned(),
        size: 1 << 40,
        origin: AttachmentOrigin::Stored("0".repeat(64)),
    };
    let draft = Draft {
        attachments: vec![large],
        ..Draft::text("Here.")
    };
    Ticket::reply(conn, &sam, id, draft).await.unwrap();
    test.settle().await;
    test.is_told(
        test.cast.mia,
        "📎 \\*\\*a\\*\\* \\<\\@1\\> \\[x\\](y).bin: http",
    )
    .await;
    let logged = Edit {
        values: vec![
            (Key::LogClosures, "true".to_owned()),
            (Key::LogChannel, test.cast.lounge.to_string()),
        ],
        ..Edit::default()
    };
    let system = test.app.act(Actor::System);
    let file = test.app.follower.file();
    Current::save(conn, &system, file, logged).await.unwrap();
    test.app.follower.refresh().await.unwrap();
    Ticket::close(conn, &sam, id, Closing::default())
        .await
        .unwrap();
    test.settle().await;
    let line = format!("Ticket #1 was closed by {HARMLESS}: http");
    test.sees(test.cast.lounge, &line).await;
    test.finish().await;
}
