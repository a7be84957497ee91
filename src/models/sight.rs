//! Which tickets somebody sees: a category with staff roles hides its tickets from everybody who holds none of them.

use crate::ids::{CategoryId, RoleId};
use crate::models::category::Category;
use diesel::QueryResult;
use diesel_async::AsyncPgConnection;

/// The tickets that somebody sees, told by what they do not see.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sight {
    hidden: Vec<CategoryId>,
}

impl Sight {
    /// Sees every ticket.
    pub const EVERYTHING: Self = Self { hidden: Vec::new() };

    /// Sees every ticket.
    pub fn everything() -> Self {
        Self::EVERYTHING
    }

    /// What somebody sees who holds these roles of the staff server.
    pub async fn with_roles(conn: &mut AsyncPgConnection, roles: &[RoleId]) -> QueryResult<Self> {
        Self::unless(conn, |category| category.admits(roles)).await
    }

    /// What somebody sees who holds these roles, where `restricted` are all the categories that not everybody sees.
    pub fn of_roles(restricted: &[Category], roles: &[RoleId]) -> Self {
        Self::hiding(restricted, |category| !category.admits(roles))
    }

    /// What everybody sees who sees the tickets of `category`, where `restricted` are all the categories that not everybody sees.
    pub fn shared_in(restricted: &[Category], category: Option<CategoryId>) -> Self {
        let own = restricted.iter().find(|one| Some(one.id) == category);
        Self::hiding(restricted, |other| {
            own.is_none_or(|own| !own.staff_roles.iter().all(|&role| other.admits(&[role])))
        })
    }

    /// What a program sees that was let into these restricted categories.
    pub async fn into_categories(
        conn: &mut AsyncPgConnection,
        admitted: &[CategoryId],
    ) -> QueryResult<Self> {
        Self::unless(conn, |category| admitted.contains(&category.id)).await
    }

    /// Whether tickets of `category` are seen. Those of no category are seen by everybody of the staff.
    pub fn sees(&self, category: Option<CategoryId>) -> bool {
        category.is_none_or(|category| !self.hidden.contains(&category))
    }

    /// The categories whose tickets are not seen.
    pub fn hidden(&self) -> &[CategoryId] {
        &self.hidden
    }

    async fn unless(
        conn: &mut AsyncPgConnection,
        is_admitted: impl Fn(&Category) -> bool,
    ) -> QueryResult<Self> {
        let restricted = Category::restricted(conn).await?;
        Ok(Self::hiding(&restricted, |category| !is_admitted(category)))
    }

    fn hiding(restricted: &[Category], is_hidden: impl Fn(&Category) -> bool) -> Self {
        let hidden = restricted.iter().filter(|category| is_hidden(category));
        let hidden = hidden.map(|category| category.id).collect();
        Self { hidden }
    }
}
