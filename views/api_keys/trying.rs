//! Calls to try a key with, ready to be copied into a terminal.

use maud::{Markup, html};
use words::Words;

use super::Scope;
use crate::reader::Reader;

/// What a key begins with, and what stands in for the rest where the key itself is not known.
const ANY_KEY: &str = "rustmail_your_api_key_here";
/// A member to open a ticket with, to be replaced.
const ANY_MEMBER: &str = "123456789012345678";

/// The id of the first ticket, to be replaced.
const ANY_TICKET: &str = "dGlja2V0OjE";

/// A call with what it does.
struct Call {
    name: String,
    command: String,
}

/// How keys are used, for somebody who has one but does not see it any more.
pub(super) fn usage(reader: &Reader, public_url: &str) -> Markup {
    let words = reader.words;
    html! {
        details.card.key-usage {
            summary { (words.text("key-usage")) }
            div.key-calls {
                p { (words.text("key-usage-header")) " " code { "X-API-Key: " (ANY_KEY) } }
                (calls(reader, &every_call(words, (public_url, ANY_KEY)), "usage"))
            }
        }
    }
}

/// The calls that a key of these scopes can make.
pub(super) fn of_scopes(reader: &Reader, scopes: &[Scope], target: (&str, &str)) -> Markup {
    let words = reader.words;
    let mut possible = Vec::new();
    if scopes.contains(&Scope::CreateTicket) {
        possible.extend([open(words, target), open_by_graphql(words, target)]);
    }
    if scopes.contains(&Scope::ReadTickets) {
        possible.push(read(words, target));
    }
    if scopes.contains(&Scope::UpdateTicket) {
        possible.push(note(words, target));
    }
    calls(reader, &possible, "created")
}

fn every_call(words: &Words, target: (&str, &str)) -> [Call; 4] {
    [
        open(words, target),
        open_by_graphql(words, target),
        read(words, target),
        note(words, target),
    ]
}

fn calls(reader: &Reader, calls: &[Call], place: &str) -> Markup {
    let words = reader.words;
    html! {
        @for (index, call) in calls.iter().enumerate() {
            @let id = format!("call-{place}-{index}");
            h3 { (call.name) }
            div.secret {
                pre tabindex="0" { code id=(id) { (call.command) } }
                button.copy type="button" hidden data-copy=(id) data-copied=(words.text("copied")) {
                    (words.text("copy"))
                }
            }
        }
    }
}

fn open(words: &Words, (public_url, key): (&str, &str)) -> Call {
    let address = format!("{public_url}/api/externals/tickets/create");
    let body = format!("{{\"discord_id\": \"{ANY_MEMBER}\"}}");
    Call {
        name: words.text("key-call-open").into_owned(),
        command: curl(&address, key, &body),
    }
}

fn open_by_graphql(words: &Words, target: (&str, &str)) -> Call {
    let query = format!(
        "mutation {{ createTicket(input: {{ memberId: \\\"{ANY_MEMBER}\\\" }}) \
         {{ ticket {{ number }} userErrors {{ message }} }} }}"
    );
    Call {
        name: words.text("key-call-open-graphql").into_owned(),
        command: graphql(target, &query),
    }
}

fn read(words: &Words, target: (&str, &str)) -> Call {
    let query = "{ tickets(first: 5) { nodes { number state member { username } } } }";
    Call {
        name: words.text("key-call-read").into_owned(),
        command: graphql(target, query),
    }
}

fn note(words: &Words, target: (&str, &str)) -> Call {
    let query = format!(
        "mutation {{ addNote(input: {{ ticketId: \\\"{ANY_TICKET}\\\", content: \\\"Paid yesterday.\\\" }}) \
         {{ userErrors {{ message }} }} }}"
    );
    Call {
        name: words.text("key-call-note").into_owned(),
        command: graphql(target, &query),
    }
}

fn graphql((public_url, key): (&str, &str), query: &str) -> String {
    let body = format!("{{\"query\": \"{query}\"}}");
    curl(&format!("{public_url}/graphql"), key, &body)
}

fn curl(address: &str, key: &str, body: &str) -> String {
    format!(
        "curl --request POST \\\n  --url '{address}' \\\n  --header 'Content-Type: application/json' \\\n  \
         --header 'X-API-Key: {key}' \\\n  --data '{body}'"
    )
}
