//! Tickets in the API.

use async_graphql::connection::Connection;
use async_graphql::{Context, Enum, ID, Object};
use chrono::{DateTime, Utc};

use crate::error::{Error, Refusal};
use crate::graphql::actor::Actor;
use crate::graphql::asking::Asking;
use crate::graphql::block::Block;
use crate::graphql::category::Category;
use crate::graphql::closure::Closure;
use crate::graphql::connection::{self, Cursor, Paging};
use crate::graphql::drafting::Draft;
use crate::graphql::fault::Fault;
use crate::graphql::global_id::GlobalId;
use crate::graphql::loaders::work::{DraftOf, PresencesOf, StandingBlockOf};
use crate::graphql::loaders::{ClosuresOf, LastMessageOf};
use crate::graphql::message::{self, Message};
use crate::graphql::origin::Origin;
use crate::graphql::presence::{MOST_PRESENT, Presence};
use crate::graphql::priority::Priority;
use crate::graphql::requester::MayRead;
use crate::graphql::snowflake::Snowflake;
use crate::graphql::user::User;
use crate::ids::TicketId;
use crate::models;
use crate::models::ticket::filtering;

/// One of the two who talk in a ticket.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "models::ticket::Party")]
pub enum Party {
    /// Those who help.
    Staff,
    /// Who is helped.
    Member,
}

/// Whether a ticket is open.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(name = "TicketState", remote = "filtering::State")]
pub enum State {
    /// It is.
    Open,
    /// It is not.
    Closed,
}

/// What a transcript is written in.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum TranscriptFormat {
    /// A page to read.
    Html,
    /// Plain text.
    Text,
    /// For programs.
    Json,
}

/// One conversation with one member.
pub struct Ticket(pub models::ticket::Ticket);

/// One conversation with one member.
#[Object]
impl Ticket {
    /// The ticket.
    pub async fn id(&self) -> ID {
        GlobalId::Ticket(self.0.id).into()
    }

    /// The number that people see.
    async fn number(&self) -> Result<i32, Fault> {
        i32::try_from(self.0.id.0).map_err(|error| Fault::internal(&error.into()))
    }

    /// Whether it is open.
    async fn state(&self) -> State {
        if self.0.is_closed() {
            State::Closed
        } else {
            State::Open
        }
    }

    /// Where it came from.
    async fn origin(&self) -> Origin {
        self.0.origin.into()
    }

    /// Who is helped.
    async fn member(&self, ctx: &Context<'_>) -> Result<User, Fault> {
        let found = Asking::of(ctx)?
            .loaders()
            .load_one(self.0.member_id)
            .await?;
        let missing = || Fault::internal(&anyhow::anyhow!("ticket {} has no member", self.0.id));
        found.map(User).ok_or_else(missing)
    }

    /// When it was opened.
    async fn opened_at(&self) -> DateTime<Utc> {
        self.0.opened_at
    }

    /// Who opened it.
    async fn opened_by(&self) -> Actor {
        Actor::who_opened(&self.0)
    }

    /// When it was closed, if it is.
    async fn closed_at(&self) -> Option<DateTime<Utc>> {
        self.0.closed_at
    }

    /// How it was closed, if it is.
    #[graphql(guard = "MayRead")]
    async fn closure(&self, ctx: &Context<'_>) -> Result<Option<Closure>, Fault> {
        let closures = self.closures(ctx).await?;
        let done = closures
            .into_iter()
            .rfind(|closure| closure.done_at.is_some());
        Ok(done.filter(|_| self.0.is_closed()).map(Closure))
    }

    /// How it is going to be closed, if that is scheduled.
    #[graphql(guard = "MayRead")]
    async fn scheduled_closure(&self, ctx: &Context<'_>) -> Result<Option<Closure>, Fault> {
        let closures = self.closures(ctx).await?;
        Ok(closures
            .into_iter()
            .rfind(|closure| closure.done_at.is_none())
            .map(Closure))
    }

    /// Whose turn it is. A reply that does not reach the member leaves it with staff.
    async fn waiting_on(&self) -> Party {
        self.0.waiting_on.into()
    }

    /// Since when it has been their turn.
    async fn waiting_since(&self) -> DateTime<Utc> {
        self.0.waiting_since
    }

    /// When somebody last wrote in it.
    async fn last_activity_at(&self) -> DateTime<Utc> {
        self.0.last_activity_at
    }

    /// Its channel in the staff server, once there is one.
    async fn channel_id(&self) -> Option<Snowflake> {
        self.0.channel_id.map(Snowflake::from)
    }

    /// What was said last, by whomever, of what was not deleted.
    #[graphql(guard = "MayRead")]
    async fn last_message(&self, ctx: &Context<'_>) -> Result<Option<Message>, Fault> {
        let found = Asking::of(ctx)?
            .loaders()
            .load_one(LastMessageOf(self.0.id))
            .await?;
        Ok(found.map(Message))
    }

    /// What was said, oldest first.
    #[graphql(
        guard = "MayRead",
        complexity = "connection::most(first, last) * (child_complexity + 1)"
    )]
    async fn messages(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many from the front, 1 to 100.")] first: Option<i32>,
        #[graphql(desc = "Those after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the back, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Those before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Cursor, Message>, Fault> {
        let paging = Paging {
            first,
            after,
            last,
            before,
        };
        message::page(Asking::of(ctx)?, self.0.id, paging).await
    }

    /// What it is about.
    #[graphql(guard = "MayRead")]
    async fn category(&self, ctx: &Context<'_>) -> Result<Option<Category>, Fault> {
        let Some(id) = self.0.category_id else {
            return Ok(None);
        };
        let found = Asking::of(ctx)?.loaders().load_one(id).await?;
        Ok(found.map(Category))
    }

    /// Who has taken it.
    #[graphql(guard = "MayRead")]
    async fn assignee(&self, ctx: &Context<'_>) -> Result<Option<User>, Fault> {
        let Some(id) = self.0.assignee_id else {
            return Ok(None);
        };
        Ok(Asking::of(ctx)?.loaders().load_one(id).await?.map(User))
    }

    /// When they took it.
    #[graphql(guard = "MayRead")]
    async fn assigned_at(&self) -> Option<DateTime<Utc>> {
        self.0.assigned_at
    }

    /// How urgent it is.
    #[graphql(guard = "MayRead")]
    async fn priority(&self) -> Priority {
        self.0.priority.into()
    }

    /// The words by which staff find it again, in the order in which they were added.
    #[graphql(guard = "MayRead")]
    async fn tags(&self) -> &[String] {
        &self.0.tags
    }

    /// What staff call it, in place of the member's name.
    #[graphql(guard = "MayRead")]
    async fn label(&self) -> Option<&str> {
        self.0.label.as_deref()
    }

    /// What keeps its member from opening others, if anything does.
    #[graphql(guard = "MayRead")]
    async fn member_block(&self, ctx: &Context<'_>) -> Result<Option<Block>, Fault> {
        let key = StandingBlockOf(self.0.member_id);
        let found = Asking::of(ctx)?.loaders().load_one(key).await?;
        Ok(found.map(Block))
    }

    /// Who else has it open in the panel, or writes, right now; at most 20.
    #[graphql(guard = "MayRead", complexity = "5 * (child_complexity + 1)")]
    async fn presence(&self, ctx: &Context<'_>) -> Result<Vec<Presence>, Fault> {
        let key = PresencesOf(self.0.id);
        let found = Asking::of(ctx)?.loaders().load_one(key).await?;
        let found = found.unwrap_or_default().into_iter();
        Ok(found.take(MOST_PRESENT).map(Presence::from).collect())
    }

    /// What the person who asks has been writing in it and has not sent; nothing for a program.
    #[graphql(guard = "MayRead")]
    async fn draft(&self, ctx: &Context<'_>) -> Result<Option<Draft>, Fault> {
        let key = DraftOf(self.0.id);
        let found = Asking::of(ctx)?.loaders().load_one(key).await?;
        Ok(found.map(Draft))
    }

    /// Where the panel shows all that was said in it as one document, for whoever is signed in there.
    #[graphql(guard = "MayRead")]
    async fn transcript_url(
        &self,
        ctx: &Context<'_>,
        #[graphql(default_with = "TranscriptFormat::Html")] format: TranscriptFormat,
    ) -> Result<String, Fault> {
        let page = self.url(ctx).await?;
        let ending = match format {
            TranscriptFormat::Html => "html",
            TranscriptFormat::Text => "txt",
            TranscriptFormat::Json => "json",
        };
        Ok(format!("{page}/transcript.{ending}"))
    }

    /// Its page in the panel.
    async fn url(&self, ctx: &Context<'_>) -> Result<String, Fault> {
        let base = Asking::of(ctx)?.app().config.public_url();
        Ok(format!("{base}/tickets/{}", self.0.id))
    }
}

impl Ticket {
    async fn closures(&self, ctx: &Context<'_>) -> Result<Vec<models::closure::Closure>, Fault> {
        let found = Asking::of(ctx)?
            .loaders()
            .load_one(ClosuresOf(self.0.id))
            .await?;
        Ok(found.unwrap_or_default())
    }
}

/// What can be asked about tickets.
#[derive(Default)]
pub struct TicketQuery;

#[Object]
impl TicketQuery {
    /// A ticket, by its id or by the number that people see. Nothing when there is no such ticket.
    async fn ticket(
        &self,
        ctx: &Context<'_>,
        id: Option<ID>,
        number: Option<i32>,
    ) -> Result<Option<Ticket>, Fault> {
        let id = match (id, number) {
            (Some(id), None) => GlobalId::ticket(&id)
                .ok_or_else(|| Fault::bad_input("`id` is not the id of a ticket."))?,
            (None, Some(number)) => TicketId(number.into()),
            _ => return Err(Fault::bad_input("Name the ticket by `id` or by `number`.")),
        };
        find(Asking::of(ctx)?, id).await
    }
}

/// The ticket with this id, for whoever asks.
pub async fn find(asking: &Asking, id: TicketId) -> Result<Option<Ticket>, Fault> {
    let act = asking.act()?;
    let conn = &mut *asking.db().await?;
    match models::ticket::Ticket::find(conn, act, id).await {
        Ok(ticket) => Ok(Some(Ticket(ticket))),
        Err(Error::Refused(Refusal::TicketNotFound)) => Ok(None),
        Err(error) => Err(error.into()),
    }
}
