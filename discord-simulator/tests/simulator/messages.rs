use discord_simulator::Draft;
use reqwest::Method;
use serde_json::json;

use crate::support::Cast;

#[tokio::test]
async fn a_bot_writes_to_a_member_and_the_member_answers() {
    let cast = Cast::new().await;
    let (status, dm) = cast
        .post("/users/@me/channels", json!({"recipient_id": cast.member}))
        .await;
    assert_eq!((status, &dm["type"]), (200, &json!(1)));
    let path = format!("/channels/{}/messages", dm["id"].as_str().unwrap());
    let (status, sent) = cast
        .post(&path, json!({"content": "How can we help?"}))
        .await;
    assert_eq!(status, 200, "{sent}");
    let answer = cast
        .discord
        .send_dm(
            cast.member,
            cast.bot.user_id,
            Draft::text("My account is gone"),
        )
        .unwrap();
    let (_, listed) = cast.get(&path).await;
    assert_eq!(listed[0]["id"], json!(answer.id));
    assert_eq!(listed[0]["author"]["username"], "max");
    assert_eq!(listed[1]["content"], "How can we help?");
}

#[tokio::test]
async fn messages_are_refused_as_discord_refuses_them() {
    let cast = Cast::new().await;
    let path = format!("/channels/{}/messages", cast.channel);
    let (status, body) = cast.post(&path, json!({"content": "x".repeat(2001)})).await;
    assert_eq!((status, body["code"].as_u64()), (400, Some(50035)));
    assert_eq!(
        body["errors"]["content"]["_errors"][0]["code"],
        "BASE_TYPE_MAX_LENGTH"
    );
    let (status, body) = cast.post(&path, json!({"content": " "})).await;
    assert_eq!((status, body["code"].as_u64()), (400, Some(50006)));
    let (status, body) = cast
        .post("/channels/1/messages", json!({"content": "hi"}))
        .await;
    assert_eq!((status, body["code"].as_u64()), (404, Some(10003)));
    let unsaid = reqwest::get(format!("{}/api/v10/users/@me", cast.discord.base_url()))
        .await
        .unwrap();
    assert_eq!(unsaid.status(), 401);
}

#[tokio::test]
async fn closed_direct_messages_are_refused_with_50007() {
    let cast = Cast::new().await;
    let (_, dm) = cast
        .post("/users/@me/channels", json!({"recipient_id": cast.member}))
        .await;
    let path = format!("/channels/{}/messages", dm["id"].as_str().unwrap());
    cast.discord.close_dms(cast.member).unwrap();
    let (status, body) = cast.post(&path, json!({"content": "hi"})).await;
    assert_eq!((status, body["code"].as_u64()), (403, Some(50007)));
    cast.discord.open_dms(cast.member).unwrap();
    cast.discord.leave(cast.server, cast.member).unwrap();
    let (status, body) = cast.post(&path, json!({"content": "hi"})).await;
    assert_eq!((status, body["code"].as_u64()), (403, Some(50007)));
}

#[tokio::test]
async fn an_enforced_nonce_answers_with_the_first_message() {
    let cast = Cast::new().await;
    let path = format!("/channels/{}/messages", cast.channel);
    let body = json!({"content": "once", "nonce": "job-1", "enforce_nonce": true});
    let (_, first) = cast.post(&path, body.clone()).await;
    let (_, second) = cast.post(&path, body).await;
    assert_eq!(first["id"], second["id"]);
    assert_eq!(cast.discord.messages(cast.channel).len(), 1);
}

#[tokio::test]
async fn a_message_is_edited_and_deleted_by_its_author_only() {
    let cast = Cast::new().await;
    let theirs = cast
        .discord
        .send(cast.member, cast.channel, Draft::text("mine"))
        .unwrap();
    let path = format!("/channels/{}/messages/{}", cast.channel, theirs.id);
    let (status, body) = cast
        .call(Method::PATCH, &path, Some(json!({"content": "yours"})))
        .await;
    assert_eq!((status, body["code"].as_u64()), (403, Some(50005)));
    let edited = cast
        .discord
        .edit(cast.member, &theirs, "still mine")
        .unwrap();
    assert!(edited.edited.is_some());
    let (status, _) = cast.call(Method::DELETE, &path, None).await;
    assert_eq!(status, 204, "the bot is an administrator and may delete");
    let (status, body) = cast.get(&path).await;
    assert_eq!((status, body["code"].as_u64()), (404, Some(10008)));
}
