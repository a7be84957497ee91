//! A connection that only looks as if it lived is given up.

use std::time::Duration;

use rustmail::bot::watchdog::Silence;
use tokio::time::Instant;

const MINUTE: Duration = Duration::from_mins(1);

fn answered_in(millis: u64) -> Option<Duration> {
    Some(Duration::from_millis(millis))
}

#[test]
fn a_connection_is_given_up_when_no_heartbeat_is_answered_for_minutes() {
    let start = Instant::now();
    let mut silence = Silence::new(start);
    for minute in 1..=60 {
        let latency = answered_in(40 + u64::from(minute));
        assert!(!silence.is_too_long(latency, start + MINUTE * minute));
    }
    let last = answered_in(100);
    assert!(!silence.is_too_long(last, start + MINUTE * 63));
    assert!(silence.is_too_long(last, start + MINUTE * 64));
}

#[test]
fn a_connection_that_never_came_about_is_given_up_too() {
    let start = Instant::now();
    let mut silence = Silence::new(start);
    assert!(!silence.is_too_long(None, start + MINUTE * 3));
    assert!(silence.is_too_long(None, start + MINUTE * 3 + Duration::from_secs(1)));
}
