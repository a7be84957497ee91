//! Discord's identifiers: 64-bit numbers that contain their moment of birth and travel as strings.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// The first millisecond of 2015, from which Discord counts.
const EPOCH_MILLIS: i64 = 1_420_070_400_000;

/// The identifier of anything on Discord.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Snowflake(pub u64);

impl Snowflake {
    /// The smallest identifier that can be made at this moment.
    pub fn at(moment: DateTime<Utc>) -> Self {
        let millis = (moment.timestamp_millis() - EPOCH_MILLIS).max(0);
        Self(millis.unsigned_abs() << 22)
    }

    /// When the thing with this identifier was made.
    pub fn created_at(self) -> DateTime<Utc> {
        let millis = i64::try_from(self.0 >> 22).unwrap_or_default();
        DateTime::from_timestamp_millis(millis + EPOCH_MILLIS).unwrap_or_default()
    }

    /// The number as signed databases keep it.
    pub fn signed(self) -> i64 {
        self.0.cast_signed()
    }
}

impl fmt::Display for Snowflake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Snowflake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for Snowflake {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

impl From<u64> for Snowflake {
    fn from(number: u64) -> Self {
        Self(number)
    }
}

impl From<Snowflake> for u64 {
    fn from(id: Snowflake) -> Self {
        id.0
    }
}

impl Serialize for Snowflake {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Snowflake {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(SnowflakeVisitor)
    }
}

struct SnowflakeVisitor;

impl de::Visitor<'_> for SnowflakeVisitor {
    type Value = Snowflake;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a snowflake as a string or a number")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Snowflake, E> {
        text.parse().map_err(E::custom)
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Snowflake, E> {
        Ok(Snowflake(number))
    }
}
