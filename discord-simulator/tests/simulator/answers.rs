//! One call of everything that answers with a body; the cast compares each answer with Discord's description.

use discord_simulator::Draft;
use reqwest::Method;
use serde_json::json;

use crate::support::Cast;

#[tokio::test]
async fn every_list_and_object_can_be_read() {
    let cast = Cast::new().await;
    let (server, member, channel) = (cast.server, cast.member, cast.channel);
    let role = cast.discord.create_role(server, "Staff", 0).unwrap();
    cast.discord.give_role(server, member, role).unwrap();
    let sticker = cast.discord.create_sticker(server, "wave").unwrap();
    let banned = cast.discord.create_user("Bad Actor");
    cast.discord.ban(server, banned).unwrap();
    cast.discord.create_category(server, "Tickets").unwrap();
    let message = Draft::text(format!("<@{member}> <@&{role}> hello"))
        .file("a.png", vec![1, 2, 3])
        .sticker(sticker);
    let message = cast.discord.send(member, channel, message).unwrap();
    cast.discord.react(member, &message, "👍").unwrap();
    cast.post("/users/@me/channels", json!({"recipient_id": member}))
        .await;
    for path in [
        "/gateway".to_owned(),
        "/gateway/bot".to_owned(),
        "/users/@me".to_owned(),
        format!("/users/{member}"),
        "/users/@me/guilds?with_counts=true".to_owned(),
        "/applications/@me".to_owned(),
        "/oauth2/applications/@me".to_owned(),
        format!("/guilds/{server}?with_counts=true"),
        format!("/guilds/{server}/channels"),
        format!("/guilds/{server}/roles"),
        format!("/guilds/{server}/roles/{role}"),
        format!("/guilds/{server}/members?limit=100"),
        format!("/guilds/{server}/members/search?query=ma&limit=5"),
        format!("/guilds/{server}/members/{member}"),
        format!("/guilds/{server}/bans"),
        format!("/guilds/{server}/bans/{banned}"),
        format!("/guilds/{server}/audit-logs"),
        format!("/guilds/{server}/stickers"),
        format!("/guilds/{server}/stickers/{sticker}"),
        format!("/stickers/{sticker}"),
        format!("/channels/{channel}"),
        format!("/channels/{channel}/messages?around={}", message.id),
        format!("/channels/{channel}/messages/{}", message.id),
        format!(
            "/channels/{channel}/messages/{}/reactions/%F0%9F%91%8D",
            message.id
        ),
    ] {
        let (status, body) = cast.get(&path).await;
        assert_eq!(status, 200, "{path}: {body}");
    }
}

#[tokio::test]
async fn everything_can_be_changed_and_undone() {
    let cast = Cast::new().await;
    let (server, member) = (cast.server, cast.member);
    let guild = format!("/guilds/{server}");
    let (_, role) = cast
        .post(
            &format!("{guild}/roles"),
            json!({"name": "Helpers", "permissions": "8"}),
        )
        .await;
    let role = role["id"].as_str().unwrap().to_owned();
    let overwrites = json!([{"id": server, "type": 0, "deny": "1024", "allow": "0"}]);
    let body =
        json!({"name": "A Ticket!", "type": 0, "topic": "t", "permission_overwrites": overwrites});
    let (status, channel) = cast.post(&format!("{guild}/channels"), body).await;
    assert_eq!((status, channel["name"].as_str()), (201, Some("a-ticket")));
    let channel = format!("/channels/{}", channel["id"].as_str().unwrap());
    let (_, message) = cast
        .post(
            &format!("{channel}/messages"),
            json!({"embeds": [{"title": "Hi", "fields": [{"name": "a", "value": "b"}]}]}),
        )
        .await;
    let message = format!("{channel}/messages/{}", message["id"].as_str().unwrap());
    let thumbs = format!("{message}/reactions/%F0%9F%91%8D/@me");
    let steps = [
        (
            Method::PATCH,
            format!("{guild}/roles/{role}"),
            Some(json!({"name": "Helper"})),
            200,
        ),
        (
            Method::PUT,
            format!("{guild}/members/{member}/roles/{role}"),
            None,
            204,
        ),
        (
            Method::DELETE,
            format!("{guild}/members/{member}/roles/{role}"),
            None,
            204,
        ),
        (
            Method::PATCH,
            format!("{guild}/members/{member}"),
            Some(json!({"nick": "Maxi", "roles": [role]})),
            200,
        ),
        (
            Method::PATCH,
            channel.clone(),
            Some(json!({"name": "closed", "topic": null})),
            200,
        ),
        (
            Method::PUT,
            format!("{channel}/permissions/{member}"),
            Some(json!({"type": 1, "allow": "1024"})),
            204,
        ),
        (
            Method::DELETE,
            format!("{channel}/permissions/{member}"),
            None,
            204,
        ),
        (Method::POST, format!("{channel}/typing"), None, 204),
        (Method::PUT, thumbs.clone(), None, 204),
        (Method::DELETE, thumbs, None, 204),
        (
            Method::PATCH,
            message.clone(),
            Some(json!({"content": "edited"})),
            200,
        ),
        (Method::DELETE, message, None, 204),
        (Method::DELETE, channel, None, 200),
        (
            Method::PUT,
            format!("{guild}/bans/{member}"),
            Some(json!({"delete_message_seconds": 0})),
            204,
        ),
        (Method::DELETE, format!("{guild}/bans/{member}"), None, 204),
        (Method::DELETE, format!("{guild}/roles/{role}"), None, 204),
    ];
    for (method, path, body, expected) in steps {
        let (status, answer) = cast.call(method.clone(), &path, body).await;
        assert_eq!(status, expected, "{method} {path}: {answer}");
    }
}

#[tokio::test]
async fn categories_and_servers_are_full_at_discords_numbers() {
    let cast = Cast::new().await;
    let category = cast
        .discord
        .create_category(cast.server, "Tickets")
        .unwrap();
    for number in 0..50 {
        cast.discord
            .create_channel(cast.server, &format!("t-{number}"), Some(category))
            .unwrap();
    }
    let path = format!("/guilds/{}/channels", cast.server);
    let (status, body) = cast
        .post(&path, json!({"name": "one-more", "parent_id": category}))
        .await;
    assert_eq!(status, 400);
    assert_eq!(
        body["errors"]["parent_id"]["_errors"][0]["code"],
        "CHANNEL_PARENT_MAX_CHANNELS"
    );
    for number in 52..500 {
        cast.discord
            .create_channel(cast.server, &format!("c-{number}"), None)
            .unwrap();
    }
    let (status, body) = cast.post(&path, json!({"name": "far-too-many"})).await;
    assert_eq!((status, body["code"].as_u64()), (400, Some(30013)));
}

#[tokio::test]
async fn a_misspelt_field_is_a_violation() {
    let cast = Cast::new().await;
    if !cast.discord.is_judging() {
        return;
    }
    let path = format!("/channels/{}/messages", cast.channel);
    cast.post(
        &path,
        json!({"content": "hi", "allowed_mention": {"parse": []}, "embeds": [{"titel": "x"}]}),
    )
    .await;
    let violations = cast.discord.violations();
    assert_eq!(violations.len(), 2, "{violations:#?}");
    assert!(
        violations[0].ends_with(".allowed_mention") && violations[1].ends_with(".embeds.0.titel")
    );
}

#[tokio::test]
async fn what_discord_tolerates_is_no_violation() {
    let cast = Cast::new().await;
    let path = format!("/applications/{}/commands", cast.bot.id);
    let command = json!([{
        "name": "ping", "description": "x", "type": 1, "nsfw": false, "default_member_permissions": "8",
        "integration_types": null,
    }]);
    let (status, body) = cast.call(Method::PUT, &path, Some(command)).await;
    assert_eq!((status, &body[0]["integration_types"]), (200, &json!([0])));
    let path = format!("/channels/{}/messages", cast.channel);
    let message =
        json!({"content": "hi", "nonce": "17923544398045255494", "attachments": [{"id": 0}]});
    cast.post(&path, message).await;
    assert_eq!(cast.discord.violations(), Vec::<String>::new());
}

#[tokio::test]
async fn every_answer_tells_what_time_it_is_in_the_world() {
    let cast = Cast::new().await;
    let moment = chrono::DateTime::from_timestamp(1_800_000_000, 0).unwrap();
    cast.discord.clock().set(moment);
    let url = format!("{}/api/v10/gateway", cast.discord.base_url());
    let answer = reqwest::get(url).await.unwrap();
    assert_eq!(answer.headers()["date"], "Fri, 15 Jan 2027 08:00:00 GMT");
}
