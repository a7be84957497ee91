//! A ticket in a category with staff roles is there only for who holds one of them.

use diesel_async::{AsyncPgConnection, SimpleAsyncConnection as _};
use rustmail::error::Refusal;
use rustmail::ids::RoleId;
use rustmail::models::actor::{Act, Actor, Staff};
use rustmail::models::listing::Page;
use rustmail::models::message::Message;
use rustmail::models::permission::Permissions;
use rustmail::models::staff::entitlement::Entitled;
use rustmail::models::staff::{self, Appointments, with_roles};
use rustmail::models::ticket::Ticket;
use rustmail::models::ticket::closing::Closing;
use rustmail::models::ticket::counting::Counts;
use rustmail::models::ticket::filtering::Filter;
use rustmail::models::ticket::opening::Opening;
use rustmail::models::ticket::reopening::Reopening;
use rustmail::models::ticket::replying::Draft;

use super::scene::{MIA, SAM, SUE, Scene, refusal, user};

const LEGAL: RoleId = RoleId(77);

/// Mia's ticket lies in a category that only the role of the lawyers sees.
async fn legal_matter() -> Scene {
    let scene = Scene::set().await;
    scene.mia_writes(1, "You will hear from my lawyer.").await;
    let conn = &mut scene.database.conn().await;
    conn.batch_execute(
        "INSERT INTO categories (name, staff_roles, position, created_at) VALUES ('Legal', '{77}', 0, now());
         UPDATE tickets SET category_id = (SELECT id FROM categories)",
    )
    .await
    .unwrap();
    scene
}

async fn agent(scene: &Scene, id: rustmail::ids::UserId, roles: &[RoleId]) -> Act {
    let conn = &mut scene.database.conn().await;
    let appointments = Appointments {
        staff_users: [id].into(),
        ..Appointments::default()
    };
    let someone = user(id, "Somebody", scene.now);
    let staff: Staff = with_roles(conn, &appointments, &someone, roles)
        .await
        .unwrap();
    Act::new(Actor::Staff(staff), scene.now)
}

#[tokio::test(flavor = "multi_thread")]
async fn who_may_not_see_a_category_finds_none_of_its_tickets() {
    let scene = legal_matter().await;
    let ticket = scene.ticket().await;
    let outsider = agent(&scene, SAM, &[RoleId(5)]).await;
    let conn = &mut scene.database.conn().await;
    let newest = (Page::First, 10);
    let listed = Ticket::list(conn, &outsider, &Filter::default(), newest).await;
    assert!(listed.unwrap().rows.is_empty());
    let counts = Ticket::counts(conn, &outsider).await.unwrap();
    assert_eq!(counts, Counts::default());
    let found = Ticket::find(conn, &outsider, ticket.id).await;
    assert_eq!(refusal(found), Refusal::TicketNotFound);
    let said = Ticket::reply(conn, &outsider, ticket.id, Draft::text("Hello")).await;
    assert_eq!(refusal(said), Refusal::TicketNotFound);
    let closed = Ticket::close(conn, &outsider, ticket.id, Closing::default()).await;
    assert_eq!(refusal(closed), Refusal::TicketNotFound);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_holds_a_role_of_the_category_works_its_tickets() {
    let scene = legal_matter().await;
    let ticket = scene.ticket().await;
    let lawyer = agent(&scene, SUE, &[LEGAL]).await;
    let outsider = agent(&scene, SAM, &[]).await;
    let conn = &mut scene.database.conn().await;
    let newest = (Page::First, 10);
    let listed = Ticket::list(conn, &lawyer, &Filter::default(), newest).await;
    assert_eq!(listed.unwrap().rows.len(), 1);
    let reply = Ticket::reply(conn, &lawyer, ticket.id, Draft::text("Noted."))
        .await
        .unwrap();
    assert!(Message::find(conn, &lawyer, reply.id).await.is_ok());
    let found = Message::find(conn, &outsider, reply.id).await;
    assert_eq!(refusal(found), Refusal::MessageNotFound);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_stands_in_the_way_of_a_ticket_is_named_only_to_who_sees_it() {
    let scene = legal_matter().await;
    let ticket = scene.ticket().await.id;
    let lawyer = agent(&scene, SUE, &[LEGAL]).await;
    let outsider = agent(&scene, SAM, &[]).await;
    let opening = || Opening {
        member: user(MIA, "Mia", scene.now),
        greeting: None,
        call: None,
        idempotency_key: None,
    };
    let conn = &mut scene.database.conn().await;
    let refused = Ticket::open(conn, &lawyer, opening()).await;
    assert_eq!(refusal(refused), Refusal::AlreadyOpen(ticket));
    let refused = Ticket::open(conn, &outsider, opening()).await;
    assert_eq!(refusal(refused), Refusal::AlreadyOpenElsewhere);

    Ticket::close(conn, &lawyer, ticket, Closing::default())
        .await
        .unwrap();
    scene.mia_writes(2, "And something else").await;
    let plain = scene.ticket().await.id;
    Ticket::close(conn, &outsider, plain, Closing::default())
        .await
        .unwrap();
    Ticket::reopen(conn, &lawyer, ticket, Reopening::default())
        .await
        .unwrap();
    let refused = Ticket::reopen(conn, &outsider, plain, Reopening::default()).await;
    assert_eq!(refusal(refused), Refusal::AlreadyOpenElsewhere);
    let refused = Ticket::reopen(conn, &lawyer, plain, Reopening::default()).await;
    assert_eq!(refusal(refused), Refusal::AlreadyOpen(ticket));
}

#[tokio::test(flavor = "multi_thread")]
async fn earlier_tickets_are_counted_as_far_as_everybody_sees_them_who_reads_the_number() {
    let scene = legal_matter().await;
    let conn = &mut scene.database.conn().await;
    let lawyer = agent(&scene, SUE, &[LEGAL]).await;
    Ticket::close(conn, &lawyer, scene.ticket().await.id, Closing::default())
        .await
        .unwrap();
    scene.mia_writes(2, "And something else").await;
    let ticket = scene.ticket().await;
    assert_eq!(ticket.earlier_count(conn).await.unwrap(), 0);
    let cases = [("{77}", 1), ("{78}", 0), ("{77,78}", 0)];
    for (roles, count) in cases {
        // Everybody who holds one of these roles reads the number.
        conn.batch_execute(&format!(
            "INSERT INTO categories (name, staff_roles, position, created_at) VALUES ('For {roles}', '{roles}', 1, now());
             UPDATE tickets SET category_id = (SELECT id FROM categories WHERE name = 'For {roles}') WHERE id = {}",
            ticket.id
        ))
        .await
        .unwrap();
        let counted = scene.ticket().await.earlier_count(conn).await.unwrap();
        assert_eq!(counted, count, "{roles}");
    }
}

/// What is shown of somebody's rights is what they have: without the right to see tickets, no role lets anybody see one.
#[tokio::test(flavor = "multi_thread")]
async fn whoever_may_see_no_tickets_is_not_said_to_see_those_of_a_category() {
    let scene = legal_matter().await;
    let conn = &mut scene.database.conn().await;
    staff::refresh_roles(conn, SUE, Some(&[LEGAL]), scene.now)
        .await
        .unwrap();
    let admin = scene.staff(SAM, "Sam", Permissions::all());
    let sees = async |conn: &mut AsyncPgConnection, appointments: &Appointments| {
        let found = Entitled::find(conn, &admin, appointments, SUE).await;
        let admissions = found.unwrap().admissions;
        assert_eq!(admissions[0].by, [LEGAL]);
        admissions[0].is_seen
    };
    let nothing = Appointments::default();
    assert!(!sees(conn, &nothing).await);
    let staff = Appointments {
        staff_users: [SUE].into(),
        ..Appointments::default()
    };
    assert!(sees(conn, &staff).await);
    staff::forget_roles(conn, SUE, scene.now).await.unwrap();
    let found = Entitled::find(conn, &admin, &staff, SUE).await.unwrap();
    assert!(!found.admissions[0].is_seen);
}
