//! What a person may do.

use std::collections::BTreeSet;

use crate::error::Refusal;
use crate::models::text_enum::text_enum;

text_enum! {
    /// Something that a person may be allowed to do.
    Permission {
        /// See the panel.
        ViewPanel = "view_panel",
        /// Read tickets.
        ViewTickets = "view_tickets",
        /// Answer, note, open and close tickets.
        ManageTickets = "manage_tickets",
        /// Read what may be changed while Rustmail runs.
        ViewConfiguration = "view_configuration",
        /// Change what may be changed while Rustmail runs.
        EditConfiguration = "edit_configuration",
        /// Create, revoke and delete API keys.
        ManageApiKeys = "manage_api_keys",
        /// Create and change the categories of tickets, and say who sees them.
        ManageCategories = "manage_categories",
        /// Write and change saved answers.
        ManageSnippets = "manage_snippets",
        /// Start and stop the bot, and change how it looks on Discord.
        ManageBot = "manage_bot",
        /// Give permissions to people and roles, and take them back.
        ManagePermissions = "manage_permissions",
    }
}

impl Permission {
    /// What nobody can use this permission without.
    fn implied(self) -> Option<Self> {
        match self {
            Self::ManageTickets => Some(Self::ViewTickets),
            Self::EditConfiguration => Some(Self::ViewConfiguration),
            _ => None,
        }
    }
}

/// The permissions that somebody holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Permissions(BTreeSet<Permission>);

impl Permissions {
    /// Every permission.
    pub fn all() -> Self {
        Permission::ALL.iter().copied().collect()
    }

    /// No permission at all: what a stranger holds.
    pub fn none() -> Self {
        Self::default()
    }

    /// Whether `permission` is among them.
    pub fn include(&self, permission: Permission) -> bool {
        self.0.contains(&permission)
    }

    /// Each of them.
    pub fn iter(&self) -> impl Iterator<Item = Permission> {
        self.0.iter().copied()
    }

    /// Refuses unless `permission` is among them.
    ///
    /// # Errors
    ///
    /// [`Refusal::Forbidden`] with the name of the permission.
    pub fn require(&self, permission: Permission) -> Result<(), Refusal> {
        if self.include(permission) {
            return Ok(());
        }
        Err(Refusal::Forbidden(permission.word()))
    }
}

impl FromIterator<Permission> for Permissions {
    /// What is needed to use a permission comes with it: nobody works tickets without seeing them.
    fn from_iter<I: IntoIterator<Item = Permission>>(permissions: I) -> Self {
        let mut held = BTreeSet::new();
        for permission in permissions {
            held.insert(permission);
            held.insert(Permission::ViewPanel);
            held.extend(permission.implied());
        }
        Self(held)
    }
}
