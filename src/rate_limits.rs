//! How often somebody may try what costs us or what could be guessed. Limits count in this process alone: by network address, and what
//! programs do by their API keys.

use std::hash::{BuildHasher, Hash, RandomState};
use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;
use std::time::Duration;

use governor::clock::{Clock, DefaultClock};
use governor::state::keyed::DefaultKeyedStateStore;
use governor::{Quota, RateLimiter};

use crate::client_address::ClientAddress;
use crate::error::Refusal;
use crate::models::actor::Actor;

/// The steps on the way to sign in that are taken at once; there and back again are two.
const MOST_STEPS: NonZeroU32 = NonZeroU32::MIN.saturating_add(59);
/// The wrong keys that are answered at once.
const MOST_WRONG_KEYS: NonZeroU32 = NonZeroU32::MIN.saturating_add(19);
/// The tickets that a program opens at once.
const MOST_OPENINGS: NonZeroU32 = NonZeroU32::MIN.saturating_add(59);
/// The questions to Discord that somebody asks at once through the API.
const MOST_QUESTIONS: NonZeroU32 = NonZeroU32::MIN.saturating_add(29);
/// How many addresses are told apart. More share a place, so that a flood of addresses takes no more memory than this.
const PLACES: u64 = 4096;
/// A provider gives each customer at least this much of an IPv6 address to choose from.
const IPV6_NETWORK: u128 = !0 << 64;

/// The limits of this process.
pub struct RateLimits {
    sign_ins: Limit,
    wrong_keys: Limit,
    openings: Limit,
    questions: Limit,
}

impl Default for RateLimits {
    /// The limits, with nothing counted yet.
    fn default() -> Self {
        Self {
            sign_ins: Limit::new(MOST_STEPS, Duration::from_secs(2)),
            wrong_keys: Limit::new(MOST_WRONG_KEYS, Duration::from_secs(6)),
            openings: Limit::new(MOST_OPENINGS, Duration::from_secs(2)),
            questions: Limit::new(MOST_QUESTIONS, Duration::from_secs(1)),
        }
    }
}

impl RateLimits {
    /// Counts a step on the way to sign in.
    ///
    /// # Errors
    ///
    /// [`Refusal::TooOften`] from the 61st step on, until some seconds have passed.
    pub fn count_sign_in(&self, client: ClientAddress) -> Result<(), Refusal> {
        self.sign_ins.count_client(client)
    }

    /// Counts an API key that was not accepted.
    ///
    /// # Errors
    ///
    /// [`Refusal::TooOften`] from the 21st wrong key on, until some seconds have passed. A right key is never refused.
    pub fn count_wrong_key(&self, client: ClientAddress) -> Result<(), Refusal> {
        self.wrong_keys.count_client(client)
    }

    /// Counts a ticket that somebody is about to open. Each asks Discord for a channel and a message, and Discord lets a bot do only so
    /// much; a program in a loop must not keep the others from it.
    ///
    /// # Errors
    ///
    /// [`Refusal::TooOften`] for an API key from the 61st ticket on, until two seconds have passed for each. People are not counted.
    pub fn count_opening(&self, actor: &Actor) -> Result<(), Refusal> {
        match actor {
            Actor::ApiKey { id, .. } => self.openings.count(id.0),
            Actor::Member { .. } | Actor::Staff(_) | Actor::System => Ok(()),
        }
    }

    /// Counts a question that the API is about to ask Discord for somebody: replies and channels need what Discord allows as well.
    ///
    /// # Errors
    ///
    /// [`Refusal::TooOften`] from the 31st question on, until a second has passed for each.
    pub fn count_question(&self, actor: &Actor) -> Result<(), Refusal> {
        match actor {
            Actor::ApiKey { id, .. } => self.questions.count(("key", id.0)),
            Actor::Staff(staff) => self.questions.count(("staff", staff.id.0)),
            Actor::Member { .. } | Actor::System => Ok(()),
        }
    }
}

/// So many at once, and then one more after each pause.
struct Limit {
    counts: RateLimiter<u64, DefaultKeyedStateStore<u64>, DefaultClock>,
    clock: DefaultClock,
    places: RandomState,
}

impl Limit {
    fn new(burst: NonZeroU32, pause: Duration) -> Self {
        let quota = Quota::with_period(pause).unwrap_or_else(|| Quota::per_second(burst));
        Self {
            counts: RateLimiter::keyed(quota.allow_burst(burst)),
            clock: DefaultClock::default(),
            places: RandomState::new(),
        }
    }

    fn count_client(&self, ClientAddress(client): ClientAddress) -> Result<(), Refusal> {
        match client {
            Some(client) => self.count(network(client)),
            None => Ok(()),
        }
    }

    fn count(&self, whom: impl Hash) -> Result<(), Refusal> {
        let place = self.places.hash_one(whom) % PLACES;
        self.counts.check_key(&place).map_err(|full| {
            let wait = full.wait_time_from(self.clock.now());
            Refusal::TooOften(wait.as_secs() + 1)
        })
    }
}

/// What stands for all the addresses that one person can choose from.
fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() & IPV6_NETWORK).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::RateLimits;
    use crate::client_address::ClientAddress;
    use crate::error::Refusal;

    fn client(address: &str) -> ClientAddress {
        ClientAddress(Some(address.parse().unwrap()))
    }

    #[test]
    fn whoever_tries_too_often_has_to_wait_and_nobody_else_does() {
        let limits = RateLimits::default();
        let guesser = client("192.0.2.7");
        for _ in 0..20 {
            assert_eq!(limits.count_wrong_key(guesser), Ok(()));
        }
        let refused = limits.count_wrong_key(guesser);
        assert!(
            matches!(refused, Err(Refusal::TooOften(seconds)) if (1..=7).contains(&seconds)),
            "{refused:?}"
        );
        assert_eq!(limits.count_sign_in(guesser), Ok(()));
        assert_eq!(limits.count_wrong_key(ClientAddress(None)), Ok(()));
    }

    #[test]
    fn the_addresses_of_one_network_count_together() {
        let limits = RateLimits::default();
        for host in 0..20 {
            let address = client(&format!("2001:db8::{host:x}"));
            assert_eq!(limits.count_wrong_key(address), Ok(()));
        }
        assert!(limits.count_wrong_key(client("2001:db8::ffff")).is_err());
    }
}
