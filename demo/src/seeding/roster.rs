//! Who acts at the desk: the staff with what they may do, and a program with an API key.

use anyhow::{Context as _, Result};
use chrono::{DateTime, Utc};
use rustmail::app::App;
use rustmail::models::actor::{Act, Actor};
use rustmail::models::api_key::creating::NewApiKey;
use rustmail::models::api_key::{ApiKey, Scope};
use rustmail::models::grant::{Grant, SubjectKind};
use rustmail::models::permission::Permission;
use rustmail::models::staff;
use secrecy::ExposeSecret as _;

use super::furnishing::Categories;
use super::traces;
use crate::cast::Cast;

/// The actors of the desk.
pub(super) struct Roster {
    /// The staff, in the order of the cast.
    pub staff: Vec<Actor>,
    /// A program that may open, read and answer tickets.
    pub program: Actor,
    /// What tickets are about.
    pub categories: Categories,
    /// The secret of its key.
    pub api_key: String,
}

impl Roster {
    /// Makes the staff known to the desk, gives the leads their permission, and the program its key.
    pub(super) async fn enrol(app: &App, (cast, at): (&Cast, DateTime<Utc>)) -> Result<Self> {
        let conn = &mut app.db().await?;
        for (index, person) in cast.staff.iter().enumerate() {
            person.as_user(at).remember(conn).await?;
            let roles = cast.roles_of(index);
            staff::refresh_roles(conn, person.user_id(), Some(&roles), at).await?;
        }
        cast.owner.as_user(at).remember(conn).await?;
        staff::refresh_roles(conn, cast.owner.user_id(), Some(&[]), at).await?;
        let owner = staff::find(conn, app.appointments(), cast.owner.user_id()).await?;
        let owner = Act::new(Actor::Staff(owner.context("the owner is remembered")?), at);
        let leads = (SubjectKind::Role, cast.leads.signed());
        Grant::give(conn, &owner, leads, Permission::ManageApiKeys).await?;
        for permission in [Permission::ManageCategories, Permission::ManageSnippets] {
            Grant::give(conn, &owner, leads, permission).await?;
        }
        let categories = Categories::furnish(conn, &owner, cast).await?;
        let mut actors = Vec::new();
        for person in &cast.staff {
            let found = staff::find(conn, app.appointments(), person.user_id()).await?;
            actors.push(Actor::Staff(found.context("the staff are remembered")?));
        }
        traces::make_old_key(conn, &owner).await?;
        let new = NewApiKey {
            name: "Contact form of the website".to_owned(),
            scopes: vec![Scope::CreateTicket, Scope::ReadTickets, Scope::UpdateTicket],
            expires_at: None,
            category_ids: Vec::new(),
            idempotency_key: None,
        };
        let created = ApiKey::create(conn, &owner, new).await?;
        let secret = created.secret.context("the key is new")?;
        let api_key = secret.expose_secret().to_owned();
        let program = ApiKey::authenticate(conn, &api_key, at, "127.0.0.1").await?;
        Ok(Self {
            staff: actors,
            program,
            categories,
            api_key,
        })
    }
}
