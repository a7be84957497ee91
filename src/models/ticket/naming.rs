//! What staff call a ticket, and how urgent they say it is.

use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use serde_json::json;

use crate::direction_marks;
use crate::error::{Error, Refusal};
use crate::ids::TicketId;
use crate::models::actor::Act;
use crate::models::effect::{Change, Effect};
use crate::models::event::{self, EventKind, Subject};
use crate::models::permission::Permission;
use crate::models::ticket::replying::check_characters;
use crate::models::ticket::{Priority, Ticket};
use crate::outbox::{self, Job, Notice};
use crate::schema::tickets;

/// The most characters of a label; with the ticket's number behind it, it has to fit into the name of a channel.
pub const LONGEST_LABEL: usize = 60;

impl Ticket {
    /// Gives a ticket a label, which its channel is called by, or takes the label away. The same label again changes nothing.
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ManageTickets`], a label over [`LONGEST_LABEL`] characters, and when the label is none from which it
    /// is to be changed.
    pub async fn rename(
        conn: &mut AsyncPgConnection,
        act: &Act,
        ticket: TicketId,
        change: impl Into<Change<Option<&str>>>,
    ) -> Result<Effect<Self>, Error> {
        act.actor.require(Permission::ManageTickets)?;
        let change: Change<Option<&str>> = change.into();
        let label = change.to.map(read_label).transpose()?.flatten();
        conn.transaction(async |conn| {
            let ticket = Self::lock_for(conn, act, ticket).await?;
            if ticket.label == label {
                return Ok(Effect::none(ticket));
            }
            change.check(&ticket.label.as_deref())?;
            let details = json!({ "from": ticket.label, "to": label });
            let subject = (EventKind::TicketRenamed, Subject::ticket(ticket.id));
            event::record_with(conn, act, subject, details).await?;
            let renamed: Self = diesel::update(&ticket)
                .set(tickets::label.eq(&label))
                .returning(Self::as_returning())
                .get_result(conn)
                .await?;
            if !renamed.is_closed() {
                let job = Job::RenameChannel { ticket: renamed.id };
                outbox::enqueue_beside(conn, renamed.id, &job, act.at).await?;
                let by = act.actor.name().to_owned();
                let notice = Notice::Renamed { by, label };
                renamed.announce(conn, act.at, notice).await?;
            }
            Ok(Effect::change(ticket, renamed))
        })
        .await
    }

    /// Says how urgent an open ticket is. Saying it again changes nothing.
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ManageTickets`], in a closed ticket, and when the priority is none from which it is to be changed.
    pub async fn prioritise(
        conn: &mut AsyncPgConnection,
        act: &Act,
        ticket: TicketId,
        change: impl Into<Change<Priority>>,
    ) -> Result<Effect<Self>, Error> {
        act.actor.require(Permission::ManageTickets)?;
        let change: Change<Priority> = change.into();
        let priority = change.to;
        conn.transaction(async |conn| {
            let ticket = Self::lock_open_for(conn, act, ticket).await?;
            if ticket.priority == priority {
                return Ok(Effect::none(ticket));
            }
            change.check(&ticket.priority)?;
            let details = json!({ "from": ticket.priority, "to": priority });
            let subject = (EventKind::PriorityChanged, Subject::ticket(ticket.id));
            event::record_with(conn, act, subject, details).await?;
            let by = act.actor.name().to_owned();
            let notice = Notice::Prioritised { by, priority };
            ticket.announce(conn, act.at, notice).await?;
            let ranked = diesel::update(&ticket)
                .set(tickets::priority.eq(priority))
                .returning(Self::as_returning())
                .get_result(conn)
                .await?;
            Ok(Effect::change(ticket, ranked))
        })
        .await
    }
}

/// A label on one line, without what only surrounds it; nothing when nothing is left.
fn read_label(typed: &str) -> Result<Option<String>, Refusal> {
    check_characters("label", typed)?;
    let typed = direction_marks::without(typed);
    let words: Vec<&str> = typed.split_whitespace().collect();
    let label: String = words
        .join(" ")
        .chars()
        .filter(|letter| !letter.is_control())
        .collect();
    let length = label.chars().count();
    if length > LONGEST_LABEL {
        let limit = LONGEST_LABEL;
        return Err(Refusal::TooLong { limit, length });
    }
    Ok(Some(label).filter(|label| !label.is_empty()))
}
