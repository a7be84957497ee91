//! Anything that has an id, by its id.

use async_graphql::{Context, ID, Interface, Object};

use crate::error::{Error, Refusal};
use crate::graphql::asking::Asking;
use crate::graphql::fault::Fault;
use crate::graphql::global_id::GlobalId;
use crate::graphql::message::Message;
use crate::graphql::requester::MayRead;
use crate::graphql::ticket::{self, Ticket};
use crate::ids::MessageId;
use crate::models;

/// Something that has an id.
#[derive(Interface)]
#[graphql(field(name = "id", ty = "ID", desc = "Its id."))]
pub enum Node {
    /// A ticket.
    Ticket(Ticket),
    /// A message.
    Message(Message),
}

/// What can be asked about anything that has an id.
#[derive(Default)]
pub struct NodeQuery;

#[Object]
impl NodeQuery {
    /// The ticket or the message with this id. Nothing when there is none.
    #[graphql(guard = "MayRead")]
    async fn node(&self, ctx: &Context<'_>, id: ID) -> Result<Option<Node>, Fault> {
        let asking = Asking::of(ctx)?;
        match GlobalId::parse(&id) {
            Some(GlobalId::Ticket(id)) => Ok(ticket::find(asking, id).await?.map(Node::Ticket)),
            Some(GlobalId::Message(id)) => Ok(message(asking, id)
                .await?
                .map(|found| Node::Message(Message(found)))),
            Some(_) => Ok(None),
            None => Err(Fault::bad_input("`id` is no id of this API.")),
        }
    }
}

/// The message with this id, unless it lies in a ticket that whoever asks does not see.
pub(super) async fn message(
    asking: &Asking,
    id: MessageId,
) -> Result<Option<models::message::Message>, Fault> {
    let act = asking.act()?;
    let conn = &mut *asking.db().await?;
    let found = match models::message::Message::find(conn, act, id).await {
        Ok(found) => found,
        Err(Error::Refused(Refusal::MessageNotFound)) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    models::ticket::Ticket::note_reading(conn, act, &[found.ticket_id])
        .await
        .map_err(Error::from)?;
    Ok(Some(found))
}
