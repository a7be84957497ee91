//! Whom a message pings: what its text names, as far as the sender allows it.

use serde_json::Value;

use crate::api_error::ApiError;
use crate::form::{self, Form};
use crate::snowflake::Snowflake;
use crate::world::World;
use crate::world::message::{Message, ReferenceKind};
use crate::world::permission::MENTION_EVERYONE;

const KINDS: [&str; 3] = ["everyone", "roles", "users"];

/// Checks the form of `allowed_mentions`.
pub(super) fn check(form: &mut Form, allowed: Option<&Value>) {
    let Some(allowed) = allowed else { return };
    let parse = form::list(allowed, "parse");
    for (index, kind) in parse.iter().enumerate() {
        if !kind.as_str().is_some_and(|kind| KINDS.contains(&kind)) {
            let path = format!("allowed_mentions.parse.{index}");
            form.refuse(
                &path,
                "BASE_TYPE_CHOICES",
                "Value must be one of {'everyone', 'roles', 'users'}.",
            );
        }
    }
    for kind in ["users", "roles"] {
        let listed = form::list(allowed, kind);
        let path = format!("allowed_mentions.{kind}");
        if listed.len() > 100 {
            form.refuse(
                &path,
                "BASE_TYPE_MAX_LENGTH",
                "Must be 100 or fewer in length.",
            );
        }
        if !listed.is_empty() && parse.iter().any(|parsed| parsed == kind) {
            let sentence =
                format!("parse:[\"{kind}\"] and {kind}: [ids...] are mutually exclusive.");
            form.refuse(
                "allowed_mentions",
                "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
                sentence,
            );
        }
    }
}

impl World {
    /// Fills in whom a message pings.
    pub(super) fn find_mentions(
        &self,
        message: &mut Message,
        allowed: Option<&Value>,
    ) -> Result<(), ApiError> {
        let named = |marks: &[&str]| ids_in(&message.content, marks);
        let users = named(&["<@", "<@!"])
            .into_iter()
            .filter(|id| self.users.contains_key(id));
        let users: Vec<Snowflake> = users.filter(|id| allows(allowed, "users", *id)).collect();
        let channel = self.channel(message.channel_id)?;
        let server = channel.server_id.and_then(|id| self.servers.get(&id));
        let may_ping_all = self.permissions_in(channel, message.author_id) & MENTION_EVERYONE != 0;
        let roles = named(&["<@&"]).into_iter().filter(|id| {
            let role = server.and_then(|server| server.roles.get(id));
            role.is_some_and(|role| role.mentionable || may_ping_all)
                && allows(allowed, "roles", *id)
        });
        let roles: Vec<Snowflake> = roles.collect();
        let names_everyone = ["@everyone", "@here"]
            .iter()
            .any(|word| message.content.contains(word));
        let parses_everyone = allowed.is_none_or(|allowed| parses(allowed, "everyone"));
        message.mentions = users;
        message.mention_roles = roles;
        message.mention_everyone =
            names_everyone && parses_everyone && may_ping_all && server.is_some();
        self.ping_answered(message, allowed);
        Ok(())
    }

    /// A reply pings whom it answers, unless `allowed_mentions` is there and does not say so.
    fn ping_answered(&self, message: &mut Message, allowed: Option<&Value>) {
        let Some(reference) = &message.reference else {
            return;
        };
        let wanted = allowed.is_none_or(|allowed| {
            allowed.get("replied_user").and_then(Value::as_bool) == Some(true)
        });
        let channel_id = reference.channel_id.unwrap_or(message.channel_id);
        let answered = self
            .message(channel_id, reference.message_id)
            .map(|other| other.author_id);
        if let Ok(author_id) = answered
            && wanted
            && reference.kind == ReferenceKind::Reply
            && !message.mentions.contains(&author_id)
        {
            message.mentions.push(author_id);
        }
    }
}

fn allows(allowed: Option<&Value>, kind: &str, id: Snowflake) -> bool {
    let Some(allowed) = allowed else { return true };
    let listed = form::list(allowed, kind);
    parses(allowed, kind)
        || listed
            .iter()
            .any(|value| form::snowflake(value) == Some(id))
}

fn parses(allowed: &Value, kind: &str) -> bool {
    form::list(allowed, "parse")
        .iter()
        .any(|parsed| parsed == kind)
}

/// The ids in `<@123>`-like marks, each once.
fn ids_in(content: &str, marks: &[&str]) -> Vec<Snowflake> {
    let mut found = Vec::new();
    for mark in marks {
        for piece in content.split(mark).skip(1) {
            let id = piece.split_once('>').and_then(|(id, _)| id.parse().ok());
            if let Some(id) = id.filter(|id| !found.contains(id)) {
                found.push(id);
            }
        }
    }
    found
}
