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
        /// Create, revoke and delete API keys.
        ManageApiKeys = "manage_api_keys",
    }
}

/// The permissions that somebody holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Permissions(BTreeSet<Permission>);

impl Permissions {
    /// Every permission: what a super administrator holds.
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
            if permission == Permission::ManageTickets {
                held.insert(Permission::ViewTickets);
            }
        }
        Self(held)
    }
}
