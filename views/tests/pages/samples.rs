//! One sample of every page, told with the same small cast of people everywhere.

pub mod administration;
mod conversation;
pub mod desk;
mod figures;
mod list;
pub mod settings;
pub mod setup;
pub mod work;

use chrono::{DateTime, TimeDelta, Utc};
use maud::Markup;
use rustmail_views::api_keys::{
    self, ApiKey, ApiKeys, CreatedKey, KeyForm, KeyState, OfferedCategory, Scope,
};
use rustmail_views::dashboard;
use rustmail_views::failure::{self, Failure, Reason};
use rustmail_views::form::Field;
use rustmail_views::graphiql;
use rustmail_views::notice::{Notice, Piece, Undo};
use rustmail_views::reader::{Access, Person, Reader};
use rustmail_views::sign_in::{self, SignIn, Stranger};
use rustmail_views::ticket::closing::ClosureForm;
use rustmail_views::ticket::composer::kept::KeptFile;
use rustmail_views::ticket::composer::{Composer, Kind, Meanwhile, Shelf};
use rustmail_views::ticket::conversation::{Beyond, Stretch};
use rustmail_views::ticket::foot::{Foot, Stage as FootStage};
use rustmail_views::ticket::header::{
    Cancelling, Closure, Header, Member as HeaderMember, Opener, ScheduledClosure, State, Told,
};
use rustmail_views::ticket::member::{Member, OtherTicket};
use rustmail_views::ticket::presence::{Doing, Other, Presence};
use rustmail_views::ticket::reopening::Reopening;
use rustmail_views::ticket::work::Stage;
use rustmail_views::ticket::{self, Ticket};
use rustmail_views::waiting::Waiting;
use rustmail_views::{search, tickets};
use words::{Language, Words};

pub use conversation::{conversation, said};
pub use list::{closed_several, found, found_nothing, no_tickets, tickets_list};

/// Every page by a name for files, as this reader sees it.
pub fn every_page(reader: &Reader) -> Vec<(&'static str, Markup)> {
    let list = |parts| tickets::page(reader, &tickets_list(parts));
    let pages = vec![
        ("sign-in", sign_in::page(&signed_out(reader), &landing())),
        (
            "sign-in-typed",
            sign_in::page(&signed_out(reader), &interrupted()),
        ),
        (
            "stranger",
            sign_in::stranger_page(&without_access(reader), &stranger()),
        ),
        ("dashboard", dashboard::page(reader, &figures::busy_desk())),
        (
            "dashboard-quarter",
            dashboard::page(reader, &figures::long_look()),
        ),
        (
            "dashboard-unused",
            dashboard::page(reader, &figures::unused_desk()),
        ),
        ("tickets-open", list(&[])),
        (
            "tickets-closed",
            list(&[("state", "closed"), ("tag", "refund")]),
        ),
        ("tickets-none", tickets::page(reader, &no_tickets(&[]))),
        (
            "tickets-none-own",
            tickets::page(reader, &no_tickets(&[("assignee", "me")])),
        ),
        (
            "tickets-none-match",
            tickets::page(reader, &no_tickets(&[("filter", "zzz")])),
        ),
        (
            "tickets-after-bulk",
            tickets::page(reader, &closed_several()),
        ),
        ("search", search::page(reader, &found("refund"))),
        ("search-none", search::page(reader, &found_nothing("zzz"))),
        ("search-blank", search::page(reader, &found_nothing(""))),
        ("ticket", ticket::page(reader, &open_ticket())),
        ("ticket-scheduled", ticket::page(reader, &refused_ticket())),
        ("ticket-closed", ticket::page(reader, &closed_ticket())),
        (
            "api-keys",
            api_keys::page(reader, &keys(KeyForm::default())),
        ),
        ("api-keys-created", api_keys::page(reader, &created_key())),
        (
            "api-keys-refused",
            api_keys::page(reader, &keys(refused_key())),
        ),
        ("not-found", failure::page(reader, &not_found())),
        ("internal", failure::page(&signed_out(reader), &internal())),
        ("graphiql", graphiql::page(reader)),
    ];
    let desk = desk::pages(reader, "A text of *somebody*");
    let administration = administration::pages(reader, "A text of *somebody*");
    let settings = settings::pages(reader, "A text of *somebody*");
    let setup = setup::pages(reader, "Community & friends");
    let kept = desk
        .into_iter()
        .chain(administration)
        .chain(settings)
        .chain(setup);
    pages.into_iter().chain(kept).collect()
}

pub fn reader(language: Language) -> Reader {
    Reader {
        languages: Language::ALL.to_vec(),
        words: Words::of(language),
        time_zone: chrono_tz::Europe::Paris,
        now: now(),
        person: Some(Person {
            name: "Jonas".to_owned(),
            id: "201000000000000001".to_owned(),
        }),
        csrf: "csrf-of-jonas".to_owned(),
        here: "/tickets?state=open".to_owned(),
        mark: "0123456789abcdef".to_owned(),
        since: "5eed.42.0123456789abcdef".to_owned(),
        exact_times: false,
        chosen_time_zone: String::new(),
        can: Access {
            dashboard: true,
            tickets: true,
            members: true,
            snippets: true,
            categories: true,
            blocks: true,
            configuration: true,
            bot: true,
            api_keys: true,
            administration: true,
            graphiql: true,
        },
        notice: None,
    }
}

pub fn now() -> DateTime<Utc> {
    "2026-11-19T14:05:00Z".parse().unwrap()
}

pub fn minutes_ago(minutes: i64) -> DateTime<Utc> {
    now() - TimeDelta::minutes(minutes)
}

fn signed_out(reader: &Reader) -> Reader {
    Reader {
        languages: Language::ALL.to_vec(),
        words: reader.words,
        time_zone: reader.time_zone,
        now: reader.now,
        person: None,
        csrf: String::new(),
        here: "/".to_owned(),
        mark: String::new(),
        since: String::new(),
        exact_times: false,
        chosen_time_zone: String::new(),
        can: Access::default(),
        notice: None,
    }
}

/// Somebody whom the panel does not know, in front of a page with a form.
fn outside(reader: &Reader) -> Reader {
    Reader {
        csrf: "csrf-of-the-setup".to_owned(),
        here: "/setup/token".to_owned(),
        ..signed_out(reader)
    }
}

fn without_access(reader: &Reader) -> Reader {
    Reader {
        languages: Language::ALL.to_vec(),
        csrf: "csrf-of-nobody".to_owned(),
        ..signed_out(reader)
    }
}

fn landing() -> SignIn {
    SignIn {
        return_to: "/tickets/1042".to_owned(),
        typed: Vec::new(),
        refusal: None,
    }
}

fn interrupted() -> SignIn {
    SignIn {
        typed: vec!["Half an answer.\nAnd its <b>second</b> line.".to_owned()],
        refusal: Some("You are signed out.".to_owned()),
        ..landing()
    }
}

fn stranger() -> Stranger {
    Stranger {
        name: "Passer-by".to_owned(),
        id: "209000000000000009".to_owned(),
        ask: vec!["Léa".to_owned(), "Jonas".to_owned()],
    }
}

fn not_found() -> Failure {
    Failure {
        reason: Reason::NotFound,
        detail: Some("There is no ticket #9999.".to_owned()),
        written: vec!["We have found your order.\nIt leaves today.".to_owned()],
        reference: "7f3a91c2".to_owned(),
    }
}

fn internal() -> Failure {
    Failure {
        reason: Reason::Internal,
        detail: None,
        written: Vec::new(),
        reference: "0c55e1aa".to_owned(),
    }
}

pub fn open_ticket() -> Ticket {
    Ticket {
        header: header(State::Open {
            waiting: Waiting::OnUs(minutes_ago(3)),
            scheduled: None,
        }),
        member: member(),
        presence: presence(),
        conversation: conversation(),
        foot: Foot {
            ticket: 1042,
            stage: FootStage::Open,
            composer: Some(composer()),
            closing: Some(ClosureForm::default()),
            unsent: None,
        },
    }
}

pub fn refused_ticket() -> Ticket {
    let mut ticket = Ticket {
        header: header(State::Open {
            waiting: Waiting::OnMember(minutes_ago(190)),
            scheduled: Some(ScheduledClosure {
                at: now() + TimeDelta::minutes(114),
                by: "Jonas".to_owned(),
                reason: Some("Nothing heard since yesterday.".to_owned()),
                told: Told::Openly,
                cancelling: Cancelling::Allowed,
            }),
        }),
        ..open_ticket()
    };
    ticket.header.work = work::work(Stage::Open);
    ticket.conversation.messages.truncate(3);
    ticket.conversation.stretch = Stretch::Before(14);
    ticket.conversation.later = Beyond::More;
    ticket.foot.composer = Some(Composer {
        kind: Kind::Note,
        content: Field::refused("x".repeat(90), "A note holds at most 4000 characters."),
        files_error: Some("big.mov is larger than the 25 MB that Discord takes.".to_owned()),
        refusal: Some("The note was not saved.".to_owned()),
        meanwhile: Some(Meanwhile {
            message: 14,
            author: "Léa".to_owned(),
            content: "Your payment went through.".to_owned(),
        }),
        kept_at: Some(minutes_ago(2)),
        kept_files: vec![KeptFile {
            id: 4,
            name: "receipt.png".to_owned(),
            bytes: 48_200,
        }],
        ..composer()
    });
    ticket.foot.closing = Some(ClosureForm {
        when: Field::refused("soon", "Write a span such as 2h, 30m or 1d12h."),
        reason: Field::of("All done"),
        told: Some(Told::Silently),
        refusal: None,
    });
    ticket
}

pub fn closed_ticket() -> Ticket {
    let mut ticket = Ticket {
        header: header(State::Closed(Closure {
            at: minutes_ago(90),
            by: "Léa".to_owned(),
            reason: Some("Refunded.\nThe member was thanked.".to_owned()),
            told: Told::Silently,
            reopening: Reopening::Allowed { refusal: None },
        })),
        foot: Foot {
            ticket: 1042,
            stage: FootStage::Closed,
            composer: None,
            closing: None,
            unsent: Some("You can have it sent".to_owned()),
        },
        ..open_ticket()
    };
    ticket.header.work = work::work(Stage::Closed);
    for message in &mut ticket.conversation.messages {
        message.own = None;
    }
    ticket
}

fn header(state: State) -> Header {
    Header {
        number: 1042,
        member: HeaderMember {
            name: "Mira Holt".to_owned(),
            id: "204000000000000004".to_owned(),
        },
        opened_at: minutes_ago(2 * 24 * 60),
        opened_by: Opener::Member,
        work: work::unworked(),
        state,
        is_undelivered: false,
        refusal: None,
    }
}

pub fn composer() -> Composer {
    Composer {
        ticket: 1042,
        kind: Kind::Reply,
        content: Field::default(),
        files_error: None,
        submission: "0190f3a2-7c44-7a10-8d6e-3f2b1c9a5e01".to_owned(),
        has_been_sent: false,
        most_megabytes: 100,
        keeps_chosen_files: false,
        refusal: None,
        seen: 19,
        meanwhile: None,
        kept_at: None,
        version: Some(0),
        is_kept_again: false,
        not_kept: None,
        elsewhere: None,
        kept_files: Vec::new(),
        inserted: None,
        shelf: Shelf {
            keys: vec!["hello".to_owned(), "refund".to_owned()],
            after: None,
            more: Some("refund".to_owned()),
        },
    }
}

fn member() -> Member {
    Member {
        name: "Mira Holt".to_owned(),
        username: "mira".to_owned(),
        id: "204000000000000004".to_owned(),
        picture: Some("/avatars/204/4567".to_owned()),
        account_created_at: minutes_ago(900 * 24 * 60),
        other_tickets: 2,
        tickets: vec![OtherTicket {
            number: 977,
            opened_at: minutes_ago(60 * 24 * 60),
            closed_at: Some(minutes_ago(58 * 24 * 60)),
            reason: Some("Refunded.".to_owned()),
        }],
    }
}

fn presence() -> Presence {
    let other = |name: &str, doing| Other {
        name: name.to_owned(),
        doing,
    };
    Presence {
        ticket: 1042,
        others: vec![
            other("Mira Holt", Doing::Typing),
            other("Léa", Doing::Answering),
            other("Noor", Doing::Looking),
        ],
    }
}

pub fn keys(form: KeyForm) -> ApiKeys {
    ApiKeys {
        keys: vec![
            key(3, "Website contact form", KeyState::Active),
            key(2, "Night watch", KeyState::Expired),
            key(1, "Old shop", KeyState::Revoked(minutes_ago(9 * 24 * 60))),
        ],
        form: KeyForm {
            offered: Scope::ALL.to_vec(),
            submission: "3f2c6f0e-8e0b-4f5e-9d0a-0a4d8f7c1b2a".to_owned(),
            ..form
        },
        created: None,
        public_url: "https://desk.example.org".to_owned(),
    }
}

fn key(id: i64, name: &str, state: KeyState) -> ApiKey {
    ApiKey {
        id,
        name: name.to_owned(),
        prefix: format!("rustmail_{id}50e97"),
        scopes: vec![Scope::CreateTicket, Scope::ReadTickets],
        categories: match state {
            KeyState::Active => vec!["🛡️ Reports".to_owned()],
            _ => Vec::new(),
        },
        created_by: "Léa".to_owned(),
        created_at: minutes_ago(40 * 24 * 60),
        expires_at: match state {
            KeyState::Active => None,
            KeyState::Expired => Some(minutes_ago(4 * 24 * 60)),
            KeyState::Revoked(_) => Some(now() + TimeDelta::days(20)),
        },
        last_used_from: (state == KeyState::Active).then(|| "203.0.113.5".to_owned()),
        last_used_at: (state == KeyState::Active).then(|| minutes_ago(8)),
        state,
    }
}

pub fn created_key() -> ApiKeys {
    ApiKeys {
        created: Some(CreatedKey {
            name: "Website contact form".to_owned(),
            scopes: Scope::ALL.to_vec(),
            secret: Some(format!("rustmail_{}", "350e97ec369e3b8a".repeat(4))),
        }),
        ..keys(KeyForm::default())
    }
}

pub fn refused_key() -> KeyForm {
    KeyForm {
        name: Field::refused("Night watch", "Another key has this name already."),
        chosen: vec![Scope::ReadTickets],
        categories: vec![OfferedCategory {
            id: 3,
            name: "🛡️ Reports".to_owned(),
            description: "What members report about one another.".to_owned(),
            chosen: true,
        }],
        expires_on: Field::refused("2020-01-01", "This day is over: choose a coming one."),
        permissions_error: Some("You do not hold this permission yourself.".to_owned()),
        ..KeyForm::default()
    }
}

pub fn notice(reader: Reader, text: &str) -> Reader {
    Reader {
        notice: Some(Notice {
            text: vec![Piece::Text(text.to_owned()), Piece::Ticket(7)],
            undo: Some(Undo {
                label: "Undo".to_owned(),
                action: "/tickets/views".to_owned(),
                fields: vec![("name".to_owned(), text.to_owned())],
            }),
        }),
        ..reader
    }
}
