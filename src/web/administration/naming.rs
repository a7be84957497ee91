//! Names for the ids of people, roles and categories, fetched for a page at once.

use std::collections::HashMap;
use std::sync::Arc;

use views::form::Choice;
use words::Words;

use crate::app::staff_server::StaffRole;
use crate::error::Error;
use crate::ids::{CategoryId, RoleId, UserId};
use crate::models::category::Category;
use crate::models::grant::{Grant, SubjectKind};
use crate::models::permission::Permission;
use crate::models::user::User;
use crate::refusal_words::permission_name;
use crate::web::visit::Signed;

/// The names of people, roles and categories.
pub struct Names {
    people: HashMap<UserId, String>,
    /// The categories that the reader sees by name, and the others without one.
    categories: HashMap<CategoryId, Option<String>>,
    /// The roles of the staff server; nothing when Discord has not told them.
    pub roles: Option<Arc<Vec<StaffRole>>>,
}

impl Names {
    /// The names of these people, and of every role.
    pub async fn of(signed: &Signed, people: &[UserId]) -> Result<Self, Error> {
        let roles = signed.app.staff_roles().await;
        let found = User::find_all(&mut *signed.app.db().await?, people).await?;
        let named = found
            .into_iter()
            .map(|user| (user.id, user.name().to_owned()));
        Ok(Self {
            people: named.collect(),
            categories: HashMap::new(),
            roles,
        })
    }

    /// The same with the names of these categories, as far as the reader sees them.
    pub async fn with_categories(self, signed: &Signed, ids: &[CategoryId]) -> Result<Self, Error> {
        let found = Category::find_all(&mut *signed.app.db().await?, ids).await?;
        Ok(self.with_found(signed, found.iter()))
    }

    /// The same with the names of categories that are at hand.
    pub fn with_found<'a>(
        self,
        signed: &Signed,
        found: impl Iterator<Item = &'a Category>,
    ) -> Self {
        let act = signed.act();
        let sight = act.actor.sight();
        let named = found.map(|one| {
            let name = sight.sees(Some(one.id)).then(|| one.name.clone());
            (one.id, name)
        });
        Self {
            categories: named.collect(),
            ..self
        }
    }

    /// A category's name, or what stands for it.
    pub fn category(&self, words: &Words, id: CategoryId) -> String {
        match self.categories.get(&id) {
            Some(Some(name)) => name.clone(),
            Some(None) => words.text("log-hidden-category").into_owned(),
            None => words.with("log-removed-category", &[("id", id.to_string().into())]),
        }
    }

    /// Somebody's name, or the id where none is known.
    pub fn person(&self, id: UserId) -> String {
        self.people
            .get(&id)
            .cloned()
            .unwrap_or_else(|| id.to_string())
    }

    /// Somebody's name, if one is known.
    pub fn known_person(&self, id: UserId) -> Option<String> {
        self.people.get(&id).cloned()
    }

    /// A role's name, if one is known.
    pub fn known_role(&self, id: RoleId) -> Option<String> {
        let mut roles = self.roles.iter().flat_map(|roles| roles.iter());
        roles
            .find(|role| role.id == id)
            .map(|role| role.name.clone())
    }

    /// A role's name, or what stands for it.
    pub fn role(&self, words: &Words, id: RoleId) -> String {
        let unknown = || words.with("person-unknown-role", &[("id", id.to_string().into())]);
        self.known_role(id).unwrap_or_else(unknown)
    }
}

/// Everybody whose name a list of grants needs.
pub fn people_in(grants: &[Grant]) -> Vec<UserId> {
    let holders = grants
        .iter()
        .filter(|grant| grant.subject_kind == SubjectKind::User)
        .map(|grant| UserId(grant.subject_id));
    let givers = grants.iter().map(|grant| grant.granted_by);
    holders.chain(givers).collect()
}

/// A permission as people read it.
pub fn permission(words: &Words, permission: Permission) -> String {
    permission_name(words, permission.word())
}

/// The permissions that somebody may give, as boxes to be ticked.
pub fn offered(signed: &Signed, ticked: &[Permission]) -> Vec<Choice> {
    let words = signed.visit.words;
    let held = Permission::ALL
        .iter()
        .copied()
        .filter(|&one| signed.may(one));
    held.map(|one| Choice {
        value: one.word().to_owned(),
        label: permission(words, one),
        help: help(words, one),
        chosen: ticked.contains(&one),
    })
    .collect()
}

fn help(words: &Words, permission: Permission) -> String {
    let help = match permission {
        Permission::ViewPanel => words.text("permission-view-panel-help"),
        Permission::ViewTickets => words.text("permission-view-tickets-help"),
        Permission::ManageTickets => words.text("permission-manage-tickets-help"),
        Permission::ViewConfiguration => words.text("permission-view-configuration-help"),
        Permission::EditConfiguration => words.text("permission-edit-configuration-help"),
        Permission::ManageApiKeys => words.text("permission-manage-api-keys-help"),
        Permission::ManageCategories => words.text("permission-manage-categories-help"),
        Permission::ManageSnippets => words.text("permission-manage-snippets-help"),
        Permission::ManageBot => words.text("permission-manage-bot-help"),
        Permission::ManagePermissions => words.text("permission-manage-permissions-help"),
    };
    help.into_owned()
}
