use chrono::TimeDelta;
use discord_simulator::Draft;
use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};

use crate::support::Cast;

#[tokio::test]
async fn files_are_uploaded_in_parts_and_served_behind_links_that_expire() {
    let cast = Cast::new().await;
    let payload = json!({"content": "look", "attachments": [{"id": 0, "description": "A note"}]});
    let form = Form::new().text("payload_json", payload.to_string()).part(
        "files[0]",
        Part::bytes(b"abc".to_vec()).file_name("my note.txt"),
    );
    let url = format!(
        "{}/api/v10/channels/{}/messages",
        cast.discord.base_url(),
        cast.channel
    );
    let request = reqwest::Client::new().post(url).multipart(form);
    let request = request.header("Authorization", format!("Bot {}", cast.bot.token));
    let message: Value = request.send().await.unwrap().json().await.unwrap();
    let attachment = &message["attachments"][0];
    assert_eq!(
        (&attachment["filename"], &attachment["size"]),
        (&json!("my_note.txt"), &json!(3))
    );
    assert_eq!(attachment["description"], "A note");
    let link = attachment["url"].as_str().unwrap();
    assert_eq!(
        reqwest::get(link).await.unwrap().text().await.unwrap(),
        "abc"
    );
    let unsigned = link.split('?').next().unwrap();
    assert_eq!(reqwest::get(unsigned).await.unwrap().status(), 404);
    cast.discord.clock().advance(TimeDelta::days(2));
    assert_eq!(reqwest::get(link).await.unwrap().status(), 404);
}

#[tokio::test]
async fn files_over_the_limit_of_the_place_are_refused() {
    let cast = Cast::new().await;
    let large = || Draft::text("big").file("big.bin", vec![0; (10 << 20) + 1]);
    let refused = cast
        .discord
        .send(cast.member, cast.channel, large())
        .unwrap_err();
    assert_eq!((refused.status, refused.code), (413, 40005));
    cast.discord.set_premium_tier(cast.server, 2).unwrap();
    cast.discord
        .send(cast.member, cast.channel, large())
        .unwrap();
    cast.discord.give_nitro(cast.member).unwrap();
    cast.discord
        .send_dm(cast.member, cast.bot.user_id, large())
        .unwrap();
}

#[tokio::test]
async fn stickers_and_forwards_arrive_with_what_they_carry() {
    let cast = Cast::new().await;
    let sticker = cast.discord.create_sticker(cast.server, "wave").unwrap();
    let original = Draft::text("first").file("a.txt", "abc").sticker(sticker);
    let original = cast
        .discord
        .send(cast.member, cast.channel, original)
        .unwrap();
    let forward = Draft::default().forward(&original);
    cast.discord
        .send_dm(cast.member, cast.bot.user_id, forward)
        .unwrap();
    let dm = cast
        .discord
        .dm_channel(cast.member, cast.bot.user_id)
        .unwrap();
    let (_, messages) = cast.get(&format!("/channels/{dm}/messages")).await;
    assert_eq!(messages[0]["message_reference"]["type"], 1);
    let copy = &messages[0]["message_snapshots"][0]["message"];
    assert_eq!(
        (&copy["content"], &copy["sticker_items"][0]["name"]),
        (&json!("first"), &json!("wave"))
    );
    let link = copy["attachments"][0]["url"].as_str().unwrap();
    assert_eq!(
        reqwest::get(link).await.unwrap().text().await.unwrap(),
        "abc"
    );
    let picture = reqwest::get(format!("{}/stickers/{sticker}.png", cast.discord.cdn_url()))
        .await
        .unwrap();
    assert_eq!(picture.headers()["content-type"], "image/png");
}
