//! What the pages of members show.

use std::collections::HashMap;

use views::blocks::BlockForm;
use views::form::Field;
use views::members::{
    Member as Shown, MemberPage, Members, Membership, PastBlock, PastTicket, Standing,
};

use super::{ListQuery, PageQuery, read_key, write_key};
use crate::avatars;
use crate::error::Error;
use crate::ids::{CategoryId, UserId};
use crate::models::block::Block;
use crate::models::category::Category;
use crate::models::listing::Page;
use crate::models::member::{History, Member};
use crate::models::permission::Permission;
use crate::models::wording::naming::Naming;
use crate::web::blocks::{show::change, standing};
use crate::web::search::pieces;
use crate::web::visit::Signed;

/// How many members are on a page.
const ROWS: i64 = 50;
/// How many tickets of a member are on a page.
const TICKETS: i64 = 25;
/// How many blocks of a member are shown.
const BLOCKS: i64 = 20;

/// The list, or those who are searched for.
pub(super) async fn list(signed: &Signed, query: ListQuery) -> Result<Members, Error> {
    let search: String = query.q.trim().chars().take(100).collect();
    let after = query.after.as_deref().map(read_key).transpose()?;
    let before = query.before.as_deref().map(read_key).transpose()?;
    let (conn, act) = (&mut signed.app.db().await?, signed.act());
    if !search.is_empty() {
        let found = Member::search(conn, &act, &search, ROWS).await?;
        let naming = Naming::read(&search);
        let rows = found
            .iter()
            .map(|member| shown_found(member, naming.as_ref()));
        return Ok(Members {
            rows: rows.collect(),
            search,
            more: None,
            back: None,
        });
    }
    let page = Page::beside(after, before);
    let listing = Member::list(conn, &act, (page, ROWS)).await?;
    Ok(Members {
        search,
        back: listing.previous().map(|(key, _)| write_key(*key)),
        more: listing.next().map(|(key, _)| write_key(*key)),
        rows: listing
            .rows
            .iter()
            .map(|(_, member)| shown(member))
            .collect(),
    })
}

/// The page of one member.
pub(super) async fn page(
    signed: &Signed,
    id: UserId,
    query: PageQuery,
) -> Result<MemberPage, Error> {
    let (member, history, blocks, is_veiled, categories) = {
        let (conn, act) = (&mut signed.app.db().await?, signed.act());
        let member = Member::find(conn, &act, id).await?;
        let history = Member::history(conn, &act, id, (query.before, TICKETS)).await?;
        let blocks = Block::of_member(conn, &act, (id, BLOCKS)).await?;
        let is_veiled = Block::veiled(conn, &act, &[id]).await?.contains(&id);
        let ids: Vec<CategoryId> = history
            .tickets
            .iter()
            .filter_map(|ticket| ticket.category_id)
            .collect();
        (
            member,
            history,
            blocks,
            is_veiled,
            Category::find_all(conn, &ids).await?,
        )
    };
    // No connection is held while Discord thinks.
    let membership = match query.ask {
        Some(_) => Some(membership(signed, id).await),
        None => None,
    };
    let may_manage = signed.may(Permission::ManageTickets);
    let last = history.tickets.last().filter(|_| history.has_older);
    let now = signed.app.clock.now();
    Ok(MemberPage {
        member: shown(&member),
        created_at: id.created_at(),
        membership,
        older: last.map(|ticket| ticket.id.0),
        tickets: past_tickets(history, categories),
        blocks: blocks
            .into_iter()
            .map(|block| past(block, (now, may_manage && !is_veiled)))
            .collect(),
        form: (may_manage && member.block.is_none()).then(|| BlockForm {
            member: Field::of(id.to_string()),
            is_of_member: true,
            ..BlockForm::default()
        }),
        may_manage,
        refusal: None,
    })
}

/// What Discord says about somebody.
pub(super) async fn membership(signed: &Signed, id: UserId) -> Membership {
    match signed.app.membership(id).await {
        None => Membership::Unknown,
        Some(None) => Membership::Outside,
        Some(Some(membership)) => Membership::Inside {
            since: membership.since,
            nickname: membership.nickname,
            roles: membership.roles,
        },
    }
}

fn shown(member: &Member) -> Shown {
    Shown {
        id: member.user.id.0,
        name: member.user.name().to_owned(),
        username: member.user.username.clone(),
        found: None,
        picture: avatars::address(&member.user),
        last_contact_at: member.last_contact_at,
        tickets: member.tickets,
        open_ticket: member.open_ticket.map(|ticket| ticket.0),
        is_blocked: member.block.is_some(),
    }
}

/// A member with what was looked for marked in the names.
fn shown_found(member: &Member, naming: Option<&Naming>) -> Shown {
    let marked = |name: &str| naming.map(|naming| pieces(naming.marked(name)));
    Shown {
        found: marked(member.user.name()).zip(marked(&member.user.username)),
        ..shown(member)
    }
}

fn past_tickets(history: History, categories: Vec<Category>) -> Vec<PastTicket> {
    let names: HashMap<CategoryId, String> = categories
        .into_iter()
        .map(|category| (category.id, category.name))
        .collect();
    let past = history.tickets.into_iter().map(|ticket| PastTicket {
        number: ticket.id.0,
        label: ticket.label,
        category: ticket.category_id.and_then(|id| names.get(&id).cloned()),
        opened_at: ticket.opened_at,
        closed_at: ticket.closed_at,
    });
    past.collect()
}

fn past(block: Block, (now, may_change): (chrono::DateTime<chrono::Utc>, bool)) -> PastBlock {
    let standing: Standing = standing(&block, now);
    PastBlock {
        change: (may_change && block.stands(now)).then(|| change(&block)),
        id: block.id.0,
        reason: block.reason,
        by: block.actor_name,
        placed_at: block.placed_at,
        standing,
    }
}
