//! Blocked members in the API.

use async_graphql::connection::Connection;
use async_graphql::{Context, Enum, ID, InputObject, MaybeUndefined, Object, SimpleObject};
use chrono::{DateTime, Utc};

use crate::error::Error;
use crate::graphql::actor::Actor;
use crate::graphql::asking::Asking;
use crate::graphql::connection::{self, Cursor, Paging, Place};
use crate::graphql::fault::Fault;
use crate::graphql::global_id::GlobalId;
use crate::graphql::snowflake::Snowflake;
use crate::graphql::user::User;
use crate::graphql::user_error::{UserError, not_an_id, outcome};
use crate::ids::{BlockId, UserId};
use crate::models;
use crate::models::block::changing::{Change, Until};
use crate::models::block::{Blocking as HowToBlock, listing};
use crate::models::permission::Permission;

/// A member who may not open tickets, or might not for a while.
pub struct Block(pub models::block::Block);

/// A member who may not open tickets, or might not for a while.
#[Object]
impl Block {
    /// The block.
    async fn id(&self) -> ID {
        GlobalId::Block(self.0.id).into()
    }

    /// Who is blocked.
    async fn member(&self, ctx: &Context<'_>) -> Result<User, Fault> {
        let member = self.0.member_id;
        let found = Asking::of(ctx)?.loaders().load_one(member).await?;
        let missing = || Fault::internal(&anyhow::anyhow!("block {} has no member", self.0.id));
        found.map(User).ok_or_else(missing)
    }

    /// Why, for the record; the member is not told. Nothing for whoever sees none of the member's tickets, when there are some.
    async fn reason(&self) -> Option<&str> {
        self.0.reason.as_deref()
    }

    /// Who placed it.
    async fn placed_by(&self) -> Actor {
        Actor::who_blocks(&self.0)
    }

    /// Since when.
    async fn placed_at(&self) -> DateTime<Utc> {
        self.0.placed_at
    }

    /// Until when; for good when there is no time.
    async fn expires_at(&self) -> Option<DateTime<Utc>> {
        self.0.expires_at
    }

    /// When it ended, if it has.
    async fn ended_at(&self) -> Option<DateTime<Utc>> {
        self.0.ended_at
    }

    /// The name of whoever lifted it before its time.
    async fn lifted_by(&self) -> Option<&str> {
        self.0.lifted_by_name.as_deref()
    }

    /// Which version of it this is: whoever changes it says on which one that is based.
    async fn version(&self) -> i32 {
        self.0.version
    }

    /// How often the member has written meanwhile; 0 for whoever is not told why they are blocked.
    async fn messages_refused(&self) -> i32 {
        self.0.messages_refused
    }
}

/// Whether a block stands.
#[derive(Enum, Debug, Clone, Copy, Default, PartialEq, Eq)]
#[graphql(name = "BlockState", remote = "listing::Standing")]
pub enum Standing {
    /// It keeps somebody from opening tickets now.
    #[default]
    Now,
    /// It has ended.
    Ended,
}

/// What can be asked about blocks.
#[derive(Default)]
pub struct BlockQuery;

#[Object]
impl BlockQuery {
    /// Blocks, newest first.
    #[graphql(complexity = "connection::most(first, last) * (child_complexity + 1)")]
    async fn blocks(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Those that stand, unless it is said otherwise.")] state: Option<Standing>,
        #[graphql(desc = "How many from the front, 1 to 100.")] first: Option<i32>,
        #[graphql(desc = "Those after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the back, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Those before this cursor.")] before: Option<String>,
    ) -> Result<Option<Connection<Cursor, Block>>, Fault> {
        let paging = Paging {
            first,
            after,
            last,
            before,
        };
        let (page, most) = paging.read()?;
        let asking = Asking::of(ctx)?;
        let (conn, act) = (&mut *asking.db().await?, asking.act()?);
        let found =
            models::block::Block::list(conn, act, state.unwrap_or_default().into(), (page, most))
                .await?;
        let listed = connection::listed(found, |row| (row.id, Block(row)));
        Ok(Some(listed))
    }
}

impl Place for BlockId {
    fn write(&self) -> String {
        self.to_string()
    }

    fn read(text: &str) -> Option<Self> {
        text.parse().ok()
    }
}

/// Whom to block, and how.
#[derive(InputObject)]
pub struct BlockMemberInput {
    /// Who may not open tickets any more.
    member_id: Snowflake,
    /// Why, for the record; the member is not told.
    reason: Option<String>,
    /// For how long, such as `12h` or `30d`; for good when it is left out.
    lasts: Option<String>,
    /// Whether an open ticket of theirs is closed as well, if the asker sees it.
    #[graphql(default)]
    closes_ticket: bool,
    /// Comes back as it is.
    client_mutation_id: Option<String>,
}

/// What is to be different about a block that stands.
#[derive(InputObject)]
pub struct UpdateBlockInput {
    /// Which block.
    block_id: ID,
    /// The version that is being changed. When somebody has changed the block since, this is refused.
    based_on: i32,
    /// Why: left out it stays as it is, `null` or an empty text takes it away.
    reason: MaybeUndefined<String>,
    /// For how long from now on, such as `12h` or `30d`; left out, its end stays as it is.
    lasts: Option<String>,
    /// Whether it is to stand for good.
    #[graphql(default)]
    for_good: bool,
    /// Comes back as it is.
    client_mutation_id: Option<String>,
}

/// A block to lift.
#[derive(InputObject)]
pub struct LiftBlockInput {
    /// Which block.
    block_id: ID,
    /// Comes back as it is.
    client_mutation_id: Option<String>,
}

/// A block that was lifted, to be placed again.
#[derive(InputObject)]
pub struct PlaceBlockAgainInput {
    /// Which block.
    block_id: ID,
    /// Comes back as it is.
    client_mutation_id: Option<String>,
}

/// What came of it.
#[derive(SimpleObject)]
pub struct BlockPayload {
    /// The block; nothing when it was refused.
    block: Option<Block>,
    /// Why it was refused.
    user_errors: Vec<UserError>,
    /// As it was sent.
    client_mutation_id: Option<String>,
}

/// What can be done to keep members from opening tickets.
#[derive(Default)]
pub struct Blocking;

#[Object]
impl Blocking {
    /// Keeps a member from opening tickets; a block that stands is replaced. An open ticket stays open unless it is closed as well.
    async fn block_member(
        &self,
        ctx: &Context<'_>,
        mut input: BlockMemberInput,
    ) -> Result<Option<BlockPayload>, Fault> {
        let client_mutation_id = input.client_mutation_id.take();
        BlockPayload::of(block(Asking::of(ctx)?, input).await, client_mutation_id)
    }

    /// Changes why a block stands, or until when.
    async fn update_block(
        &self,
        ctx: &Context<'_>,
        mut input: UpdateBlockInput,
    ) -> Result<Option<BlockPayload>, Fault> {
        let client_mutation_id = input.client_mutation_id.take();
        BlockPayload::of(update(Asking::of(ctx)?, input).await, client_mutation_id)
    }

    /// Lets a blocked member open tickets again.
    async fn lift_block(
        &self,
        ctx: &Context<'_>,
        input: LiftBlockInput,
    ) -> Result<Option<BlockPayload>, Fault> {
        let lifted = lift(Asking::of(ctx)?, &input.block_id).await;
        BlockPayload::of(lifted, input.client_mutation_id)
    }

    /// Places a block again that was lifted: for the same reason, which the asker need not be told, and until the same time.
    async fn place_block_again(
        &self,
        ctx: &Context<'_>,
        input: PlaceBlockAgainInput,
    ) -> Result<Option<BlockPayload>, Fault> {
        let placed = place_again(Asking::of(ctx)?, &input.block_id).await;
        BlockPayload::of(placed, input.client_mutation_id)
    }
}

impl BlockPayload {
    fn of(
        result: Result<models::block::Block, Error>,
        client_mutation_id: Option<String>,
    ) -> Result<Option<Self>, Fault> {
        let (block, user_errors) = outcome(result)?;
        Ok(Some(Self {
            block: block.map(Block),
            user_errors,
            client_mutation_id,
        }))
    }
}

async fn block(asking: &Asking, input: BlockMemberInput) -> Result<models::block::Block, Error> {
    let (act, member) = (asking.act()?, UserId::from(input.member_id));
    act.actor.require(Permission::ManageTickets)?;
    let (reason, lasts) = (
        input.reason.unwrap_or_default(),
        input.lasts.unwrap_or_default(),
    );
    let blocking = HowToBlock::read(&reason, &lasts)?;
    asking.app().get_to_know(member).await?;
    let conn = &mut *asking.db().await?;
    if !input.closes_ticket {
        return models::block::Block::place(conn, act, member, blocking).await;
    }
    let how = (blocking, asking.app().closing());
    models::block::Block::place_and_close(conn, act, member, how).await
}

async fn update(asking: &Asking, input: UpdateBlockInput) -> Result<models::block::Block, Error> {
    let act = asking.act()?;
    let id = GlobalId::block(&input.block_id).ok_or_else(|| not_an_id("blockId"))?;
    let lasts = input.lasts.as_deref().unwrap_or_default();
    let change = Change {
        reason: match input.reason {
            MaybeUndefined::Undefined => None,
            MaybeUndefined::Null => Some(String::new()),
            MaybeUndefined::Value(reason) => Some(reason),
        },
        until: match input.for_good {
            true => Until::for_good(lasts)?,
            false => Until::read(lasts)?,
        },
    };
    let which = (id, input.based_on);
    let changed =
        models::block::Block::change(&mut *asking.db().await?, act, which, change).await?;
    Ok(changed.now)
}

async fn lift(asking: &Asking, block: &ID) -> Result<models::block::Block, Error> {
    let act = asking.act()?;
    let id = GlobalId::block(block).ok_or_else(|| not_an_id("blockId"))?;
    models::block::Block::lift(&mut *asking.db().await?, act, id).await
}

async fn place_again(asking: &Asking, block: &ID) -> Result<models::block::Block, Error> {
    let act = asking.act()?;
    let id = GlobalId::block(block).ok_or_else(|| not_an_id("blockId"))?;
    models::block::Block::place_again(&mut *asking.db().await?, act, id).await
}
