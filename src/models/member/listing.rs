//! The list of members, by when something was last said in one of their tickets, and the search for one.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{Array, BigInt, Nullable, Timestamptz};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::error::Error;
use crate::ids::{TicketId, UserId};
use crate::models::actor::Act;
use crate::models::block::Block;
use crate::models::listing::{Listing, Page};
use crate::models::member::Member;
use crate::models::permission::Permission;
use crate::models::ticket::within;
use crate::models::user::User;
use crate::schema::tickets;

/// How many accounts are looked at, however common the beginning of a name is.
const MOST_CALLED: i64 = 500;

/// A member's place in the list: the newest of the tickets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key {
    /// When somebody last wrote in it.
    pub last_contact_at: DateTime<Utc>,
    /// The ticket.
    pub ticket: TicketId,
}

#[derive(QueryableByName)]
struct Newest {
    #[diesel(sql_type = BigInt)]
    member_id: UserId,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    last_activity_at: Option<DateTime<Utc>>,
    #[diesel(sql_type = Nullable<BigInt>)]
    ticket_id: Option<TicketId>,
}

impl Member {
    /// Up to `most` members, the latest contact first, each with their place.
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ViewTickets`].
    pub async fn list(
        conn: &mut AsyncPgConnection,
        act: &Act,
        (page, most): (Page<Key>, i64),
    ) -> Result<Listing<(Key, Self)>, Error> {
        act.actor.require(Permission::ViewTickets)?;
        let (query, edge) = match page {
            Page::First => (TOWARDS_EARLIER, Key::LATEST),
            Page::After(key) => (TOWARDS_EARLIER, key),
            Page::Last => (TOWARDS_LATER, Key::EARLIEST),
            Page::Before(key) => (TOWARDS_LATER, key),
        };
        let found: Vec<Newest> = sql_query(query)
            .bind::<Array<BigInt>, _>(act.actor.sight().hidden())
            .bind::<Timestamptz, _>(edge.last_contact_at)
            .bind::<BigInt, _>(edge.ticket)
            .bind::<BigInt, _>(most + 1)
            .load(conn)
            .await?;
        let newest = Listing::cut(found, &page, most);
        let keys: HashMap<UserId, Key> = newest
            .rows
            .iter()
            .filter_map(|one| Some((one.member_id, one.key()?)))
            .collect();
        let members = with_accounts(conn, act, newest.rows).await?;
        let rows = members
            .into_iter()
            .filter_map(|member| Some((*keys.get(&member.user.id)?, member)))
            .collect();
        Ok(Listing {
            rows,
            has_previous: newest.has_previous,
            has_next: newest.has_next,
        })
    }

    /// Up to `most` members whose names have words that begin like `text`, or whose id it is; those first whom it fits best. Whoever has
    /// been blocked is found, too, even without a ticket.
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ViewTickets`].
    pub async fn search(
        conn: &mut AsyncPgConnection,
        act: &Act,
        text: &str,
        most: i64,
    ) -> Result<Vec<Self>, Error> {
        act.actor.require(Permission::ViewTickets)?;
        let called = User::named_like(conn, text, MOST_CALLED).await?;
        let called: Vec<UserId> = called.into_iter().map(|user| user.id).collect();
        let found: Vec<Newest> = sql_query(OF_THESE)
            .bind::<Array<BigInt>, _>(act.actor.sight().hidden())
            .bind::<Array<BigInt>, _>(called)
            .bind::<BigInt, _>(most)
            .load(conn)
            .await?;
        with_accounts(conn, act, found).await
    }
}

impl Key {
    /// Before all others: nothing happens after the year 9999.
    const LATEST: Self = Self {
        last_contact_at: match DateTime::<Utc>::from_timestamp(253_402_300_799, 0) {
            Some(latest) => latest,
            None => DateTime::<Utc>::MAX_UTC,
        },
        ticket: TicketId(i64::MAX),
    };
    /// After all others: nothing has happened before 1970.
    const EARLIEST: Self = Self {
        last_contact_at: DateTime::<Utc>::UNIX_EPOCH,
        ticket: TicketId(0),
    };
}

impl Newest {
    fn key(&self) -> Option<Key> {
        Some(Key {
            last_contact_at: self.last_activity_at?,
            ticket: self.ticket_id?,
        })
    }
}

async fn with_accounts(
    conn: &mut AsyncPgConnection,
    act: &Act,
    found: Vec<Newest>,
) -> Result<Vec<Member>, Error> {
    let ids: Vec<UserId> = found.iter().map(|one| one.member_id).collect();
    let users = User::find_all(conn, &ids).await?;
    let mut users: HashMap<UserId, User> = users.into_iter().map(|user| (user.id, user)).collect();
    let found = found
        .into_iter()
        .filter_map(|one| Some((users.remove(&one.member_id)?, one.last_activity_at)))
        .collect();
    describe(conn, act, found).await
}

/// These accounts with what is known of them as members, in the same order.
pub(super) async fn describe(
    conn: &mut AsyncPgConnection,
    act: &Act,
    found: Vec<(User, Option<DateTime<Utc>>)>,
) -> Result<Vec<Member>, Error> {
    let ids: Vec<UserId> = found.iter().map(|(user, _)| user.id).collect();
    let of_them = || {
        tickets::table
            .filter(tickets::member_id.eq_any(ids.clone()))
            .filter(within(act.actor.sight()))
    };
    let counts: Vec<(UserId, i64)> = of_them()
        .group_by(tickets::member_id)
        .select((tickets::member_id, diesel::dsl::count_star()))
        .load(conn)
        .await?;
    let counts: HashMap<UserId, i64> = counts.into_iter().collect();
    let open: Vec<(UserId, TicketId)> = of_them()
        .filter(tickets::closed_at.is_null())
        .select((tickets::member_id, tickets::id))
        .load(conn)
        .await?;
    let open: HashMap<UserId, TicketId> = open.into_iter().collect();
    let mut blocks = Block::standing_for_all(conn, &ids, act.at).await?;
    Block::veil(conn, act, &mut blocks).await?;
    let mut blocks: HashMap<UserId, Block> = blocks
        .into_iter()
        .map(|block| (block.member_id, block))
        .collect();
    let members = found.into_iter().map(|(user, last_contact_at)| Member {
        last_contact_at,
        tickets: counts.get(&user.id).copied().unwrap_or(0),
        open_ticket: open.get(&user.id).copied(),
        block: blocks.remove(&user.id),
        user,
    });
    Ok(members.collect())
}

/// For each member the newest ticket within sight: of all tickets in the order of their last activity, those after which none of the
/// same member comes.
const TOWARDS_EARLIER: &str = "
    SELECT newest.member_id, newest.last_activity_at, newest.id AS ticket_id
      FROM tickets AS newest
     WHERE (newest.category_id IS NULL OR newest.category_id <> ALL ($1))
       AND (newest.last_activity_at, newest.id) < ($2, $3)
       AND NOT EXISTS (
           SELECT FROM tickets AS newer
            WHERE newer.member_id = newest.member_id
              AND (newer.last_activity_at, newer.id) > (newest.last_activity_at, newest.id)
              AND (newer.category_id IS NULL OR newer.category_id <> ALL ($1)))
     ORDER BY newest.last_activity_at DESC, newest.id DESC
     LIMIT $4";

/// The same, the other way round.
const TOWARDS_LATER: &str = "
    SELECT newest.member_id, newest.last_activity_at, newest.id AS ticket_id
      FROM tickets AS newest
     WHERE (newest.category_id IS NULL OR newest.category_id <> ALL ($1))
       AND (newest.last_activity_at, newest.id) > ($2, $3)
       AND NOT EXISTS (
           SELECT FROM tickets AS newer
            WHERE newer.member_id = newest.member_id
              AND (newer.last_activity_at, newer.id) > (newest.last_activity_at, newest.id)
              AND (newer.category_id IS NULL OR newer.category_id <> ALL ($1)))
     ORDER BY newest.last_activity_at, newest.id
     LIMIT $4";

/// Those of these accounts who have a ticket within sight or were blocked, in the same order.
const OF_THESE: &str = "
    SELECT called.id AS member_id, newest.last_activity_at, newest.id AS ticket_id
      FROM unnest($2) WITH ORDINALITY AS called (id, place)
      LEFT JOIN LATERAL (
          SELECT tickets.id, tickets.last_activity_at
            FROM tickets
           WHERE tickets.member_id = called.id
             AND (tickets.category_id IS NULL OR tickets.category_id <> ALL ($1))
           ORDER BY tickets.last_activity_at DESC, tickets.id DESC
           LIMIT 1
      ) AS newest ON TRUE
     WHERE newest.id IS NOT NULL OR EXISTS (SELECT FROM blocks WHERE blocks.member_id = called.id)
     ORDER BY called.place
     LIMIT $3";
