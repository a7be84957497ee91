//! The conversation as plain text: as it was typed, with nothing rendered.

use super::{Heading, Message, exact, facts, remark};
use crate::reader::Reader;

/// The beginning of the text.
pub fn begin(reader: &Reader, heading: &Heading) -> String {
    let title = format!(
        "#{} {} ({})",
        heading.ticket, heading.member, heading.member_id
    );
    format!(
        "{title}\n{}\n{}\n",
        facts(reader, heading).join("\n"),
        remark(reader, heading)
    )
}

/// One message of the text.
pub fn message(reader: &Reader, message: &Message) -> String {
    let words = reader.words;
    let head = format!(
        "{} · {} · {}",
        exact(reader, message.sent_at),
        message.author,
        message.label
    );
    let mut lines = vec![String::new(), head];
    if let Some((author, content)) = &message.answers {
        lines.push(words.with("message-answers", &[("name", author.as_str().into())]));
        lines.extend(quoted(content));
    }
    if !message.content.is_empty() {
        lines.push(message.content.clone());
    }
    if let Some(text) = &message.forwarded {
        lines.push(words.text("message-forwarded").into_owned());
        lines.extend(quoted(text));
    }
    for file in &message.files {
        let address = file.address.as_deref();
        let address = address.map(|address| format!(" <{address}>"));
        lines.push(format!("[{}]{}", file.name, address.unwrap_or_default()));
    }
    for (content, until) in &message.revisions {
        lines.push(format!(
            "{} {}:",
            words.text("transcript-until"),
            exact(reader, *until)
        ));
        lines.extend(quoted(content));
    }
    if let Some(deleted_at) = message.deleted_at {
        lines.push(format!(
            "[{}: {}]",
            words.text("message-deleted"),
            exact(reader, deleted_at)
        ));
    }
    if let Some(failure) = &message.failure {
        lines.push(format!("[{}]", failure.told(reader, message)));
    }
    lines.push(String::new());
    lines.join("\n")
}

fn quoted(text: &str) -> Vec<String> {
    text.lines().map(|line| format!("> {line}")).collect()
}
