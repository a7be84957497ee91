//! The ticket list, from what an address asks for to what the page shows.

use chrono::DateTime;
use serde::Deserialize;
use views::form::Field;
use views::tickets::{
    Closed, Key as ShownKey, Paging, Preview, Row, Speaker, State as ShownState, Tickets,
};
use views::waiting::Waiting;

use crate::error::{Error, Refusal};
use crate::ids::TicketId;
use crate::models::message::{Kind, Message};
use crate::models::ticket::listing::{Filter, Key, Listing, Page, State, Summary};
use crate::models::ticket::{Party, Ticket};
use crate::web::visit::Signed;

/// How many tickets are on a page.
const ROWS: i64 = 50;
/// The most characters of a filter; nobody's name or id is longer.
const LONGEST_FILTER: usize = 100;

/// What the address of a list asks for.
#[derive(Debug, Deserialize)]
pub struct ListQuery {
    #[serde(default)]
    state: String,
    #[serde(default)]
    filter: String,
    before: Option<String>,
    after: Option<String>,
}

/// The part of the list that is asked for.
pub(super) async fn load(signed: &Signed, query: ListQuery) -> Result<Tickets, Error> {
    let state = match query.state.as_str() {
        "" | "open" => State::Open,
        "closed" => State::Closed,
        _ => return Err(invalid("state", "There are only open and closed tickets.")),
    };
    let page = match (&query.before, &query.after) {
        (Some(key), _) => Page::After(read_key(key)?),
        (None, Some(key)) => Page::Before(read_key(key)?),
        (None, None) => Page::First,
    };
    let text: String = query.filter.trim().chars().take(LONGEST_FILTER).collect();
    let filter = Filter {
        state: Some(state),
        text: Some(text.clone()),
    };
    let conn = &mut signed.app.db().await?;
    let listing = Ticket::list(conn, &signed.act(), &filter, (page, ROWS)).await?;
    let paging = paging(&listing, query.before, query.after);
    let rows = Summary::of_all(conn, listing.rows)
        .await?
        .into_iter()
        .map(row)
        .collect();
    let state = match state {
        State::Open => ShownState::Open,
        State::Closed => ShownState::Closed,
    };
    Ok(Tickets {
        state,
        filter: Field::of(text),
        rows,
        paging,
    })
}

fn paging(listing: &Listing<Ticket>, before: Option<String>, after: Option<String>) -> Paging {
    let key = |ticket: Option<&Ticket>| ticket.map(|ticket| write_key(ticket.key()));
    Paging {
        older: key(listing.rows.last().filter(|_| listing.has_older)),
        newer: key(listing.rows.first().filter(|_| listing.has_newer)),
        current: before.map(ShownKey::Before).or(after.map(ShownKey::After)),
    }
}

fn row(summary: Summary) -> Row {
    let Summary {
        ticket,
        member,
        last_message,
        scheduled,
        closure,
    } = summary;
    Row {
        number: ticket.id.0,
        member: member.name().to_owned(),
        preview: last_message.map(preview),
        waiting: waiting(&ticket),
        opened_at: ticket.opened_at,
        closes_at: scheduled.map(|closure| closure.due_at),
        closed: closure.map(|closure| Closed {
            at: closure.done_at.unwrap_or(closure.due_at),
            by: closure.actor_name,
        }),
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

/// Who must act next.
pub(super) fn waiting(ticket: &Ticket) -> Waiting {
    match ticket.waiting_on {
        _ if ticket.is_closed() => Waiting::OnNobody,
        Party::Staff => Waiting::OnUs(ticket.waiting_since),
        Party::Member => Waiting::OnMember(ticket.waiting_since),
    }
}

fn write_key(key: Key) -> String {
    format!("{}.{}", key.last_activity_at.timestamp_micros(), key.id)
}

fn read_key(text: &str) -> Result<Key, Error> {
    let parts = text.split_once('.').and_then(|(micros, id)| {
        // Nothing happened before 1970; Postgres does not even know every time before it.
        let micros: u64 = micros.parse().ok()?;
        let last_activity_at = DateTime::from_timestamp_micros(micros.try_into().ok()?)?;
        let id: TicketId = id.parse().ok()?;
        Some(Key {
            last_activity_at,
            id,
        })
    });
    parts.ok_or_else(|| invalid("before", "This page of the list does not exist."))
}

fn invalid(field: &'static str, why: &str) -> Error {
    Refusal::Invalid {
        field,
        why: why.to_owned(),
    }
    .into()
}
