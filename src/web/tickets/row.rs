//! A row of the list, from a ticket with what is shown beside it.

use views::tickets::{Assignee, Category as ShownCategory, Closed, Preview, Row, Speaker};
use views::waiting::Waiting;

use super::work;
use crate::models::message::{Kind, Message};
use crate::models::ticket::summary::Summary;
use crate::models::ticket::{Party, Ticket};
use crate::models::user::User;
use crate::web::visit::Signed;

pub(super) fn row(signed: &Signed, summary: Summary) -> Row {
    let Summary {
        ticket,
        member,
        assignee,
        category,
        last_message,
        scheduled,
        closure,
    } = summary;
    Row {
        number: ticket.id.0,
        member: member.name().to_owned(),
        waiting: waiting(&ticket),
        opened_at: ticket.opened_at,
        priority: work::shown(ticket.priority),
        label: ticket.label,
        tags: ticket.tags,
        preview: last_message.map(preview),
        category: category.map(|category| ShownCategory {
            name: category.name,
            emoji: category.emoji,
        }),
        assignee: assignee.map(|person| assignee_of(signed, &person)),
        closes_at: scheduled.map(|closure| closure.due_at),
        closed: closure.map(|closure| Closed {
            at: closure.done_at.unwrap_or(closure.due_at),
            by: closure.actor_name,
        }),
    }
}

/// Who must act next.
pub(super) fn waiting(ticket: &Ticket) -> Waiting {
    match ticket.waiting_on {
        _ if ticket.is_closed() => Waiting::OnNobody,
        Party::Staff => Waiting::OnUs(ticket.waiting_since),
        Party::Member => Waiting::OnMember(ticket.waiting_since),
    }
}

fn assignee_of(signed: &Signed, person: &User) -> Assignee {
    if person.id == signed.id() {
        Assignee::Reader
    } else {
        Assignee::Other(person.name().to_owned())
    }
}

fn preview(message: Message) -> Preview {
    let speaker = match message.kind {
        Kind::Member => Speaker::Member,
        Kind::Reply | Kind::Note | Kind::System => Speaker::Staff(message.author_name),
    };
    let said = if message.deleted_at.is_some() {
        String::new()
    } else {
        message.content
    };
    let text = if said.is_empty() {
        message.forwarded.unwrap_or_default()
    } else {
        said
    };
    Preview { speaker, text }
}
