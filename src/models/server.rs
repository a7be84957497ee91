//! The servers on Discord that the desk works in, as we last saw them.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};

use crate::ids::ServerId;
use crate::schema::servers;

/// A server that the desk works in.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = servers, check_for_backend(diesel::pg::Pg))]
pub struct Server {
    /// The server.
    pub id: ServerId,
    /// What it is called.
    pub name: String,
    /// Whether the members are in it.
    pub is_community: bool,
    /// When we last saw it.
    pub updated_at: DateTime<Utc>,
}

impl Server {
    /// Keeps what we now know of it. The community that was configured before is none any more.
    pub async fn remember(&self, conn: &mut AsyncPgConnection) -> QueryResult<()> {
        conn.transaction(async |conn| {
            if self.is_community {
                let former =
                    servers::table.filter(servers::is_community.and(servers::id.ne(self.id)));
                diesel::update(former)
                    .set(servers::is_community.eq(false))
                    .execute(conn)
                    .await?;
            }
            diesel::insert_into(servers::table)
                .values(self)
                .on_conflict(servers::id)
                .do_update()
                .set(self)
                .execute(conn)
                .await?;
            Ok(())
        })
        .await
    }

    /// The server in which the members are, once it has been seen.
    pub async fn community(conn: &mut AsyncPgConnection) -> QueryResult<Option<Self>> {
        servers::table
            .filter(servers::is_community)
            .select(Self::as_select())
            .first(conn)
            .await
            .optional()
    }
}
