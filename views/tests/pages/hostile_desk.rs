//! What is set up, who may do what, and what happened: whatever stands there that is to be text stays text.

use maud::html;
use rustmail_views::administration::deliveries::{self, Deliveries, Failure};
use rustmail_views::administration::grants::{
    self, Candidate, Found, Given, Giving, Grants, Holder,
};
use rustmail_views::administration::health::{self, Group as Checked, Health, State};
use rustmail_views::administration::log::{self, Entry, Filter, Log};
use rustmail_views::administration::people::{self, People, Person as Listed};
use rustmail_views::administration::person::{self, Admission, Entitlement, Person, Reason};
use rustmail_views::administration::{Frame, Section};
use rustmail_views::bot::{self, Bot, Connection, Maintenance, Profile, Status};
use rustmail_views::configuration::{
    self, Change, Configuration, Control, Group, History, Kept, Origin, Outcome, Secret, Setting,
    Version,
};
use rustmail_views::form::{Caution, Choice, Field};
use words::Language;

use crate::hostile::{HOSTILE, assert_harmless};
use crate::samples;

fn text() -> String {
    HOSTILE.to_owned()
}

fn field() -> Field {
    Field::refused(HOSTILE, HOSTILE)
}

fn frame(current: Section) -> Frame {
    Frame {
        current,
        open: vec![Section::Grants, Section::Log],
    }
}

fn group() -> Group {
    let controls = [
        Control::Line,
        Control::Suggested(vec![text()]),
        Control::Lines,
        Control::Switch,
        Control::Colour,
        Control::Choice(vec![(text(), text())]),
    ];
    let setting = |control| Setting {
        key: "bot.welcome_message".to_owned(),
        label: text(),
        help: text(),
        control,
        field: field(),
        caution: Caution::refused(text()),
        origin: Origin::File,
    };
    Group {
        slug: "messages".to_owned(),
        action: "/configuration/messages".to_owned(),
        title: text(),
        lead: text(),
        settings: controls.map(setting).into(),
        base: 1,
        may_edit: true,
        outcome: Outcome::Refused(text()),
    }
}

#[test]
fn a_hostile_configuration_is_only_text() {
    let reader = samples::reader(Language::French);
    let kept = [
        Kept::File(text()),
        Kept::LockedFile(text()),
        Kept::Environment(text()),
        Kept::Nowhere(text()),
    ];
    let secret = |kept| Secret {
        key: "bot.token".to_owned(),
        label: text(),
        help: text(),
        kept,
        error: Some(text()),
        replaced: None,
    };
    let page = Configuration {
        groups: vec![group()],
        previews: Vec::new(),
        secrets: kept.map(secret).into(),
    };
    assert_harmless(&configuration::page(&reader, &page).into_string());
    let history = History {
        versions: vec![Version {
            number: 1,
            author: text(),
            at: samples::now(),
            changes: vec![Change {
                label: text(),
                old: text(),
                new: format!("{HOSTILE}!"),
            }],
            rolled_back_to: None,
        }],
        current: 1,
        is_file: false,
        older: None,
        may_edit: true,
        refusal: Some(text()),
    };
    assert_harmless(&configuration::history_page(&reader, &history).into_string());
}

#[test]
fn a_hostile_bot_is_only_text() {
    let reader = samples::reader(Language::English);
    let page = Bot {
        status: Status {
            connection: Connection::Connecting(Some(text())),
            is_wanted: true,
            latency_ms: None,
            process: Some(text()),
            waiting: 1,
            refusal: Some(text()),
        },
        presence: group(),
        maintenance: Maintenance {
            since: Some(samples::now()),
            notice: field(),
        },
        profile: Profile {
            username: field(),
            is_known: true,
            refusal: Some(text()),
            is_changing: false,
            failure: Some(text()),
        },
    };
    assert_harmless(&bot::page(&reader, &page).into_string());
}

#[test]
fn hostile_api_keys_are_only_text() {
    let reader = samples::reader(Language::English);
    let mut page = samples::created_key();
    for key in &mut page.keys {
        (key.name, key.created_by) = (text(), text());
        (key.categories, key.last_used_from) = (vec![text()], Some(text()));
    }
    page.form = samples::refused_key();
    page.form.name = field();
    page.form.expires_on = field();
    page.form.permissions_error = Some(text());
    for category in &mut page.form.categories {
        (category.name, category.description) = (text(), text());
    }
    if let Some(created) = &mut page.created {
        (created.name, created.secret) = (text(), Some(text()));
    }
    page.public_url = text();
    assert_harmless(&rustmail_views::api_keys::page(&reader, &page).into_string());
}

#[test]
fn hostile_grants_are_only_text() {
    let reader = samples::reader(Language::English);
    let page = Grants {
        frame: frame(Section::Grants),
        holders: vec![Holder {
            kind: grants::Kind::Person,
            id: text(),
            name: Some(text()),
            remark: None,
            given: vec![Given {
                id: 1,
                permission: text(),
                by: text(),
                at: samples::now(),
                may_take_back: true,
            }],
        }],
        giving: Giving {
            find: text(),
            found: Some(Found {
                candidates: vec![Candidate {
                    kind: grants::Kind::Role,
                    id: text(),
                    name: text(),
                    username: Some(text()),
                }],
                is_partial: true,
            }),
            chosen: text(),
            permissions: vec![Choice {
                value: text(),
                label: text(),
                help: text(),
                chosen: true,
            }],
            subject_error: Some(text()),
            permissions_error: Some(text()),
        },
    };
    assert_harmless(&grants::page(&reader, &page).into_string());
}

#[test]
fn hostile_people_are_only_text() {
    let reader = samples::reader(Language::English);
    let page = People {
        frame: frame(Section::People),
        find: text(),
        people: vec![Listed {
            id: text(),
            name: text(),
            username: text(),
            is_present: true,
        }],
    };
    assert_harmless(&people::page(&reader, &page).into_string());
    let reasons = vec![
        Reason::SuperAdminRole(text()),
        Reason::StaffRole(text()),
        Reason::Granted(text()),
        Reason::GrantedToRole {
            role: text(),
            by: text(),
        },
        Reason::Implied(text()),
    ];
    let page = Person {
        frame: frame(Section::People),
        id: text(),
        name: text(),
        username: text(),
        is_present: false,
        counts: true,
        roles: vec![text()],
        entitlements: vec![Entitlement {
            permission: text(),
            reasons,
        }],
        admissions: vec![Admission {
            category: text(),
            is_seen: true,
            by: vec![text()],
        }],
        sessions: Vec::new(),
    };
    assert_harmless(&person::page(&reader, &page).into_string());
}

#[test]
fn a_hostile_log_is_only_text() {
    let reader = samples::reader(Language::French);
    let page = Log {
        frame: frame(Section::Log),
        filter: Filter {
            kind: text(),
            kinds: vec![(text(), text())],
            person: field(),
            ticket: field(),
            from: field(),
            to: field(),
        },
        entries: vec![Entry {
            id: 1,
            at: samples::now(),
            sentence: text(),
            ticket: Some(1),
            facts: vec![(text(), text())],
        }],
        newer: Some(text()),
        older: Some(text()),
    };
    assert_harmless(&log::page(&reader, &page).into_string());
}

#[test]
fn a_hostile_report_is_only_text() {
    let reader = samples::reader(Language::English);
    let failed = Deliveries {
        frame: frame(Section::Deliveries),
        failures: vec![Failure {
            id: 1,
            what: text(),
            ticket: Some(1),
            why: text(),
            at: samples::now(),
        }],
        older: Some(text()),
    };
    assert_harmless(&deliveries::page(&reader, &failed).into_string());
    let health = Health {
        frame: frame(Section::Health),
        groups: vec![Checked {
            name: text(),
            state: State::Ill,
            advice: Some(text()),
            figures: vec![(text(), html! { (HOSTILE) })],
        }],
    };
    assert_harmless(&health::page(&reader, &health).into_string());
}
