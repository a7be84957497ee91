//! Samples of what keeps the desk in order: the administration, the bot, the settings, and one's own sessions.

use maud::{Markup, html};
use rustmail_views::administration::deliveries::{self, Deliveries, Failure};
use rustmail_views::administration::grants::{
    self, Candidate, Found, Given, Giving, Grants, Holder, Kind, Remark,
};
use rustmail_views::administration::health::{self, Group, Health, State};
use rustmail_views::administration::log::{self, Entry, Filter, Log};
use rustmail_views::administration::people::{self, People};
use rustmail_views::administration::person::{self, Admission, Entitlement, Person, Reason};
use rustmail_views::administration::{Frame, Section};
use rustmail_views::form::{Choice, Field};
use rustmail_views::reader::Reader;
use rustmail_views::sessions::{self, Owner, Session};

use super::minutes_ago;

/// Each of these pages; `text` stands wherever people can write something.
pub fn pages(reader: &Reader, text: &str) -> Vec<(&'static str, Markup)> {
    let own = [session(1, None, text), session(2, None, text)];
    let owner = || Some(text.to_owned());
    let all = [session(1, None, text), session(2, owner(), text)];
    let of_all = frame(Section::Sessions);
    vec![
        ("sessions-own", sessions::own_page(reader, &own)),
        ("sessions", sessions::page(reader, &of_all, &all)),
        ("grants", grants::page(reader, &given(text))),
        ("people", people::page(reader, &staff(text))),
        ("person", person::page(reader, &somebody(text))),
        ("log", log::page(reader, &entries(text))),
        ("deliveries", deliveries::page(reader, &failures(text))),
        (
            "deliveries-none",
            deliveries::page(reader, &nothing_failed()),
        ),
        ("health", health::page(reader, &server(text))),
    ]
}

fn frame(current: Section) -> Frame {
    Frame {
        current,
        open: vec![
            Section::Grants,
            Section::People,
            Section::Sessions,
            Section::Log,
            Section::Deliveries,
            Section::Health,
        ],
    }
}

fn session(id: i64, owner: Option<String>, text: &str) -> Session {
    Session {
        id,
        person: owner.map(|name| Owner {
            id: "201000000000000002".to_owned(),
            name,
        }),
        user_agent: format!("Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0 {text}"),
        address: (id > 1).then(|| "203.0.113.5".to_owned()),
        since: minutes_ago(3 * 24 * 60),
        last_seen_at: minutes_ago(id * 7),
        is_own: id == 1,
        end_address: format!("/sessions/{id}/end"),
    }
}

fn given(text: &str) -> Grants {
    let one = |id, may_take_back| Given {
        id,
        permission: "View tickets".to_owned(),
        by: text.to_owned(),
        at: minutes_ago(90),
        may_take_back,
    };
    let candidate = |kind, id: &str, username: Option<&str>| Candidate {
        kind,
        id: id.to_owned(),
        name: text.to_owned(),
        username: username.map(str::to_owned),
    };
    Grants {
        frame: frame(Section::Grants),
        holders: vec![
            Holder {
                kind: Kind::Role,
                id: "31".to_owned(),
                name: Some(text.to_owned()),
                remark: None,
                given: vec![one(1, true), one(2, false)],
            },
            Holder {
                kind: Kind::Person,
                id: "201000000000000003".to_owned(),
                name: None,
                remark: Some(Remark::NotPresent),
                given: vec![one(3, true)],
            },
        ],
        giving: Giving {
            find: text.to_owned(),
            found: Some(Found {
                candidates: vec![
                    candidate(Kind::Person, "201000000000000004", Some("noor")),
                    candidate(Kind::Role, "32", None),
                ],
                is_partial: true,
            }),
            chosen: "role:32".to_owned(),
            permissions: vec![Choice {
                value: "view_tickets".to_owned(),
                label: "View tickets".to_owned(),
                help: "Read tickets, notes included.".to_owned(),
                chosen: true,
            }],
            subject_error: None,
            permissions_error: Some(text.to_owned()),
        },
    }
}

fn staff(text: &str) -> People {
    let person = |id: &str, is_present| people::Person {
        id: id.to_owned(),
        name: text.to_owned(),
        username: text.to_owned(),
        is_present,
    };
    People {
        frame: frame(Section::People),
        find: text.to_owned(),
        people: vec![
            person("201000000000000002", true),
            person("201000000000000003", false),
        ],
    }
}

fn somebody(text: &str) -> Person {
    let entitlement = |permission: &str, reasons| Entitlement {
        permission: permission.to_owned(),
        reasons,
    };
    Person {
        frame: frame(Section::People),
        id: "201000000000000002".to_owned(),
        name: text.to_owned(),
        username: text.to_owned(),
        is_present: true,
        counts: true,
        roles: vec![text.to_owned()],
        entitlements: vec![
            entitlement("View tickets", vec![Reason::StaffRole(text.to_owned())]),
            entitlement("Manage the bot", vec![Reason::Granted(text.to_owned())]),
            entitlement("Manage permissions", Vec::new()),
        ],
        admissions: vec![Admission {
            category: text.to_owned(),
            is_seen: true,
            by: vec![text.to_owned()],
        }],
        sessions: vec![session(2, None, text)],
    }
}

fn entries(text: &str) -> Log {
    Log {
        frame: frame(Section::Log),
        filter: Filter {
            kind: "api_key_created".to_owned(),
            kinds: vec![
                (String::new(), "What was done".to_owned()),
                ("api_key_created".to_owned(), "API key created".to_owned()),
            ],
            person: Field::refused(text, "Nobody of the staff is called so."),
            ticket: Field::of("1042"),
            ..Filter::default()
        },
        entries: vec![Entry {
            id: 77,
            at: minutes_ago(5),
            sentence: format!("{text} created the API key “{text}”."),
            ticket: Some(1042),
            facts: vec![("Name".to_owned(), text.to_owned())],
        }],
        newer: Some("a".to_owned()),
        older: Some("b".to_owned()),
    }
}

fn failures(text: &str) -> Deliveries {
    let failure = |id, ticket| Failure {
        id,
        what: "Send a message to the member".to_owned(),
        ticket,
        why: text.to_owned(),
        at: minutes_ago(40),
    };
    Deliveries {
        frame: frame(Section::Deliveries),
        failures: vec![failure(8, Some(1042)), failure(7, None)],
        older: Some("7".to_owned()),
    }
}

fn nothing_failed() -> Deliveries {
    Deliveries {
        frame: frame(Section::Deliveries),
        failures: Vec::new(),
        older: None,
    }
}

fn server(text: &str) -> Health {
    let group = |name: &str, advice: Option<&str>| Group {
        name: name.to_owned(),
        state: State::of(advice),
        advice: advice.map(str::to_owned),
        figures: vec![("Run by".to_owned(), html! { (text) })],
    };
    Health {
        frame: frame(Section::Health),
        groups: vec![group("Bot", None), group("Database", Some(text))],
    }
}
