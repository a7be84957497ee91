//! Whoever may see less than before sees less within seconds: on open pages, without having asked again.

use std::time::Duration;

use diesel_async::SimpleAsyncConnection as _;
use rustmail::ids::UserId;
use rustmail::models::actor::{Act, Actor, Staff};
use rustmail::models::category::Category;
use rustmail::models::grant::{Grant, SubjectKind};
use rustmail::models::permission::{Permission, Permissions};
use rustmail::models::session::Session;
use rustmail::models::ticket::Ticket;
use rustmail::models::ticket::replying::Draft;
use tokio::time::timeout;

use super::live::{Stream, listen};
use super::{desk, ticket_of};
use crate::support::browser::Browser;
use crate::support::test_app::TestApp;

/// Within this time everything takes effect: five seconds, and as many again on a machine that has other things to do.
pub(super) const SOON: Duration = Duration::from_secs(10);

/// Waits for the signal that the reader may see something else, whatever else comes before it.
pub(super) async fn goes_dark(stream: &mut Stream) {
    let dark = async {
        loop {
            let signal = stream.next().await.expect("a signal before the end");
            if signal.starts_with("event: access") {
                return;
            }
        }
    };
    assert!(
        timeout(SOON, dark).await.is_ok(),
        "the page stays as it was"
    );
}

/// Waits until nothing more comes.
pub(super) async fn ends(stream: &mut Stream) {
    let end = async { while stream.next().await.is_some() {} };
    assert!(timeout(SOON, end).await.is_ok(), "the stream goes on");
}

pub(super) fn super_admin(test: &TestApp) -> Act {
    let id = UserId(test.cast.olga.signed());
    test.app.act(Actor::Staff(Staff {
        permissions: Permissions::all(),
        is_super_admin: true,
        ..Staff::on_record(id, "Olga".to_owned())
    }))
}

/// Everything that a browser has open: the list, a ticket, and a page that shows no tickets.
pub(super) async fn open_pages(browser: &mut Browser) -> [Stream; 3] {
    let mut list = listen(browser, "/live").await;
    let mut ticket = listen(browser, "/live?ticket=1").await;
    let page = browser.get("/graphiql").await;
    let other = browser.get("/sessions").await;
    assert_eq!(page.status, 200);
    let mark = other.text.split("/live/access?mark=").nth(1).unwrap();
    let mark = mark.split('"').next().unwrap().to_owned();
    let rest = listen(browser, &format!("/live/access?mark={mark}")).await;
    assert!(list.next().await.unwrap().starts_with("event: tickets"));
    assert!(ticket.next().await.unwrap().starts_with("event: ticket"));
    [list, ticket, rest]
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_that_is_ended_goes_dark_everywhere() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    test.settle().await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let mut pages = open_pages(&mut sam).await;
    let conn = &mut test.app.db().await.unwrap();
    let olga = super_admin(&test);
    let sams = UserId(test.cast.sam.signed());
    let open = Session::all_of(conn, &olga, sams).await.unwrap();
    Session::end_one(conn, &olga, open[0].id).await.unwrap();
    for page in &mut pages {
        goes_dark(page).await;
        ends(page).await;
    }
    assert!(sam.get("/tickets").await.location().starts_with("/sign-in"));
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_grant_that_is_taken_back_takes_effect_on_open_pages() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    test.settle().await;
    test.grant(test.cast.paul, Permission::ViewTickets).await;
    let mut paul = test.signed_in(test.cast.paul).await;
    let mut pages = open_pages(&mut paul).await;
    let conn = &mut test.app.db().await.unwrap();
    let subject = (SubjectKind::User, test.cast.paul.signed());
    Grant::take_back(conn, &super_admin(&test), subject, Permission::ViewTickets)
        .await
        .unwrap();
    for page in &mut pages {
        goes_dark(page).await;
    }
    ends(&mut pages[0]).await;
    ends(&mut pages[1]).await;
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_grant_that_is_given_is_noticed_too() {
    let test = desk().await;
    test.grant(test.cast.paul, Permission::ViewPanel).await;
    let mut paul = test.signed_in(test.cast.paul).await;
    let mut stream = listen(&mut paul, "/live/access?mark=").await;
    // The page was made for somebody who might do something else.
    goes_dark(&mut stream).await;
    test.grant(test.cast.paul, Permission::ManageSnippets).await;
    goes_dark(&mut stream).await;
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_role_that_is_taken_on_discord_takes_effect_on_open_pages() {
    let test = TestApp::start().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    test.settle().await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let mut sue = test.signed_in(test.cast.sue).await;
    let mut of_sam = open_pages(&mut sam).await;
    let mut of_sue = open_pages(&mut sue).await;
    let (server, agents) = (test.cast.staff_server, test.cast.agents);
    test.discord
        .take_role(server, test.cast.sam, agents)
        .unwrap();
    for page in &mut of_sam {
        goes_dark(page).await;
    }
    assert_eq!(sam.get("/tickets").await.status, 403);
    // Discord says nothing to each of those who lose a role when it is removed.
    test.discord.delete_role(server, agents).unwrap();
    for page in &mut of_sue {
        goes_dark(page).await;
    }
    assert_eq!(sue.get("/tickets").await.status, 403);
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_leaves_the_staff_server_sees_nothing_more() {
    let test = TestApp::start().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    test.settle().await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let mut pages = open_pages(&mut sam).await;
    test.discord
        .leave(test.cast.staff_server, test.cast.sam)
        .unwrap();
    for page in &mut pages {
        goes_dark(page).await;
    }
    assert_eq!(sam.get("/tickets").await.status, 403);
    test.finish().await;
}

async fn run(test: &TestApp, sql: &str) {
    let conn = &mut test.app.db().await.unwrap();
    conn.batch_execute(sql).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_category_that_is_closed_to_somebody_takes_its_tickets_from_their_pages() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    ticket_of(&test, test.cast.max, ("max", "Hello!")).await;
    test.settle().await;
    run(
        &test,
        "INSERT INTO categories (name, position, created_at) VALUES ('Legal', 0, now());
         UPDATE tickets SET category_id = (SELECT id FROM categories) WHERE id = 1",
    )
    .await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let mut pages = open_pages(&mut sam).await;
    run(&test, "UPDATE categories SET staff_roles = '{77}'").await;
    for page in &mut pages {
        goes_dark(page).await;
    }
    ends(&mut pages[1]).await;
    assert_eq!(sam.get("/tickets/1").await.status, 404);
    assert!(pages[0].next().await.unwrap().starts_with("event: tickets"));

    // The list is told of what its reader sees, and of nothing else.
    let conn = &mut test.app.db().await.unwrap();
    let olga = super_admin(&test);
    test.grant(test.cast.paul, Permission::ViewPanel).await;
    Ticket::note(
        conn,
        &olga,
        rustmail::ids::TicketId(1),
        Draft::text("Secret"),
    )
    .await
    .unwrap();
    test.settle().await;
    let silence = timeout(Duration::from_millis(700), pages[0].next()).await;
    assert!(
        silence.is_err(),
        "told of a ticket out of sight: {silence:?}"
    );
    Ticket::note(
        conn,
        &olga,
        rustmail::ids::TicketId(2),
        Draft::text("Plain"),
    )
    .await
    .unwrap();
    assert!(pages[0].next().await.unwrap().starts_with("event: tickets"));
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_hears_nothing_of_a_move_between_categories_out_of_sight() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    test.settle().await;
    let role = |name| {
        let made = test.discord.create_role(test.cast.staff_server, name, 0);
        made.unwrap()
    };
    let (lawyers, managers) = (role("Lawyers"), role("Managers"));
    let hidden = format!(
        "INSERT INTO categories (name, staff_roles, position, created_at)
             VALUES ('Legal', '{{{lawyers}}}', 0, now()), ('Personnel', '{{{managers}}}', 1, now());
         UPDATE tickets SET category_id = (SELECT id FROM categories WHERE name = 'Legal')"
    );
    run(&test, &hidden).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let mut list = listen(&mut sam, "/live").await;
    assert!(list.next().await.unwrap().starts_with("event: tickets"));
    let (conn, olga) = (&mut test.app.db().await.unwrap(), super_admin(&test));
    let personnel = Category::restricted(conn).await.unwrap()[1].id;
    let ticket = rustmail::ids::TicketId(1);
    for (to, is_told) in [
        (Some(personnel), false),
        (None, true),
        (Some(personnel), true),
    ] {
        let appointments = test.app.appointments();
        Ticket::move_to(conn, &olga, ticket, (appointments, to))
            .await
            .unwrap();
        let patience = match is_told {
            true => Duration::from_secs(60),
            false => Duration::from_millis(1500),
        };
        let told = timeout(patience, list.next()).await;
        assert_eq!(told.is_ok(), is_told, "{to:?}: {told:?}");
        test.settle().await;
        // What became of the move on Discord may still be told.
        while timeout(Duration::from_millis(700), list.next())
            .await
            .is_ok()
        {}
    }
    test.finish().await;
}
