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

#[tokio::test]
async fn a_message_can_be_laid_out_by_components_alone() {
    let cast = Cast::new().await;
    let path = format!("/channels/{}/messages", cast.channel);
    let text = |content: &str| json!({"type": 10, "content": content});
    let button = json!({"type": 2, "style": 5, "label": "Open", "url": "https://example.com"});
    let components = json!([{"type": 17, "accent_color": 255, "components": [
        text("# Title"), {"type": 14}, {"type": 9, "components": [text("one")], "accessory": button},
        {"type": 12, "items": [{"media": {"url": "https://example.com/a.png"}}]},
    ]}]);
    let flags = 1 << 15;
    let (status, body) = cast
        .post(&path, json!({"flags": flags, "components": components}))
        .await;
    assert_eq!(status, 200, "{body}");
    assert_eq!(
        body["components"][0]["components"][2]["accessory"]["label"],
        "Open"
    );
    let (status, body) = cast
        .post(
            &path,
            json!({"flags": flags, "content": "x", "components": [text("x")]}),
        )
        .await;
    assert_eq!((status, body["code"].as_u64()), (400, Some(50035)));
    let (_, body) = cast
        .post(&path, json!({"components": [text("without the flag")]}))
        .await;
    assert_eq!(
        body["errors"]["components"]["0"]["_errors"][0]["code"],
        "UNION_TYPE_CHOICES"
    );
    let row = |id: &str| json!({"type": 1, "components": [{"type": 2, "style": 1, "label": "x", "custom_id": id}]});
    let (_, body) = cast
        .post(
            &path,
            json!({"content": "x", "components": [row("a"), row("a")]}),
        )
        .await;
    let error =
        &body["errors"]["components"]["1"]["components"]["0"]["custom_id"]["_errors"][0]["code"];
    assert_eq!(error, "COMPONENT_CUSTOM_ID_DUPLICATED");
    let rows: Vec<_> = (0..6).map(|number| row(&number.to_string())).collect();
    assert_eq!(
        cast.post(&path, json!({"content": "x", "components": rows}))
            .await
            .0,
        400
    );
}

#[tokio::test]
async fn embeds_keep_their_limits_each_and_together() {
    let cast = Cast::new().await;
    let path = format!("/channels/{}/messages", cast.channel);
    let refused = async |embeds: serde_json::Value| {
        cast.post(&path, json!({"embeds": embeds})).await.1["errors"].clone()
    };
    let errors = refused(json!([{"title": "x".repeat(257)}])).await;
    assert_eq!(
        errors["embeds"]["0"]["title"]["_errors"][0]["message"],
        "Must be 256 or fewer in length."
    );
    let errors = refused(json!([{"fields": [{"name": "a", "value": ""}]}])).await;
    assert_eq!(
        errors["embeds"]["0"]["fields"]["0"]["value"]["_errors"][0]["code"],
        "BASE_TYPE_REQUIRED"
    );
    let long = json!({"description": "x".repeat(3001)});
    let errors = refused(json!([long, long])).await;
    assert_eq!(
        errors["embeds"]["_errors"][0]["code"],
        "MAX_EMBED_SIZE_EXCEEDED"
    );
    let errors = refused(json!(vec![json!({"title": "x"}); 11])).await;
    assert_eq!(
        errors["embeds"]["_errors"][0]["message"],
        "Must be 10 or fewer in length."
    );
}

#[tokio::test]
async fn only_allowed_mentions_ping() {
    let cast = Cast::new().await;
    let path = format!("/channels/{}/messages", cast.channel);
    let content = format!("<@{}> @everyone", cast.member);
    let (_, body) = cast.post(&path, json!({"content": content})).await;
    assert_eq!(
        (&body["mentions"][0]["id"], &body["mention_everyone"]),
        (&json!(cast.member), &json!(true))
    );
    let (_, body) = cast
        .post(
            &path,
            json!({"content": content, "allowed_mentions": {"parse": []}}),
        )
        .await;
    assert_eq!(
        (&body["mentions"], &body["mention_everyone"]),
        (&json!([]), &json!(false))
    );
    let both = json!({"parse": ["users"], "users": [cast.member]});
    let (status, _) = cast
        .post(&path, json!({"content": content, "allowed_mentions": both}))
        .await;
    assert_eq!(status, 400);
    let theirs = cast
        .discord
        .send(cast.member, cast.channel, Draft::text("question"))
        .unwrap();
    let reference = json!({"message_id": theirs.id});
    let (_, body) = cast
        .post(
            &path,
            json!({"content": "answer", "message_reference": reference}),
        )
        .await;
    assert_eq!(
        (&body["type"], &body["referenced_message"]["content"]),
        (&json!(19), &json!("question"))
    );
    assert_eq!(body["mentions"][0]["id"], json!(cast.member));
    let gone = json!({"message_id": "1"});
    let (_, body) = cast
        .post(&path, json!({"content": "x", "message_reference": gone}))
        .await;
    assert_eq!(
        body["errors"]["message_reference"]["_errors"][0]["code"],
        "REPLIES_UNKNOWN_MESSAGE"
    );
}
