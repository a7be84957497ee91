//! Lists of tickets in the API.

use async_graphql::connection::Connection;
use async_graphql::{Context, Enum, ID, InputObject, Object};
use chrono::{DateTime, Datelike as _, Utc};

use crate::graphql::asking::Asking;
use crate::graphql::connection::{self, Cursor, Paging, Place};
use crate::graphql::fault::Fault;
use crate::graphql::global_id::GlobalId;
use crate::graphql::priority::Priority;
use crate::graphql::snowflake::Snowflake;
use crate::graphql::ticket::{Party, State, Ticket};
use crate::ids::UserId;
use crate::models;
use crate::models::listing::Page;
use crate::models::ticket::filtering::{Filter, Only};
use crate::models::ticket::sorting::{self, Key};
use crate::models::ticket::tagging::read_tag;

/// The order of a list of tickets.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(name = "TicketSort", remote = "sorting::Sort")]
pub enum Sort {
    /// In which somebody wrote last comes first.
    Activity,
    /// What was opened last comes first.
    Newest,
    /// What was opened first comes first.
    Oldest,
    /// In which somebody waits longest comes first. Only open tickets.
    Waiting,
    /// What is most urgent comes first; what is as urgent, by waiting. Only open tickets.
    Priority,
}

/// Which tickets a list shows. What is left out narrows nothing.
#[derive(InputObject, Default)]
pub struct TicketFilter {
    /// Only open, or only closed ones.
    state: Option<State>,
    /// Only those with this number, or whose member has this id or a name with words that begin like these.
    text: Option<String>,
    /// Only those of this category.
    category_id: Option<ID>,
    /// Only those of no category.
    #[graphql(default)]
    without_category: bool,
    /// Only those that this person has taken.
    assignee_id: Option<Snowflake>,
    /// Only those that nobody has taken.
    #[graphql(default)]
    unassigned: bool,
    /// Only open ones in which it is their turn.
    waiting_on: Option<Party>,
    /// Only those that are as urgent as this.
    priority: Option<Priority>,
    /// Only those that have this tag.
    tag: Option<String>,
    /// Only those that were opened then or later.
    opened_from: Option<DateTime<Utc>>,
    /// Only those that were opened before.
    opened_before: Option<DateTime<Utc>>,
}

/// What can be asked about many tickets.
#[derive(Default)]
pub struct ListQuery;

#[Object]
impl ListQuery {
    /// Tickets, newest activity first unless another order is wanted; those of a time of opening, newest first.
    #[allow(
        clippy::too_many_arguments,
        reason = "a field has the arguments that people give it"
    )]
    #[graphql(complexity = "connection::most(first, last) * (child_complexity + 1)")]
    async fn tickets(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which tickets; all of them when it is left out.")] filter: Option<
            TicketFilter,
        >,
        #[graphql(desc = "The order. That of activity is slow for tickets of long ago.")]
        sort: Option<Sort>,
        #[graphql(desc = "How many from the front, 1 to 100.")] first: Option<i32>,
        #[graphql(desc = "Those after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the back, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Those before this cursor.")] before: Option<String>,
    ) -> Result<Option<Connection<Cursor, Ticket>>, Fault> {
        let asking = Asking::of(ctx)?;
        let paging = Paging {
            first,
            after,
            last,
            before,
        };
        let wanted = paging.read()?;
        let filter = filter.unwrap_or_default().read(sort)?;
        Ok(Some(list(asking, &filter, wanted).await?))
    }
}

async fn list(
    asking: &Asking,
    filter: &Filter,
    wanted: (Page<Key>, i64),
) -> Result<Connection<Cursor, Ticket>, Fault> {
    let conn = &mut *asking.db().await?;
    let found = models::ticket::Ticket::list(conn, asking.act()?, filter, wanted).await?;
    Ok(connection::listed(found, |ticket| {
        (ticket.key(filter.sort), Ticket(ticket))
    }))
}

impl TicketFilter {
    fn read(self, sort: Option<Sort>) -> Result<Filter, Fault> {
        let category = match self.category_id {
            Some(id) => {
                let named = GlobalId::category(&id);
                let wrong = || Fault::bad_input("`categoryId` is not the id of a category.");
                Some(named.ok_or_else(wrong)?)
            }
            None => None,
        };
        let assignee = self.assignee_id.map(UserId::from);
        let mut filter = Filter {
            state: self.state.map(Into::into),
            category: only("withoutCategory", (category, self.without_category))?,
            assignee: only("unassigned", (assignee, self.unassigned))?,
            waiting_on: self.waiting_on.map(Into::into),
            priority: self.priority.map(Into::into),
            tag: self.tag.map(|tag| read_tag(&tag)).transpose()?,
            opened_from: within_reason(self.opened_from)?,
            opened_before: within_reason(self.opened_before)?,
            text: self.text,
            sort: sorting::Sort::default(),
        };
        filter.sort = sort.map_or_else(|| filter.usual_sort(), Into::into);
        Ok(filter)
    }
}

fn only<T>(rule: &str, (one, none): (Option<T>, bool)) -> Result<Option<Only<T>>, Fault> {
    match (one, none) {
        (Some(_), true) => Err(Fault::bad_input(format!(
            "`{rule}` contradicts what else is asked for."
        ))),
        (Some(one), false) => Ok(Some(Only::Of(one))),
        (None, true) => Ok(Some(Only::OfNone)),
        (None, false) => Ok(None),
    }
}

/// Postgres has no words for the dawn of time, nor for its end.
fn within_reason(time: Option<DateTime<Utc>>) -> Result<Option<DateTime<Utc>>, Fault> {
    match time {
        Some(time) if !(1970..10_000).contains(&time.year()) => {
            Err(Fault::bad_input("There was no ticket in that year."))
        }
        time => Ok(time),
    }
}

impl Place for Key {
    fn write(&self) -> String {
        Self::write(*self)
    }

    fn read(text: &str) -> Option<Self> {
        Self::read(text)
    }
}
