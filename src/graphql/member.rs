//! Members in the API: the people who are helped, as the tickets that the asker sees tell of them.

use async_graphql::connection::Connection;
use async_graphql::{Context, Object, SimpleObject};
use chrono::{DateTime, Utc};

use crate::error::{Error, Refusal};
use crate::graphql::asking::Asking;
use crate::graphql::block::Block;
use crate::graphql::connection::{self, Cursor, Paging, Place};
use crate::graphql::fault::Fault;
use crate::graphql::loaders::work::{BlocksOf, HistoryOf};
use crate::graphql::snowflake::Snowflake;
use crate::graphql::ticket::Ticket;
use crate::graphql::user::User;
use crate::ids::TicketId;
use crate::models;
use crate::models::member::listing::Key;

/// The most members that a search gives.
const MOST_FOUND: i32 = 50;

/// Somebody who is helped, or was, or may not be.
pub struct Member(pub models::member::Member);

/// Somebody who is helped, or was, or may not be.
#[Object]
impl Member {
    /// The account.
    async fn user(&self) -> User {
        User(self.0.user.clone())
    }

    /// When something was last said in one of the tickets.
    async fn last_contact_at(&self) -> Option<DateTime<Utc>> {
        self.0.last_contact_at
    }

    /// How many tickets there are.
    async fn ticket_count(&self) -> i64 {
        self.0.tickets
    }

    /// When the account was made.
    async fn account_created_at(&self) -> DateTime<Utc> {
        self.0.user.id.created_at()
    }

    /// The tickets, newest first.
    #[graphql(complexity = "connection::most(first, None) * (child_complexity + 1)")]
    async fn tickets(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 1 to 100.")] first: Option<i32>,
        #[graphql(desc = "Those after this cursor.")] after: Option<String>,
    ) -> Result<Connection<Cursor, Ticket>, Fault> {
        let paging = Paging {
            first,
            after,
            last: None,
            before: None,
        };
        let (page, most) = paging.read()?;
        let before = page.edge();
        let member = self.0.user.id;
        let key = HistoryOf {
            member,
            before,
            most,
        };
        let found = Asking::of(ctx)?.loaders().load_one(key).await?;
        let found = found.unwrap_or_default();
        let entries = found
            .tickets
            .into_iter()
            .map(|ticket| (ticket.id, Ticket(ticket)));
        Ok(connection::page(
            entries,
            (before.is_some(), found.has_older),
        ))
    }

    /// What keeps them from opening tickets and what did, newest first, at most 50.
    #[graphql(complexity = "10 * (child_complexity + 1)")]
    async fn blocks(&self, ctx: &Context<'_>) -> Result<Vec<Block>, Fault> {
        let key = BlocksOf(self.0.user.id);
        let found = Asking::of(ctx)?.loaders().load_one(key).await?;
        Ok(found.unwrap_or_default().into_iter().map(Block).collect())
    }

    /// The open ticket.
    async fn open_ticket(&self, ctx: &Context<'_>) -> Result<Option<Ticket>, Fault> {
        let Some(id) = self.0.open_ticket else {
            return Ok(None);
        };
        Ok(Asking::of(ctx)?.loaders().load_one(id).await?.map(Ticket))
    }

    /// What keeps them from opening tickets.
    async fn block(&self) -> Option<Block> {
        self.0.block.clone().map(Block)
    }
}

/// How somebody is in the community server.
#[derive(SimpleObject)]
pub struct Membership {
    /// Since when.
    joined_at: Option<DateTime<Utc>>,
    /// The name there, when it is another one.
    nickname: Option<String>,
    /// The names of the roles, the highest first.
    roles: Vec<String>,
}

/// What can be asked about members.
#[derive(Default)]
pub struct MemberQuery;

#[Object]
impl MemberQuery {
    /// The member with this account. Nothing when the asker sees no ticket of theirs and nobody has blocked them.
    async fn member(&self, ctx: &Context<'_>, id: Snowflake) -> Result<Option<Member>, Fault> {
        let asking = Asking::of(ctx)?;
        let conn = &mut *asking.db().await?;
        match models::member::Member::find(conn, asking.act()?, id.into()).await {
            Ok(member) => Ok(Some(Member(member))),
            Err(Error::Refused(Refusal::MemberNotFound)) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// What Discord says now about a member of the community server. Nothing when they are not in it, or when the asker knows of no such
    /// member. Refused as `TOO_OFTEN` from the 31st question on, until a second has passed for each.
    #[graphql(complexity = "500 + child_complexity")]
    async fn membership(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The member's account.")] member_id: Snowflake,
    ) -> Result<Option<Membership>, Fault> {
        let asking = Asking::of(ctx)?;
        let member = member_id.into();
        asking
            .app()
            .rate_limits
            .count_question(&asking.act()?.actor)?;
        {
            let conn = &mut *asking.db().await?;
            match models::member::Member::find(conn, asking.act()?, member).await {
                Ok(_) => {}
                Err(Error::Refused(Refusal::MemberNotFound)) => return Ok(None),
                Err(error) => return Err(error.into()),
            }
        }
        // Discord may take its time, so no connection is held meanwhile.
        let found = asking.app().membership(member).await;
        let found = found.ok_or(Refusal::DiscordSilent)?;
        Ok(found.map(|found| Membership {
            joined_at: found.since,
            nickname: found.nickname,
            roles: found.roles,
        }))
    }

    /// Members, the latest contact first.
    #[graphql(complexity = "connection::most(first, last) * (child_complexity + 1)")]
    async fn members(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many from the front, 1 to 100.")] first: Option<i32>,
        #[graphql(desc = "Those after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the back, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Those before this cursor.")] before: Option<String>,
    ) -> Result<Option<Connection<Cursor, Member>>, Fault> {
        let paging = Paging {
            first,
            after,
            last,
            before,
        };
        let (page, most) = paging.read()?;
        let asking = Asking::of(ctx)?;
        let (conn, act) = (&mut *asking.db().await?, asking.act()?);
        let found = models::member::Member::list(conn, act, (page, most)).await?;
        let listed = connection::listed(found, |(key, row)| (key, Member(row)));
        Ok(Some(listed))
    }

    /// Members whose names have words that begin like these, or whose id it is; those first whom it fits best, at most 50.
    #[graphql(complexity = "50 * (child_complexity + 1)")]
    async fn search_members(
        &self,
        ctx: &Context<'_>,
        text: String,
    ) -> Result<Option<Vec<Member>>, Fault> {
        let text: String = text.chars().take(100).collect();
        let asking = Asking::of(ctx)?;
        let (conn, act) = (&mut *asking.db().await?, asking.act()?);
        let found = models::member::Member::search(conn, act, &text, MOST_FOUND.into()).await?;
        Ok(Some(found.into_iter().map(Member).collect()))
    }
}

impl Place for TicketId {
    fn write(&self) -> String {
        self.to_string()
    }

    fn read(text: &str) -> Option<Self> {
        text.parse().ok()
    }
}

impl Place for Key {
    fn write(&self) -> String {
        format!(
            "{}:{}",
            self.last_contact_at.timestamp_micros(),
            self.ticket
        )
    }

    fn read(text: &str) -> Option<Self> {
        let (micros, ticket) = text.split_once(':')?;
        // No ticket is older than this program, and Postgres has no words for the dawn of time.
        let micros = micros.parse().ok().filter(|micros| *micros >= 0)?;
        Some(Self {
            last_contact_at: DateTime::from_timestamp_micros(micros)?,
            ticket: ticket.parse().ok()?,
        })
    }
}
