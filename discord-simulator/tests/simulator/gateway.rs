use discord_simulator::Draft;
use serde_json::json;

use crate::support::{Cast, Socket};

const GUILDS: u64 = 1;
const GUILD_MESSAGES: u64 = 1 << 9;
const DIRECT_MESSAGES: u64 = 1 << 12;
const MESSAGE_CONTENT: u64 = 1 << 15;

#[tokio::test]
async fn a_session_gets_ready_then_its_servers_then_events() {
    let cast = Cast::new().await;
    let mut socket = cast
        .identify(GUILDS | GUILD_MESSAGES | DIRECT_MESSAGES | MESSAGE_CONTENT)
        .await;
    let ready = socket.event("READY").await;
    assert_eq!(ready["v"], 10);
    assert_eq!(
        ready["guilds"],
        json!([{"id": cast.server, "unavailable": true}])
    );
    let server = socket.event("GUILD_CREATE").await;
    assert_eq!(server["name"], "Community");
    assert_eq!(server["channels"][0]["name"], "general");
    cast.discord
        .send_dm(cast.member, cast.bot.user_id, Draft::text("hello"))
        .unwrap();
    let message = socket.event("MESSAGE_CREATE").await;
    assert_eq!(message["content"], "hello");
    assert_eq!(message.get("guild_id"), None);
    cast.discord
        .send(cast.member, cast.channel, Draft::text("all"))
        .unwrap();
    let message = socket.event("MESSAGE_CREATE").await;
    assert_eq!(message["guild_id"], json!(cast.server));
    assert_eq!(message["member"]["roles"], json!([]));
}

#[tokio::test]
async fn content_is_blank_without_its_intent_except_where_discord_shows_it() {
    let cast = Cast::new().await;
    let mut socket = cast
        .identify(GUILDS | GUILD_MESSAGES | DIRECT_MESSAGES)
        .await;
    socket.event("GUILD_CREATE").await;
    cast.discord
        .send(cast.member, cast.channel, Draft::text("secret"))
        .unwrap();
    assert_eq!(socket.event("MESSAGE_CREATE").await["content"], "");
    let mention = format!("<@{}> help", cast.bot.user_id);
    cast.discord
        .send(cast.member, cast.channel, Draft::text(mention.as_str()))
        .unwrap();
    assert_eq!(socket.event("MESSAGE_CREATE").await["content"], mention);
    cast.discord
        .send_dm(cast.member, cast.bot.user_id, Draft::text("private"))
        .unwrap();
    assert_eq!(socket.event("MESSAGE_CREATE").await["content"], "private");
}

#[tokio::test]
async fn wrong_tokens_and_intents_close_the_connection() {
    let cast = Cast::new().await;
    let identify =
        |token: &str, intents: u64| json!({"op": 2, "d": {"token": token, "intents": intents}});
    for (payload, code) in [
        (identify("nonsense", GUILDS), 4004),
        (identify(&cast.bot.token, 1 << 40), 4013),
        (json!({"op": 8, "d": {}}), 4003),
        (json!("what"), 4003),
    ] {
        let mut socket = Socket::open(&cast.discord, "?v=10").await;
        socket.send(payload).await;
        assert_eq!(socket.close_code().await, code);
    }
    cast.discord.change(|world| {
        world
            .applications
            .values_mut()
            .for_each(|application| application.privileged.message_content = false);
    });
    let mut socket = cast.identify(GUILDS | MESSAGE_CONTENT).await;
    assert_eq!(socket.close_code().await, 4014);
}

#[tokio::test]
async fn a_cut_session_is_resumed_and_gets_what_it_missed() {
    let cast = Cast::new().await;
    let mut socket = cast.identify(GUILDS | DIRECT_MESSAGES).await;
    let ready = socket.next().await;
    let session = ready["d"]["session_id"].clone();
    let seen = socket.next().await["s"].clone();
    cast.discord.gateway().cut();
    assert!(socket.frame().await.is_none(), "a cut comes without a word");
    cast.discord
        .send_dm(
            cast.member,
            cast.bot.user_id,
            Draft::text("while you were away"),
        )
        .unwrap();
    let mut socket = Socket::open(&cast.discord, "?v=10").await;
    socket
        .send(json!({"op": 6, "d": {"token": cast.bot.token, "session_id": session, "seq": seen}}))
        .await;
    assert_eq!(
        socket.event("MESSAGE_CREATE").await["content"],
        "while you were away"
    );
    socket.event("RESUMED").await;
    cast.discord.gateway().forget_sessions();
    let mut socket = Socket::open(&cast.discord, "?v=10").await;
    socket
        .send(json!({"op": 6, "d": {"token": cast.bot.token, "session_id": session, "seq": seen}}))
        .await;
    assert_eq!(socket.next().await, json!({"op": 9, "d": false}));
}

#[tokio::test]
async fn payloads_are_packed_as_the_client_asks() {
    use std::io::Read;
    let cast = Cast::new().await;
    let identify = |compress: bool| json!({"op": 2, "d": {"token": cast.bot.token, "intents": 1, "compress": compress}});
    let mut socket = Socket::open(&cast.discord, "?v=10").await;
    socket.send(identify(true)).await;
    let frame = socket.frame().await.unwrap().into_data();
    let mut text = String::new();
    flate2::read::ZlibDecoder::new(&frame[..])
        .read_to_string(&mut text)
        .unwrap();
    assert!(
        text.contains("\"READY\""),
        "each frame is a whole zlib stream: {text}"
    );

    let mut stream = flate2::Decompress::new(true);
    let mut unpack = |frame: &[u8]| {
        assert!(
            frame.ends_with(&[0, 0, 255, 255]),
            "a payload ends with zlib's sync mark"
        );
        let mut text = Vec::with_capacity(1 << 20);
        stream
            .decompress_vec(frame, &mut text, flate2::FlushDecompress::Sync)
            .unwrap();
        serde_json::from_slice::<serde_json::Value>(&text).unwrap()
    };
    let mut socket =
        Socket::connect(&cast.discord, "?v=10&encoding=json&compress=zlib-stream").await;
    assert_eq!(unpack(&socket.frame().await.unwrap().into_data())["op"], 10);
    socket.send(identify(false)).await;
    assert_eq!(
        unpack(&socket.frame().await.unwrap().into_data())["t"],
        "READY"
    );
    assert_eq!(
        unpack(&socket.frame().await.unwrap().into_data())["t"],
        "GUILD_CREATE"
    );
}

#[tokio::test]
async fn heartbeats_are_answered_until_the_heart_falls_silent() {
    use discord_simulator::gateway::{Flow, Heart, Recovery};
    let cast = Cast::new().await;
    let mut socket = cast.ready(GUILDS | DIRECT_MESSAGES).await;
    socket.event("GUILD_CREATE").await;
    socket.send(json!({"op": 1, "d": 2})).await;
    assert_eq!(socket.next().await["op"], 11);
    cast.discord.gateway().set_heart(Heart::Silent);
    cast.discord.gateway().set_flow(Flow::Paused);
    socket.send(json!({"op": 1, "d": 2})).await;
    cast.discord
        .send_dm(cast.member, cast.bot.user_id, Draft::text("held back"))
        .unwrap();
    cast.discord.gateway().ask_to_reconnect();
    assert_eq!(
        socket.next().await["op"],
        7,
        "neither the answer nor the event came before"
    );
    cast.discord.gateway().set_flow(Flow::Flowing);
    assert_eq!(socket.event("MESSAGE_CREATE").await["content"], "held back");
    cast.discord.gateway().invalidate(Recovery::Identify);
    assert_eq!(socket.next().await, json!({"op": 9, "d": false}));
}

#[tokio::test]
async fn a_bot_hears_of_a_new_server_and_asks_for_its_members() {
    let cast = Cast::new().await;
    let mut socket = cast.ready(GUILDS | 2).await;
    socket.event("GUILD_CREATE").await;
    let other = cast.discord.create_server("Staff", cast.owner).unwrap();
    cast.discord.invite_bot(other, &cast.bot).unwrap();
    assert_eq!(socket.event("GUILD_CREATE").await["name"], "Staff");
    cast.discord.join(other, cast.member).unwrap();
    assert_eq!(
        socket.event("GUILD_MEMBER_ADD").await["user"]["username"],
        "max"
    );
    socket
        .send(json!({"op": 8, "d": {"guild_id": other, "query": "", "limit": 0, "nonce": "n"}}))
        .await;
    let chunk = socket.event("GUILD_MEMBERS_CHUNK").await;
    assert_eq!(
        (chunk["members"].as_array().map(Vec::len), &chunk["nonce"]),
        (Some(3), &json!("n"))
    );
    cast.discord.leave(other, cast.bot.user_id).unwrap();
    assert_eq!(socket.event("GUILD_DELETE").await["id"], json!(other));
}
