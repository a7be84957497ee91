//! Comparing what a ticket says of itself with what happened in it.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Integer, Text};
use diesel_async::{AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection as _};

use crate::error::Error;
use crate::ids::TicketId;
use crate::models::text_enum::text_enum;

/// The most flaws that are looked for.
const MOST_FLAWS: i32 = 1_000;

text_enum! {
    /// What can be wrong with a ticket.
    Flaw {
        /// It says of another reply that it was the first.
        FirstReply = "first_reply",
        /// It says that somebody else closed it.
        Closer = "closer",
        /// The next number would be one that a reply has.
        LastNumber = "last_number",
        /// It is closed, but nothing says how.
        NoClosure = "no_closure",
        /// A message is said to be on its way, but nothing carries it.
        Stranded = "stranded",
    }
}

/// A ticket with something wrong.
#[derive(Debug, Clone, PartialEq, Eq, QueryableByName)]
pub struct Flawed {
    /// The ticket.
    #[diesel(sql_type = BigInt)]
    pub ticket_id: TicketId,
    /// What is wrong.
    #[diesel(sql_type = Text)]
    pub flaw: Flaw,
}

impl std::fmt::Display for Flawed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let what = match self.flaw {
            Flaw::FirstReply => "does not name the first reply of a person as such",
            Flaw::Closer => "does not name whoever closed it",
            Flaw::LastNumber => "has a reply with a higher number than it knows of",
            Flaw::NoClosure => "is closed, but nothing says how that happened",
            Flaw::Stranded => "has a message that is said to be on its way, but nothing carries it",
        };
        write!(f, "Ticket #{} {what}.", self.ticket_id)
    }
}

/// Every ticket with something wrong, up to a thousand of them.
pub async fn flaws(conn: &mut AsyncPgConnection) -> Result<Vec<Flawed>, Error> {
    let found = diesel::sql_query(format!("WITH {TRUTH} {FLAWS}"))
        .bind::<Integer, _>(MOST_FLAWS)
        .load(conn);
    Ok(found.await?)
}

/// Puts right what follows from other rows: the first reply, who closed it, the last number. Where no closure says who closed a
/// ticket, what the ticket says is all that is known, and stays.
pub async fn mend(conn: &mut AsyncPgConnection) -> Result<(), Error> {
    conn.batch_execute(&format!("WITH {TRUTH} {MEND}")).await?;
    Ok(())
}

/// What each ticket should say, from its messages and closures.
const TRUTH: &str = "
    said AS (
        SELECT ticket_id, max(number) AS last_number FROM messages WHERE kind = 'reply' GROUP BY ticket_id
    ),
    answered AS (
        SELECT DISTINCT ON (ticket_id) ticket_id, author_id, created_at
          FROM messages
         WHERE kind = 'reply' AND author_id IS NOT NULL
         ORDER BY ticket_id, number
    ),
    concluded AS (
        SELECT DISTINCT ON (ticket_id) ticket_id, CASE actor_kind WHEN 'staff' THEN actor_id END AS closer
          FROM closures
         WHERE done_at IS NOT NULL
         ORDER BY ticket_id, id DESC
    ),
    truth AS (
        SELECT tickets.id,
               greatest(answered.created_at, tickets.opened_at) AS first_reply_at,
               answered.author_id AS first_reply_by,
               CASE WHEN closed_at IS NOT NULL THEN concluded.closer END AS closed_by,
               coalesce(said.last_number, 0) AS last_number,
               answered.ticket_id IS NOT NULL AS is_answered,
               closed_at IS NULL OR concluded.ticket_id IS NOT NULL AS has_closure
          FROM tickets
          LEFT JOIN said ON said.ticket_id = tickets.id
          LEFT JOIN answered ON answered.ticket_id = tickets.id
          LEFT JOIN concluded ON concluded.ticket_id = tickets.id
    )";

const FLAWS: &str = "
    SELECT tickets.id AS ticket_id, wrong.flaw
      FROM tickets JOIN truth USING (id)
     CROSS JOIN LATERAL (VALUES
         ('first_reply', CASE WHEN is_answered
             THEN (tickets.first_reply_at, tickets.first_reply_by)
                  IS DISTINCT FROM (truth.first_reply_at, truth.first_reply_by)
             ELSE tickets.first_reply_at IS NOT NULL END),
         ('closer', tickets.closed_by IS DISTINCT FROM truth.closed_by AND has_closure),
         ('last_number', tickets.last_number < truth.last_number),
         ('no_closure', NOT has_closure)
     ) AS wrong (flaw, is_so)
     WHERE wrong.is_so
    UNION ALL
    SELECT messages.ticket_id, 'stranded'
      FROM deliveries JOIN messages ON messages.id = deliveries.message_id
     WHERE deliveries.state = 'queued'
       AND NOT EXISTS (
           SELECT FROM outbox
            WHERE outbox.failed_at IS NULL
              AND outbox.job ->> 'job' = CASE deliveries.side WHEN 'dm' THEN 'deliver_to_dm' ELSE 'copy_to_channel' END
              AND (outbox.job ->> 'message')::bigint = messages.id
       )
     ORDER BY 1, 2
     LIMIT $1";

const MEND: &str = "
    UPDATE tickets
       SET first_reply_at = CASE WHEN is_answered THEN truth.first_reply_at END,
           first_reply_by = truth.first_reply_by,
           closed_by = CASE WHEN has_closure THEN truth.closed_by ELSE tickets.closed_by END,
           last_number = greatest(tickets.last_number, truth.last_number)
      FROM truth
     WHERE truth.id = tickets.id
       AND (CASE WHEN is_answered THEN truth.first_reply_at END, truth.first_reply_by,
            CASE WHEN has_closure THEN truth.closed_by ELSE tickets.closed_by END)
           IS DISTINCT FROM (tickets.first_reply_at, tickets.first_reply_by, tickets.closed_by)
        OR truth.id = tickets.id AND tickets.last_number < truth.last_number";
