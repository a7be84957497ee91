//! The fourth step: the panel, and who may do what from the first start.

use maud::{Markup, html};

use super::{Standing, Step, Trouble, form, outward, plain, to_copy, trouble};
use crate::form::{Choice, Choices, Control, Field, Kind, Need, checkboxes, error_line, field};
use crate::reader::Reader;

/// What is asked of the panel and the people.
pub struct Panel {
    /// Whether the panel is served.
    pub enabled: bool,
    /// The application's client id.
    pub client_id: Field,
    /// What is wrong with the client secret.
    pub client_secret_error: Option<String>,
    /// Whether a client secret is held already.
    pub holds_client_secret: bool,
    /// The address under which people reach the panel.
    pub address: Field,
    /// The redirect that follows from the address, when it is one.
    pub redirect: Option<String>,
    /// Where client secret and redirect are to be found.
    pub portal: String,
    /// Those who may do everything, and those who were found by a name.
    pub people: Vec<Choice>,
    /// The name or the id by which somebody is looked for.
    pub name: Field,
    /// What there is to do now that somebody was found by a name.
    pub found: Option<String>,
    /// The roles of the staff server.
    pub roles: Vec<Choice>,
    /// Why people and roles are not known.
    pub trouble: Option<Trouble>,
    /// The tunnel to be used where the page came in plain text.
    pub tunnel: Option<String>,
}

/// The whole page.
pub fn page(reader: &Reader, standing: &Standing<'_>, panel: &Panel) -> Markup {
    let words = reader.words;
    let fields = html! {
        (trouble(panel.trouble.as_ref()))
        (switch(reader, panel))
        div.only-panel.setup-group { (access(reader, panel)) }
        (people(reader, panel))
        @if !panel.roles.is_empty() {
            (checkboxes(&Choices {
                id: "role",
                name: "role",
                label: &words.text("setup-roles"),
                choices: panel.roles.clone(),
                error: None,
            }))
        }
    };
    let content = html! {
        p.lead { (words.text("setup-panel-lead")) }
        (plain(reader, panel.tunnel.as_deref()))
        (form(reader, Step::Panel, fields))
    };
    super::page(reader, standing, content)
}

fn switch(reader: &Reader, panel: &Panel) -> Markup {
    let words = reader.words;
    html! {
        div.choice {
            input type="checkbox" id="enable-panel" name="enabled" value="true"
                checked[panel.enabled] aria-describedby="enable-panel-help";
            label for="enable-panel" { (words.text("setup-panel-enable")) }
            p.field-help #enable-panel-help { (words.text("setup-panel-enable-help")) }
        }
    }
}

fn access(reader: &Reader, panel: &Panel) -> Markup {
    let words = reader.words;
    let help = match panel.holds_client_secret {
        true => words.text("setup-secret-held"),
        false => words.text("setup-client-secret-help"),
    };
    let secret = Field {
        value: String::new(),
        error: panel.client_secret_error.clone(),
    };
    html! {
        (field(&line("client_id", &words.text("setup-client-id"), None, &panel.client_id)))
        (field(&Control {
            kind: Kind::Secret,
            ..line("client_secret", &words.text("setup-client-secret"), Some(&help), &secret)
        }))
        (field(&line(
            "address",
            &words.text("setup-address"),
            Some(&words.text("setup-address-help")),
            &panel.address,
        )))
        (redirect(reader, panel))
    }
}

fn line<'a>(id: &'a str, label: &'a str, help: Option<&'a str>, field: &'a Field) -> Control<'a> {
    Control {
        id,
        name: id,
        label,
        help,
        kind: Kind::Line,
        need: Need::Optional,
        field,
    }
}

fn redirect(reader: &Reader, panel: &Panel) -> Markup {
    let words = reader.words;
    html! {
        div.field {
            p.field-label { (words.text("setup-redirect")) }
            @if let Some(redirect) = &panel.redirect {
                (to_copy(reader, redirect))
                p.field-help {
                    (words.text("setup-redirect-help")) " "
                    (outward(&panel.portal, &words.text("setup-portal")))
                }
            } @else {
                p.field-help { (words.text("setup-redirect-none")) }
            }
            p {
                button.quiet type="submit" name="go" value="again" {
                    (words.text("setup-redirect-again"))
                }
            }
        }
    }
}

fn people(reader: &Reader, panel: &Panel) -> Markup {
    let words = reader.words;
    let (error, help) = (panel.name.error.as_deref(), words.text("setup-person-help"));
    let described = crate::form::described_by("person", Some(&help), error);
    let described = described.into_iter();
    let described = described.chain(panel.found.as_ref().map(|_| "person-found".to_owned()));
    let described: Vec<String> = described.collect();
    html! {
        div.setup-group {
            @if !panel.people.is_empty() {
                (checkboxes(&Choices {
                    id: "admin",
                    name: "admin",
                    label: &words.text("setup-admins"),
                    choices: panel.people.clone(),
                    error: None,
                }))
            }
            @if let Some(found) = &panel.found { p.notice #person-found { (found) } }
            div.field {
                label.field-label for="person" { (words.text("setup-person")) }
                div.setup-find {
                    input type="text" id="person" name="person" value=(panel.name.value) dir="auto"
                        autocomplete="off" autofocus[panel.found.is_some()] aria-invalid=[error.map(|_| "true")]
                        aria-describedby=(described.join(" "));
                    button type="submit" name="go" value="find" { (words.text("setup-find")) }
                }
                p.field-help #person-help { (help) }
                (error_line("person", error))
            }
        }
    }
}
