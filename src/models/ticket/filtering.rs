//! Which tickets a list shows.

use chrono::{DateTime, Utc};
use diesel::dsl::sql;
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Text};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::error::{Error, Flaw, Refusal};
use crate::ids::{CategoryId, TicketId, UserId};
use crate::models::actor::Act;
use crate::models::permission::Permission;
use crate::models::ticket::replying::check_characters;
use crate::models::ticket::sorting::Sort;
use crate::models::ticket::{Party, Priority, within};
use crate::models::user::User;
use crate::models::wording::naming::Naming;
use crate::schema::tickets;

/// The most members whose tickets a filter by a name shows.
const MOST_MEMBERS: i64 = 200;

/// The most tickets that a filter by a label shows.
const MOST_LABELLED: i64 = 200;

/// Which tickets a list shows, and in which order. What is left out narrows nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only open, or only closed ones.
    pub state: Option<State>,
    /// Only those of one category, or of none.
    pub category: Option<Only<CategoryId>>,
    /// Only those that one person has taken, or nobody has.
    pub assignee: Option<Only<UserId>>,
    /// Only open ones in which it is their turn.
    pub waiting_on: Option<Party>,
    /// Only those that are as urgent as this.
    pub priority: Option<Priority>,
    /// Only those that have this tag.
    pub tag: Option<String>,
    /// Only those that were opened then or later.
    pub opened_from: Option<DateTime<Utc>>,
    /// Only those that were opened before.
    pub opened_before: Option<DateTime<Utc>>,
    /// Only those whose number is this, whose member's id is this, or whose label or member's name has words that begin with these.
    pub text: Option<String>,
    /// The order.
    pub sort: Sort,
}

/// Whether a ticket is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It is.
    Open,
    /// It is not.
    Closed,
}

/// One of several, or none of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Only<T> {
    /// This one.
    Of(T),
    /// None.
    OfNone,
}

/// A query over tickets that has not been asked yet.
pub(super) type Query = tickets::BoxedQuery<'static, Pg>;

impl Filter {
    /// The order that is usual for this list: those that were opened at some time come in the order of that time. Older tickets would
    /// be found in the order of activity only after all newer ones.
    pub fn usual_sort(&self) -> Sort {
        if self.opened_from.is_some() || self.opened_before.is_some() {
            Sort::Newest
        } else {
            Sort::Activity
        }
    }

    /// The tickets that it shows to whoever acts, in no order yet.
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ViewTickets`], and closed tickets in an order that only open ones have.
    pub(super) async fn query(
        &self,
        conn: &mut AsyncPgConnection,
        act: &Act,
    ) -> Result<Query, Error> {
        act.actor.require(Permission::ViewTickets)?;
        check_characters("tag", self.tag.as_deref().unwrap_or_default())?;
        let seen = tickets::table
            .select(tickets::all_columns)
            .filter(within(act.actor.sight()))
            .into_boxed();
        let query = self.by_work(self.by_state(seen)?);
        let query = self.by_opening(query);
        self.by_text(conn, act, query).await
    }

    fn by_state(&self, query: Query) -> Result<Query, Refusal> {
        let of_open = self.sort.is_of_open_tickets() || self.waiting_on.is_some();
        match self.state {
            Some(State::Closed) if self.sort.is_of_open_tickets() => Err(Refusal::Invalid {
                field: "sort",
                why: Flaw::Order,
            }),
            Some(State::Closed) => Ok(query.filter(tickets::closed_at.is_not_null())),
            Some(State::Open) => Ok(query.filter(tickets::closed_at.is_null())),
            None if of_open => Ok(query.filter(tickets::closed_at.is_null())),
            None => Ok(query),
        }
    }

    fn by_work(&self, mut query: Query) -> Query {
        query = match self.category {
            Some(Only::Of(category)) => query.filter(tickets::category_id.eq(category)),
            Some(Only::OfNone) => query.filter(tickets::category_id.is_null()),
            None => query,
        };
        query = match self.assignee {
            Some(Only::Of(assignee)) => query.filter(tickets::assignee_id.eq(assignee)),
            Some(Only::OfNone) => query.filter(tickets::assignee_id.is_null()),
            None => query,
        };
        if let Some(party) = self.waiting_on {
            let awaited = tickets::waiting_on.eq(party);
            query = query.filter(awaited.and(tickets::closed_at.is_null()));
        }
        if let Some(priority) = self.priority {
            query = query.filter(tickets::priority.eq(priority));
        }
        match &self.tag {
            Some(tag) => query.filter(tickets::tags.contains(vec![tag.clone()])),
            None => query,
        }
    }

    fn by_opening(&self, mut query: Query) -> Query {
        if let Some(from) = self.opened_from {
            query = query.filter(tickets::opened_at.ge(from));
        }
        if let Some(before) = self.opened_before {
            query = query.filter(tickets::opened_at.lt(before));
        }
        query
    }

    /// Whom a name means is found out first: a list could not be read in its order while every member's name is looked at.
    async fn by_text(
        &self,
        conn: &mut AsyncPgConnection,
        act: &Act,
        query: Query,
    ) -> Result<Query, Error> {
        let text = self.text.as_deref().map(str::trim).unwrap_or_default();
        if text.is_empty() {
            return Ok(query);
        }
        let members = User::named_like(conn, text, MOST_MEMBERS).await?;
        let members: Vec<UserId> = members.into_iter().map(|member| member.id).collect();
        let mut meant = labelled(conn, act, text).await?;
        meant.push(TicketId(text.trim_start_matches('#').parse().unwrap_or(0)));
        let is_meant = tickets::member_id
            .eq_any(members)
            .or(tickets::id.eq_any(meant));
        Ok(query.filter(is_meant))
    }
}

/// The newest tickets whose label has words that begin like these.
async fn labelled(
    conn: &mut AsyncPgConnection,
    act: &Act,
    text: &str,
) -> QueryResult<Vec<TicketId>> {
    let Some(naming) = Naming::read(text) else {
        return Ok(Vec::new());
    };
    let is_called = sql::<Bool>(
        "label IS NOT NULL AND to_tsvector('simple'::regconfig, folded(label)) @@ to_tsquery('simple', ",
    );
    tickets::table
        .filter(is_called.bind::<Text, _>(naming.query()).sql(")"))
        .filter(within(act.actor.sight()))
        // What the index finds is put in order, rather than every ticket read in it.
        .order(sql::<BigInt>("tickets.id + 0").desc())
        .limit(MOST_LABELLED)
        .select(tickets::id)
        .load(conn)
        .await
}
