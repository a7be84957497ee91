//! The page of one ticket: who asks, what was said, and the box to answer in.
//!
//! The header and the conversation are refreshed by live events. The composer and the closing form are only when the ticket was closed
//! or opened again, so that nothing half-typed is lost.

pub mod attachment;
pub mod closing;
pub mod composer;
pub mod conversation;
pub mod delivery;
pub mod export;
pub mod foot;
pub mod header;
pub mod member;
pub mod message;
pub mod own_reply;
pub mod presence;
pub mod reopening;
pub mod work;

use maud::{Markup, html};

use crate::layout::{self, Page, Place};
use crate::reader::Reader;

use composer::Composer;
use conversation::Conversation;
use foot::Foot;
use header::Header;
use member::Member;
use presence::Presence;

/// The page of one ticket.
pub struct Ticket {
    /// How the ticket stands.
    pub header: Header,
    /// Who asks.
    pub member: Member,
    /// Who else has it open.
    pub presence: Presence,
    /// What was said.
    pub conversation: Conversation,
    /// The box to answer in, and the form that closes it.
    pub foot: Foot,
}

/// The whole page of a ticket.
pub fn page(reader: &Reader, ticket: &Ticket) -> Markup {
    let header = &ticket.header;
    let title = format!("#{} {}", header.number, header.member.name);
    let page = Page {
        title: &title,
        reader,
        place: Place::Tickets,
        live: Some(format!("/live?ticket={}", header.number)),
    };
    layout::page(
        &page,
        html! {
            div.ticket {
                div.ticket-side {
                    (header::header(reader, header))
                    (foot::closing(reader, &ticket.foot))
                    (member::card(reader, &ticket.member))
                    (export::form(reader, header.number))
                }
                (conversation::conversation(reader, &ticket.conversation))
                div.ticket-foot {
                    (presence::presence(reader, &ticket.presence))
                    (foot::answering(reader, &ticket.foot))
                }
            }
        },
    )
}

/// The head of the page for a page whose foot was made when the ticket was in another state: with what is there now.
pub fn turned(reader: &Reader, header: &header::Header, foot: &Foot) -> Markup {
    html! {
        (header::header(reader, header))
        (foot::out_of_band(reader, foot))
    }
}

/// The answer to a message sent without leaving the page: an empty composer with a new submission,
/// which keeps the kind that was chosen, and the conversation with the message in it.
pub fn sent(reader: &Reader, composer: &Composer, conversation: &Conversation) -> Markup {
    html! {
        (composer::composer(reader, composer))
        (conversation::out_of_band(reader, conversation))
    }
}
