//! What may be said of a ticket in front of people who may not see it, and of others in front of those who see this one.

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::error::Refusal;
use crate::models::actor::Actor;
use crate::models::category::Category;
use crate::models::sight::Sight;
use crate::models::ticket::{self, Ticket};
use crate::schema::tickets;

impl Ticket {
    /// How many tickets a member had before this one, of those that everybody sees who sees this one.
    pub async fn earlier_count(&self, conn: &mut AsyncPgConnection) -> QueryResult<i64> {
        let restricted = Category::restricted(conn).await?;
        let shared = Sight::shared_in(&restricted, self.category_id);
        tickets::table
            .filter(tickets::member_id.eq(self.member_id))
            .filter(tickets::id.lt(self.id))
            .filter(ticket::within(&shared))
            .count()
            .get_result(conn)
            .await
    }

    /// Whether not everybody of the staff sees it.
    pub async fn is_restricted(&self, conn: &mut AsyncPgConnection) -> QueryResult<bool> {
        let restricted = Category::restricted(conn).await?;
        let is_its_own = |category: &Category| Some(category.id) == self.category_id;
        Ok(restricted.iter().any(is_its_own))
    }

    /// Why its member can have no other open ticket, told to somebody who may not see this one.
    pub(crate) fn stands_in_the_way_of(&self, actor: &Actor) -> Refusal {
        match self.is_seen_by(actor) {
            true => Refusal::AlreadyOpen(self.id),
            false => Refusal::AlreadyOpenElsewhere,
        }
    }
}
