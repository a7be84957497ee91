//! Everybody who has a ticket within sight, whether they still work here or not.

use diesel::sql_query;
use diesel::sql_types::{Array, BigInt};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::error::Error;
use crate::models::actor::Act;
use crate::models::permission::Permission;
use crate::models::user::User;

/// The people who have tickets that the actor sees, closed ones included, in no particular order.
///
/// # Errors
///
/// Refuses without [`Permission::ViewTickets`].
pub async fn holders(conn: &mut AsyncPgConnection, act: &Act) -> Result<Vec<User>, Error> {
    act.actor.require(Permission::ViewTickets)?;
    let found = sql_query(HOLDERS).bind::<Array<BigInt>, _>(act.actor.sight().hidden());
    Ok(found.load(conn).await?)
}

/// From one person in the index of tickets to the next, so that it does not matter how many tickets each of them has.
const HOLDERS: &str = "
    WITH RECURSIVE holders (id) AS (
        (SELECT assignee_id FROM tickets WHERE assignee_id IS NOT NULL ORDER BY assignee_id LIMIT 1)
        UNION ALL
        SELECT (SELECT assignee_id FROM tickets WHERE assignee_id > holders.id ORDER BY assignee_id LIMIT 1)
          FROM holders WHERE holders.id IS NOT NULL
    )
    SELECT users.id, username, display_name, avatar, updated_at FROM holders JOIN users USING (id)
     WHERE EXISTS (
         SELECT FROM tickets
          WHERE assignee_id = users.id AND (category_id IS NULL OR category_id <> ALL ($1)))";
