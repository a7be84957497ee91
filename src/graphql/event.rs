//! The audit log in the API.

use async_graphql::connection::Connection;
use async_graphql::{Context, ID, InputObject, Json, Object};
use chrono::{DateTime, Utc};

use crate::graphql::actor::Actor;
use crate::graphql::asking::Asking;
use crate::graphql::connection::{self, Cursor, Paging, Place};
use crate::graphql::fault::Fault;
use crate::graphql::global_id::GlobalId;
use crate::graphql::snowflake::Snowflake;
use crate::ids::{ApiKeyId, UserId};
use crate::models::event::EventKind;
use crate::models::event::log::{Actors, Entry, Filter, Key, Kinds};

/// What the audit log is narrowed down to.
#[derive(InputObject, Default)]
pub struct AuditLogFilter {
    /// Only events of this kind, such as `permission_granted` or `ticket_read`. Left out, it is what somebody did: all but messages,
    /// what became of them, and readings.
    kind: Option<String>,
    /// Every kind of event, messages and readings included.
    #[graphql(default)]
    everything: bool,
    /// Only what this person did.
    user_id: Option<Snowflake>,
    /// Only what the program with this API key did.
    api_key_id: Option<ID>,
    /// Only what is about this ticket.
    ticket_id: Option<ID>,
    /// Only what happened then or later.
    from: Option<DateTime<Utc>>,
    /// Only what happened before then.
    until: Option<DateTime<Utc>>,
}

/// Something that happened. It is never changed.
pub struct AuditEvent(Entry);

/// Something that happened. It is never changed.
#[Object]
impl AuditEvent {
    /// The event.
    async fn id(&self) -> ID {
        GlobalId::Event(self.0.id).into()
    }

    /// When it happened.
    async fn at(&self) -> DateTime<Utc> {
        self.0.at
    }

    /// What kind of event it is.
    async fn kind(&self) -> &'static str {
        self.0.kind.word()
    }

    /// Who did it.
    async fn actor(&self) -> Actor {
        Actor::who_did(&self.0)
    }

    /// The ticket that it is about.
    async fn ticket_id(&self) -> Option<ID> {
        self.0.ticket_id.map(|id| GlobalId::Ticket(id).into())
    }

    /// The message that it is about.
    async fn message_id(&self) -> Option<ID> {
        self.0.message_id.map(|id| GlobalId::Message(id).into())
    }

    /// What else there is to know.
    async fn details(&self) -> Json<&serde_json::Value> {
        Json(&self.0.details)
    }
}

/// What can be asked about what happened.
#[derive(Default)]
pub struct EventQuery;

#[Object]
impl EventQuery {
    /// The audit log, newest first. Needs the permission to manage permissions; events of tickets that you do not see are not in it.
    #[graphql(complexity = "connection::most(first, last) * (child_complexity + 1)")]
    async fn audit_log(
        &self,
        ctx: &Context<'_>,
        #[graphql(default)] filter: AuditLogFilter,
        #[graphql(desc = "How many from the front, 1 to 100.")] first: Option<i32>,
        #[graphql(desc = "Those after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the back, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Those before this cursor.")] before: Option<String>,
    ) -> Result<Option<Connection<Cursor, AuditEvent>>, Fault> {
        let asking = Asking::of(ctx)?;
        let wanted = Paging {
            first,
            after,
            last,
            before,
        }
        .read()?;
        let filter = filter.read()?;
        let act = asking.act()?;
        let conn = &mut *asking.db().await?;
        let found = Entry::page(conn, act, &filter, wanted).await?;
        let listed = connection::listed(found, |entry| (entry.key(), AuditEvent(entry)));
        Ok(Some(listed))
    }
}

impl AuditLogFilter {
    fn read(self) -> Result<Filter, Fault> {
        let kinds = match self.kind {
            Some(word) => Kinds::Only(
                EventKind::from_word(&word)
                    .ok_or_else(|| Fault::bad_input("`kind` is no kind of event."))?,
            ),
            None if self.everything => Kinds::All,
            None => Kinds::Deeds,
        };
        let ticket = self.ticket_id.map(|id| {
            GlobalId::ticket(&id)
                .ok_or_else(|| Fault::bad_input("`ticketId` is not the id of a ticket."))
        });
        Ok(Filter {
            kinds,
            actors: actors(self.user_id, self.api_key_id)?,
            ticket: ticket.transpose()?,
            from: self.from,
            until: self.until,
        })
    }
}

fn actors(person: Option<Snowflake>, key: Option<ID>) -> Result<Option<Actors>, Fault> {
    let key = key.map(|id| match GlobalId::parse(&id) {
        Some(GlobalId::ApiKey(key)) => Ok(key),
        _ => Err(Fault::bad_input("`apiKeyId` is not the id of an API key.")),
    });
    let (people, keys): (Vec<UserId>, Vec<ApiKeyId>) = match (person, key.transpose()?) {
        (None, None) => return Ok(None),
        (Some(_), Some(_)) => {
            let why = "Give `userId` or `apiKeyId`: nothing is done by both.";
            return Err(Fault::bad_input(why));
        }
        (person, key) => (
            person.map(Into::into).into_iter().collect(),
            key.into_iter().collect(),
        ),
    };
    Ok(Some(Actors { people, keys }))
}

impl Place for Key {
    fn write(&self) -> String {
        format!("{}:{}", self.at.timestamp_micros(), self.id)
    }

    fn read(text: &str) -> Option<Self> {
        let (micros, id) = text.split_once(':')?;
        let micros = micros.parse().ok().filter(|micros| *micros >= 0)?;
        Some(Self {
            at: DateTime::from_timestamp_micros(micros)?,
            id: id.parse().ok()?,
        })
    }
}
