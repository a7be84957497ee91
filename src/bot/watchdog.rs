//! Whether the connection to the gateway still lives. When the client is to send something in the very moment in which the line breaks,
//! it ends the connection without a word and without another try, and goes on to look as it did last.

use std::time::Duration;

use tokio::time::Instant;

use crate::bot::Bot;

/// How long no heartbeat may be answered. Discord wants one every 41 seconds.
const LONGEST: Duration = Duration::from_mins(3);
/// How often it is looked.
const LOOK: Duration = Duration::from_secs(1);

/// When the gateway last answered a heartbeat. The client only tells how long an answer took, and no two take equally long.
#[derive(Debug)]
pub struct Silence {
    latency: Option<Duration>,
    since: Instant,
}

impl Silence {
    /// Nothing is known of a connection that begins now.
    pub fn new(now: Instant) -> Self {
        Self {
            latency: None,
            since: now,
        }
    }

    /// Whether it has lasted for too long, with the latency that the client tells now.
    pub fn is_too_long(&mut self, latency: Option<Duration>, now: Instant) -> bool {
        if latency != self.latency {
            self.latency = latency;
            self.since = now;
        }
        now.duration_since(self.since) > LONGEST
    }
}

/// Ends when the connection that begins now has been silent for too long.
pub(crate) async fn until_silent(bot: &Bot) {
    let mut silence = Silence::new(Instant::now());
    bot.pulse.begin();
    loop {
        tokio::time::sleep(LOOK).await;
        let latency = match bot.link() {
            Some(link) => link.latency().await,
            None => None,
        };
        if silence.is_too_long(latency, Instant::now()) || bot.pulse.has_stopped() {
            return;
        }
    }
}
