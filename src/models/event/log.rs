//! The audit log: what happened, newest first, for those who watch over the desk. Nothing of a ticket that they do not see is in it.

use chrono::{DateTime, Utc};
use diesel::dsl::sql;
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::sql_types::{Bool, Nullable, Text};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde_json::{Value, json};

use crate::error::Error;
use crate::ids::{ApiKeyId, EventId, MessageId, TicketId, UserId};
use crate::models::actor::{Act, ActorKind};
use crate::models::block::Block;
use crate::models::event::{self, EventKind, Subject};
use crate::models::listing::{Listing, Page};
use crate::models::permission::Permission;
use crate::schema::{events, tickets};

/// As an index has it: what somebody did, without what was said and what became of it.
const DEEDS: &str = "events.kind NOT IN ('message_added', 'message_edited', 'message_deleted', 'delivery_changed', \
     'attachment_changed', 'channel_changed', 'ticket_read')";

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = events, check_for_backend(diesel::pg::Pg))]
pub struct Entry {
    /// The event.
    pub id: EventId,
    /// When it happened.
    pub at: DateTime<Utc>,
    /// What kind of event it is.
    pub kind: EventKind,
    /// What kind of actor did it.
    pub actor_kind: ActorKind,
    /// The actor's account or API key.
    pub actor_id: Option<i64>,
    /// The actor's name at that time.
    pub actor_name: String,
    /// The ticket that it is about.
    pub ticket_id: Option<TicketId>,
    /// The message that it is about.
    pub message_id: Option<MessageId>,
    /// What else there is to know.
    pub details: Value,
}

/// Which kinds of events are wanted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Kinds {
    /// What somebody did: all but messages, what became of them, and readings.
    #[default]
    Deeds,
    /// Every kind.
    All,
    /// One kind.
    Only(EventKind),
}

/// People and programs by whom something was done.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Actors {
    /// The people.
    pub people: Vec<UserId>,
    /// The API keys of the programs.
    pub keys: Vec<ApiKeyId>,
}

/// What the log is narrowed down to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Which kinds.
    pub kinds: Kinds,
    /// What one of these did; by anybody when it is not given.
    pub actors: Option<Actors>,
    /// What is about this ticket.
    pub ticket: Option<TicketId>,
    /// What happened then or later.
    pub from: Option<DateTime<Utc>>,
    /// What happened before then.
    pub until: Option<DateTime<Utc>>,
}

/// The place of an entry in the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    /// When it happened.
    pub at: DateTime<Utc>,
    /// The event.
    pub id: EventId,
}

impl Filter {
    /// Records that everything of this kind was taken out of the log.
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ManagePermissions`].
    pub async fn note_export(&self, conn: &mut AsyncPgConnection, act: &Act) -> Result<(), Error> {
        act.actor.require(Permission::ManagePermissions)?;
        let actors = self.actors.clone().unwrap_or_default();
        let people: Vec<String> = actors.people.iter().map(ToString::to_string).collect();
        let keys: Vec<String> = actors.keys.iter().map(ToString::to_string).collect();
        let kind = match self.kinds {
            Kinds::Only(kind) => Some(kind.word()),
            Kinds::Deeds | Kinds::All => None,
        };
        let details = json!({
            "kind": kind,
            "people": people,
            "api_keys": keys,
            "ticket": self.ticket.map(|ticket| ticket.to_string()),
            "from": self.from,
            "until": self.until,
        });
        let what = (EventKind::LogExported, Subject::NONE);
        Ok(event::record_with(conn, act, what, details).await?)
    }
}

/// Every API key that has this text in its name, also those that were deleted since.
///
/// # Errors
///
/// Refuses without [`Permission::ManagePermissions`].
pub async fn keys_called(
    conn: &mut AsyncPgConnection,
    act: &Act,
    text: &str,
) -> Result<Vec<ApiKeyId>, Error> {
    act.actor.require(Permission::ManagePermissions)?;
    let is_called = sql::<Bool>("position(lower(")
        .bind::<Text, _>(text.trim().replace('\0', ""))
        .sql(") IN lower(details ->> 'name')) > 0");
    let found: Vec<Option<String>> = events::table
        .filter(events::kind.eq(EventKind::ApiKeyCreated))
        .filter(is_called)
        .select(sql::<Nullable<Text>>("details ->> 'id'"))
        .distinct()
        .load(conn)
        .await?;
    let ids = found.iter().flatten().filter_map(|id| id.parse().ok());
    Ok(ids.collect())
}

impl Entry {
    /// Its place in the log.
    pub fn key(&self) -> Key {
        Key {
            at: self.at,
            id: self.id,
        }
    }

    /// Up to `most` entries of the log, newest first.
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ManagePermissions`].
    pub async fn page(
        conn: &mut AsyncPgConnection,
        act: &Act,
        filter: &Filter,
        (page, most): (Page<Key>, i64),
    ) -> Result<Listing<Self>, Error> {
        act.actor.require(Permission::ManagePermissions)?;
        let query = narrowed(filter, act).select(Self::as_select());
        let query = match page {
            Page::First | Page::Last => query,
            Page::After(Key { at, id }) => query
                .filter(
                    events::at
                        .lt(at)
                        .or(events::at.eq(at).and(events::id.lt(id))),
                )
                .filter(events::at.le(at)),
            Page::Before(Key { at, id }) => query
                .filter(
                    events::at
                        .gt(at)
                        .or(events::at.eq(at).and(events::id.gt(id))),
                )
                .filter(events::at.ge(at)),
        };
        let query = match page.is_read_backward() {
            true => query.order((events::at.asc(), events::id.asc())),
            false => query.order((events::at.desc(), events::id.desc())),
        };
        let found = query.limit(most + 1).load(conn).await?;
        let mut listing = Listing::cut(found, &page, most);
        Self::veil(conn, act, &mut listing.rows).await?;
        Ok(listing)
    }

    /// Takes away why members were blocked of whom the actor sees no ticket, as it is where blocks are listed.
    async fn veil(
        conn: &mut AsyncPgConnection,
        act: &Act,
        entries: &mut [Self],
    ) -> QueryResult<()> {
        let members: Vec<UserId> = entries.iter().filter_map(Self::blocked_member).collect();
        let veiled = Block::veiled(conn, act, &members).await?;
        let is_veiled = |entry: &&mut Self| {
            let member = entry.blocked_member();
            member.is_some_and(|member| veiled.contains(&member))
        };
        for entry in entries.iter_mut().filter(is_veiled) {
            for told in ["/reason", "/before/reason"] {
                if let Some(reason) = entry.details.pointer_mut(told) {
                    *reason = Value::Null;
                }
            }
        }
        Ok(())
    }

    /// Whose block this is about, if it is about one.
    fn blocked_member(&self) -> Option<UserId> {
        let of_blocks = [
            EventKind::MemberBlocked,
            EventKind::BlockReplaced,
            EventKind::BlockChanged,
            EventKind::BlockLifted,
            EventKind::BlockExpired,
        ];
        let member = self.details["member"].as_str();
        let member = member.filter(|_| of_blocks.contains(&self.kind));
        member.and_then(|id| id.parse().ok())
    }
}

fn narrowed<'a>(filter: &'a Filter, act: &'a Act) -> events::BoxedQuery<'a, Pg> {
    let mut query = events::table.into_boxed();
    query = match filter.kinds {
        Kinds::All => query,
        Kinds::Deeds => query.filter(sql::<Bool>(DEEDS)),
        Kinds::Only(kind) => query.filter(events::kind.eq(kind)),
    };
    if let Some(actors) = &filter.actors {
        let people: Vec<i64> = actors.people.iter().map(|user| user.0).collect();
        let keys: Vec<i64> = actors.keys.iter().map(|key| key.0).collect();
        let has_account = events::actor_kind.eq_any([ActorKind::Staff, ActorKind::Member]);
        let has_key = events::actor_kind.eq(ActorKind::ApiKey);
        let of_person = events::actor_id.eq_any(people).and(has_account);
        query = query.filter(of_person.or(events::actor_id.eq_any(keys).and(has_key)));
    }
    if let Some(ticket) = filter.ticket {
        query = query.filter(events::ticket_id.eq(ticket));
    }
    if let Some(from) = filter.from {
        query = query.filter(events::at.ge(from));
    }
    if let Some(until) = filter.until {
        query = query.filter(events::at.lt(until));
    }
    let hidden = act.actor.sight().hidden();
    if !hidden.is_empty() {
        let out_of_sight = tickets::table
            .filter(tickets::id.nullable().eq(events::ticket_id))
            .filter(tickets::category_id.eq_any(hidden));
        query = query.filter(diesel::dsl::not(diesel::dsl::exists(out_of_sight)));
    }
    query
}
