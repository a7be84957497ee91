//! What a page is told of, and what of all that happens concerns it.

use crate::announcements::{Announced, Announcement};
use crate::ids::TicketId;
use crate::models::actor::Staff;
use crate::models::event::EventKind;

/// What a page shows.
#[derive(Debug, Clone, Copy)]
pub(super) enum Shown {
    /// No ticket.
    Nothing,
    /// The list of tickets.
    List,
    /// One ticket.
    Ticket(TicketId),
}

/// What a page is to be told of.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct News {
    /// Something that the page shows has changed.
    pub changed: bool,
    /// Somebody came to the ticket, went, or began to write.
    pub company: bool,
    /// It has to be asked again who reads.
    pub access: bool,
}

/// What a page is told.
#[derive(Debug, Clone, Copy)]
pub(super) enum Signal {
    /// What it shows has changed.
    Changed,
    /// Somebody came, went, or began to write.
    Company,
    /// Its reader may do or see something else than before.
    Access,
}

impl News {
    pub(super) fn is_any(self) -> bool {
        self.changed || self.company || self.access
    }

    /// Notes what was announced, as far as it concerns a page that shows this to this reader.
    pub(super) fn note(&mut self, announcement: Announcement, shown: Shown, reader: &Staff) {
        match announcement {
            Announcement::Gap => {
                self.access = true;
                self.changed = !matches!(shown, Shown::Nothing);
                self.company = matches!(shown, Shown::Ticket(_));
            }
            Announcement::Access(whose) => {
                self.access |= whose.is_none_or(|whose| whose == reader.id);
            }
            Announcement::Event(event) if event.is_shown() => {
                self.note_event(event, shown, reader);
            }
            Announcement::Presence(present) => {
                let is_here = matches!(shown, Shown::Ticket(id) if id.0 == present.ticket_id);
                self.company |= present.is_new && is_here;
            }
            Announcement::Event(_) | Announcement::Job | Announcement::Standing => {}
        }
    }

    fn note_event(&mut self, event: Announced, shown: Shown, reader: &Staff) {
        let is_seen = reader.sight.sees(event.category_id);
        match shown {
            Shown::Nothing => {}
            // One that was moved out of the reader's sight is to disappear from the list.
            Shown::List => {
                let was_seen = event.kind == EventKind::TicketMoved
                    && reader.sight.sees(event.left_category_id);
                self.changed |= event.ticket_id.is_some() && (is_seen || was_seen);
            }
            Shown::Ticket(ticket) if event.ticket_id == Some(ticket.0) => {
                self.changed |= is_seen;
                // The ticket may have been moved out of the reader's sight.
                self.access |= !is_seen;
            }
            Shown::Ticket(_) => {}
        }
    }
}
