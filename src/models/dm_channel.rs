//! Direct-message channels, and how far each has been read. What was written past that point while we were away is fetched and
//! received through the same verb as everything else.

use diesel::dsl::exists;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::ids::{ChannelId, PostId, UserId};
use crate::models::user::User;
use crate::schema::{desk, dm_channels, tickets};

/// The direct-message channel with one user.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = dm_channels, check_for_backend(diesel::pg::Pg))]
pub struct DmChannel {
    /// The channel.
    pub channel_id: ChannelId,
    /// Who is on the other side.
    pub user_id: UserId,
    /// The last message in it that we have received; everything after it is news.
    pub read_to: PostId,
}

impl DmChannel {
    /// Every channel that we know, first those in which somebody wrote last.
    pub async fn all(conn: &mut AsyncPgConnection) -> QueryResult<Vec<Self>> {
        dm_channels::table
            .order((dm_channels::read_to.desc(), dm_channels::channel_id))
            .select(Self::as_select())
            .load(conn)
            .await
    }

    /// The channels with members who have an open ticket.
    pub async fn with_open_ticket(conn: &mut AsyncPgConnection) -> QueryResult<Vec<Self>> {
        dm_channels::table
            .filter(exists(open_ticket()))
            .order(dm_channels::channel_id)
            .select(Self::as_select())
            .load(conn)
            .await
    }

    /// Whether the member on the other side of a channel has an open ticket.
    pub async fn has_open_ticket(
        conn: &mut AsyncPgConnection,
        channel: ChannelId,
    ) -> QueryResult<bool> {
        let open = dm_channels::table
            .find(channel)
            .filter(exists(open_ticket()));
        diesel::select(exists(open)).get_result(conn).await
    }

    /// The channel with a user, if one was ever opened.
    pub async fn of(conn: &mut AsyncPgConnection, user: UserId) -> QueryResult<Option<Self>> {
        dm_channels::table
            .filter(dm_channels::user_id.eq(user))
            .select(Self::as_select())
            .first(conn)
            .await
            .optional()
    }

    /// This channel, if we know it.
    pub async fn find(
        conn: &mut AsyncPgConnection,
        channel: ChannelId,
    ) -> QueryResult<Option<Self>> {
        dm_channels::table
            .find(channel)
            .select(Self::as_select())
            .first(conn)
            .await
            .optional()
    }

    /// Who is on the other side of this channel.
    pub async fn member(
        conn: &mut AsyncPgConnection,
        channel: ChannelId,
    ) -> QueryResult<Option<User>> {
        match Self::find(conn, channel).await? {
            Some(known) => User::find(conn, known.user_id).await,
            None => Ok(None),
        }
    }

    /// Keeps the channel with a user, which must be remembered already.
    pub async fn remember(
        conn: &mut AsyncPgConnection,
        channel: ChannelId,
        user: UserId,
    ) -> QueryResult<()> {
        diesel::insert_into(dm_channels::table)
            .values((
                dm_channels::channel_id.eq(channel),
                dm_channels::user_id.eq(user),
            ))
            .on_conflict(dm_channels::user_id)
            .do_update()
            .set(dm_channels::channel_id.eq(channel))
            .execute(conn)
            .await?;
        Ok(())
    }

    /// After which message in a channel to look for news: after the last one that was received, and where there was none, from the
    /// beginning of the desk on. Discord lists no direct-message channels to a bot, so that one in which somebody wrote for the first
    /// time while we were away is only known when they write again.
    pub async fn unread_since(
        conn: &mut AsyncPgConnection,
        channel: ChannelId,
    ) -> QueryResult<PostId> {
        let known = Self::find(conn, channel).await?;
        if let Some(known) = known.filter(|known| known.read_to > PostId(0)) {
            return Ok(known.read_to);
        }
        let began_at = desk::table.select(desk::began_at).first(conn).await?;
        Ok(PostId::last_before(began_at))
    }

    /// Moves the mark forward to `post`; it never moves back.
    pub async fn mark_read(
        conn: &mut AsyncPgConnection,
        channel: ChannelId,
        post: PostId,
    ) -> QueryResult<()> {
        diesel::update(
            dm_channels::table
                .find(channel)
                .filter(dm_channels::read_to.lt(post)),
        )
        .set(dm_channels::read_to.eq(post))
        .execute(conn)
        .await?;
        Ok(())
    }
}

/// The open ticket of whoever is on the other side.
#[diesel::dsl::auto_type(no_type_alias)]
fn open_ticket() -> _ {
    tickets::table
        .filter(tickets::member_id.eq(dm_channels::user_id))
        .filter(tickets::closed_at.is_null())
}
