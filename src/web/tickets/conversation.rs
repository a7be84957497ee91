//! What was said in a ticket, from its rows.

use std::collections::HashSet;

use diesel_async::AsyncPgConnection;
use views::form::Field;
use views::ticket::attachment::{Attachment as ShownFile, Copied, Kind as FileKind};
use views::ticket::conversation::{Beyond, Conversation as Shown, Stretch as ShownStretch};
use views::ticket::delivery::Delivery as ShownDelivery;
use views::ticket::message::{By, Kind as ShownKind, Message as ShownMessage, Retrying};
use views::ticket::message::{Quote, Revision};
use views::ticket::own_reply::OwnReply;
use views::transcript::Audience;
use words::Words;

use crate::error::Error;
use crate::ids::MessageId;
use crate::models::attachment::{Attachment, AttachmentKind};
use crate::models::delivery::{Delivery, DeliveryState, Side};
use crate::models::message::conversation::{Conversation, Line, Stretch};
use crate::models::message::{Kind, Message};
use crate::models::permission::Permission;
use crate::models::ticket::Ticket;
use crate::stored_words::{attachment_failure, delivery_failure};
use crate::web::attachments;
use crate::web::attachments::medium::Medium;
use crate::web::people::People;
use crate::web::visit::Signed;

/// How many messages are on a page.
const MESSAGES: i64 = 50;
/// How many there may be on one that grows while its reader looks on.
const MOST_MESSAGES: i64 = 250;

/// How many of its earlier texts a message has beside it.
const MOST_REVISIONS: i64 = 5;

/// A stretch of a ticket's messages.
pub(super) async fn load(
    conn: &mut AsyncPgConnection,
    signed: &Signed,
    ticket: &Ticket,
    stretch: Stretch,
) -> Result<Shown, Error> {
    Ticket::note_reading(conn, &signed.act(), &[ticket.id]).await?;
    let most = match stretch {
        Stretch::Since(_) => MOST_MESSAGES,
        _ => MESSAGES,
    };
    let wanted = (stretch, most);
    let conversation = Conversation::of(conn, ticket.id, wanted, MOST_REVISIONS).await?;
    let place = (signed, &mut *conn);
    let people = People::of(place, &conversation.lines, Audience::Staff).await?;
    let here: HashSet<MessageId> = conversation
        .lines
        .iter()
        .map(|line| line.message.id)
        .collect();
    let page = Page {
        signed,
        ticket,
        here,
        people: &people,
    };
    let (earlier, later) = beyond(&conversation);
    let messages = conversation.lines.iter();
    let messages = messages.map(|line| message(&page, line)).collect();
    Ok(Shown {
        ticket: ticket.id.0,
        earlier,
        later,
        stretch: shown_stretch(stretch),
        messages,
        names: people.names(),
    })
}

/// The stretch of a conversation that has this message in it: the end of it if that has it. A page that shows the end already says
/// `since` which message, and loses none of what its reader has before them.
pub async fn stretch_with(
    conn: &mut AsyncPgConnection,
    signed: &Signed,
    ticket: &Ticket,
    (message, since): (MessageId, Option<MessageId>),
) -> Result<Shown, Error> {
    let end = since.map_or(Stretch::Latest, Stretch::Since);
    let latest = load(conn, signed, ticket, end).await?;
    if latest
        .messages
        .first()
        .is_none_or(|first| first.id <= message.0)
    {
        return Ok(latest);
    }
    load(conn, signed, ticket, Stretch::Around(message)).await
}

/// What every message of a page is seen with.
struct Page<'a> {
    signed: &'a Signed,
    ticket: &'a Ticket,
    here: HashSet<MessageId>,
    people: &'a People,
}

/// Whether there are messages before and after these.
fn beyond(conversation: &Conversation) -> (Beyond, Beyond) {
    let beyond =
        [conversation.has_earlier, conversation.has_later].map(|has_more| match has_more {
            true => Beyond::More,
            false => Beyond::None,
        });
    beyond.into()
}

fn shown_stretch(stretch: Stretch) -> ShownStretch {
    match stretch {
        Stretch::Latest | Stretch::Since(_) => ShownStretch::Latest,
        Stretch::Before(message) => ShownStretch::Before(message.0),
        Stretch::After(message) => ShownStretch::After(message.0),
        Stretch::Around(message) => ShownStretch::Around(message.0),
    }
}

fn message(page: &Page<'_>, line: &Line) -> ShownMessage {
    let (message, signed) = (&line.message, page.signed);
    let words = signed.visit.words;
    let to = |side| {
        line.deliveries
            .iter()
            .find(move |one: &&Delivery| one.side == side)
    };
    let may_work = signed.may(Permission::ManageTickets);
    ShownMessage {
        id: message.id.0,
        kind: kind(message),
        author: message.author_name.clone(),
        picture: message
            .author_id
            .and_then(|author| page.people.picture(author)),
        by: match message.author_id == Some(signed.id()) {
            true => By::Reader,
            false => By::Other,
        },
        content: message.content.clone(),
        sent_at: message.created_at,
        reply_to: line
            .answers
            .as_ref()
            .map(|answered| quote(answered, &page.here)),
        forwarded: message.forwarded.clone(),
        attachments: line
            .attachments
            .iter()
            .map(|one| file(words, one))
            .collect(),
        to_member: to(Side::Dm).map(|one| delivery(words, one)),
        to_channel: to(Side::Channel).map(|one| delivery(words, one)),
        revisions: line.revisions.iter().map(revision).collect(),
        deleted_at: message.deleted_at,
        own: is_own(signed, page.ticket, message).then(|| OwnReply {
            content: Field::of(message.content.as_str()),
        }),
        retrying: if may_work {
            Retrying::Allowed
        } else {
            Retrying::Refused
        },
    }
}

fn kind(message: &Message) -> ShownKind {
    let number = message.number.unwrap_or_default();
    match message.kind {
        Kind::Member => ShownKind::Member,
        Kind::Reply if message.anonymous => ShownKind::AnonymousReply(number),
        Kind::Reply => ShownKind::Reply(number),
        Kind::Note => ShownKind::Note,
        Kind::System => ShownKind::Automatic,
    }
}

fn quote(answered: &Message, here: &HashSet<MessageId>) -> Quote {
    Quote {
        author: Some(answered.author_name.clone()),
        content: answered.content.clone(),
        message: here.contains(&answered.id).then_some(answered.id.0),
    }
}

fn file(words: &Words, attachment: &Attachment) -> ShownFile {
    let failure = attachment_failure(words, attachment);
    let copy = match (attachments::address(attachment), failure) {
        (Some(address), _) => Copied::Here(address),
        (None, Some(why)) => Copied::Failed(why),
        (None, None) => Copied::NotYet,
    };
    let kind = match attachment.kind {
        AttachmentKind::Sticker => FileKind::Sticker,
        AttachmentKind::File => match Medium::of(&attachment.media_type) {
            Some(Medium::Picture) => FileKind::Image,
            Some(Medium::Film) => FileKind::Film,
            Some(Medium::Sound) => FileKind::Sound,
            None => FileKind::File,
        },
    };
    let bytes = attachment.size.try_into().unwrap_or_default();
    ShownFile {
        name: attachment.name.clone(),
        bytes,
        kind,
        copy,
    }
}

fn revision(revision: &crate::models::message::changing::Revision) -> Revision {
    Revision {
        number: revision.revision,
        content: revision.content.clone(),
        replaced_at: revision.replaced_at,
    }
}

fn delivery(words: &Words, delivery: &Delivery) -> ShownDelivery {
    match delivery.state {
        DeliveryState::Queued => ShownDelivery::Queued,
        DeliveryState::Delivered => ShownDelivery::Delivered,
        DeliveryState::Failed => {
            ShownDelivery::Failed(delivery_failure(words, delivery).unwrap_or_default())
        }
        DeliveryState::Outdated => {
            ShownDelivery::Outdated(delivery_failure(words, delivery).unwrap_or_default())
        }
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
