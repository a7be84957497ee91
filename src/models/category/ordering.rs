//! The order of the categories: that of every list, and of the buttons that members are going to choose from.

use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};

use crate::error::{Error, Refusal};
use crate::ids::CategoryId;
use crate::models::actor::Act;
use crate::models::category::Category;
use crate::models::event::EventKind;
use crate::models::permission::Permission;
use crate::schema::categories;

/// Which way a category goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Towards the front.
    Up,
    /// Towards the end.
    Down,
}

impl Category {
    /// Puts a category before its predecessor or behind its successor. At the end of the list nothing changes.
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ManageCategories`], when there is no such category, and whoever does not see its tickets.
    pub async fn shift(
        conn: &mut AsyncPgConnection,
        act: &Act,
        id: CategoryId,
        direction: Direction,
    ) -> Result<(), Error> {
        act.actor.require(Permission::ManageCategories)?;
        conn.transaction(async |conn| {
            Self::lock_seen(conn, act, id).await?;
            let mut order = Self::load_kept(conn).await?;
            let place = order.iter().position(|category| category.id == id);
            let place = place.ok_or(Refusal::CategoryNotFound)?;
            let other = match direction {
                Direction::Up => place.checked_sub(1),
                Direction::Down => Some(place + 1).filter(|&next| next < order.len()),
            };
            let Some(other) = other else {
                return Ok(());
            };
            order.swap(place, other);
            for (position, category) in (0..).zip(&order) {
                if category.position != position {
                    diesel::update(categories::table.find(category.id))
                        .set(categories::position.eq(position))
                        .execute(conn)
                        .await?;
                }
            }
            order[other]
                .record(conn, act, EventKind::CategoryMoved)
                .await
        })
        .await
    }
}
