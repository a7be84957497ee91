//! The panel's own addresses and element ids, so that links, forms and swaps agree on them.

use std::fmt::Display;
use std::fmt::Write;

/// The id of the element that shows one thing, as in `message-12`.
///
/// The fragment and everything that swaps it take the id from here.
pub fn element_id(noun: &str, id: impl Display) -> String {
    format!("{noun}-{id}")
}

/// The address of a ticket's page.
pub fn ticket(id: i64) -> String {
    format!("/tickets/{id}")
}

/// The address of something that belongs to a ticket, such as its closure.
pub fn of_ticket(id: i64, part: &str) -> String {
    format!("/tickets/{id}/{part}")
}

/// The address of something that belongs to one message of a ticket.
pub fn of_message(ticket: i64, message: i64, part: &str) -> String {
    format!("/tickets/{ticket}/messages/{message}/{part}")
}

/// The address where Discord is asked who someone is, and from where they come back to `return_to`.
pub fn sign_in(return_to: &str) -> String {
    with_query("/api/auth/login", &[("return_to", return_to)])
}

/// A path with a query of the given parts; empty values are left out.
pub fn with_query(path: &str, parts: &[(&str, &str)]) -> String {
    let mut address = path.to_owned();
    let mut mark = '?';
    for (name, value) in parts.iter().filter(|(_, value)| !value.is_empty()) {
        address.push(mark);
        address.push_str(name);
        address.push('=');
        push_encoded(&mut address, value);
        mark = '&';
    }
    address
}

/// An address with one more part in its query, unless that is empty.
pub fn with_another(address: &str, name: &str, value: &str) -> String {
    let more = with_query("", &[(name, value)]);
    match address.contains('?') {
        true => format!("{address}{}", more.replacen('?', "&", 1)),
        false => format!("{address}{more}"),
    }
}

fn push_encoded(address: &mut String, value: &str) {
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            address.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            write!(address, "%{byte:02X}").unwrap_or_default();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{sign_in, with_another, with_query};

    #[test]
    fn values_cannot_break_out_of_their_place_in_a_query() {
        assert_eq!(
            with_query("/tickets", &[("state", "open"), ("filter", "a&b=c d/é#")]),
            "/tickets?state=open&filter=a%26b%3Dc%20d%2F%C3%A9%23"
        );
        assert_eq!(with_query("/tickets", &[("filter", "")]), "/tickets");
        assert_eq!(with_another("/live", "since", "1"), "/live?since=1");
        assert_eq!(
            with_another("/live?ticket=7", "since", "1?2"),
            "/live?ticket=7&since=1%3F2"
        );
        assert_eq!(with_another("/live", "since", ""), "/live");
        assert_eq!(
            sign_in("/tickets/7?before=x"),
            "/api/auth/login?return_to=%2Ftickets%2F7%3Fbefore%3Dx"
        );
    }
}
