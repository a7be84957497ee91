//! What staff call a ticket, how urgent it is, and the words by which they find it again.

use rustmail::error::Refusal;
use rustmail::models::effect::{Change, Effect};
use rustmail::models::ticket::closing::Closing;
use rustmail::models::ticket::{Priority, Ticket};

use super::scene::{SAM, Scene, refusal};

#[tokio::test(flavor = "multi_thread")]
async fn a_label_is_kept_on_one_line_and_taken_away() {
    let scene = Scene::set().await;
    scene.mia_writes(1, "Hello").await;
    let (id, sam) = (scene.ticket().await.id, scene.agent(SAM, "Sam"));
    let conn = &mut scene.database.conn().await;
    let named = Ticket::rename(conn, &sam, id, Some("  Lost\n parcel ")).await;
    assert_eq!(named.unwrap().label.as_deref(), Some("Lost parcel"));
    let long = "x".repeat(61);
    let refused = Ticket::rename(conn, &sam, id, Some(long.as_str())).await;
    assert!(matches!(
        refusal(refused),
        Refusal::TooLong { limit: 60, .. }
    ));
    let hostile = Ticket::rename(conn, &sam, id, Some("a\0b")).await;
    assert!(matches!(refusal(hostile), Refusal::Invalid { .. }));
    for nothing in [None, Some(" ")] {
        let named = Ticket::rename(conn, &sam, id, nothing).await;
        assert_eq!(named.unwrap().label, None);
    }
    let undone = Change {
        to: Some("Lost parcel"),
        from: Some(Some("Found parcel")),
    };
    let undone = Ticket::rename(conn, &sam, id, undone).await;
    assert_eq!(refusal(undone), Refusal::ChangedMeanwhile);
    let undone = Change {
        to: Some("Lost parcel"),
        from: Some(None),
    };
    let undone = Ticket::rename(conn, &sam, id, undone).await;
    assert_eq!(undone.unwrap().label.as_deref(), Some("Lost parcel"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_open_ticket_becomes_urgent() {
    let scene = Scene::set().await;
    scene.mia_writes(1, "Hello").await;
    let (id, sam) = (scene.ticket().await.id, scene.agent(SAM, "Sam"));
    let conn = &mut scene.database.conn().await;
    assert_eq!(scene.ticket().await.priority, Priority::Normal);
    let urgent = Ticket::prioritise(conn, &sam, id, Priority::Urgent).await;
    assert_eq!(urgent.unwrap().priority, Priority::Urgent);
    for (from, why) in [
        (Priority::High, Some(Refusal::ChangedMeanwhile)),
        (Priority::Urgent, None),
    ] {
        let back = Change {
            to: Priority::Normal,
            from: Some(from),
        };
        match (Ticket::prioritise(conn, &sam, id, back).await, why) {
            (refused, Some(why)) => assert_eq!(refusal(refused), why),
            (done, None) => assert_eq!(done.unwrap().priority, Priority::Normal),
        }
    }
    Ticket::close(conn, &sam, id, Closing::default())
        .await
        .unwrap();
    let low = Ticket::prioritise(conn, &sam, id, Priority::Low).await;
    assert_eq!(refusal(low), Refusal::AlreadyClosed);
}

#[tokio::test(flavor = "multi_thread")]
async fn tags_are_written_in_one_way_and_there_are_not_too_many() {
    let scene = Scene::set().await;
    scene.mia_writes(1, "Hello").await;
    let (id, sam) = (scene.ticket().await.id, scene.agent(SAM, "Sam"));
    let conn = &mut scene.database.conn().await;
    for typed in ["Refund", "#refund", " REFUND "] {
        let tagged = Ticket::tag(conn, &sam, id, typed).await.unwrap();
        assert_eq!(tagged.tags, ["refund"]);
        assert_eq!(tagged.is_change(), typed == "Refund", "{typed}");
    }
    for number in 1..20 {
        let tag = format!("tag {number}");
        Ticket::tag(conn, &sam, id, &tag).await.unwrap();
    }
    let full = Ticket::tag(conn, &sam, id, "one-more").await;
    assert_eq!(refusal(full), Refusal::TooManyTags(20));
    let none = Ticket::tag(conn, &sam, id, "a, b").await;
    assert_eq!(refusal(none), Refusal::NotATag);
    let closed = Ticket::close(conn, &sam, id, Closing::default()).await;
    closed.unwrap();
    let untagged = Ticket::untag(conn, &sam, id, "Refund").await.unwrap();
    assert_eq!(untagged.tags.len(), 19);
    let again = Ticket::untag(conn, &sam, id, "refund").await.unwrap();
    assert_eq!(again, Effect::none(untagged.now));
}
