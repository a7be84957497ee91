use discord_simulator::faults::{Effect, Fault};
use discord_simulator::rate_limits::RateLimits;
use discord_simulator::{Draft, Options};
use reqwest::{Client, Method};
use serde_json::{Value, json};

use crate::support::Cast;

const MESSAGES: &str = "/channels/{channel_id}/messages";

async fn post(cast: &Cast, content: &str) -> reqwest::Result<reqwest::Response> {
    let url = format!(
        "{}/api/v10/channels/{}/messages",
        cast.discord.base_url(),
        cast.channel
    );
    let request = Client::new().post(url).json(&json!({"content": content}));
    request
        .header("Authorization", format!("Bot {}", cast.bot.token))
        .send()
        .await
}

#[tokio::test]
async fn a_connection_falls_before_or_after_the_deed() {
    let cast = Cast::new().await;
    cast.discord
        .fault(Fault::on("POST", MESSAGES, Effect::DropBefore));
    post(&cast, "never").await.unwrap_err();
    cast.discord
        .fault(Fault::on("POST", MESSAGES, Effect::DropAfter));
    post(&cast, "done").await.unwrap_err();
    assert_eq!(post(&cast, "heard").await.unwrap().status(), 200);
    let contents: Vec<String> = cast
        .discord
        .messages(cast.channel)
        .into_iter()
        .map(|it| it.content)
        .collect();
    assert_eq!(contents, ["done", "heard"]);
}

#[tokio::test]
async fn refusals_and_waits_come_as_often_as_asked() {
    let cast = Cast::new().await;
    cast.discord.fault(
        Fault::on("POST", MESSAGES, Effect::refuse(502, 0))
            .after(1)
            .times(2),
    );
    let mut statuses = Vec::new();
    for _ in 0..4 {
        statuses.push(post(&cast, "x").await.unwrap().status().as_u16());
    }
    assert_eq!(statuses, [200, 502, 502, 200]);
    let limit = Effect::RateLimit {
        seconds: 1.5,
        global: true,
    };
    cast.discord.fault(Fault::everywhere(limit));
    let response = post(&cast, "x").await.unwrap();
    assert_eq!(
        (
            response.status().as_u16(),
            response.headers()["x-ratelimit-scope"].as_bytes()
        ),
        (429, &b"global"[..])
    );
    assert_eq!(response.headers()["retry-after"], "2");
    let body: Value = response.json().await.unwrap();
    assert_eq!(
        body,
        json!({"message": "You are being rate limited.", "retry_after": 1.5, "global": true})
    );
    cast.discord.clear_faults();
    assert_eq!(post(&cast, "x").await.unwrap().status(), 200);
}

#[tokio::test]
async fn real_limits_exhaust_a_bucket_and_tell_when_it_fills() {
    let cast = Cast::with(Options {
        rate_limits: RateLimits::Real,
        ..Options::default()
    })
    .await;
    cast.stop_the_clock();
    for left in (0..5).rev() {
        let response = post(&cast, "x").await.unwrap();
        assert_eq!(
            response.headers()["x-ratelimit-remaining"],
            left.to_string().as_str()
        );
    }
    let refused = post(&cast, "one too many").await.unwrap();
    assert_eq!(refused.status(), 429);
    assert!(refused.headers().contains_key("retry-after"));
    assert_eq!(cast.discord.messages(cast.channel).len(), 5);
    cast.discord.clock().advance(chrono::TimeDelta::seconds(6));
    assert_eq!(post(&cast, "x").await.unwrap().status(), 200);
}

#[tokio::test]
async fn a_channel_is_renamed_twice_in_ten_minutes_and_no_more() {
    let cast = Cast::with(Options {
        rate_limits: RateLimits::Real,
        ..Options::default()
    })
    .await;
    cast.stop_the_clock();
    let path = format!("/channels/{}", cast.channel);
    let rename = async |name: &str| {
        cast.call(Method::PATCH, &path, Some(json!({"name": name})))
            .await
            .0
    };
    assert_eq!(
        (
            rename("one").await,
            rename("two").await,
            rename("three").await
        ),
        (200, 200, 429)
    );
    assert_eq!(rename("two").await, 200, "the same name is no rename");
    cast.discord.clock().advance(chrono::TimeDelta::minutes(11));
    assert_eq!(rename("three").await, 200);
    assert_eq!(cast.discord.channel(cast.channel).unwrap().name, "three");
    cast.discord
        .send(cast.owner, cast.channel, Draft::text("still here"))
        .unwrap();
}
