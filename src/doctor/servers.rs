//! The servers: whether the bot is in them, and what it may do there.

use crate::discord::Failure;
use crate::discord::permission::Occupant;
use crate::discord::server::WholeServer;
use crate::doctor::finding::{Finding, State, Value, not_looked};
use crate::ids::ServerId;

/// What a server is to the desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The members are in it.
    Community,
    /// The staff and the ticket channels are in it.
    Staff,
    /// Everybody is in it.
    Both,
}

/// Whether the bot is in a server. `invitation` is the address at which it is let in.
pub fn presence(
    (part, id): (Part, ServerId),
    answer: &Result<Option<WholeServer>, Failure>,
    invitation: &str,
) -> Finding {
    let server = match answer {
        Ok(Some(server)) => {
            return State::Good.with("doctor-server-good", [("server", Value::of(&server.name))]);
        }
        Ok(None) => id,
        Err(failure) => return not_looked(failure),
    };
    let values = [
        ("server", Value::of(server)),
        ("invitation", Value::of(invitation)),
    ];
    match part {
        Part::Community => State::Bad.with("doctor-server-community", values),
        Part::Staff => State::Bad.with("doctor-server-staff", values),
        Part::Both => State::Bad.with("doctor-server-both", values),
    }
}

/// Whether the bot may do in the staff server what it has to.
pub fn permissions(bot: &Occupant<'_>) -> Finding {
    let server = Value::of(&bot.server().name);
    let lacking = bot.lacks();
    if lacking.is_empty() {
        return State::Good.with("doctor-permissions-good", [("server", server)]);
    }
    let values = [
        ("server", server),
        ("permissions", Value::Permissions(lacking)),
    ];
    State::Bad.with("doctor-permissions-bad", values)
}

/// Whether the bot may change for whom a ticket's channel is, which moving a ticket to another category takes.
pub fn moving(bot: &Occupant<'_>) -> Option<Finding> {
    let values = [("server", Value::of(&bot.server().name))];
    (!bot.may_manage_roles()).then(|| State::Warning.with("doctor-permissions-moving", values))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::discord::permission::BotPermission;
    use crate::ids::UserId;

    fn server(everyone: u64) -> WholeServer {
        serde_json::from_value(json!({
            "id": "1", "name": "Staff", "owner_id": "99",
            "roles": [{ "id": "1", "name": "@everyone", "position": 0, "permissions": everyone.to_string() }],
        }))
        .unwrap()
    }

    #[test]
    fn what_the_bot_may_not_do_is_listed() {
        let all: u64 = BotPermission::NEEDED.iter().map(|one| one.bit()).sum();
        let cases = [
            (all, vec![]),
            (1 << 3, vec![]),
            (
                all & !BotPermission::ManageChannels.bit(),
                vec![BotPermission::ManageChannels],
            ),
            (0, BotPermission::NEEDED.to_vec()),
        ];
        for (bits, lacking) in cases {
            let server = server(bits);
            let found = permissions(&Occupant::member(&server, UserId(7), Vec::new()));
            let is_good = lacking.is_empty();
            assert_eq!(found.state == State::Good, is_good, "{bits}");
            let told = found.values.iter().find(|(name, _)| *name == "permissions");
            let told = told.map(|(_, value)| value.clone());
            assert_eq!(told, (!is_good).then_some(Value::Permissions(lacking)));
        }
    }

    #[test]
    fn a_server_without_the_bot_is_called_what_it_is() {
        for (part, key) in [
            (Part::Community, "doctor-server-community"),
            (Part::Staff, "doctor-server-staff"),
            (Part::Both, "doctor-server-both"),
        ] {
            let found = presence((part, ServerId(1)), &Ok(None), "https://invite");
            assert_eq!((found.state, found.key), (State::Bad, key));
        }
        let found = presence((Part::Staff, ServerId(1)), &Ok(Some(server(0))), "");
        assert_eq!(found.state, State::Good);
    }
}
