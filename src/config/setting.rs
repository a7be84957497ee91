//! The types a key can have, and how each is read from TOML and from an environment variable.
//!
//! A refusal is the rest of a sentence that begins with the key. It repeats what was given only where that
//! cannot be a secret.

use std::net::IpAddr;
use std::path::PathBuf;

use chrono_tz::Tz;
use ipnet::IpNet;
use secrecy::SecretString;
use toml::de::DeValue;
use url::Url;

use super::bot::ApplicationId;
use crate::ids::{ChannelId, RoleId, ServerId, UserId};

/// A type that a key can have.
pub trait Setting: Sized {
    /// Whether 0 stands for "not set" where the key may be absent.
    const ZERO_IS_ABSENT: bool = false;

    /// Reads the text of an environment variable, or of a TOML string.
    fn from_text(text: &str) -> Result<Self, String>;

    /// Reads a TOML value; without more ado only strings will do.
    fn from_value(value: &DeValue<'_>) -> Result<Self, String> {
        match value {
            DeValue::String(text) => Self::from_text(text),
            other => Err(format!("must be text in quotes, not {}", kind(other))),
        }
    }
}

impl Setting for String {
    fn from_text(text: &str) -> Result<Self, String> {
        Ok(text.to_owned())
    }
}

impl Setting for SecretString {
    fn from_text(text: &str) -> Result<Self, String> {
        match text.trim() {
            "" => Err("must not be empty".to_owned()),
            secret => Ok(secret.into()),
        }
    }
}

impl Setting for bool {
    fn from_text(text: &str) -> Result<Self, String> {
        match text.to_ascii_lowercase().as_str() {
            "true" | "1" | "yes" | "on" => Ok(true),
            "false" | "0" | "no" | "off" => Ok(false),
            _ => Err("must be true or false".to_owned()),
        }
    }

    fn from_value(value: &DeValue<'_>) -> Result<Self, String> {
        match value {
            DeValue::Boolean(value) => Ok(*value),
            other => Err(format!(
                "must be true or false, without quotes, not {}",
                kind(other)
            )),
        }
    }
}

macro_rules! number {
    ($($type:ty),*) => {$(
        impl Setting for $type {
            fn from_text(text: &str) -> Result<Self, String> {
                text.parse().map_err(|_| format!("must be a whole number from 0 to {}", <$type>::MAX))
            }

            fn from_value(value: &DeValue<'_>) -> Result<Self, String> {
                match value {
                    DeValue::Integer(number) if number.radix() == 10 => Self::from_text(number.as_str()),
                    other => Err(format!("must be a whole number, without quotes, not {}", kind(other))),
                }
            }
        }
    )*};
}

number!(u16, u32, u64);

macro_rules! discord_id {
    ($($type:ty),*) => {$(
        impl Setting for $type {
            const ZERO_IS_ABSENT: bool = true;

            fn from_text(text: &str) -> Result<Self, String> {
                text.trim().parse().map_err(|_| {
                    "must be a Discord id: copy it in Discord with developer mode on, it has 17 to 20 digits".to_owned()
                })
            }

            fn from_value(value: &DeValue<'_>) -> Result<Self, String> {
                match value {
                    DeValue::Integer(number) if number.radix() == 10 => Self::from_text(number.as_str()),
                    DeValue::String(text) => Self::from_text(text),
                    other => Err(format!("must be a Discord id, that is a number, not {}", kind(other))),
                }
            }
        }
    )*};
}

discord_id!(ApplicationId, ChannelId, RoleId, ServerId, UserId);

impl<T: Setting> Setting for Vec<T> {
    fn from_text(text: &str) -> Result<Self, String> {
        let parts = text.split(',').map(str::trim);
        parts
            .filter(|part| !part.is_empty())
            .map(T::from_text)
            .collect()
    }

    fn from_value(value: &DeValue<'_>) -> Result<Self, String> {
        let DeValue::Array(items) = value else {
            return Err(format!("must be a list in [brackets], not {}", kind(value)));
        };
        let items = items.iter().map(|item| T::from_value(item.get_ref()));
        let items: Result<Self, String> = items.collect();
        items.map_err(|sentence| format!("has an entry that {sentence}"))
    }
}

impl Setting for Url {
    fn from_text(text: &str) -> Result<Self, String> {
        let remedy = "must be an address such as https://support.example.com";
        let url = Self::parse(text).map_err(|error| format!("{remedy} ({error})"))?;
        if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
            return Err(format!(
                "{remedy}: it has to begin with http:// or https://"
            ));
        }
        if url.query().is_some() || url.fragment().is_some() || !url.username().is_empty() {
            return Err(format!("{remedy}, without a user name, ? or #"));
        }
        Ok(url)
    }
}

impl Setting for Tz {
    fn from_text(text: &str) -> Result<Self, String> {
        text.parse().map_err(|_| {
            format!(
                "must be a time zone of the IANA list such as Europe/Paris or UTC, not {text:?}"
            )
        })
    }
}

impl Setting for IpAddr {
    fn from_text(text: &str) -> Result<Self, String> {
        text.parse().map_err(|_| {
            format!(
                "must be an IP address such as 0.0.0.0 or 127.0.0.1, without a port, not {text:?}"
            )
        })
    }
}

impl Setting for IpNet {
    fn from_text(text: &str) -> Result<Self, String> {
        let alone = || text.parse::<IpAddr>().ok().map(Self::from);
        text.parse().ok().or_else(alone).ok_or_else(|| {
            format!("must be an IP address or a network such as 10.0.0.0/8, not {text:?}")
        })
    }
}

impl Setting for PathBuf {
    fn from_text(text: &str) -> Result<Self, String> {
        match text {
            "" => Err("must name a folder".to_owned()),
            path => Ok(path.into()),
        }
    }
}

/// What a TOML value is, for people.
fn kind(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "text",
        DeValue::Integer(_) => "a number",
        DeValue::Float(_) => "a fraction",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a section",
    }
}
