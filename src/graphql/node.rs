//! Anything that has an id, by its id.

use async_graphql::{Context, ID, Interface, Object};

use crate::graphql::asking::Asking;
use crate::graphql::fault::Fault;
use crate::graphql::global_id::GlobalId;
use crate::graphql::message::Message;
use crate::graphql::requester::MayRead;
use crate::graphql::ticket::{self, Ticket};

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
            Some(GlobalId::Message(id)) => {
                let found = asking.loaders().load_one(id).await?;
                Ok(found.map(|message| Node::Message(Message(message))))
            }
            Some(
                GlobalId::Attachment(_)
                | GlobalId::Category(_)
                | GlobalId::Block(_)
                | GlobalId::Snippet(_)
                | GlobalId::ApiKey(_),
            ) => Ok(None),
            None => Err(Fault::bad_input("`id` is no id of this API.")),
        }
    }
}
