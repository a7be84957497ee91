//! When things happen: more in the evening than at night, more at weekends, answers mostly within minutes and sometimes the day after.

use chrono::{DateTime, Datelike as _, TimeDelta, Timelike as _, Utc, Weekday};
use rand::Rng as _;
use rand::rngs::StdRng;

use super::DAYS;
use crate::conversations::Deed;

/// How busy each hour of the day is.
const HOURS: [u32; 24] = [
    2, 1, 1, 0, 0, 0, 1, 2, 4, 6, 7, 7, 8, 8, 8, 9, 10, 12, 14, 16, 16, 13, 9, 5,
];

/// A moment in the last ninety days at which somebody might ask for help.
pub(super) fn opening(now: DateTime<Utc>, rng: &mut StdRng) -> DateTime<Utc> {
    let seconds = TimeDelta::days(DAYS).num_seconds();
    loop {
        let moment = now - TimeDelta::seconds(rng.random_range(0..seconds));
        let is_weekend = matches!(moment.weekday(), Weekday::Sat | Weekday::Sun);
        let busy = HOURS[moment.hour() as usize] * if is_weekend { 3 } else { 2 };
        if rng.random_range(0..48) < busy {
            return moment;
        }
    }
}

/// How long it takes from one line to the next.
pub(super) fn pause((earlier, next): (Deed, Deed), rng: &mut StdRng) -> TimeDelta {
    match (earlier, next) {
        (Deed::Wait(span), _) => span,
        (_, Deed::Wait(_)) => TimeDelta::zero(),
        (_, Deed::Rewrite | Deed::EditReply) => seconds(20..180, rng),
        (_, Deed::Note | Deed::ColleaguesNote) => seconds(60..600, rng),
        (_, closing) if closing.is_closing() => seconds(120..10_800, rng),
        (earlier, next) if is_by_member(earlier) == is_by_member(next) => seconds(25..240, rng),
        _ => answer(rng),
    }
}

fn is_by_member(deed: Deed) -> bool {
    matches!(deed, Deed::Write | Deed::Rewrite | Deed::Unwrite)
}

fn answer(rng: &mut StdRng) -> TimeDelta {
    match rng.random_range(0..10) {
        0..6 => seconds(90..1_200, rng),
        6..9 => seconds(1_200..7_200, rng),
        _ => seconds(7_200..57_600, rng),
    }
}

fn seconds(range: std::ops::Range<i64>, rng: &mut StdRng) -> TimeDelta {
    TimeDelta::milliseconds(rng.random_range(range.start * 1000..range.end * 1000))
}
