//! How often something took how long, kept in buckets of growing width: enough for medians and percentiles within 1.5 %.

use chrono::TimeDelta;

use crate::models::statistics::Durations;

/// How much wider each bucket is than the one before, as the database's `statistics_bucket` has it.
const GROWTH: f64 = 1.03;
/// The bucket of the longest time that the database can tell.
const LAST_BUCKET: usize = 1_500;

/// Durations, counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Spread {
    /// How many there are.
    pub count: i64,
    /// What they add up to, in milliseconds.
    pub ms: i64,
    /// How many there are in each bucket.
    buckets: Vec<i64>,
}

impl Spread {
    /// Counts `amount` more, or less, in a bucket.
    pub(super) fn add_to_bucket(&mut self, bucket: i32, amount: i64) {
        let place = usize::try_from(bucket).unwrap_or(0).min(LAST_BUCKET);
        if self.buckets.len() <= place {
            self.buckets.resize(place + 1, 0);
        }
        if let Some(held) = self.buckets.get_mut(place) {
            *held += amount;
        }
    }

    /// Counts what the database's `statistics_packed` has put together, or takes it off.
    pub(super) fn add_packed(&mut self, packed: &[u8], sign: i64) {
        for pair in packed.chunks_exact(8) {
            let &[b0, b1, b2, b3, c0, c1, c2, c3] = pair else {
                continue;
            };
            let bucket = i32::from_be_bytes([b0, b1, b2, b3]);
            let count = i32::from_be_bytes([c0, c1, c2, c3]);
            self.add_to_bucket(bucket, sign * i64::from(count));
        }
    }

    /// What people are told.
    pub(super) fn durations(&self) -> Durations {
        Durations {
            count: self.count,
            mean: mean(self.ms, self.count),
            median: self.quantile(0.5),
            p90: self.quantile(0.9),
        }
    }

    /// The value below which the part `quantile` of all lies; between two of them, as far between as it is in the order.
    fn quantile(&self, quantile: f64) -> Option<TimeDelta> {
        let held: i64 = self.buckets.iter().sum();
        if held <= 0 {
            return None;
        }
        #[expect(
            clippy::cast_precision_loss,
            reason = "nobody has closed so many tickets that it matters"
        )]
        let place = quantile * (held - 1) as f64;
        let (below, above) = (self.at(place.floor())?, self.at(place.ceil())?);
        from_ms(below + place.fract() * (above - below))
    }

    /// The value at a place in the order, about: in milliseconds.
    fn at(&self, place: f64) -> Option<f64> {
        let mut passed = 0.0;
        for (bucket, amount) in (0..).zip(&self.buckets) {
            #[expect(
                clippy::cast_precision_loss,
                reason = "nobody has closed so many tickets that it matters"
            )]
            let amount = *amount as f64;
            passed += amount;
            if place < passed {
                return Some(middle(bucket));
            }
        }
        None
    }
}

/// The average, cut to the millisecond.
pub(super) fn mean(ms: i64, count: i64) -> Option<TimeDelta> {
    TimeDelta::try_milliseconds(ms.checked_div(count)?)
}

/// The value that is least far from any in the bucket.
fn middle(bucket: i32) -> f64 {
    match bucket {
        ..=0 => 0.0,
        _ => 2.0 * GROWTH.powi(bucket - 1) / (GROWTH + 1.0),
    }
}

fn from_ms(ms: f64) -> Option<TimeDelta> {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a duration has fewer microseconds than an i64 holds, and the conversion keeps to its bounds"
    )]
    let micros = (ms * 1_000.0).round() as i64;
    Some(TimeDelta::microseconds(micros))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The database's `statistics_bucket`.
    fn bucket_of(ms: i64) -> i32 {
        #[expect(
            clippy::cast_precision_loss,
            clippy::cast_possible_truncation,
            reason = "small numbers"
        )]
        match ms {
            ..1 => 0,
            _ => 1 + ((ms as f64).ln() / GROWTH.ln()).ceil() as i32,
        }
    }

    #[test]
    fn a_bucket_tells_its_values_within_two_percent() {
        let mut ms = 1;
        while ms < 1_000_000_000_000 {
            let told = middle(bucket_of(ms));
            #[expect(clippy::cast_precision_loss, reason = "small numbers")]
            let ratio = told / ms as f64;
            assert!((0.98..1.02).contains(&ratio), "{ms} ms are told as {told}");
            ms += 1 + ms / 97;
        }
    }

    #[test]
    fn nothing_has_no_median() {
        assert_eq!(Spread::default().durations(), Durations::default());
        let mut undone = Spread::default();
        undone.add_to_bucket(3, 1);
        undone.add_to_bucket(3, -1);
        assert_eq!(undone.durations(), Durations::default());
    }
}
