//! Links: only to `http` and `https`, with the host in sight, so that nobody is led elsewhere than they read.

use maud::{Markup, html};

use super::{Page, Within, line};

/// The most bytes of an address.
const LONGEST_ADDRESS: usize = 2_048;
/// The most bytes of a text that stands for an address.
const LONGEST_LABEL: usize = 512;

/// A link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Link<'a> {
    address: &'a str,
    /// What stands for the address.
    label: Option<&'a str>,
}

impl<'a> Link<'a> {
    /// Where it leads.
    pub(super) fn address(&self) -> &'a str {
        self.address
    }

    /// What stands for the address.
    pub(super) fn label(&self) -> Option<&'a str> {
        self.label
    }
}

/// `[text](address)`, and its length.
pub(super) fn masked(text: &str) -> Option<(Link<'_>, usize)> {
    let inside = text.strip_prefix('[')?;
    let label_length = find_within(inside, LONGEST_LABEL, |byte| byte == b']' || byte == b'\n')?;
    let (label, after) = inside.split_at(label_length);
    let target = after.strip_prefix("](")?;
    let length = find_within(target, LONGEST_ADDRESS, |byte| {
        byte == b')' || byte == b'\n'
    })?;
    let (typed, after) = target.split_at(length);
    after.strip_prefix(')')?;
    // A title in quotes may follow the address, and angle brackets may surround it.
    let address = typed.split_whitespace().next()?;
    let address = address
        .strip_prefix('<')
        .and_then(|address| address.strip_suffix('>'))
        .unwrap_or(address);
    if label.trim().is_empty() || !is_address(address) {
        return None;
    }
    let label = Some(label);
    let read = 1 + label_length + 2 + length + 1;
    Some((Link { address, label }, read))
}

/// An address as it stands in the text, from a place of the line on.
pub(super) fn bare(line: &str, at: usize) -> Option<(Link<'_>, usize)> {
    let rest = &line[at..];
    scheme_length(rest)?;
    let within_word = line[..at]
        .chars()
        .next_back()
        .is_some_and(char::is_alphanumeric);
    let length = find_within(rest, LONGEST_ADDRESS, ends_address).unwrap_or(rest.len());
    let address = without_end(rest.get(..length)?);
    (!within_word && is_address(address)).then_some((
        Link {
            address,
            label: None,
        },
        address.len(),
    ))
}

/// An address in angle brackets.
pub(super) fn pointed(inside: &str) -> Option<Link<'_>> {
    let label = None;
    is_address(inside).then_some(Link {
        address: inside,
        label,
    })
}

/// A link with its host beside it, where the text is another one. Within the text of a link there is no other.
pub(super) fn show(page: &Page<'_>, link: &Link<'_>) -> Markup {
    if page.within == Within::Link {
        return html! { (link.label.unwrap_or(link.address)) };
    }
    let rel = "noopener noreferrer nofollow";
    let inside = Page {
        within: Within::Link,
        ..*page
    };
    html! {
        a href=(link.address) rel=(rel) target="_blank" title=(link.address) {
            @match link.label {
                Some(label) => (line(&inside, label)),
                None => (link.address),
            }
        }
        @if link.label.is_some() {
            " " span.text-host {
                span.hidden { (page.reader.words.text("text-leads-to")) " " }
                "(" (host(link.address)) ")"
            }
        }
    }
}

fn find_within(text: &str, most: usize, wanted: impl Fn(u8) -> bool) -> Option<usize> {
    text.bytes().take(most).position(wanted)
}

fn ends_address(byte: u8) -> bool {
    byte.is_ascii_whitespace()
        || byte.is_ascii_control()
        || matches!(byte, b'<' | b'>' | b'"' | b'`' | b'\\' | b'|')
}

/// A sentence ends after an address, and brackets close around it.
fn without_end(address: &str) -> &str {
    let (opened, mut closed) = (count(address, '('), count(address, ')'));
    let mut end = address.len();
    for last in address.chars().rev() {
        let is_over = match last {
            '.' | ',' | ':' | ';' | '!' | '?' | '\'' | '*' | '_' | '~' => true,
            ')' => closed > opened,
            ']' => !address.contains('['),
            _ => false,
        };
        if !is_over {
            break;
        }
        end -= last.len_utf8();
        closed -= usize::from(last == ')');
    }
    &address[..end]
}

fn count(text: &str, wanted: char) -> usize {
    text.matches(wanted).count()
}

/// Whether a text may be followed as a link. Browsers read a backslash as a slash, which would make the host another one.
fn is_address(text: &str) -> bool {
    let has_host = scheme_length(text).is_some_and(|_| {
        let host = host(text);
        host.chars().next().is_some_and(char::is_alphanumeric)
    });
    has_host
        && text.len() <= LONGEST_ADDRESS
        && !text
            .chars()
            .any(|character| character.is_whitespace() || character.is_control())
        && !text.contains(['<', '>', '"', '`', '\\'])
}

fn scheme_length(text: &str) -> Option<usize> {
    ["https://", "http://"].into_iter().find_map(|scheme| {
        let given = text.as_bytes().get(..scheme.len())?;
        given
            .eq_ignore_ascii_case(scheme.as_bytes())
            .then_some(scheme.len())
    })
}

/// The host of an address, without a name and password that pretend to be it.
fn host(address: &str) -> &str {
    let rest = scheme_length(address).and_then(|length| address.get(length..));
    let authority = rest.unwrap_or_default().split(['/', '?', '#']).next();
    authority
        .unwrap_or_default()
        .rsplit('@')
        .next()
        .unwrap_or_default()
}
