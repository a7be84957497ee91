//! Discord's rate limits, learnt from the headers of its answers.
//!
//! <https://docs.discord.com/developers/topics/rate-limits>

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use reqwest::header::HeaderMap;
use reqwest::{Method, StatusCode};
use tokio::time::Instant;

/// From how many routes on those whose window has passed are forgotten.
const PRUNE_ABOVE: usize = 1_000;

/// What Discord counts together: a method, a path, and the channel or server that it is about.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Route(String);

impl Route {
    /// The route of a request: only the first id of a path is kept, where it names a channel, a server or a webhook.
    pub fn of(method: &Method, path: &str) -> Self {
        let path = path.split('?').next().unwrap_or_default();
        let mut route = method.to_string();
        let mut previous = "";
        for (depth, part) in path.split('/').skip(1).enumerate() {
            let is_id = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
            let is_major = depth == 1 && matches!(previous, "channels" | "guilds" | "webhooks");
            route.push('/');
            route.push_str(if is_id && !is_major { ":id" } else { part });
            previous = part;
        }
        Self(route)
    }

    /// The same route where Discord counts a part of what it does by itself, such as changing a channel's name.
    pub fn counted_as(self, part: &str) -> Self {
        Self(format!("{}#{part}", self.0))
    }
}

/// What is left of each route's allowance.
#[derive(Default)]
pub struct RateLimits {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    routes: HashMap<Route, Window>,
    everything_waits_until: Option<Instant>,
}

#[derive(Clone, Copy)]
struct Window {
    remaining: u32,
    ends_at: Instant,
}

impl RateLimits {
    /// Takes one request out of a route's allowance, and says how long to wait before it may be sent.
    pub fn reserve(&self, route: &Route) -> Duration {
        let now = Instant::now();
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let global = state
            .everything_waits_until
            .map_or(Duration::ZERO, |until| until - now);
        let Some(window) = state
            .routes
            .get_mut(route)
            .filter(|window| window.ends_at > now)
        else {
            return global;
        };
        if window.remaining == 0 {
            return global.max(window.ends_at - now);
        }
        window.remaining -= 1;
        global
    }

    /// Learns from an answer.
    pub fn note(&self, route: &Route, status: StatusCode, headers: &HeaderMap) {
        let now = Instant::now();
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let retry_after = seconds(headers, "retry-after");
        if status == StatusCode::TOO_MANY_REQUESTS && headers.contains_key("x-ratelimit-global") {
            state.everything_waits_until =
                Some(now + retry_after.unwrap_or(Duration::from_secs(1)));
            return;
        }
        let reset_after = seconds(headers, "x-ratelimit-reset-after");
        let window = if status == StatusCode::TOO_MANY_REQUESTS {
            retry_after.or(reset_after).map(|wait| Window {
                remaining: 0,
                ends_at: now + wait,
            })
        } else {
            let remaining =
                text(headers, "x-ratelimit-remaining").and_then(|text| text.parse().ok());
            reset_after.zip(remaining).map(|(wait, remaining)| Window {
                remaining,
                ends_at: now + wait,
            })
        };
        if let Some(window) = window {
            state.learn(route, window, now);
        }
    }
}

impl State {
    fn learn(&mut self, route: &Route, new: Window, now: Instant) {
        if self.routes.len() >= PRUNE_ABOVE {
            self.routes.retain(|_, window| window.ends_at > now);
        }
        let window = self.routes.entry(route.clone()).or_insert(new);
        // Requests that are under way have been taken out already, so within a window the smaller number is the true one.
        let same_window =
            window.ends_at > now && new.ends_at < window.ends_at + Duration::from_millis(500);
        let remaining = if same_window {
            window.remaining.min(new.remaining)
        } else {
            new.remaining
        };
        *window = Window {
            remaining,
            ends_at: new.ends_at,
        };
    }
}

fn seconds(headers: &HeaderMap, name: &str) -> Option<Duration> {
    let seconds: f64 = text(headers, name)?.parse().ok()?;
    Duration::try_from_secs_f64(seconds).ok()
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_route_is_told_apart_by_what_it_is_about_first() {
        let route = |path| Route::of(&Method::GET, path);
        assert_eq!(
            route("/channels/1/messages/2"),
            route("/channels/1/messages/3?limit=5")
        );
        assert_ne!(route("/channels/1/messages"), route("/channels/2/messages"));
        assert_eq!(route("/users/1"), route("/users/2"));
    }

    #[tokio::test(start_paused = true)]
    async fn what_is_used_up_waits_for_the_next_window() {
        let (limits, route) = (
            RateLimits::default(),
            Route::of(&Method::GET, "/channels/1"),
        );
        let mut headers = HeaderMap::new();
        headers.insert("x-ratelimit-remaining", "1".parse().unwrap());
        headers.insert("x-ratelimit-reset-after", "3.0".parse().unwrap());
        limits.note(&route, StatusCode::OK, &headers);
        assert_eq!(limits.reserve(&route), Duration::ZERO);
        assert_eq!(limits.reserve(&route), Duration::from_secs(3));
        tokio::time::advance(Duration::from_secs(3)).await;
        assert_eq!(limits.reserve(&route), Duration::ZERO);
    }
}
