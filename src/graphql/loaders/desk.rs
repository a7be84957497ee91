//! What snippets and members bring along.

use std::collections::HashMap;

use async_graphql::dataloader::Loader;

use crate::error::Error;
use crate::graphql::fault::Fault;
use crate::graphql::loaders::Loaders;
use crate::ids::{MessageId, SnippetId, TicketId};
use crate::models::snippet::{Snippet, Version, using};
use crate::models::ticket::Ticket;

/// Everything that a snippet said, the latest version first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct VersionsOf(pub SnippetId);

/// The key of the snippet that a reply was made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct SnippetKeyOf(pub MessageId);

impl Loader<VersionsOf> for Loaders {
    type Value = Vec<Version>;
    type Error = Fault;

    async fn load(&self, keys: &[VersionsOf]) -> Result<HashMap<VersionsOf, Vec<Version>>, Fault> {
        let ids: Vec<SnippetId> = keys.iter().map(|key| key.0).collect();
        let found = Snippet::versions_of_all(&mut *self.lending.db().await?, &ids)
            .await
            .map_err(Error::from)?;
        let mut groups: HashMap<VersionsOf, Vec<Version>> = HashMap::new();
        for version in found {
            let key = VersionsOf(version.snippet_id);
            groups.entry(key).or_default().push(version);
        }
        Ok(groups)
    }
}

/// Snippets whose ids whoever asks has been given.
impl Loader<SnippetId> for Loaders {
    type Value = Snippet;
    type Error = Fault;

    async fn load(&self, keys: &[SnippetId]) -> Result<HashMap<SnippetId, Snippet>, Fault> {
        let found = Snippet::get_all(&mut *self.lending.db().await?, keys)
            .await
            .map_err(Error::from)?;
        Ok(found
            .into_iter()
            .map(|snippet| (snippet.id, snippet))
            .collect())
    }
}

impl Loader<SnippetKeyOf> for Loaders {
    type Value = String;
    type Error = Fault;

    async fn load(&self, keys: &[SnippetKeyOf]) -> Result<HashMap<SnippetKeyOf, String>, Fault> {
        let ids: Vec<MessageId> = keys.iter().map(|key| key.0).collect();
        let found = using::keys_of(&mut *self.lending.db().await?, &ids)
            .await
            .map_err(Error::from)?;
        Ok(found
            .into_iter()
            .map(|(id, key)| (SnippetKeyOf(id), key))
            .collect())
    }
}

/// Tickets whose ids whoever asks has been given: they see them.
impl Loader<TicketId> for Loaders {
    type Value = Ticket;
    type Error = Fault;

    async fn load(&self, keys: &[TicketId]) -> Result<HashMap<TicketId, Ticket>, Fault> {
        let found = Ticket::get_all(&mut *self.lending.db().await?, keys)
            .await
            .map_err(Error::from)?;
        Ok(found
            .into_iter()
            .map(|ticket| (ticket.id, ticket))
            .collect())
    }
}
