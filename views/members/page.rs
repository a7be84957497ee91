//! The page of one member.

use chrono::{DateTime, Utc};
use maud::{Markup, html};

use super::{Member, member_address, picture};
use crate::blocks::changing::{self, Origin};
use crate::blocks::{self, BlockForm, ChangeForm};
use crate::layout::{self, Page, Place};
use crate::reader::Reader;
use crate::{address, form, time};

/// The page of one member.
pub struct MemberPage {
    /// The member.
    pub member: Member,
    /// When the account was made.
    pub created_at: DateTime<Utc>,
    /// What Discord says about them, if it was asked already.
    pub membership: Option<Membership>,
    /// Their tickets, newest first.
    pub tickets: Vec<PastTicket>,
    /// The number before which the list goes on, if it does.
    pub older: Option<i64>,
    /// What keeps them from opening tickets, and what did.
    pub blocks: Vec<PastBlock>,
    /// The form that blocks them, for whoever may, unless they are blocked.
    pub form: Option<BlockForm>,
    /// Whether the reader may lift a block.
    pub may_manage: bool,
    /// Why the last act was refused.
    pub refusal: Option<String>,
}

/// What Discord says about somebody.
pub enum Membership {
    /// They are in the community's server.
    Inside {
        /// Since when.
        since: Option<DateTime<Utc>>,
        /// Their name there.
        nickname: Option<String>,
        /// The names of their roles, the highest first.
        roles: Vec<String>,
    },
    /// They are not.
    Outside,
    /// Discord could not be asked just now.
    Unknown,
}

/// A ticket of a member.
pub struct PastTicket {
    /// Its number.
    pub number: i64,
    /// What staff call it.
    pub label: Option<String>,
    /// The name of its category.
    pub category: Option<String>,
    /// When it was opened.
    pub opened_at: DateTime<Utc>,
    /// When it was closed, if it is.
    pub closed_at: Option<DateTime<Utc>>,
}

/// What keeps somebody from opening tickets, or did.
pub struct PastBlock {
    /// The id in its address.
    pub id: i64,
    /// Why.
    pub reason: Option<String>,
    /// Who placed it, by name.
    pub by: String,
    /// Since when.
    pub placed_at: DateTime<Utc>,
    /// Whether it stands.
    pub standing: Standing,
    /// The form that changes it, while it stands, for whoever may and is told why it does.
    pub change: Option<ChangeForm>,
}

/// Whether a block stands.
pub enum Standing {
    /// It does, until then; for good when there is no time.
    Until(Option<DateTime<Utc>>),
    /// It ended then; lifted by somebody, or because its time was over.
    Ended(DateTime<Utc>, Option<String>),
}

/// The whole page.
pub fn member_page(reader: &Reader, shown: &MemberPage) -> Markup {
    let words = reader.words;
    let page = Page {
        title: &shown.member.name,
        reader,
        place: Place::Members,
        live: None,
    };
    layout::page(
        &page,
        html! {
            p.back { a href="/members" { (words.text("member-back")) } }
            (form::refusal(shown.refusal.as_deref()))
            (card(reader, shown))
            (tickets(reader, shown))
            (block_history(reader, shown))
        },
    )
}

/// What Discord says about somebody: the part of the page that is fetched after it, since Discord may take its time.
pub fn membership(reader: &Reader, id: i64, known: Option<&Membership>) -> Markup {
    let words = reader.words;
    let address = format!("{}/membership", member_address(id));
    let again = address::with_query(&member_address(id), &[("ask", "discord")]);
    html! {
        dl.member-details #membership data-hx-get=[known.is_none().then_some(address)]
            data-hx-trigger=[known.is_none().then_some("load")] data-hx-swap="outerHTML" {
            @match known {
                None => {
                    div { dt { (words.text("member-server")) } dd { a href=(again) { (words.text("member-ask-discord")) } } }
                }
                Some(Membership::Unknown) => {
                    div { dt { (words.text("member-server")) } dd { (words.text("member-discord-silent")) } }
                }
                Some(Membership::Outside) => {
                    div { dt { (words.text("member-server")) } dd { (words.text("member-outside")) } }
                }
                Some(Membership::Inside { since, nickname, roles }) => {
                    (inside(reader, (*since, nickname.as_deref()), roles))
                }
            }
        }
    }
}

fn inside(
    reader: &Reader,
    (since, nickname): (Option<DateTime<Utc>>, Option<&str>),
    roles: &[String],
) -> Markup {
    let words = reader.words;
    html! {
        div {
            dt { (words.text("member-since")) }
            dd { @if let Some(since) = since { (time::ago(reader, since)) } @else { "–" } }
        }
        @if let Some(nickname) = nickname {
            div { dt { (words.text("member-nickname")) } dd { (nickname) } }
        }
        div {
            dt { (words.text("member-roles")) }
            dd {
                @if roles.is_empty() { (words.text("member-no-roles")) }
                @else { ul.role-names { @for role in roles { li.mark { (role) } } } }
            }
        }
    }
}

fn card(reader: &Reader, shown: &MemberPage) -> Markup {
    let words = reader.words;
    let member = &shown.member;
    html! {
        header.member-card.card {
            (picture(member))
            div.member-names {
                h1 { bdi { (member.name) } }
                p.member-username { "@" (member.username) }
            }
            @if member.is_blocked { span.mark.mark-deleted { (words.text("member-blocked")) } }
            dl.member-details {
                div { dt { (words.text("member-account-id")) } dd { code { (member.id) } } }
                div { dt { (words.text("member-account")) } dd { (time::ago(reader, shown.created_at)) } }
                @if let Some(at) = member.last_contact_at {
                    div { dt { (words.text("member-last-contact")) } dd { (time::ago(reader, at)) } }
                }
            }
            (membership(reader, member.id, shown.membership.as_ref()))
        }
    }
}

fn tickets(reader: &Reader, shown: &MemberPage) -> Markup {
    let words = reader.words;
    let count = [("count", shown.member.tickets.into())];
    html! {
        section aria-labelledby="member-tickets" {
            h2 #member-tickets { (words.with("member-tickets", &count)) }
            @if shown.tickets.is_empty() {
                p.nothing { (words.text("member-no-tickets")) }
            } @else {
                ul.past-list { @for ticket in &shown.tickets { (past_ticket(reader, ticket)) } }
            }
            @if let Some(older) = shown.older {
                nav.paging aria-label=(words.text("paging")) {
                    a.button rel="next" href=(address::with_query(&member_address(shown.member.id), &[("before", &older.to_string())])) {
                        (words.text("paging-older"))
                    }
                }
            }
        }
    }
}

fn past_ticket(reader: &Reader, ticket: &PastTicket) -> Markup {
    let words = reader.words;
    html! {
        li.past-row {
            a href=(address::ticket(ticket.number)) {
                "#" (ticket.number) @if let Some(label) = &ticket.label { " " bdi { (label) } }
            }
            @if let Some(category) = &ticket.category { span.mark { (category) } }
            span.past-when {
                @match ticket.closed_at {
                    None => { span.mark.mark-open { (words.text("member-ticket-open")) } }
                    Some(at) => { (words.text("member-ticket-closed")) " " (time::ago(reader, at)) }
                }
                " · " (words.text("row-opened")) " " (time::ago(reader, ticket.opened_at))
            }
        }
    }
}

fn block_history(reader: &Reader, shown: &MemberPage) -> Markup {
    let words = reader.words;
    html! {
        section #blocks aria-labelledby="member-blocks" {
            h2 #member-blocks { (words.text("member-blocks")) }
            @if shown.blocks.is_empty() { p.field-help { (words.text("member-never-blocked")) } }
            @else {
                ul.past-list { @for block in &shown.blocks { (past_block(reader, shown, block)) } }
            }
            @if let Some(form) = &shown.form { (blocks::creation(reader, form)) }
        }
    }
}

fn past_block(reader: &Reader, shown: &MemberPage, block: &PastBlock) -> Markup {
    html! {
        li.past-row id=(address::element_id("block", block.id)) {
            (blocks::facts(reader, (&block.by, block.placed_at), &block.standing))
            @if let Some(reason) = &block.reason { p.block-reason { (reason) } }
            @let can_be_lifted = shown.may_manage && matches!(block.standing, Standing::Until(_));
            @if can_be_lifted || block.change.is_some() {
                div.block-acts {
                    @if can_be_lifted {
                        form method="post" action=(format!("/blocks/{}/lifting", block.id)) {
                            (form::token(reader))
                            input type="hidden" name="from" value="member";
                            button type="submit" { (reader.words.text("block-lift")) }
                        }
                    }
                    @if let Some(change) = &block.change { (changing::form(reader, block.id, (change, Origin::Member))) }
                }
            }
        }
    }
}
