//! Media types: which one an asker wants, and whether what was sent is of the one that is read.

use axum::http::HeaderMap;
use axum::http::header::{ACCEPT, CONTENT_TYPE};

/// What is said to askers who want neither type.
pub const NOT_ACCEPTABLE: &str =
    "This API answers with application/graphql-response+json or application/json.";

/// The media type of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Media {
    /// `application/json`: whatever the request comes to, it is 200 once it could be read.
    Json,
    /// `application/graphql-response+json`: the status tells whether the request was executed.
    GraphqlResponse,
}

impl Media {
    /// The value of `Content-Type`.
    pub fn content_type(self) -> &'static str {
        match self {
            Self::Json => "application/json; charset=utf-8",
            Self::GraphqlResponse => "application/graphql-response+json; charset=utf-8",
        }
    }

    /// How well a range of `Accept` fits: more for a more exact one.
    fn fit(self, range: &str) -> Option<u8> {
        match (range, self) {
            ("application/json", Self::Json) => Some(3),
            ("application/graphql-response+json", Self::GraphqlResponse) => Some(3),
            ("application/*", _) => Some(2),
            ("*/*", _) => Some(1),
            _ => None,
        }
    }
}

/// The media type that is wanted most; `None` when it is none of ours. Who does not say gets JSON.
pub fn wanted(headers: &HeaderMap) -> Option<Media> {
    let lines: Vec<&str> = headers
        .get_all(ACCEPT)
        .iter()
        .map(|line| line.to_str().unwrap_or_default())
        .collect();
    let accept = lines.join(",");
    if accept.trim().is_empty() {
        return Some(Media::Json);
    }
    let json = weight(&accept, Media::Json);
    let response = weight(&accept, Media::GraphqlResponse);
    match (json > 0, response > 0) {
        (false, false) => None,
        (_, true) if response > json => Some(Media::GraphqlResponse),
        (true, true) if response == json && names(&accept) => Some(Media::GraphqlResponse),
        _ => Some(Media::Json),
    }
}

/// Whether the newer type is named, and not only allowed by a wildcard: then it goes before the older one.
fn names(accept: &str) -> bool {
    ranges(accept).any(|(range, weight)| range == "application/graphql-response+json" && weight > 0)
}

/// The weight, in thousandths, of the range that fits best.
fn weight(accept: &str, media: Media) -> u16 {
    let fitting = ranges(accept).filter_map(|(range, weight)| Some((media.fit(&range)?, weight)));
    fitting.max().map_or(0, |(_, weight)| weight)
}

fn ranges(accept: &str) -> impl Iterator<Item = (String, u16)> {
    accept
        .split(',')
        .filter(|range| !range.trim().is_empty())
        .map(|range| {
            let mut parts = range.split(';').map(str::trim);
            let name = parts.next().unwrap_or_default().to_ascii_lowercase();
            let quality =
                parts.find_map(|part| part.strip_prefix("q=").or(part.strip_prefix("Q=")));
            (name, quality.map_or(1000, thousandths))
        })
}

fn thousandths(quality: &str) -> u16 {
    let value: f32 = quality.trim().parse().unwrap_or(0.0);
    // From 0 to 1000, so the cast cuts nothing off; what is not a number becomes 0.
    (value.clamp(0.0, 1.0) * 1000.0).round() as u16
}

/// Whether an asker names the media type of server-sent events. Many name it beside those of answers, whatever they ask.
pub fn takes_events(headers: &HeaderMap) -> bool {
    let lines = headers.get_all(ACCEPT).iter();
    let mut ranges = lines.flat_map(|line| ranges(line.to_str().unwrap_or_default()));
    ranges.any(|(range, weight)| range == "text/event-stream" && weight > 0)
}

/// Whether the body is declared to be JSON in UTF-8.
pub fn is_json(headers: &HeaderMap) -> bool {
    let Some(declared) = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
    else {
        return false;
    };
    let mut parts = declared
        .split(';')
        .map(|part| part.trim().to_ascii_lowercase());
    let is_json = parts.next().is_some_and(|name| name == "application/json");
    is_json
        && parts.all(|part| match part.strip_prefix("charset=") {
            Some(charset) => matches!(charset.trim_matches('"'), "utf-8" | "utf8"),
            None => true,
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_media_type_is_the_one_that_is_wanted_most() {
        let cases = [
            ("", Some(Media::Json)),
            ("*/*", Some(Media::Json)),
            ("application/*", Some(Media::Json)),
            ("application/json", Some(Media::Json)),
            (
                "application/graphql-response+json",
                Some(Media::GraphqlResponse),
            ),
            (
                "application/graphql-response+json, application/json;q=0.9",
                Some(Media::GraphqlResponse),
            ),
            (
                "application/graphql-response+json;q=0.5, application/json",
                Some(Media::Json),
            ),
            (
                "application/json, application/graphql-response+json",
                Some(Media::GraphqlResponse),
            ),
            (
                "application/graphql-response+json;q=0, */*",
                Some(Media::Json),
            ),
            (
                "application/json;q=0, */*;q=0.1",
                Some(Media::GraphqlResponse),
            ),
            ("text/html, */*;q=0.1", Some(Media::Json)),
            ("text/html", None),
            ("application/json;q=0", None),
            ("text/event-stream", None),
            ("application/json, text/event-stream", Some(Media::Json)),
        ];
        for (accept, expected) in cases {
            let headers = HeaderMap::from_iter([(ACCEPT, accept.parse().unwrap())]);
            assert_eq!(wanted(&headers), expected, "{accept}");
        }
    }

    #[test]
    fn events_are_taken_by_whoever_names_them() {
        let cases = [
            ("text/event-stream", true),
            ("application/json, Text/Event-Stream;q=0.5", true),
            ("text/event-stream;q=0, application/json", false),
            ("*/*", false),
            ("", false),
        ];
        for (accept, expected) in cases {
            let headers = HeaderMap::from_iter([(ACCEPT, accept.parse().unwrap())]);
            assert_eq!(takes_events(&headers), expected, "{accept}");
        }
    }

    #[test]
    fn only_json_in_utf_8_is_read() {
        let cases = [
            ("application/json", true),
            ("Application/JSON; charset=UTF-8", true),
            ("application/json;charset=\"utf-8\"", true),
            ("application/json; charset=utf-16", false),
            ("application/jsonp", false),
            ("text/plain", false),
            ("multipart/form-data; boundary=x", false),
            ("", false),
        ];
        for (declared, expected) in cases {
            let headers = HeaderMap::from_iter([(CONTENT_TYPE, declared.parse().unwrap())]);
            assert_eq!(is_json(&headers), expected, "{declared}");
        }
    }
}
