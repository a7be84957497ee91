//! Who may do what in a channel, as Discord writes it down: what a category says, narrowed to a few roles.
//!
//! <https://docs.discord.com/developers/resources/channel#overwrite-object>

use serde_json::{Value, json};

use crate::ids::{RoleId, ServerId, UserId};

/// <https://docs.discord.com/developers/topics/permissions#permissions-bitwise-permission-flags>
const VIEW_CHANNEL: u64 = 1 << 10;

/// Discord's numbers for what an overwrite is for.
pub(super) const FOR_ROLE: u64 = 0;
pub(super) const FOR_MEMBER: u64 = 1;

/// Who may look into a channel.
#[derive(Debug, Clone, Copy)]
pub struct Audience<'a> {
    /// The server, whose id is also that of the role that everybody has.
    pub server: ServerId,
    /// The roles.
    pub roles: &'a [RoleId],
    /// The bot, without which nothing would be shown in it.
    pub bot: UserId,
}

/// The overwrites with which only `audience` looks into a channel, and does there what `overwrites` say of them.
pub fn narrowed(overwrites: &Value, audience: Audience<'_>) -> Value {
    let given = overwrites.as_array().map(Vec::as_slice).unwrap_or_default();
    let mut narrowed: Vec<Value> = Vec::new();
    for overwrite in given {
        let sees = is_admitted(overwrite, audience);
        let (mut allow, mut deny) = (bits(overwrite, "allow"), bits(overwrite, "deny"));
        if sees {
            allow |= VIEW_CHANNEL;
            deny &= !VIEW_CHANNEL;
        } else {
            allow &= !VIEW_CHANNEL;
        }
        if is_of(overwrite, (FOR_ROLE, audience.server.0)) {
            deny |= VIEW_CHANNEL;
        }
        narrowed.push(json!({
            "id": overwrite["id"], "type": overwrite["type"],
            "allow": allow.to_string(), "deny": deny.to_string(),
        }));
    }
    let everyone = (FOR_ROLE, audience.server.0);
    add(&mut narrowed, everyone, (0, VIEW_CHANNEL));
    for role in audience.roles {
        add(&mut narrowed, (FOR_ROLE, role.0), (VIEW_CHANNEL, 0));
    }
    let bot = (FOR_MEMBER, audience.bot.0);
    add(&mut narrowed, bot, (VIEW_CHANNEL, 0));
    Value::Array(narrowed)
}

fn is_admitted(overwrite: &Value, audience: Audience<'_>) -> bool {
    let mut roles = audience.roles.iter();
    is_of(overwrite, (FOR_MEMBER, audience.bot.0))
        || roles.any(|role| is_of(overwrite, (FOR_ROLE, role.0)))
}

/// Adds an overwrite for whom there is none yet.
fn add(overwrites: &mut Vec<Value>, (kind, id): (u64, i64), (allow, deny): (u64, u64)) {
    if overwrites.iter().any(|one| is_of(one, (kind, id))) {
        return;
    }
    overwrites.push(json!({
        "id": id.to_string(), "type": kind, "allow": allow.to_string(), "deny": deny.to_string(),
    }));
}

pub(super) fn is_of(overwrite: &Value, (kind, id): (u64, i64)) -> bool {
    overwrite["type"] == kind && overwrite["id"].as_str() == Some(id.to_string().as_str())
}

pub(super) fn bits(overwrite: &Value, field: &str) -> u64 {
    let bits = overwrite[field].as_str().and_then(|bits| bits.parse().ok());
    bits.unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SERVER: i64 = 10;
    const AGENTS: RoleId = RoleId(20);
    const OTHERS: i64 = 21;
    const BOT: UserId = UserId(30);

    fn only_agents(overwrites: &Value) -> Value {
        let audience = Audience {
            server: ServerId(SERVER),
            roles: &[AGENTS],
            bot: BOT,
        };
        narrowed(overwrites, audience)
    }

    fn overwrite(id: i64, kind: u64, (allow, deny): (u64, u64)) -> Value {
        json!({ "id": id.to_string(), "type": kind, "allow": allow.to_string(), "deny": deny.to_string() })
    }

    #[test]
    fn a_category_that_says_nothing_lets_only_the_roles_and_the_bot_in() {
        let expected = json!([
            overwrite(SERVER, FOR_ROLE, (0, VIEW_CHANNEL)),
            overwrite(AGENTS.0, FOR_ROLE, (VIEW_CHANNEL, 0)),
            overwrite(BOT.0, FOR_MEMBER, (VIEW_CHANNEL, 0)),
        ]);
        assert_eq!(only_agents(&json!([])), expected);
        assert_eq!(only_agents(&expected), expected);
    }

    #[test]
    fn what_a_category_allows_others_to_see_is_taken_from_them_and_nothing_else() {
        let given = json!([
            overwrite(SERVER, FOR_ROLE, (VIEW_CHANNEL, 0)),
            overwrite(OTHERS, FOR_ROLE, (VIEW_CHANNEL | 1 << 11, 0)),
            overwrite(AGENTS.0, FOR_ROLE, (1 << 11, VIEW_CHANNEL)),
            overwrite(77, FOR_MEMBER, (VIEW_CHANNEL, 1 << 12)),
        ]);
        let expected = json!([
            overwrite(SERVER, FOR_ROLE, (0, VIEW_CHANNEL)),
            overwrite(OTHERS, FOR_ROLE, (1 << 11, 0)),
            overwrite(AGENTS.0, FOR_ROLE, (VIEW_CHANNEL | 1 << 11, 0)),
            overwrite(77, FOR_MEMBER, (0, 1 << 12)),
            overwrite(BOT.0, FOR_MEMBER, (VIEW_CHANNEL, 0)),
        ]);
        assert_eq!(only_agents(&given), expected);
    }
}
