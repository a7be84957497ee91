//! Time zones. Postgres counts days in them, so it has to know each one as well.

use chrono_tz::Tz;
use diesel::QueryableByName;
use diesel::sql_types::{Bool, Text};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::error::{Error, Refusal};
use crate::models::setting::Key;
use crate::models::setting::value::Wrong;
use crate::models::setting::version::Overrides;

#[derive(QueryableByName)]
struct Answer {
    #[diesel(sql_type = Bool)]
    is_known: bool,
}

/// Whether Postgres knows a time zone.
///
/// # Errors
///
/// Fails when it cannot be asked.
pub async fn is_known(conn: &mut AsyncPgConnection, zone: Tz) -> diesel::QueryResult<bool> {
    named(conn, zone.name()).await
}

/// Refuses another time zone that Postgres does not know.
pub(super) async fn check(
    conn: &mut AsyncPgConnection,
    (old, new): (&Overrides, &Overrides),
) -> Result<(), Error> {
    let wanted = new.get(&Key::TimeZone);
    let Some(zone) = wanted.filter(|_| wanted != old.get(&Key::TimeZone)) else {
        return Ok(());
    };
    if named(conn, zone).await? {
        return Ok(());
    }
    Err(Refusal::Settings(vec![(Key::TimeZone, Wrong::NoTimeZone)]).into())
}

async fn named(conn: &mut AsyncPgConnection, zone: &str) -> diesel::QueryResult<bool> {
    let asked = diesel::sql_query(
        "SELECT EXISTS (SELECT FROM pg_timezone_names WHERE name = $1) AS is_known",
    );
    let answer: Answer = asked.bind::<Text, _>(zone).get_result(conn).await?;
    Ok(answer.is_known)
}
