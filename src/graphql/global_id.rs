//! Ids of the API: opaque to whoever holds them, and marked with the kind of thing, so that a message's id is never taken for a
//! ticket's.

use async_graphql::ID;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::ids::{
    ApiKeyId, AttachmentId, BlockId, CategoryId, ClosureId, EventId, GrantId, JobId, MessageId,
    SavedViewId, SessionId, SnippetId, TicketId,
};

/// The thing that an id names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GlobalId {
    /// A ticket.
    Ticket(TicketId),
    /// A message.
    Message(MessageId),
    /// A file of a message.
    Attachment(AttachmentId),
    /// A category.
    Category(CategoryId),
    /// A block.
    Block(BlockId),
    /// The closing of a ticket.
    Closure(ClosureId),
    /// A snippet.
    Snippet(SnippetId),
    /// A list of tickets that somebody has saved.
    SavedView(SavedViewId),
    /// An API key.
    ApiKey(ApiKeyId),
    /// A permission given to somebody.
    Grant(GrantId),
    /// A browser that is signed in.
    Session(SessionId),
    /// Something that happened.
    Event(EventId),
    /// Something that failed.
    FailedJob(JobId),
}

impl GlobalId {
    /// The thing that `id` names; `None` when it is no id of ours.
    pub fn parse(id: &ID) -> Option<Self> {
        let decoded = URL_SAFE_NO_PAD.decode(id.as_bytes()).ok()?;
        let decoded = String::from_utf8(decoded).ok()?;
        let (kind, number) = decoded.split_once(':')?;
        match kind {
            "ticket" => number.parse().ok().map(Self::Ticket),
            "message" => number.parse().ok().map(Self::Message),
            "attachment" => number.parse().ok().map(Self::Attachment),
            "category" => number.parse().ok().map(Self::Category),
            "block" => number.parse().ok().map(Self::Block),
            "closure" => number.parse().ok().map(Self::Closure),
            "snippet" => number.parse().ok().map(Self::Snippet),
            "saved_view" => number.parse().ok().map(Self::SavedView),
            "api_key" => number.parse().ok().map(Self::ApiKey),
            "grant" => number.parse().ok().map(Self::Grant),
            "session" => number.parse().ok().map(Self::Session),
            "event" => number.parse().ok().map(Self::Event),
            "failed_job" => number.parse().ok().map(Self::FailedJob),
            _ => None,
        }
    }

    /// The ticket that `id` names; `None` when it names anything else, or nothing.
    pub fn ticket(id: &ID) -> Option<TicketId> {
        match Self::parse(id) {
            Some(Self::Ticket(ticket)) => Some(ticket),
            _ => None,
        }
    }

    /// The message that `id` names; `None` when it names anything else, or nothing.
    pub fn message(id: &ID) -> Option<MessageId> {
        match Self::parse(id) {
            Some(Self::Message(message)) => Some(message),
            _ => None,
        }
    }

    /// The category that `id` names; `None` when it names anything else, or nothing.
    pub fn category(id: &ID) -> Option<CategoryId> {
        match Self::parse(id) {
            Some(Self::Category(category)) => Some(category),
            _ => None,
        }
    }

    /// The snippet that `id` names; `None` when it names anything else, or nothing.
    pub fn snippet(id: &ID) -> Option<SnippetId> {
        match Self::parse(id) {
            Some(Self::Snippet(snippet)) => Some(snippet),
            _ => None,
        }
    }

    /// The saved view that `id` names; `None` when it names anything else, or nothing.
    pub fn saved_view(id: &ID) -> Option<SavedViewId> {
        match Self::parse(id) {
            Some(Self::SavedView(view)) => Some(view),
            _ => None,
        }
    }

    /// The closure that `id` names; `None` when it names anything else, or nothing.
    pub fn closure(id: &ID) -> Option<ClosureId> {
        match Self::parse(id) {
            Some(Self::Closure(closure)) => Some(closure),
            _ => None,
        }
    }

    /// The block that `id` names; `None` when it names anything else, or nothing.
    pub fn block(id: &ID) -> Option<BlockId> {
        match Self::parse(id) {
            Some(Self::Block(block)) => Some(block),
            _ => None,
        }
    }
}

impl From<GlobalId> for ID {
    fn from(id: GlobalId) -> Self {
        let text = match id {
            GlobalId::Ticket(id) => format!("ticket:{id}"),
            GlobalId::Message(id) => format!("message:{id}"),
            GlobalId::Attachment(id) => format!("attachment:{id}"),
            GlobalId::Category(id) => format!("category:{id}"),
            GlobalId::Block(id) => format!("block:{id}"),
            GlobalId::Closure(id) => format!("closure:{id}"),
            GlobalId::Snippet(id) => format!("snippet:{id}"),
            GlobalId::SavedView(id) => format!("saved_view:{id}"),
            GlobalId::ApiKey(id) => format!("api_key:{id}"),
            GlobalId::Grant(id) => format!("grant:{id}"),
            GlobalId::Session(id) => format!("session:{id}"),
            GlobalId::Event(id) => format!("event:{id}"),
            GlobalId::FailedJob(id) => format!("failed_job:{id}"),
        };
        Self(URL_SAFE_NO_PAD.encode(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_names_what_it_was_made_for_and_nothing_else() {
        let id = ID::from(GlobalId::Message(MessageId(7)));
        assert_eq!(GlobalId::parse(&id), Some(GlobalId::Message(MessageId(7))));
        assert_eq!(GlobalId::ticket(&id), None);
        let forged = [
            "",
            "7",
            "ticket:7",
            "dGlja2V0Oi0x",
            "dGlja2V0OjA",
            "bWVtYmVyOjc",
            "\u{fffd}",
        ];
        for text in forged {
            assert_eq!(
                GlobalId::parse(&ID::from(text)),
                None,
                "{text:?} was taken for an id"
            );
        }
    }
}
