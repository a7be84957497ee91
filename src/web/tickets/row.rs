//! A row of the list, from a ticket with what is shown beside it.

use diesel_async::AsyncPgConnection;
use views::markdown::{self, Names};
use views::reader::Reader;
use views::tickets::{Assignee, Category as ShownCategory, Closed, Preview, Row, Speaker};
use views::waiting::Waiting;

use super::work;
use crate::error::Error;
use crate::models::message::{Kind, Message};
use crate::models::ticket::summary::Summary;
use crate::models::ticket::{Party, Ticket};
use crate::models::user::User;
use crate::web::people::names_in;
use crate::web::visit::Signed;

/// The rows of the list.
pub(super) async fn rows(
    conn: &mut AsyncPgConnection,
    signed: &Signed,
    summaries: Vec<Summary>,
) -> Result<Vec<Row>, Error> {
    let last = summaries.iter().filter_map(|one| one.last_message.as_ref());
    let texts: Vec<&str> = last.filter_map(said).collect();
    let names = names_in((signed, conn), texts.into_iter()).await?;
    let page = (signed, &signed.reader(), &names);
    Ok(summaries
        .into_iter()
        .map(|summary| row(page, summary))
        .collect())
}

fn row((signed, reader, names): (&Signed, &Reader, &Names), summary: Summary) -> Row {
    let Summary {
        ticket,
        member,
        assignee,
        category,
        last_message,
        is_undelivered,
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
        preview: last_message.map(|message| preview(reader, names, message)),
        is_undelivered,
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

fn preview(reader: &Reader, names: &Names, message: Message) -> Preview {
    let text = said(&message).map(|text| markdown::plain(reader, names, text));
    Preview {
        text: text.unwrap_or_default(),
        speaker: match message.kind {
            Kind::Member => Speaker::Member,
            Kind::Reply | Kind::Note | Kind::System => Speaker::Staff(message.author_name),
        },
    }
}

/// What a message says, or what it passes on.
fn said(message: &Message) -> Option<&str> {
    let own = Some(&*message.content).filter(|own| !own.is_empty());
    own.or(message.forwarded.as_deref())
}
