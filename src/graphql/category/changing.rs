//! Making, ordering and removing categories over the API.

use async_graphql::{Context, Enum, ID, InputObject, Object, SimpleObject};

use super::Category;
use crate::error::{Error, Refusal};
use crate::graphql::asking::Asking;
use crate::graphql::fault::Fault;
use crate::graphql::global_id::GlobalId;
use crate::graphql::snowflake::Snowflake;
use crate::graphql::user_error::{UserError, not_an_id, outcome};
use crate::ids::{CategoryId, ChannelId};
use crate::models;
use crate::models::category::changing::{Definition, Switch};
use crate::models::category::ordering;

/// What a category is.
#[derive(InputObject)]
pub struct CategoryDefinition {
    /// What people call it, in up to 80 characters.
    name: String,
    /// What belongs into it, in up to 200 characters.
    description: Option<String>,
    /// An emoji, or one of a server's own as `<:name:id>`.
    emoji: Option<String>,
    /// The category of the staff server that takes the channels; the inbox when it is left out.
    discord_category_id: Option<Snowflake>,
    /// Only who holds one of these roles sees its tickets; everybody of the staff does when there are none.
    #[graphql(default)]
    staff_role_ids: Vec<Snowflake>,
}

/// A category to be.
#[derive(InputObject)]
pub struct CreateCategoryInput {
    /// What it is.
    category: CategoryDefinition,
    /// The category of the staff server once more, where every member may look into it: without that it is refused.
    open_category_id: Option<Snowflake>,
    /// Comes back as it is.
    client_mutation_id: Option<String>,
}

/// What a category is to be from now on.
#[derive(InputObject)]
pub struct ChangeCategoryInput {
    /// Which category.
    category_id: ID,
    /// What it is.
    category: CategoryDefinition,
    /// The version that is being changed. When somebody has changed the category since, this is refused.
    based_on: i32,
    /// The category of the staff server once more, where every member may look into it: without that it is refused.
    open_category_id: Option<Snowflake>,
    /// Comes back as it is.
    client_mutation_id: Option<String>,
}

/// Which way a category goes.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "ordering::Direction")]
pub enum Direction {
    /// Towards the front.
    Up,
    /// Towards the end.
    Down,
}

/// A category to put before its predecessor or behind its successor.
#[derive(InputObject)]
pub struct ShiftCategoryInput {
    /// Which category.
    category_id: ID,
    /// Which way it goes.
    direction: Direction,
    /// Comes back as it is.
    client_mutation_id: Option<String>,
}

/// A category to switch on or off.
#[derive(InputObject)]
pub struct SwitchCategoryInput {
    /// Which category.
    category_id: ID,
    /// Whether tickets can be put into it.
    enabled: bool,
    /// Comes back as it is.
    client_mutation_id: Option<String>,
}

/// A removed category to take back into use.
#[derive(InputObject)]
pub struct BringBackCategoryInput {
    /// Which category.
    category_id: ID,
    /// Comes back as it is.
    client_mutation_id: Option<String>,
}

/// A category to remove.
#[derive(InputObject)]
pub struct RemoveCategoryInput {
    /// Which category.
    category_id: ID,
    /// Comes back as it is.
    client_mutation_id: Option<String>,
}

/// What came of it.
#[derive(SimpleObject)]
pub struct CategoryPayload {
    /// The category; nothing when it was refused.
    category: Option<Category>,
    /// Why it was refused.
    user_errors: Vec<UserError>,
    /// As it was sent.
    client_mutation_id: Option<String>,
}

/// What can be done about categories.
#[derive(Default)]
pub struct Categories;

#[Object]
impl Categories {
    /// Makes a category, switched on, behind the others.
    async fn create_category(
        &self,
        ctx: &Context<'_>,
        input: CreateCategoryInput,
    ) -> Result<Option<CategoryPayload>, Fault> {
        let meant = input.open_category_id.map(Into::into);
        let to = (input.category.into(), meant);
        let created = create(Asking::of(ctx)?, to).await;
        CategoryPayload::of(created, input.client_mutation_id)
    }

    /// Makes a category what is given. Who sees its tickets changes at once.
    async fn change_category(
        &self,
        ctx: &Context<'_>,
        input: ChangeCategoryInput,
    ) -> Result<Option<CategoryPayload>, Fault> {
        let meant = input.open_category_id.map(Into::into);
        let to = (input.category.into(), meant);
        let place = (&input.category_id, input.based_on);
        let changed = change(Asking::of(ctx)?, place, to).await;
        CategoryPayload::of(changed, input.client_mutation_id)
    }

    /// Puts a category before its predecessor or behind its successor.
    async fn shift_category(
        &self,
        ctx: &Context<'_>,
        input: ShiftCategoryInput,
    ) -> Result<Option<CategoryPayload>, Fault> {
        let way = input.direction.into();
        let shifted = shift(Asking::of(ctx)?, &input.category_id, way).await;
        CategoryPayload::of(shifted, input.client_mutation_id)
    }

    /// Switches a category on or off.
    async fn switch_category(
        &self,
        ctx: &Context<'_>,
        input: SwitchCategoryInput,
    ) -> Result<Option<CategoryPayload>, Fault> {
        let to = match input.enabled {
            true => Switch::On,
            false => Switch::Off,
        };
        let switched = switch(Asking::of(ctx)?, &input.category_id, to).await;
        CategoryPayload::of(switched, input.client_mutation_id)
    }

    /// Removes a category. Its tickets stay in it, and whoever could not see them still cannot.
    async fn remove_category(
        &self,
        ctx: &Context<'_>,
        input: RemoveCategoryInput,
    ) -> Result<Option<CategoryPayload>, Fault> {
        let removed = remove(Asking::of(ctx)?, &input.category_id).await;
        CategoryPayload::of(removed, input.client_mutation_id)
    }

    /// Takes a removed category back into use, as it was.
    async fn bring_back_category(
        &self,
        ctx: &Context<'_>,
        input: BringBackCategoryInput,
    ) -> Result<Option<CategoryPayload>, Fault> {
        let returned = bring_back(Asking::of(ctx)?, &input.category_id).await;
        CategoryPayload::of(returned, input.client_mutation_id)
    }
}

impl From<CategoryDefinition> for Definition {
    fn from(given: CategoryDefinition) -> Self {
        Self {
            name: given.name,
            description: given.description,
            emoji: given.emoji,
            discord_category_id: given.discord_category_id.map(Into::into),
            staff_roles: given.staff_role_ids.into_iter().map(Into::into).collect(),
        }
    }
}

impl CategoryPayload {
    fn of(
        result: Result<models::category::Category, Error>,
        client_mutation_id: Option<String>,
    ) -> Result<Option<Self>, Fault> {
        let (category, user_errors) = outcome(result)?;
        Ok(Some(Self {
            category: category.map(Category),
            user_errors,
            client_mutation_id,
        }))
    }
}

fn read(id: &ID) -> Result<CategoryId, Refusal> {
    GlobalId::category(id).ok_or_else(|| not_an_id("categoryId"))
}

async fn create(
    asking: &Asking,
    (definition, meant): (Definition, Option<ChannelId>),
) -> Result<models::category::Category, Error> {
    let (app, act) = (asking.app(), asking.act()?);
    app.check_seclusion(act, (None, &definition), meant).await?;
    models::category::Category::create(&mut *asking.db().await?, act, definition).await
}

async fn change(
    asking: &Asking,
    (id, based_on): (&ID, i32),
    (definition, meant): (Definition, Option<ChannelId>),
) -> Result<models::category::Category, Error> {
    let (app, act, id) = (asking.app(), asking.act()?, read(id)?);
    app.check_seclusion(act, (Some(id), &definition), meant)
        .await?;
    let conn = &mut *asking.db().await?;
    let to = (app.appointments(), definition);
    let changed = models::category::Category::change(conn, act, (id, based_on), to).await?;
    Ok(changed.now)
}

async fn shift(
    asking: &Asking,
    id: &ID,
    direction: ordering::Direction,
) -> Result<models::category::Category, Error> {
    let (act, id) = (asking.act()?, read(id)?);
    {
        let conn = &mut *asking.db().await?;
        models::category::Category::shift(conn, act, id, direction).await?;
    }
    reread(asking, id).await
}

async fn switch(asking: &Asking, id: &ID, to: Switch) -> Result<models::category::Category, Error> {
    let (act, id) = (asking.act()?, read(id)?);
    models::category::Category::switch(&mut *asking.db().await?, act, id, to).await
}

async fn remove(asking: &Asking, id: &ID) -> Result<models::category::Category, Error> {
    let (act, id) = (asking.act()?, read(id)?);
    models::category::Category::remove(&mut *asking.db().await?, act, id).await?;
    reread(asking, id).await
}

async fn bring_back(asking: &Asking, id: &ID) -> Result<models::category::Category, Error> {
    let (act, id) = (asking.act()?, read(id)?);
    models::category::Category::bring_back(&mut *asking.db().await?, act, id).await
}

async fn reread(asking: &Asking, id: CategoryId) -> Result<models::category::Category, Error> {
    let found = models::category::Category::get(&mut *asking.db().await?, id).await?;
    Ok(found.ok_or(Refusal::CategoryNotFound)?)
}
