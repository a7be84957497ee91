//! Pictures of people come from here.

use rustmail::models::permission::Permission;
use rustmail::models::user::User;

use super::{desk, ticket_of};

#[tokio::test]
async fn a_picture_is_fetched_once_and_only_if_somebody_has_it() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let hash = "0123456789abcdef0123456789abcdef";
    let conn = &mut test.app.db().await.unwrap();
    let id = rustmail::ids::UserId(test.cast.mia.signed());
    let known = User::find(conn, id).await.unwrap().unwrap();
    let mia = User {
        avatar: Some(hash.to_owned()),
        ..known
    };
    mia.remember(conn).await.unwrap();
    let mut sam = test.signed_in(test.cast.sam).await;
    let address = format!("/avatars/{id}/{hash}");
    let page = sam.get("/tickets/1").await.text;
    assert!(page.contains(&format!("src=\"{address}\"")), "{page}");
    for _ in 0..2 {
        let picture = sam.get(&address).await;
        assert_eq!(picture.status, 200, "{}", picture.text);
        assert_eq!(picture.header("content-type"), "image/png");
        assert!(picture.header("cache-control").contains("private"));
    }
    let other = "f".repeat(32);
    for (user, hash) in [
        (id.0, other.as_str()),
        (id.0, "../../secret"),
        (id.0, "x"),
        (7, hash),
    ] {
        let hash = hash.replace('/', "%2F");
        let nothing = sam.get(&format!("/avatars/{user}/{hash}")).await;
        assert_eq!(nothing.status, 404, "{user} {hash}");
    }
    test.grant(test.cast.paul, Permission::ViewPanel).await;
    let mut nobody = test.browser();
    assert_eq!(nobody.get(&address).await.status, 303);
    test.finish().await;
}
