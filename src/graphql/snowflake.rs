//! Discord's ids in the API.

use async_graphql::{InputValueError, InputValueResult, Scalar, ScalarType, Value};

use crate::ids::{ChannelId, RoleId, UserId};

/// An id of Discord, as a string of digits: it does not fit the numbers of JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Snowflake(i64);

/// An id of Discord, as a string of digits: it does not fit the numbers of JSON.
#[Scalar]
impl ScalarType for Snowflake {
    fn parse(value: Value) -> InputValueResult<Self> {
        let Value::String(text) = value else {
            return Err(InputValueError::custom(
                "an id of Discord is a string, such as \"123456789012345678\"",
            ));
        };
        text.parse::<UserId>()
            .map(Self::from)
            .map_err(InputValueError::custom)
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_string())
    }
}

impl From<UserId> for Snowflake {
    fn from(id: UserId) -> Self {
        Self(id.0)
    }
}

impl From<ChannelId> for Snowflake {
    fn from(id: ChannelId) -> Self {
        Self(id.0)
    }
}

impl From<RoleId> for Snowflake {
    fn from(id: RoleId) -> Self {
        Self(id.0)
    }
}

impl From<Snowflake> for ChannelId {
    fn from(id: Snowflake) -> Self {
        Self(id.0)
    }
}

impl From<Snowflake> for RoleId {
    fn from(id: Snowflake) -> Self {
        Self(id.0)
    }
}

impl From<Snowflake> for UserId {
    fn from(id: Snowflake) -> Self {
        Self(id.0)
    }
}
