//! What every resolver needs to know of the request: who asks, through which app, with loaders of its own.

use std::sync::Arc;
use std::time::Duration;

use async_graphql::Context;
use async_graphql::dataloader::DataLoader;

use crate::app::App;
use crate::error::{Error, Unauthenticated};
use crate::graphql::batching::Batches;
use crate::graphql::fault::Fault;
use crate::graphql::lending::{Lending, Lent};
use crate::graphql::loaders::Loaders;
use crate::models::actor::{Act, Actor};

/// A request that is being answered.
pub struct Asking {
    app: Arc<App>,
    lending: Lending,
    act: Option<Act>,
    loaders: DataLoader<Loaders>,
}

impl Asking {
    /// A request by `actor`, or by nobody in particular, whose loads are carried out by `batches`.
    pub fn new(app: Arc<App>, actor: Option<Actor>, batches: Batches) -> Self {
        let lending = Lending::new(Arc::clone(&app));
        let act = actor.map(|actor| app.act(actor));
        let loaders = Loaders::new(lending.clone(), act.clone());
        let loaders = DataLoader::new(loaders, move |load| batches.add(load)).delay(Duration::ZERO);
        Self {
            app,
            lending,
            act,
            loaders,
        }
    }

    /// The request that a resolver helps to answer.
    pub fn of<'a>(ctx: &Context<'a>) -> Result<&'a Self, Fault> {
        ctx.data::<Self>()
            .map_err(|error| Fault::internal(&anyhow::anyhow!(error.message)))
    }

    /// The app.
    pub fn app(&self) -> &App {
        &self.app
    }

    /// A connection to the database, once the request holds few enough of them.
    pub async fn db(&self) -> Result<Lent, Error> {
        self.lending.db().await
    }

    /// Who acts, and when.
    ///
    /// # Errors
    ///
    /// Refuses when nobody in particular asks.
    pub fn act(&self) -> Result<&Act, Unauthenticated> {
        self.act.as_ref().ok_or(Unauthenticated::Missing)
    }

    /// Who asks, if anybody in particular.
    pub fn actor(&self) -> Option<&Actor> {
        self.act.as_ref().map(|act| &act.actor)
    }

    /// What is fetched for many at once.
    pub fn loaders(&self) -> &DataLoader<Loaders> {
        &self.loaders
    }
}
