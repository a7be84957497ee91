//! Whether members would read the tickets that a category of the staff server takes: whatever is put into it is for whom it is.

use crate::app::App;
use crate::config::bot::Mode;
use crate::error::{Error, Refusal};
use crate::ids::{CategoryId, ChannelId};
use crate::models::actor::Act;
use crate::models::category::Category;
use crate::models::category::changing::Definition;
use crate::models::permission::Permission;

impl App {
    /// Whether members are in the server in which tickets are worked.
    pub fn is_among_members(&self) -> bool {
        matches!(self.config.bot.mode, Mode::Single { .. })
    }

    /// Whether a category is to have its channels where a definition says. One into which every member may look is only taken when it is
    /// named again, as `meant`; one that has them there already may go on. While Discord does not answer, it is taken as it is.
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ManageCategories`], and a place that every member may look into.
    pub async fn check_seclusion(
        &self,
        act: &Act,
        (category, definition): (Option<CategoryId>, &Definition),
        meant: Option<ChannelId>,
    ) -> Result<(), Error> {
        act.actor.require(Permission::ManageCategories)?;
        let wanted = place_of(definition.discord_category_id, definition.staff_roles.len());
        let Some(wanted) = wanted.filter(|wanted| Some(*wanted) != meant) else {
            return Ok(());
        };
        let before = match category {
            Some(id) => Category::get(&mut *self.db().await?, id).await?,
            None => None,
        };
        let before =
            before.and_then(|one| place_of(one.discord_category_id, one.staff_roles.len()));
        if before == Some(wanted) || !self.is_open_to_members(wanted).await {
            return Ok(());
        }
        Err(Refusal::OpenToMembers(wanted).into())
    }

    async fn is_open_to_members(&self, category: ChannelId) -> bool {
        if !self.is_among_members() {
            return false;
        }
        let Some(directory) = self.directory().await else {
            tracing::info!("Discord does not tell its channels, so a category goes unchecked");
            return false;
        };
        let mut known = directory.categories.iter();
        known.any(|one| one.id == category && one.is_open)
    }
}

/// Where channels stand that are for whoever the place is for. Those that are kept to some roles are closed to all others.
fn place_of(channels: Option<ChannelId>, roles: usize) -> Option<ChannelId> {
    channels.filter(|_| roles == 0)
}
