//! Parts of files: what browsers ask for when somebody skips within a film.
//!
//! <https://www.rfc-editor.org/rfc/rfc9110.html#name-range-requests>

use std::ops::Range;

use axum::http::{HeaderMap, header};

/// Which part of a file is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// All of it.
    Whole,
    /// These bytes.
    Some(Range<u64>),
    /// None that there is.
    Nothing,
}

impl Part {
    /// The part that a request asks for of a file with this many bytes, about which `known` is told. Whoever asks for several parts,
    /// or for a part of what the file was before, gets all of it.
    pub fn of(asked: &HeaderMap, known: &HeaderMap, size: u64) -> Self {
        let condition = asked.get(header::IF_RANGE);
        if condition.is_some() && condition != known.get(header::ETAG) {
            return Self::Whole;
        }
        let range = asked
            .get(header::RANGE)
            .and_then(|range| range.to_str().ok());
        let range = range
            .and_then(|range| range.strip_prefix("bytes="))
            .and_then(|range| range.split_once('-'));
        let Some((first, last)) = range else {
            return Self::Whole;
        };
        let (first, last) = (first.trim().parse::<u64>().ok(), last.trim());
        let bytes = match (first, last.parse::<u64>().ok()) {
            (Some(first), None) if last.is_empty() => first..size,
            (Some(first), Some(last)) if first <= last => first..last.saturating_add(1).min(size),
            (None, Some(length)) => size.saturating_sub(length)..size,
            _ => return Self::Whole,
        };
        if bytes.is_empty() {
            return Self::Nothing;
        }
        Self::Some(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(range: &str, condition: &str) -> Part {
        let mut asked = HeaderMap::from_iter([(header::RANGE, range.parse().unwrap())]);
        if !condition.is_empty() {
            asked.insert(header::IF_RANGE, condition.parse().unwrap());
        }
        let known = HeaderMap::from_iter([(header::ETAG, "\"now\"".parse().unwrap())]);
        Part::of(&asked, &known, 10)
    }

    #[test]
    fn a_range_is_a_part_of_the_file_or_all_of_it() {
        let cases = [
            ("bytes=0-", Part::Some(0..10)),
            ("bytes=2-3", Part::Some(2..4)),
            ("bytes=2-99", Part::Some(2..10)),
            ("bytes=-3", Part::Some(7..10)),
            ("bytes=-99", Part::Some(0..10)),
            ("bytes=10-", Part::Nothing),
            ("bytes=-0", Part::Nothing),
            ("bytes=3-2", Part::Whole),
            ("bytes=0-1,3-4", Part::Whole),
            ("lines=1-2", Part::Whole),
            (
                "bytes=18446744073709551615-18446744073709551615",
                Part::Nothing,
            ),
        ];
        for (range, expected) in cases {
            assert_eq!(part(range, ""), expected, "{range}");
        }
        assert_eq!(part("bytes=2-3", "\"now\""), Part::Some(2..4));
        assert_eq!(part("bytes=2-3", "\"before\""), Part::Whole);
    }
}
