//! A message as a transcript has it: for staff all of it, for the member what they have seen.

use std::collections::HashSet;

use views::transcript::{Audience, Failure, File, Message as Written};

use crate::ids::MessageId;
use crate::models::attachment::Attachment;
use crate::models::delivery::{DeliveryState, Side};
use crate::models::message::conversation::Line;
use crate::models::message::{Kind, Message};
use crate::stored_words::delivery_failure;
use crate::web::attachments;
use crate::web::attachments::medium::Medium;
use crate::web::visit::Signed;

/// A message as it is written down, with the row that it is.
pub(super) struct Shown<'a> {
    pub(super) message: Written,
    pub(super) line: &'a Line,
    /// Whether the member has not seen whose name is behind it; only staff are told.
    pub(super) is_anonymous: Option<bool>,
    /// The message that it answers, if this audience reads that one.
    pub(super) answered: Option<MessageId>,
}

/// For whom a transcript is.
pub(super) struct Readers {
    pub(super) audience: Audience,
    /// What the member knows the desk as.
    pub(super) desk: String,
    /// The messages that the member has read so far.
    seen: HashSet<MessageId>,
}

impl Readers {
    pub(super) async fn of(signed: &Signed, audience: Audience) -> Self {
        Self {
            desk: desk(signed, audience).await,
            audience,
            seen: HashSet::new(),
        }
    }
}

/// What the member knows the desk as: the bot's name, as far as Discord can be asked.
async fn desk(signed: &Signed, audience: Audience) -> String {
    if audience == Audience::Staff {
        return String::new();
    }
    let bot = signed.app.discord.myself_soon().await;
    bot.map_or_else(|| "Rustmail".to_owned(), |bot| bot.name().to_owned())
}

/// A message for this audience; `None` when it is not for them.
pub(super) fn shown<'a>(
    signed: &Signed,
    line: &'a Line,
    readers: &mut Readers,
) -> Option<Shown<'a>> {
    let audience = readers.audience;
    let is_for_staff = audience == Audience::Staff;
    let message = &line.message;
    let is_seen = message.kind != Kind::Note && message.deleted_at.is_none() && !has_failed(line);
    if !is_for_staff && !is_seen {
        return None;
    }
    if !is_for_staff {
        readers.seen.insert(message.id);
    }
    let author = |message: &Message| match message.kind {
        Kind::Member => message.author_name.clone(),
        Kind::Reply if is_for_staff || !message.anonymous => message.author_name.clone(),
        Kind::Note => message.author_name.clone(),
        _ if is_for_staff => message.author_name.clone(),
        _ => readers.desk.clone(),
    };
    let answers = line.answers.as_ref();
    let answers = answers.filter(|one| is_for_staff || readers.seen.contains(&one.id));
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
        files: line
            .attachments
            .iter()
            .map(|one| file(signed, (message, one), audience))
            .collect(),
        revisions: revisions
            .map(|revision| (revision.content.clone(), revision.replaced_at))
            .collect(),
        deleted_at: message.deleted_at,
        failure: failure(signed, line).filter(|_| is_for_staff),
    };
    Some(Shown {
        message: written,
        line,
        is_anonymous: is_for_staff.then_some(message.anonymous),
        answered: answers.map(|one| one.id),
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

/// Files open in the panel for staff; for the member at an address that asks for no signing in. Pictures are shown from such an address to
/// both, since a page that lies on somebody's disk is signed in nowhere. What was taken back is shown from nowhere.
fn file(signed: &Signed, (message, file): (&Message, &Attachment), audience: Audience) -> File {
    let panel = signed.app.config.public_url();
    let panel = panel.trim_end_matches('/');
    let in_panel = attachments::address(file).map(|path| format!("{panel}{path}"));
    let shared = attachments::shared_address(file).map(|path| format!("{panel}{path}"));
    let is_picture = Medium::of(&file.media_type) == Some(Medium::Picture);
    let is_shown = is_picture && message.deleted_at.is_none();
    File {
        name: file.name.clone(),
        picture: shared.clone().filter(|_| is_shown),
        address: match audience {
            Audience::Staff => in_panel,
            Audience::Member => shared,
        },
    }
}

fn has_failed(line: &Line) -> bool {
    let mut to_member = line.deliveries.iter().filter(|one| one.side == Side::Dm);
    to_member.any(|one| one.state == DeliveryState::Failed)
}

/// What the member does not have of it, and why. The member is not told.
fn failure(signed: &Signed, line: &Line) -> Option<Failure> {
    let to_member = line.deliveries.iter().find(|one| one.side == Side::Dm)?;
    let reason = delivery_failure(signed.visit.words, to_member)?;
    match to_member.state {
        DeliveryState::Failed => Some(Failure::Undelivered(reason)),
        DeliveryState::Outdated => Some(Failure::Outdated(reason)),
        DeliveryState::Queued | DeliveryState::Delivered => None,
    }
}
