//! Names, messages and file names that try to be markup stay text.

use rustmail_views::form::Field;
use rustmail_views::reader::Reader;
use rustmail_views::ticket::attachment::{Attachment, Copied, Kind as File};
use rustmail_views::ticket::composer::{Elsewhere, Meanwhile};
use rustmail_views::ticket::delivery::Delivery;
use rustmail_views::ticket::header::Opener;
use rustmail_views::ticket::message::{Kind, Quote, Revision};
use rustmail_views::ticket::presence::{Doing, Other};
use rustmail_views::ticket::work::{Assignee, Category, Stage, Who, Work};
use rustmail_views::{failure, search, sign_in, ticket, tickets};
use words::Language;

use crate::samples;
use crate::samples::said;

pub const HOSTILE: &str = "\"><img src=x onerror=alert(1)></textarea><script>alert(2)</script>";

#[test]
fn a_hostile_ticket_is_only_text() {
    let reader = samples::reader(Language::English);
    let mut page = samples::open_ticket();
    page.header.member.name = HOSTILE.to_owned();
    page.header.work = hostile_work();
    page.header.opened_by = Opener::Integration(HOSTILE.to_owned());
    let mut message = said(1, Kind::Member, HOSTILE, HOSTILE);
    message.attachments = [File::Image, File::Sticker, File::File]
        .map(attachment)
        .into();
    message.forwarded = Some(HOSTILE.to_owned());
    message.reply_to = Some(quote());
    message.to_member = Some(Delivery::Failed(HOSTILE.to_owned()));
    message.revisions = vec![Revision {
        number: 1,
        content: HOSTILE.to_owned(),
        replaced_at: samples::now(),
    }];
    page.conversation.messages = vec![message];
    let mut composer = samples::composer();
    composer.content = Field::refused(HOSTILE, HOSTILE);
    composer.meanwhile = Some(Meanwhile {
        message: 1,
        author: HOSTILE.to_owned(),
        content: HOSTILE.to_owned(),
    });
    composer.elsewhere = Some(Elsewhere {
        content: HOSTILE.to_owned(),
        kept_at: samples::now(),
        version: 7,
    });
    composer.shelf.keys = vec![HOSTILE.to_owned()];
    composer.shelf.more = Some(HOSTILE.to_owned());
    page.foot.composer = Some(composer);
    page.member.name = HOSTILE.to_owned();
    page.member.username = HOSTILE.to_owned();
    page.presence.others = vec![Other {
        name: HOSTILE.to_owned(),
        doing: Doing::Answering,
    }];
    assert_harmless(&ticket::page(&reader, &page).into_string());
}

fn hostile_work() -> Work {
    let mut work = samples::work::work(Stage::Open);
    work.assignee = Some(Assignee {
        name: HOSTILE.to_owned(),
        who: Who::Other,
    });
    work.category = Some(Category {
        name: HOSTILE.to_owned(),
        emoji: Some(HOSTILE.to_owned()),
    });
    work.label = Some(HOSTILE.to_owned());
    work.tags = vec![HOSTILE.to_owned()];
    let pair = || (HOSTILE.to_owned(), HOSTILE.to_owned());
    if let Some(tools) = &mut work.tools {
        (tools.people, tools.categories) = (vec![pair()], vec![pair()]);
        tools.label = Field::refused(HOSTILE, HOSTILE);
        tools.tag = Field::refused(HOSTILE, HOSTILE);
    }
    if let Some(block) = &mut work.block {
        block.by = HOSTILE.to_owned();
        block.reason = Some(HOSTILE.to_owned());
    }
    work
}

#[test]
fn a_hostile_filter_is_only_text() {
    let reader = samples::reader(Language::French);
    let narrowed = [("tag", HOSTILE), ("assignee", HOSTILE), ("filter", HOSTILE)];
    let none = samples::no_tickets(&narrowed);
    assert_harmless(&tickets::page(&reader, &none).into_string());
    let mut some = samples::tickets_list(&narrowed);
    some.saving = Some(Field::refused(HOSTILE, HOSTILE));
    some.standing.saved[0].name = HOSTILE.to_owned();
    some.rows[0].label = Some(HOSTILE.to_owned());
    some.rows[0].tags = vec![HOSTILE.to_owned()];
    assert_harmless(&tickets::page(&reader, &some).into_string());
}

#[test]
fn a_hostile_search_is_only_text() {
    let reader = samples::reader(Language::English);
    let found = samples::found(HOSTILE);
    assert_harmless(&search::page(&reader, &found).into_string());
    let nothing = samples::found_nothing(HOSTILE);
    assert_harmless(&search::page(&reader, &nothing).into_string());
}

#[test]
fn a_hostile_account_is_only_text() {
    let mut reader = samples::reader(Language::English);
    name(&mut reader);
    let stranger = sign_in::Stranger {
        name: HOSTILE.to_owned(),
        id: HOSTILE.to_owned(),
        ask: vec![HOSTILE.to_owned()],
    };
    assert_harmless(&sign_in::stranger_page(&reader, &stranger).into_string());
    let landing = sign_in::SignIn {
        return_to: HOSTILE.to_owned(),
        typed: vec![HOSTILE.to_owned()],
        refusal: Some(HOSTILE.to_owned()),
    };
    assert_harmless(&sign_in::page(&reader, &landing).into_string());
    let failure = failure::Failure {
        reason: failure::Reason::BadRequest,
        detail: Some(HOSTILE.to_owned()),
        written: vec![HOSTILE.to_owned()],
        reference: HOSTILE.to_owned(),
    };
    assert_harmless(&failure::page(&reader, &failure).into_string());
}

#[test]
fn hostile_snippets_categories_and_members_are_only_text() {
    let reader = samples::reader(Language::English);
    let pages = samples::desk::pages(&reader, HOSTILE);
    for (_, page) in pages.into_iter().filter(|page| page.0 != "snippets-none") {
        assert_harmless(&page.into_string());
    }
    assert_harmless(&samples::desk::suggestions(&reader, HOSTILE).into_string());
}

#[test]
fn what_keeps_the_desk_in_order_shows_hostile_texts_as_text() {
    let reader = samples::reader(Language::French);
    let administration = samples::administration::pages(&reader, HOSTILE);
    let settings = samples::settings::pages(&reader, HOSTILE);
    let pages = administration.into_iter().chain(settings);
    for (_, page) in pages.filter(|page| !page.0.ends_with("-none")) {
        assert_harmless(&page.into_string());
    }
}

#[test]
fn hostile_servers_roles_and_names_are_only_text_in_the_setup() {
    let reader = samples::reader(Language::English);
    let silent = [
        "setup-token",
        "setup-servers-none",
        "setup-language",
        "setup-starting",
        "setup-runs",
        "setup-bot-runs",
        "setup-begin",
        "setup-used",
    ];
    let pages = samples::setup::pages(&reader, HOSTILE);
    for (_, page) in pages.into_iter().filter(|page| !silent.contains(&page.0)) {
        assert_harmless(&page.into_string());
    }
}

fn name(reader: &mut Reader) {
    if let Some(person) = &mut reader.person {
        person.name = HOSTILE.to_owned();
    }
    reader.csrf = HOSTILE.to_owned();
}

fn quote() -> Quote {
    Quote {
        author: Some(HOSTILE.to_owned()),
        content: HOSTILE.to_owned(),
        message: None,
    }
}

fn attachment(kind: File) -> Attachment {
    Attachment {
        name: HOSTILE.to_owned(),
        bytes: 1,
        copy: Copied::Here(HOSTILE.to_owned()),
        kind,
    }
}

pub fn assert_harmless(html: &str) {
    assert!(
        html.contains("&lt;script&gt;alert(2)"),
        "the text is not there"
    );
    assert!(!html.contains("<script>"), "a script came through");
    assert!(!html.contains("<img src=x"), "an element came through");
    assert!(!html.contains("</textarea><script"), "a field was closed");
}
