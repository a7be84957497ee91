//! Receiving what a member writes: it opens a ticket or goes on with the open one.

use chrono::{DateTime, Utc};
use diesel::QueryResult;
use diesel_async::{AsyncConnection, AsyncPgConnection};

use crate::error::Error;
use crate::ids::{ChannelId, MessageId, PostId, TicketId};
use crate::models::actor::Act;
use crate::models::block::Block;
use crate::models::delivery::{Post, Side, Source};
use crate::models::dm_channel::DmChannel;
use crate::models::message::{Kind, Message, NewMessage};
use crate::models::ticket::opening::Birth;
use crate::models::ticket::{Origin, Party, Ticket};
use crate::models::user::User;
use crate::outbox::{self, Job};

/// A direct message as it came in.
#[derive(Debug, Clone)]
pub struct Incoming {
    /// Who wrote.
    pub member: User,
    /// The direct-message channel.
    pub channel: ChannelId,
    /// The message on Discord.
    pub post: PostId,
    /// When it was written.
    pub written_at: DateTime<Utc>,
    /// What it says.
    pub body: Body,
    /// The message on Discord that it answers.
    pub answers: Option<PostId>,
}

/// What a message says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Body {
    /// The text.
    pub content: String,
    /// The text of the message that it forwards.
    pub forwarded: Option<String>,
    /// Files and stickers.
    pub attachments: Vec<crate::models::attachment::NewAttachment>,
}

/// What is to happen with a message from somebody who has no open ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Welcome {
    /// A ticket is opened, and the member is greeted with this text when there is one.
    Greet(Option<String>),
    /// No ticket: they are not in the community server.
    TurnAway,
}

/// What became of a direct message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Received {
    /// It is a message of this ticket now.
    Added {
        /// The ticket.
        ticket: TicketId,
        /// The message.
        message: MessageId,
    },
    /// It had been received before.
    Known,
    /// Its author was told that they cannot have a ticket.
    TurnedAway,
    /// Its author is blocked, and has been told so once.
    Blocked,
}

impl Ticket {
    /// Receives a direct message. The same message again changes nothing, however often it comes.
    pub async fn receive(
        conn: &mut AsyncPgConnection,
        act: &Act,
        incoming: Incoming,
        welcome: Welcome,
    ) -> Result<Received, Error> {
        conn.transaction(async |conn| {
            // The row of the member is locked from here on: two messages at once still open one ticket.
            incoming.member.remember(conn).await?;
            DmChannel::remember(conn, incoming.channel, incoming.member.id).await?;
            let (channel, post) = (incoming.channel, incoming.post);
            let received = take_in(conn, act, incoming, welcome).await?;
            DmChannel::mark_read(conn, channel, post).await?;
            Ok(received)
        })
        .await
    }
}

async fn take_in(
    conn: &mut AsyncPgConnection,
    act: &Act,
    incoming: Incoming,
    welcome: Welcome,
) -> Result<Received, Error> {
    if Post::find(conn, incoming.post).await?.is_some() {
        return Ok(Received::Known);
    }
    let member = incoming.member.id;
    // Somebody may be closing the ticket this very moment: only under its lock is it certain that it is open.
    let open = match Ticket::open_for(conn, member).await? {
        Some(found) => Some(Ticket::lock(conn, found.id).await?).filter(|found| !found.is_closed()),
        None => None,
    };
    let (ticket, greeting) = match (open, welcome) {
        (Some(open), _) => (open, None),
        (None, Welcome::Greet(greeting)) => {
            if let Some(block) = Block::standing(conn, member, act.at).await? {
                if was_read(conn, &incoming).await? {
                    return Ok(Received::Known);
                }
                block.turn_away(conn, act).await?;
                return Ok(Received::Blocked);
            }
            let (origin, is_silent, call, idempotency_key) = (Origin::Member, false, None, None);
            let birth = Birth {
                member,
                origin,
                is_silent,
                call,
                idempotency_key,
            };
            (birth.insert(conn, act).await?, greeting)
        }
        (None, Welcome::TurnAway) => {
            if was_read(conn, &incoming).await? {
                return Ok(Received::Known);
            }
            outbox::enqueue(conn, member, &Job::TurnAway { user: member }, act.at).await?;
            return Ok(Received::TurnedAway);
        }
    };
    let message = add(conn, act, &ticket, incoming).await?;
    ticket.greet(conn, act, greeting).await?;
    ticket.overrule_closure(conn, act).await?;
    Ok(Received::Added {
        ticket: ticket.id,
        message: message.id,
    })
}

/// Whether it was answered without becoming a message: nothing else tells that it has come before.
async fn was_read(conn: &mut AsyncPgConnection, incoming: &Incoming) -> QueryResult<bool> {
    let channel = DmChannel::of(conn, incoming.member.id).await?;
    Ok(channel.is_some_and(|channel| channel.read_to >= incoming.post))
}

async fn add(
    conn: &mut AsyncPgConnection,
    act: &Act,
    ticket: &Ticket,
    incoming: Incoming,
) -> Result<Message, Error> {
    let reply_to = match incoming.answers {
        Some(post) => Message::shown_by(conn, ticket.id, post)
            .await?
            .map(|message| message.id),
        None => None,
    };
    let new = NewMessage {
        kind: Kind::Member,
        content: incoming.body.content,
        forwarded: incoming.body.forwarded,
        attachments: incoming.body.attachments,
        reply_to,
        written_at: Some(incoming.written_at),
        ..NewMessage::default()
    };
    let source = Source {
        channel: incoming.channel,
        post: incoming.post,
    };
    let message = Message::insert(conn, act, ticket, new).await?;
    message.came_from(conn, Side::Dm, source).await?;
    message.keep_attachments(conn, act.at, ticket).await?;
    message.queue(conn, act.at, ticket, Side::Channel).await?;
    ticket.note_turn(conn, Party::Member, act.at).await?;
    Ok(message)
}
