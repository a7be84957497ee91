//! The channels and categories that the desk uses: whether they are there, have room, and are open to the bot and closed to others.

use crate::discord::channels::{Channel, MOST_IN_CATEGORY, NEWS_CHANNEL, TEXT_CHANNEL};
use crate::discord::permission::{BotPermission, Occupant};
use crate::doctor::finding::{Finding, State, Value};
use crate::ids::ChannelId;

/// Of so many channels on, somebody should see to it that there will be room.
const MANY: usize = MOST_IN_CATEGORY - 5;

/// What a Discord category is used for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Purpose {
    /// It takes the tickets that go nowhere else.
    Inbox,
    /// It takes the tickets of this category.
    Category(String),
}

/// For whom a category of tickets is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seclusion {
    /// Members are in the same server.
    AmongMembers,
    /// Only staff are in the server.
    AmongStaff,
    /// Each of its channels is closed to all but a few roles, whatever the category says.
    EachForItself,
}

/// Everything that is to be known of a Discord category that takes tickets.
pub fn category(
    (purpose, id): (&Purpose, ChannelId),
    seclusion: Seclusion,
    bot: &Occupant<'_>,
    channels: &[Channel],
) -> Vec<Finding> {
    let Some(channel) = channels.iter().find(|channel| channel.id() == id) else {
        return vec![gone(purpose, id)];
    };
    let name = Value::of(name_of(channel));
    if !channel.is_category() {
        return vec![State::Bad.with("doctor-category-kind", [("name", name)])];
    }
    let inside = channels.iter().filter(|one| one.category() == Some(id));
    let inside = inside.count();
    let mut findings: Vec<Finding> = [
        room(channel, inside),
        closed_to_bot(channel, bot),
        open_to_all(channel, (seclusion, bot)),
    ]
    .into_iter()
    .flatten()
    .collect();
    if findings.is_empty() {
        let values = [("name", name), ("count", Value::count(inside))];
        findings.push(State::Good.with("doctor-category-good", values));
    }
    findings
}

/// Whether the channel in which closed tickets are written down is there and can be written in.
pub fn log(id: ChannelId, bot: &Occupant<'_>, channels: &[Channel]) -> Finding {
    let writable =
        |one: &&Channel| one.id() == id && [TEXT_CHANNEL, NEWS_CHANNEL].contains(&one.kind);
    let Some(channel) = channels.iter().find(writable) else {
        let values = [("channel", Value::of(id))];
        return State::Bad.with("doctor-log-gone", values);
    };
    let name = ("name", Value::of(name_of(channel)));
    let lost = bot.loses_in(channel, &BotPermission::TO_POST);
    if !lost.is_empty() {
        let values = [name, ("permissions", Value::Permissions(lost))];
        return State::Bad.with("doctor-channel-closed", values);
    }
    State::Good.with("doctor-channel-good", [name])
}

fn gone(purpose: &Purpose, id: ChannelId) -> Finding {
    match purpose {
        Purpose::Inbox => State::Bad.with("doctor-inbox-gone", [("channel", Value::of(id))]),
        Purpose::Category(category) => State::Bad.with(
            "doctor-category-gone",
            [
                ("category", Value::of(category)),
                ("channel", Value::of(id)),
            ],
        ),
    }
}

fn room(channel: &Channel, inside: usize) -> Option<Finding> {
    let values = [
        ("name", Value::of(name_of(channel))),
        ("count", Value::count(inside)),
    ];
    match inside {
        MOST_IN_CATEGORY.. => Some(State::Bad.with("doctor-category-full", values)),
        MANY.. => Some(State::Warning.with("doctor-category-filling", values)),
        _ => None,
    }
}

/// What the bot lacks everywhere is told elsewhere; here it is about what the category takes from it.
fn closed_to_bot(channel: &Channel, bot: &Occupant<'_>) -> Option<Finding> {
    let lost = bot.loses_in(channel, &BotPermission::NEEDED);
    let values = [
        ("name", Value::of(name_of(channel))),
        ("permissions", Value::Permissions(lost.clone())),
    ];
    (!lost.is_empty()).then(|| State::Bad.with("doctor-category-closed", values))
}

fn open_to_all(channel: &Channel, (seclusion, bot): (Seclusion, &Occupant<'_>)) -> Option<Finding> {
    if !Occupant::everyone_sees(bot.server(), channel) {
        return None;
    }
    let values = [("name", Value::of(name_of(channel)))];
    match seclusion {
        Seclusion::AmongMembers => Some(State::Bad.with("doctor-category-open", values)),
        Seclusion::AmongStaff => Some(State::Warning.with("doctor-category-open-staff", values)),
        Seclusion::EachForItself => None,
    }
}

fn name_of(channel: &Channel) -> String {
    let name = channel.name.clone();
    name.unwrap_or_else(|| channel.id().to_string())
}

#[cfg(test)]
mod tests {
    use serde_json::{Value as Json, json};

    use super::*;
    use crate::discord::server::WholeServer;
    use crate::ids::{RoleId, UserId};

    const INBOX: ChannelId = ChannelId(5);
    const VIEW: u64 = 1 << 10;

    fn server(bots: u64) -> WholeServer {
        serde_json::from_value(json!({
            "id": "1", "name": "Staff", "owner_id": "99",
            "roles": [
                { "id": "1", "name": "@everyone", "position": 0, "permissions": VIEW.to_string() },
                { "id": "2", "name": "Bot", "position": 1, "permissions": bots.to_string() },
            ],
        }))
        .unwrap()
    }

    /// The inbox with so many channels in it.
    fn channels(kind: u8, overwrites: &Json, inside: usize) -> Vec<Channel> {
        let inbox = json!({
            "id": INBOX.to_string(), "name": "Inbox", "type": kind, "permission_overwrites": overwrites,
        });
        let inside = (0..inside).map(|number| {
            json!({ "id": (100 + number).to_string(), "name": "t", "type": 0, "parent_id": INBOX.to_string() })
        });
        let all = std::iter::once(inbox).chain(inside);
        all.map(|one| serde_json::from_value(one).unwrap())
            .collect()
    }

    fn found(channels: &[Channel], seclusion: Seclusion) -> Vec<&'static str> {
        let server = server(BotPermission::NEEDED.iter().map(|one| one.bit()).sum());
        let bot = Occupant::member(&server, UserId(7), vec![RoleId(2)]);
        let found = category((&Purpose::Inbox, INBOX), seclusion, &bot, channels);
        found.iter().map(|finding| finding.key).collect()
    }

    fn secluded() -> Json {
        json!([
            { "id": "1", "type": 0, "allow": "0", "deny": VIEW.to_string() },
            { "id": "2", "type": 0, "allow": VIEW.to_string(), "deny": "0" },
        ])
    }

    #[test]
    fn a_category_is_there_and_has_room() {
        let staff = Seclusion::AmongStaff;
        let cases = [
            (4, 0, "doctor-category-good"),
            (4, 44, "doctor-category-good"),
            (4, 45, "doctor-category-filling"),
            (4, 50, "doctor-category-full"),
            (0, 0, "doctor-category-kind"),
        ];
        for (kind, inside, key) in cases {
            let channels = channels(kind, &secluded(), inside);
            assert_eq!(found(&channels, staff), [key], "{inside}");
        }
        assert_eq!(found(&[], staff), ["doctor-inbox-gone"]);
    }

    #[test]
    fn overwrites_let_the_bot_in_and_keep_others_out() {
        let hidden = json!([{ "id": "1", "type": 0, "allow": "0", "deny": VIEW.to_string() }]);
        let cases = [
            (secluded(), Seclusion::AmongMembers, "doctor-category-good"),
            (hidden, Seclusion::AmongMembers, "doctor-category-closed"),
            (json!([]), Seclusion::AmongMembers, "doctor-category-open"),
            (
                json!([]),
                Seclusion::AmongStaff,
                "doctor-category-open-staff",
            ),
            (json!([]), Seclusion::EachForItself, "doctor-category-good"),
        ];
        for (overwrites, seclusion, key) in cases {
            let channels = channels(4, &overwrites, 0);
            assert_eq!(found(&channels, seclusion), [key], "{overwrites}");
        }
    }

    #[test]
    fn the_channel_of_the_log_can_be_written_in() {
        let server = server(BotPermission::NEEDED.iter().map(|one| one.bit()).sum());
        let bot = Occupant::member(&server, UserId(7), vec![RoleId(2)]);
        let mute = json!([{ "id": "2", "type": 0, "allow": "0", "deny": BotPermission::SendMessages.bit().to_string() }]);
        let cases = [
            (0, json!([]), "doctor-channel-good"),
            (5, json!([]), "doctor-channel-good"),
            (4, json!([]), "doctor-log-gone"),
            (0, mute, "doctor-channel-closed"),
        ];
        for (kind, overwrites, key) in cases {
            let channels = channels(kind, &overwrites, 0);
            assert_eq!(log(INBOX, &bot, &channels).key, key);
        }
    }
}
