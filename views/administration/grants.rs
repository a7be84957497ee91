//! Permissions given to people and roles: who holds what, and the form that gives more.

use chrono::{DateTime, Utc};
use maud::{Markup, html};

use super::{Frame, page as frame_page};
use crate::form::{self, Choice, Choices};
use crate::reader::Reader;
use crate::{address, time};

/// The page of the grants.
pub struct Grants {
    /// Where the reader is.
    pub frame: Frame,
    /// Everybody and every role that was given something.
    pub holders: Vec<Holder>,
    /// The form that gives more.
    pub giving: Giving,
}

/// Somebody, or a role, that was given something.
pub struct Holder {
    /// Whether it is a person or a role.
    pub kind: Kind,
    /// The id on Discord.
    pub id: String,
    /// The name, as far as one is known.
    pub name: Option<String>,
    /// Why what they were given has no effect now, if it has none.
    pub remark: Option<Remark>,
    /// What they were given, oldest first.
    pub given: Vec<Given>,
}

/// What can be given something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One person.
    Person,
    /// Everybody who holds a role.
    Role,
}

/// Why a grant has no effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remark {
    /// The person is not in the staff server, or was never seen there.
    NotPresent,
    /// The role was removed.
    RoleGone,
}

/// One permission that was given.
pub struct Given {
    /// The grant.
    pub id: i64,
    /// What was given, in words.
    pub permission: String,
    /// Who gave it.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Whether the reader may take it back.
    pub may_take_back: bool,
}

/// The form that gives permissions.
#[derive(Default)]
pub struct Giving {
    /// The name that was typed.
    pub find: String,
    /// Who was found by it; nothing when nobody was looked for.
    pub found: Option<Found>,
    /// What is chosen among those.
    pub chosen: String,
    /// What the reader may give, and what is ticked.
    pub permissions: Vec<Choice>,
    /// What is wrong with the choice of the person.
    pub subject_error: Option<String>,
    /// What is wrong with the choice of permissions.
    pub permissions_error: Option<String>,
}

/// Who was found by a name.
pub struct Found {
    /// People and roles.
    pub candidates: Vec<Candidate>,
    /// Whether Discord could not be asked, so that only known people are among them.
    pub is_partial: bool,
}

/// Somebody, or a role, that can be given something.
pub struct Candidate {
    /// Whether it is a person or a role.
    pub kind: Kind,
    /// The id on Discord.
    pub id: String,
    /// The name.
    pub name: String,
    /// The unique name of a person.
    pub username: Option<String>,
}

impl Kind {
    /// The word by which forms tell them apart.
    pub fn code(self) -> &'static str {
        match self {
            Kind::Person => "user",
            Kind::Role => "role",
        }
    }
}

impl Candidate {
    /// The value by which the form names it.
    pub fn value(&self) -> String {
        format!("{}:{}", self.kind.code(), self.id)
    }
}

/// The whole page.
pub fn page(reader: &Reader, grants: &Grants) -> Markup {
    let content = html! {
        p.lead { (reader.words.text("grants-lead")) }
        (search(reader, &grants.giving))
        (body(reader, grants))
    };
    frame_page(reader, &grants.frame, content)
}

/// The form and the list: the part that giving and taking back change.
pub fn body(reader: &Reader, grants: &Grants) -> Markup {
    html! {
        div #grants {
            (form(reader, &grants.giving))
            (list(reader, &grants.holders))
        }
    }
}

/// Who was found, each to be chosen.
pub fn candidates(reader: &Reader, giving: &Giving) -> Markup {
    let words = reader.words;
    let error = giving.subject_error.as_deref();
    html! {
        fieldset.field #candidates aria-describedby=[error.map(|_| "candidates-error")] {
            legend.field-label { (words.text("grants-to")) }
            input type="hidden" name="find" value=(giving.find);
            @match &giving.found {
                None => { p.field-help { (words.text("grants-nobody-yet")) } }
                Some(found) if found.candidates.is_empty() => {
                    p.field-help { (words.with("grants-nobody-found", &[("name", giving.find.as_str().into())])) }
                }
                Some(found) => { @for one in &found.candidates { (candidate(reader, one, &giving.chosen)) } }
            }
            @if giving.found.as_ref().is_some_and(|found| found.is_partial) {
                p.field-help role="status" { (words.text("grants-discord-silent")) }
            }
            (form::error_line("candidates", error))
        }
    }
}

fn search(reader: &Reader, giving: &Giving) -> Markup {
    let words = reader.words;
    html! {
        search {
            form.search method="get" action="/administration/grants" {
                label.hidden for="find" { (words.text("grants-find")) }
                input #find type="search" name="find" value=(giving.find) autocomplete="off" maxlength="100" dir="auto"
                    placeholder=(words.text("grants-find"))
                    data-hx-get="/administration/grants/candidates" data-hx-trigger="input changed delay:250ms"
                    data-hx-target="#candidates" data-hx-swap="outerHTML" data-hx-sync="this:replace";
                button type="submit" { (words.text("grants-find-apply")) }
            }
        }
    }
}

fn form(reader: &Reader, giving: &Giving) -> Markup {
    let words = reader.words;
    let permissions = Choices {
        id: "permissions",
        name: "permissions",
        label: &words.text("grants-permissions"),
        choices: giving.permissions.clone(),
        error: giving.permissions_error.as_deref(),
    };
    html! {
        form.card.giving method="post" action="/administration/grants"
            data-hx-post="/administration/grants" data-hx-target="#grants" data-hx-swap="outerHTML" {
            (form::token(reader))
            (candidates(reader, giving))
            (form::checkboxes(&permissions))
            button.primary #grants-give type="submit" { (words.text("grants-give")) }
        }
    }
}

fn candidate(reader: &Reader, one: &Candidate, chosen: &str) -> Markup {
    let value = one.value();
    let id = format!("candidate-{}-{}", one.kind.code(), one.id);
    html! {
        div.choice {
            input type="radio" id=(id) name="subject" value=(value) checked[value == chosen];
            label for=(id) { bdi { (one.name) } }
            p.field-help {
                @match (&one.username, one.kind) {
                    (Some(username), _) => { "@" (username) }
                    (None, Kind::Role) => { (reader.words.text("grants-role")) }
                    (None, Kind::Person) => { (reader.words.text("grants-person")) }
                }
            }
        }
    }
}

fn list(reader: &Reader, holders: &[Holder]) -> Markup {
    let words = reader.words;
    html! {
        section aria-labelledby="grants-list" {
            h2 #grants-list { (words.text("grants-list")) }
            @if holders.is_empty() {
                p.nothing { (words.text("grants-none")) }
            } @else {
                ul.holders { @for one in holders { (holder(reader, one)) } }
            }
        }
    }
}

fn holder(reader: &Reader, holder: &Holder) -> Markup {
    let words = reader.words;
    let name = holder.name.as_deref().unwrap_or(&holder.id);
    html! {
        li.card.holder id=(format!("holder-{}-{}", holder.kind.code(), holder.id)) {
            h3 {
                @match holder.kind {
                    Kind::Person => { a href=(format!("/administration/people/{}", holder.id)) { bdi { (name) } } }
                    Kind::Role => { bdi { (name) } " " span.mark { (words.text("grants-role")) } }
                }
                @match holder.remark {
                    Some(Remark::NotPresent) => { " " span.mark.mark-deleted { (words.text("grants-not-present")) } }
                    Some(Remark::RoleGone) => { " " span.mark.mark-deleted { (words.text("grants-role-gone")) } }
                    None => {}
                }
            }
            ul.given-list { @for one in &holder.given { (given(reader, name, one)) } }
        }
    }
}

/// One permission that was given, with the button that takes it back.
pub fn given(reader: &Reader, holder: &str, given: &Given) -> Markup {
    let words = reader.words;
    let address = format!("/administration/grants/{}/revocation", given.id);
    let values = [
        ("permission", given.permission.as_str().into()),
        ("name", holder.into()),
    ];
    html! {
        li.given id=(address::element_id("given", given.id)) {
            span.given-permission { (given.permission) }
            span.given-by {
                (words.with("grants-by", &[("name", given.by.as_str().into())])) " " (time::ago(reader, given.at))
            }
            @if given.may_take_back {
                form method="post" action=(address) data-hx-post=(address) data-hx-target="#grants"
                    data-hx-swap="outerHTML" data-hx-include="#find" {
                    (form::token(reader))
                    button.quiet id=(address::element_id("take-back", given.id)) type="submit" aria-label=(words.with("grants-take-back-what", &values)) {
                        (words.text("grants-take-back"))
                    }
                }
            }
        }
    }
}
