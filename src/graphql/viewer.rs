//! Who asks, as the API tells them.

use async_graphql::{ComplexObject, Context, Enum, ID, Object, SimpleObject};

use crate::graphql::asking::Asking;
use crate::graphql::fault::Fault;
use crate::graphql::global_id::GlobalId;
use crate::graphql::saved_view::SavedView;
use crate::graphql::user::User;
use crate::models;
use crate::models::actor::Actor;

/// What kind of viewer somebody is.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum ViewerKind {
    /// A person who is signed in to the panel.
    Staff,
    /// A program with an API key.
    ApiKey,
}

/// Something that a person may be allowed to do.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "models::permission::Permission")]
pub enum Permission {
    /// See the panel.
    ViewPanel,
    /// Read tickets.
    ViewTickets,
    /// Answer, note, open and close tickets.
    ManageTickets,
    /// Read what may be changed while Rustmail runs.
    ViewConfiguration,
    /// Change what may be changed while Rustmail runs.
    EditConfiguration,
    /// Create, revoke and delete API keys.
    ManageApiKeys,
    /// Create and change the categories of tickets, and say who sees them.
    ManageCategories,
    /// Write and change saved answers.
    ManageSnippets,
    /// Start and stop the bot, and change how it looks on Discord.
    ManageBot,
    /// Give permissions to people and roles, and take them back.
    ManagePermissions,
}

/// Something that an API key may do.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(name = "ApiKeyScope", remote = "models::api_key::Scope")]
pub enum Scope {
    /// Open tickets.
    CreateTicket,
    /// Read tickets.
    ReadTickets,
    /// Reply to tickets and close them.
    UpdateTicket,
}

/// The API key of a program that asks.
#[derive(SimpleObject)]
pub struct OwnApiKey {
    /// The key.
    id: ID,
    /// What it is called.
    name: String,
}

/// How many open tickets there are, of those that somebody sees. Each number goes up to 1000: that many, or more.
#[derive(SimpleObject)]
pub struct TicketCounts {
    /// All of them.
    open: i64,
    /// Those in which it is the staff's turn.
    waiting_on_staff: i64,
    /// Those in which it is the member's turn.
    waiting_on_member: i64,
    /// Those that they have taken themselves; programs take none.
    own: i64,
    /// Those that nobody has taken.
    unassigned: i64,
}

/// Whoever asks.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct Viewer {
    /// Whether it is a person or a program.
    kind: ViewerKind,
    /// The name, as people see it.
    name: String,
    /// What the person may do; nothing for a program.
    permissions: Vec<Permission>,
    /// What the program may do; nothing for a person.
    scopes: Vec<Scope>,
    /// The person's account.
    user: Option<User>,
    /// The program's key.
    api_key: Option<OwnApiKey>,
}

#[ComplexObject]
impl Viewer {
    /// The lists of tickets that the person has saved, oldest first; nothing for a program, and for whoever may not read tickets.
    #[graphql(complexity = "20 * (child_complexity + 1)")]
    async fn saved_views(&self, ctx: &Context<'_>) -> Result<Vec<SavedView>, Fault> {
        let asking = Asking::of(ctx)?;
        let act = asking.act()?;
        let may_read = act
            .actor
            .require(models::permission::Permission::ViewTickets);
        if self.user.is_none() || may_read.is_err() {
            return Ok(Vec::new());
        }
        let found = models::saved_view::SavedView::own(&mut *asking.db().await?, act).await?;
        Ok(found.into_iter().map(SavedView).collect())
    }

    /// How many open tickets wait, as the panel tells beside its list; nothing for whoever may not read tickets.
    #[graphql(complexity = "5 + child_complexity")]
    async fn ticket_counts(&self, ctx: &Context<'_>) -> Result<Option<TicketCounts>, Fault> {
        let asking = Asking::of(ctx)?;
        let act = asking.act()?;
        let may_read = act
            .actor
            .require(models::permission::Permission::ViewTickets);
        if may_read.is_err() {
            return Ok(None);
        }
        let counts = models::ticket::Ticket::counts(&mut *asking.db().await?, act).await?;
        Ok(Some(TicketCounts {
            open: counts.open,
            waiting_on_staff: counts.waiting_on_staff,
            waiting_on_member: counts.waiting_on_member,
            own: counts.own,
            unassigned: counts.unassigned,
        }))
    }
}

/// What can be asked about whoever asks.
#[derive(Default)]
pub struct ViewerQuery;

#[Object]
impl ViewerQuery {
    /// Whoever asks: by the key in `X-API-Key`, or else by the session of the panel. Nothing for a stranger.
    async fn viewer(&self, ctx: &Context<'_>) -> Result<Option<Viewer>, Fault> {
        let asking = Asking::of(ctx)?;
        match asking.actor() {
            Some(Actor::Staff(staff)) => {
                let held = models::permission::Permission::ALL.iter().copied();
                let held = held.filter(|&one| staff.permissions.include(one));
                Ok(Some(Viewer {
                    kind: ViewerKind::Staff,
                    name: staff.name.clone(),
                    permissions: held.map(Permission::from).collect(),
                    scopes: Vec::new(),
                    user: asking.loaders().load_one(staff.id).await?.map(User),
                    api_key: None,
                }))
            }
            Some(Actor::ApiKey {
                id, name, scopes, ..
            }) => Ok(Some(Viewer {
                kind: ViewerKind::ApiKey,
                name: name.clone(),
                permissions: Vec::new(),
                scopes: scopes.iter().copied().map(Scope::from).collect(),
                user: None,
                api_key: Some(OwnApiKey {
                    id: GlobalId::ApiKey(*id).into(),
                    name: name.clone(),
                }),
            })),
            Some(Actor::Member { .. } | Actor::System) | None => Ok(None),
        }
    }
}
