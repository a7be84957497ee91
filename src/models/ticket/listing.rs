//! Lists of tickets: newest activity first, paged by key, with everything that a row shows, in a fixed number of queries.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::error::Error;
use crate::ids::{TicketId, UserId};
use crate::models::actor::Act;
use crate::models::closure::Closure;
use crate::models::message::{Kind, Message};
use crate::models::permission::Permission;
use crate::models::ticket::{Ticket, within};
use crate::models::user::User;
use crate::schema::{messages, tickets, users};

/// Which tickets a list shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only open, or only closed ones.
    pub state: Option<State>,
    /// Only those whose number is this, or whose member's id is this or whose name begins with it.
    pub text: Option<String>,
}

/// Whether a ticket is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It is.
    Open,
    /// It is not.
    Closed,
}

/// A ticket's place in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    /// When somebody last wrote in it.
    pub last_activity_at: DateTime<Utc>,
    /// Its number, for tickets of the same moment.
    pub id: TicketId,
}

/// Which part of a list is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Page {
    /// The newest.
    First,
    /// What comes after the ticket at this place: older ones.
    After(Key),
    /// What comes before the ticket at this place: newer ones.
    Before(Key),
    /// The oldest.
    Last,
}

/// A part of a list.
#[derive(Debug, Clone)]
pub struct Listing<T> {
    /// The tickets, newest activity first.
    pub rows: Vec<T>,
    /// Whether there are newer ones.
    pub has_newer: bool,
    /// Whether there are older ones.
    pub has_older: bool,
}

/// A ticket with what a row of the list shows.
#[derive(Debug, Clone)]
pub struct Summary {
    /// The ticket.
    pub ticket: Ticket,
    /// Its member.
    pub member: User,
    /// What was said last.
    pub last_message: Option<Message>,
    /// When it is going to be closed.
    pub scheduled: Option<Closure>,
    /// How it was closed.
    pub closure: Option<Closure>,
}

impl Ticket {
    /// The place in a list.
    pub fn key(&self) -> Key {
        Key {
            last_activity_at: self.last_activity_at,
            id: self.id,
        }
    }

    /// Up to `most` tickets of a list.
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ViewTickets`].
    pub async fn list(
        conn: &mut AsyncPgConnection,
        act: &Act,
        filter: &Filter,
        (page, most): (Page, i64),
    ) -> Result<Listing<Self>, Error> {
        act.actor.require(Permission::ViewTickets)?;
        let mut query = tickets::table
            .inner_join(users::table)
            .filter(within(act.actor.sight()))
            .into_boxed();
        query = match filter.state {
            Some(State::Open) => query.filter(tickets::closed_at.is_null()),
            Some(State::Closed) => query.filter(tickets::closed_at.is_not_null()),
            None => query,
        };
        if let Some(text) = filter
            .text
            .as_deref()
            .map(str::trim)
            .filter(|text| !text.is_empty())
        {
            let (name, number) = (prefix_pattern(text), number(text));
            let by_name = lower(users::username)
                .like(name.clone())
                .or(lower(users::display_name.assume_not_null()).like(name));
            let by_number = tickets::id.eq(number).or(tickets::member_id.eq(number));
            query = query.filter(by_name.or(by_number));
        }
        let (at, id) = (tickets::last_activity_at, tickets::id);
        query = match page {
            Page::First => query.order((at.desc(), id.desc())),
            Page::Last => query.order((at.asc(), id.asc())),
            Page::After(key) => {
                let older = at.eq(key.last_activity_at).and(id.lt(key.id));
                query
                    .filter(
                        at.le(key.last_activity_at)
                            .and(at.lt(key.last_activity_at).or(older)),
                    )
                    .order((at.desc(), id.desc()))
            }
            Page::Before(key) => {
                let newer = at.eq(key.last_activity_at).and(id.gt(key.id));
                query
                    .filter(
                        at.ge(key.last_activity_at)
                            .and(at.gt(key.last_activity_at).or(newer)),
                    )
                    .order((at.asc(), id.asc()))
            }
        };
        let found = query
            .limit(most + 1)
            .select(Self::as_select())
            .load(conn)
            .await?;
        Ok(Listing::cut(found, page, most))
    }

    /// The number of open and of closed tickets.
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ViewTickets`].
    pub async fn open_count(conn: &mut AsyncPgConnection, act: &Act) -> Result<i64, Error> {
        act.actor.require(Permission::ViewTickets)?;
        let open = tickets::table
            .filter(tickets::closed_at.is_null())
            .filter(within(act.actor.sight()));
        Ok(open.count().get_result(conn).await?)
    }
}

diesel::define_sql_function! {
    /// Postgres' `lower`.
    fn lower(text: diesel::sql_types::Text) -> diesel::sql_types::Text;
}

fn prefix_pattern(text: &str) -> String {
    let mut pattern = String::new();
    for character in text.trim_start_matches('@').to_lowercase().chars() {
        if matches!(character, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        // Postgres knows no NUL, and nobody has a broken character in their name.
        pattern.push(if character == '\0' {
            char::REPLACEMENT_CHARACTER
        } else {
            character
        });
    }
    pattern.push('%');
    pattern
}

/// The number that a text is, with or without the sign in front; 0, which no ticket and nobody has, when it is none.
fn number(text: &str) -> i64 {
    text.trim_start_matches('#').parse().unwrap_or(0)
}

impl<T> Listing<T> {
    fn cut(mut rows: Vec<T>, page: Page, most: i64) -> Self {
        let shown = usize::try_from(most).unwrap_or(0);
        let more = rows.len() > shown;
        rows.truncate(shown);
        match page {
            Page::First => Self {
                rows,
                has_newer: false,
                has_older: more,
            },
            Page::After(_) => Self {
                rows,
                has_newer: true,
                has_older: more,
            },
            Page::Before(_) => {
                rows.reverse();
                Self {
                    rows,
                    has_newer: more,
                    has_older: true,
                }
            }
            Page::Last => {
                rows.reverse();
                Self {
                    rows,
                    has_newer: more,
                    has_older: false,
                }
            }
        }
    }
}

impl Summary {
    /// These tickets with what a row of the list shows, in the same order.
    pub async fn of_all(
        conn: &mut AsyncPgConnection,
        tickets: Vec<Ticket>,
    ) -> Result<Vec<Self>, Error> {
        let ids: Vec<TicketId> = tickets.iter().map(|ticket| ticket.id).collect();
        let member_ids: Vec<UserId> = tickets.iter().map(|ticket| ticket.member_id).collect();
        let members = User::find_all(conn, &member_ids).await?;
        let members: HashMap<UserId, User> = members
            .into_iter()
            .map(|member| (member.id, member))
            .collect();
        let mut last_messages = last_messages(conn, &ids).await?;
        let standing = Closure::standing_for_all(conn, &ids).await?;
        let mut standing: HashMap<TicketId, Closure> = standing
            .into_iter()
            .map(|closure| (closure.ticket_id, closure))
            .collect();
        let mut summaries = Vec::with_capacity(tickets.len());
        for ticket in tickets {
            let member = members.get(&ticket.member_id).cloned();
            let standing = standing.remove(&ticket.id);
            let (closure, scheduled) = match standing {
                // What was closed and reopened has a closure, and is open.
                Some(closure) if closure.done_at.is_some() => {
                    (Some(closure).filter(|_| ticket.is_closed()), None)
                }
                scheduled => (None, scheduled),
            };
            summaries.push(Self {
                member: member
                    .ok_or_else(|| anyhow::anyhow!("ticket {} has no member", ticket.id))?,
                last_message: last_messages.remove(&ticket.id),
                scheduled,
                closure,
                ticket,
            });
        }
        Ok(summaries)
    }
}

/// What a person said last in each of these tickets; greetings and goodbyes of ours do not count.
pub async fn last_messages(
    conn: &mut AsyncPgConnection,
    ids: &[TicketId],
) -> QueryResult<HashMap<TicketId, Message>> {
    let found: Vec<Message> = messages::table
        .filter(messages::ticket_id.eq_any(ids))
        .filter(messages::kind.ne(Kind::System))
        .distinct_on(messages::ticket_id)
        .order((messages::ticket_id, messages::id.desc()))
        .select(Message::as_select())
        .load(conn)
        .await?;
    Ok(found
        .into_iter()
        .map(|message| (message.ticket_id, message))
        .collect())
}
