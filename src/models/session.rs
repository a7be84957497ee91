//! Sessions: browsers that are signed in, and sign-ins on their way through Discord. Tokens are random; only their hashes are kept.

pub mod ending;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use rand::Rng as _;
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};

use crate::error::Error;
use crate::ids::{RoleId, SessionId, UserId};
use crate::models::actor::{Act, Actor, Staff};
use crate::models::event::{self, EventKind, Subject};
use crate::models::staff;
use crate::models::user::User;
use crate::schema::{sessions, sign_ins};

/// How long a sign-in may stay at Discord.
pub const SIGN_IN_LIFETIME: TimeDelta = TimeDelta::minutes(10);
/// A session's last use is noted at most this often.
pub const USE_RESOLUTION: TimeDelta = TimeDelta::minutes(5);
/// What is kept of a browser's description of itself.
const LONGEST_USER_AGENT: usize = 200;

/// A browser that is signed in.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = sessions, check_for_backend(diesel::pg::Pg))]
pub struct Session {
    /// The session, as people name it.
    pub id: SessionId,
    /// The SHA-256 of its token.
    pub token_hash: Vec<u8>,
    /// Who signed in.
    pub user_id: UserId,
    /// When they did.
    pub created_at: DateTime<Utc>,
    /// When it was used last, to within five minutes.
    pub last_seen_at: DateTime<Utc>,
    /// When it ends unless it is used again.
    pub expires_at: DateTime<Utc>,
    /// What the browser calls itself.
    pub user_agent: String,
    /// The network address from which it was begun, if that is known.
    pub address: Option<String>,
}

/// Somebody who has just shown Discord that they are who they are.
#[derive(Debug, Clone)]
pub struct Arrival {
    /// Their account.
    pub user: User,
    /// Their roles in the staff server; `None` when they are not in it.
    pub roles: Option<Vec<RoleId>>,
    /// When Discord was asked for them: what was told since then is newer.
    pub asked_at: DateTime<Utc>,
    /// What their browser calls itself.
    pub user_agent: String,
    /// The network address from which they come, if that is known.
    pub address: Option<String>,
    /// How long they stay signed in after they were here last.
    pub lifetime: TimeDelta,
}

impl Session {
    /// Signs somebody in, with a new token each time. A session that the browser had before ends.
    pub async fn start(
        conn: &mut AsyncPgConnection,
        at: DateTime<Utc>,
        arrival: Arrival,
        previous: Option<&str>,
    ) -> Result<SecretString, Error> {
        let token = random_token();
        conn.transaction(async |conn| {
            arrival.user.remember(conn).await?;
            let user = arrival.user.id;
            let (roles, asked_at) = (arrival.roles.as_deref(), arrival.asked_at);
            staff::refresh_roles(conn, user, roles, asked_at).await?;
            if let Some(previous) = previous {
                diesel::delete(sessions::table.find(hash(previous)))
                    .execute(conn)
                    .await?;
            }
            let user_agent: String = arrival
                .user_agent
                .chars()
                .take(LONGEST_USER_AGENT)
                .collect();
            diesel::insert_into(sessions::table)
                .values((
                    sessions::token_hash.eq(hash(token.expose_secret())),
                    sessions::user_id.eq(user),
                    sessions::user_agent.eq(user_agent),
                    sessions::address.eq(&arrival.address),
                    sessions::created_at.eq(at),
                    sessions::last_seen_at.eq(at),
                    sessions::expires_at.eq(at + arrival.lifetime),
                ))
                .execute(conn)
                .await?;
            let act = Act::new(person(&arrival.user), at);
            Ok::<_, Error>(event::record(conn, &act, EventKind::SignedIn, Subject::NONE).await?)
        })
        .await?;
        Ok(token)
    }

    /// The session with this token, while it lives. Using it makes it live for as long again.
    pub async fn find(
        conn: &mut AsyncPgConnection,
        token: &str,
        (now, lifetime): (DateTime<Utc>, TimeDelta),
    ) -> QueryResult<Option<Self>> {
        let found = Self::peek(conn, token, (now, lifetime)).await?;
        if let Some(session) = &found
            && now - session.last_seen_at >= USE_RESOLUTION
        {
            diesel::update(sessions::table.find(&session.token_hash))
                .set((
                    sessions::last_seen_at.eq(now),
                    sessions::expires_at.eq(now + lifetime),
                ))
                .execute(conn)
                .await?;
        }
        Ok(found)
    }

    /// The session with this token, while it lives, without using it.
    pub async fn peek(
        conn: &mut AsyncPgConnection,
        token: &str,
        until: (DateTime<Utc>, TimeDelta),
    ) -> QueryResult<Option<Self>> {
        Self::of_hash(conn, &hash(token), until).await
    }

    /// The same session as it is now, while it lives, without using it.
    pub async fn again(
        &self,
        conn: &mut AsyncPgConnection,
        until: (DateTime<Utc>, TimeDelta),
    ) -> QueryResult<Option<Self>> {
        Self::of_hash(conn, &self.token_hash, until).await
    }

    /// What a session was promised when it was used last counts only as far as sessions still live as long.
    async fn of_hash(
        conn: &mut AsyncPgConnection,
        token_hash: &[u8],
        (now, lifetime): (DateTime<Utc>, TimeDelta),
    ) -> QueryResult<Option<Self>> {
        sessions::table
            .find(token_hash)
            .filter(sessions::expires_at.gt(now))
            .filter(sessions::last_seen_at.gt(now - lifetime))
            .select(Self::as_select())
            .first(conn)
            .await
            .optional()
    }

    /// Signs the browser out.
    pub async fn end(&self, conn: &mut AsyncPgConnection, act: &Act) -> Result<(), Error> {
        conn.transaction(async |conn| {
            diesel::delete(sessions::table.find(&self.token_hash))
                .execute(conn)
                .await?;
            Ok(event::record(conn, act, EventKind::SignedOut, Subject::NONE).await?)
        })
        .await
    }

    /// Removes what has expired, and sessions that were not used for as long as they live now. Says how many sessions that were.
    pub async fn sweep(
        conn: &mut AsyncPgConnection,
        (now, lifetime): (DateTime<Utc>, TimeDelta),
    ) -> QueryResult<usize> {
        let is_unused = sessions::last_seen_at.le(now - lifetime);
        diesel::delete(sign_ins::table.filter(sign_ins::expires_at.le(now)))
            .execute(conn)
            .await?;
        diesel::delete(sessions::table.filter(sessions::expires_at.le(now).or(is_unused)))
            .execute(conn)
            .await
    }
}

fn person(user: &User) -> Actor {
    Actor::Staff(Staff::on_record(user.id, user.name().to_owned()))
}

/// A sign-in on its way through Discord, bound to the browser that began it.
#[derive(Debug)]
pub struct SignIn {
    /// The PKCE verifier that goes with the code.
    pub pkce_verifier: SecretString,
    /// The page of ours to go on with: a path.
    pub return_to: String,
}

impl SignIn {
    /// Keeps a sign-in until Discord sends the browser back with `state`. Whoever comes in sweeps out what has expired, sessions that
    /// were not used for their lifetime included.
    pub async fn begin(
        &self,
        conn: &mut AsyncPgConnection,
        (state, browser): (&str, &str),
        (now, lifetime): (DateTime<Utc>, TimeDelta),
    ) -> QueryResult<()> {
        Session::sweep(conn, (now, lifetime)).await?;
        diesel::insert_into(sign_ins::table)
            .values((
                sign_ins::state_hash.eq(hash(state)),
                sign_ins::browser_hash.eq(hash(browser)),
                sign_ins::pkce_verifier.eq(self.pkce_verifier.expose_secret()),
                sign_ins::return_to.eq(&self.return_to),
                sign_ins::expires_at.eq(now + SIGN_IN_LIFETIME),
            ))
            .execute(conn)
            .await?;
        Ok(())
    }

    /// Whether a sign-in is on its way that the browser with this token began.
    pub async fn is_begun_by(
        conn: &mut AsyncPgConnection,
        browser: &str,
        now: DateTime<Utc>,
    ) -> QueryResult<bool> {
        let begun = sign_ins::table
            .filter(sign_ins::browser_hash.eq(hash(browser)))
            .filter(sign_ins::expires_at.gt(now));
        diesel::select(diesel::dsl::exists(begun))
            .get_result(conn)
            .await
    }

    /// Takes the sign-in that this browser began with `state`; it can be taken once.
    pub async fn complete(
        conn: &mut AsyncPgConnection,
        (state, browser): (&str, &str),
        now: DateTime<Utc>,
    ) -> QueryResult<Option<Self>> {
        let begun = sign_ins::table
            .filter(sign_ins::state_hash.eq(hash(state)))
            .filter(sign_ins::browser_hash.eq(hash(browser)))
            .filter(sign_ins::expires_at.gt(now));
        let taken: Option<(String, String)> = diesel::delete(begun)
            .returning((sign_ins::pkce_verifier, sign_ins::return_to))
            .get_result(conn)
            .await
            .optional()?;
        Ok(taken.map(|(verifier, return_to)| Self {
            pkce_verifier: verifier.into(),
            return_to,
        }))
    }
}

/// 256 random bits, in characters that may stand in a cookie and in an address.
pub fn random_token() -> SecretString {
    let mut random = [0; 32];
    rand::rng().fill(&mut random);
    URL_SAFE_NO_PAD.encode(random).into()
}

fn hash(token: &str) -> Vec<u8> {
    Sha256::digest(token).to_vec()
}
