//! Who may do what: computed as Discord documents it, refused as Discord refuses it.

use discord_simulator::Draft;
use discord_simulator::world::channel::{Overwrite, OverwriteKind};
use discord_simulator::world::permission::{
    ADMINISTRATOR, ATTACH_FILES, BAN_MEMBERS, EVERYONE_DEFAULT, MANAGE_ROLES, SEND_MESSAGES,
    VIEW_CHANNEL,
};
use reqwest::Method;
use serde_json::json;

use crate::support::Cast;

/// A cast whose bot has only these permissions.
async fn with_bot(permissions: u64) -> Cast {
    let cast = Cast::new().await;
    let bot = cast.bot.user_id;
    cast.discord.change(|world| {
        let server = world.servers.get_mut(&cast.server).unwrap();
        let role = server
            .roles
            .values_mut()
            .find(|role| role.bot_id == Some(bot))
            .unwrap();
        role.permissions = permissions;
    });
    cast
}

fn deny(id: discord_simulator::Snowflake, kind: OverwriteKind, deny: u64) -> Overwrite {
    Overwrite {
        id,
        kind,
        allow: 0,
        deny,
    }
}

#[tokio::test]
async fn overwrites_apply_in_order_and_hide_channels() {
    let cast = with_bot(EVERYONE_DEFAULT).await;
    let path = format!("/channels/{}/messages", cast.channel);
    cast.discord
        .set_overwrite(
            cast.channel,
            deny(cast.server, OverwriteKind::Role, SEND_MESSAGES),
        )
        .unwrap();
    let (status, body) = cast.post(&path, json!({"content": "x"})).await;
    assert_eq!((status, body["code"].as_u64()), (403, Some(50013)));
    let allowed = Overwrite {
        allow: SEND_MESSAGES,
        ..deny(cast.bot.user_id, OverwriteKind::Member, 0)
    };
    cast.discord.set_overwrite(cast.channel, allowed).unwrap();
    assert_eq!(
        cast.post(&path, json!({"content": "x"})).await.0,
        200,
        "the member's own overwrite wins"
    );
    cast.discord
        .set_overwrite(
            cast.channel,
            deny(cast.bot.user_id, OverwriteKind::Member, VIEW_CHANNEL),
        )
        .unwrap();
    let (status, body) = cast.post(&path, json!({"content": "x"})).await;
    assert_eq!((status, body["code"].as_u64()), (403, Some(50001)));
    let mut socket = cast.ready(1 | 1 << 9 | 1 << 15).await;
    socket.event("GUILD_CREATE").await;
    cast.discord
        .send(cast.owner, cast.channel, Draft::text("unseen"))
        .unwrap();
    let other = cast
        .discord
        .create_channel(cast.server, "open", None)
        .unwrap();
    cast.discord
        .send(cast.owner, other, Draft::text("seen"))
        .unwrap();
    assert_eq!(socket.event("MESSAGE_CREATE").await["content"], "seen");
}

#[tokio::test]
async fn what_is_missing_is_refused() {
    let cast = with_bot(EVERYONE_DEFAULT & !ATTACH_FILES).await;
    let guild = format!("/guilds/{}", cast.server);
    let message = cast
        .discord
        .send(cast.member, cast.channel, Draft::text("theirs"))
        .unwrap();
    for (method, path, body) in [
        (
            Method::POST,
            format!("{guild}/channels"),
            Some(json!({"name": "x"})),
        ),
        (
            Method::PATCH,
            format!("/channels/{}", cast.channel),
            Some(json!({"name": "x"})),
        ),
        (Method::DELETE, format!("/channels/{}", cast.channel), None),
        (
            Method::POST,
            format!("{guild}/roles"),
            Some(json!({"name": "x"})),
        ),
        (Method::PUT, format!("{guild}/bans/{}", cast.member), None),
        (
            Method::DELETE,
            format!("{guild}/members/{}", cast.member),
            None,
        ),
        (Method::GET, format!("{guild}/audit-logs"), None),
        (
            Method::DELETE,
            format!("/channels/{}/messages/{}", cast.channel, message.id),
            None,
        ),
    ] {
        let (status, answer) = cast.call(method.clone(), &path, body).await;
        assert_eq!(
            (status, answer["code"].as_u64()),
            (403, Some(50013)),
            "{method} {path}"
        );
    }
}

#[tokio::test]
async fn nobody_reaches_above_their_own_role() {
    let cast = with_bot(EVERYONE_DEFAULT | MANAGE_ROLES | BAN_MEMBERS).await;
    let low = cast.discord.create_role(cast.server, "Low", 0).unwrap();
    let give = |role| {
        format!(
            "/guilds/{}/members/{}/roles/{role}",
            cast.server, cast.member
        )
    };
    assert_eq!(cast.call(Method::PUT, &give(low), None).await.0, 204);
    let high = cast.discord.create_role(cast.server, "High", 0).unwrap();
    cast.discord.change(|world| {
        let server = world.servers.get_mut(&cast.server).unwrap();
        server.roles.get_mut(&high).unwrap().position = 90;
    });
    assert_eq!(
        cast.call(Method::PUT, &give(high), None).await.1["code"],
        50013
    );
    let ban = |user| format!("/guilds/{}/bans/{user}", cast.server);
    assert_eq!(
        cast.call(Method::PUT, &ban(cast.owner), None).await.1["code"],
        50013,
        "the owner stands above all"
    );
    assert_eq!(cast.call(Method::PUT, &ban(cast.member), None).await.0, 204);
    assert_eq!(
        cast.discord
            .join(cast.server, cast.member)
            .unwrap_err()
            .code,
        40007
    );
    let admin = json!({"name": "x", "permissions": ADMINISTRATOR.to_string()});
    let (status, _) = cast
        .post(&format!("/guilds/{}/roles", cast.server), admin)
        .await;
    assert_eq!(status, 403, "nobody gives what they do not have");
}

#[tokio::test]
async fn a_channel_begins_with_the_overwrites_of_its_category() {
    let cast = Cast::new().await;
    let category = cast.discord.create_category(cast.server, "Staff").unwrap();
    cast.discord
        .set_overwrite(
            category,
            deny(cast.server, OverwriteKind::Role, VIEW_CHANNEL),
        )
        .unwrap();
    let inside = cast
        .discord
        .create_channel(cast.server, "inside", Some(category))
        .unwrap();
    let refused = cast
        .discord
        .send(cast.member, inside, Draft::text("x"))
        .unwrap_err();
    assert_eq!(refused.code, 50001);
}

#[tokio::test]
async fn messages_are_pinned_and_many_are_deleted_at_once() {
    let cast = Cast::new().await;
    let send = || {
        cast.discord
            .send(cast.member, cast.channel, Draft::text("x"))
            .unwrap()
            .id
    };
    let ids = [send(), send(), send()];
    let pins = format!("/channels/{}/messages/pins", cast.channel);
    assert_eq!(
        cast.call(Method::PUT, &format!("{pins}/{}", ids[0]), None)
            .await
            .0,
        204
    );
    assert_eq!(
        cast.get(&pins).await.1["items"][0]["message"]["id"],
        json!(ids[0])
    );
    let many = format!("/channels/{}/messages/bulk-delete", cast.channel);
    assert_eq!(
        cast.post(&many, json!({"messages": [ids[0]]})).await.1["code"],
        50016
    );
    assert_eq!(cast.post(&many, json!({"messages": ids})).await.0, 204);
    assert!(cast.discord.messages(cast.channel).is_empty());
    let old = send();
    cast.discord.clock().advance(chrono::TimeDelta::days(15));
    assert_eq!(
        cast.post(&many, json!({"messages": [old, send()]})).await.1["code"],
        50034
    );
}
