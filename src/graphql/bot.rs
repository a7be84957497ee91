//! The bot over the API: how it is, and what it shall do.

use async_graphql::{ComplexObject, Context, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};

use crate::error::Error;
use crate::graphql::asking::Asking;
use crate::graphql::fault::Fault;
use crate::graphql::user_error::{UserError, outcome};
use crate::models::bot::Control;
use crate::models::bot::profile::NewProfile;
use crate::models::bot::status::Status;
use crate::models::permission::Permission;

/// How the bot is, and what it shall do.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct Bot {
    /// Whether staff want it to be connected to Discord.
    is_wanted: bool,
    /// Since when it is connected, as far as that was reported lately.
    connected_since: Option<DateTime<Utc>>,
    /// How long Discord takes to answer, in milliseconds.
    latency: Option<i32>,
    /// Why there is no connection.
    trouble: Option<String>,
    /// Since when it is being worked on.
    maintenance_since: Option<DateTime<Utc>>,
    /// What members are told meanwhile; empty for the usual words.
    maintenance_notice: String,
}

#[ComplexObject]
impl Bot {
    /// What it is called on Discord, or was when Discord told last; nothing while that is not known.
    async fn username(&self, ctx: &Context<'_>) -> Result<Option<String>, Fault> {
        let bot = Asking::of(ctx)?.app().discord.myself_soon().await;
        Ok(bot.map(|bot| bot.username))
    }
}

/// Something to do with the bot.
#[derive(InputObject)]
pub struct BotInput {
    /// Comes back as it is.
    client_mutation_id: Option<String>,
}

/// A maintenance.
#[derive(InputObject)]
pub struct BeginMaintenanceInput {
    /// What members are told; the usual words when it is left out.
    #[graphql(default)]
    notice: String,
    /// Comes back as it is.
    client_mutation_id: Option<String>,
}

/// Another name for the bot.
#[derive(InputObject)]
pub struct RenameBotInput {
    /// The name, of 2 to 32 characters.
    username: String,
    /// Comes back as it is.
    client_mutation_id: Option<String>,
}

/// What came of it.
#[derive(SimpleObject)]
pub struct BotPayload {
    /// The bot; nothing when it was refused.
    bot: Option<Bot>,
    /// Why it was refused.
    user_errors: Vec<UserError>,
    /// As it was sent.
    client_mutation_id: Option<String>,
}

/// What can be asked about the bot.
#[derive(Default)]
pub struct BotQuery;

#[Object]
impl BotQuery {
    /// How the bot is, and what it shall do.
    async fn bot(&self, ctx: &Context<'_>) -> Result<Option<Bot>, Fault> {
        let asking = Asking::of(ctx)?;
        asking.act()?.actor.require(Permission::ManageBot)?;
        Ok(Some(look(asking).await?))
    }
}

/// What can be done with the bot.
#[derive(Default)]
pub struct Controlling;

#[Object]
impl Controlling {
    /// Has the bot connect to Discord. What has waited is received and sent then.
    async fn start_bot(
        &self,
        ctx: &Context<'_>,
        input: BotInput,
    ) -> Result<Option<BotPayload>, Fault> {
        let asking = Asking::of(ctx)?;
        let done = Control::start(&mut *asking.db().await?, asking.act()?).await;
        BotPayload::of(asking, done, input.client_mutation_id).await
    }

    /// Takes the bot off Discord until it is started again. Everything waits meanwhile.
    async fn stop_bot(
        &self,
        ctx: &Context<'_>,
        input: BotInput,
    ) -> Result<Option<BotPayload>, Fault> {
        let asking = Asking::of(ctx)?;
        let done = Control::stop(&mut *asking.db().await?, asking.act()?).await;
        BotPayload::of(asking, done, input.client_mutation_id).await
    }

    /// Has the bot leave Discord and come back.
    async fn restart_bot(
        &self,
        ctx: &Context<'_>,
        input: BotInput,
    ) -> Result<Option<BotPayload>, Fault> {
        let asking = Asking::of(ctx)?;
        let done = Control::restart(&mut *asking.db().await?, asking.act()?).await;
        BotPayload::of(asking, done, input.client_mutation_id).await
    }

    /// Begins a maintenance, or changes what members are told of it.
    async fn begin_maintenance(
        &self,
        ctx: &Context<'_>,
        input: BeginMaintenanceInput,
    ) -> Result<Option<BotPayload>, Fault> {
        let asking = Asking::of(ctx)?;
        let done = {
            let conn = &mut *asking.db().await?;
            Control::begin_maintenance(conn, asking.act()?, &input.notice).await
        };
        BotPayload::of(asking, done, input.client_mutation_id).await
    }

    /// Ends the maintenance.
    async fn end_maintenance(
        &self,
        ctx: &Context<'_>,
        input: BotInput,
    ) -> Result<Option<BotPayload>, Fault> {
        let asking = Asking::of(ctx)?;
        let done = Control::end_maintenance(&mut *asking.db().await?, asking.act()?).await;
        BotPayload::of(asking, done, input.client_mutation_id).await
    }

    /// Has the bot called otherwise on Discord.
    async fn rename_bot(
        &self,
        ctx: &Context<'_>,
        input: RenameBotInput,
    ) -> Result<Option<BotPayload>, Fault> {
        let asking = Asking::of(ctx)?;
        let new = NewProfile {
            username: Some(input.username),
            ..NewProfile::default()
        };
        let done = new.give(&mut *asking.db().await?, asking.act()?).await;
        BotPayload::of(asking, done, input.client_mutation_id).await
    }
}

impl BotPayload {
    async fn of(
        asking: &Asking,
        result: Result<(), Error>,
        client_mutation_id: Option<String>,
    ) -> Result<Option<Self>, Fault> {
        let (done, user_errors) = outcome(result)?;
        asking.app().follower.refresh().await.map_err(Error::from)?;
        let bot = match done {
            Some(()) => Some(look(asking).await?),
            None => None,
        };
        Ok(Some(Self {
            bot,
            user_errors,
            client_mutation_id,
        }))
    }
}

async fn look(asking: &Asking) -> Result<Bot, Error> {
    let app = asking.app();
    let control = app.standing().bot.clone();
    let report = Status::latest(&mut *asking.db().await?).await?;
    let report = report.filter(|report| control.running && report.is_fresh(app.clock.now()));
    Ok(Bot {
        is_wanted: control.running,
        connected_since: report.as_ref().and_then(|report| report.connected_since),
        latency: report.as_ref().and_then(|report| report.latency_ms),
        trouble: report.and_then(|report| report.trouble),
        maintenance_since: control.maintenance_since,
        maintenance_notice: control.maintenance_notice,
    })
}
