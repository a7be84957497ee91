//! How a ticket is worked, from its rows to the head of its page; and the answers to the forms there.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use diesel_async::AsyncPgConnection;
use views::form::Field;
use views::priority::Priority as ShownPriority;
use views::ticket::work::{
    Assignee, Block as ShownBlock, Category as ShownCategory, Stage, Tools, Who, Work,
};

use super::page::{Asked, view};
use crate::error::{Error, Refusal};
use crate::ids::TicketId;
use crate::models::block::Block;
use crate::models::category::Category;
use crate::models::notice::Notice;
use crate::models::permission::Permission;
use crate::models::staff::colleagues::colleagues;
use crate::models::ticket::{Priority, Ticket};
use crate::models::user::User;
use crate::refusal_words::sentence;
use crate::web::failure::{self, Failure};
use crate::web::visit::Signed;

/// How a ticket is worked, with the forms for who may use them.
pub(super) async fn load(
    conn: &mut AsyncPgConnection,
    signed: &Signed,
    ticket: &Ticket,
) -> Result<Work, Error> {
    let block = Block::standing(conn, ticket.member_id, signed.app.clock.now()).await?;
    let category = match ticket.category_id {
        Some(id) => Category::get(conn, id).await?,
        None => None,
    };
    let tools = match signed.may(Permission::ManageTickets) {
        true => Some(tools(conn, signed, ticket).await?),
        false => None,
    };
    Ok(Work {
        ticket: ticket.id.0,
        assignee: assignee(conn, signed, ticket).await?,
        category: category.map(|category| ShownCategory {
            name: category.name,
            emoji: category.emoji,
        }),
        priority: shown(ticket.priority),
        label: ticket.label.clone(),
        tags: ticket.tags.clone(),
        block: block.map(|block| ShownBlock {
            by: block.actor_name,
            reason: block.reason,
            until: block.expires_at,
        }),
        tools,
    })
}

/// Answers a form of the head: the head as it is now, or with what was refused beside its field.
pub async fn answer<T>(
    signed: &Signed,
    ticket: TicketId,
    (outcome, notice): (Result<T, Error>, &Notice),
    refuse: impl FnOnce(&mut Tools, String),
) -> Result<Response, Failure> {
    let Err(error) = outcome else {
        let page = views::address::ticket(ticket.0);
        if !signed.visit.wants_fragment {
            return Ok(signed.lead(&page, notice).await);
        }
        let header = view(signed, ticket, Asked::default()).await;
        let Ok(shown) = header else {
            // It has moved out of the reader's own sight: the page as a whole says so.
            return Ok(([("hx-redirect", page)], StatusCode::OK).into_response());
        };
        let fragment = || views::ticket::header::header(&signed.reader(), &shown.header);
        return Ok(signed.tell(notice, fragment, &page).await);
    };
    let refusal = failure::of_form(error)?;
    let mut shown = view(signed, ticket, Asked::default()).await?;
    let why = sentence(signed.visit.words, &refusal);
    match &mut shown.header.work.tools {
        Some(tools) if refusal != Refusal::AlreadyClosed => refuse(tools, why),
        _ => shown.header.refusal = Some(why),
    }
    let reader = signed.reader();
    let markup = if signed.visit.wants_fragment {
        views::ticket::header::header(&reader, &shown.header)
    } else {
        views::ticket::page(&reader, &shown)
    };
    Ok((StatusCode::UNPROCESSABLE_ENTITY, markup).into_response())
}

async fn assignee(
    conn: &mut AsyncPgConnection,
    signed: &Signed,
    ticket: &Ticket,
) -> Result<Option<Assignee>, Error> {
    let Some(id) = ticket.assignee_id else {
        return Ok(None);
    };
    let name = match User::find(conn, id).await? {
        Some(user) => user.name().to_owned(),
        None => id.to_string(),
    };
    let who = match id == signed.id() {
        true => Who::Reader,
        false => Who::Other,
    };
    Ok(Some(Assignee { name, who }))
}

async fn tools(
    conn: &mut AsyncPgConnection,
    signed: &Signed,
    ticket: &Ticket,
) -> Result<Tools, Error> {
    let people = colleagues(conn, signed.app.appointments()).await?;
    let may_get_it = people
        .into_iter()
        .filter(|person| ticket.may_be_worked_by(person) && Some(person.id) != ticket.assignee_id);
    let categories = Category::seen(conn, &signed.act()).await?;
    let enabled = categories
        .into_iter()
        .filter(|category| category.enabled || Some(category.id) == ticket.category_id);
    let inbox = signed.visit.words.text("work-inbox").into_owned();
    let current = ticket.category_id.map(|id| id.to_string());
    Ok(Tools {
        stage: match ticket.is_closed() {
            true => Stage::Closed,
            false => Stage::Open,
        },
        people: may_get_it
            .map(|person| (person.id.to_string(), person.name))
            .collect(),
        categories: std::iter::once((String::new(), inbox))
            .chain(enabled.map(|category| (category.id.to_string(), category.name)))
            .collect(),
        category: Field::of(current.unwrap_or_default()),
        priority: Field::of(ticket.priority.word()),
        label: Field::of(ticket.label.clone().unwrap_or_default()),
        ..Tools::default()
    })
}

/// A priority as pages show it.
pub(super) fn shown(priority: Priority) -> ShownPriority {
    match priority {
        Priority::Low => ShownPriority::Low,
        Priority::Normal => ShownPriority::Normal,
        Priority::High => ShownPriority::High,
        Priority::Urgent => ShownPriority::Urgent,
    }
}
