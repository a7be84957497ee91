//! What was said in a ticket, from its rows.

use std::collections::HashSet;

use diesel_async::AsyncPgConnection;
use views::form::Field;
use views::ticket::attachment::{Attachment as ShownFile, Sticker};
use views::ticket::conversation::Conversation as Shown;
use views::ticket::message::{Delivery as ShownDelivery, Kind as ShownKind, Message as ShownMessage};
use views::ticket::message::{Quote, Revision};
use views::ticket::own_reply::OwnReply;

use crate::error::Error;
use crate::ids::MessageId;
use crate::models::attachment::{Attachment, AttachmentKind};
use crate::models::delivery::{Delivery, DeliveryState, Side};
use crate::models::message::conversation::{Conversation, Line};
use crate::models::message::{Kind, Message};
use crate::models::permission::Permission;
use crate::models::ticket::Ticket;
use crate::web::attachments;
use crate::web::visit::Signed;

/// How many messages are on a page.
const MESSAGES: i64 = 50;

/// The latest messages of a ticket, or those before `before`.
pub(super) async fn load(
    conn: &mut AsyncPgConnection,
    signed: &Signed,
    ticket: &Ticket,
    before: Option<MessageId>,
) -> Result<Shown, Error> {
    let conversation = Conversation::of(conn, ticket.id, before, MESSAGES).await?;
    let here: HashSet<MessageId> = conversation.lines.iter().map(|line| line.message.id).collect();
    let earlier = conversation.lines.first().filter(|_| conversation.has_earlier);
    Ok(Shown {
        ticket: ticket.id.0,
        earlier: earlier.map(|line| line.message.id.to_string()),
        before: before.map(|before| before.to_string()),
        messages: conversation.lines.iter().map(|line| message(signed, ticket, line, &here)).collect(),
    })
}

/// The stretch of a conversation that has this message in it: the latest one if that has it.
pub async fn stretch_with(
    conn: &mut AsyncPgConnection,
    signed: &Signed,
    ticket: &Ticket,
    message: MessageId,
) -> Result<Shown, Error> {
    let latest = load(conn, signed, ticket, None).await?;
    if latest.messages.first().is_none_or(|first| first.id <= message.0) {
        return Ok(latest);
    }
    load(conn, signed, ticket, Some(MessageId(message.0.saturating_add(1)))).await
}

fn message(signed: &Signed, ticket: &Ticket, line: &Line, here: &HashSet<MessageId>) -> ShownMessage {
    let message = &line.message;
    let of_kind = |kind| line.attachments.iter().filter(move |one| one.kind == kind);
    ShownMessage {
        id: message.id.0,
        kind: kind(message),
        author: message.author_name.clone(),
        content: message.content.clone(),
        sent_at: message.created_at,
        reply_to: line.answers.as_ref().map(|answered| quote(answered, here)),
        forwarded: message.forwarded.iter().map(|text| forwarded(text)).collect(),
        attachments: of_kind(AttachmentKind::File).map(file).collect(),
        stickers: of_kind(AttachmentKind::Sticker).map(sticker).collect(),
        delivery: delivery(line),
        revisions: line.revisions.iter().map(revision).collect(),
        deleted_at: message.deleted_at,
        own: is_own(signed, ticket, message)
            .then(|| OwnReply { content: Field::of(message.content.as_str()) }),
    }
}

fn kind(message: &Message) -> ShownKind {
    let number = message.number.unwrap_or_default().into();
    match message.kind {
        Kind::Member => ShownKind::Member,
        Kind::Reply if message.anonymous => ShownKind::AnonymousReply(number),
        Kind::Reply => ShownKind::Reply(number),
        Kind::Note => ShownKind::Note,
        Kind::System => ShownKind::System,
    }
}

fn quote(answered: &Message, here: &HashSet<MessageId>) -> Quote {
    Quote {
        author: Some(answered.author_name.clone()),
        content: answered.content.clone(),
        attachments: Vec::new(),
        message: here.contains(&answered.id).then_some(answered.id.0),
    }
}

fn forwarded(text: &str) -> Quote {
    Quote { author: None, content: text.to_owned(), attachments: Vec::new(), message: None }
}

fn file(attachment: &Attachment) -> ShownFile {
    ShownFile {
        name: attachment.name.clone(),
        bytes: attachment.size.try_into().unwrap_or_default(),
        address: attachments::address(attachment),
        failure: attachment.failure.clone(),
        kind: attachments::shown_kind(&attachment.media_type),
    }
}

fn sticker(attachment: &Attachment) -> Sticker {
    Sticker { name: attachment.name.clone(), address: attachments::address(attachment) }
}

fn revision(revision: &crate::models::message::changing::Revision) -> Revision {
    Revision { content: revision.content.clone(), replaced_at: revision.replaced_at }
}

/// What staff care for: whether the member has it, and otherwise whether it is missing in the ticket's channel.
fn delivery(line: &Line) -> Option<ShownDelivery> {
    let on = |side| line.deliveries.iter().find(move |delivery: &&Delivery| delivery.side == side);
    let reason = |delivery: &Delivery| delivery.failure.clone().unwrap_or_default();
    let channel = on(Side::Channel).filter(|delivery| delivery.state == DeliveryState::Failed);
    match (on(Side::Dm), channel) {
        (Some(dm), _) if dm.state == DeliveryState::Failed => Some(ShownDelivery::Failed(reason(dm))),
        (_, Some(channel)) => Some(ShownDelivery::MissingInChannel(reason(channel))),
        (Some(dm), None) if dm.state == DeliveryState::Delivered => Some(ShownDelivery::Delivered),
        (Some(_), None) => Some(ShownDelivery::Queued),
        (None, None) => None,
    }
}

/// Whether this reader may change the message. The verbs ask again.
fn is_own(signed: &Signed, ticket: &Ticket, message: &Message) -> bool {
    message.kind == Kind::Reply
        && message.author_id == Some(signed.id())
        && message.deleted_at.is_none()
        && !ticket.is_closed()
        && signed.may(Permission::ManageTickets)
}
