//! Making categories and changing them.

use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use serde_json::json;

use crate::direction_marks;
use crate::error::{Error, Refusal};
use crate::ids::{CategoryId, ChannelId, RoleId};
use crate::models::actor::Act;
use crate::models::category::Category;
use crate::models::effect::Effect;
use crate::models::event::{self, EventKind, Subject};
use crate::models::permission::Permission;
use crate::models::staff::Appointments;
use crate::models::ticket::replying::check_characters;
use crate::schema::categories;

/// The most categories that can be switched on: a message on Discord has 25 buttons, and one is for no category.
pub const MOST_ENABLED: i64 = 24;
/// The most characters of a name; a button holds no more.
pub const LONGEST_NAME: usize = 80;
/// The most characters of a description.
pub const LONGEST_DESCRIPTION: usize = 200;
/// The most characters of an emoji: people of several, with colours, take as many.
const LONGEST_EMOJI: usize = 24;
/// The most roles that a category can be kept to.
pub const MOST_ROLES: usize = 50;

/// What a category is to be.
#[derive(Debug, Clone, Default)]
pub struct Definition {
    /// What people call it.
    pub name: String,
    /// What belongs into it.
    pub description: Option<String>,
    /// The emoji that stands beside its name.
    pub emoji: Option<String>,
    /// The category of the staff server that takes its channels; the inbox when there is none.
    pub discord_category_id: Option<ChannelId>,
    /// Only who holds one of these roles sees its tickets; everybody of the staff does when there are none.
    pub staff_roles: Vec<RoleId>,
}

/// Whether tickets can be put into a category.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Switch {
    /// They can.
    On,
    /// They cannot; those that are in it stay.
    Off,
}

impl Category {
    /// Makes a category, switched on, behind the others.
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ManageCategories`], a name that is in use, values that cannot be used, and one more than
    /// [`MOST_ENABLED`].
    pub async fn create(
        conn: &mut AsyncPgConnection,
        act: &Act,
        definition: Definition,
    ) -> Result<Self, Error> {
        act.actor.require(Permission::ManageCategories)?;
        let definition = definition.checked()?;
        conn.transaction(async |conn| {
            Self::lock_all(conn).await?;
            refuse_too_many(conn).await?;
            let last: Option<i32> = categories::table
                .select(diesel::dsl::max(categories::position))
                .first(conn)
                .await?;
            let category: Self = diesel::insert_into(categories::table)
                .values((
                    definition.columns(),
                    categories::position.eq(last.map_or(0, |last| last + 1)),
                    categories::created_at.eq(act.at),
                ))
                .returning(Self::as_returning())
                .get_result(conn)
                .await
                .map_err(|error| definition.taken().in_place_of(error))?;
            category
                .record(conn, act, EventKind::CategoryCreated)
                .await?;
            Ok(category)
        })
        .await
    }

    /// Makes a category what `definition` says. Who sees its tickets changes at once, and their channels follow. Whoever has one and
    /// does not see it any more has it no more.
    ///
    /// # Errors
    ///
    /// Refuses as [`Category::create`] does, when there is no such category, when somebody has changed it since its version `based_on`,
    /// and whoever does not see its tickets, or would not after that: nobody lets themselves in, or out.
    pub async fn change(
        conn: &mut AsyncPgConnection,
        act: &Act,
        (id, based_on): (CategoryId, i32),
        (appointments, definition): (&Appointments, Definition),
    ) -> Result<Effect<Self>, Error> {
        act.actor.require(Permission::ManageCategories)?;
        let definition = definition.checked()?;
        conn.transaction(async |conn| {
            let before = Self::lock_seen(conn, act, id).await?;
            if before.definition() == definition {
                return Ok(Effect::none(before));
            }
            if before.version != based_on {
                return Err(Refusal::CategoryOutdated.into());
            }
            let next = categories::version.eq(before.version + 1);
            let after: Self = diesel::update(categories::table.find(id))
                .set((definition.columns(), next))
                .returning(Self::as_returning())
                .get_result(conn)
                .await
                .map_err(|error| definition.taken().in_place_of(error))?;
            after.require_open_to(conn, &act.actor).await?;
            let details = json!({
                "id": id.to_string(), "name": after.name, "before": before.told(), "after": after.told(),
            });
            let what = (EventKind::CategoryChanged, Subject::NONE);
            event::record_with(conn, act, what, details).await?;
            let follow = (appointments, &before);
            after.place_tickets(conn, act, follow).await?;
            Ok(Effect::change(before, after))
        })
        .await
    }

    /// Switches a category on or off. Doing it again changes nothing.
    ///
    /// # Errors
    ///
    /// Refuses as [`Category::remove`] does, and one more than [`MOST_ENABLED`].
    pub async fn switch(
        conn: &mut AsyncPgConnection,
        act: &Act,
        id: CategoryId,
        switch: Switch,
    ) -> Result<Self, Error> {
        act.actor.require(Permission::ManageCategories)?;
        conn.transaction(async |conn| {
            let before = Self::lock_seen(conn, act, id).await?;
            let enabled = switch == Switch::On;
            if before.enabled == enabled {
                return Ok(before);
            }
            if enabled {
                refuse_too_many(conn).await?;
            }
            let after: Self = diesel::update(categories::table.find(id))
                .set(categories::enabled.eq(enabled))
                .returning(Self::as_returning())
                .get_result(conn)
                .await?;
            let kind = match switch {
                Switch::On => EventKind::CategoryEnabled,
                Switch::Off => EventKind::CategoryDisabled,
            };
            after.record(conn, act, kind).await?;
            Ok(after)
        })
        .await
    }

    /// What it is.
    pub fn definition(&self) -> Definition {
        Definition {
            name: self.name.clone(),
            description: self.description.clone(),
            emoji: self.emoji.clone(),
            discord_category_id: self.discord_category_id,
            staff_roles: self.staff_roles.clone(),
        }
    }

    pub(super) async fn record(
        &self,
        conn: &mut AsyncPgConnection,
        act: &Act,
        kind: EventKind,
    ) -> Result<(), Error> {
        let details = json!({ "id": self.id.to_string(), "name": self.name });
        Ok(event::record_with(conn, act, (kind, Subject::NONE), details).await?)
    }

    fn told(&self) -> serde_json::Value {
        let roles: Vec<String> = self.staff_roles.iter().map(ToString::to_string).collect();
        json!({
            "name": self.name,
            "description": self.description,
            "emoji": self.emoji,
            "discord_category": self.discord_category_id.map(|id| id.to_string()),
            "staff_roles": roles,
        })
    }
}

impl PartialEq for Definition {
    /// The order of the roles says nothing.
    fn eq(&self, other: &Self) -> bool {
        let roles = |definition: &Self| {
            let mut roles = definition.staff_roles.clone();
            roles.sort();
            roles
        };
        self.name == other.name
            && self.description == other.description
            && self.emoji == other.emoji
            && self.discord_category_id == other.discord_category_id
            && roles(self) == roles(other)
    }
}

impl Definition {
    fn checked(mut self) -> Result<Self, Refusal> {
        self.name = one_line(&direction_marks::without(&self.name));
        self.description = self.description.map(|text| text.trim().to_owned());
        self.description = self.description.filter(|text| !text.is_empty());
        self.emoji = self.emoji.map(|text| text.trim().to_owned());
        self.emoji = self.emoji.filter(|text| !text.is_empty());
        self.staff_roles.sort();
        self.staff_roles.dedup();
        if self.staff_roles.len() > MOST_ROLES {
            return Err(Refusal::TooManyCategoryRoles(MOST_ROLES));
        }
        check_characters("name", &self.name)?;
        let length = self.name.chars().count();
        if !(1..=LONGEST_NAME).contains(&length) {
            return Err(Refusal::CategoryNameInvalid);
        }
        let description = self.description.as_deref().unwrap_or_default();
        check_characters("description", description)?;
        if description.chars().count() > LONGEST_DESCRIPTION {
            return Err(Refusal::CategoryDescriptionTooLong);
        }
        if !self.emoji.as_deref().is_none_or(is_emoji) {
            return Err(Refusal::NotAnEmoji);
        }
        Ok(self)
    }

    fn taken(&self) -> Refusal {
        Refusal::CategoryNameTaken(self.name.clone())
    }

    fn columns(&self) -> Columns<'_> {
        Columns {
            name: &self.name,
            description: self.description.as_deref(),
            emoji: self.emoji.as_deref(),
            discord_category_id: self.discord_category_id,
            staff_roles: &self.staff_roles,
        }
    }
}

#[derive(Insertable, AsChangeset)]
#[diesel(table_name = categories, treat_none_as_null = true)]
struct Columns<'a> {
    name: &'a str,
    description: Option<&'a str>,
    emoji: Option<&'a str>,
    discord_category_id: Option<ChannelId>,
    staff_roles: &'a [RoleId],
}

pub(super) async fn refuse_too_many(conn: &mut AsyncPgConnection) -> Result<(), Error> {
    let enabled: i64 = categories::table
        .filter(categories::removed_at.is_null())
        .filter(categories::enabled)
        .count()
        .get_result(conn)
        .await?;
    if enabled >= MOST_ENABLED {
        return Err(Refusal::TooManyCategories.into());
    }
    Ok(())
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether Discord would show a text as an emoji: one of a server's own, or one of everybody's, which is a short text with something
/// in it that no language is written with.
fn is_emoji(text: &str) -> bool {
    if let Some(own) = text
        .strip_prefix('<')
        .and_then(|rest| rest.strip_suffix('>'))
    {
        let mut parts = own.split(':');
        let (kind, name, id) = (parts.next(), parts.next(), parts.next());
        let is_name = |name: &str| {
            let of_name = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
            (2..=32).contains(&name.len()) && name.bytes().all(of_name)
        };
        return matches!(kind, Some("" | "a"))
            && name.is_some_and(is_name)
            && id.is_some_and(|id| id.parse::<ChannelId>().is_ok())
            && parts.next().is_none();
    }
    let odd =
        |letter: char| letter.is_alphabetic() || letter.is_whitespace() || letter.is_control();
    text.chars().count() <= LONGEST_EMOJI && !text.is_ascii() && !text.chars().any(odd)
}

#[cfg(test)]
mod tests {
    use super::is_emoji;

    #[test]
    fn emojis_are_told_from_texts() {
        for emoji in [
            "💳",
            "🐛",
            "1️⃣",
            "❤️",
            "🇫🇷",
            "👩‍👩‍👧‍👦",
            "™️",
            "<:lantern:123456789012345678>",
            "<a:spin_it:123456789012345678>",
        ] {
            assert!(is_emoji(emoji), "{emoji} was refused");
        }
        for text in [
            "",
            "a",
            "Refunds",
            "é",
            ":smile:",
            "💳 Refunds",
            "<script>",
            "<:x:1>",
            "<:lantern:no>",
            "<b:lantern:123456789012345678>",
            "<:lantern:123456789012345678:4>",
            "日本",
        ] {
            assert!(!is_emoji(text), "{text:?} was taken for an emoji");
        }
    }
}
