//! Sessions of the panel in the API.

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};

use crate::error::Error;
use crate::graphql::asking::Asking;
use crate::graphql::fault::Fault;
use crate::graphql::global_id::GlobalId;
use crate::graphql::snowflake::Snowflake;
use crate::graphql::user::User;
use crate::graphql::user_error::{UserError, not_an_id, outcome};
use crate::ids::UserId;
use crate::models;

/// A browser in which somebody is signed in.
pub struct Session(pub models::session::Session);

/// A browser in which somebody is signed in.
#[Object]
impl Session {
    /// The session.
    async fn id(&self) -> ID {
        GlobalId::Session(self.0.id).into()
    }

    /// Who is signed in.
    async fn user(&self, ctx: &Context<'_>) -> Result<Option<User>, Fault> {
        let found = Asking::of(ctx)?.loaders().load_one(self.0.user_id).await?;
        Ok(found.map(User))
    }

    /// What the browser calls itself.
    async fn user_agent(&self) -> &str {
        &self.0.user_agent
    }

    /// The network address from which it was begun, if that is known.
    async fn address(&self) -> Option<&str> {
        self.0.address.as_deref()
    }

    /// Since when.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }

    /// When it was used last, to within five minutes.
    async fn last_seen_at(&self) -> DateTime<Utc> {
        self.0.last_seen_at
    }

    /// When it ends unless it is used again.
    async fn expires_at(&self) -> DateTime<Utc> {
        self.0.expires_at
    }
}

/// What can be asked about sessions.
#[derive(Default)]
pub struct SessionQuery;

#[Object]
impl SessionQuery {
    /// Where people are signed in to the panel: one person, or everybody. Everybody may ask for their own; for others it needs the
    /// permission to manage permissions.
    #[graphql(complexity = "200 * (child_complexity + 1)")]
    async fn sessions(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only those of this person.")] user_id: Option<Snowflake>,
    ) -> Result<Option<Vec<Session>>, Fault> {
        let asking = Asking::of(ctx)?;
        let act = asking.act()?;
        let conn = &mut *asking.db().await?;
        let found = match user_id {
            Some(user) => models::session::Session::all_of(conn, act, user.into()).await?,
            None => {
                let all = models::session::Session::all(conn, act).await?;
                all.into_iter().map(|(session, _)| session).collect()
            }
        };
        Ok(Some(found.into_iter().map(Session).collect()))
    }
}

/// A session to end.
#[derive(InputObject)]
pub struct EndSessionInput {
    /// The session.
    session_id: ID,
    /// Comes back as it is.
    client_mutation_id: Option<String>,
}

/// Sessions to end.
#[derive(InputObject)]
pub struct EndSessionsInput {
    /// Whose. Every session of theirs ends, the one in which this is asked included.
    user_id: Snowflake,
    /// Comes back as it is.
    client_mutation_id: Option<String>,
}

/// What came of it.
#[derive(SimpleObject)]
pub struct EndedSessionsPayload {
    /// How many sessions were ended; nothing when it was refused.
    ended: Option<i32>,
    /// Why it was refused.
    user_errors: Vec<UserError>,
    /// As it was sent.
    client_mutation_id: Option<String>,
}

/// What can be done with sessions.
#[derive(Default)]
pub struct Ending;

#[Object]
impl Ending {
    /// Ends a session: that browser is signed out within seconds.
    async fn end_session(
        &self,
        ctx: &Context<'_>,
        input: EndSessionInput,
    ) -> Result<Option<EndedSessionsPayload>, Fault> {
        let ended = end(Asking::of(ctx)?, &input.session_id).await;
        EndedSessionsPayload::of(ended, input.client_mutation_id)
    }

    /// Ends every session of a person.
    async fn end_sessions(
        &self,
        ctx: &Context<'_>,
        input: EndSessionsInput,
    ) -> Result<Option<EndedSessionsPayload>, Fault> {
        let ended = end_all(Asking::of(ctx)?, input.user_id.into()).await;
        EndedSessionsPayload::of(ended, input.client_mutation_id)
    }
}

impl EndedSessionsPayload {
    fn of(
        result: Result<usize, Error>,
        client_mutation_id: Option<String>,
    ) -> Result<Option<Self>, Fault> {
        let (ended, user_errors) = outcome(result)?;
        Ok(Some(Self {
            ended: ended.map(|count| i32::try_from(count).unwrap_or(i32::MAX)),
            user_errors,
            client_mutation_id,
        }))
    }
}

async fn end(asking: &Asking, id: &ID) -> Result<usize, Error> {
    let act = asking.act()?;
    let Some(GlobalId::Session(id)) = GlobalId::parse(id) else {
        return Err(not_an_id("sessionId").into());
    };
    let conn = &mut asking.db().await?;
    models::session::Session::end_one(conn, act, id).await?;
    Ok(1)
}

async fn end_all(asking: &Asking, user: UserId) -> Result<usize, Error> {
    let act = asking.act()?;
    let conn = &mut asking.db().await?;
    models::session::Session::end_all_of(conn, act, (user, None)).await
}
