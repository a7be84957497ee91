//! Lists of tickets that somebody comes back to, in the API. They are nobody else's business, and a program has none.

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};

use crate::error::{Error, Refusal};
use crate::graphql::asking::Asking;
use crate::graphql::fault::Fault;
use crate::graphql::global_id::GlobalId;
use crate::graphql::user_error::{UserError, not_an_id, outcome};
use crate::ids::SavedViewId;
use crate::models;
use crate::models::effect::Change;

/// A list of tickets under a name.
pub struct SavedView(pub models::saved_view::SavedView);

/// A list of tickets under a name.
#[Object]
impl SavedView {
    /// The view.
    async fn id(&self) -> ID {
        GlobalId::SavedView(self.0.id).into()
    }

    /// What its owner calls it.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// The filter and the order, as the address of the panel's list has them, such as `priority=urgent&sort=waiting`.
    async fn query(&self) -> &str {
        &self.0.query
    }

    /// Its page in the panel.
    async fn url(&self, ctx: &Context<'_>) -> Result<String, Fault> {
        let base = Asking::of(ctx)?.app().config.public_url();
        Ok(match self.0.query.as_str() {
            "" => format!("{base}/tickets"),
            query => format!("{base}/tickets?{query}"),
        })
    }
}

/// A list to save.
#[derive(InputObject)]
pub struct SaveViewInput {
    /// What it is called, in up to 40 characters.
    name: String,
    /// The filter and the order, as the address of the panel's list has them.
    query: String,
    /// Comes back as it is.
    client_mutation_id: Option<String>,
}

/// A view to give another name.
#[derive(InputObject)]
pub struct RenameViewInput {
    /// Which view.
    view_id: ID,
    /// What it is called from now on.
    name: String,
    /// Comes back as it is.
    client_mutation_id: Option<String>,
}

/// A view to show another list.
#[derive(InputObject)]
pub struct UpdateViewInput {
    /// Which view.
    view_id: ID,
    /// The filter and the order, as the address of the panel's list has them.
    query: String,
    /// What it shows now: when it shows something else by then, nothing happens.
    expected_query: Option<String>,
    /// Comes back as it is.
    client_mutation_id: Option<String>,
}

/// A view to remove.
#[derive(InputObject)]
pub struct RemoveViewInput {
    /// Which view.
    view_id: ID,
    /// Comes back as it is.
    client_mutation_id: Option<String>,
}

/// What came of it.
#[derive(SimpleObject)]
pub struct ViewPayload {
    /// The view; nothing when it was refused.
    view: Option<SavedView>,
    /// Why it was refused.
    user_errors: Vec<UserError>,
    /// As it was sent.
    client_mutation_id: Option<String>,
}

/// What came of removing a view.
#[derive(SimpleObject)]
pub struct RemoveViewPayload {
    /// The view that is no more; nothing when it was refused.
    removed_id: Option<ID>,
    /// Why it was refused.
    user_errors: Vec<UserError>,
    /// As it was sent.
    client_mutation_id: Option<String>,
}

/// What can be done about saved views.
#[derive(Default)]
pub struct Views;

#[Object]
impl Views {
    /// Saves a list of tickets under a name, for the person who asks.
    async fn save_view(
        &self,
        ctx: &Context<'_>,
        input: SaveViewInput,
    ) -> Result<Option<ViewPayload>, Fault> {
        let asking = Asking::of(ctx)?;
        let (conn, act) = (&mut *asking.db().await?, asking.act()?);
        let what = (input.name.as_str(), query(&input.query));
        let saved = models::saved_view::SavedView::save(conn, act, what).await;
        ViewPayload::of(saved, input.client_mutation_id)
    }

    /// Gives a view of one's own another name.
    async fn rename_view(
        &self,
        ctx: &Context<'_>,
        input: RenameViewInput,
    ) -> Result<Option<ViewPayload>, Fault> {
        let renamed = rename(Asking::of(ctx)?, &input).await;
        ViewPayload::of(renamed, input.client_mutation_id)
    }

    /// Makes a view of one's own show another list.
    async fn update_view(
        &self,
        ctx: &Context<'_>,
        input: UpdateViewInput,
    ) -> Result<Option<ViewPayload>, Fault> {
        let updated = update(Asking::of(ctx)?, &input).await;
        ViewPayload::of(updated, input.client_mutation_id)
    }

    /// Removes a view of one's own.
    async fn remove_view(
        &self,
        ctx: &Context<'_>,
        input: RemoveViewInput,
    ) -> Result<Option<RemoveViewPayload>, Fault> {
        let removed = remove(Asking::of(ctx)?, &input.view_id).await;
        let (removed, user_errors) = outcome(removed)?;
        Ok(Some(RemoveViewPayload {
            removed_id: removed.map(|()| input.view_id),
            user_errors,
            client_mutation_id: input.client_mutation_id,
        }))
    }
}

impl ViewPayload {
    fn of(
        result: Result<models::saved_view::SavedView, Error>,
        client_mutation_id: Option<String>,
    ) -> Result<Option<Self>, Fault> {
        let (view, user_errors) = outcome(result)?;
        Ok(Some(Self {
            view: view.map(SavedView),
            user_errors,
            client_mutation_id,
        }))
    }
}

fn read(id: &ID) -> Result<SavedViewId, Refusal> {
    GlobalId::saved_view(id).ok_or_else(|| not_an_id("viewId"))
}

/// Some send it as it stands in an address.
fn query(text: &str) -> &str {
    text.trim().trim_start_matches('?')
}

async fn rename(
    asking: &Asking,
    input: &RenameViewInput,
) -> Result<models::saved_view::SavedView, Error> {
    let (act, view) = (asking.act()?, read(&input.view_id)?);
    let conn = &mut *asking.db().await?;
    models::saved_view::SavedView::rename(conn, act, view, &input.name).await
}

async fn update(
    asking: &Asking,
    input: &UpdateViewInput,
) -> Result<models::saved_view::SavedView, Error> {
    let (act, view) = (asking.act()?, read(&input.view_id)?);
    let conn = &mut *asking.db().await?;
    let change = Change {
        to: query(&input.query),
        from: input.expected_query.as_deref().map(query),
    };
    let updated = models::saved_view::SavedView::update(conn, act, view, change).await?;
    Ok(updated.now)
}

async fn remove(asking: &Asking, id: &ID) -> Result<(), Error> {
    let (act, view) = (asking.act()?, read(id)?);
    models::saved_view::SavedView::remove(&mut *asking.db().await?, act, view).await
}
