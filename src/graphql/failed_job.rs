//! What did not happen on Discord, in the API.

use async_graphql::connection::Connection;
use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};

use crate::error::Error;
use crate::graphql::asking::Asking;
use crate::graphql::connection::{self, Cursor, Paging, Place};
use crate::graphql::fault::Fault;
use crate::graphql::global_id::GlobalId;
use crate::graphql::user_error::{UserError, not_an_id, outcome};
use crate::ids::JobId;
use crate::models::failed_job::{FailedJob, Key};

/// Something that did not happen on Discord, and is not tried again by itself.
pub struct FailedDelivery(FailedJob);

/// Something that did not happen on Discord, and is not tried again by itself.
#[Object]
impl FailedDelivery {
    /// The failure.
    async fn id(&self) -> ID {
        GlobalId::FailedJob(self.0.id).into()
    }

    /// What was to be done, such as `deliver_to_dm`.
    async fn job(&self) -> &str {
        self.0.name()
    }

    /// Why it was not.
    async fn reason(&self) -> &str {
        &self.0.why
    }

    /// When it was given up.
    async fn failed_at(&self) -> DateTime<Utc> {
        self.0.failed_at
    }

    /// The ticket that it belongs to.
    async fn ticket_id(&self) -> Option<ID> {
        self.0.ticket_id.map(|id| GlobalId::Ticket(id).into())
    }
}

/// What can be asked about failures.
#[derive(Default)]
pub struct FailedJobQuery;

#[Object]
impl FailedJobQuery {
    /// What did not happen on Discord, latest failure first. Needs the permission to manage the bot.
    #[graphql(complexity = "connection::most(first, None) * (child_complexity + 1)")]
    async fn failed_deliveries(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 1 to 100.")] first: Option<i32>,
        #[graphql(desc = "Those after this cursor.")] after: Option<String>,
    ) -> Result<Option<Connection<Cursor, FailedDelivery>>, Fault> {
        let asking = Asking::of(ctx)?;
        let paging = Paging {
            first,
            after,
            last: None,
            before: None,
        };
        let (wanted, most) = paging.read()?;
        let after = wanted.edge();
        let act = asking.act()?;
        let conn = &mut *asking.db().await?;
        let (found, has_more) = FailedJob::page(conn, act, (after, most)).await?;
        let entries = found.into_iter();
        let entries = entries.map(|failed| (failed.key(), FailedDelivery(failed)));
        let around = (after.is_some(), has_more);
        Ok(Some(connection::page(entries, around)))
    }
}

/// A failure that something is to become of.
#[derive(InputObject)]
pub struct FailedDeliveryInput {
    /// The failure.
    failure_id: ID,
    /// Comes back as it is.
    client_mutation_id: Option<String>,
}

/// Every failure.
#[derive(InputObject)]
pub struct RetryFailedDeliveriesInput {
    /// Comes back as it is.
    client_mutation_id: Option<String>,
}

/// What came of it.
#[derive(SimpleObject)]
pub struct FailedDeliveryPayload {
    /// How many failures it was done with; nothing when it was refused.
    count: Option<i32>,
    /// Why it was refused.
    user_errors: Vec<UserError>,
    /// As it was sent.
    client_mutation_id: Option<String>,
}

/// What can be done about failures.
#[derive(Default)]
pub struct Mending;

#[Object]
impl Mending {
    /// Tries something again that failed, before what came later in its conversation.
    async fn retry_failed_delivery(
        &self,
        ctx: &Context<'_>,
        input: FailedDeliveryInput,
    ) -> Result<Option<FailedDeliveryPayload>, Fault> {
        let retried = retry(Asking::of(ctx)?, &input.failure_id).await;
        FailedDeliveryPayload::of(retried, input.client_mutation_id)
    }

    /// Tries everything again that failed.
    async fn retry_failed_deliveries(
        &self,
        ctx: &Context<'_>,
        input: RetryFailedDeliveriesInput,
    ) -> Result<Option<FailedDeliveryPayload>, Fault> {
        let retried = retry_all(Asking::of(ctx)?).await;
        FailedDeliveryPayload::of(retried, input.client_mutation_id)
    }

    /// Takes a failure from the list: nobody tries it again.
    async fn give_up_failed_delivery(
        &self,
        ctx: &Context<'_>,
        input: FailedDeliveryInput,
    ) -> Result<Option<FailedDeliveryPayload>, Fault> {
        let given_up = give_up(Asking::of(ctx)?, &input.failure_id).await;
        FailedDeliveryPayload::of(given_up, input.client_mutation_id)
    }
}

impl FailedDeliveryPayload {
    fn of(
        result: Result<usize, Error>,
        client_mutation_id: Option<String>,
    ) -> Result<Option<Self>, Fault> {
        let (count, user_errors) = outcome(result)?;
        Ok(Some(Self {
            count: count.map(|count| i32::try_from(count).unwrap_or(i32::MAX)),
            user_errors,
            client_mutation_id,
        }))
    }
}

async fn retry(asking: &Asking, id: &ID) -> Result<usize, Error> {
    let act = asking.act()?;
    FailedJob::retry(&mut *asking.db().await?, act, job(id)?).await?;
    Ok(1)
}

async fn retry_all(asking: &Asking) -> Result<usize, Error> {
    FailedJob::retry_all(&mut *asking.db().await?, asking.act()?).await
}

async fn give_up(asking: &Asking, id: &ID) -> Result<usize, Error> {
    let act = asking.act()?;
    FailedJob::give_up(&mut *asking.db().await?, act, job(id)?).await?;
    Ok(1)
}

fn job(id: &ID) -> Result<JobId, Error> {
    match GlobalId::parse(id) {
        Some(GlobalId::FailedJob(id)) => Ok(id),
        _ => Err(not_an_id("failureId").into()),
    }
}

impl Place for Key {
    fn write(&self) -> String {
        format!("{}:{}", self.failed_at.timestamp_micros(), self.id)
    }

    fn read(text: &str) -> Option<Self> {
        let (micros, id) = text.split_once(':')?;
        let micros = micros.parse().ok().filter(|micros| *micros >= 0)?;
        Some(Self {
            failed_at: DateTime::from_timestamp_micros(micros)?,
            id: id.parse().ok()?,
        })
    }
}
