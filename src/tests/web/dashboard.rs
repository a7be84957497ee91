//! The dashboard, as those who may open the panel see it.

use axum::http::StatusCode;
use rustmail::models::permission::Permission;

use super::{desk, ticket_of};
use crate::support::browser::{Browser, Page};
use crate::support::test_app::TestApp;

/// A ticket that sam has answered and closed, and one that waits for us.
async fn day_of_work(test: &TestApp) -> Browser {
    let mut sam = test.signed_in(test.cast.sam).await;
    ticket_of(test, test.cast.mia, ("mia", "Where is my order?")).await;
    let reply = [("kind", "reply"), ("content", "On its way.")];
    sam.upload("/tickets/1/messages", &reply, &[]).await;
    let closed = sam.post("/tickets/1/closure", &[("silent", "true")]).await;
    assert_eq!(closed.status, StatusCode::SEE_OTHER, "{closed:?}");
    ticket_of(test, test.cast.max, ("max", "Hello?")).await;
    sam
}

/// The value of the figure that has this name.
fn figure<'p>(page: &'p Page, name: &str) -> &'p str {
    let at = page.text.find(&format!("<summary>{name}</summary>"));
    let after = &page.text[at.unwrap_or_else(|| panic!("no {name}: {}", page.text))..];
    let value = after.split("figure-value\">").nth(1).unwrap();
    value.split('<').next().unwrap()
}

#[tokio::test]
async fn the_start_page_tells_how_the_desk_stands_and_what_it_did() {
    let test = desk().await;
    let mut sam = day_of_work(&test).await;
    let page = sam.get("/").await;
    assert_eq!(page.status, StatusCode::OK);
    for (name, value) in [
        ("Open tickets", "1"),
        ("Closed today", "1"),
        ("Closed this week", "1"),
        ("Total closed", "1"),
    ] {
        assert_eq!(figure(&page, name), value, "{name}");
    }
    assert!(page.text.contains("1 waiting on us") && page.text.contains("0 on the member"));
    assert!(page.text.contains("2 created") && page.text.contains("1 closed"));
    assert!(page.text.contains("Without a category") && page.text.contains("100.0%"));
    let leaders = page.text.split("id=\"leaderboard\"").nth(1).unwrap();
    assert!(leaders.contains("sam") && !leaders.contains("Show all"));
    test.finish().await;
}

#[tokio::test]
async fn another_period_replaces_only_what_is_about_the_period() {
    let test = desk().await;
    let mut sam = day_of_work(&test).await;
    for (address, days) in [
        ("/", 30),
        ("/?period=7", 7),
        ("/?period=90", 90),
        ("/?period=31", 30),
    ] {
        let page = sam.get(address).await.text;
        assert!(page.contains(&format!("Last {days} days")), "{address}");
        assert_eq!(page.matches("type=\"radio\" name=\"day\"").count(), days);
        let part = sam.get_fragment(address).await.text;
        assert!(
            part.starts_with("<section") && page.contains(&part),
            "{address}"
        );
        assert!(part.contains(&format!("data-address=\"/?period={days}\"")));
    }
    let now = sam.get_fragment("/statistics/now").await.text;
    assert!(sam.get("/").await.text.contains(&now), "{now}");
    test.finish().await;
}

#[tokio::test]
async fn the_figures_can_be_taken_away_as_a_sheet() {
    let test = desk().await;
    let mut sam = day_of_work(&test).await;
    let sheet = sam.get("/statistics.csv?period=7").await;
    assert_eq!(sheet.header("content-type"), "text/csv; charset=utf-8");
    let name = sheet.header("content-disposition");
    assert!(name.starts_with("attachment; filename=\"statistics-") && name.contains("-7-days.csv"));
    let mut lines = sheet.text.split("\r\n");
    let head = "\u{feff}\"section\",\"subject\",\"id\",\"username\",\"figure\",\"value\"";
    assert_eq!(lines.next(), Some(head));
    let lines: Vec<&str> = lines.collect();
    let sam = test.cast.sam;
    for line in [
        "\"about\",\"\",\"\",\"\",\"period_days\",\"7\"".to_owned(),
        "\"about\",\"\",\"\",\"\",\"time_zone\",\"UTC\"".to_owned(),
        "\"now\",\"\",\"\",\"\",\"open\",\"1\"".to_owned(),
        "\"category\",\"\",\"\",\"\",\"percent\",\"100.00\"".to_owned(),
        format!("\"staff\",\"sam\",\"{sam}\",\"sam\",\"messages\",\"1\""),
        format!("\"award\",\"sam\",\"{sam}\",\"sam\",\"most_closed\",\"1\""),
    ] {
        assert!(lines.contains(&&*line), "{line}: {}", sheet.text);
    }
    assert_eq!(
        lines
            .iter()
            .filter(|line| line.starts_with("\"day\","))
            .count(),
        14
    );
    test.finish().await;
}

#[tokio::test]
async fn a_desk_that_was_never_used_says_how_it_begins() {
    let test = desk().await;
    let mut olga = test.signed_in(test.cast.olga).await;
    let page = olga.get("/").await.text;
    assert!(page.contains("The desk is ready") && page.contains("href=\"/api-keys\""));
    assert!(!page.contains("Right now"));
    assert!(
        page.contains("data-hx-get=\"/statistics/desk?period=30\"") && page.contains("sse:tickets")
    );
    let still = olga.get_fragment("/statistics/desk").await.text;
    assert!(still.starts_with("<div class=\"nothing\"") && page.contains(&still));
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let week = olga.get_fragment("/statistics/desk?period=7").await.text;
    assert!(week.contains("Last 7 days"), "{week}");
    let alive = olga.get_fragment("/statistics/desk").await.text;
    assert!(alive.starts_with("<section class=\"now\"") && alive.contains("id=\"achieved\""));
    test.finish().await;
}

#[tokio::test]
async fn strangers_are_sent_to_the_door_and_visitors_see_no_way_to_tickets() {
    let test = desk().await;
    day_of_work(&test).await;
    let nobody = test.browser().get("/").await;
    assert_eq!(nobody.location(), "/sign-in?return_to=%2F");
    test.grant(test.cast.paul, Permission::ViewPanel).await;
    let mut paul = test.signed_in(test.cast.paul).await;
    let page = paul.get("/").await;
    assert_eq!(figure(&page, "Open tickets"), "1");
    assert!(!page.text.contains("href=\"/tickets") && !page.text.contains("data-sse-connect"));
    test.finish().await;
}

#[tokio::test]
async fn what_somebody_does_not_see_is_not_counted_for_them() {
    let test = desk().await;
    let mut sam = day_of_work(&test).await;
    let role = test.cast.agents.to_string();
    let mut olga = test.signed_in(test.cast.olga).await;
    let fields = [("name", "Reports"), ("roles", role.as_str())];
    olga.post("/categories", &fields).await;
    let conn = &mut test.app.db().await.unwrap();
    let act = test.act_as(test.cast.sam, "sam");
    let place = (test.app.appointments(), Some(rustmail::ids::CategoryId(1)));
    let waiting = rustmail::ids::TicketId(2);
    rustmail::models::ticket::Ticket::move_to(conn, &act, waiting, place)
        .await
        .unwrap();
    test.grant(test.cast.paul, Permission::ViewTickets).await;
    let mut paul = test.signed_in(test.cast.paul).await;
    assert_eq!(figure(&sam.get("/").await, "Open tickets"), "1");
    assert_eq!(figure(&paul.get("/").await, "Open tickets"), "0");
    let sheet = paul.get("/statistics.csv").await.text;
    assert!(sheet.contains("\"open\",\"0\"") && sheet.contains("\"closed_today\",\"1\""));
    test.finish().await;
}

/// Seven of the staff, two of whom are called the same, have each answered once.
async fn crowd(test: &TestApp) {
    ticket_of(test, test.cast.mia, ("mia", "Hello?")).await;
    let conn = &mut test.app.db().await.unwrap();
    let ticket = rustmail::ids::TicketId(1);
    for number in 1..=7 {
        let id = discord_simulator::snowflake::Snowflake::from(900_000 + number);
        let mut act = super::agent(test, id, &format!("agent{number}")).await;
        act.at = test.app.clock.now();
        let namesake = format!("UPDATE users SET display_name = 'Alex' WHERE id = {id}");
        if number < 3 {
            diesel_async::SimpleAsyncConnection::batch_execute(&mut **conn, &namesake)
                .await
                .unwrap();
        }
        let hi = rustmail::models::ticket::replying::Draft::text("Hi");
        rustmail::models::ticket::Ticket::reply(conn, &act, ticket, hi)
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn whoever_sees_no_ticket_is_told_the_same_whether_there_are_others_or_not() {
    let test = desk().await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let unused = sam.get_fragment("/statistics/desk").await.text;
    assert!(unused.contains("the tickets that you may see"), "{unused}");
    let secret = ticket_of(&test, test.cast.mia, ("mia", "My lawyer writes.")).await;
    super::restrict(&test, secret.id, rustmail::ids::RoleId(77)).await;
    let blind = sam.get_fragment("/statistics/desk").await.text;
    assert_eq!(blind, unused);
    test.finish().await;
}

#[tokio::test]
async fn everybody_is_shown_when_asked_for_and_stays_shown() {
    let test = desk().await;
    crowd(&test).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let top = sam.get("/").await.text;
    let rows = |page: &str| page.matches("<th scope=\"row\">").count();
    let leaders = |page: &str| {
        let part = page.split("id=\"leaderboard\"").nth(1).unwrap();
        part.split("</table>").next().unwrap().to_owned()
    };
    assert_eq!(rows(&leaders(&top)), 5);
    assert!(
        top.contains("href=\"/?period=30&amp;all=true#leaderboard\""),
        "{top}"
    );
    let part = sam
        .get_fragment("/statistics/leaderboard?period=30&all=true")
        .await
        .text;
    assert_eq!(rows(&part), 7);
    assert!(
        part.contains("data-address=\"/?period=30&amp;all=true\""),
        "{part}"
    );
    let whole = sam.get("/?period=30&all=true").await.text;
    assert!(whole.contains(&part) && whole.contains("href=\"/?period=7&amp;all=true\""));
    let week = sam.get_fragment("/?period=7&all=true").await.text;
    assert_eq!(rows(&leaders(&week)), 7);
    assert!(week.contains("data-address=\"/?period=7&amp;all=true\""));
    // Two are called the same: their accounts tell them apart.
    assert!(
        part.contains("title=\"@agent1\"") && part.contains(">@agent1<"),
        "{part}"
    );
    assert!(
        part.contains("title=\"@agent5\"") && !part.contains(">@agent5<"),
        "{part}"
    );
    test.finish().await;
}
