//! Who may do what in a channel, as Discord writes it down: what a category says, narrowed to a few roles.
//!
//! <https://docs.discord.com/developers/resources/channel#overwrite-object>

use serde_json::{Value, json};

use crate::discord::permission::ADMINISTRATOR;
use crate::ids::{RoleId, ServerId, UserId};

/// <https://docs.discord.com/developers/topics/permissions#permissions-bitwise-permission-flags>
const VIEW_CHANNEL: u64 = 1 << 10;

/// Discord's numbers for what an overwrite is for.
const FOR_ROLE: u64 = 0;
const FOR_MEMBER: u64 = 1;

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

/// Somebody in a server, for the question what they may do in one of its channels.
#[derive(Debug, Clone, Copy)]
pub struct Holder<'a> {
    /// The server.
    pub server: ServerId,
    /// Who it is.
    pub user: UserId,
    /// Their roles there.
    pub roles: &'a [RoleId],
    /// What they may do there before a channel says otherwise.
    pub permissions: u64,
}

/// What somebody may do where these overwrites hold: those for everybody come first, then those of all roles together, then their own.
pub fn permissions_under(overwrites: &Value, holder: Holder<'_>) -> u64 {
    if holder.permissions & ADMINISTRATOR != 0 {
        return holder.permissions;
    }
    let given = overwrites.as_array().map(Vec::as_slice).unwrap_or_default();
    let mut permissions = holder.permissions;
    let everybody = [(FOR_ROLE, holder.server.0)];
    let roles: Vec<(u64, i64)> = holder.roles.iter().map(|role| (FOR_ROLE, role.0)).collect();
    let themselves = [(FOR_MEMBER, holder.user.0)];
    for whom in [&everybody[..], &roles, &themselves] {
        let theirs = |one: &&Value| whom.iter().any(|who| is_of(one, *who));
        let (mut allow, mut deny) = (0, 0);
        for overwrite in given.iter().filter(theirs) {
            allow |= bits(overwrite, "allow");
            deny |= bits(overwrite, "deny");
        }
        permissions = permissions & !deny | allow;
    }
    permissions
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

fn is_of(overwrite: &Value, (kind, id): (u64, i64)) -> bool {
    overwrite["type"] == kind && overwrite["id"].as_str() == Some(id.to_string().as_str())
}

fn bits(overwrite: &Value, field: &str) -> u64 {
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
    fn overwrites_are_applied_from_the_many_to_the_one() {
        let (see, write, files) = (VIEW_CHANNEL, 1 << 11, 1 << 15);
        let holder = Holder {
            server: ServerId(SERVER),
            user: BOT,
            roles: &[AGENTS],
            permissions: see | files,
        };
        assert_eq!(permissions_under(&json!([]), holder), see | files);
        let overwrites = json!([
            overwrite(SERVER, FOR_ROLE, (0, see | write)),
            overwrite(AGENTS.0, FOR_ROLE, (see | write, 0)),
            overwrite(OTHERS, FOR_ROLE, (0, see)),
            overwrite(BOT.0, FOR_MEMBER, (0, write)),
        ]);
        assert_eq!(permissions_under(&overwrites, holder), see | files);
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
