//! Deliveries: what became of a message on its way to each side of its ticket, and the messages on Discord that show it.

mod changing;
pub mod retrying;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::ids::{ChannelId, MessageId, PostId};
use crate::models::cause::FailureCause;
use crate::models::text_enum::text_enum;
use crate::schema::{deliveries, posts};

text_enum! {
    /// One of the two places on Discord where a ticket takes place.
    Side {
        /// The member's direct messages.
        Dm = "dm",
        /// The ticket's channel in the staff server.
        Channel = "channel",
    }
}

text_enum! {
    /// How far a message has come.
    DeliveryState {
        /// It is on its way.
        Queued = "queued",
        /// Discord has it.
        Delivered = "delivered",
        /// Discord does not take it.
        Failed = "failed",
        /// Discord has it as it was, and does not take what was made of it since.
        Outdated = "outdated",
    }
}

text_enum! {
    /// Who wrote a message on Discord.
    PostAuthor {
        /// The bot: it shows a message of ours.
        Us = "us",
        /// A person: a message of ours came from it.
        Them = "them",
    }
}

/// What became of a message on its way to one side.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = deliveries, check_for_backend(diesel::pg::Pg))]
pub struct Delivery {
    /// The message.
    pub message_id: MessageId,
    /// Where it goes.
    pub side: Side,
    /// How far it has come.
    pub state: DeliveryState,
    /// Why Discord does not take it.
    pub failure: Option<String>,
    /// Since when this is so.
    pub changed_at: DateTime<Utc>,
    /// Why Discord does not take it, where that is one of the usual reasons.
    pub failure_cause: Option<FailureCause>,
}

/// The place on Discord where something was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Source {
    /// The channel.
    pub channel: ChannelId,
    /// The message in it.
    pub post: PostId,
}

/// A message on Discord that shows one of ours, or that one of ours came from.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = posts, check_for_backend(diesel::pg::Pg))]
pub struct Post {
    /// Its id on Discord.
    pub discord_message_id: PostId,
    /// Its channel.
    pub channel_id: ChannelId,
    /// The message of ours.
    pub message_id: MessageId,
    /// The side of the ticket on which it is.
    pub side: Side,
    /// Who wrote it.
    pub author: PostAuthor,
    /// Its place among the posts that show one long message, from 0.
    pub part: i32,
}

impl Delivery {
    /// What became of a message on its way to one side, if it was ever to go there.
    pub async fn find(
        conn: &mut AsyncPgConnection,
        message: MessageId,
        side: Side,
    ) -> QueryResult<Option<Self>> {
        deliveries::table
            .find((message, side))
            .select(Self::as_select())
            .first(conn)
            .await
            .optional()
    }
}

impl Post {
    /// A post by somebody else, from which a message of ours came.
    pub fn from_them(message: MessageId, side: Side, source: Source) -> Self {
        Self {
            discord_message_id: source.post,
            channel_id: source.channel,
            message_id: message,
            side,
            author: PostAuthor::Them,
            part: 0,
        }
    }

    /// Whether somebody else wrote it.
    pub fn is_theirs(&self) -> bool {
        self.author == PostAuthor::Them
    }

    /// Keeps the post; keeping it again changes nothing.
    pub async fn insert(&self, conn: &mut AsyncPgConnection) -> QueryResult<()> {
        diesel::insert_into(posts::table)
            .values(self)
            .on_conflict(posts::discord_message_id)
            .do_nothing()
            .execute(conn)
            .await?;
        Ok(())
    }

    /// The post with this id, if it is known.
    pub async fn find(conn: &mut AsyncPgConnection, id: PostId) -> QueryResult<Option<Self>> {
        posts::table
            .find(id)
            .select(Self::as_select())
            .first(conn)
            .await
            .optional()
    }

    /// The ids of all posts of a channel from `since` on that are on record.
    pub async fn known_since(
        conn: &mut AsyncPgConnection,
        channel: ChannelId,
        since: PostId,
    ) -> QueryResult<Vec<PostId>> {
        posts::table
            .filter(
                posts::channel_id
                    .eq(channel)
                    .and(posts::discord_message_id.ge(since)),
            )
            .select(posts::discord_message_id)
            .load(conn)
            .await
    }

    /// The messages of other people in a channel, from one on, from which messages of ours came.
    pub async fn theirs_from(
        conn: &mut AsyncPgConnection,
        channel: ChannelId,
        first: PostId,
    ) -> QueryResult<Vec<PostId>> {
        posts::table
            .filter(posts::channel_id.eq(channel))
            .filter(posts::discord_message_id.ge(first))
            .filter(posts::author.eq(PostAuthor::Them))
            .select(posts::discord_message_id)
            .load(conn)
            .await
    }

    /// The posts of ours that show a message on one side, in order.
    pub async fn showing(
        conn: &mut AsyncPgConnection,
        message: MessageId,
        side: Side,
    ) -> QueryResult<Vec<Self>> {
        posts::table
            .filter(posts::message_id.eq(message).and(posts::side.eq(side)))
            .filter(posts::author.eq(PostAuthor::Us))
            .order(posts::part)
            .select(Self::as_select())
            .load(conn)
            .await
    }

    /// The first post of a message on one side, whoever wrote it: what an answer there refers to.
    pub async fn first_of(
        conn: &mut AsyncPgConnection,
        message: MessageId,
        side: Side,
    ) -> QueryResult<Option<Self>> {
        posts::table
            .filter(posts::message_id.eq(message).and(posts::side.eq(side)))
            .order(posts::part)
            .select(Self::as_select())
            .first(conn)
            .await
            .optional()
    }

    /// Forgets a post of ours that was removed from Discord.
    pub async fn forget(&self, conn: &mut AsyncPgConnection) -> QueryResult<()> {
        diesel::delete(posts::table.find(self.discord_message_id))
            .execute(conn)
            .await?;
        Ok(())
    }
}
