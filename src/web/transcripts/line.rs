//! A message as a transcript has it: for staff all of it, for the member what they have seen.

use views::transcript::{Audience, Message as Written};

use crate::models::delivery::{DeliveryState, Side};
use crate::models::message::conversation::Line;
use crate::models::message::{Kind, Message};
use crate::stored_words::delivery_failure;
use crate::web::attachments;
use crate::web::visit::Signed;

/// A message as it is written down, with the row that it is.
pub(super) struct Shown<'a> {
    pub(super) message: Written,
    pub(super) line: &'a Line,
    /// Whether the member has not seen whose name is behind it; only staff are told.
    pub(super) is_anonymous: Option<bool>,
}

/// What the member knows the desk as: the bot's name, as far as Discord can be asked.
pub(super) async fn desk(signed: &Signed, audience: Audience) -> String {
    if audience == Audience::Staff {
        return String::new();
    }
    match signed.app.discord.myself().await {
        Ok(bot) => bot.name().to_owned(),
        Err(failure) => {
            tracing::warn!(%failure, "the bot's name is not known");
            "Rustmail".to_owned()
        }
    }
}

/// A message for this audience; `None` when it is not for them.
pub(super) fn shown<'a>(
    signed: &Signed,
    line: &'a Line,
    (audience, desk): (Audience, &str),
) -> Option<Shown<'a>> {
    let is_for_staff = audience == Audience::Staff;
    let message = &line.message;
    let is_seen = message.kind != Kind::Note && message.deleted_at.is_none() && !has_failed(line);
    if !is_for_staff && !is_seen {
        return None;
    }
    let author = |message: &Message| match message.kind {
        Kind::Member => message.author_name.clone(),
        Kind::Reply if is_for_staff || !message.anonymous => message.author_name.clone(),
        Kind::Note => message.author_name.clone(),
        _ if is_for_staff => message.author_name.clone(),
        _ => desk.to_owned(),
    };
    let answers = line.answers.as_ref();
    let answers =
        answers.filter(|one| is_for_staff || one.kind != Kind::Note && one.deleted_at.is_none());
    let revisions = line.revisions.iter().filter(|_| is_for_staff);
    let written = Written {
        id: message.id.0,
        label: label(signed, message, audience),
        look: look(message.kind),
        author: author(message),
        sent_at: message.created_at,
        answers: answers.map(|one| (author(one), one.content.clone())),
        content: message.content.clone(),
        forwarded: message.forwarded.clone(),
        files: files(signed, line),
        revisions: revisions
            .map(|revision| (revision.content.clone(), revision.replaced_at))
            .collect(),
        deleted_at: message.deleted_at,
        failure: failure(signed, line),
    };
    Some(Shown {
        message: written,
        line,
        is_anonymous: is_for_staff.then_some(message.anonymous),
    })
}

fn label(signed: &Signed, message: &Message, audience: Audience) -> String {
    let words = signed.visit.words;
    let number = [("number", message.number.unwrap_or_default().into())];
    match message.kind {
        Kind::Member => words.text("message-from-member").into_owned(),
        Kind::Reply if message.anonymous && audience == Audience::Staff => {
            words.with("message-anonymous-reply", &number)
        }
        Kind::Reply => words.with("message-reply", &number),
        Kind::Note => words.text("message-note").into_owned(),
        Kind::System => words.text("message-automatic").into_owned(),
    }
}

fn look(kind: Kind) -> &'static str {
    match kind {
        Kind::Member => "from-member",
        Kind::Reply => "from-staff",
        Kind::Note => "is-note",
        Kind::System => "is-automatic",
    }
}

/// Files open in the panel, for whoever may see the ticket there.
fn files(signed: &Signed, line: &Line) -> Vec<(String, Option<String>)> {
    let panel = signed.app.config.public_url();
    line.attachments
        .iter()
        .map(|file| {
            let address = attachments::address(file)
                .map(|path| format!("{}{path}", panel.trim_end_matches('/')));
            (file.name.clone(), address)
        })
        .collect()
}

fn has_failed(line: &Line) -> bool {
    let mut to_member = line.deliveries.iter().filter(|one| one.side == Side::Dm);
    to_member.any(|one| one.state == DeliveryState::Failed)
}

fn failure(signed: &Signed, line: &Line) -> Option<String> {
    let mut to_member = line.deliveries.iter().filter(|one| one.side == Side::Dm);
    let failed = to_member.find(|one| one.state == DeliveryState::Failed)?;
    delivery_failure(signed.visit.words, failed)
}
