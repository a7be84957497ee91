//! A transcript for programs.

use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Value, json};
use views::reader::Reader;
use views::ticket::header::{Opener, Told};
use views::transcript::{Audience, Closure, Failure, Heading};

use crate::web::transcripts::line::Shown;

/// What stands before the first message: the ticket, and the beginning of the list.
pub(super) fn begin(heading: &Heading) -> String {
    let audience = match heading.audience {
        Audience::Staff => "staff",
        Audience::Member => "member",
    };
    let ticket = json!({
        "number": heading.ticket,
        "member": { "id": heading.member_id, "name": heading.member },
        "opened_at": utc(heading.opened_at),
        "opened_by": opened_by(&heading.opened_by),
        "category": heading.category,
        "closed_at": heading.closed_at.map(utc),
        "closure": heading.closure.as_ref().map(closure),
        "audience": audience,
    });
    format!("{{\"ticket\": {ticket}, \"messages\": [\n")
}

fn opened_by(opener: &Opener) -> Value {
    match opener {
        Opener::Member => json!({ "kind": "member" }),
        Opener::Staff(name) => json!({ "kind": "staff", "name": name }),
        Opener::Integration(name) => json!({ "kind": "api", "name": name }),
    }
}

fn closure(closure: &Closure) -> Value {
    json!({
        "by": closure.by,
        "reason": closure.reason,
        "cause": closure.cause,
        "silent": closure.told == Told::Silently,
    })
}

/// A message.
pub(super) fn message(reader: &Reader, shown: &Shown<'_>) -> String {
    let (written, message) = (&shown.message, &shown.line.message);
    let files = written.files.iter();
    let files: Vec<Value> = files
        .map(|file| json!({ "name": file.name, "url": file.address }))
        .collect();
    let revisions = written.revisions.iter();
    let revisions: Vec<Value> = revisions
        .map(|(content, until)| json!({ "content": content, "replaced_at": utc(*until) }))
        .collect();
    let local = message.created_at.with_timezone(&reader.time_zone);
    json!({
        "id": message.id.to_string(),
        "kind": message.kind,
        "number": message.number,
        "anonymous": shown.is_anonymous,
        "author": written.author,
        "created_at": utc(message.created_at),
        "created_at_local": local.to_rfc3339_opts(SecondsFormat::Secs, false),
        "edited_at": message.edited_at.map(utc),
        "deleted_at": message.deleted_at.map(utc),
        "reply_to": shown.answered.map(|id| id.to_string()),
        "content": message.content,
        "forwarded": message.forwarded,
        "files": files,
        "revisions": revisions,
        "failure": written.failure.as_ref().map(Failure::reason),
        "outdated": matches!(written.failure, Some(Failure::Outdated(_))),
    })
    .to_string()
}

fn utc(moment: DateTime<Utc>) -> String {
    moment.to_rfc3339_opts(SecondsFormat::Millis, true)
}
