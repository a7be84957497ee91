use chrono::TimeDelta;
use discord_simulator::{Usage, snowflake::Snowflake};
use reqwest::Method;
use serde_json::{Map, Value, json};

use crate::support::Cast;

const GUILDS: u64 = 1;

async fn registered(cast: &Cast) -> String {
    let path = format!(
        "/applications/{}/guilds/{}/commands",
        cast.bot.id, cast.server
    );
    let definition = json!([
        {"name": "reply", "description": "Reply to the member", "options": [
            {"type": 3, "name": "content", "description": "What to say", "required": true},
            {"type": 11, "name": "file", "description": "A file"},
            {"type": 6, "name": "who", "description": "Somebody"},
        ]},
        {"name": "Report", "type": 3},
    ]);
    let (status, body) = cast.call(Method::PUT, &path, Some(definition)).await;
    assert_eq!(status, 200, "{body}");
    path
}

fn callback(event: &Value) -> String {
    format!(
        "/interactions/{}/{}/callback",
        event["id"].as_str().unwrap(),
        event["token"].as_str().unwrap()
    )
}

#[tokio::test]
async fn a_command_is_used_answered_and_followed_up() {
    let cast = Cast::new().await;
    cast.stop_the_clock();
    registered(&cast).await;
    let mut socket = cast.ready(GUILDS).await;
    let usage = Usage::of("reply")
        .option("content", "hi")
        .id("who", cast.owner)
        .file("file", "a.txt", "abc");
    let answering = cast
        .discord
        .command(cast.member, cast.channel, usage)
        .unwrap();
    let event = socket.event("INTERACTION_CREATE").await;
    assert_eq!(event["data"]["name"], "reply");
    assert_eq!(event["data"]["options"][0]["value"], "hi");
    let owner = cast.owner.to_string();
    assert_eq!(
        event["data"]["resolved"]["users"][&owner]["username"],
        "olivia"
    );
    let file = event["data"]["options"][1]["value"].as_str().unwrap();
    let url = event["data"]["resolved"]["attachments"][file]["url"]
        .as_str()
        .unwrap();
    assert_eq!(
        reqwest::get(url).await.unwrap().text().await.unwrap(),
        "abc"
    );
    assert_eq!(
        event["app_permissions"],
        json!(((1u64 << 53) - 1).to_string()),
        "an administrator has every bit"
    );
    let thinking = json!({"type": 5, "data": {"flags": 64}});
    let with_response = format!("{}?with_response=1", callback(&event));
    let (status, body) = cast.post(&with_response, thinking).await;
    assert_eq!(
        (status, &body["interaction"]["response_message_loading"]),
        (200, &json!(true))
    );
    let (status, body) = cast
        .post(
            &callback(&event),
            json!({"type": 4, "data": {"content": "again"}}),
        )
        .await;
    assert_eq!((status, body["code"].as_u64()), (400, Some(40060)));
    let webhook = format!(
        "/webhooks/{}/{}",
        cast.bot.id,
        event["token"].as_str().unwrap()
    );
    let edit = format!("{webhook}/messages/@original");
    let (status, body) = cast
        .call(Method::PATCH, &edit, Some(json!({"content": "sent"})))
        .await;
    assert_eq!(status, 200, "{body}");
    let answer = answering.response().await.unwrap();
    assert_eq!(
        (answer.content.as_str(), answer.is_ephemeral()),
        ("sent", true)
    );
    assert!(
        cast.discord.messages(cast.channel).is_empty(),
        "nobody else sees it"
    );
    cast.post(&webhook, json!({"content": "and more"})).await;
    assert_eq!(answering.followups()[0].content, "and more");
}

#[tokio::test]
async fn an_interaction_is_unknown_after_three_seconds() {
    let cast = Cast::new().await;
    registered(&cast).await;
    let mut socket = cast.ready(GUILDS).await;
    let answering = cast
        .discord
        .command(
            cast.member,
            cast.channel,
            Usage::of("reply").option("content", "x"),
        )
        .unwrap();
    let event = socket.event("INTERACTION_CREATE").await;
    cast.discord.clock().advance(TimeDelta::seconds(4));
    let (status, body) = cast
        .post(
            &callback(&event),
            json!({"type": 4, "data": {"content": "late"}}),
        )
        .await;
    assert_eq!((status, body["code"].as_u64()), (404, Some(10062)));
    assert_eq!(
        answering.response().await.unwrap_err().to_string(),
        "The application did not respond"
    );
}

#[tokio::test]
async fn a_button_opens_a_modal_that_is_sent_off() {
    let cast = Cast::new().await;
    cast.stop_the_clock();
    let mut socket = cast.ready(GUILDS).await;
    let row = json!({"type": 1, "components": [{"type": 2, "style": 1, "label": "Open", "custom_id": "open"}]});
    let path = format!("/channels/{}/messages", cast.channel);
    let (status, body) = cast
        .post(&path, json!({"content": "Press", "components": [row]}))
        .await;
    assert_eq!(status, 200, "{body}");
    let message = cast.discord.messages(cast.channel).remove(0);
    let pressed = cast.discord.press(cast.member, &message, "open").unwrap();
    let event = socket.event("INTERACTION_CREATE").await;
    assert_eq!(
        (&event["type"], &event["message"]["id"]),
        (&json!(3), &json!(message.id))
    );
    let input = json!({"type": 1, "components": [{"type": 4, "custom_id": "why", "label": "Why", "style": 1}]});
    let modal = json!({"type": 9, "data": {"title": "Reason", "custom_id": "reason", "components": [input]}});
    assert_eq!(cast.post(&callback(&event), modal).await.0, 204);
    pressed.modal().await.unwrap();
    let fields = Map::from_iter([("why".to_owned(), json!("because"))]);
    cast.discord.submit_modal(&pressed, &fields).unwrap();
    let event = socket.event("INTERACTION_CREATE").await;
    assert_eq!(
        event["data"]["components"][0]["components"][0]["value"],
        "because"
    );
    assert_eq!(
        cast.post(
            &callback(&event),
            json!({"type": 7, "data": {"content": "Done"}})
        )
        .await
        .0,
        204
    );
    assert_eq!(cast.discord.messages(cast.channel)[0].content, "Done");
}

#[tokio::test]
async fn bad_definitions_and_missing_options_are_refused() {
    let cast = Cast::new().await;
    let path = registered(&cast).await;
    let (status, body) = cast
        .post(&path, json!({"name": "Bad Name", "description": "x"}))
        .await;
    assert_eq!((status, body["code"].as_u64()), (400, Some(50035)));
    let refused = cast
        .discord
        .command(cast.member, cast.channel, Usage::of("reply"))
        .map(|_| ())
        .unwrap_err();
    assert_eq!(refused.code, 50035);
    let (_, listed) = cast.get(&path).await;
    assert_eq!(listed.as_array().map(Vec::len), Some(2));
    let id: Snowflake = listed[0]["id"].as_str().unwrap().parse().unwrap();
    assert_eq!(
        cast.call(Method::DELETE, &format!("{path}/{id}"), None)
            .await
            .0,
        204
    );
    assert_eq!(cast.get(&format!("{path}/{id}")).await.1["code"], 10063);
}

#[tokio::test]
async fn menus_and_suggestions_carry_what_they_stand_for() {
    let cast = Cast::new().await;
    cast.stop_the_clock();
    let path = registered(&cast).await;
    let option = json!({"name": "word", "description": "x", "type": 3, "autocomplete": true});
    let command = json!({"name": "snippet", "description": "x", "options": [option]});
    cast.post(&path, command).await;
    let mut socket = cast.ready(GUILDS).await;
    let theirs = cast
        .discord
        .send(
            cast.member,
            cast.channel,
            discord_simulator::Draft::text("bad words"),
        )
        .unwrap();
    cast.discord
        .command(cast.member, cast.channel, Usage::of("Report").on(theirs.id))
        .unwrap();
    let event = socket.event("INTERACTION_CREATE").await;
    assert_eq!(event["data"]["type"], 3);
    let target = event["data"]["target_id"].as_str().unwrap();
    assert_eq!(
        event["data"]["resolved"]["messages"][target]["content"],
        "bad words"
    );
    let typing = Usage::of("snippet").option("word", "he").typing("word");
    let typing = cast
        .discord
        .command(cast.member, cast.channel, typing)
        .unwrap();
    let event = socket.event("INTERACTION_CREATE").await;
    assert_eq!(
        (&event["type"], &event["data"]["options"][0]["focused"]),
        (&json!(4), &json!(true))
    );
    let choices = json!({"type": 8, "data": {"choices": [{"name": "hello", "value": "hello"}]}});
    assert_eq!(cast.post(&callback(&event), choices).await.0, 204);
    assert_eq!(typing.suggestions().await.unwrap()[0]["name"], "hello");
    let menu = json!({"type": 1, "components": [{"type": 5, "custom_id": "who"}]});
    cast.post(
        &format!("/channels/{}/messages", cast.channel),
        json!({"content": "Who?", "components": [menu]}),
    )
    .await;
    let message = cast.discord.messages(cast.channel).pop().unwrap();
    cast.discord
        .choose(cast.member, &message, "who", vec![cast.owner.to_string()])
        .unwrap();
    let event = socket.event("INTERACTION_CREATE").await;
    let owner = cast.owner.to_string();
    assert_eq!(
        event["data"]["resolved"]["users"][&owner]["username"],
        "olivia"
    );
    let response = format!("{}?with_response=true", callback(&event));
    let (status, body) = cast
        .post(&response, json!({"type": 4, "data": {"content": "ok"}}))
        .await;
    assert_eq!(
        (status, body["resource"]["message"]["content"].as_str()),
        (200, Some("ok"))
    );
}
