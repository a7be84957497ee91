//! Taking a ticket, letting it go, handing it to somebody else.

use diesel_async::SimpleAsyncConnection as _;
use rustmail::error::Refusal;
use rustmail::ids::RoleId;
use rustmail::models::permission::Permission;
use rustmail::models::staff::colleagues::colleagues;
use rustmail::models::staff::{Appointments, refresh_roles};
use rustmail::models::ticket::Ticket;
use rustmail::models::ticket::assigning::Claim;
use rustmail::models::ticket::closing::Closing;

use super::scene::{MIA, SAM, SUE, Scene, refusal};

const AGENTS: RoleId = RoleId(70);

/// Sam and Sue work tickets because of their role.
async fn desk() -> (Scene, Appointments) {
    let scene = Scene::set().await;
    scene.mia_writes(1, "Hello").await;
    let conn = &mut scene.database.conn().await;
    for person in [SAM, SUE] {
        refresh_roles(conn, person, Some(&[AGENTS]), scene.now)
            .await
            .unwrap();
    }
    let appointments = Appointments {
        staff_roles: [AGENTS].into(),
        ..Appointments::default()
    };
    (scene, appointments)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ticket_is_taken_kept_and_let_go() {
    let (scene, _) = desk().await;
    let (sam, sue) = (scene.agent(SAM, "Sam"), scene.agent(SUE, "Sue"));
    let id = scene.ticket().await.id;
    let conn = &mut scene.database.conn().await;
    let free = Ticket::release(conn, &sam, id).await;
    assert_eq!(refusal(free), Refusal::NotTaken);
    let taken = Ticket::take(conn, &sam, id, Claim::IfFree).await.unwrap();
    assert_eq!(taken.assignee_id, Some(SAM));
    assert_eq!(taken.assigned_at, Some(scene.now));
    let again = Ticket::take(conn, &sam, id, Claim::IfFree).await.unwrap();
    assert!(taken.is_change() && !again.is_change());
    assert_eq!(again.now, taken.now);
    let grabbed = Ticket::take(conn, &sue, id, Claim::IfFree).await;
    assert_eq!(refusal(grabbed), Refusal::TakenBy("Sam".to_owned()));
    let over = Ticket::take(conn, &sue, id, Claim::TakeOver).await.unwrap();
    assert_eq!(over.assignee_id, Some(SUE));
    let freed = Ticket::release(conn, &sam, id).await.unwrap();
    assert_eq!((freed.assignee_id, freed.assigned_at), (None, None));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ticket_is_handed_only_to_who_may_work_it() {
    let (scene, appointments) = desk().await;
    let sam = scene.agent(SAM, "Sam");
    let id = scene.ticket().await.id;
    let conn = &mut scene.database.conn().await;
    let handed = Ticket::transfer(conn, &sam, id, (&appointments, SUE)).await;
    assert_eq!(handed.unwrap().assignee_id, Some(SUE));
    let member = Ticket::transfer(conn, &sam, id, (&appointments, MIA)).await;
    assert_eq!(refusal(member), Refusal::CannotWorkIt);
    conn.batch_execute(
        "INSERT INTO categories (name, staff_roles, position, created_at) VALUES ('Legal', '{77}', 0, now());
         UPDATE tickets SET category_id = (SELECT id FROM categories), assignee_id = NULL, assigned_at = NULL",
    )
    .await
    .unwrap();
    let blind = Ticket::transfer(conn, &sam, id, (&appointments, SUE)).await;
    assert_eq!(refusal(blind), Refusal::CannotWorkIt);
    refresh_roles(conn, SUE, Some(&[AGENTS, RoleId(77)]), scene.now)
        .await
        .unwrap();
    let seeing = Ticket::transfer(conn, &sam, id, (&appointments, SUE)).await;
    assert_eq!(seeing.unwrap().assignee_id, Some(SUE));
    let ticket = scene.ticket().await;
    let people = colleagues(conn, &appointments).await.unwrap();
    let names = |only_able: bool| -> Vec<&str> {
        let able = people.iter();
        able.filter(|person| !only_able || ticket.may_be_worked_by(person))
            .map(|person| person.name.as_str())
            .collect()
    };
    assert_eq!(
        (names(false), names(true)),
        (vec!["Sam", "Sue"], vec!["Sue"])
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_takes_what_is_closed_or_without_permission() {
    let (scene, _) = desk().await;
    let sam = scene.agent(SAM, "Sam");
    let reader = scene.staff(SUE, "Sue", [Permission::ViewTickets].into_iter().collect());
    let id = scene.ticket().await.id;
    let conn = &mut scene.database.conn().await;
    let taken = Ticket::take(conn, &reader, id, Claim::TakeOver).await;
    assert_eq!(refusal(taken), Refusal::Forbidden("manage_tickets"));
    Ticket::close(conn, &sam, id, Closing::default())
        .await
        .unwrap();
    let taken = Ticket::take(conn, &sam, id, Claim::IfFree).await;
    assert_eq!(refusal(taken), Refusal::AlreadyClosed);
    let freed = Ticket::release(conn, &sam, id).await;
    assert_eq!(refusal(freed), Refusal::AlreadyClosed);
}
