//! How the bot is, as the process that leads says it.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::models::text_enum::text_enum;
use crate::schema::bot_status;

/// How long a report counts. A process that leads reports more often.
const FRESH: TimeDelta = TimeDelta::seconds(30);
/// How long a report lets others rely on the connection: whoever is connected reports every second.
const RELIABLE: TimeDelta = TimeDelta::milliseconds(2500);

text_enum! {
    /// Why Discord does not let the bot in until somebody changes something.
    Hindrance {
        /// It does not know the token.
        Token = "token",
        /// It refuses the privileged intents.
        Intents = "intents",
    }
}

impl Hindrance {
    /// What is wrong and what to do, for the log and for programs.
    pub fn remedy(self) -> &'static str {
        match self {
            Self::Token => {
                "Discord does not know the bot's token. Reset it on the Bot page of Discord's developer portal and put the new one in \
                 bot.token"
            }
            Self::Intents => {
                "Discord refuses the privileged intents. Turn on “Server Members Intent” and “Message Content Intent” on the Bot page of \
                 Discord's developer portal, and restart the bot"
            }
        }
    }
}

impl std::fmt::Display for Hindrance {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.remedy())
    }
}

impl std::error::Error for Hindrance {}

/// How the bot is.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = bot_status, check_for_backend(diesel::pg::Pg), treat_none_as_null = true)]
pub struct Status {
    /// The process that leads, by machine and number.
    pub process: String,
    /// Since when it leads.
    pub leading_since: DateTime<Utc>,
    /// Since when the bot is connected to Discord.
    pub connected_since: Option<DateTime<Utc>>,
    /// Since when it is not connected, while it should be.
    pub disconnected_since: Option<DateTime<Utc>>,
    /// Since when it hears what happens in the staff server. It does not while it is not in there, or while Discord has none to tell of.
    pub heard_since: Option<DateTime<Utc>>,
    /// How long Discord takes to answer a heartbeat, in milliseconds.
    pub latency_ms: Option<i32>,
    /// Why there is no connection.
    pub trouble: Option<String>,
    /// What has to be changed by a person before there is one.
    pub hindrance: Option<Hindrance>,
    /// When this was so.
    pub reported_at: DateTime<Utc>,
}

impl Status {
    /// The last report, whoever made it.
    pub async fn latest(conn: &mut AsyncPgConnection) -> QueryResult<Option<Self>> {
        bot_status::table
            .select(Self::as_select())
            .first(conn)
            .await
            .optional()
    }

    /// Reports how the bot is. Only the process that leads does.
    pub async fn report(&self, conn: &mut AsyncPgConnection) -> QueryResult<()> {
        diesel::insert_into(bot_status::table)
            .values(self)
            .on_conflict(bot_status::id)
            .do_update()
            .set(self)
            .execute(conn)
            .await?;
        Ok(())
    }

    /// Since when the bot hears of every change in the staff server, if it still does.
    pub fn hears_since(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let is_reliable = now - self.reported_at < RELIABLE;
        self.heard_since.filter(|_| is_reliable)
    }

    /// Whether it can still be so: otherwise no process leads.
    pub fn is_fresh(&self, now: DateTime<Utc>) -> bool {
        now - self.reported_at < FRESH
    }
}
