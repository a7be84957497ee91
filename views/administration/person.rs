//! What one person may do and see, and why; and where they are signed in.

use maud::{Markup, html};

use super::{Frame, page as frame_page};
use crate::reader::Reader;
use crate::sessions::{self, Session};

/// The page of a person.
pub struct Person {
    /// Where the reader is.
    pub frame: Frame,
    /// The account's id.
    pub id: String,
    /// The name.
    pub name: String,
    /// The unique name.
    pub username: String,
    /// Whether they are in the staff server.
    pub is_present: bool,
    /// Whether what they hold counts: who has left the staff server may do nothing.
    pub counts: bool,
    /// The roles that they hold there, by name.
    pub roles: Vec<String>,
    /// Every permission, with whether they hold it, and why.
    pub entitlements: Vec<Entitlement>,
    /// Every category that not everybody sees.
    pub admissions: Vec<Admission>,
    /// Where they are signed in.
    pub sessions: Vec<Session>,
}

/// A permission, and why somebody holds it.
pub struct Entitlement {
    /// The permission, in words.
    pub permission: String,
    /// Why they hold it; empty when they do not.
    pub reasons: Vec<Reason>,
}

/// Why somebody holds a permission.
pub enum Reason {
    /// The configuration names them as a super administrator.
    SuperAdmin,
    /// The configuration names this role as super administrators'.
    SuperAdminRole(String),
    /// The configuration names them as staff.
    Staff,
    /// The configuration names this role as staff's.
    StaffRole(String),
    /// It was given to them by this person.
    Granted(String),
    /// It was given to this role by this person.
    GrantedToRole {
        /// The role.
        role: String,
        /// Who gave it.
        by: String,
    },
    /// This permission brings it along.
    Implied(String),
}

/// A category that not everybody sees.
pub struct Admission {
    /// Its name.
    pub category: String,
    /// Whether the person sees its tickets.
    pub is_seen: bool,
    /// The roles for which they do; none when they see everything.
    pub by: Vec<String>,
}

/// The whole page.
pub fn page(reader: &Reader, person: &Person) -> Markup {
    let words = reader.words;
    let content = html! {
        section.card.person-card {
            h2 { bdi { (person.name) } }
            p { "@" (person.username) " · " code { (person.id) } }
            @if !person.is_present { p { span.mark.mark-deleted { (words.text("grants-not-present")) } } }
            @if !person.counts { p { (words.text("person-without-effect")) } }
            @if !person.roles.is_empty() {
                p { (words.with("person-roles", &[("roles", person.roles.join(", ").into())])) }
            }
        }
        section aria-labelledby="person-permissions" {
            h2 #person-permissions { (words.text("person-permissions")) }
            (entitlements(reader, person))
        }
        section aria-labelledby="person-categories" {
            h2 #person-categories { (words.text("person-categories")) }
            (admissions(reader, &person.admissions))
        }
        section aria-labelledby="person-sessions" {
            h2 #person-sessions { (words.text("person-sessions")) }
            (sessions::list(reader, &person.sessions))
            @if person.sessions.len() > 1 {
                @let address = format!("/administration/people/{}/sessions/end", person.id);
                (sessions::end_all(reader, &person.sessions, &address))
            }
        }
    };
    frame_page(reader, &person.frame, content)
}

fn entitlements(reader: &Reader, person: &Person) -> Markup {
    let words = reader.words;
    html! {
        div.table-frame tabindex="0" role="group" aria-labelledby="person-permissions" {
            table.table {
                thead {
                    tr {
                        th scope="col" { (words.text("person-permission")) }
                        th scope="col" { (words.text("person-held")) }
                        th scope="col" { (words.text("person-why")) }
                    }
                }
                tbody {
                    @for one in &person.entitlements {
                        @let is_held = person.counts && !one.reasons.is_empty();
                        tr {
                            th scope="row" { (one.permission) }
                            td {
                                @if is_held {
                                    span.mark.mark-open { (words.text("person-yes")) }
                                } @else {
                                    span.mark { (words.text("person-no")) }
                                }
                            }
                            td {
                                @for why in &one.reasons { p { (reason(reader, why)) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn reason(reader: &Reader, reason: &Reason) -> String {
    let words = reader.words;
    match reason {
        Reason::SuperAdmin => words.text("reason-super-admin").into_owned(),
        Reason::SuperAdminRole(role) => {
            words.with("reason-super-admin-role", &[("role", role.as_str().into())])
        }
        Reason::Staff => words.text("reason-staff").into_owned(),
        Reason::StaffRole(role) => {
            words.with("reason-staff-role", &[("role", role.as_str().into())])
        }
        Reason::Granted(by) => words.with("reason-granted", &[("name", by.as_str().into())]),
        Reason::GrantedToRole { role, by } => words.with(
            "reason-granted-to-role",
            &[("role", role.as_str().into()), ("name", by.as_str().into())],
        ),
        Reason::Implied(permission) => words.with(
            "reason-implied",
            &[("permission", permission.as_str().into())],
        ),
    }
}

fn admissions(reader: &Reader, admissions: &[Admission]) -> Markup {
    let words = reader.words;
    html! {
        @if admissions.is_empty() {
            p.nothing { (words.text("person-no-categories")) }
        } @else {
            ul.admissions {
                @for one in admissions {
                    li {
                        span { (one.category) }
                        @if one.is_seen {
                            span.mark.mark-open { (words.text("person-sees")) }
                            @if one.by.is_empty() {
                                span.given-by { (words.text("person-sees-everything")) }
                            } @else {
                                span.given-by { (words.with("person-sees-by", &[("roles", one.by.join(", ").into())])) }
                            }
                        } @else {
                            span.mark { (words.text("person-does-not-see")) }
                        }
                    }
                }
            }
        }
    }
}
