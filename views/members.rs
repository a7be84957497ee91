//! Members: the people who are helped, found by name, and the page of one.

mod page;

pub use page::{MemberPage, Membership, PastBlock, PastTicket, Standing, member_page, membership};

use chrono::{DateTime, Utc};
use maud::{Markup, html};

use crate::avatar::{Avatar, avatar};
use crate::layout::{self, Page, Place};
use crate::reader::Reader;
use crate::search::{Piece, marked};
use crate::{address, time};

/// The list of members.
pub struct Members {
    /// What is searched for, as it was typed.
    pub search: String,
    /// The members, the latest contact first.
    pub rows: Vec<Member>,
    /// The place from which the list goes on, if it does.
    pub more: Option<String>,
    /// The place before which the list begins, if this is not its beginning.
    pub back: Option<String>,
}

/// Somebody who is helped.
pub struct Member {
    /// The account.
    pub id: i64,
    /// The name to show.
    pub name: String,
    /// The unique name.
    pub username: String,
    /// Both names with what was looked for; nothing when nobody is looked for.
    pub found: Option<(Vec<Piece>, Vec<Piece>)>,
    /// Where their picture is, on this host.
    pub picture: Option<String>,
    /// When something was last said in one of the tickets.
    pub last_contact_at: Option<DateTime<Utc>>,
    /// How many tickets there are.
    pub tickets: i64,
    /// The open ticket.
    pub open_ticket: Option<i64>,
    /// Whether they may not open tickets.
    pub is_blocked: bool,
}

/// The address of a member's page.
pub fn member_address(id: i64) -> String {
    format!("/members/{id}")
}

/// The whole page of the list.
pub fn page(reader: &Reader, members: &Members) -> Markup {
    let words = reader.words;
    let title = words.text("members-title");
    let page = Page {
        title: &title,
        reader,
        place: Place::Members,
        live: None,
    };
    layout::page(
        &page,
        html! {
            header.page-head {
                h1 { (title) }
                (search(reader, members))
            }
            (list(reader, members))
        },
    )
}

/// The list itself, which is swapped while somebody types whom they look for.
pub fn list(reader: &Reader, members: &Members) -> Markup {
    html! {
        div #members data-address=(address::with_query("/members", &[("q", &members.search)])) {
            @if members.rows.is_empty() {
                (nothing(reader, members))
            } @else {
                ul.member-list { @for member in &members.rows { (row(reader, member)) } }
            }
            (paging(reader, members))
        }
    }
}

fn paging(reader: &Reader, members: &Members) -> Markup {
    let words = reader.words;
    html! {
        @if members.back.is_some() || members.more.is_some() {
            nav.paging aria-label=(words.text("paging")) {
                @if let Some(back) = &members.back {
                    a.button rel="prev" href=(address::with_query("/members", &[("before", back)])) {
                        (words.text("members-back"))
                    }
                }
                @if let Some(more) = &members.more {
                    a.button rel="next" href=(address::with_query("/members", &[("after", more)])) {
                        (words.text("members-more"))
                    }
                }
            }
        }
    }
}

fn picture(member: &Member) -> Markup {
    avatar(&Avatar {
        name: member.name.clone(),
        address: member.picture.clone(),
    })
}

fn search(reader: &Reader, members: &Members) -> Markup {
    let words = reader.words;
    html! {
        search {
            form.search method="get" action="/members" data-hx-get="/members" data-hx-trigger="input delay:200ms"
                data-hx-target="#members" data-hx-swap="outerHTML" {
                label.hidden for="member-search" { (words.text("members-search")) }
                input #member-search type="search" name="q" value=(members.search) maxlength="100" dir="auto"
                    placeholder=(words.text("members-search")) autocomplete="off";
                button type="submit" { (words.text("members-search-apply")) }
            }
        }
    }
}

fn row(reader: &Reader, member: &Member) -> Markup {
    let words = reader.words;
    html! {
        li.member-row id=(address::element_id("member", member.id)) {
            (picture(member))
            a.member-link href=(member_address(member.id)) {
                @match &member.found {
                    Some((name, username)) => {
                        span.member-name { (marked(name)) } " " span.member-username { "@" (marked(username)) }
                    }
                    None => {
                        span.member-name { (member.name) } " " span.member-username { "@" (member.username) }
                    }
                }
            }
            p.member-facts {
                @if member.is_blocked { span.mark.mark-deleted { (words.text("member-blocked")) } }
                @if let Some(ticket) = member.open_ticket {
                    a.mark.mark-open href=(address::ticket(ticket)) {
                        (words.with("member-open-ticket", &[("number", ticket.to_string().into())]))
                    }
                }
                span { (words.with("member-tickets", &[("count", member.tickets.into())])) }
                @if let Some(at) = member.last_contact_at {
                    span { (words.text("member-last-contact")) " " (time::ago(reader, at)) }
                }
            }
        }
    }
}

fn nothing(reader: &Reader, members: &Members) -> Markup {
    let words = reader.words;
    html! {
        div.nothing {
            @if members.search.is_empty() {
                h2 { (words.text("members-none")) }
                p { (words.text("members-none-advice")) }
            } @else {
                h2 { (words.with("members-none-match", &[("text", members.search.as_str().into())])) }
                p { (words.text("members-none-match-advice")) }
                a.button href="/members" { (words.text("members-show-all")) }
            }
        }
    }
}
