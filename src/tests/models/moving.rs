//! Moving tickets between categories that not everybody sees.

use diesel_async::{AsyncPgConnection, RunQueryDsl as _};
use rustmail::error::Refusal;
use rustmail::ids::{CategoryId, RoleId, UserId};
use rustmail::models::actor::{Act, Actor};
use rustmail::models::category::Category;
use rustmail::models::category::changing::{Definition, Switch};
use rustmail::models::category::ordering::Direction;
use rustmail::models::permission::Permission;
use rustmail::models::staff::{Appointments, refresh_roles, with_roles};
use rustmail::models::ticket::Ticket;
use rustmail::models::ticket::assigning::Claim;
use rustmail::models::ticket::closing::Closing;

use super::scene::{SAM, SUE, Scene, refusal, user};

const LEGAL: RoleId = RoleId(77);
const AGENTS: RoleId = RoleId(70);

fn appointments() -> Appointments {
    Appointments {
        staff_roles: [AGENTS].into(),
        ..Appointments::default()
    }
}

async fn category(conn: &mut AsyncPgConnection, values: &str) -> CategoryId {
    #[derive(diesel::QueryableByName)]
    struct Made {
        #[diesel(sql_type = diesel::sql_types::BigInt)]
        id: i64,
    }
    let made: Made = diesel::sql_query(format!(
        "INSERT INTO categories (name, staff_roles, enabled, removed_at, position, created_at)
         VALUES ({values}, 0, now()) RETURNING id"
    ))
    .get_result(conn)
    .await
    .unwrap();
    CategoryId(made.id)
}

async fn agent(scene: &Scene, id: UserId, roles: &[RoleId]) -> Act {
    let conn = &mut scene.database.conn().await;
    refresh_roles(conn, id, Some(roles), scene.now)
        .await
        .unwrap();
    let someone = user(id, "Somebody", scene.now);
    let staff = with_roles(conn, &appointments(), &someone, roles).await;
    Act::new(Actor::Staff(staff.unwrap()), scene.now)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ticket_moves_out_of_sight_and_its_assignee_lets_it_go() {
    let scene = Scene::set().await;
    scene.mia_writes(1, "You will hear from my lawyer.").await;
    let sam = agent(&scene, SAM, &[AGENTS]).await;
    let conn = &mut scene.database.conn().await;
    let legal = category(conn, "'Legal', '{77}', true, NULL").await;
    let sue = agent(&scene, SUE, &[AGENTS, LEGAL]).await;
    let id = scene.ticket().await.id;
    Ticket::take(conn, &sam, id, Claim::IfFree).await.unwrap();
    let appointments = appointments();
    let to = (&appointments, Some(legal));
    let hidden = Ticket::move_to(conn, &agent(&scene, SAM, &[AGENTS]).await, id, to).await;
    assert_eq!(refusal(hidden), Refusal::CategoryNotFound);
    let moved = Ticket::move_to(conn, &sue, id, to).await.unwrap();
    assert_eq!((moved.category_id, moved.assignee_id), (Some(legal), None));
    let again = Ticket::move_to(conn, &sue, id, to).await.unwrap();
    assert!(!again.is_change() && again.now == moved.now);
    let blind = agent(&scene, SAM, &[AGENTS]).await;
    let back = Ticket::move_to(conn, &blind, id, (&appointments, None)).await;
    assert_eq!(refusal(back), Refusal::TicketNotFound);
    let renamed = Ticket::rename(conn, &blind, id, Some("Mine")).await;
    assert_eq!(refusal(renamed), Refusal::TicketNotFound);
    let back = Ticket::move_to(conn, &sue, id, (&appointments, None)).await;
    assert_eq!(back.unwrap().category_id, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_sees_the_category_keeps_the_ticket_and_a_closed_one_moves_too() {
    let scene = Scene::set().await;
    scene.mia_writes(1, "Hello").await;
    let conn = &mut scene.database.conn().await;
    let legal = category(conn, "'Legal', '{77}', true, NULL").await;
    let sue = agent(&scene, SUE, &[AGENTS, LEGAL]).await;
    let id = scene.ticket().await.id;
    Ticket::take(conn, &sue, id, Claim::IfFree).await.unwrap();
    let appointments = appointments();
    let moved = Ticket::move_to(conn, &sue, id, (&appointments, Some(legal))).await;
    assert_eq!(moved.unwrap().assignee_id, Some(SUE));
    Ticket::close(conn, &sue, id, Closing::default())
        .await
        .unwrap();
    let moved = Ticket::move_to(conn, &sue, id, (&appointments, None)).await;
    assert_eq!(moved.unwrap().category_id, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_moves_into_what_is_off_or_gone() {
    let scene = Scene::set().await;
    scene.mia_writes(1, "Hello").await;
    let sam = agent(&scene, SAM, &[AGENTS]).await;
    let conn = &mut scene.database.conn().await;
    let off = category(conn, "'Off', '{}', false, NULL").await;
    let gone = category(conn, "'Gone', '{}', true, now()").await;
    let id = scene.ticket().await.id;
    let appointments = appointments();
    let cases = [
        (off, Refusal::CategoryDisabled),
        (gone, Refusal::CategoryNotFound),
        (CategoryId(999), Refusal::CategoryNotFound),
    ];
    for (to, why) in cases {
        let moved = Ticket::move_to(conn, &sam, id, (&appointments, Some(to))).await;
        assert_eq!(refusal(moved), why);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_category_that_is_kept_to_others_takes_its_tickets_from_those_who_are_left_out() {
    let scene = Scene::set().await;
    scene.mia_writes(1, "Hello").await;
    let conn = &mut scene.database.conn().await;
    let legal = category(conn, "'Legal', '{}', true, NULL").await;
    let sam = agent(&scene, SAM, &[AGENTS]).await;
    let id = scene.ticket().await.id;
    let appointments = appointments();
    Ticket::move_to(conn, &sam, id, (&appointments, Some(legal)))
        .await
        .unwrap();
    Ticket::take(conn, &sam, id, Claim::IfFree).await.unwrap();
    // What Sam was found to see is from before the change.
    let stale = [Permission::ManageCategories].into_iter().collect();
    let stale = scene.staff(SAM, "Sam", stale);
    for (roles, assignee, version) in [(vec![AGENTS], Some(SAM), 1), (vec![LEGAL], None, 2)] {
        let definition = Definition {
            name: "Legal".to_owned(),
            staff_roles: roles,
            ..Definition::default()
        };
        let to = (&appointments, definition);
        if assignee.is_none() {
            let to = (to.0, to.1.clone());
            let locked_out = Category::change(conn, &stale, (legal, version), to).await;
            assert_eq!(refusal(locked_out), Refusal::CategoryOutOfOwnSight);
        }
        let ourselves = Act::new(Actor::System, scene.now);
        Category::change(conn, &ourselves, (legal, version), to)
            .await
            .unwrap();
        assert_eq!(scene.ticket().await.assignee_id, assignee);
    }
    let opened = Definition {
        name: "Legal".to_owned(),
        ..Definition::default()
    };
    let open = Category::change(conn, &stale, (legal, 3), (&appointments, opened)).await;
    assert_eq!(refusal(open), Refusal::CategoryOutOfSight);
    let switched = Category::switch(conn, &stale, legal, Switch::Off).await;
    assert_eq!(refusal(switched), Refusal::CategoryOutOfSight);
    let shifted = Category::shift(conn, &stale, legal, Direction::Up).await;
    assert_eq!(refusal(shifted), Refusal::CategoryOutOfSight);
}
