//! Sessions and who may do what.

use chrono::{DateTime, TimeDelta, Utc};
use rustmail::ids::RoleId;
use rustmail::models::grant::{Grant, SubjectKind};
use rustmail::models::permission::{Permission, Permissions};
use rustmail::models::session::{Arrival, Session, SignIn};
use rustmail::models::staff::{self, Appointments};
use secrecy::ExposeSecret as _;

use super::scene::{SAM, SUE, Scene, user};

const LIFETIME: TimeDelta = TimeDelta::days(3);
const AGENTS: RoleId = RoleId(500);
const HELPERS: RoleId = RoleId(501);

async fn sign_in(scene: &Scene, roles: Option<Vec<RoleId>>) -> String {
    sign_in_as_of(scene, roles, scene.now).await
}

/// Signs Sam in with the roles that Discord told when it was asked then.
async fn sign_in_as_of(
    scene: &Scene,
    roles: Option<Vec<RoleId>>,
    asked_at: DateTime<Utc>,
) -> String {
    let user = user(SAM, "Sam", scene.now);
    let arrival = Arrival {
        user,
        roles,
        asked_at,
        user_agent: "a browser".to_owned(),
        address: None,
        lifetime: LIFETIME,
    };
    let conn = &mut scene.database.conn().await;
    let token = Session::start(conn, scene.now, arrival, None)
        .await
        .unwrap();
    token.expose_secret().to_owned()
}

async fn permissions(scene: &Scene) -> Permissions {
    let appointments = Appointments {
        staff_roles: [AGENTS].into_iter().collect(),
        ..Appointments::default()
    };
    let conn = &mut scene.database.conn().await;
    staff::find(conn, &appointments, SAM)
        .await
        .unwrap()
        .unwrap()
        .permissions
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_lives_while_it_is_used_and_ends_when_it_is_not() {
    let mut scene = Scene::set().await;
    let token = sign_in(&scene, Some(vec![])).await;
    let conn = &mut scene.database.conn().await;
    for _ in 0..3 {
        scene.now += LIFETIME - TimeDelta::hours(1);
        assert!(
            Session::find(conn, &token, (scene.now, LIFETIME))
                .await
                .unwrap()
                .is_some()
        );
    }
    scene.now += LIFETIME;
    assert!(
        Session::find(conn, &token, (scene.now, LIFETIME))
            .await
            .unwrap()
            .is_none()
    );
    assert_eq!(
        Session::sweep(conn, (scene.now, LIFETIME)).await.unwrap(),
        1
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn sessions_that_live_shorter_end_for_those_who_were_long_away() {
    let mut scene = Scene::set().await;
    let shorter = TimeDelta::days(1);
    let token = sign_in(&scene, Some(vec![])).await;
    let conn = &mut scene.database.conn().await;
    scene.now += shorter - TimeDelta::minutes(1);
    let is_open = Session::peek(conn, &token, (scene.now, shorter)).await;
    let session = is_open.unwrap().unwrap();
    scene.now += TimeDelta::minutes(1);
    let until = (scene.now, shorter);
    assert_eq!(Session::peek(conn, &token, until).await.unwrap(), None);
    assert_eq!(Session::find(conn, &token, until).await.unwrap(), None);
    assert_eq!(session.again(conn, until).await.unwrap(), None);
    let longer = (scene.now, LIFETIME);
    assert!(session.again(conn, longer).await.unwrap().is_some());
    assert_eq!(Session::sweep(conn, longer).await.unwrap(), 0);
    assert_eq!(Session::sweep(conn, until).await.unwrap(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sign_in_can_be_completed_once_and_only_by_the_browser_that_began_it() {
    let scene = Scene::set().await;
    let conn = &mut scene.database.conn().await;
    let begun = SignIn {
        pkce_verifier: "verifier".into(),
        return_to: "/tickets".to_owned(),
    };
    begun
        .begin(conn, ("state", "browser"), (scene.now, LIFETIME))
        .await
        .unwrap();
    for (state, browser) in [("state", "another"), ("forged", "browser")] {
        let taken = SignIn::complete(conn, (state, browser), scene.now)
            .await
            .unwrap();
        assert!(taken.is_none(), "{state} by {browser}");
    }
    let taken = SignIn::complete(conn, ("state", "browser"), scene.now)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(taken.return_to, "/tickets");
    assert!(
        SignIn::complete(conn, ("state", "browser"), scene.now)
            .await
            .unwrap()
            .is_none()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn roles_give_permissions_and_leaving_takes_them() {
    let scene = Scene::set().await;
    sign_in(&scene, None).await;
    assert_eq!(permissions(&scene).await, Permissions::none());
    sign_in(&scene, Some(vec![AGENTS])).await;
    assert!(permissions(&scene).await.include(Permission::ManageTickets));
    let conn = &mut scene.database.conn().await;
    staff::forget_roles(conn, SAM, scene.now).await.unwrap();
    assert_eq!(permissions(&scene).await, Permissions::none());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_written_before_somebody_left_does_not_bring_their_roles_back() {
    let scene = Scene::set().await;
    sign_in(&scene, Some(vec![AGENTS])).await;
    let conn = &mut scene.database.conn().await;
    staff::forget_roles(conn, SAM, scene.now).await.unwrap();
    staff::meet(conn, SAM, &[AGENTS]).await.unwrap();
    assert_eq!(permissions(&scene).await, Permissions::none());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sign_in_that_takes_long_does_not_bring_back_what_was_taken_meanwhile() {
    let mut scene = Scene::set().await;
    sign_in(&scene, Some(vec![AGENTS])).await;
    let asked_at = scene.now + TimeDelta::seconds(1);
    scene.now += TimeDelta::seconds(2);
    let conn = &mut scene.database.conn().await;
    staff::forget_roles(conn, SAM, scene.now).await.unwrap();
    let arrived = sign_in_as_of(&scene, Some(vec![AGENTS]), asked_at).await;
    assert!(!arrived.is_empty());
    assert_eq!(permissions(&scene).await, Permissions::none());
    sign_in(&scene, Some(vec![AGENTS])).await;
    assert!(permissions(&scene).await.include(Permission::ManageTickets));
}

#[tokio::test(flavor = "multi_thread")]
async fn only_a_super_administrator_grants_and_a_grant_to_a_role_reaches_its_holders() {
    let scene = Scene::set().await;
    sign_in(&scene, Some(vec![HELPERS])).await;
    let conn = &mut scene.database.conn().await;
    let subject = (SubjectKind::Role, HELPERS.0);
    let agent = scene.agent(SUE, "Sue");
    assert!(
        Grant::give(conn, &agent, subject, Permission::ViewTickets)
            .await
            .is_err()
    );
    let admin = scene.staff(SUE, "Sue", Permissions::all());
    Grant::give(conn, &admin, subject, Permission::ViewTickets)
        .await
        .unwrap();
    let held = permissions(&scene).await;
    assert!(held.include(Permission::ViewTickets) && held.include(Permission::ViewPanel));
    assert!(!held.include(Permission::ManageTickets));
    Grant::take_back(conn, &admin, subject, Permission::ViewTickets)
        .await
        .unwrap();
    assert_eq!(permissions(&scene).await, Permissions::none());
}
