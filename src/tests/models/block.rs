//! Members who may not open tickets, and what ends that.

use chrono::TimeDelta;
use diesel_async::{AsyncConnection as _, RunQueryDsl as _, SimpleAsyncConnection as _};
use rustmail::error::{Error, Refusal};
use rustmail::ids::{RoleId, UserId};
use rustmail::models::block::changing::{Change, Until};
use rustmail::models::block::listing::Standing;
use rustmail::models::block::{Block, Blocking};
use rustmail::models::category::Category;
use rustmail::models::category::changing::Definition;
use rustmail::models::listing::Page;
use rustmail::models::permission::Permission;
use rustmail::models::ticket::Ticket;
use rustmail::models::ticket::closing::Closing;
use rustmail::models::ticket::opening::Opening;
use rustmail::models::ticket::receiving::Received;
use rustmail::models::ticket::replying::Draft;
use rustmail::schema::{events, outbox};

use super::scene::{MIA, SAM, Scene, refusal, user};
use super::unsent::somebody_waits;

fn for_hours(hours: i64) -> Blocking {
    Blocking {
        reason: Some("Insults".to_owned()),
        lasts: Some(TimeDelta::hours(hours)),
    }
}

async fn kinds(scene: &Scene) -> Vec<String> {
    use diesel::QueryDsl as _;
    let conn = &mut scene.database.conn().await;
    let kinds = events::table.order(events::id).select(events::kind);
    kinds.load(conn).await.unwrap()
}

/// What is to be said in channels, in order, since the last time that it was asked.
async fn notices(scene: &Scene) -> Vec<serde_json::Value> {
    use diesel::{ExpressionMethods as _, QueryDsl as _};
    let conn = &mut scene.database.conn().await;
    let jobs = outbox::table.order(outbox::id).select(outbox::job);
    let jobs: Vec<serde_json::Value> = jobs.load(conn).await.unwrap();
    diesel::delete(outbox::table.filter(outbox::id.gt(0)))
        .execute(conn)
        .await
        .unwrap();
    let notices = jobs.iter().map(|job| job["notice"].clone());
    notices.filter(|notice| notice.is_object()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_channel_of_the_open_ticket_hears_of_every_change() {
    let mut scene = Scene::set().await;
    scene.mia_writes(1, "You fools").await;
    notices(&scene).await;
    let sam = scene.agent(SAM, "Sam");
    let conn = &mut scene.database.conn().await;
    let block = Block::place(conn, &sam, MIA, Blocking::default())
        .await
        .unwrap();
    let told = notices(&scene).await;
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(told[0]["notice"], "member_blocked");
    assert_eq!(told[0]["by"], "Sam");

    let shorter = Change {
        reason: Some("Insults".to_owned()),
        until: Until::Lasting(TimeDelta::hours(2)),
    };
    let changed = Block::change(conn, &sam, (block.id, 1), shorter.clone())
        .await
        .unwrap();
    assert_eq!(changed.reason.as_deref(), Some("Insults"));
    assert_eq!(changed.expires_at, Some(scene.now + TimeDelta::hours(2)));
    let told = notices(&scene).await;
    assert_eq!(
        told[0]["until"],
        serde_json::to_value(changed.expires_at).unwrap()
    );
    let reworded = Change {
        reason: Some(String::new()),
        until: Until::Kept,
    };
    let changed = Block::change(conn, &sam, (block.id, 2), reworded.clone())
        .await
        .unwrap();
    assert_eq!(changed.reason, None);
    // The same again changes nothing, whatever it is based on; anything else is based on what there is.
    let again = Block::change(conn, &sam, (block.id, 1), reworded).await;
    assert!(!again.unwrap().is_change());
    for version in [1, 2, 4] {
        let outdated = Block::change(conn, &sam, (block.id, version), shorter.clone()).await;
        assert_eq!(refusal(outdated), Refusal::BlockOutdated);
    }
    assert!(notices(&scene).await.is_empty(), "its end is as it was");

    Block::place(conn, &sam, MIA, for_hours(1)).await.unwrap();
    let ended = Block::change(conn, &sam, (block.id, 3), shorter).await;
    assert_eq!(refusal(ended), Refusal::BlockEnded);
    assert_eq!(notices(&scene).await[0]["notice"], "member_blocked");
    scene.later(61);
    Block::end_due(conn, scene.now).await.unwrap();
    let told = notices(&scene).await;
    assert_eq!(told[0]["notice"], "member_unblocked");
    assert_eq!(told[0]["by"], serde_json::Value::Null);

    let sam = scene.agent(SAM, "Sam");
    let block = Block::place(conn, &sam, MIA, for_hours(1)).await.unwrap();
    Block::lift(conn, &sam, block.id).await.unwrap();
    assert_eq!(notices(&scene).await[1]["by"], "Sam");
    let kinds = kinds(&scene).await;
    let of_blocks: Vec<&str> = kinds
        .iter()
        .map(String::as_str)
        .filter(|kind| kind.contains("block"))
        .collect();
    assert_eq!(
        of_blocks,
        [
            "member_blocked",
            "block_changed",
            "block_changed",
            "block_replaced",
            "member_blocked",
            "block_expired",
            "member_blocked",
            "block_lifted"
        ]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn why_somebody_is_blocked_is_told_to_those_who_see_a_ticket_of_theirs() {
    const LAWYERS: RoleId = RoleId(77);
    let scene = Scene::set().await;
    scene.mia_writes(1, "My lawyer writes.").await;
    let sue = scene.agent(SAM, "Sue");
    let conn = &mut scene.database.conn().await;
    let block = Block::place(conn, &sue, MIA, for_hours(1)).await.unwrap();
    let system = rustmail::models::actor::Act::of_system(scene.now);
    let definition = Definition {
        name: "Legal".to_owned(),
        staff_roles: vec![LAWYERS],
        ..Definition::default()
    };
    let legal = Category::create(conn, &system, definition).await.unwrap();
    let id = scene.ticket().await.id;
    let place = (&Default::default(), Some(legal.id));
    Ticket::move_to(conn, &system, id, place).await.unwrap();
    // Sam holds no role that sees it.
    let mut sam = scene.agent(SAM, "Sam");
    if let rustmail::models::actor::Actor::Staff(person) = &mut sam.actor {
        person.sight = rustmail::models::sight::Sight::with_roles(conn, &[])
            .await
            .unwrap();
    }
    let found = Block::find(conn, &sam, block.id).await.unwrap();
    assert_eq!((found.reason, found.messages_refused), (None, 0));
    let listed = Block::list(conn, &sam, Standing::Now, (Page::First, 10)).await;
    assert_eq!(listed.unwrap().rows[0].reason, None);
    let of_member = Block::of_member(conn, &sam, (MIA, 10)).await.unwrap();
    assert_eq!(of_member[0].reason, None);
    let changed = Block::change(conn, &sam, (block.id, 1), Change::default()).await;
    assert_eq!(refusal(changed), Refusal::BlockOutOfSight);
    let found = Block::find(conn, &sue, block.id).await.unwrap();
    assert_eq!(found.reason.as_deref(), Some("Insults"));
    // Whoever is not told why lifts it, and places it again as it was.
    let early = Block::place_again(conn, &sam, block.id).await;
    assert_eq!(refusal(early), Refusal::ChangedMeanwhile);
    Block::lift(conn, &sam, block.id).await.unwrap();
    let again = Block::place_again(conn, &sam, block.id).await.unwrap();
    assert_eq!((again.reason, again.actor_name.as_str()), (None, "Sam"));
    let block = Block::find(conn, &sue, again.id).await.unwrap();
    assert_eq!(block.reason.as_deref(), Some("Insults"));
    assert_eq!(block.expires_at, found.expires_at);
    Block::lift(conn, &sam, block.id).await.unwrap();
    // An earlier one does not come back over what was decided since.
    let earlier = Block::place_again(conn, &sam, found.id).await;
    assert_eq!(refusal(earlier), Refusal::ChangedMeanwhile);
    let mut late = sam.clone();
    late.at += TimeDelta::days(30);
    let late = Block::place_again(conn, &late, block.id).await;
    assert_eq!(refusal(late), Refusal::BlockEnded);
    // Of whoever has no ticket at all, nothing is hidden.
    let other = Block::place(conn, &sam, super::scene::SUE, for_hours(1)).await;
    let found = Block::find(conn, &sam, other.unwrap().id).await.unwrap();
    assert_eq!(found.reason.as_deref(), Some("Insults"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_blocked_member_opens_no_ticket_and_is_told_once() {
    let scene = Scene::set().await;
    let sam = scene.agent(SAM, "Sam");
    let conn = &mut scene.database.conn().await;
    let block = Block::place(conn, &sam, MIA, Blocking::default())
        .await
        .unwrap();
    for post in [1, 2, 2, 1] {
        let received = scene.mia_writes(post, "Hello?").await;
        let known = [Received::Blocked, Received::Known];
        assert!(known.contains(&received), "{received:?}");
    }
    assert_eq!(Ticket::open_for(conn, MIA).await.unwrap(), None);
    let block = Block::find(conn, &sam, block.id).await.unwrap();
    assert_eq!(block.messages_refused, 2);
    assert_eq!(
        kinds(&scene).await,
        ["member_blocked", "blocked_member_wrote"]
    );
    let opening = Opening {
        member: user(MIA, "Mia", scene.now),
        greeting: None,
        call: None,
        idempotency_key: None,
    };
    let opened = Ticket::open(conn, &sam, opening).await;
    assert_eq!(refusal(opened), Refusal::MemberBlocked);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lifted_block_lets_the_next_message_through() {
    let scene = Scene::set().await;
    let sam = scene.agent(SAM, "Sam");
    let conn = &mut scene.database.conn().await;
    let block = Block::place(conn, &sam, MIA, Blocking::default())
        .await
        .unwrap();
    let lifted = Block::lift(conn, &sam, block.id).await.unwrap();
    assert_eq!(lifted.lifted_by_name.as_deref(), Some("Sam"));
    let again = Block::lift(conn, &sam, block.id).await;
    assert_eq!(refusal(again), Refusal::BlockEnded);
    let received = scene.mia_writes(1, "Hello?").await;
    assert!(matches!(received, Received::Added { .. }));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_block_ends_by_itself_when_its_time_is_over() {
    let mut scene = Scene::set().await;
    let sam = scene.agent(SAM, "Sam");
    let conn = &mut scene.database.conn().await;
    Block::place(conn, &sam, MIA, for_hours(2)).await.unwrap();
    scene.later(119);
    assert_eq!(Block::end_due(conn, scene.now).await.unwrap(), 0);
    assert_eq!(scene.mia_writes(1, "Hello?").await, Received::Blocked);
    scene.later(1);
    // Nothing has to run first: the time alone ends it.
    let received = scene.mia_writes(2, "Hello?").await;
    assert!(matches!(received, Received::Added { .. }));
    assert_eq!(Block::end_due(conn, scene.now).await.unwrap(), 1);
    assert_eq!(Block::end_due(conn, scene.now).await.unwrap(), 0);
    let sam = scene.agent(SAM, "Sam");
    let ended = Block::list(conn, &sam, Standing::Ended, (Page::First, 10)).await;
    let ended = ended.unwrap().rows;
    assert_eq!((ended.len(), &ended[0].lifted_by_name), (1, &None));
    assert_eq!(ended[0].ended_at, ended[0].expires_at);
    let now = Block::list(conn, &sam, Standing::Now, (Page::First, 10)).await;
    assert_eq!(now.unwrap().rows, []);
    assert_eq!(
        kinds(&scene).await.last().map(String::as_str),
        Some("block_expired")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn another_block_replaces_the_one_that_stands() {
    let mut scene = Scene::set().await;
    let sam = scene.agent(SAM, "Sam");
    let conn = &mut scene.database.conn().await;
    let first = Block::place(conn, &sam, MIA, for_hours(1)).await.unwrap();
    scene.later(5);
    let sam = scene.agent(SAM, "Sam");
    let second = Block::place(conn, &sam, MIA, for_hours(9)).await.unwrap();
    let standing = Block::standing(conn, MIA, scene.now).await.unwrap();
    assert_eq!(standing.as_ref(), Some(&second));
    let all = Block::of_member(conn, &sam, (MIA, 10)).await.unwrap();
    assert_eq!(all.len(), 2);
    assert_eq!(all[1].id, first.id);
    assert_eq!(all[1].ended_at, Some(scene.now));
    // One whose time is over, and that nobody has ended yet, is in nobody's way.
    scene.later(9 * 60 + 1);
    let sam = scene.agent(SAM, "Sam");
    Block::place(conn, &sam, MIA, Blocking::default())
        .await
        .unwrap();
    let all = Block::of_member(conn, &sam, (MIA, 10)).await.unwrap();
    assert_eq!(all[1].ended_at, second.expires_at);
    assert_eq!(all[1].lifted_by_name, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_block_within_a_ticket_closes_it_only_when_asked() {
    let scene = Scene::set().await;
    scene.mia_writes(1, "You fools").await;
    let (ticket, sam) = (scene.ticket().await, scene.agent(SAM, "Sam"));
    let conn = &mut scene.database.conn().await;
    let plain = (for_hours(1), None);
    Ticket::block_member(conn, &sam, ticket.id, plain)
        .await
        .unwrap();
    // What has begun is finished: the open ticket goes on.
    let received = scene.mia_writes(2, "Sorry").await;
    assert!(matches!(received, Received::Added { .. }));
    let closing = (Blocking::default(), Some(Closing::default()));
    Ticket::block_member(conn, &sam, ticket.id, closing)
        .await
        .unwrap();
    assert_eq!(scene.mia_writes(3, "Hey!").await, Received::Blocked);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_may_not_work_tickets_blocks_nobody_and_nonsense_is_refused() {
    let scene = Scene::set().await;
    let reader = scene.staff(SAM, "Sam", [Permission::ViewTickets].into_iter().collect());
    let sam = scene.agent(SAM, "Sam");
    let conn = &mut scene.database.conn().await;
    let placed = Block::place(conn, &reader, MIA, Blocking::default()).await;
    assert_eq!(refusal(placed), Refusal::Forbidden("manage_tickets"));
    let stranger = UserId(42);
    let placed = Block::place(conn, &sam, stranger, Blocking::default()).await;
    assert_eq!(refusal(placed), Refusal::UnknownUser);
    for hours in [0, -1, 24 * 3_651] {
        let placed = Block::place(conn, &sam, MIA, for_hours(hours)).await;
        assert_eq!(refusal(placed), Refusal::BlockTooLong, "{hours}");
    }
    let wordy = Blocking {
        reason: Some("x".repeat(1_001)),
        lasts: None,
    };
    let placed = Block::place(conn, &sam, MIA, wordy).await;
    assert!(matches!(refusal(placed), Refusal::TooLong { .. }));
    let block = Block::place(conn, &sam, MIA, Blocking::default()).await;
    let lifted = Block::lift(conn, &reader, block.unwrap().id).await;
    assert_eq!(refusal(lifted), Refusal::Forbidden("manage_tickets"));
}

/// Whoever blocks from within a ticket has the member and the ticket before the block: nobody takes them in another order.
#[tokio::test(flavor = "multi_thread")]
async fn who_waits_for_a_member_holds_none_of_their_blocks() {
    let mut scene = Scene::set().await;
    scene.mia_writes(1, "You fools").await;
    let sam = scene.agent(SAM, "Sam");
    let conn = &mut scene.database.conn().await;
    let block = Block::place(conn, &sam, MIA, for_hours(1)).await.unwrap();
    scene.now += TimeDelta::hours(2);
    let (id, now) = (block.id, scene.now);
    let mut other = scene.database.conn().await;
    let ending = conn
        .transaction(async |conn| {
            conn.batch_execute("SELECT FROM users FOR UPDATE").await?;
            // What is due waits for nobody, and is ended later.
            assert_eq!(Block::end_due(&mut other, now).await.unwrap(), 0);
            let ending = tokio::spawn(async move { Block::lift(&mut other, &sam, id).await });
            let watching = &mut scene.database.conn().await;
            while !ending.is_finished() && !somebody_waits(watching).await {}
            diesel::sql_query("SELECT FROM blocks FOR UPDATE NOWAIT")
                .execute(conn)
                .await?;
            Ok::<_, Error>(ending)
        })
        .await
        .unwrap();
    assert_eq!(ending.await.unwrap().unwrap().id, id);
    assert_eq!(Block::end_due(conn, now).await.unwrap(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_answers_the_member_does_not_wait_for_who_blocks_them() {
    let scene = Scene::set().await;
    scene.mia_writes(1, "You fools").await;
    let ticket = scene.ticket().await.id;
    let sam = scene.agent(SAM, "Sam");
    let conn = &mut scene.database.conn().await;
    let blocked = conn.transaction(async |conn| {
        Block::place(conn, &sam, MIA, Blocking::default()).await?;
        let other = &mut scene.database.conn().await;
        other
            .batch_execute("SET lock_timeout = '10s'")
            .await
            .unwrap();
        Ticket::reply(other, &sam, ticket, Draft::text("Now, now.")).await
    });
    blocked.await.unwrap();
}
