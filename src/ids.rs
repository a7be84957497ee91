//! Ids as types of their own, so that a channel is never taken for a user.
//!
//! Discord's ids ("snowflakes") are unsigned 64-bit numbers that fit a signed one until the year 2084; they are `BIGINT` in Postgres
//! and strings in JSON and GraphQL. See <https://docs.discord.com/developers/reference#snowflakes>.

use std::fmt;
use std::str::FromStr;

use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::expression::AsExpression;
use diesel::pg::{Pg, PgValue};
use diesel::serialize::{self, Output, ToSql};
use diesel::sql_types::BigInt;
use serde::{Deserialize, Serialize};

/// The text is not an id: not a whole number from 1 to 9223372036854775807.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not an id: an id is a whole number such as 123456789012345678")]
pub struct NotAnId(pub String);

macro_rules! ids {
    ($($(#[doc = $doc:literal])+ $name:ident;)+) => {$(
        $(#[doc = $doc])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, AsExpression, FromSqlRow)]
        #[derive(Serialize, Deserialize)]
        #[diesel(sql_type = BigInt)]
        pub struct $name(pub i64);

        impl ToSql<BigInt, Pg> for $name {
            fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
                <i64 as ToSql<BigInt, Pg>>::to_sql(&self.0, out)
            }
        }

        impl FromSql<BigInt, Pg> for $name {
            fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
                <i64 as FromSql<BigInt, Pg>>::from_sql(value).map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = NotAnId;

            fn from_str(text: &str) -> Result<Self, NotAnId> {
                parse(text).map(Self)
            }
        }
    )+};
}

ids! {
    /// A Discord account.
    UserId;
    /// A Discord server ("guild" in Discord's API).
    ServerId;
    /// A Discord channel, direct messages included.
    ChannelId;
    /// A role of a Discord server.
    RoleId;
    /// An emoji of a Discord server.
    EmojiId;
    /// A message on Discord.
    PostId;
    /// A ticket; also the number that people see (#1042).
    TicketId;
    /// A line of a ticket.
    MessageId;
    /// A file of a message.
    AttachmentId;
    /// What a ticket is about.
    CategoryId;
    /// A browser that is signed in.
    SessionId;
    /// A file of what somebody is writing.
    UnsentFileId;
    /// A list of tickets that somebody comes back to.
    SavedViewId;
    /// A saved answer.
    SnippetId;
    /// A member who may not open tickets.
    BlockId;
    /// A credential for integrators.
    ApiKeyId;
    /// A permission given to a user or a role.
    GrantId;
    /// The act and record of closing a ticket.
    ClosureId;
    /// Something that happened.
    EventId;
    /// A row of the outbox.
    JobId;
}

fn parse(text: &str) -> Result<i64, NotAnId> {
    let digits_only = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse()
        .ok()
        .filter(|&number: &i64| digits_only && number > 0)
        .ok_or_else(|| NotAnId(text.chars().take(40).collect()))
}

/// Discord's epoch, the first second of 2015, in milliseconds since 1970.
const DISCORD_EPOCH_MS: i64 = 1_420_070_400_000;

impl PostId {
    /// The smallest id that a message posted at `time` can have.
    pub fn first_at(time: chrono::DateTime<chrono::Utc>) -> Self {
        Self((time.timestamp_millis() - DISCORD_EPOCH_MS).max(0) << 22)
    }

    /// The greatest id that a message posted before `time` can have.
    pub fn last_before(time: chrono::DateTime<chrono::Utc>) -> Self {
        Self(Self::first_at(time).0 - 1)
    }

    /// When the message was posted, which its id tells.
    pub fn posted_at(self) -> chrono::DateTime<chrono::Utc> {
        time_of(self.0)
    }
}

impl UserId {
    /// When the account was created, which its id tells.
    pub fn created_at(self) -> chrono::DateTime<chrono::Utc> {
        time_of(self.0)
    }
}

fn time_of(id: i64) -> chrono::DateTime<chrono::Utc> {
    chrono::DateTime::from_timestamp_millis((id >> 22) + DISCORD_EPOCH_MS).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_a_positive_whole_number() {
        assert_eq!(
            "123456789012345678".parse(),
            Ok(UserId(123_456_789_012_345_678))
        );
        for text in [
            "",
            "0",
            "-1",
            "+1",
            "1.5",
            " 1",
            "9223372036854775808",
            "abc",
        ] {
            assert!(
                text.parse::<UserId>().is_err(),
                "{text:?} was taken for an id"
            );
        }
    }

    #[test]
    fn an_id_tells_when_its_account_was_created() {
        // The example of Discord's reference.
        assert_eq!(
            UserId(175_928_847_299_117_063).created_at().to_rfc3339(),
            "2016-04-30T11:18:25.796+00:00"
        );
    }
}
