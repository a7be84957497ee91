//! Settings over the API: what is in effect, who changed what, and the way back.

use async_graphql::{ComplexObject, Context, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};

use crate::error::{Error, Flaw, Refusal};
use crate::graphql::asking::Asking;
use crate::graphql::fault::Fault;
use crate::graphql::snowflake::Snowflake;
use crate::graphql::user_error::{UserError, outcome};
use crate::ids::ChannelId;
use crate::models::effect::Change;
use crate::models::permission::Permission;
use crate::models::setting::Key;
use crate::models::setting::edit::Edit;
use crate::models::setting::version::{Current, Version};

/// The most versions that are told at once.
const MOST_VERSIONS: i64 = 50;

/// The settings in effect.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct Configuration {
    /// The version in effect; 0 when the configuration file has the say in everything.
    version: i64,
    /// Every setting.
    settings: Vec<Setting>,
}

/// A setting.
#[derive(SimpleObject)]
pub struct Setting {
    /// Its name in the configuration file, such as `bot.welcome_message`.
    key: String,
    /// Its value in effect, as text.
    value: String,
    /// Its value in the configuration file.
    file_value: String,
    /// Whether staff have changed it.
    is_changed: bool,
}

/// A version of the settings.
#[derive(SimpleObject)]
pub struct SettingsVersion {
    /// Its number.
    number: i64,
    /// When it was made.
    at: DateTime<Utc>,
    /// Who made it.
    author: String,
    /// The version that it went back to; 0 is the configuration file.
    rolled_back_to: Option<i64>,
    /// What it changed.
    changes: Vec<SettingChange>,
}

/// A setting that a version changed.
#[derive(SimpleObject)]
pub struct SettingChange {
    /// Its name in the configuration file.
    key: String,
    /// Its value before.
    old: String,
    /// Its value since.
    new: String,
}

/// A value for a setting.
#[derive(InputObject)]
pub struct SettingInput {
    /// Its name in the configuration file.
    key: String,
    /// Its value, as text; the one of the configuration file when it is left out.
    value: Option<String>,
}

/// Settings to change.
#[derive(InputObject)]
pub struct ChangeSettingsInput {
    /// The version that was looked at. A setting that somebody else has changed since is refused.
    version: i64,
    /// The settings.
    settings: Vec<SettingInput>,
    /// The inbox once more, where every member may look into it: without that it is refused.
    open_category_id: Option<Snowflake>,
    /// Comes back as it is.
    client_mutation_id: Option<String>,
}

/// A version to go back to.
#[derive(InputObject)]
pub struct RollBackSettingsInput {
    /// Its number; 0 is the configuration file.
    version: i64,
    /// The version that has to be in effect for that; whichever it is, when nothing is said.
    expected_version: Option<i64>,
    /// Comes back as it is.
    client_mutation_id: Option<String>,
}

/// What came of it.
#[derive(SimpleObject)]
pub struct ConfigurationPayload {
    /// The settings in effect; nothing when it was refused.
    configuration: Option<Configuration>,
    /// Why it was refused.
    user_errors: Vec<UserError>,
    /// As it was sent.
    client_mutation_id: Option<String>,
}

/// What can be asked about settings.
#[derive(Default)]
pub struct ConfigurationQuery;

#[Object]
impl ConfigurationQuery {
    /// The settings in effect.
    async fn configuration(&self, ctx: &Context<'_>) -> Result<Option<Configuration>, Fault> {
        let asking = Asking::of(ctx)?;
        let actor = &asking.act()?.actor;
        actor.require(Permission::ViewConfiguration)?;
        Ok(Some(Configuration::of(
            asking,
            &asking.app().standing().current,
        )))
    }
}

#[ComplexObject]
impl Configuration {
    /// Earlier versions, newest first: at most 50, and only those before the number `before` when it is given.
    async fn history(
        &self,
        ctx: &Context<'_>,
        #[graphql(default = 20)] first: i64,
        before: Option<i64>,
    ) -> Result<Vec<SettingsVersion>, Fault> {
        let asking = Asking::of(ctx)?;
        let limit = first.clamp(0, MOST_VERSIONS);
        let conn = &mut asking.db().await?;
        let versions = Version::history(conn, asking.act()?, before, limit).await?;
        Ok(versions.into_iter().map(SettingsVersion::from).collect())
    }
}

/// What can be done about settings.
#[derive(Default)]
pub struct Configuring;

#[Object]
impl Configuring {
    /// Changes settings. They are in effect at once, in every process.
    async fn change_settings(
        &self,
        ctx: &Context<'_>,
        input: ChangeSettingsInput,
    ) -> Result<Option<ConfigurationPayload>, Fault> {
        let asking = Asking::of(ctx)?;
        let meant = input.open_category_id.map(Into::into);
        let changed = change(asking, (input.version, meant), input.settings).await;
        ConfigurationPayload::of(asking, changed, input.client_mutation_id)
    }

    /// Goes back to an earlier version of the settings. That makes a new version.
    async fn roll_back_settings(
        &self,
        ctx: &Context<'_>,
        input: RollBackSettingsInput,
    ) -> Result<Option<ConfigurationPayload>, Fault> {
        let asking = Asking::of(ctx)?;
        let version = Change {
            to: input.version,
            from: input.expected_version,
        };
        let changed = roll_back(asking, version).await;
        ConfigurationPayload::of(asking, changed, input.client_mutation_id)
    }
}

impl Configuration {
    fn of(asking: &Asking, current: &Current) -> Self {
        let file = asking.app().follower.file();
        let settings = Key::ALL.iter().map(|&key| Setting {
            key: key.word().to_owned(),
            value: current.settings.text(key),
            file_value: file.text(key),
            is_changed: current.is_changed(key),
        });
        Self {
            version: current.number,
            settings: settings.collect(),
        }
    }
}

impl ConfigurationPayload {
    fn of(
        asking: &Asking,
        result: Result<Current, Error>,
        client_mutation_id: Option<String>,
    ) -> Result<Option<Self>, Fault> {
        let (current, user_errors) = outcome(result)?;
        Ok(Some(Self {
            // Some settings may be changed by people who may not read all of them.
            configuration: current
                .filter(|_| {
                    asking
                        .actor()
                        .is_some_and(|actor| actor.require(Permission::ViewConfiguration).is_ok())
                })
                .map(|current| Configuration::of(asking, &current)),
            user_errors,
            client_mutation_id,
        }))
    }
}

impl From<Version> for SettingsVersion {
    fn from(version: Version) -> Self {
        let changes = version.differences().into_iter();
        Self {
            changes: changes
                .map(|one| SettingChange {
                    key: one.key.word().to_owned(),
                    old: one.old,
                    new: one.new,
                })
                .collect(),
            number: version.number,
            at: version.at,
            author: version.author_name,
            rolled_back_to: version.rolled_back_to,
        }
    }
}

async fn change(
    asking: &Asking,
    (base, meant): (i64, Option<ChannelId>),
    settings: Vec<SettingInput>,
) -> Result<Current, Error> {
    let act = asking.act()?;
    let mut edit = Edit {
        base,
        ..Edit::default()
    };
    for SettingInput { key, value } in settings {
        let known = Key::from_word(&key).ok_or_else(|| no_such_setting(&key))?;
        match value {
            Some(value) => edit.values.push((known, value)),
            None => edit.resets.push(known),
        }
    }
    if edit.values.is_empty() && edit.resets.is_empty() {
        act.actor.require(Permission::EditConfiguration)?;
        return Err(Refusal::NothingToChange.into());
    }
    // Discord may take its time, so no connection is held meanwhile.
    let app = asking.app();
    app.check_channels(act, &edit, meant).await?;
    let follower = &asking.app().follower;
    let current = {
        let conn = &mut asking.db().await?;
        Current::save(conn, act, follower.file(), edit).await?
    };
    follower.refresh().await?;
    Ok(current)
}

async fn roll_back(asking: &Asking, version: Change<i64>) -> Result<Current, Error> {
    let follower = &asking.app().follower;
    let current = {
        let conn = &mut asking.db().await?;
        Current::roll_back(conn, asking.act()?, follower.file(), version).await?
    };
    follower.refresh().await?;
    Ok(current)
}

fn no_such_setting(key: &str) -> Refusal {
    Refusal::Invalid {
        field: "settings",
        why: Flaw::Setting(key.to_owned()),
    }
}
