//! Lists of tickets that somebody comes back to, under names of their own. They are nobody else's business: nothing about them is
//! told or recorded.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::result::{DatabaseErrorKind, Error as QueryError};
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};

use crate::error::{Error, Flaw, Refusal};
use crate::ids::{SavedViewId, UserId};
use crate::models::actor::Act;
use crate::models::effect::{Change, Effect};
use crate::models::permission::Permission;
use crate::models::ticket::replying::check_characters;
use crate::schema::{saved_views, users};

/// The most views of one person.
pub const MOST_VIEWS: usize = 20;
/// The most characters of a name.
pub const LONGEST_NAME: usize = 40;
/// The most characters of a query; no filter that the panel writes is longer.
const LONGEST_QUERY: usize = 1_000;

/// A list of tickets under a name.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Identifiable)]
#[diesel(table_name = saved_views, check_for_backend(diesel::pg::Pg))]
pub struct SavedView {
    /// The view.
    pub id: SavedViewId,
    /// Whose it is.
    pub user_id: UserId,
    /// What they call it.
    pub name: String,
    /// The filter and the order, in the words of the list's address.
    pub query: String,
    /// When it was saved.
    pub created_at: DateTime<Utc>,
}

impl SavedView {
    /// The views of whoever acts, oldest first.
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ViewTickets`].
    pub async fn own(conn: &mut AsyncPgConnection, act: &Act) -> Result<Vec<Self>, Error> {
        let owner = owner(act)?;
        let found = saved_views::table
            .filter(saved_views::user_id.eq(owner))
            .order(saved_views::id)
            .select(Self::as_select())
            .load(conn)
            .await?;
        Ok(found)
    }

    /// Saves a view under a name.
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ViewTickets`], a name that is empty, too long or taken, and more than [`MOST_VIEWS`].
    pub async fn save(
        conn: &mut AsyncPgConnection,
        act: &Act,
        (name, query): (&str, &str),
    ) -> Result<Self, Error> {
        let owner = owner(act)?;
        let name = checked(name)?;
        check_query(query)?;
        conn.transaction(async |conn| {
            // Of two at once, the second counts what the first has saved.
            let account = users::table
                .find(owner)
                .select(users::id)
                .for_no_key_update();
            account.first::<UserId>(conn).await?;
            let held: i64 = saved_views::table
                .filter(saved_views::user_id.eq(owner))
                .count()
                .get_result(conn)
                .await?;
            if usize::try_from(held).unwrap_or(0) >= MOST_VIEWS {
                return Err(Refusal::TooManySavedViews(MOST_VIEWS).into());
            }
            let saved = diesel::insert_into(saved_views::table)
                .values((
                    saved_views::user_id.eq(owner),
                    saved_views::name.eq(name),
                    saved_views::query.eq(query),
                    saved_views::created_at.eq(act.at),
                ))
                .returning(Self::as_returning())
                .get_result(conn)
                .await;
            unless_taken(saved)
        })
        .await
    }

    /// Gives a view of one's own another name.
    ///
    /// # Errors
    ///
    /// As [`SavedView::save`], and refuses when there is no such view or it is somebody else's.
    pub async fn rename(
        conn: &mut AsyncPgConnection,
        act: &Act,
        view: SavedViewId,
        name: &str,
    ) -> Result<Self, Error> {
        let owner = owner(act)?;
        let name = checked(name)?;
        let own = saved_views::table
            .find(view)
            .filter(saved_views::user_id.eq(owner));
        let renamed = diesel::update(own)
            .set(saved_views::name.eq(name))
            .returning(Self::as_returning())
            .get_result(conn)
            .await
            .optional();
        Ok(unless_taken(renamed)?.ok_or(Refusal::SavedViewNotFound)?)
    }

    /// Makes a view of one's own show another list.
    ///
    /// # Errors
    ///
    /// As [`SavedView::rename`], and when the view shows no list from which it is to be changed.
    pub async fn update(
        conn: &mut AsyncPgConnection,
        act: &Act,
        view: SavedViewId,
        change: impl Into<Change<&str>>,
    ) -> Result<Effect<Self>, Error> {
        let owner = owner(act)?;
        let change: Change<&str> = change.into();
        check_query(change.to)?;
        conn.transaction(async |conn| {
            let own = saved_views::table
                .find(view)
                .filter(saved_views::user_id.eq(owner));
            let own = own.select(Self::as_select()).for_update();
            let before: Option<Self> = own.first(conn).await.optional()?;
            let before = before.ok_or(Refusal::SavedViewNotFound)?;
            if before.query == change.to {
                return Ok(Effect::none(before));
            }
            change.check(&before.query.as_str())?;
            let updated = diesel::update(&before)
                .set(saved_views::query.eq(change.to))
                .returning(Self::as_returning())
                .get_result(conn)
                .await?;
            Ok(Effect::change(before, updated))
        })
        .await
    }

    /// Removes a view of one's own.
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ViewTickets`], and when there is no such view or it is somebody else's.
    pub async fn remove(
        conn: &mut AsyncPgConnection,
        act: &Act,
        view: SavedViewId,
    ) -> Result<(), Error> {
        let owner = owner(act)?;
        let own = saved_views::table
            .find(view)
            .filter(saved_views::user_id.eq(owner));
        let removed = diesel::delete(own).execute(conn).await?;
        if removed == 0 {
            return Err(Refusal::SavedViewNotFound.into());
        }
        Ok(())
    }
}

fn owner(act: &Act) -> Result<UserId, Refusal> {
    act.actor.require(Permission::ViewTickets)?;
    act.actor
        .user_id()
        .ok_or(Refusal::Forbidden(Permission::ViewPanel.word()))
}

fn checked(name: &str) -> Result<&str, Refusal> {
    let name = name.trim();
    check_characters("name", name)?;
    let length = name.chars().count();
    if name.is_empty() {
        return Err(Refusal::SavedViewUnnamed);
    }
    if length > LONGEST_NAME {
        return Err(Refusal::TooLong {
            limit: LONGEST_NAME,
            length,
        });
    }
    Ok(name)
}

fn check_query(query: &str) -> Result<(), Refusal> {
    check_characters("query", query)?;
    if query.len() > LONGEST_QUERY {
        let (field, why) = ("query", Flaw::Filter);
        return Err(Refusal::Invalid { field, why });
    }
    Ok(())
}

fn unless_taken<T>(saved: QueryResult<T>) -> Result<T, Error> {
    match saved {
        Err(QueryError::DatabaseError(DatabaseErrorKind::UniqueViolation, _)) => {
            Err(Refusal::SavedViewNameTaken.into())
        }
        saved => Ok(saved?),
    }
}
