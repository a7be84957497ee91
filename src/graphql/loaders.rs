//! What is fetched for many things at once, so that a page costs the same number of queries whatever is on it.
//!
//! Nothing is kept from one batch to the next: after a mutation, the same request sees what has changed.

pub mod desk;
pub mod work;

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::dataloader::Loader;
use diesel_async::AsyncPgConnection;

use crate::error::Error;
use crate::graphql::fault::Fault;
use crate::graphql::lending::Lending;
use crate::ids::{MessageId, TicketId, UserId};
use crate::models::actor::Act;
use crate::models::attachment::Attachment;
use crate::models::closure::Closure;
use crate::models::delivery::Delivery;
use crate::models::listing::{Listing, Page};
use crate::models::message::changing::Revision;
use crate::models::message::{Message, conversation};
use crate::models::ticket::{Ticket, summary};
use crate::models::user::User;

/// Fetches for many at once.
pub struct Loaders {
    lending: Lending,
    act: Option<Act>,
}

impl Loaders {
    /// Loaders for one request by `act`'s actor, or by nobody in particular.
    pub fn new(lending: Lending, act: Option<Act>) -> Self {
        Self { lending, act }
    }

    async fn note_reading(
        &self,
        conn: &mut AsyncPgConnection,
        tickets: &[TicketId],
    ) -> Result<(), Fault> {
        let Some(act) = &self.act else {
            return Ok(());
        };
        let noted = Ticket::note_reading(conn, act, tickets).await;
        Ok(noted.map_err(Error::from)?)
    }
}

/// The last message of a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct LastMessageOf(pub TicketId);

/// The closures of a ticket that were not called off, oldest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ClosuresOf(pub TicketId);

/// A page of a ticket's messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct MessagesOf {
    /// The ticket.
    pub ticket: TicketId,
    /// Which page.
    pub page: Page<MessageId>,
    /// The most messages of the page.
    pub most: i64,
}

/// What became of a message on its way to Discord.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DeliveriesOf(pub MessageId);

/// The files of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct AttachmentsOf(pub MessageId);

/// What a message said before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct RevisionsOf(pub MessageId);

impl Loader<UserId> for Loaders {
    type Value = User;
    type Error = Fault;

    async fn load(&self, keys: &[UserId]) -> Result<HashMap<UserId, User>, Fault> {
        let found = User::find_all(&mut *self.lending.db().await?, keys)
            .await
            .map_err(Error::from)?;
        Ok(found.into_iter().map(|user| (user.id, user)).collect())
    }
}

impl Loader<MessageId> for Loaders {
    type Value = Message;
    type Error = Fault;

    async fn load(&self, keys: &[MessageId]) -> Result<HashMap<MessageId, Message>, Fault> {
        let conn = &mut self.lending.db().await?;
        let found = conversation::find_all(conn, keys).await;
        Ok(found.map_err(Error::from)?)
    }
}

impl Loader<LastMessageOf> for Loaders {
    type Value = Message;
    type Error = Fault;

    async fn load(&self, keys: &[LastMessageOf]) -> Result<HashMap<LastMessageOf, Message>, Fault> {
        let ids: Vec<TicketId> = keys.iter().map(|key| key.0).collect();
        let conn = &mut *self.lending.db().await?;
        let found = summary::last_messages(conn, &ids)
            .await
            .map_err(Error::from)?;
        let read: Vec<TicketId> = found.keys().copied().collect();
        self.note_reading(conn, &read).await?;
        Ok(found
            .into_iter()
            .map(|(id, message)| (LastMessageOf(id), message))
            .collect())
    }
}

impl Loader<ClosuresOf> for Loaders {
    type Value = Vec<Closure>;
    type Error = Fault;

    async fn load(&self, keys: &[ClosuresOf]) -> Result<HashMap<ClosuresOf, Vec<Closure>>, Fault> {
        let ids: Vec<TicketId> = keys.iter().map(|key| key.0).collect();
        let found = Closure::standing_for_all(&mut *self.lending.db().await?, &ids)
            .await
            .map_err(Error::from)?;
        let mut groups: HashMap<ClosuresOf, Vec<Closure>> = HashMap::new();
        for closure in found {
            groups
                .entry(ClosuresOf(closure.ticket_id))
                .or_default()
                .push(closure);
        }
        Ok(groups)
    }
}

impl Loader<MessagesOf> for Loaders {
    type Value = Arc<Listing<Message>>;
    type Error = Fault;

    async fn load(
        &self,
        keys: &[MessagesOf],
    ) -> Result<HashMap<MessagesOf, Arc<Listing<Message>>>, Fault> {
        let mut pages = HashMap::new();
        let mut tickets: HashMap<(Page<MessageId>, i64), Vec<TicketId>> = HashMap::new();
        for key in keys {
            tickets
                .entry((key.page, key.most))
                .or_default()
                .push(key.ticket);
        }
        let conn = &mut *self.lending.db().await?;
        let read: Vec<TicketId> = keys.iter().map(|key| key.ticket).collect();
        self.note_reading(conn, &read).await?;
        for ((page, most), tickets) in tickets {
            let found = Message::pages(conn, &tickets, (page, most))
                .await
                .map_err(Error::from)?;
            let key = |ticket| MessagesOf { ticket, page, most };
            pages.extend(
                found
                    .into_iter()
                    .map(|(ticket, listing)| (key(ticket), Arc::new(listing))),
            );
        }
        Ok(pages)
    }
}

impl Loader<DeliveriesOf> for Loaders {
    type Value = Vec<Delivery>;
    type Error = Fault;

    async fn load(
        &self,
        keys: &[DeliveriesOf],
    ) -> Result<HashMap<DeliveriesOf, Vec<Delivery>>, Fault> {
        let ids: Vec<MessageId> = keys.iter().map(|key| key.0).collect();
        let found = conversation::deliveries_of(&mut *self.lending.db().await?, &ids)
            .await
            .map_err(Error::from)?;
        Ok(found
            .into_iter()
            .map(|(id, rows)| (DeliveriesOf(id), rows))
            .collect())
    }
}

impl Loader<AttachmentsOf> for Loaders {
    type Value = Vec<Attachment>;
    type Error = Fault;

    async fn load(
        &self,
        keys: &[AttachmentsOf],
    ) -> Result<HashMap<AttachmentsOf, Vec<Attachment>>, Fault> {
        let ids: Vec<MessageId> = keys.iter().map(|key| key.0).collect();
        let found = conversation::attachments_of(&mut *self.lending.db().await?, &ids)
            .await
            .map_err(Error::from)?;
        Ok(found
            .into_iter()
            .map(|(id, rows)| (AttachmentsOf(id), rows))
            .collect())
    }
}

/// How many of its earlier texts are given for a message.
const MOST_REVISIONS: i64 = 100;

impl Loader<RevisionsOf> for Loaders {
    type Value = Vec<Revision>;
    type Error = Fault;

    async fn load(
        &self,
        keys: &[RevisionsOf],
    ) -> Result<HashMap<RevisionsOf, Vec<Revision>>, Fault> {
        let ids: Vec<MessageId> = keys.iter().map(|key| key.0).collect();
        let found =
            conversation::revisions_of(&mut *self.lending.db().await?, &ids, MOST_REVISIONS)
                .await
                .map_err(Error::from)?;
        Ok(found
            .into_iter()
            .map(|(id, rows)| (RevisionsOf(id), rows))
            .collect())
    }
}
