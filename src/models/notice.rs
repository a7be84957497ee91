//! What came of somebody's last act, kept until the page after it tells them: nothing of it stands in an address, and nobody else's
//! browser gets it.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::ids::SessionId;
use crate::schema::notices;

/// How long a sentence waits for its page.
const LIFETIME: TimeDelta = TimeDelta::minutes(2);

/// A sentence about an act that was done, with what undoes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// What is said, in the words of whoever acted.
    pub text: Vec<Piece>,
    /// The form that undoes it, where that can be.
    pub undo: Option<Undo>,
    /// The part of the page that tells of it in its own words; without one, the page tells it at its top.
    #[serde(default)]
    pub beside: Option<String>,
}

/// A piece of what is said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Piece {
    /// Text.
    Text(String),
    /// The number of a ticket.
    Ticket(i64),
}

/// A form that undoes an act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undo {
    /// What its button says.
    pub label: String,
    /// Where it is sent.
    pub action: String,
    /// What is sent, in order.
    pub fields: Vec<(String, String)>,
}

impl Notice {
    /// A sentence that the page tells at its top.
    pub fn of(text: Vec<Piece>) -> Self {
        Self {
            text,
            undo: None,
            beside: None,
        }
    }

    /// Nothing but where it is told: what was done there is said there.
    pub fn beside(part: impl Into<String>) -> Self {
        Self {
            text: Vec::new(),
            undo: None,
            beside: Some(part.into()),
        }
    }

    /// Leaves it for the next page of a session, in place of what was left before.
    pub async fn leave(
        &self,
        conn: &mut AsyncPgConnection,
        session: SessionId,
        at: DateTime<Utc>,
    ) -> Result<(), anyhow::Error> {
        let left = (
            notices::content.eq(serde_json::to_value(self)?),
            notices::left_at.eq(at),
        );
        diesel::insert_into(notices::table)
            .values((notices::session_id.eq(session), left.clone()))
            .on_conflict(notices::session_id)
            .do_update()
            .set(left)
            .execute(conn)
            .await?;
        Ok(())
    }

    /// Takes what was left for a session: it is told once, and not when it is old news.
    pub async fn take(
        conn: &mut AsyncPgConnection,
        session: SessionId,
        now: DateTime<Utc>,
    ) -> QueryResult<Option<Self>> {
        let left: Option<(Value, DateTime<Utc>)> = diesel::delete(notices::table.find(session))
            .returning((notices::content, notices::left_at))
            .get_result(conn)
            .await
            .optional()?;
        let fresh = left.filter(|(_, left_at)| now - *left_at <= LIFETIME);
        Ok(fresh.and_then(|(content, _)| serde_json::from_value(content).ok()))
    }
}
