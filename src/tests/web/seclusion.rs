//! Places for tickets into which everybody may look: told beside the field, and taken only from somebody who means them where members are.

use axum::http::StatusCode;
use diesel_async::RunQueryDsl as _;
use discord_simulator::snowflake::Snowflake;

use super::configuration::{change, fields_of, send};
use super::desk;
use crate::support::browser::Page;
use crate::support::test_app::{Setup, TestApp};

const REFUSED: &str = "members would read the tickets of others";
const INBOX: &str = "thread.inbox_category_id";
const LOOK: &str = "/configuration/look";

async fn among_members() -> TestApp {
    let single = true;
    TestApp::start_with(Setup {
        single,
        outside: true,
        ..Setup::default()
    })
    .await
}

fn category(test: &TestApp, name: &str) -> Snowflake {
    let server = test.cast.staff_server;
    test.discord.create_category(server, name).unwrap()
}

fn private_category(test: &TestApp, name: &str) -> Snowflake {
    let (server, discord) = (test.cast.staff_server, &test.discord);
    discord.create_private_category(server, name, &[]).unwrap()
}

/// The button that names a place once more.
fn button(place: Snowflake) -> String {
    format!("name=\"meant\" value=\"{place}\"")
}

fn is_refused(page: &Page, place: Snowflake) {
    assert_eq!(
        page.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{}",
        page.text
    );
    assert!(page.text.contains(REFUSED), "{}", page.text);
    assert!(page.text.contains(&button(place)), "{}", page.text);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_inbox_for_all_members_is_saved_by_who_means_it() {
    let test = among_members().await;
    let mut olga = test.signed_in(test.cast.olga).await;
    let (hall, arcade) = (category(&test, "Hall"), category(&test, "Arcade"));
    let closed = private_category(&test, "Closed");
    // The one that is set now is told of, and everything else is saved beside it.
    let page = olga.get("/configuration").await.text;
    assert!(page.contains("so members read the tickets in it"), "{page}");
    let saved = change(&mut olga, "look", &[("bot.block_quote", "")]).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
    let saved = change(&mut olga, "look", &[(INBOX, &closed.to_string())]).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
    let page = olga.get("/configuration").await.text;
    assert!(!page.contains("so members read"), "{page}");

    is_refused(
        &change(&mut olga, "look", &[(INBOX, &hall.to_string())]).await,
        hall,
    );
    // Whoever means one place has not meant another.
    let mut fields = fields_of(&page, "look", &[(INBOX, &hall.to_string())]);
    fields.push(("meant".to_owned(), arcade.to_string()));
    is_refused(&send(&mut olga, LOOK, &fields).await, hall);
    assert_eq!(test.app.settings().inbox.to_string(), closed.to_string());
    fields.pop();
    fields.push(("meant".to_owned(), hall.to_string()));
    let saved = send(&mut olga, LOOK, &fields).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
    assert_eq!(test.app.settings().inbox.to_string(), hall.to_string());
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_category_goes_where_all_members_look_only_for_who_means_it() {
    let test = among_members().await;
    let mut olga = test.signed_in(test.cast.olga).await;
    let (hall, agents) = (
        category(&test, "Hall").to_string(),
        test.cast.agents.to_string(),
    );
    let place = hall.parse().unwrap();
    let open = [("name", "Money"), ("channels", &*hall)];
    is_refused(&olga.post("/categories", &open).await, place);
    // Its channels are closed to all but a few.
    let kept = [&open[..], &[("roles", &*agents)]].concat();
    let made = olga.post("/categories", &kept).await;
    assert_eq!(made.location(), "/categories");
    let opened = [&open[..], &[("based_on", "1")]].concat();
    is_refused(&olga.post("/categories/1", &opened).await, place);
    let meant = [&opened[..], &[("meant", &*hall)]].concat();
    assert_eq!(
        olga.post("/categories/1", &meant).await.location(),
        "/categories"
    );
    let page = olga.get("/categories").await.text;
    assert!(page.contains("so members read the tickets in it"), "{page}");
    // What is so already is not asked for again.
    let named = [("name", "Gold"), ("channels", &*hall), ("based_on", "2")];
    assert_eq!(
        olga.post("/categories/1", &named).await.location(),
        "/categories"
    );
    let categories = diesel::sql_query("SELECT 1 FROM categories WHERE name = 'Gold'");
    let found = categories.execute(&mut test.app.db().await.unwrap()).await;
    assert_eq!(found.unwrap(), 1);
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn with_a_server_of_their_own_staff_are_told_and_not_asked() {
    let test = desk().await;
    let mut olga = test.signed_in(test.cast.olga).await;
    let hall = category(&test, "Hall").to_string();
    let saved = change(&mut olga, "look", &[(INBOX, &hall)]).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
    let page = olga.get("/configuration").await.text;
    assert!(
        page.contains("Everybody in the staff server can look into"),
        "{page}"
    );
    let made = olga
        .post("/categories", &[("name", "Money"), ("channels", &hall)])
        .await;
    assert_eq!(made.location(), "/categories");
    test.finish().await;
}
