//! Categories: made, ordered, switched and removed on their page; and who sees their tickets because of that.

use axum::http::StatusCode;
use discord_simulator::snowflake::Snowflake;
use rustmail::ids::TicketId;
use rustmail::models::permission::Permission;
use rustmail::models::ticket::Ticket;

use super::{desk, ticket_of};
use crate::support::browser::{Browser, Page};
use crate::support::test_app::TestApp;

async fn make(browser: &mut Browser, name: &str, more: &[(&str, &str)]) -> Page {
    let fields = [&[("name", name)], more].concat();
    browser.post("/categories", &fields).await
}

/// Puts the first ticket into the first category.
async fn put(test: &TestApp, category: i64) -> Ticket {
    let conn = &mut test.app.db().await.unwrap();
    let act = test.act_as(test.cast.sam, "sam");
    let to = Some(rustmail::ids::CategoryId(category));
    let place = (test.app.appointments(), to);
    Ticket::move_to(conn, &act, TicketId(1), place)
        .await
        .unwrap()
        .now
}

/// The names on the page, in their order.
fn names(page: &str) -> Vec<&str> {
    let rows = page.split("<h3 class=\"category-name\">").skip(1);
    let names = rows.map(|row| row.split("<bdi>").nth(1).unwrap());
    names
        .map(|name| name.split("</bdi>").next().unwrap())
        .collect()
}

fn role(id: Snowflake) -> String {
    id.to_string()
}

/// A field, and what was typed into it.
type Typed<'a> = (&'a str, &'a str);

#[tokio::test]
async fn a_category_is_made_changed_switched_off_and_removed() {
    let test = desk().await;
    let orders = test
        .discord
        .create_category(test.cast.staff_server, "Orders")
        .unwrap();
    let mut olga = test.signed_in(test.cast.olga).await;
    let empty = olga.get("/categories").await.text;
    assert!(empty.contains("There is no category yet") && empty.contains(">Orders</option>"));
    assert!(
        empty.contains(">Agents</label>") && !empty.contains("everyone"),
        "{empty}"
    );

    let (channels, agents) = (orders.to_string(), role(test.cast.agents));
    let fields = [
        ("emoji", "💳"),
        ("description", "Refunds"),
        ("channels", &*channels),
        ("roles", &*agents),
    ];
    let made = make(&mut olga, "Money <i>", &fields).await;
    assert_eq!(made.location(), "/categories");
    let page = olga.get("/categories").await.text;
    let shown = [
        "💳",
        "Money &lt;i&gt;",
        "<dd>Orders</dd>",
        "<dd>Agents</dd>",
        "Refunds",
    ];
    for text in shown {
        assert!(page.contains(text), "{text} is missing: {page}");
    }

    let fields = [
        ("name", "Money"),
        ("description", ""),
        ("emoji", ""),
        ("based_on", "1"),
    ];
    olga.post("/categories/1", &fields).await;
    let page = olga.get("/categories").await.text;
    assert!(
        page.contains("<dd>The inbox</dd>") && page.contains("<dd>Everybody of the staff</dd>")
    );
    let off = olga
        .post_fragment("/categories/1/switch", &[("to", "off")])
        .await;
    assert!(
        off.text.contains("Switch on") && !off.text.contains("<html"),
        "{}",
        off.text
    );
    olga.post("/categories/1/removal", &[]).await;
    assert!(
        olga.get("/categories")
            .await
            .text
            .contains("There is no category yet")
    );
    let again = olga.post("/categories/1/removal", &[]).await;
    assert_eq!(again.status, StatusCode::NOT_FOUND);
    test.finish().await;
}

#[tokio::test]
async fn what_is_wrong_with_a_category_is_said_and_what_was_typed_is_kept() {
    let test = desk().await;
    let mut olga = test.signed_in(test.cast.olga).await;
    make(&mut olga, "Money", &[]).await;
    let (long, longer) = ("n".repeat(81), "d".repeat(201));
    let kept = ("description", "Kept text");
    let agents = role(test.cast.agents);
    let cases: [(&str, &[Typed<'_>], &str); 6] = [
        ("MONEY", &[kept], "another category with the name"),
        ("", &[kept], "needs a name"),
        (&long, &[kept], "at most 80 characters"),
        (
            "Fine",
            &[("description", &longer)],
            "at most 200 characters",
        ),
        ("Fine", &[kept, ("emoji", "money")], "This is not an emoji"),
        ("Fine", &[kept, ("channels", "nowhere")], "is not an id"),
    ];
    for (name, fields, why) in cases {
        let fields = [fields, &[("roles", &*agents)]].concat();
        let page = make(&mut olga, name, &fields).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{why}");
        assert!(page.text.contains(why), "{why}: {}", page.text);
        for (_, value) in fields
            .iter()
            .filter(|(name, _)| *name != "channels" && *name != "roles")
        {
            assert!(
                page.text.contains(&format!("value=\"{value}\"")),
                "{value} is lost"
            );
        }
        assert!(
            page.text.contains(&format!("value=\"{agents}\" checked")),
            "{}",
            page.text
        );
    }
    let page = olga.post("/categories/1", &[("name", "")]).await;
    assert!(page.text.contains("category-1-name-error"), "{}", page.text);
    test.finish().await;
}

#[tokio::test]
async fn the_order_changes_by_a_button_with_and_without_a_script() {
    let test = desk().await;
    let mut olga = test.signed_in(test.cast.olga).await;
    for name in ["One", "Two", "Three"] {
        make(&mut olga, name, &[]).await;
    }
    let moved = olga.post("/categories/3/place", &[("way", "up")]).await;
    assert_eq!(moved.location(), "/categories");
    let list = olga
        .post_fragment("/categories/1/place", &[("way", "down")])
        .await;
    assert_eq!(names(&list.text), ["Three", "One", "Two"]);
    olga.post("/categories/3/place", &[("way", "up")]).await;
    let page = olga.get("/categories").await.text;
    assert_eq!(
        names(&page),
        ["Three", "One", "Two"],
        "the first stays the first"
    );
    test.finish().await;
}

#[tokio::test]
async fn no_more_than_24_are_switched_on() {
    let test = desk().await;
    let mut olga = test.signed_in(test.cast.olga).await;
    for number in 1..=24 {
        make(&mut olga, &format!("Number {number}"), &[]).await;
    }
    let refused = make(&mut olga, "One more", &[]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("24 categories are switched on"));
    olga.post("/categories/7/switch", &[("to", "off")]).await;
    make(&mut olga, "One more", &[]).await;
    let refused = olga.post("/categories/7/switch", &[("to", "on")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("24 categories are switched on"));
    assert_eq!(names(&refused.text).len(), 25);
    test.finish().await;
}

#[tokio::test]
async fn what_discord_has_lost_is_said() {
    let test = desk().await;
    let mut olga = test.signed_in(test.cast.olga).await;
    let (place, lost) = ("123456789012345678", "223456789012345678");
    make(&mut olga, "Old", &[("channels", place), ("roles", lost)]).await;
    let page = olga.get("/categories").await.text;
    assert!(
        page.contains("does not exist any more") && page.contains("a deleted role"),
        "{page}"
    );
    let is_chosen = page.contains(&format!("value=\"{place}\" selected"));
    assert!(is_chosen, "the form keeps what is chosen: {page}");
    test.finish().await;
}

#[tokio::test]
async fn roles_decide_at_once_who_sees_tickets_and_nobody_lets_themselves_in() {
    let test = desk().await;
    ticket_of(
        &test,
        test.cast.mia,
        ("mia", "You will hear from my lawyer."),
    )
    .await;
    let server = test.cast.staff_server;
    let lawyers = test.discord.create_role(server, "Lawyers", 0).unwrap();
    let mut olga = test.signed_in(test.cast.olga).await;
    make(&mut olga, "Legal", &[]).await;
    put(&test, 1).await;
    test.grant(test.cast.sam, Permission::ManageCategories)
        .await;
    let mut sam = test.signed_in(test.cast.sam).await;
    assert_eq!(sam.get("/tickets/1").await.status, StatusCode::OK);

    let lawyers = role(lawyers);
    let kept_to_lawyers = [("name", "Legal"), ("roles", &*lawyers), ("based_on", "1")];
    let refused = sam.post("/categories/1", &kept_to_lawyers).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let why = "You would not see the tickets of this category any more.";
    assert!(refused.text.contains(why), "{}", refused.text);
    assert_eq!(sam.get("/tickets/1").await.status, StatusCode::OK);
    olga.post("/categories/1", &kept_to_lawyers).await;
    assert_eq!(sam.get("/tickets/1").await.status, StatusCode::NOT_FOUND);
    assert_eq!(olga.get("/tickets/1").await.status, StatusCode::OK);
    let page = sam.get("/categories").await.text;
    assert!(
        page.contains("You do not see its tickets") && !page.contains("action=\"/categories/1")
    );
    for (path, fields) in [
        ("/categories/1", [("name", "Legal")].as_slice()),
        ("/categories/1/switch", &[("to", "off")]),
        ("/categories/1/place", &[("way", "up")]),
        ("/categories/1/removal", &[]),
    ] {
        let refused = sam.post(path, fields).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{path}");
    }
    assert_eq!(sam.get("/tickets/1").await.status, StatusCode::NOT_FOUND);

    olga.post("/categories/1/removal", &[]).await;
    let hidden = sam.get("/tickets/1").await.status;
    assert_eq!(
        hidden,
        StatusCode::NOT_FOUND,
        "a removed category still hides"
    );
    test.finish().await;
}

#[tokio::test]
async fn a_removed_category_stays_in_the_filter_while_it_holds_tickets_and_can_be_brought_back() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello")).await;
    let mut olga = test.signed_in(test.cast.olga).await;
    let own = [("emoji", "<:lantern:123456789012345678>")];
    make(&mut olga, "Money", &own).await;
    make(&mut olga, "Empty", &[]).await;
    put(&test, 1).await;
    for address in ["/tickets", "/tickets/1", "/categories"] {
        let page = olga.get(address).await.text;
        let picture = "src=\"/emojis/123456789012345678\" alt=\":lantern:\"";
        assert!(page.contains(picture), "{address}: {page}");
    }
    let picture = olga.get("/emojis/123456789012345678").await;
    assert_eq!(picture.header("content-type"), "image/png");
    let unknown = olga.get("/emojis/123456789012345679").await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    let list = olga.get("/tickets").await.text;
    assert!(!list.contains("&lt;:lantern"), "{list}");
    for category in [1, 2] {
        let address = format!("/categories/{category}/removal");
        olga.post(&address, &[]).await;
    }
    let list = olga.get("/tickets?category=1").await.text;
    assert!(list.contains(":lantern: Money (removed)"), "{list}");
    assert!(!list.contains("Empty (removed)"), "{list}");

    make(&mut olga, "Money", &[]).await;
    let shelf = olga.get("/categories?shelf=removed").await.text;
    assert!(shelf.contains("action=\"/categories/1/return\""), "{shelf}");
    let taken = olga.post("/categories/1/return", &[]).await;
    assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        taken.text.contains("another category with the name"),
        "{}",
        taken.text
    );
    olga.post("/categories/3/removal", &[]).await;
    let returned = olga.post("/categories/1/return", &[]).await;
    assert_eq!(returned.location(), "/categories");
    let page = olga.get("/categories").await.text;
    assert!(
        names(&page).len() == 1 && page.contains("value=\"Money\""),
        "{page}"
    );
    test.finish().await;
}

#[tokio::test]
async fn nobody_writes_over_what_somebody_else_has_just_made_of_a_category() {
    let test = desk().await;
    let mut olga = test.signed_in(test.cast.olga).await;
    make(&mut olga, "Money", &[]).await;
    let change = |name, version| [("name", name), ("based_on", version)];
    olga.post("/categories/1", &change("Refunds", "1")).await;
    let late = olga.post("/categories/1", &change("Mine", "1")).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    for text in [
        "Somebody has changed this category",
        "value=\"Mine\"",
        "name=\"based_on\" value=\"2\"",
    ] {
        assert!(late.text.contains(text), "{text} is missing: {}", late.text);
    }
    let again = olga.post("/categories/1", &change("Mine", "2")).await;
    assert_eq!(again.location(), "/categories");
    let page = olga.get("/categories").await.text;
    assert!(page.contains("name=\"based_on\" value=\"3\""), "{page}");
    test.finish().await;
}
