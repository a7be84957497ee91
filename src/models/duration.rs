//! Spans of time as staff type and read them: `2h`, `1d12h`, `90` for as many seconds.

use chrono::TimeDelta;

use crate::error::{Flaw, Refusal};

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// The span that a text means: numbers with `s`, `m`, `h` or `d` behind each, or one bare number of seconds.
///
/// # Errors
///
/// [`Refusal::Invalid`] for anything else, and for a span of nothing.
pub fn parse_delay(text: &str) -> Result<TimeDelta, Refusal> {
    let text = text.trim();
    let bare: Option<i64> = digits(text).and_then(|digits| digits.parse().ok());
    let seconds = bare.or_else(|| sum_of_parts(text));
    seconds
        .filter(|&seconds| seconds > 0)
        .and_then(TimeDelta::try_seconds)
        .ok_or_else(|| refusal(text))
}

fn digits(text: &str) -> Option<&str> {
    let digits_only = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits_only.then_some(text)
}

fn sum_of_parts(text: &str) -> Option<i64> {
    let mut rest = text;
    let mut sum: i64 = 0;
    while !rest.is_empty() {
        let unit_at = rest.find(|character: char| !character.is_ascii_digit())?;
        let number: i64 = rest[..unit_at].parse().ok()?;
        let unit = rest[unit_at..].chars().next()?;
        sum = sum.checked_add(number.checked_mul(seconds_in(unit)?)?)?;
        rest = &rest[unit_at + unit.len_utf8()..];
    }
    Some(sum)
}

fn seconds_in(unit: char) -> Option<i64> {
    match unit.to_ascii_lowercase() {
        's' => Some(1),
        'm' => Some(MINUTE),
        'h' => Some(HOUR),
        'd' => Some(DAY),
        _ => None,
    }
}

fn refusal(text: &str) -> Refusal {
    let given: String = text.chars().take(40).collect();
    Refusal::Invalid {
        field: "delay",
        why: Flaw::Span(given),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_delay_is_numbers_with_units_or_seconds() {
        let cases = [
            ("90", 90),
            ("45s", 45),
            ("30m", 1800),
            ("2h", 7200),
            ("1d12h", 129_600),
            ("1d2h3m4s", 93_784),
            ("1h1h", 7200),
            (" 2H ", 7200),
        ];
        for (text, seconds) in cases {
            assert_eq!(parse_delay(text), Ok(TimeDelta::seconds(seconds)), "{text}");
        }
    }

    #[test]
    fn what_is_no_delay_is_refused() {
        let too_large = "9".repeat(30);
        for text in [
            "",
            " ",
            "0",
            "0s",
            "0h0m",
            "h",
            "2x",
            "2 h",
            "1h30",
            "-1h",
            "+5",
            "1.5h",
            "soon",
            "9223372036854775807d",
            "9223372036854775807",
            "２h",
            &too_large,
        ] {
            assert!(parse_delay(text).is_err(), "{text:?} was taken for a delay");
        }
    }
}
