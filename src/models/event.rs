//! What happened, who did it, to what: appended by every verb, never changed. The database refuses both.

pub mod log;

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde_json::Value;

use crate::ids::{MessageId, TicketId};
use crate::models::actor::Act;
use crate::models::text_enum::text_enum;
use crate::schema::events;

/// The Postgres channel on which events are announced when their transaction commits.
pub const ANNOUNCEMENTS: &str = "rustmail_events";

text_enum! {
    /// The kind of an event.
    EventKind {
        /// A ticket was opened.
        TicketOpened = "ticket_opened",
        /// A ticket was closed.
        TicketClosed = "ticket_closed",
        /// Somebody took a ticket.
        TicketTaken = "ticket_taken",
        /// A ticket was let go: nobody has it now.
        TicketReleased = "ticket_released",
        /// A ticket was handed to somebody.
        TicketTransferred = "ticket_transferred",
        /// A ticket was moved to another category.
        TicketMoved = "ticket_moved",
        /// A ticket was given a label, or lost it.
        TicketRenamed = "ticket_renamed",
        /// A ticket became more or less urgent.
        PriorityChanged = "priority_changed",
        /// A ticket was marked with a tag.
        TicketTagged = "ticket_tagged",
        /// A ticket lost a tag.
        TicketUntagged = "ticket_untagged",
        /// A closed ticket was opened again.
        TicketReopened = "ticket_reopened",
        /// A member was kept from opening tickets.
        MemberBlocked = "member_blocked",
        /// A block was replaced by another one.
        BlockReplaced = "block_replaced",
        /// Why a block stands, or until when, was changed.
        BlockChanged = "block_changed",
        /// Somebody lifted a block.
        BlockLifted = "block_lifted",
        /// The time of a block was over.
        BlockExpired = "block_expired",
        /// A blocked member wrote, and was told that this opens no ticket.
        BlockedMemberWrote = "blocked_member_wrote",
        /// A ticket's channel was created, or has gone.
        ChannelChanged = "channel_changed",
        /// A closure was given a due time.
        ClosureScheduled = "closure_scheduled",
        /// A scheduled closure was called off.
        ClosureCancelled = "closure_cancelled",
        /// A message was added to a ticket.
        MessageAdded = "message_added",
        /// A message's text was changed.
        MessageEdited = "message_edited",
        /// A message was deleted by its author.
        MessageDeleted = "message_deleted",
        /// A message reached Discord, or was refused there.
        DeliveryChanged = "delivery_changed",
        /// A message that Discord did not take was put on its way again.
        DeliveryRetried = "delivery_retried",
        /// A message's file was copied into the object store, or could not be.
        AttachmentChanged = "attachment_changed",
        /// Somebody signed in to the panel.
        SignedIn = "signed_in",
        /// Somebody signed out of the panel.
        SignedOut = "signed_out",
        /// An API key was created.
        ApiKeyCreated = "api_key_created",
        /// An API key was revoked.
        ApiKeyRevoked = "api_key_revoked",
        /// An API key was deleted.
        ApiKeyDeleted = "api_key_deleted",
        /// The audit log was taken away as a table.
        LogExported = "log_exported",
        /// A permission was given.
        PermissionGranted = "permission_granted",
        /// A permission was taken back.
        PermissionRevoked = "permission_revoked",
        /// Somebody was signed out by somebody, or by themselves from another browser.
        SessionsEnded = "sessions_ended",
        /// Somebody opened a ticket to read it.
        TicketRead = "ticket_read",
        /// A job that had failed was put back to be tried again.
        JobRetried = "job_retried",
        /// A job that had failed was given up for good.
        JobGivenUp = "job_given_up",
        /// Settings were changed.
        SettingsChanged = "settings_changed",
        /// The settings went back to an earlier version.
        SettingsRolledBack = "settings_rolled_back",
        /// A secret in the configuration file was replaced.
        SecretReplaced = "secret_replaced",
        /// The bot was to connect to Discord.
        BotStarted = "bot_started",
        /// The bot was to leave Discord.
        BotStopped = "bot_stopped",
        /// The bot was to leave Discord and come back.
        BotRestarted = "bot_restarted",
        /// The bot's name or pictures were to change.
        ProfileChanged = "profile_changed",
        /// A maintenance began, or what members are told of it changed.
        MaintenanceBegun = "maintenance_begun",
        /// A maintenance ended.
        MaintenanceEnded = "maintenance_ended",
        /// A category was made.
        CategoryCreated = "category_created",
        /// A category was changed: its name, where its channels go, or who sees it.
        CategoryChanged = "category_changed",
        /// A category was put in another place among the others.
        CategoryMoved = "category_moved",
        /// A category was switched on.
        CategoryEnabled = "category_enabled",
        /// A category was switched off.
        CategoryDisabled = "category_disabled",
        /// A category was removed; its tickets stay in it.
        CategoryRemoved = "category_removed",
        /// A removed category was taken back into use.
        CategoryBroughtBack = "category_brought_back",
        /// A snippet was made.
        SnippetCreated = "snippet_created",
        /// A snippet got another key or another text.
        SnippetChanged = "snippet_changed",
        /// A snippet was removed.
        SnippetRemoved = "snippet_removed",
        /// A removed snippet was taken back into use.
        SnippetBroughtBack = "snippet_brought_back",
    }
}

/// What an event is about.
#[derive(Debug, Clone, Copy, Default)]
pub struct Subject {
    /// The ticket, if it is about one.
    pub ticket: Option<TicketId>,
    /// The message, if it is about one.
    pub message: Option<MessageId>,
}

impl Subject {
    /// An event about no ticket.
    pub const NONE: Self = Self {
        ticket: None,
        message: None,
    };

    /// An event about a ticket.
    pub fn ticket(ticket: TicketId) -> Self {
        Self {
            ticket: Some(ticket),
            message: None,
        }
    }

    /// An event about a message of a ticket.
    pub fn message(ticket: TicketId, message: MessageId) -> Self {
        Self {
            ticket: Some(ticket),
            message: Some(message),
        }
    }
}

/// Appends an event.
pub async fn record(
    conn: &mut AsyncPgConnection,
    act: &Act,
    kind: EventKind,
    subject: Subject,
) -> QueryResult<()> {
    record_with(
        conn,
        act,
        (kind, subject),
        Value::Object(serde_json::Map::new()),
    )
    .await
}

/// Appends an event with details.
pub async fn record_with(
    conn: &mut AsyncPgConnection,
    act: &Act,
    (kind, subject): (EventKind, Subject),
    details: Value,
) -> QueryResult<()> {
    diesel::insert_into(events::table)
        .values((
            events::at.eq(act.at),
            events::kind.eq(kind),
            events::actor_kind.eq(act.actor.kind()),
            events::actor_id.eq(act.actor.id()),
            events::actor_name.eq(act.actor.name()),
            events::ticket_id.eq(subject.ticket),
            events::message_id.eq(subject.message),
            events::details.eq(details),
        ))
        .execute(conn)
        .await?;
    Ok(())
}
