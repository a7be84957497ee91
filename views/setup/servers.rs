//! The second step: in which servers the bot works.

use maud::{Markup, html};

use super::{Standing, Step, Trouble, form, look_again, outward, trouble};
use crate::form::{Choice, Choices, Field, Select, radios, select};
use crate::reader::Reader;

/// The servers to choose from, and what is chosen.
pub struct Servers {
    /// Each server that the bot is in, and what was chosen before it could be asked for: the id and the name.
    pub options: Vec<(String, String)>,
    /// How many servers the desk works in: `single` or `dual`.
    pub mode: Field,
    /// The one server.
    pub server: Field,
    /// Where the members are.
    pub community: Field,
    /// Where the staff are.
    pub staff: Field,
    /// Where the bot is let into a server.
    pub invitation: String,
    /// Why the servers are not known.
    pub trouble: Option<Trouble>,
}

/// The whole page.
pub fn page(reader: &Reader, standing: &Standing<'_>, servers: &Servers) -> Markup {
    let words = reader.words;
    let is_known = servers.trouble.is_none();
    let fields = html! {
        (trouble(servers.trouble.as_ref()))
        @if !servers.options.is_empty() {
            (choices(reader, servers))
            p.field-help {
                (words.text("setup-servers-other")) " "
                (outward(&servers.invitation, &words.text("setup-invite")))
            }
        } @else if is_known {
            div.nothing role="status" {
                h2 { (words.text("setup-servers-none")) }
                p { (words.text("setup-servers-none-advice")) }
                p { (outward(&servers.invitation, &words.text("setup-invite"))) }
            }
        }
        p { (look_again(reader)) }
    };
    let content = html! {
        p.lead { (words.text("setup-servers-lead")) }
        (form(reader, Step::Servers, fields))
    };
    super::page(reader, standing, content)
}

fn choices(reader: &Reader, servers: &Servers) -> Markup {
    let words = reader.words;
    let one = |id, label: &str, field| {
        let options = options(reader, &servers.options);
        let list = Select {
            id,
            name: id,
            label,
            help: None,
            options: &options,
            field,
        };
        select(&list)
    };
    html! {
        (mode(reader, &servers.mode))
        div.only-single { (one("server", &words.text("setup-server"), &servers.server)) }
        div.only-dual.setup-pair {
            (one("community", &words.text("setup-server-community"), &servers.community))
            (one("staff", &words.text("setup-server-staff"), &servers.staff))
        }
    }
}

fn mode(reader: &Reader, mode: &Field) -> Markup {
    let words = reader.words;
    let choice = |value: &str, label: &str, help: &str| Choice {
        value: value.to_owned(),
        label: label.to_owned(),
        help: help.to_owned(),
        chosen: mode.value == value,
    };
    radios(&Choices {
        id: "mode",
        name: "mode",
        label: &words.text("setup-mode"),
        choices: vec![
            choice(
                "single",
                &words.text("setup-mode-single"),
                &words.text("setup-mode-single-help"),
            ),
            choice(
                "dual",
                &words.text("setup-mode-dual"),
                &words.text("setup-mode-dual-help"),
            ),
        ],
        error: mode.error.as_deref(),
    })
}

fn options(reader: &Reader, servers: &[(String, String)]) -> Vec<(String, String)> {
    let nothing = reader.words.text("setup-choose").into_owned();
    let nothing = std::iter::once((String::new(), nothing));
    nothing.chain(servers.iter().cloned()).collect()
}
