//! A ticket in a category with staff roles is there only for who holds one of them.

use diesel_async::SimpleAsyncConnection as _;
use rustmail::error::Refusal;
use rustmail::ids::RoleId;
use rustmail::models::actor::{Act, Actor, Staff};
use rustmail::models::message::Message;
use rustmail::models::staff::{Appointments, with_roles};
use rustmail::models::ticket::Ticket;
use rustmail::models::ticket::closing::Closing;
use rustmail::models::ticket::listing::{Filter, Page};
use rustmail::models::ticket::replying::Draft;

use super::scene::{SAM, SUE, Scene, refusal, user};

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
    assert_eq!(Ticket::open_count(conn, &outsider).await.unwrap(), 0);
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
