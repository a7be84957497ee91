//! Categories by what they are wanted for: beside tickets that have them, and to choose from.

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::ids::CategoryId;
use crate::models::category::Category;
use crate::models::sight::Sight;
use crate::schema::categories;

impl Category {
    /// The categories with these ids, removed ones included, in no particular order.
    pub async fn find_all(
        conn: &mut AsyncPgConnection,
        ids: &[CategoryId],
    ) -> QueryResult<Vec<Self>> {
        categories::table
            .filter(categories::id.eq_any(ids))
            .select(Self::as_select())
            .load(conn)
            .await
    }

    /// The categories whose tickets somebody sees, in their order. Those that were removed are not among them.
    pub async fn within_sight(
        conn: &mut AsyncPgConnection,
        sight: &Sight,
    ) -> QueryResult<Vec<Self>> {
        let hidden: Vec<CategoryId> = sight.hidden().to_vec();
        categories::table
            .filter(categories::removed_at.is_null())
            .filter(categories::id.ne_all(hidden))
            .order((categories::position, categories::id))
            .select(Self::as_select())
            .load(conn)
            .await
    }
}
