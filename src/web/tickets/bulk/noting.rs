//! What came of each of several tickets, brought together.

use views::tickets::bulk::{Act, Outcome, Unable};
use words::Words;

use crate::error::{Error, Refusal};
use crate::ids::TicketId;
use crate::refusal_words::sentence;
use crate::web::failure::Failure;

/// What came of the tickets so far.
pub(super) struct Done {
    /// What is told of it.
    pub(super) outcome: Outcome,
    /// The tickets that something changed.
    pub(super) changed: Vec<TicketId>,
}

impl Done {
    /// Nothing so far.
    pub(super) fn nothing(act: Act) -> Self {
        Self {
            outcome: Outcome {
                act,
                ..Outcome::default()
            },
            changed: Vec::new(),
        }
    }

    /// Notes what came of one ticket: whether anything changed, or why not. What would fail for all that are left as well ends it; but
    /// when something has been done already, that is told rather than the failure alone.
    pub(super) fn note<I>(
        &mut self,
        words: &Words,
        (ticket, left): (TicketId, &mut I),
        result: Result<bool, Error>,
    ) -> Result<(), Failure>
    where
        I: Iterator<Item = TicketId>,
    {
        let outcome = &mut self.outcome;
        let error = match result {
            Ok(is_change) => {
                outcome.done.push(ticket.0);
                self.changed.extend(is_change.then_some(ticket));
                return Ok(());
            }
            Err(Error::Refused(Refusal::AlreadyClosed)) => {
                outcome.already.push(ticket.0);
                return Ok(());
            }
            Err(error) => error,
        };
        let is_of_all = !matches!(&error, Error::Refused(refusal) if is_of_one(refusal));
        if is_of_all && outcome.done.is_empty() {
            return Err(Failure(error));
        }
        let why = match &error {
            Error::Refused(refusal) => sentence(words, refusal),
            Error::Internal(_) => words.text("failure-internal").into_owned(),
        };
        unable(outcome, why, ticket);
        if is_of_all {
            if let Some(unable) = outcome.unable.last_mut() {
                unable.tickets.extend(left.map(|ticket| ticket.0));
            }
            if let Error::Internal(error) = error {
                tracing::error!(%ticket, error = %format_args!("{error:#}"), "something done to several tickets was broken off");
            }
        }
        Ok(())
    }
}

/// Puts a ticket beside those for which the same stood in the way, and those last.
fn unable(outcome: &mut Outcome, why: String, ticket: TicketId) {
    let known = outcome.unable.iter().position(|known| known.why == why);
    let mut unable = match known {
        Some(known) => outcome.unable.remove(known),
        None => Unable {
            why,
            tickets: Vec::new(),
        },
    };
    unable.tickets.push(ticket.0);
    outcome.unable.push(unable);
}

/// Whether a refusal is about one ticket, and says nothing about the others.
fn is_of_one(refusal: &Refusal) -> bool {
    !matches!(refusal, Refusal::Forbidden(_) | Refusal::TooLong { .. })
}
