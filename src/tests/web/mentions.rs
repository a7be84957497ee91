//! What is mentioned in a text is called by its name, wherever the text is shown.

use std::sync::Arc;
use std::time::Duration;

use discord_simulator::faults::{Effect, Fault};
use rustmail::ids::{ChannelId, RoleId, TicketId};
use rustmail::models::ticket::Ticket;

use super::{desk, restrict, ticket_of};

const PATIENCE: Duration = Duration::from_secs(60);

#[tokio::test]
async fn roles_channels_and_people_are_called_by_their_names() {
    let test = desk().await;
    let rules = test
        .discord
        .create_channel(test.cast.community, "rules", None)
        .unwrap();
    let (mia, agents, lounge) = (test.cast.mia, test.cast.agents, test.cast.lounge);
    let text = format!("**See** <#{rules}>, ask <@&{agents}> or <@{mia}> in <#{lounge}> <#77>.");
    ticket_of(&test, mia, ("mia", &text)).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let page = sam.get("/tickets/1").await.text;
    for name in ["#rules<", "@Agents<", "@mia<", "#lounge<", "#a channel<"] {
        assert!(page.contains(name), "{name} is missing: {page}");
    }
    let list = sam.get("/tickets").await.text;
    let plain = "See #rules, ask @Agents or @mia in #lounge #a channel.";
    assert!(list.contains(plain), "{list}");
    let found = sam.get("/search?q=ask").await.text;
    assert!(
        found.contains("See #rules, <mark>ask</mark> @Agents or @mia in #lounge"),
        "{found}"
    );
    let all = sam.get("/tickets/1/transcript.html").await.text;
    assert!(
        all.contains("#lounge<") && all.contains("@Agents<"),
        "{all}"
    );
    let of_member = "/tickets/1/transcript.html?audience=member";
    let seen = sam.get(of_member).await.text;
    assert!(seen.contains("#rules<") && seen.contains("@mia<"), "{seen}");
    assert!(
        !seen.contains("lounge") && !seen.contains("Agents"),
        "{seen}"
    );
    test.finish().await;
}

/// Pages hold a connection to the database while they wait.
#[tokio::test(flavor = "multi_thread")]
async fn no_page_waits_for_names_that_another_has_asked_for() {
    let test = desk().await;
    let text = format!("Ask <@&{}>.", test.cast.agents);
    ticket_of(&test, test.cast.mia, ("mia", &text)).await;
    let slow = Effect::Delay { millis: 2_000 };
    test.discord
        .fault(Fault::on("GET", "/guilds/*/roles", slow));
    let app = Arc::clone(&test.app);
    let server = app.config.bot.mode.community_server();
    let first = tokio::spawn(async move { app.place_names(server).await });
    // The fault strikes once, when the question has come.
    let asked = test.discord.wait_for(PATIENCE, |discord| {
        discord.faults_in_force().is_empty().then_some(())
    });
    asked.await.unwrap();
    let second = test.app.place_names(server).await;
    assert!(!first.is_finished(), "the second waited for the first");
    assert!(second.roles.is_empty());
    first.await.unwrap();
    let mut sam = test.signed_in(test.cast.sam).await;
    let page = sam.get("/tickets/1").await.text;
    assert!(page.contains("@Agents<"), "{page}");
    test.finish().await;
}

#[tokio::test]
async fn the_channel_of_a_ticket_out_of_sight_has_no_name() {
    let test = desk().await;
    ticket_of(
        &test,
        test.cast.mia,
        ("mia", "You will hear from my lawyer."),
    )
    .await;
    test.settle().await;
    let conn = &mut test.app.db().await.unwrap();
    let ticket = Ticket::get(conn, TicketId(1)).await.unwrap().unwrap();
    let Some(ChannelId(channel)) = ticket.channel_id else {
        panic!("the ticket has no channel");
    };
    let text = format!("Is it about <#{channel}>?");
    ticket_of(&test, test.cast.max, ("max", &text)).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let name = test
        .discord
        .channel(discord_simulator::snowflake::Snowflake(
            channel.try_into().unwrap(),
        ));
    let name = format!("#{}<", name.unwrap().name);
    let page = sam.get("/tickets/2").await.text;
    assert!(page.contains(&name), "{name} is missing: {page}");
    restrict(&test, TicketId(1), RoleId(7)).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let page = sam.get("/tickets/2").await.text;
    assert!(
        !page.contains(&name) && page.contains("#a channel<"),
        "{page}"
    );
    test.finish().await;
}

#[tokio::test]
async fn an_emoji_is_a_picture_from_here_and_only_if_it_was_seen() {
    let test = desk().await;
    let text = "Look <:lantern:811111111111111111> <a:spin:822222222222222222>";
    ticket_of(&test, test.cast.mia, ("mia", text)).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let early = sam.get("/emojis/811111111111111111").await;
    assert_eq!(early.status, 404, "nobody has looked at it");
    let page = sam.get("/tickets/1").await.text;
    let shown = "<img class=\"text-emoji\" src=\"/emojis/811111111111111111\" alt=\":lantern:\"";
    assert!(page.contains(shown), "{page}");
    for emoji in ["811111111111111111", "822222222222222222"] {
        for _ in 0..2 {
            let picture = sam.get(&format!("/emojis/{emoji}")).await;
            assert_eq!(picture.status, 200, "{}", picture.text);
            assert_eq!(picture.header("content-type"), "image/png");
            assert!(picture.header("cache-control").contains("private"));
        }
    }
    for unknown in ["833333333333333333", "1", "x"] {
        let nothing = sam.get(&format!("/emojis/{unknown}")).await;
        assert!(nothing.status.is_client_error(), "{unknown}");
    }
    let list = sam.get("/tickets").await.text;
    assert!(list.contains("Look :lantern: :spin:"), "{list}");
    let transcript = sam.get("/tickets/1/transcript.html").await.text;
    assert!(
        transcript.contains(":lantern:") && !transcript.contains("/emojis/"),
        "{transcript}"
    );
    assert_eq!(
        test.browser()
            .get("/emojis/811111111111111111")
            .await
            .status,
        303
    );
    test.finish().await;
}
