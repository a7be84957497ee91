//! Members write: what arrives in the ticket's channel, and what they are told.

use discord_simulator::Draft;
use rustmail::models::message::conversation::{Conversation, Stretch};

use crate::support::test_app::{Setup, TestApp};

const WELCOME: &str = "Welcome! Somebody will answer you here.";

#[tokio::test(flavor = "multi_thread")]
async fn a_first_message_opens_a_ticket_and_is_welcomed_once() {
    let test = TestApp::start().await;
    let mia = test.cast.mia;
    test.dm(mia, Draft::text("My order never came."));
    let channel = test.channel_of(mia).await;
    test.sees(channel, "mia: My order never came.").await;
    test.is_told(mia, WELCOME).await;
    test.dm(mia, Draft::text("Hello?"));
    test.sees(channel, "mia: Hello?").await;
    test.settle().await;
    assert_eq!(test.told(mia).len(), 1, "{:?}", test.told(mia));
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn members_and_staff_may_share_a_server() {
    let setup = Setup {
        single: true,
        ..Setup::default()
    };
    let test = TestApp::start_with(setup).await;
    let (paul, sam, max) = (test.cast.paul, test.cast.sam, test.cast.max);
    test.dm(paul, Draft::text("I am here as a member."));
    let channel = test.channel_of(paul).await;
    test.sees(channel, "paul: I am here as a member.").await;
    let answer = Draft::text("!r And I as staff.");
    test.discord.send(sam, channel, answer).unwrap();
    test.is_told(paul, "sam: And I as staff.").await;
    test.dm(max, Draft::text("I am elsewhere."));
    test.is_told(max, "only members of the community").await;
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_of_nothing_but_an_embed_is_readable() {
    let test = TestApp::start().await;
    let embed = serde_json::json!({
        "title": "Invoice 7",
        "description": "Two lanterns",
        "fields": [{ "name": "Total", "value": "12 coins" }],
    });
    test.dm(test.cast.mia, Draft::text("").embed(embed));
    let channel = test.channel_of(test.cast.mia).await;
    for part in ["Invoice 7", "Two lanterns", "Total", "12 coins"] {
        test.sees(channel, part).await;
    }
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn many_messages_arrive_once_and_in_order() {
    let test = TestApp::start().await;
    let (mia, max) = (test.cast.mia, test.cast.max);
    for number in 0..40 {
        test.dm(mia, Draft::text(format!("mia says {number}.")));
        test.dm(max, Draft::text(format!("max says {number}.")));
    }
    for (member, name) in [(mia, "mia"), (max, "max")] {
        let channel = test.channel_of(member).await;
        test.sees(channel, &format!("{name} says 39.")).await;
        let said: Vec<String> = test.read(channel).into_iter().skip(1).collect();
        let expected: Vec<String> = (0..40)
            .map(|number| format!("{name}: {name} says {number}."))
            .collect();
        assert_eq!(said, expected);
    }
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_no_member_of_the_community_is_turned_away() {
    let test = TestApp::start().await;
    let paul = test.cast.paul;
    test.dm(paul, Draft::text("Let me in!"));
    test.is_told(paul, "community").await;
    test.settle().await;
    let channels = test.discord.channels(test.cast.staff_server);
    assert!(
        channels
            .iter()
            .all(|channel| !channel.name.contains("paul"))
    );
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_leaves_the_community_may_go_on_in_an_open_ticket() {
    let test = TestApp::start().await;
    let sam = test.cast.sam;
    test.dm(sam, Draft::text("I need help, too."));
    let channel = test.channel_of(sam).await;
    test.sees(channel, "I need help, too.").await;
    test.discord.leave(test.cast.community, sam).unwrap();
    test.dm(sam, Draft::text("I left, but still."));
    test.sees(channel, "I left, but still.").await;
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn files_stickers_and_forwards_arrive() {
    let test = TestApp::start().await;
    let (mia, community) = (test.cast.mia, test.cast.community);
    let sticker = test.discord.create_sticker(community, "Wave").unwrap();
    let news = test.discord.channels(community)[0].id;
    let original = test
        .discord
        .send(mia, news, Draft::text("The shop is closed."))
        .unwrap();

    test.dm(
        mia,
        Draft::text("Look at this").file("photo.png", vec![7; 2_000]),
    );
    let channel = test.channel_of(mia).await;
    test.sees(channel, "photo.png").await;
    test.dm(mia, Draft::default().file("log.txt", "it broke"));
    test.sees(channel, "log.txt").await;
    test.dm(mia, Draft::default().sticker(sticker));
    test.sees(channel, "Wave.png").await;
    test.dm(mia, Draft::default().forward(&original));
    test.sees(channel, "The shop is closed.").await;
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_shows_what_it_answers() {
    let test = TestApp::start().await;
    let mia = test.cast.mia;
    let first = test.dm(mia, Draft::text("Where is my parcel?"));
    let channel = test.channel_of(mia).await;
    test.sees(channel, "Where is my parcel?").await;
    test.dm(mia, Draft::text("I mean this one.").reply_to(&first));
    test.sees(channel, "I mean this one.").await;
    let messages = test.discord.messages(channel);
    let answer = messages.last().unwrap();
    let answered = answer
        .reference
        .as_ref()
        .map(|reference| reference.message_id);
    assert_eq!(answered, Some(messages[messages.len() - 2].id));
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_message_arrives_whole() {
    let test = TestApp::start().await;
    let mia = test.cast.mia;
    test.discord.give_nitro(mia).unwrap();
    let long: String = (0..700).map(|number| format!("w{number:03} ")).collect();
    test.dm(mia, Draft::text(long.trim_end()));
    let channel = test.channel_of(mia).await;
    test.sees(channel, "w699").await;
    let read = test.read(channel).concat();
    for number in 0..700 {
        assert!(
            read.contains(&format!("w{number:03}")),
            "w{number:03} is lost"
        );
    }
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_edit_is_followed_and_a_deletion_is_marked() {
    let test = TestApp::start().await;
    let mia = test.cast.mia;
    let message = test.dm(mia, Draft::text("My number is 12."));
    let channel = test.channel_of(mia).await;
    test.sees(channel, "My number is 12.").await;
    test.discord
        .edit(mia, &message, "My number is 13.")
        .unwrap();
    test.sees(channel, "My number is 13.").await;
    test.settle().await;
    test.discord.delete(mia, &message).unwrap();
    test.sees(channel, "Deleted by the author").await;
    let read = test.read(channel).concat();
    assert!(
        read.contains("My number is 13."),
        "the text was erased: {read}"
    );
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_channel_is_not_told_of_changes_when_the_owner_does_not_want_it() {
    let test = TestApp::start_with(crate::support::test_app::Setup {
        config: vec![
            "logs.show_log_on_edit = false".to_owned(),
            "logs.show_log_on_delete = false".to_owned(),
        ],
        ..Default::default()
    })
    .await;
    let mia = test.cast.mia;
    let message = test.dm(mia, Draft::text("My number is 12."));
    let channel = test.channel_of(mia).await;
    test.sees(channel, "mia: My number is 12.").await;
    test.settle().await;
    test.discord
        .edit(mia, &message, "My number is 13.")
        .unwrap();
    test.dm(mia, Draft::text("So."));
    test.sees(channel, "mia: So.").await;
    test.discord.delete(mia, &message).unwrap();
    test.dm(mia, Draft::text("Never mind."));
    test.sees(channel, "mia: Never mind.").await;
    test.settle().await;
    let read = test.read(channel);
    assert!(
        read.iter().any(|text| text == "mia: My number is 12."),
        "{read:?}"
    );
    // The panel knows all of it.
    let ticket = test.open_ticket(mia).await;
    let conn = &mut test.app.db().await.unwrap();
    let latest = (Stretch::Latest, 10);
    let lines = Conversation::of(conn, ticket.id, latest, 10)
        .await
        .unwrap()
        .lines;
    let changed = lines
        .iter()
        .find(|line| line.message.content == "My number is 13.")
        .unwrap();
    assert!(changed.message.deleted_at.is_some() && changed.revisions.len() == 1);
    test.finish().await;
}
