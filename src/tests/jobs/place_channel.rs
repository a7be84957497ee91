//! A ticket's channel follows its category.

use diesel_async::SimpleAsyncConnection as _;
use discord_simulator::snowflake::Snowflake;
use rustmail::ids::{CategoryId, ChannelId, RoleId, TicketId};
use rustmail::models::actor::Actor;
use rustmail::models::category::Category;
use rustmail::models::category::changing::Definition;
use rustmail::models::setting::Key;
use rustmail::models::setting::edit::Edit;
use rustmail::models::setting::version::Current;
use rustmail::models::staff::Appointments;
use rustmail::models::ticket::Ticket;

use super::relaying::{desk, mia_writes, remember};
use crate::support::test_app::TestApp;

const VIEW: u64 = 1 << 10;

/// A category of ours for one of Discord's, seen only by the holders of these roles.
async fn category(test: &TestApp, discord_category: Snowflake, roles: &[Snowflake]) {
    let roles: Vec<String> = roles.iter().map(Snowflake::to_string).collect();
    let made = format!(
        "INSERT INTO categories (name, discord_category_id, staff_roles, position, created_at)
         VALUES ('Legal*', {discord_category}, '{{{}}}', 0, now())",
        roles.join(",")
    );
    let mut conn = test.app.db().await.unwrap();
    conn.batch_execute(&made).await.unwrap();
}

async fn moves(test: &TestApp, to: Option<i64>) {
    let sam = test.act_as(test.cast.sam, "Sam");
    remember(test, &sam).await;
    let to = (&Appointments::default(), to.map(CategoryId));
    let conn = &mut test.app.db().await.unwrap();
    Ticket::move_to(conn, &sam, TicketId(1), to).await.unwrap();
    test.settle().await;
}

/// Whether the holders of a role are let into a channel, or kept out of it.
fn lets_in(test: &TestApp, channel: Snowflake, role: Snowflake) -> Option<bool> {
    let channel = test.discord.channel(channel).unwrap();
    let own = channel.overwrites.iter().find(|own| own.id == role)?;
    match (own.allow & VIEW != 0, own.deny & VIEW != 0) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => None,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_moved_ticket_stands_in_its_category_open_only_to_its_roles() {
    let test = desk().await;
    let (server, everyone) = (test.cast.staff_server, test.cast.staff_server);
    let lawyers = test.discord.create_role(server, "Lawyers", 0).unwrap();
    let court = test.discord.create_category(server, "Court").unwrap();
    category(&test, court, &[lawyers]).await;
    mia_writes(&test, "You will hear from my lawyer.").await;
    test.settle().await;
    let channel = test.channel_of(test.cast.mia).await;
    moves(&test, Some(1)).await;
    let placed = test.discord.channel(channel).unwrap();
    assert_eq!(placed.parent_id, Some(court));
    assert_eq!(lets_in(&test, channel, lawyers), Some(true));
    assert_eq!(lets_in(&test, channel, everyone), Some(false));
    let bot = test.cast.bot.user_id;
    assert_eq!(lets_in(&test, channel, bot), Some(true));
    let read = test.read(channel);
    let last = read.last().unwrap();
    assert_eq!(last, "**Sam** has moved this ticket to **Legal\\***.");
    moves(&test, None).await;
    let placed = test.discord.channel(channel).unwrap();
    assert_eq!(placed.parent_id, Some(test.cast.inbox));
    assert_eq!(lets_in(&test, channel, everyone), None);
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_category_is_told_and_lets_nobody_else_in() {
    let test = desk().await;
    let (server, everyone) = (test.cast.staff_server, test.cast.staff_server);
    let court = test.discord.create_category(server, "Court").unwrap();
    for number in 0..50 {
        let name = format!("case-{number}");
        let made = test.discord.create_channel(server, &name, Some(court));
        made.unwrap();
    }
    category(&test, court, &[test.cast.agents]).await;
    mia_writes(&test, "Hello").await;
    test.settle().await;
    let channel = test.channel_of(test.cast.mia).await;
    moves(&test, Some(1)).await;
    assert_eq!(test.discord.channel(channel).unwrap().parent_id, None);
    assert_eq!(lets_in(&test, channel, everyone), Some(false));
    assert_eq!(lets_in(&test, channel, test.cast.agents), Some(true));
    test.sees(channel, "at most 50 channels").await;
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_category_that_discord_has_lost_is_told_and_holds_nothing_up() {
    let test = desk().await;
    let server = test.cast.staff_server;
    let court = test.discord.create_category(server, "Court").unwrap();
    category(&test, court, &[]).await;
    mia_writes(&test, "Hello").await;
    test.settle().await;
    let channel = test.channel_of(test.cast.mia).await;
    let deleted = test.discord.delete_channel(test.cast.olga, court);
    deleted.unwrap();
    moves(&test, Some(1)).await;
    test.sees(channel, "Discord did not let this channel be moved")
        .await;
    mia_writes(&test, "Are you there?").await;
    test.sees(channel, "Mia: Are you there?").await;
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn channels_follow_when_their_category_or_the_inbox_is_changed() {
    let test = desk().await;
    let (server, everyone) = (test.cast.staff_server, test.cast.staff_server);
    let lawyers = test.discord.create_role(server, "Lawyers", 0).unwrap();
    let [court, cellar] =
        ["Court", "Cellar"].map(|name| test.discord.create_category(server, name).unwrap());
    category(&test, test.cast.inbox, &[]).await;
    mia_writes(&test, "You will hear from my lawyer.").await;
    test.settle().await;
    let channel = test.channel_of(test.cast.mia).await;
    moves(&test, Some(1)).await;

    let system = test.app.act(Actor::System);
    let kept_to_lawyers = Definition {
        name: "Legal".to_owned(),
        discord_category_id: Some(ChannelId(court.signed())),
        staff_roles: vec![RoleId(lawyers.signed())],
        ..Definition::default()
    };
    let nobody = Appointments::default();
    let conn = &mut test.app.db().await.unwrap();
    let legal = CategoryId(1);
    Category::change(conn, &system, (legal, 1), (&nobody, kept_to_lawyers))
        .await
        .unwrap();
    test.settle().await;
    let placed = test.discord.channel(channel).unwrap();
    assert_eq!(placed.parent_id, Some(court));
    assert_eq!(lets_in(&test, channel, lawyers), Some(true));
    assert_eq!(lets_in(&test, channel, everyone), Some(false));

    moves(&test, None).await;
    let edit = Edit {
        values: vec![(Key::Inbox, cellar.to_string())],
        ..Edit::default()
    };
    let file = test.app.follower.file();
    Current::save(conn, &system, file, edit).await.unwrap();
    test.settle().await;
    let placed = test.discord.channel(channel).unwrap();
    assert_eq!(placed.parent_id, Some(cellar));
    test.finish().await;
}
