//! What is said in a ticket's channel of what happened to the ticket.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::ids::{MessageId, UserId};
use crate::models::ticket::Priority;

/// A sentence in the ticket's channel that is no message of the ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "notice", rename_all = "snake_case")]
pub enum Notice {
    /// The ticket will close at a time.
    ClosureScheduled {
        /// When.
        due_at: DateTime<Utc>,
        /// Who asked for it.
        by: String,
    },
    /// The ticket was closed, and the channel stays for a while.
    Closed {
        /// By whom.
        by: String,
        /// When the channel goes.
        due_at: DateTime<Utc>,
    },
    /// Staff cancelled the scheduled closure.
    ClosureCancelled {
        /// Who.
        by: String,
    },
    /// The member wrote, which cancelled the scheduled closure.
    ClosureOverruled,
    /// Somebody has taken the ticket.
    Taken {
        /// Who.
        by: String,
    },
    /// The ticket was let go.
    Released {
        /// By whom.
        by: String,
    },
    /// The ticket was handed to somebody, who is called to the channel.
    Transferred {
        /// By whom.
        by: String,
        /// To whom.
        to: UserId,
    },
    /// The ticket was moved to a category, or out of every one.
    Moved {
        /// By whom.
        by: String,
        /// What the category is called.
        category: Option<String>,
    },
    /// There was no room for the channel in the category of the staff server.
    CategoryFull,
    /// Discord refused to move or rename the channel.
    ChannelNotChanged {
        /// Discord's reason.
        why: String,
    },
    /// The ticket was given a label, or lost it.
    Renamed {
        /// By whom.
        by: String,
        /// The label.
        label: Option<String>,
    },
    /// The ticket became more or less urgent.
    Prioritised {
        /// By whom.
        by: String,
        /// How urgent it is now.
        priority: Priority,
    },
    /// The ticket was marked with a tag.
    Tagged {
        /// By whom.
        by: String,
        /// The tag.
        tag: String,
    },
    /// A tag was taken off the ticket.
    Untagged {
        /// By whom.
        by: String,
        /// The tag.
        tag: String,
    },
    /// Whoever had the ticket does not see it any more, and so has it no more.
    OutOfSight {
        /// Who had it.
        who: String,
    },
    /// The ticket was opened again.
    Reopened {
        /// By whom.
        by: String,
    },
    /// The member was kept from opening tickets.
    MemberBlocked {
        /// By whom.
        by: String,
        /// Until when; for good when there is no time.
        until: Option<DateTime<Utc>>,
    },
    /// The member may open tickets again.
    MemberUnblocked {
        /// By whom; by nobody when the time of the block was over.
        by: Option<String>,
    },
    /// A reply or a notice did not reach the member.
    NotDelivered {
        /// Which message.
        message: MessageId,
    },
}
