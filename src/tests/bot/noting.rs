//! Any other talk in a ticket's channel is a note: kept, followed, and never shown to the member.

use discord_simulator::Draft;
use rustmail::models::message::Kind;
use rustmail::models::message::conversation::{Conversation, Line, Stretch};

use super::answering::{sam_types, with_ticket};
use crate::support::test_app::TestApp;

async fn notes(test: &TestApp) -> Vec<Line> {
    let ticket = test.open_ticket(test.cast.mia).await;
    let conn = &mut test.app.db().await.unwrap();
    let conversation = Conversation::of(conn, ticket.id, (Stretch::Latest, 100), 10)
        .await
        .unwrap();
    let lines = conversation.lines.into_iter();
    lines
        .filter(|line| line.message.kind == Kind::Note)
        .collect()
}

/// Waits for the notes to be as `look` wants them.
pub(super) async fn until_notes(test: &TestApp, look: impl Fn(&[Line]) -> bool) -> Vec<Line> {
    let mut happening = test.app.announcements.subscribe();
    loop {
        let notes = notes(test).await;
        if look(&notes) {
            return notes;
        }
        let news = tokio::time::timeout(std::time::Duration::from_secs(60), happening.next());
        assert!(news.await.is_ok(), "the notes stayed {notes:#?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn talk_is_kept_as_notes_and_followed() {
    let test = TestApp::start().await;
    let (channel, sam) = (with_ticket(&test).await, test.cast.sam);
    let draft = Draft::text("Who knows this order?").file("order.pdf", "%PDF");
    let post = test.discord.send(sam, channel, draft).unwrap();
    let kept = until_notes(&test, |notes| notes.len() == 1).await;
    assert_eq!(kept[0].message.content, "Who knows this order?");
    assert_eq!(kept[0].message.author_name, "sam");
    assert_eq!(kept[0].attachments[0].name, "order.pdf");

    test.discord
        .edit(sam, &post, "Who knows order 12?")
        .unwrap();
    let kept = until_notes(&test, |notes| notes[0].message.edited_at.is_some()).await;
    assert_eq!(kept[0].message.content, "Who knows order 12?");
    assert_eq!(kept[0].revisions[0].content, "Who knows this order?");

    test.discord.delete(sam, &post).unwrap();
    let kept = until_notes(&test, |notes| notes[0].message.deleted_at.is_some()).await;
    assert_eq!(kept[0].message.content, "Who knows order 12?");
    test.settle().await;
    assert_eq!(test.told(test.cast.mia).len(), 1);
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_command_is_a_note() {
    let test = TestApp::start().await;
    let channel = with_ticket(&test).await;
    for text in ["!unknown thing", "! r spaced", "!", "reply to her"] {
        sam_types(&test, channel, text);
    }
    let kept = until_notes(&test, |notes| notes.len() == 4).await;
    let said: Vec<&str> = kept
        .iter()
        .map(|line| line.message.content.as_str())
        .collect();
    assert_eq!(said, ["!unknown thing", "! r spaced", "!", "reply to her"]);
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_may_not_work_tickets_is_told_once_that_nothing_is_kept() {
    let test = TestApp::start().await;
    let (channel, paul) = (with_ticket(&test).await, test.cast.paul);
    test.discord
        .send(paul, channel, Draft::text("I have an idea"))
        .unwrap();
    test.sees(channel, "What you write here is not kept in the ticket.")
        .await;
    test.discord
        .send(paul, channel, Draft::text("and another"))
        .unwrap();
    sam_types(&test, channel, "Thanks, Paul");
    let kept = until_notes(&test, |notes| !notes.is_empty()).await;
    assert_eq!(kept.len(), 1);
    let cautions = test.read(channel);
    let cautions = cautions.iter().filter(|line| line.contains("not kept"));
    assert_eq!(cautions.count(), 1);
    test.finish().await;
}
