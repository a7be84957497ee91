//! What staff do with the channels of tickets, and with the servers, is followed.

use discord_simulator::Draft;
use rustmail::ids::ChannelId;
use rustmail::models::actor::Actor;
use rustmail::models::category::Category;
use rustmail::models::category::changing::Definition;
use rustmail::models::server::Server;
use rustmail::models::setting::Key;
use rustmail::models::setting::edit::Edit;
use rustmail::models::setting::version::Current;
use rustmail::models::snippet::Snippet;
use rustmail::models::snippet::changing::Wording;

use crate::support::test_app::TestApp;

#[tokio::test(flavor = "multi_thread")]
async fn a_ticket_follows_its_channel_into_a_category_and_back_to_the_inbox() {
    let test = TestApp::start().await;
    let server = test.cast.staff_server;
    let orders = test.discord.create_category(server, "Orders").unwrap();
    let system = test.app.act(Actor::System);
    let definition = Definition {
        name: "Money".to_owned(),
        discord_category_id: Some(ChannelId(orders.signed())),
        ..Definition::default()
    };
    let money = Category::create(&mut test.app.db().await.unwrap(), &system, definition)
        .await
        .unwrap();
    test.dm(test.cast.mia, Draft::text("Where is my refund?"));
    let channel = test.channel_of(test.cast.mia).await;
    test.sees(channel, "Where is my refund?").await;
    test.settle().await;

    test.discord.drag(test.cast.olga, channel, orders).unwrap();
    test.sees(channel, "has moved this ticket to **Money**")
        .await;
    assert_eq!(
        test.open_ticket(test.cast.mia).await.category_id,
        Some(money.id)
    );
    test.settle().await;
    test.discord
        .drag(test.cast.olga, channel, test.cast.inbox)
        .unwrap();
    test.sees(channel, "has moved this ticket to the inbox")
        .await;
    assert_eq!(test.open_ticket(test.cast.mia).await.category_id, None);
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_inbox_is_where_staff_have_put_it() {
    let test = TestApp::start().await;
    let server = test.cast.staff_server;
    let [orders, attic] =
        ["Orders", "Attic"].map(|name| test.discord.create_category(server, name).unwrap());
    let system = test.app.act(Actor::System);
    let conn = &mut test.app.db().await.unwrap();
    let definition = Definition {
        name: "Money".to_owned(),
        discord_category_id: Some(ChannelId(orders.signed())),
        ..Definition::default()
    };
    let money = Category::create(conn, &system, definition).await.unwrap();
    let edit = Edit {
        values: vec![(Key::Inbox, attic.to_string())],
        ..Edit::default()
    };
    let file = test.app.follower.file();
    Current::save(conn, &system, file, edit).await.unwrap();
    test.app.follower.refresh().await.unwrap();
    test.dm(test.cast.mia, Draft::text("Where is my refund?"));
    let channel = test.channel_of(test.cast.mia).await;
    test.sees(channel, "Where is my refund?").await;
    test.settle().await;
    test.discord.drag(test.cast.olga, channel, orders).unwrap();
    test.sees(channel, "has moved this ticket to **Money**")
        .await;
    let ticket = test.open_ticket(test.cast.mia).await;
    assert_eq!(ticket.category_id, Some(money.id));
    test.settle().await;
    test.discord.drag(test.cast.olga, channel, attic).unwrap();
    test.sees(channel, "has moved this ticket to the inbox")
        .await;
    assert_eq!(test.open_ticket(test.cast.mia).await.category_id, None);
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_snippet_knows_what_the_community_is_called() {
    let test = TestApp::start().await;
    test.dm(test.cast.mia, Draft::text("Hello?"));
    let channel = test.channel_of(test.cast.mia).await;
    test.sees(channel, "Hello?").await;
    let conn = &mut test.app.db().await.unwrap();
    let system = test.app.act(Actor::System);
    let wording = Wording {
        key: "hello".to_owned(),
        content: "Welcome to {server}, {member}. {staff} is here.".to_owned(),
    };
    Snippet::create(conn, &system, wording).await.unwrap();
    test.discord
        .send(test.cast.sam, channel, Draft::text("!ar {{hello}}"))
        .unwrap();
    test.is_told(
        test.cast.mia,
        "Welcome to Community, mia. Community is here.",
    )
    .await;
    let community = Server::community(conn).await.unwrap().unwrap();
    assert_eq!(community.name, "Community");
    test.finish().await;
}
