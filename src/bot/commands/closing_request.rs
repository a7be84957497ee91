//! What `close` is asked to do, read from what was typed: `[delay | cancel] [-s] [reason]`.

use chrono::TimeDelta;

use crate::error::Refusal;
use crate::models::duration::parse_delay;

/// What `close` is asked to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClosingRequest {
    /// Call off the scheduled closure.
    Cancel,
    /// Close now, or after a delay.
    Close {
        /// How long to wait.
        after: Option<TimeDelta>,
        /// Whether the member is told nothing.
        silent: bool,
        /// Why.
        reason: Option<String>,
    },
}

impl ClosingRequest {
    /// Reads what was typed behind the command. A number alone is a delay in seconds; one that begins a sentence is not. Something
    /// that looks like a delay and is none is refused, and never closes a ticket at once.
    ///
    /// # Errors
    ///
    /// [`Refusal::Invalid`] for a delay that cannot be understood.
    pub fn parse(typed: &str) -> Result<Self, Refusal> {
        let all: Vec<&str> = typed.split_whitespace().collect();
        if all.iter().any(|word| matches!(*word, "-c" | "--cancel")) || all == ["cancel"] {
            return Ok(Self::Cancel);
        }
        let is_flag = |word: &str| matches!(word, "-s" | "--silent");
        let silent = all.iter().any(|word| is_flag(word));
        let mut words: Vec<&str> = all.into_iter().filter(|word| !is_flag(word)).collect();
        let after = match words.first() {
            Some(first) if is_delay(first) || (words.len() == 1 && is_number(first)) => {
                Some(parse_delay(words.remove(0))?)
            }
            _ => None,
        };
        let reason = Some(words.join(" ")).filter(|reason| !reason.is_empty());
        Ok(Self::Close {
            after,
            silent,
            reason,
        })
    }
}

/// Whether a word is meant as a delay: digits and letters that begin with a digit. A number may as well begin a sentence.
fn is_delay(word: &str) -> bool {
    let begins_with_digit = word.starts_with(|first: char| first.is_ascii_digit());
    begins_with_digit && word.chars().all(char::is_alphanumeric) && !is_number(word)
}

fn is_number(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(after: Option<TimeDelta>, silent: bool, reason: Option<&str>) -> ClosingRequest {
        let reason = reason.map(str::to_owned);
        ClosingRequest::Close {
            after,
            silent,
            reason,
        }
    }

    #[test]
    fn what_is_typed_is_understood() {
        let hours = |hours| Some(TimeDelta::hours(hours));
        let cases = [
            ("", close(None, false, None)),
            ("-s", close(None, true, None)),
            ("2h", close(hours(2), false, None)),
            (
                "1d12h --silent all done",
                close(hours(36), true, Some("all done")),
            ),
            ("-s 2h", close(hours(2), true, None)),
            ("90", close(Some(TimeDelta::seconds(90)), false, None)),
            ("2 duplicates", close(None, false, Some("2 duplicates"))),
            ("solved", close(None, false, Some("solved"))),
            ("cancel", ClosingRequest::Cancel),
            ("-c", ClosingRequest::Cancel),
            ("--cancel", ClosingRequest::Cancel),
            (
                "cancel the order",
                close(None, false, Some("cancel the order")),
            ),
        ];
        for (typed, meant) in cases {
            assert_eq!(ClosingRequest::parse(typed), Ok(meant), "{typed:?}");
        }
    }

    #[test]
    fn what_looks_like_a_delay_and_is_none_closes_nothing() {
        for typed in ["2w", "0", "0h", "2x later", "99999999999999999999h"] {
            let refused = ClosingRequest::parse(typed);
            assert!(
                matches!(refused, Err(Refusal::Invalid { .. })),
                "{typed:?}: {refused:?}"
            );
        }
    }
}
