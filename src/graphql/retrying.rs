//! Trying again what Discord did not take, over the API.

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};

use crate::error::Error;
use crate::graphql::asking::Asking;
use crate::graphql::delivery::{Delivery, Side};
use crate::graphql::fault::Fault;
use crate::graphql::global_id::GlobalId;
use crate::graphql::message::Message;
use crate::graphql::user_error::{UserError, not_an_id, outcome};
use crate::models;

/// A delivery to try again.
#[derive(InputObject)]
pub struct RetryDeliveryInput {
    /// Of which message.
    message_id: ID,
    /// Where it failed.
    side: Side,
    /// Comes back as it is.
    client_mutation_id: Option<String>,
}

/// What came of it.
#[derive(SimpleObject)]
pub struct RetryDeliveryPayload {
    /// The delivery, on its way again; nothing when it was refused.
    delivery: Option<Delivery>,
    /// Its message.
    message: Option<Message>,
    /// Why it was refused.
    user_errors: Vec<UserError>,
    /// As it was sent.
    client_mutation_id: Option<String>,
}

/// What can be done about what failed.
#[derive(Default)]
pub struct Retrying;

#[Object]
impl Retrying {
    /// Puts a message that Discord did not take on its way again.
    async fn retry_delivery(
        &self,
        ctx: &Context<'_>,
        input: RetryDeliveryInput,
    ) -> Result<Option<RetryDeliveryPayload>, Fault> {
        let retried = retry(Asking::of(ctx)?, &input.message_id, input.side).await;
        let (retried, user_errors) = outcome(retried)?;
        let (delivery, message) = retried.unzip();
        Ok(Some(RetryDeliveryPayload {
            delivery: delivery.map(Delivery),
            message: message.map(Message),
            user_errors,
            client_mutation_id: input.client_mutation_id,
        }))
    }
}

async fn retry(
    asking: &Asking,
    message: &ID,
    side: Side,
) -> Result<(models::delivery::Delivery, models::message::Message), Error> {
    let act = asking.act()?;
    let id = GlobalId::message(message).ok_or_else(|| not_an_id("messageId"))?;
    let conn = &mut *asking.db().await?;
    let message = models::message::Message::find(conn, act, id).await?;
    let place = (message.ticket_id, id, side.into());
    let delivery = models::delivery::Delivery::retry(conn, act, place).await?;
    Ok((delivery, message))
}
