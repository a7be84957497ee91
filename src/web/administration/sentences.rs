//! What happened, as sentences: the one place in which events become words.

use std::borrow::Cow;

use serde_json::Value;
use words::Words;

use crate::ids::{CategoryId, RoleId, UserId};
use crate::models::event::EventKind;
use crate::models::event::log::Entry;
use crate::models::permission::Permission;
use crate::web::administration::naming::{Names, permission};

/// Everybody who is named in the details of these events.
pub fn people_in(entries: &[Entry]) -> Vec<UserId> {
    let named = ["user", "member", "from", "to"];
    let mut people: Vec<UserId> = entries
        .iter()
        .flat_map(|entry| {
            let several = entry.details["people"].as_array().into_iter().flatten();
            named.iter().map(|key| &entry.details[*key]).chain(several)
        })
        .filter_map(|value| value.as_str()?.parse().ok())
        .collect();
    let given = entries
        .iter()
        .filter(|entry| entry.details["subject"] == "user");
    let id = |entry: &Entry| entry.details["id"].as_str()?.parse::<UserId>().ok();
    people.extend(given.filter_map(id));
    people
}

/// Every category that is named in the details of these events.
pub fn categories_in(entries: &[Entry]) -> Vec<CategoryId> {
    let named = entries.iter().flat_map(|entry| match entry.kind {
        EventKind::TicketMoved => vec![&entry.details["from"], &entry.details["to"]],
        EventKind::ApiKeyCreated => {
            let categories = entry.details["categories"].as_array();
            categories.into_iter().flatten().collect()
        }
        _ => Vec::new(),
    });
    named
        .filter_map(|value| value.as_str()?.parse().ok())
        .collect()
}

/// An event as a sentence.
pub fn sentence(words: &Words, entry: &Entry, names: &Names) -> String {
    of_tickets(words, entry, names)
        .or_else(|| of_messages(words, entry))
        .or_else(|| of_the_administration(words, entry, names))
        .or_else(|| of_what_staff_use(words, entry))
        .or_else(|| of_the_server(words, entry))
        .unwrap_or_else(|| {
            let kind = entry.kind.word().replace('_', " ");
            let values = [("actor", actor(entry)), ("kind", kind.into())];
            words.with("event-other", &values)
        })
}

fn of_tickets(words: &Words, entry: &Entry, names: &Names) -> Option<String> {
    let who = [("actor", actor(entry))];
    let text = |key: &str| entry.details[key].as_str().unwrap_or("–").to_owned();
    let person = |key: &str| {
        let id = entry.details[key].as_str().and_then(|id| id.parse().ok());
        id.map_or_else(|| "–".to_owned(), |id| names.person(id))
    };
    let with = |name: &'static str, value: String| [("actor", actor(entry)), (name, value.into())];
    Some(match entry.kind {
        EventKind::TicketOpened => words.with("event-ticket-opened", &who),
        EventKind::TicketClosed => words.with("event-ticket-closed", &who),
        EventKind::TicketReopened => words.with("event-ticket-reopened", &who),
        EventKind::TicketTaken => words.with("event-ticket-taken", &who),
        EventKind::TicketReleased => words.with("event-ticket-released", &who),
        EventKind::TicketTransferred => {
            words.with("event-ticket-transferred", &with("name", person("to")))
        }
        EventKind::TicketMoved => words.with("event-ticket-moved", &who),
        EventKind::TicketRenamed => words.with("event-ticket-renamed", &with("label", text("to"))),
        EventKind::PriorityChanged => words.with("event-priority-changed", &who),
        EventKind::TicketTagged => words.with("event-ticket-tagged", &with("tag", text("tag"))),
        EventKind::TicketUntagged => words.with("event-ticket-untagged", &with("tag", text("tag"))),
        EventKind::TicketRead => words.with("event-ticket-read", &who),
        EventKind::ChannelChanged => words.text("event-channel-changed").into_owned(),
        EventKind::ClosureScheduled => words.with("event-closure-scheduled", &who),
        EventKind::ClosureCancelled => words.with("event-closure-cancelled", &who),
        EventKind::MemberBlocked => {
            words.with("event-member-blocked", &with("name", person("member")))
        }
        EventKind::BlockReplaced => {
            words.with("event-block-replaced", &with("name", person("member")))
        }
        EventKind::BlockChanged => {
            words.with("event-block-changed", &with("name", person("member")))
        }
        EventKind::BlockLifted => words.with("event-block-lifted", &with("name", person("member"))),
        EventKind::BlockExpired => {
            words.with("event-block-expired", &[("name", person("member").into())])
        }
        EventKind::BlockedMemberWrote => words.with("event-blocked-member-wrote", &who),
        _ => return None,
    })
}

fn of_messages(words: &Words, entry: &Entry) -> Option<String> {
    let who = [("actor", actor(entry))];
    Some(match entry.kind {
        EventKind::MessageAdded => words.with("event-message-added", &who),
        EventKind::MessageEdited => words.with("event-message-edited", &who),
        EventKind::MessageDeleted => words.with("event-message-deleted", &who),
        EventKind::DeliveryChanged => words.text("event-delivery-changed").into_owned(),
        EventKind::AttachmentChanged => words.text("event-attachment-changed").into_owned(),
        _ => return None,
    })
}

fn of_the_administration(words: &Words, entry: &Entry, names: &Names) -> Option<String> {
    let details = &entry.details;
    let who = [("actor", actor(entry))];
    let name = details["name"].as_str().unwrap_or("–").to_owned();
    let named = [("actor", actor(entry)), ("name", name.clone().into())];
    let job = job_name(words, details["job"].as_str().unwrap_or_default());
    let of_job = [("actor", actor(entry)), ("job", job.into())];
    let granted = || {
        let given = details["permission"]
            .as_str()
            .and_then(Permission::from_word);
        let given = given.map(|one| permission(words, one)).unwrap_or_default();
        [
            ("actor", actor(entry)),
            ("permission", given.into()),
            ("name", subject(words, details, names).into()),
        ]
    };
    Some(match entry.kind {
        EventKind::SignedIn => words.with("event-signed-in", &who),
        EventKind::SignedOut => words.with("event-signed-out", &who),
        EventKind::SessionsEnded => {
            let count = details["count"].as_i64().unwrap_or(1);
            let values = [
                ("actor", actor(entry)),
                ("name", name.into()),
                ("count", count.into()),
            ];
            words.with("event-sessions-ended", &values)
        }
        EventKind::ApiKeyCreated => words.with("event-api-key-created", &named),
        EventKind::ApiKeyRevoked => words.with("event-api-key-revoked", &named),
        EventKind::ApiKeyDeleted => words.with("event-api-key-deleted", &named),
        EventKind::PermissionGranted => words.with("event-permission-granted", &granted()),
        EventKind::PermissionRevoked => words.with("event-permission-revoked", &granted()),
        EventKind::LogExported => words.with("event-log-exported", &who),
        EventKind::JobRetried => words.with("event-job-retried", &of_job),
        EventKind::JobGivenUp => words.with("event-job-given-up", &of_job),
        _ => return None,
    })
}

fn of_what_staff_use(words: &Words, entry: &Entry) -> Option<String> {
    let name = ["name", "key"]
        .iter()
        .find_map(|key| entry.details[*key].as_str());
    let name = name.unwrap_or("–").to_owned();
    let named = [("actor", actor(entry)), ("name", name.into())];
    Some(match entry.kind {
        EventKind::CategoryCreated => words.with("event-category-created", &named),
        EventKind::CategoryChanged => words.with("event-category-changed", &named),
        EventKind::CategoryMoved => words.with("event-category-moved", &named),
        EventKind::CategoryEnabled => words.with("event-category-enabled", &named),
        EventKind::CategoryDisabled => words.with("event-category-disabled", &named),
        EventKind::CategoryRemoved => words.with("event-category-removed", &named),
        EventKind::CategoryBroughtBack => words.with("event-category-brought-back", &named),
        EventKind::SnippetCreated => words.with("event-snippet-created", &named),
        EventKind::SnippetChanged => words.with("event-snippet-changed", &named),
        EventKind::SnippetRemoved => words.with("event-snippet-removed", &named),
        EventKind::SnippetBroughtBack => words.with("event-snippet-brought-back", &named),
        _ => return None,
    })
}

fn of_the_server(words: &Words, entry: &Entry) -> Option<String> {
    let who = [("actor", actor(entry))];
    Some(match entry.kind {
        EventKind::SettingsChanged => words.with("event-settings-changed", &who),
        EventKind::SettingsRolledBack => words.with("event-settings-rolled-back", &who),
        EventKind::SecretReplaced => words.with("event-secret-replaced", &who),
        EventKind::BotStarted => words.with("event-bot-started", &who),
        EventKind::BotStopped => words.with("event-bot-stopped", &who),
        EventKind::BotRestarted => words.with("event-bot-restarted", &who),
        EventKind::ProfileChanged => words.with("event-profile-changed", &who),
        EventKind::MaintenanceBegun => words.with("event-maintenance-begun", &who),
        EventKind::MaintenanceEnded => words.with("event-maintenance-ended", &who),
        EventKind::DeliveryRetried => words.with("event-delivery-retried", &who),
        _ => return None,
    })
}

/// What a job was to do, by the word under which it is kept.
pub fn job_name(words: &Words, job: &str) -> String {
    let name = match job {
        "open_channel" => words.text("job-open-channel"),
        "keep_attachments" => words.text("job-keep-attachments"),
        "deliver_to_dm" => words.text("job-deliver-to-dm"),
        "copy_to_channel" => words.text("job-copy-to-channel"),
        "revise_copies" => words.text("job-revise-copies"),
        "withdraw_copies" => words.text("job-withdraw-copies"),
        "remove_command" => words.text("job-remove-command"),
        "announce" => words.text("job-announce"),
        "turn_away" => words.text("job-turn-away"),
        "remove_channel" => words.text("job-remove-channel"),
        "place_channel" => words.text("job-move-channel"),
        "reopen_channel" => words.text("job-reopen-channel"),
        "tell_of_block" => words.text("job-tell-of-block"),
        "tell_of_maintenance" => words.text("job-tell-of-maintenance"),
        "change_profile" => words.text("job-change-profile"),
        "rename_channel" => words.text("job-rename-channel"),
        "log_closure" => words.text("job-log-closure"),
        "retire_channel" => words.text("job-retire-channel"),
        other => return words.with("job-other", &[("job", other.into())]),
    };
    name.into_owned()
}

/// A kind of event as people choose it; its word where it has no name of its own.
pub fn kind_name(words: &Words, kind: EventKind) -> String {
    let name = kind_of_tickets(words, kind).or_else(|| kind_of_the_house(words, kind));
    name.unwrap_or_else(|| kind.word().into()).into_owned()
}

fn kind_of_tickets(words: &Words, kind: EventKind) -> Option<Cow<'_, str>> {
    Some(match kind {
        EventKind::TicketOpened => words.text("kind-ticket-opened"),
        EventKind::TicketClosed => words.text("kind-ticket-closed"),
        EventKind::TicketReopened => words.text("kind-ticket-reopened"),
        EventKind::TicketTaken => words.text("kind-ticket-taken"),
        EventKind::TicketReleased => words.text("kind-ticket-released"),
        EventKind::TicketTransferred => words.text("kind-ticket-transferred"),
        EventKind::TicketMoved => words.text("kind-ticket-moved"),
        EventKind::TicketRenamed => words.text("kind-ticket-renamed"),
        EventKind::PriorityChanged => words.text("kind-priority-changed"),
        EventKind::TicketTagged => words.text("kind-ticket-tagged"),
        EventKind::TicketUntagged => words.text("kind-ticket-untagged"),
        EventKind::TicketRead => words.text("kind-ticket-read"),
        EventKind::ChannelChanged => words.text("kind-channel-changed"),
        EventKind::ClosureScheduled => words.text("kind-closure-scheduled"),
        EventKind::ClosureCancelled => words.text("kind-closure-cancelled"),
        EventKind::MemberBlocked => words.text("kind-member-blocked"),
        EventKind::BlockReplaced => words.text("kind-block-replaced"),
        EventKind::BlockChanged => words.text("kind-block-changed"),
        EventKind::BlockLifted => words.text("kind-block-lifted"),
        EventKind::BlockExpired => words.text("kind-block-expired"),
        EventKind::BlockedMemberWrote => words.text("kind-blocked-member-wrote"),
        EventKind::MessageAdded => words.text("kind-message-added"),
        EventKind::MessageEdited => words.text("kind-message-edited"),
        EventKind::MessageDeleted => words.text("kind-message-deleted"),
        EventKind::DeliveryChanged => words.text("kind-delivery-changed"),
        EventKind::AttachmentChanged => words.text("kind-attachment-changed"),
        EventKind::DeliveryRetried => words.text("kind-delivery-retried"),
        _ => return None,
    })
}

fn kind_of_the_house(words: &Words, kind: EventKind) -> Option<Cow<'_, str>> {
    Some(match kind {
        EventKind::SignedIn => words.text("kind-signed-in"),
        EventKind::SignedOut => words.text("kind-signed-out"),
        EventKind::SessionsEnded => words.text("kind-sessions-ended"),
        EventKind::ApiKeyCreated => words.text("kind-api-key-created"),
        EventKind::ApiKeyRevoked => words.text("kind-api-key-revoked"),
        EventKind::ApiKeyDeleted => words.text("kind-api-key-deleted"),
        EventKind::PermissionGranted => words.text("kind-permission-granted"),
        EventKind::PermissionRevoked => words.text("kind-permission-revoked"),
        EventKind::LogExported => words.text("kind-log-exported"),
        EventKind::JobRetried => words.text("kind-job-retried"),
        EventKind::JobGivenUp => words.text("kind-job-given-up"),
        EventKind::CategoryCreated => words.text("kind-category-created"),
        EventKind::CategoryChanged => words.text("kind-category-changed"),
        EventKind::CategoryMoved => words.text("kind-category-moved"),
        EventKind::CategoryEnabled => words.text("kind-category-enabled"),
        EventKind::CategoryDisabled => words.text("kind-category-disabled"),
        EventKind::CategoryRemoved => words.text("kind-category-removed"),
        EventKind::CategoryBroughtBack => words.text("kind-category-brought-back"),
        EventKind::SnippetCreated => words.text("kind-snippet-created"),
        EventKind::SnippetChanged => words.text("kind-snippet-changed"),
        EventKind::SnippetRemoved => words.text("kind-snippet-removed"),
        EventKind::SnippetBroughtBack => words.text("kind-snippet-brought-back"),
        EventKind::SettingsChanged => words.text("kind-settings-changed"),
        EventKind::SettingsRolledBack => words.text("kind-settings-rolled-back"),
        EventKind::SecretReplaced => words.text("kind-secret-replaced"),
        EventKind::BotStarted => words.text("kind-bot-started"),
        EventKind::BotStopped => words.text("kind-bot-stopped"),
        EventKind::BotRestarted => words.text("kind-bot-restarted"),
        EventKind::ProfileChanged => words.text("kind-profile-changed"),
        EventKind::MaintenanceBegun => words.text("kind-maintenance-begun"),
        EventKind::MaintenanceEnded => words.text("kind-maintenance-ended"),
        _ => return None,
    })
}

fn actor(entry: &Entry) -> words::Value<'static> {
    entry.actor_name.clone().into()
}

fn subject(words: &Words, details: &Value, names: &Names) -> String {
    let id = details["id"].as_str().unwrap_or_default();
    match (details["subject"].as_str(), id.parse::<i64>()) {
        (Some("role"), Ok(id)) => names.role(words, RoleId(id)),
        (_, Ok(id)) => names.person(UserId(id)),
        _ => id.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use words::Language;

    use super::*;
    use crate::outbox::Job;

    #[test]
    fn every_job_has_a_name() {
        let unknown = serde_json::json!({ "job": "nothing" });
        let refusal = serde_json::from_value::<Job>(unknown).unwrap_err();
        let refusal = refusal.to_string();
        let jobs: Vec<&str> = refusal.split('`').skip(3).step_by(2).collect();
        assert!(jobs.contains(&"open_channel"), "{refusal}");
        let words = Words::of(Language::English);
        let nameless =
            |job: &&str| job_name(words, job) == words.with("job-other", &[("job", (*job).into())]);
        let nameless: Vec<&str> = jobs.into_iter().filter(nameless).collect();
        assert_eq!(nameless, Vec::<&str>::new());
    }
}
