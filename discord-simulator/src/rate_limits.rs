//! Rate limits: buckets per route and major parameter, and fifty requests a second over all.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use axum::http::HeaderMap;
use chrono::{DateTime, TimeDelta, Utc};
use sha2::{Digest, Sha256};

use crate::api_error::{ApiError, Retry};
use crate::rest::passage::{RecordedRequest, set};
use crate::snowflake::Snowflake;

const GLOBAL_PER_SECOND: u64 = 50;

/// Whether limits are only announced or also kept.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum RateLimits {
    /// The headers are sent, and tell of more than anybody can exhaust.
    #[default]
    Off,
    /// As on Discord.
    Real,
}

/// What every bucket allows while limits are off: more than anybody uses in one window.
const PLENTY: u64 = 1_000_000;

/// The counters.
#[derive(Default)]
pub(crate) struct Counters {
    limits: RateLimits,
    windows: Mutex<HashMap<String, Window>>,
}

#[derive(Clone, Copy)]
struct Window {
    used: u64,
    until: DateTime<Utc>,
}

/// Where a request stands.
pub(crate) enum Standing {
    Within(Bucket),
    Exhausted(ApiError),
}

/// A bucket as the headers tell of it.
pub(crate) struct Bucket {
    limit: u64,
    remaining: u64,
    reset: DateTime<Utc>,
    reset_after: TimeDelta,
    hash: String,
}

impl Counters {
    pub(crate) fn new(limits: RateLimits) -> Self {
        Self {
            limits,
            ..Self::default()
        }
    }

    /// Whether limits are kept.
    pub(crate) fn are_real(&self) -> bool {
        self.limits == RateLimits::Real
    }

    /// Counts a request in its bucket and in the global one.
    pub(crate) fn count(&self, request: &RecordedRequest, now: DateTime<Utc>) -> Standing {
        let hash = bucket_hash(request);
        let (limit, seconds) = self.allowance(request);
        let caller = request.user_id.unwrap_or_default();
        if !is_free_of_global(request)
            && let Err(retry) = self.take(&format!("global:{caller}"), (GLOBAL_PER_SECOND, 1), now)
        {
            let retry = Retry {
                after: seconds_of(retry.until - now),
                scope: "global",
            };
            return Standing::Exhausted(ApiError::too_many_requests(retry, 0));
        }
        let key = format!("{hash}:{}:{caller}", major_parameter(&request.path));
        match self.take(&key, (limit, seconds), now) {
            Ok(window) => Standing::Within(Bucket {
                limit,
                remaining: limit.saturating_sub(window.used),
                reset: window.until,
                reset_after: window.until - now,
                hash,
            }),
            Err(window) => {
                let retry = Retry {
                    after: seconds_of(window.until - now),
                    scope: "user",
                };
                Standing::Exhausted(ApiError::too_many_requests(retry, 0))
            }
        }
    }

    /// What the bucket of a request allows, and in how many seconds.
    fn allowance(&self, request: &RecordedRequest) -> (u64, i64) {
        let (limit, seconds) = allowance(request);
        if self.are_real() {
            (limit, seconds)
        } else {
            (PLENTY, seconds)
        }
    }

    /// Takes one from a window, or gives the window that is used up.
    fn take(&self, key: &str, allowance: (u64, i64), now: DateTime<Utc>) -> Result<Window, Window> {
        let (limit, seconds) = allowance;
        let mut windows = self.windows.lock().unwrap_or_else(PoisonError::into_inner);
        if windows.len() > 10_000 {
            windows.retain(|_, window| window.until > now);
        }
        let fresh = Window {
            used: 0,
            until: now + TimeDelta::seconds(seconds),
        };
        let window = windows.entry(key.to_owned()).or_insert(fresh);
        if window.until <= now {
            *window = fresh;
        }
        if window.used >= limit && self.limits == RateLimits::Real {
            return Err(*window);
        }
        window.used += 1;
        Ok(*window)
    }
}

impl Bucket {
    /// Writes the headers.
    pub(crate) fn announce(&self, headers: &mut HeaderMap) {
        if headers.contains_key("x-ratelimit-scope") {
            return;
        }
        let reset = self.reset.timestamp_millis() as f64 / 1000.0;
        set(headers, "x-ratelimit-limit", &self.limit.to_string());
        set(
            headers,
            "x-ratelimit-remaining",
            &self.remaining.to_string(),
        );
        set(headers, "x-ratelimit-reset", &format!("{reset:.3}"));
        set(
            headers,
            "x-ratelimit-reset-after",
            &format!("{:.3}", seconds_of(self.reset_after)),
        );
        set(headers, "x-ratelimit-bucket", &self.hash);
    }
}

/// How many requests a route allows in how many seconds; Discord changes these, libraries must go by the headers.
fn allowance(request: &RecordedRequest) -> (u64, i64) {
    match (request.method.as_str(), request.route.as_str()) {
        (_, "/channels/{channel_id}/messages/{message_id}/reactions/{emoji}/{user_id}") => (1, 1),
        ("POST", "/channels/{channel_id}/messages") => (5, 5),
        ("PATCH", "/channels/{channel_id}/messages/{message_id}") => (5, 5),
        ("DELETE", "/channels/{channel_id}/messages/{message_id}") => (5, 5),
        ("POST", "/channels/{channel_id}/messages/bulk-delete") => (1, 1),
        ("PATCH", "/channels/{channel_id}") => (5, 15),
        ("POST", "/users/@me/channels") => (10, 10),
        (_, route) if route.starts_with("/interactions/") => (1000, 1),
        (_, route) if route.starts_with("/webhooks/") => (5, 2),
        (_, route) if route.starts_with("/guilds/") => (10, 10),
        _ => (50, 1),
    }
}

/// Interaction endpoints are not bound to a bot's global limit.
fn is_free_of_global(request: &RecordedRequest) -> bool {
    request.route.starts_with("/interactions/") || request.route.starts_with("/webhooks/")
}

fn bucket_hash(request: &RecordedRequest) -> String {
    let mut hash = Sha256::new();
    hash.update(&request.method);
    hash.update(&request.route);
    hex::encode(hash.finalize())[..32].to_owned()
}

/// The channel, server or webhook in the path has buckets of its own.
fn major_parameter(path: &str) -> Snowflake {
    let mut parts = path.split('/').skip(1);
    let noun = parts.next().unwrap_or_default();
    let id = parts.next().and_then(|id| id.parse().ok());
    id.filter(|_| matches!(noun, "channels" | "guilds" | "webhooks"))
        .unwrap_or_default()
}

fn seconds_of(delta: TimeDelta) -> f64 {
    delta.num_milliseconds().max(1) as f64 / 1000.0
}
