//! Who asks: the member's card, with the tickets that they had before.

use chrono::{DateTime, Utc};
use maud::{Markup, html};

use crate::avatar::{Avatar, avatar};
use crate::reader::Reader;
use crate::{address, time};

/// The member's card.
pub struct Member {
    /// The name that people know them by.
    pub name: String,
    /// The unique name on Discord.
    pub username: String,
    /// The Discord id.
    pub id: String,
    /// The address of their picture, if they have one.
    pub picture: Option<String>,
    /// Since when the account exists.
    pub account_created_at: DateTime<Utc>,
    /// How many other tickets they have that the reader sees.
    pub other_tickets: i64,
    /// The newest of those.
    pub tickets: Vec<OtherTicket>,
}

/// Another ticket of the member.
pub struct OtherTicket {
    /// Its number.
    pub number: i64,
    /// When it was opened.
    pub opened_at: DateTime<Utc>,
    /// When it was closed, if it was.
    pub closed_at: Option<DateTime<Utc>>,
    /// Why it was closed.
    pub reason: Option<String>,
}

/// The card, folded where there is little room; a script unfolds it where there is more.
pub fn card(reader: &Reader, member: &Member) -> Markup {
    let words = reader.words;
    let page = page(member);
    html! {
        details.member-card #member-card data-open-when-wide {
            summary {
                (avatar(&Avatar { name: member.name.clone(), address: member.picture.clone() }))
                span.member-card-name { (member.name) }
                span.member-card-count {
                    (words.with("card-other-tickets", &[("count", member.other_tickets.into())]))
                }
            }
            dl.member-card-facts {
                div {
                    dt { (words.text("card-member")) }
                    dd { a href=(page) { bdi { (member.name) } } }
                }
                div { dt { (words.text("card-username")) } dd { "@" (member.username) } }
                div { dt { (words.text("card-id")) } dd { code { (member.id) } } }
                div {
                    dt { (words.text("card-account")) }
                    dd { (time::ago(reader, member.account_created_at)) }
                }
            }
            (tickets(reader, member))
        }
    }
}

/// Where everything about the member is.
fn page(member: &Member) -> String {
    format!("/members/{}", member.id)
}

fn tickets(reader: &Reader, member: &Member) -> Markup {
    let words = reader.words;
    html! {
        @if !member.tickets.is_empty() {
            h2.member-card-heading { (words.text("card-tickets")) }
            ul.member-card-list {
                @for ticket in &member.tickets {
                    li {
                        a href=(address::ticket(ticket.number)) { "#" (ticket.number) } " "
                        @match ticket.closed_at {
                            Some(closed_at) => {
                                span.member-card-when { (words.text("card-closed")) " " (time::ago(reader, closed_at)) }
                            }
                            None => {
                                span.member-card-when { (words.text("card-opened")) " " (time::ago(reader, ticket.opened_at)) }
                            }
                        }
                        @if let Some(reason) = &ticket.reason { p.member-card-reason { (reason) } }
                    }
                }
            }
            // The one that is being read is theirs, too.
            p.member-card-all {
                a href=(page(member)) {
                    (words.with("card-all-tickets", &[("count", (member.other_tickets + 1).into())]))
                }
            }
        }
    }
}
