//! Permissions of people and roles in the API.

use async_graphql::{Context, Enum, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};

use crate::error::Error;
use crate::graphql::asking::Asking;
use crate::graphql::fault::Fault;
use crate::graphql::global_id::GlobalId;
use crate::graphql::snowflake::Snowflake;
use crate::graphql::user::User;
use crate::graphql::user_error::{UserError, not_an_id, outcome};
use crate::graphql::viewer::Permission;
use crate::ids::UserId;
use crate::models;

/// What kind of thing a permission is given to.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(name = "GrantSubjectKind", remote = "models::grant::SubjectKind")]
pub enum SubjectKind {
    /// One person.
    User,
    /// Everybody who holds a role of the staff server.
    Role,
}

/// A permission given to a person or a role.
pub struct Grant(pub models::grant::Grant);

/// A permission given to a person or a role.
#[Object]
impl Grant {
    /// The grant.
    async fn id(&self) -> ID {
        GlobalId::Grant(self.0.id).into()
    }

    /// Whether it is given to a person or to a role.
    async fn subject_kind(&self) -> SubjectKind {
        self.0.subject_kind.into()
    }

    /// The person's or the role's id on Discord.
    async fn subject_id(&self) -> Snowflake {
        UserId(self.0.subject_id).into()
    }

    /// The person that it is given to, if it is one who was seen.
    async fn user(&self, ctx: &Context<'_>) -> Result<Option<User>, Fault> {
        if self.0.subject_kind == models::grant::SubjectKind::Role {
            return Ok(None);
        }
        load(ctx, UserId(self.0.subject_id)).await
    }

    /// What is given.
    async fn permission(&self) -> Permission {
        self.0.permission.into()
    }

    /// Who gave it.
    async fn granted_by(&self, ctx: &Context<'_>) -> Result<Option<User>, Fault> {
        load(ctx, self.0.granted_by).await
    }

    /// When it was given.
    async fn granted_at(&self) -> DateTime<Utc> {
        self.0.granted_at
    }
}

async fn load(ctx: &Context<'_>, id: UserId) -> Result<Option<User>, Fault> {
    Ok(Asking::of(ctx)?.loaders().load_one(id).await?.map(User))
}

/// What can be asked about permissions.
#[derive(Default)]
pub struct GrantQuery;

#[Object]
impl GrantQuery {
    /// Everything that has been given to people and roles. Needs the permission to manage permissions.
    #[graphql(complexity = "200 * (child_complexity + 1)")]
    async fn grants(&self, ctx: &Context<'_>) -> Result<Option<Vec<Grant>>, Fault> {
        let asking = Asking::of(ctx)?;
        let act = asking.act()?;
        let conn = &mut *asking.db().await?;
        let grants = models::grant::Grant::listed(conn, act).await?;
        Ok(Some(grants.into_iter().map(Grant).collect()))
    }
}

/// Permissions for a person or a role.
#[derive(InputObject)]
pub struct GiveGrantInput {
    /// Whether they are for a person or for a role.
    subject_kind: SubjectKind,
    /// The person's or the role's id on Discord. Both must be in the staff server.
    subject_id: Snowflake,
    /// What is given: nothing that you do not hold yourself. Giving it again changes nothing.
    permissions: Vec<Permission>,
    /// Comes back as it is.
    client_mutation_id: Option<String>,
}

/// A permission to take back.
#[derive(InputObject)]
pub struct TakeBackGrantInput {
    /// The grant.
    grant_id: ID,
    /// Comes back as it is.
    client_mutation_id: Option<String>,
}

/// What came of it.
#[derive(SimpleObject)]
pub struct GrantsPayload {
    /// Everything that the person or the role has been given now; nothing when it was refused.
    grants: Option<Vec<Grant>>,
    /// Why it was refused.
    user_errors: Vec<UserError>,
    /// As it was sent.
    client_mutation_id: Option<String>,
}

/// What can be done with permissions.
#[derive(Default)]
pub struct Granting;

#[Object]
impl Granting {
    /// Gives a person or a role permissions, all of them or none.
    async fn give_grant(
        &self,
        ctx: &Context<'_>,
        mut input: GiveGrantInput,
    ) -> Result<Option<GrantsPayload>, Fault> {
        let client_mutation_id = input.client_mutation_id.take();
        GrantsPayload::of(give(Asking::of(ctx)?, input).await, client_mutation_id)
    }

    /// Takes a permission back.
    async fn take_back_grant(
        &self,
        ctx: &Context<'_>,
        input: TakeBackGrantInput,
    ) -> Result<Option<GrantsPayload>, Fault> {
        let taken = take_back(Asking::of(ctx)?, &input.grant_id).await;
        GrantsPayload::of(taken, input.client_mutation_id)
    }
}

impl GrantsPayload {
    fn of(
        result: Result<Vec<models::grant::Grant>, Error>,
        client_mutation_id: Option<String>,
    ) -> Result<Option<Self>, Fault> {
        let (grants, user_errors) = outcome(result)?;
        Ok(Some(Self {
            grants: grants.map(|grants| grants.into_iter().map(Grant).collect()),
            user_errors,
            client_mutation_id,
        }))
    }
}

async fn give(asking: &Asking, input: GiveGrantInput) -> Result<Vec<models::grant::Grant>, Error> {
    let act = asking.act()?;
    let subject = (input.subject_kind.into(), UserId::from(input.subject_id).0);
    act.actor
        .require(models::permission::Permission::ManagePermissions)?;
    let grantee = asking.app().grantee(subject).await?;
    let permissions: Vec<_> = input.permissions.into_iter().map(Into::into).collect();
    let conn = &mut asking.db().await?;
    models::grant::Grant::give_all(conn, act, &grantee, &permissions).await?;
    models::grant::Grant::listed_of(conn, act, subject).await
}

async fn take_back(asking: &Asking, id: &ID) -> Result<Vec<models::grant::Grant>, Error> {
    let act = asking.act()?;
    let Some(GlobalId::Grant(id)) = GlobalId::parse(id) else {
        return Err(not_an_id("grantId").into());
    };
    let conn = &mut asking.db().await?;
    let taken = models::grant::Grant::take_back_one(conn, act, id).await?;
    let subject = (taken.subject_kind, taken.subject_id);
    models::grant::Grant::listed_of(conn, act, subject).await
}
