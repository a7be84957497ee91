//! What else is known of an event, for people: what each fact is called, and what it is.

use chrono::{DateTime, Utc};
use serde_json::{Map, Value};
use views::priority::Priority;
use views::reader::Reader;
use views::time;
use words::Words;

use crate::ids::{CategoryId, RoleId, UserId};
use crate::models::api_key::Scope;
use crate::models::event::EventKind;
use crate::models::event::log::Entry;
use crate::models::grant::SubjectKind;
use crate::models::permission::Permission;
use crate::models::setting::Key;
use crate::web::administration::naming::{Names, permission};
use crate::web::administration::sentences::{job_name, kind_name};
use crate::web::configuration::wording;

/// The facts of an event: what each is called, and what it is.
pub fn of(reader: &Reader, entry: &Entry, names: &Names) -> Vec<(String, String)> {
    let telling = Telling {
        reader,
        names,
        kind: entry.kind,
    };
    let details = entry.details.as_object().into_iter().flatten();
    let known = details.filter_map(|(key, value)| {
        let told = telling.value(key, value)?;
        Some((name(reader.words, key), told))
    });
    known.collect()
}

struct Telling<'a> {
    reader: &'a Reader,
    names: &'a Names,
    kind: EventKind,
}

impl Telling<'_> {
    /// A value in words; nothing where there is none.
    fn value(&self, key: &str, value: &Value) -> Option<String> {
        let words = self.reader.words;
        match value {
            Value::Null => None,
            Value::Bool(true) => Some(words.text("log-yes").into_owned()),
            Value::Bool(false) => Some(words.text("log-no").into_owned()),
            Value::Number(number) => Some(number.to_string()),
            Value::String(text) => Some(self.text(key, text)),
            Value::Array(values) => {
                let told: Vec<String> = values
                    .iter()
                    .filter_map(|value| self.value(key, value))
                    .collect();
                (!told.is_empty()).then(|| told.join(", "))
            }
            Value::Object(facts) => Some(self.several(facts)),
        }
    }

    fn several(&self, facts: &Map<String, Value>) -> String {
        let told = facts.iter().filter_map(|(key, value)| {
            let (name, told) = (name(self.reader.words, key), self.value(key, value)?);
            let values = [("name", name.into()), ("value", told.into())];
            Some(self.reader.words.with("log-fact", &values))
        });
        told.collect::<Vec<_>>().join("; ")
    }

    fn text(&self, key: &str, text: &str) -> String {
        let words = self.reader.words;
        let told = match key {
            "permission" | "permissions" => {
                Permission::from_word(text).map(|one| permission(words, one))
            }
            "scopes" => Scope::from_word(text).map(|scope| scope_name(words, scope)),
            "job" => Some(job_name(words, text)),
            "kind" => EventKind::from_word(text).map(|kind| kind_name(words, kind)),
            "key" => Key::from_word(text).map(|key| wording::label(words, key)),
            "from" | "to" if self.kind == EventKind::PriorityChanged => {
                let mut all = Priority::ALL.into_iter();
                let known = all.find(|one| one.code() == text);
                known.map(|one| one.name(words))
            }
            "from" | "to" if self.kind == EventKind::TicketMoved => {
                id(text).map(|id| self.names.category(words, CategoryId(id)))
            }
            "subject" => SubjectKind::from_word(text).map(|kind| subject_name(words, kind)),
            "until" | "expires_at" | "from" if moment(text).is_some() => {
                moment(text).map(|at| time::exact(self.reader, at))
            }
            "categories" => id(text).map(|id| self.names.category(words, CategoryId(id))),
            "staff_roles" => id(text).map(|id| self.names.role(words, RoleId(id))),
            "user" | "member" | "people" | "from" | "to" => {
                id(text).and_then(|id| self.names.known_person(UserId(id)))
            }
            _ => None,
        };
        told.unwrap_or_else(|| text.to_owned())
    }
}

fn moment(text: &str) -> Option<DateTime<Utc>> {
    text.parse().ok()
}

fn id(text: &str) -> Option<i64> {
    text.parse().ok()
}

fn scope_name(words: &Words, scope: Scope) -> String {
    let name = match scope {
        Scope::CreateTicket => words.text("scope-create-ticket"),
        Scope::ReadTickets => words.text("scope-read-tickets"),
        Scope::UpdateTicket => words.text("scope-update-ticket"),
    };
    name.into_owned()
}

fn subject_name(words: &Words, kind: SubjectKind) -> String {
    let name = match kind {
        SubjectKind::User => words.text("grants-person"),
        SubjectKind::Role => words.text("grants-role"),
    };
    name.into_owned()
}

/// What a fact is called; one that has no name of its own is told by the word under which it is kept.
fn name(words: &Words, key: &str) -> String {
    let name = match key {
        "name" => words.text("fact-name"),
        "id" => words.text("fact-id"),
        "user" => words.text("fact-user"),
        "member" => words.text("fact-member"),
        "people" => words.text("fact-people"),
        "api_keys" => words.text("fact-api-keys"),
        "block" => words.text("fact-block"),
        "reason" => words.text("fact-reason"),
        "why" => words.text("fact-why"),
        "from" => words.text("fact-from"),
        "to" => words.text("fact-to"),
        "until" => words.text("fact-until"),
        "expires_at" => words.text("fact-expires-at"),
        "tag" => words.text("fact-tag"),
        "ticket" => words.text("fact-ticket"),
        "kind" => words.text("fact-kind"),
        "job" => words.text("fact-job"),
        "subject" => words.text("fact-subject"),
        "permission" | "permissions" => words.text("fact-permission"),
        "scopes" => words.text("fact-scopes"),
        "categories" => words.text("fact-categories"),
        "count" => words.text("fact-count"),
        "key" => words.text("fact-key"),
        "version" => words.text("fact-version"),
        "changes" => words.text("fact-changes"),
        "old" => words.text("fact-old"),
        "new" => words.text("fact-new"),
        "rolled_back_to" => words.text("fact-rolled-back-to"),
        "before" => words.text("fact-before"),
        "after" => words.text("fact-after"),
        "description" => words.text("fact-description"),
        "emoji" => words.text("fact-emoji"),
        "discord_category" => words.text("fact-discord-category"),
        "staff_roles" => words.text("fact-staff-roles"),
        "username" => words.text("fact-username"),
        "avatar" => words.text("fact-avatar"),
        "banner" => words.text("fact-banner"),
        "notice" => words.text("fact-notice"),
        other => other.replace('_', " ").into(),
    };
    name.into_owned()
}
