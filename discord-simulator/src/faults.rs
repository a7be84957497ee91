//! Faults on demand: what shall go wrong with the next requests that match.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::api_error::{ApiError, Retry};
use crate::rest::passage::RecordedRequest;

/// One thing that shall go wrong.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Fault {
    /// The HTTP method; any when absent.
    #[serde(default)]
    pub method: Option<String>,
    /// The path or route. `*` or `{name}` stands for one part, `**` at the end for the rest.
    #[serde(default = "everywhere")]
    pub route: String,
    /// How many matching requests pass untouched before.
    #[serde(default)]
    pub skip: u32,
    /// How many requests it hits; every one until it is cleared when absent.
    #[serde(default)]
    pub times: Option<u32>,
    /// What goes wrong.
    #[serde(flatten)]
    pub effect: Effect,
}

/// What goes wrong with a request.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "effect", rename_all = "snake_case")]
pub enum Effect {
    /// It is refused, and nothing is done.
    Refuse {
        /// The HTTP status.
        status: u16,
        /// Discord's code.
        #[serde(default)]
        code: u32,
        /// The sentence.
        #[serde(default = "broken")]
        message: String,
    },
    /// It is refused with a wait.
    RateLimit {
        /// Seconds to wait.
        seconds: f64,
        /// Whether it is the limit over all routes.
        #[serde(default)]
        global: bool,
    },
    /// It is done later.
    Delay {
        /// Milliseconds.
        millis: u64,
    },
    /// It is done at once and answered later.
    DelayAnswer {
        /// Milliseconds.
        millis: u64,
    },
    /// The connection falls, and nothing is done.
    DropBefore,
    /// It is done, and the connection falls before the answer.
    DropAfter,
}

impl Fault {
    /// Something that goes wrong with a method on a route, once.
    pub fn on(method: &str, route: &str, effect: Effect) -> Self {
        Self {
            method: Some(method.to_owned()),
            route: route.to_owned(),
            skip: 0,
            times: Some(1),
            effect,
        }
    }

    /// Something that goes wrong with everything until it is cleared.
    pub fn everywhere(effect: Effect) -> Self {
        Self {
            method: None,
            route: everywhere(),
            skip: 0,
            times: None,
            effect,
        }
    }

    /// Hits so many requests.
    pub fn times(mut self, times: u32) -> Self {
        self.times = Some(times);
        self
    }

    /// Hits every request until it is cleared.
    pub fn always(mut self) -> Self {
        self.times = None;
        self
    }

    /// Lets so many matching requests pass first.
    pub fn after(mut self, skip: u32) -> Self {
        self.skip = skip;
        self
    }

    fn matches(&self, request: &RecordedRequest) -> bool {
        let method = self.method.as_ref();
        method.is_none_or(|method| method.eq_ignore_ascii_case(&request.method))
            && fits(&self.route, &request.path)
    }
}

impl Effect {
    /// A refusal with a status and a code.
    pub fn refuse(status: u16, code: u32) -> Self {
        Self::Refuse {
            status,
            code,
            message: broken(),
        }
    }

    /// What is answered instead of doing anything, if that is the effect.
    pub(crate) fn refusal(&self) -> Option<ApiError> {
        match self {
            Self::Refuse {
                status,
                code,
                message,
            } => Some(ApiError::new(*status, *code, message)),
            Self::RateLimit { seconds, global } => {
                let scope = if *global { "global" } else { "user" };
                let retry = Retry {
                    after: *seconds,
                    scope,
                };
                Some(ApiError::too_many_requests(retry, 0))
            }
            _ => None,
        }
    }

    /// How long doing, and how long answering, is put off.
    pub(crate) fn delays(&self) -> (Duration, Duration) {
        match self {
            Self::Delay { millis } => (Duration::from_millis(*millis), Duration::ZERO),
            Self::DelayAnswer { millis } => (Duration::ZERO, Duration::from_millis(*millis)),
            _ => (Duration::ZERO, Duration::ZERO),
        }
    }
}

/// The faults that are in force.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    list: Mutex<Vec<Fault>>,
}

impl Faults {
    pub(crate) fn add(&self, fault: Fault) {
        self.lock().push(fault);
    }

    pub(crate) fn list(&self) -> Vec<Fault> {
        self.lock().clone()
    }

    pub(crate) fn clear(&self) {
        self.lock().clear();
    }

    /// What goes wrong with this request, which is counted.
    pub(crate) fn strike(&self, request: &RecordedRequest) -> Option<Effect> {
        let mut list = self.lock();
        for fault in list.iter_mut().filter(|fault| fault.matches(request)) {
            if fault.skip > 0 {
                fault.skip -= 1;
                continue;
            }
            if let Some(times) = &mut fault.times {
                *times = times.saturating_sub(1);
            }
            let effect = fault.effect.clone();
            list.retain(|fault| fault.times != Some(0));
            return Some(effect);
        }
        None
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Fault>> {
        self.list.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether a path fits a pattern, part by part.
fn fits(pattern: &str, path: &str) -> bool {
    let mut parts = path.trim_matches('/').split('/');
    for wanted in pattern.trim_matches('/').split('/') {
        if wanted == "**" {
            return true;
        }
        let is_any = wanted == "*" || wanted.starts_with('{');
        match parts.next() {
            Some(part) if is_any || part == wanted => {}
            _ => return false,
        }
    }
    parts.next().is_none()
}

fn everywhere() -> String {
    "/**".to_owned()
}

fn broken() -> String {
    "Something went wrong on purpose".to_owned()
}
